"""What was recognised in one sheet: its columns, where its rows begin, and which form of table it is."""

from collections.abc import Mapping

from attrs import frozen

from db.services.importing.headings import IGNORE


@frozen
class Column:
    """One column under the headings.

    Attributes:
        index: counted from 0.
        heading: as it stands in the sheet; a second heading row follows after a slash.
        meaning: the key of what it holds, "" for a column that is not taken over.
    """

    index: int
    heading: str
    meaning: str


@frozen
class Layout:
    """What was recognised in one sheet.

    Attributes:
        sheet: its name.
        columns: the columns that have a heading.
        first_row: index of the first row under the headings.
        skipped: why the sheet is not taken over; "" when it is.
        corrected: the meanings that the clerk gave to columns, by index, where they are other than the guess.
        remembered: whether what the clerk said of such a sheet last time was taken into account.
        own: whether it is an export of this program, which says of everything all that the record holds.
    """

    sheet: str
    columns: tuple[Column, ...] = ()
    first_row: int = 0
    skipped: str = ""
    corrected: Mapping[int, str] = {}
    remembered: bool = False
    own: bool = False

    def unknown(self) -> tuple[Column, ...]:
        """The columns that will not be taken over because nobody knows what they mean."""
        return tuple(c for c in self.columns if c.meaning == IGNORE)

    def has(self, meaning: str) -> bool:
        """Whether a column carries this."""
        return any(c.meaning == meaning for c in self.columns)
