"""导出: any type of record as a workbook or CSV that spreadsheets open as it is, and that can be imported again."""

import csv
import errno
import re
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from db.disk.beside import written_beside
from db.errors import ArgumentError, Cancelled
from db.fields import Rows, Words
from db.records.base import Record, Row, columns_of, fields_of, parts_of
from db.records.may import Right
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident
from db.services.chosen import EVERYTHING, Chosen, Fields
from db.services.duties.consent_held import refuse_withdrawn
from db.services.duties.giving_out import EXPORTED, Given, Use, enter, personal_labels, refuse_whole
from db.services.matters.for_others import covered
from db.services.registry.import_roster.own_exports import beside
from db.services.ticks import Tick, go_on, never_stop
from db.services.told_cells import Value, cell, holdable
from db.services.told_rows import pieces
from db.store import Store
from db.store.files import in_clerks_words

if TYPE_CHECKING:  # openpyxl is heavy and only needed when a workbook is written
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Font

SUFFIXES = (".xlsx", ".csv")
MOST_ROWS, LONGEST = 1_048_576, 32_767
"""What a sheet holds of rows and a cell of characters (ECMA-376, and Excel specifications and limits)."""
_PIECE = 1000
# Excel counts with these, also in full width and behind blanks, and spoils them; a tab before them keeps them as they are,
# and our import drops it.
_COUNTED = re.compile(r"\s*[=+@\-＝＋－＠−﹣﹢﹦﹫].*|[\t\r\n].*|\d{5,}.*", re.DOTALL)


@frozen
class _Beside:
    """Columns that a record has from elsewhere, and the order that they ask for.

    Attributes:
        headings: of the columns.
        values: the cells by id of the record.
        order: ids in the order of the rows; ids that are missing come last.
    """

    headings: tuple[str, ...] = ()
    values: Mapping[int, tuple[str, ...]] = {}
    order: Mapping[int, int] = {}


def export_table(
    store: Store,
    kind: type[Record],
    path: Path,
    *,
    chosen: Chosen = EVERYTHING,
    whole: Use | None = None,
    tick: Tick = never_stop,
) -> int:
    """How many records were written to the file; whole numbers and telephones only for a ``whole`` use, which 外送登记 enters.

    The audit enters who exported what. The file is written beside and takes its place only once that is entered, so nobody ever
    finds half of it, or one that the audit does not know.

    Raises:
        StoreBusy: another window is writing; there is no file.
        ArgumentError: the suffix is neither xlsx nor csv.
        RecordInvalid: the use does not say to whom, or what for.
        NotAllowed: the clerk may not write such records into a file, or not whole numbers.
        ConsentWithdrawn: it rests on consent, and somebody withdrew that.
        FileUnwritable: the place cannot be written to.
        Cancelled: the tick said so; there is no file.
    """
    refuse_suffix(path)
    store.require(store.kinds[kind.TABLE], Right.EXPORT)
    refuse_whole(store, whole)
    plain = whole is not None
    ids, fields, more = _there(store, kind, chosen.ids), chosen.fields(kind), _Beside()
    if whole:
        refuse_withdrawn(store, whole, kind, ids)
    if not chosen.columns:
        more = _households(store) if kind is Resident else more
        if not chosen.is_ordered:
            ids.sort(key=lambda i: (more.order.get(i, len(more.order)), i))
    headings = heads(kind, chosen)
    rows = _rows(store, kind, ids, (fields, more), plain=plain)
    ticked = _ticked(rows, len(ids), tick)
    title, widths = _title(store, kind.LABEL), _widths(fields, more)
    with written_table(path, title, widths, headings, ticked), store.writing("导出") as w:
        w.note("export", kind.TABLE, 0, {"file": [None, path.name], "rows": [None, len(ids)], "plain": [None, plain]})
        if whole:
            told = personal_labels(kind, tuple(fields))
            given = Given(what=kind.LABEL, way=EXPORTED, count=len(ids), told=told, file=path.name)
            enter(w, store.actor, whole, given)
    return len(ids)


def heads(kind: type[Record], chosen: Chosen) -> list[str]:
    """What the columns are called; with all of a resident stand those of the household."""
    found = [field.label for field in chosen.fields(kind).values()]
    return [*found, *beside()] if kind is Resident and not chosen.columns else found


def refuse_suffix(path: Path) -> None:
    """Lets pass what can be written.

    Raises:
        ArgumentError: the suffix is neither xlsx nor csv.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ArgumentError("只能导出成 .xlsx 或 .csv 文件", "请改一下文件名的后缀")


@contextmanager
def written_table(
    path: Path, title: str, widths: Sequence[int], headings: Sequence[str], rows: Iterable[Sequence[Value]]
) -> Generator[None]:
    """A table written whole beside its place, which it takes when all that follows went well; otherwise it is gone.

    Args:
        path: with a suffix that `refuse_suffix` lets pass.
        title: of the sheet.
        widths: of the columns, in half characters.
        headings: of the columns.
        rows: the cells of each.

    Raises:
        FileUnwritable: the place cannot be written to.
        ArgumentError: a workbook cannot hold it whole.
    """
    heads, cells = [holdable(one) for one in headings], map(_holdable, rows)
    with in_clerks_words("导出的文件"), written_beside(path) as part:
        if path.suffix.lower() == ".csv":
            _write_csv(part, heads, cells)
        else:
            with _as_of_the_disk():
                _write_xlsx(part, title, widths, heads, cells)
        yield


@contextmanager
def _as_of_the_disk() -> Generator[None]:
    """Turns the word of the writer of rows for a disk that takes no more, IO_ENOSPC, into the one that everything else says.

    Raises:
        OSError: the disk took not all.
    """
    from lxml.etree import SerialisationError  # pyright: ignore  # it has no types

    try:
        yield
    except SerialisationError as error:  # pyright: ignore
        is_full = "ENOSPC" in str(error)  # pyright: ignore
        raise OSError(errno.ENOSPC if is_full else errno.EIO, "workbook") from error  # pyright: ignore


def _holdable(row: Sequence[Value]) -> list[Value]:
    return [holdable(v) if isinstance(v, str) else v for v in row]


def masked_columns(kind: type[Record], chosen: Chosen = EVERYTHING) -> list[str]:
    """What an export always tells in full only when it is plain, in the clerk's words; none for most types."""
    found: list[str] = []
    for field in chosen.fields(kind).values():
        if field.is_masked:
            found.append(field.label)
        elif isinstance(field, Rows):
            found += [f"{field.label}{one.label}" for one in columns_of(field.part).values() if one.is_masked]
    return found


def _there(store: Store, kind: type[Record], ids: Collection[int] | None) -> list[int]:
    """The ids of the records that are to be written, without those that are gone meanwhile."""
    there = store.ids(kind)
    if ids is None:
        return there
    known = set(there)
    return [i for i in ids if i in known]


def texts_with_numbers(
    store: Store, kind: type[Record], chosen: Chosen = EVERYTHING, tick: Tick = never_stop
) -> list[str]:
    """The columns of words in which somebody wrote a number that is masked, in the clerk's words.

    Raises:
        Cancelled: the tick said so.
    """
    ids, fields = _there(store, kind, chosen.ids), chosen.fields(kind)
    found: dict[str, None] = {}
    done = 0
    for records in pieces(store, kind, ids):
        go_on(tick, done, len(ids))
        done += len(records)
        for record in records:
            found |= dict.fromkeys(_telling(record, fields))
            for name, rows in parts_of(kind).items():
                if rows.fixed or name not in fields:
                    continue
                parts: Sequence[Row] = getattr(record, name)
                found |= dict.fromkeys(
                    f"{rows.label}{one}" for part in parts for one in _telling(part, columns_of(rows.part))
                )
    return list(found)


def _telling(row: Row, fields: Collection[str]) -> list[str]:
    """The labels of the words of a row, among these fields, that are masked though their column is not."""
    told = ((f, getattr(row, n)) for n, f in columns_of(type(row)).items() if n in fields)
    return [f.label for f, value in told if isinstance(f, Words) and not f.is_masked and f.mask(value) != value]


def _title(store: Store, label: str) -> str:
    return f"{label}（练习小区）" if store.centre().practice else label


def _households(store: Store) -> _Beside:
    """Relation and head in the household of every resident, and the number of the booklet; the members of a household one after another."""
    households = store.select(Household)
    heads = store.titles(Resident.TABLE, {h.head for h in households})
    relation = fields_of(Member)["relation"]
    numbers = {m.resident: b.number for b in store.select(Booklet) for m in b.present()}
    values: dict[int, tuple[str, ...]] = {}
    for household in households:
        for member in household.present():
            told = (relation.show(member.relation), heads.get(household.head, ""), numbers.get(member.resident, ""))
            values.setdefault(member.resident, told)
    order = {resident: position for position, resident in enumerate(values)}
    for resident, number in numbers.items():
        values.setdefault(resident, ("", "", number))
    return _Beside(beside(), values, order)


def _rows(
    store: Store, kind: type[Record], ids: Sequence[int], told: tuple[Fields, _Beside], *, plain: bool
) -> Iterator[list[Value]]:
    """The cells of every record, read in pieces."""
    fields, beside = told
    blank = ("",) * len(beside.headings)
    for records in pieces(store, kind, ids):
        titles = store.all_titles(records)
        for record, called in ((one, titles) for one in records) if plain else covered(store, records, titles):
            cells = [cell(f, getattr(record, n), called, plain=plain) for n, f in fields.items()]
            yield [*cells, *beside.values.get(record.id, blank)]


def _ticked(rows: Iterable[list[Value]], total: int, tick: Tick) -> Iterator[list[Value]]:
    for done, row in enumerate(rows):
        if done % _PIECE == 0 and not tick(done, total):
            raise Cancelled
        yield row
    tick(total, total)


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """UTF-8 with a byte order mark, by which spreadsheets know it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for row in chain((headings,), rows):
            writer.writerow([f"\t{v}" if isinstance(v, str) and _COUNTED.fullmatch(v) else v for v in row])


def _widths(fields: Fields, beside: _Beside) -> list[int]:
    """Column widths in half characters."""
    return [max(f.width, len(f.label)) * 2 + 2 for f in fields.values()] + [12] * len(beside.headings)


def _write_xlsx(
    path: Path, title: str, widths: Sequence[int], headings: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """A workbook whose texts are texts: no number is rounded, nothing is taken for a formula.

    Its rows are gathered in a file beside it, in the same room, and never in the system's folder for temporary files: who they are
    about would stay there when the program is killed.
    """
    from openpyxl import Workbook
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet._writer import WorksheetWriter

    class Gathered(WorksheetWriter):
        def cleanup(self) -> None:
            """The room is cleared by whoever made it."""

    bold = Font(bold=True)
    with path.open("wb") as file:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for index, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        sheet._writer = Gathered(sheet, str(path.with_name("rows.xml")))  # noqa: SLF001  else openpyxl makes a temporary file
        sheet._writer.write_top()  # noqa: SLF001
        try:
            sheet.append([_text(WriteOnlyCell(sheet, h), bold) for h in headings])
            for number, row in enumerate(rows, 2):
                _refuse_cut(number, headings, row)
                sheet.append([_text(WriteOnlyCell(sheet, v)) if isinstance(v, str) and v else _figure(v) for v in row])
        finally:
            sheet.close()  # also when it is given up: nothing that is open can be cleared away on Windows
        book.save(file)


def _refuse_cut(number: int, headings: Sequence[str], row: Sequence[Value]) -> None:
    """Lets pass what a workbook holds whole; openpyxl would cut a text off, and spreadsheets the rows.

    Raises:
        ArgumentError: it does not.
    """
    if number > MOST_ROWS:
        raise ArgumentError(f"Excel 一张表最多 {MOST_ROWS:,} 行，放不下", "请导出成 CSV，或先筛选，分几次导出")
    for heading, value in zip(headings, row, strict=True):
        if isinstance(value, str) and len(value) > LONGEST // 2 and _units(value) > LONGEST:
            said = f"第 {number} 行的“{heading}”有 {len(value):,} 个字，Excel 一格最多放 {LONGEST:,} 个"
            raise ArgumentError(said, "请导出成 CSV，或不选这一栏")


def _units(text: str) -> int:
    """How long spreadsheets take a text to be: they count UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _text(cell: "Cell", font: "Font | None" = None) -> "Cell":
    """The cell as one that holds text, whatever its text looks like."""
    cell.number_format, cell.data_type = "@", "s"
    if font:
        cell.font = font
    return cell


def _figure(value: Value) -> Value | None:
    """A number as it is, nothing for an empty text."""
    return None if value == "" else value
