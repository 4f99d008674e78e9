"""空表: a workbook with the headings of a type and the words that its columns know, to be filled in and imported."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from db.disk.beside import written_beside
from db.fields import Code, Day, Field, Flag, Moment, StageCode
from db.records.base import fields_of
from db.records.kind import Kind
from db.records.registry.resident import Resident
from db.services.importing.plain import TOLD_BY_OTHERS, plain_form
from db.services.registry.import_roster.headings import meanings
from db.store.files import in_clerks_words

if TYPE_CHECKING:  # openpyxl is heavy and only needed when a workbook is written
    from openpyxl.worksheet.worksheet import Worksheet

WORDS = "可填的词"
"""The tab with what may be chosen: it has one heading a column and is no table."""
_ROWS = 1000
_ROSTER = (
    "name", "sex", "id_number", "birth", "phone", "relation", "head_name", "estate", "building", "unit", "room", "care_tags", "note",
)  # fmt: skip


@frozen
class Heading:
    """A column of an empty table.

    Attributes:
        label: what stands over it.
        needed: whether no row can do without it.
        kind: how its cells are read; None where that is not declared.
    """

    label: str
    needed: bool = False
    kind: Field[Any] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What may be chosen in it; empty where anything may be written."""
        if isinstance(self.kind, Code) and not isinstance(self.kind, StageCode):
            return tuple(self.kind.codes().labels.values())
        return ("是", "否") if isinstance(self.kind, Flag) else ()


def headings_of(kind: Kind) -> Sequence[Heading]:
    """The columns of the empty table of a type, in the order in which its form asks for them."""
    return tuple(_of_roster() if kind.record is Resident else _of_plain(kind))


def _of_plain(kind: Kind) -> Iterator[Heading]:
    form = plain_form(kind)
    for topic in form.topics:
        if (
            topic.key != TOLD_BY_OTHERS
            and not topic.kind.fixed
            and topic.kind.is_typed
            and not isinstance(topic.kind, StageCode)
        ):
            yield Heading(topic.label, (topic.key,) in form.needs, topic.kind)


def _of_roster() -> Iterator[Heading]:
    known = meanings()
    fields = fields_of(Resident)
    for key in _ROSTER:
        if key in known:
            yield Heading(known[key].label, key == "name", fields.get(key))


def write_empty_table(kind: Kind, path: Path) -> None:
    """Writes the workbook, beside and renamed.

    Raises:
        FileUnwritable: the place cannot be written to.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet, words = book.active, book.create_sheet(WORDS)
    assert sheet is not None
    sheet.title = kind.label
    _fill(sheet, words, headings_of(kind))
    with in_clerks_words("空表"), written_beside(path) as part, part.open("wb") as file:
        book.save(file)


def _fill(sheet: "Worksheet", words: "Worksheet", headings: Sequence[Heading]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.cell_range import MultiCellRange
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.freeze_panes, listed = "A2", 0
    for index, heading in enumerate(headings, start=1):
        letter = get_column_letter(index)
        cell = sheet.cell(1, index, heading.label)
        cell.font = Font(bold=True, color="C00000" if heading.needed else "000000")
        width = heading.kind.width if heading.kind else 8
        sheet.column_dimensions[letter].width = max(width, len(heading.label)) * 2 + 2
        if not isinstance(heading.kind, Day | Moment):
            sheet.column_dimensions[letter].number_format = "@"  # a number typed here keeps all its figures
        if heading.words:
            listed += 1
            column = get_column_letter(listed)
            for row, word in enumerate((heading.label, *heading.words), start=1):
                words.cell(row, listed, word)
            words[f"{column}1"].font = Font(bold=True)
            chosen = DataValidation(
                type="list",
                formula1=f"'{words.title}'!${column}$2:${column}${len(heading.words) + 1}",
                allow_blank=True,
            )
            chosen.error, chosen.errorTitle, chosen.errorStyle = (
                "不在可填的词里；确实要这样写也可以",
                "请看一下",
                "warning",
            )
            chosen.sqref = MultiCellRange(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(chosen)
