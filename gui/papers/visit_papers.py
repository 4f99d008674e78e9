"""Papers of a visit day: 走访单, and 敲门行动走访情况表. No Qt: they are made in a worker's thread."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

import attrs

from db.records.visits.round_sheet import RoundSheet
from db.records.visits.visit import Visit
from db.services.figures.span import Span
from db.services.note_output import Holds
from db.services.visits.coverage import BuildingCoverage, Knocked, coverage
from db.services.visits.visit_round import RoundDoor, doors_of
from db.store import Store
from db.values.floor import floor_of
from gui.papers.asked import MASKED, NONE, Answers, Asked
from gui.papers.list_papers import NothingToPrint
from gui.papers.paperwork import Job
from gui.tasks import Tick

if TYPE_CHECKING:
    from printing.papers.visits.coverage_table import CoveredBuilding
    from printing.papers.visits.round_sheet import SheetDoor, SheetOfDoors


def round_sheets(ids: Sequence[int], today: date, answers: Answers = NONE) -> Job:
    """走访单 as they were prepared, with who lives behind each door and what is open there today."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.visits import round_sheet as paper

        kept = store.get_many(RoundSheet, ids)
        sheets = [kept[i] for i in ids if i in kept]
        if not sheets:
            raise NothingToPrint("没有可印的走访单", "请先在“走访日”里选楼栋备单")
        found = doors_of(store, {s.building for s in sheets}, today, {d.house for s in sheets for d in s.doors})
        doors = {door.house.id: door for door in found}
        titles = store.titles(RoundSheet.TABLE, [sheet.id for sheet in sheets])
        given = paper.RoundSheets(
            centre=store.centre(), sheets=tuple(_sheet(one, doors, titles[one.id]) for one in sheets)
        )
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    asked = Asked("round_sheet", (MASKED,), partial(round_sheets, ids, today))
    return Job("走访单", make, asked=asked, holds=Holds(len(ids), ("姓名", "关爱类别")))


def _sheet(sheet: RoundSheet, doors: dict[int, RoundDoor], title: str) -> "SheetOfDoors":
    from printing.papers.visits.round_sheet import SheetOfDoors

    return SheetOfDoors(
        code=sheet.code,
        building=title.removeprefix(sheet.code).strip(),
        day=sheet.day,
        visitor=sheet.visitor,
        doors=tuple(_door(d.line, doors[d.house]) for d in sheet.doors if d.house in doors),
    )


def _door(line: int | None, door: RoundDoor) -> "SheetDoor":
    from printing.papers.visits.round_sheet import SheetDoor

    return SheetDoor(
        line=line,
        unit=door.house.unit,
        floor=_floor(door.house.room),
        door=door.place,
        people=door.person,
        count=door.count,
        care="、".join(door.care),
        promise=_promise(door.last) if door.last else "",
        matters="；".join(door.matters),
    )


def _floor(room: str) -> str:
    """5层, 地下1层; "" where the number does not tell."""
    found = floor_of(room)
    return "" if found is None else f"地下{-found[0]}层" if found[0] < 0 else f"{found[0]}层"


def _promise(visit: Visit) -> str:
    """2月14日答应：修灯（3月31日前，王芳）, or that it was kept."""
    day = f"{visit.day.month}月{visit.day.day}日答应：" if visit.day else ""
    if visit.promise_kept:
        return f"{day}{visit.promise}（{visit.promise_kept.month}月{visit.promise_kept.day}日已办好）"
    until = f"{visit.promise_due.month}月{visit.promise_due.day}日前" if visit.promise_due else ""
    told = "，".join(filter(None, (until, visit.promise_owner)))
    return f"{day}{visit.promise}{f'（{told}）' if told else ''}"


def coverage_table(span: Span, today: date) -> Job:
    """敲门行动走访情况表 over a time, of the buildings that are seen."""

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers.visits import coverage_table as paper

        found = coverage(store, span, datetime.now())
        if not found:
            raise NothingToPrint("还没有登记房屋", "请先登记房屋")
        given = paper.CoverageTable(
            centre=store.centre(), span=span.words, day=today, buildings=tuple(map(_building, found))
        )
        return paper.PAPER.make(given, tick)

    return Job("敲门行动走访情况表", make)


def _building(one: BuildingCoverage) -> "CoveredBuilding":
    from printing.papers.visits.coverage_table import CoveredBuilding

    due, answered, unanswered, never = (one.counts[how] for how in Knocked)
    return CoveredBuilding(building=one.title, due=due, answered=answered, unanswered=unanswered, never=never)
