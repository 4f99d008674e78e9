"""导入花名册: reads a roster, says what would come of it, and takes it over in one transaction.

    roster = read_roster(path)                      # slow, touches no store
    plan = preview(store, roster, choices, today)   # changes nothing
    commit(store, plan, roster.source)              # all or nothing

A clerk's wishes (`Choices`) change the preview: what a column means, which sheets to leave out, the estate of a
sheet, who is the same person.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import attrs
from attrs import frozen

from db.errors import FileUnreadable
from db.records import KINDS
from db.records.kinds import Kinds
from db.services.importing.bulk import no_collection
from db.services.importing.unseen import has_unseen, problems_of, without_unseen
from db.services.registry.import_roster.commit import PlanOutdated, commit
from db.services.registry.import_roster.days import with_days
from db.services.registry.import_roster.estates import with_estates
from db.services.registry.import_roster.headings import Meaning, meanings
from db.services.registry.import_roster.kind_of_table import looks_like
from db.services.registry.import_roster.own_exports import OURS
from db.services.registry.import_roster.plan import Counts, ImportPlan, Known, Tick, make_plan, never_stop
from db.services.registry.import_roster.read_rows import SheetRows, read_rows
from db.services.registry.import_roster.recognise import Column, SheetLayout, recognise
from db.services.registry.import_roster.remembered import estate_remembered, remembered
from db.services.registry.import_roster.row_problems import RowProblem
from db.services.registry.import_roster.side_tables import apart
from db.services.sheets.process import read_sheets
from db.services.sheets.raw import RawSheet
from db.store.reading import Reader

__all__ = [
    "LEFT_OUT",
    "Choices",
    "Column",
    "Counts",
    "ImportPlan",
    "Meaning",
    "PlanOutdated",
    "Roster",
    "RowProblem",
    "SheetLayout",
    "Tick",
    "commit",
    "has_unseen",
    "meanings",
    "preview",
    "read_roster",
    "roster_in",
    "rows_of",
]
LEFT_OUT = "不导入这个工作表"


@frozen
class Roster:
    """A roster as it stands in its file.

    Attributes:
        source: the file's name, without its folder.
        sheets: its sheets.
    """

    source: str
    sheets: tuple[RawSheet, ...]


@frozen
class Choices:
    """What the clerk wants otherwise than it was recognised.

    Attributes:
        columns: the meaning of columns, by sheet and index of the column; "" leaves a column out.
        guessed: sheets of which it does not count what the clerk said of such columns last time.
        left_out: sheets to leave out.
        taken: hidden sheets, and tables that do not look like rosters, to take all the same.
        unhidden: sheets of which hidden rows and columns are taken as well.
        estates: the estate of a sheet whose buildings name none; "" for those that are in none.
        same: sheet and row whose doubtful match is the same person.
        first_is_head: where no relation is told, the first of an address is the head of the household.
    """

    columns: Mapping[tuple[str, int], str] = {}
    guessed: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    unhidden: frozenset[str] = frozenset()
    estates: Mapping[str, str] = {}
    same: frozenset[tuple[str, int]] = frozenset()
    first_is_head: bool = False


def read_roster(path: Path, tick: Tick = never_stop, kinds: Kinds = KINDS) -> Roster:
    """The sheets of a file; ``kinds`` are the types whose own exports are told from a roster.

    Raises:
        FileUnreadable: it is no table, or no sheet of it has a column of names; the remedy says what to do.
        Cancelled: the tick said so.
    """
    return roster_in(path.name, read_sheets(path, tick), kinds)


def roster_in(source: str, sheets: Iterable[RawSheet], kinds: Kinds = KINDS) -> Roster:
    """The roster in sheets that were read; raises as `read_roster` does."""
    roster = Roster(source, tuple(one for sheet in sheets for one in apart(sheet)))
    layouts = [recognise(sheet, kinds=kinds) for sheet in roster.sheets]
    if any(layout.columns for layout in layouts):
        return roster
    if ours := next((one.skipped for one in layouts if one.skipped.startswith(OURS)), ""):
        raise FileUnreadable(ours, "要导入居民，请选从“居民”导出的表，或别处来的花名册")
    kind = next((kind for sheet in roster.sheets if (kind := looks_like(sheet.rows))), "")
    told = f"，看起来是{kind}" if kind else ""
    raise FileUnreadable(f"这个文件里没有认出居民名册{told}", "表头里要有“姓名”和至少另一项，例如“身份证号”或“住址”")


def preview(store: Reader, roster: Roster, choices: Choices, today: date, tick: Tick = never_stop) -> ImportPlan:
    """What importing a roster would do; changes nothing.

    Raises:
        Cancelled: the tick said so.
    """
    with no_collection():
        sheets = rows_of(store, roster, choices, today, tick)
        return make_plan(
            sheets, Known.load(store), today, same=choices.same, first_is_head=choices.first_is_head, tick=tick
        )


def rows_of(store: Reader, roster: Roster, choices: Choices, today: date, tick: Tick) -> list[SheetRows]:
    """The rows of all sheets as the clerk wants them understood.

    Raises:
        Cancelled: the tick said so.
    """
    return [_rows(store, sheet, choices, today, tick) for sheet in roster.sheets]


def _rows(store: Reader, sheet: RawSheet, choices: Choices, today: date, tick: Tick) -> SheetRows:
    """The rows of a sheet as the clerk wants it understood; none of a sheet that is left out."""
    layout = recognise(sheet, kinds=store.kinds)
    last = {} if sheet.name in choices.guessed else dict(remembered(store, layout))
    now = {index: meaning for (name, index), meaning in choices.columns.items() if name == sheet.name}
    if last or now:
        layout = attrs.evolve(recognise(sheet, {**last, **now}, store.kinds), remembered=bool(last))
    if sheet.name in choices.taken and layout.columns:
        layout = attrs.evolve(layout, skipped="")
    if sheet.name in choices.left_out:
        layout = attrs.evolve(layout, skipped=LEFT_OUT)
    if sheet.name in choices.estates:
        layout = attrs.evolve(layout, estate=choices.estates[sheet.name], estate_said=True)
    elif not layout.estate and (said := estate_remembered(store, layout)) is not None:
        layout = attrs.evolve(layout, estate=said, estate_said=True, estate_last=True)
    if layout.skipped:
        return SheetRows(layout)
    unhidden = sheet.name in choices.unhidden
    told = problems_of(sheet, layout, taken=unhidden)
    if not unhidden:
        sheet, layout = without_unseen(sheet, layout)
    rows = with_estates(read_rows(with_days(sheet, layout), layout, today, tick))
    rows.problems += told
    return rows
