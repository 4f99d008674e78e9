"""The plan of an import: what would come into the store, told before anything is written."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field, frozen

from db.errors import Cancelled
from db.fields import Day, Link, Moment, Name, Ref
from db.records.base import columns_of
from db.records.kinds import Kinds
from db.records.participant import posts_of
from db.services.importing.book import Book, Outcome
from db.services.importing.cells import MASK
from db.services.importing.drafts import Draft, Place
from db.services.importing.form import TableForm
from db.services.importing.headings import IGNORE
from db.services.importing.layout import Layout
from db.services.importing.line import Line
from db.services.importing.matters import settle_matters
from db.services.importing.problems import RowProblem, Verdict
from db.services.importing.remarks import is_remark_row, is_sum, is_total
from db.services.importing.row_values import RowValues
from db.services.importing.table_head import text_of_heading
from db.services.importing.unseen import problems_of, without_unseen
from db.services.sheets.raw import Cell, RawSheet
from db.services.ticks import Tick, never_stop
from db.values.legible import MARK

_TICK_ROWS = 200
_FEW_CELLS = 3
_TOLD_ROWS = 12


@frozen
class Recognised:
    """A sheet as it is to be read.

    Attributes:
        sheet: its cells.
        layout: what its columns mean; skipped where it is left out.
        form: what it is; None where nobody knows.
        others: what else it may be.
        is_said: whether the clerk said what it is, now or last time, and it would not be taken for that otherwise.
    """

    sheet: RawSheet
    layout: Layout
    form: TableForm | None = None
    others: tuple[TableForm, ...] = ()
    is_said: bool = False


@frozen
class Count:
    """What an import brings of one type.

    Attributes:
        new: records that are not in the store.
        matched: records that are, and rows that stand higher up in the file.
        changed: records of the store of which the sheet says something else or more.
        updated: how many of them are saved again.
        double: rows that stand higher up in the file.
        doubtful: rows of which a clerk must decide something.
        wrong: rows in which something is certainly wrong.
        held: rows that are not taken over.
        problems: how much there is to tell.
    """

    new: int = 0
    matched: int = 0
    changed: int = 0
    updated: int = 0
    double: int = 0
    doubtful: int = 0
    wrong: int = 0
    held: int = 0
    problems: int = 0


@define(eq=False)
class TablePlan:
    """What an import would do.

    Attributes:
        sheets: each sheet as it was read.
        drafts: the records that are new, or of which the rows tell.
        rows: what becomes of each row that is neither total nor remark.
        passed: the rows of each sheet that need no word each.
        problems: what the clerk should know, in the order of the file.
        assumptions: what the file does not say and was assumed, a sentence each.
        counts: what comes of it, by table.
        titles: what the clerk calls what the rows are about, by its number.
        seen: the head of the audit chain when the store was read.
        into: what the rows are taken into, where the clerk has said so: then a sheet is that, or nothing.
    """

    sheets: tuple[Recognised, ...] = ()
    drafts: tuple[Draft, ...] = ()
    rows: Mapping[Place, Outcome] = field(factory=dict[Place, Outcome])
    passed: Mapping[str, tuple[int, ...]] = field(factory=dict[str, tuple[int, ...]])
    problems: tuple[RowProblem, ...] = ()
    assumptions: tuple[str, ...] = ()
    counts: Mapping[str, Count] = field(factory=dict[str, Count])
    titles: Mapping[int, str] = field(factory=dict[int, str])
    seen: tuple[int, str, str] = (0, "", "")
    into: str = ""

    @property
    def brings(self) -> int:
        """How many records would be written."""
        return sum(draft.is_new or draft.is_changed for draft in self.drafts)


def make_plan(book: Book, sheets: Sequence[Recognised], tick: Tick = never_stop) -> TablePlan:
    """What importing the sheets would do.

    Raises:
        Cancelled: the clerk stopped it.
    """
    seen = book.store.last_entry()
    total, done = sum(len(s.sheet.rows) for s in sheets), 0
    passed: dict[str, tuple[int, ...]] = {}
    for one in _in_order(book.store.kinds, sheets):
        if one.form and not one.layout.skipped:
            passed[one.sheet.name] = tuple(_read(book, one, tick, (done, total)))
        done += len(one.sheet.rows)
    for say in book.later:
        say()
    settle_matters(book)
    tick(total, total)
    drafts = tuple(book.drafts())
    for draft in drafts:
        draft.changes = {name: book.in_words(change) for name, change in draft.changes.items()}
    for label in dict.fromkeys(name.label for draft in drafts for name in _begin_today(draft)):
        book.assumptions[f"没有写{label}从哪天起任职的，从导入这天算起；知道是哪天的，导入后补上"] = None
    order = {one.sheet.name: place for place, one in enumerate(sheets)}
    problems = tuple(sorted(book.problems, key=lambda p: (order.get(p.sheet, 0), p.row)))
    for name, rows in passed.items():
        if rows:
            told = "、".join(map(str, rows[:_TOLD_ROWS]))
            more = f"等{len(rows)}" if len(rows) > _TOLD_ROWS else ""
            book.assumptions[f"“{name}”：第{told}{more}行是标题、小计、落款或说明，没有导入"] = None
    counts = _counts(book, drafts, problems, sheets)
    titles = {row.draft.id: book.title(row.draft) for row in book.rows.values() if row.draft}
    return TablePlan(tuple(sheets), drafts, book.rows, passed, problems, tuple(book.assumptions), counts, titles, seen)


def _in_order(kinds: Kinds, sheets: Sequence[Recognised]) -> list[Recognised]:
    """The sheets, before each those of the types to which its rows lead; of the others those first that stand first."""
    ordered: list[Recognised] = []
    waiting = list(sheets)
    while waiting:
        tables = {one.form.table for one in waiting if one.form}
        free = [one for one in waiting if not _led_to(kinds, one) & tables]
        ordered.append((free or waiting)[0])
        waiting.remove(ordered[-1])
    return ordered


def _led_to(kinds: Kinds, one: Recognised) -> set[str]:
    """The other types to which records of a sheet lead."""
    kind = kinds.find(one.form.table) if one.form else None
    fields = columns_of(kind.record).values() if kind else ()
    to = {table for f in fields for table in ((f.to,) if isinstance(f, Link) else f.to if isinstance(f, Ref) else ())}
    return to - {kind.table if kind else ""}


def _begin_today(draft: Draft) -> Iterator[Name]:
    """The fields by which somebody comes to hold a post of whom no row says since when (`db.store.posts`)."""
    for role, name in posts_of(draft.kind.record).items():
        change = draft.changes.get(role)
        comes = bool(getattr(draft.record, role)) if draft.is_new else change is not None and change.taken
        if comes and getattr(draft.record, name.since) == getattr(draft.before, name.since, None):
            yield name


def _tell_masked(book: Book, sheet: RawSheet, first: int) -> None:
    """Says how many cells of a sheet hold what a mask has left."""
    masked = sum(isinstance(cell, str) and MASK in cell for row in sheet.rows[first:] for cell in row)
    if masked:
        book.assumptions[f"“{sheet.name}”：{masked:,} 格里有遮住的内容（带 ****），遮住的没有导入"] = None


def _read(book: Book, one: Recognised, tick: Tick, progress: tuple[int, int]) -> Iterator[int]:
    """Reads a sheet; the rows that are no rows of the table, as a spreadsheet numbers them."""
    form, layout, sheet = one.form, one.layout, one.sheet
    assert form is not None
    taken = sheet.name in book.choices.unhidden
    for problem in problems_of(sheet, layout, taken=taken):
        book.tell(problem)
    if not taken:
        sheet, layout = without_unseen(sheet, layout)
    _tell_masked(book, sheet, layout.first_row)
    values = RowValues(sheet, layout, [c.index for c in layout.columns if c.meaning], form.alone)
    reader = form.begin(book)
    titles = (sheet.name, *(t for row in sheet.rows[: layout.first_row] for t in map(text_of_heading, row) if t))
    for index in range(layout.first_row, len(sheet.rows)):
        if index % _TICK_ROWS == 0 and not tick(progress[0] + index, progress[1]):
            raise Cancelled
        line = Line(form, layout, index + 1, values.of(index), book.tell)
        line.titles, line.from_1904 = titles, sheet.date1904
        if not any(cell != "" for cell in sheet.rows[index]):
            continue
        if line.place in book.choices.left_out:
            row = book.row(line.place)
            row.held, row.said = True, _named(form, line)
        elif _is_no_row(form, layout, sheet.rows[index], line):
            yield index + 1
        else:
            for key, strange in values.strange:
                line.tell(
                    key, "character", f"有字库外的字，已用{MARK}代替", f"原来的字是 {strange}，请重新录入", Verdict.NOTE
                )
            reader.take(line)
            if row := book.rows.get(line.place):
                row.said = _named(form, line)
    reader.end()


def _named(form: TableForm, line: Line) -> str:
    """What a row is about in its own words, as short as they are."""
    told = (line.text(key) for needed in form.needs for key in needed)
    return next(filter(None, told), "")


def _is_no_row(form: TableForm, layout: Layout, row: list[Cell], line: Line) -> bool:
    """Whether a row sums up others, is signed, heads or explains them, or repeats the headings."""
    filled = [(i, cell) for i, cell in enumerate(row) if cell != ""]
    names = {key for needed in form.needs for key in needed}
    named = (row[c.index] for c in layout.columns if c.meaning in names and c.index < len(row))
    if is_total(row) or (not layout.own and any(map(is_sum, named))):  # a note may say so of something else
        return True
    headings = {c.index: c.heading.split("/")[-1] for c in layout.columns}
    if sum(headings.get(i) == cell for i, cell in filled) > 1:
        return True
    first, text = filled[0]
    topic = next((form.topic(c.meaning) for c in layout.columns if c.index == first and c.meaning != IGNORE), None)
    is_timed = topic is not None and isinstance(topic.kind, Day | Moment) and str(text)[:1].isdigit()
    if isinstance(text, str) and len(filled) <= _FEW_CELLS and not is_timed and is_remark_row(text):
        return True
    wide = len(layout.columns) >= _FEW_CELLS
    told = [key for key in line.topics if line.has(key)]
    return not told or (wide and len(filled) == 1 and not any(key in needed for needed in form.needs for key in told))


def _counts(
    book: Book, drafts: Sequence[Draft], problems: Sequence[RowProblem], sheets: Sequence[Recognised]
) -> dict[str, Count]:
    tables = dict.fromkeys(one.form.table for one in sheets if one.form and not one.layout.skipped)
    tables |= dict.fromkeys(draft.kind.table for draft in drafts if draft.is_new or draft.changes or draft.place[0])
    of_sheet = {one.sheet.name: one.form.table for one in sheets if one.form}
    found: dict[str, Count] = {}
    for table in tables:
        mine = [draft for draft in drafts if draft.kind.table == table]
        rows = [row for place, row in book.rows.items() if of_sheet.get(place[0]) == table]
        doubles = sum(row.of is not None for row in rows)
        known = [d for d in mine if d.before and (d.place[0] or d.changes)]
        found[table] = Count(
            new=sum(draft.is_new for draft in mine),
            matched=len(known) + doubles,
            changed=sum(bool(draft.changes) for draft in known),
            updated=sum(draft.is_changed for draft in known),
            double=doubles,
            doubtful=sum(row.verdict is Verdict.DOUBTFUL for row in rows),
            wrong=sum(row.verdict is Verdict.WRONG for row in rows),
            held=sum(row.held for row in rows),
            problems=sum((p.table or of_sheet.get(p.sheet, "")) == table for p in problems),
        )
    return found
