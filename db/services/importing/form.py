"""A form of table: what its columns can hold, by what it is known, and what its rows bring."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from attrs import Factory, frozen

from db.services.importing.headings import Topic, Words

if TYPE_CHECKING:  # a form is declared where no plan is made yet
    from db.services.importing.book import Book
    from db.services.importing.line import Line


class SheetReader(Protocol):
    """What reads the rows of one sheet, from above to below."""

    def take(self, line: "Line") -> None:
        """One row that is neither a total nor a remark."""
        ...

    def end(self) -> None:
        """All rows were read: what is to be said of several together."""
        ...


@frozen
class Rowwise:
    """A reader to which every row stands by itself."""

    book: "Book"
    read: "Callable[[Book, Line], None]"

    def take(self, line: "Line") -> None:
        """See `SheetReader`."""
        self.read(self.book, line)

    def end(self) -> None:
        """See `SheetReader`."""


def rowwise(read: "Callable[[Book, Line], None]") -> "Callable[[Book], SheetReader]":
    """What begins a reader to which every row stands by itself."""
    return lambda book: Rowwise(book, read)


@frozen(kw_only=True)
class TableForm:
    """A form of table.

    Attributes:
        name: unlike any other; that of the plain form of a type is its table.
        label: what the clerk calls such a table.
        table: the type that its rows are about, to which all counts that are of a row.
        topics: what its columns can hold.
        needs: of each of these topics one at least must be a column, else it is another form.
        begin: begins to read a sheet.
        alone: topics of which every row has its own: 同上 says nothing there.
        titles: a pattern of titles and tabs that speak for it; "" for none.
        marks: a pattern of headings that speak for it likewise; "" for none.
        plain: whether it follows from the declaration of a type.
        is_kept: whether what the clerk says of such a sheet is worth keeping for the next one.
    """

    name: str
    label: str
    table: str
    topics: tuple[Topic, ...]
    needs: tuple[tuple[str, ...], ...]
    begin: "Callable[[Book], SheetReader]"
    alone: tuple[str, ...] = ()
    titles: str = ""
    marks: str = ""
    plain: bool = False
    is_kept: bool = True
    words: Words = Factory(lambda self: Words.of(self.topics), takes_self=True)
    loose_words: Words = Factory(lambda self: Words.of(self.topics, loose=True), takes_self=True)

    def topic(self, key: str) -> Topic | None:
        """The topic of a key; None where there is none."""
        return next((topic for topic in self.topics if topic.key == key), None)
