"""走访单: a pack of papers for a day, made before it is printed so that each door has its number on one of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from attrs import evolve, frozen

from db.errors import ArgumentError
from db.records.registry.place import Building, House
from db.records.visits.round_sheet import RoundDoor, RoundSheet
from db.services.answers import UNASKED, Answers
from db.services.due import DueItem
from db.services.save_record import save_record
from db.services.visits.visit_round import Round
from db.store import Store, among, eq, ge
from db.store.lift import Lift
from db.values import sheet_code
from db.values.address_order import place_key

DOORS = 60
"""A paper ends with a unit before it has more doors than these; a unit is never parted."""


@frozen
class Preview:
    """What a pack comes to: 11月14日走访日：3 栋 126 户."""

    day: date
    buildings: int
    doors: int

    def words(self) -> str:
        """In the clerk's words."""
        return f"{self.day.month}月{self.day.day}日走访日：{self.buildings} 栋 {self.doors:,} 户"


def preview(store: Store, walk: Round, day: date) -> Preview:
    """How many buildings with doors, and how many doors, a round has."""
    houses = _houses(store, walk)
    return Preview(day, len({house.building for house in houses}), len(houses))


def prepare(store: Store, walk: Round, day: date, visitor: str = "") -> list[RoundSheet]:
    """The papers of a round for a day, in the order of the walk; one that is there already, with the same doors, stays with its code.

    One with other doors that was not keyed is taken back; one that was keyed stays, and its doors come on no other paper of the day.

    Raises:
        ArgumentError: no house is registered there, or every code is in use.
        NotAllowed: whoever asks makes no papers, or does not see these doors.
    """
    houses = _houses(store, walk)
    if not houses:
        raise ArgumentError(f"{walk.label}还没有登记房屋", "请先登记房屋，或另选楼栋")
    with store.writing("备走访单") as w:
        there = store.select(RoundSheet, eq("day", day.isoformat()), among("building", {h.building for h in houses}))
        done = {door.house for sheet in there if sheet.keyed for door in sheet.doors}
        open_ones = {_key(sheet): sheet for sheet in there if not sheet.keyed}
        wanted = {_key(piece): piece for piece in _pieces([h for h in houses if h.id not in done])}
        asked = {house.id for house in houses}
        gone = [s for key, s in open_ones.items() if key not in wanted and {d.house for d in s.doors} & asked]
        w.delete_all(RoundSheet, [sheet.id for sheet in gone])
        codes = _codes(store, day)
        found = [
            open_ones.get(key) or w.save(evolve(piece, day=day, visitor=visitor, code=next(codes)))
            for key, piece in wanted.items()
        ]
    return [store.get(RoundSheet, one.id) for one in found]


def keep_sheet(store: Store, sheet: RoundSheet, answers: Answers = UNASKED) -> RoundSheet:
    """A paper as saved; a new one is prepared with its code and doors, and those of the other units of the building with it.

    Raises:
        ArgumentError: see `prepare`.
        RecordInvalid: day or building is not said.
    """
    if sheet.id or not (sheet.day and sheet.building):
        return save_record(store, sheet, answers)
    found = prepare(store, Round("这栋楼", (sheet.building,), ""), sheet.day, sheet.visitor)
    if not found:
        raise ArgumentError("这栋楼那一天的走访单都填回了", "请另选一天")
    return found[0]


def _houses(store: Store, walk: Round) -> list[House]:
    found = store.select(House, among("building", tuple(walk.buildings)))
    titles = store.titles("building", set(walk.buildings))
    kept = [house for house in found if not walk.houses or house.id in walk.houses]
    return sorted(kept, key=lambda h: (place_key(titles.get(h.building, "")), h.building, _place(h)))


def _place(house: House) -> tuple[object, ...]:
    return place_key(house.unit), place_key(house.title({"building": ""}))


def _key(sheet: RoundSheet) -> tuple[int, tuple[int, ...]]:
    return sheet.building, tuple(door.house for door in sheet.doors)


def _pieces(houses: Sequence[House]) -> Iterator[RoundSheet]:
    """Papers without code and day: whole units of one building, as many as one paper takes."""
    for building, of_building in groupby(houses, key=lambda h: h.building):
        units = [list(found) for _, found in groupby(of_building, key=lambda h: h.unit)]
        taken: list[list[House]] = []
        for unit in units:
            if taken and sum(map(len, taken)) + len(unit) > DOORS:
                yield _paper(building, taken)
                taken = []
            taken.append(unit)
        yield _paper(building, taken)


def _paper(building: int, units: Sequence[Sequence[House]]) -> RoundSheet:
    names = [unit[0].unit for unit in units if unit[0].unit]
    doors = [house for unit in units for house in unit]
    return RoundSheet(
        building=building,
        part=f"{'、'.join(names)}单元" if names else "",
        doors=tuple(RoundDoor(line=n, house=house.id) for n, house in enumerate(doors, 1)),
    )


def _codes(store: Store, day: date) -> Iterator[str]:
    """Codes that no paper has, counting up; after the last one, those of papers of another year are given anew."""
    with store.lifted(Lift.SAME):
        given = store.select(RoundSheet, ge("day", f"{day.year - 1}-01-01"))
    used = {sheet_code.serial_of(one.code) for one in given if sheet_code.is_one(one.code)}
    first = max(used, default=sheet_code.FIRST - 1) + 1
    for serial in (*range(first, sheet_code.LAST + 1), *range(sheet_code.FIRST, first)):
        if serial not in used:
            yield sheet_code.made(serial)
    raise ArgumentError("走访单的单号用完了", "请删去没有填回、不再用的走访单")


def to_walk(store: Store, day: date, buildings: Collection[int] = ()) -> list[RoundSheet]:
    """The papers of a day, in the order of the walk."""
    where = (among("building", tuple(buildings)),) if buildings else ()
    found = store.select(RoundSheet, eq("day", day.isoformat()), *where)
    titles = store.titles("building", {sheet.building for sheet in found})
    return sorted(found, key=lambda sheet: (place_key(titles.get(sheet.building, "")), sheet.code))


def sheets_due(store: Store, now: datetime) -> list[DueItem]:
    """One line a day whose papers are not all keyed; it opens the first of them."""
    days: Mapping[date, list[RoundSheet]] = {}
    for sheet in store.select(RoundSheet, eq("keyed", None), order=("day", "code")):
        if sheet.day:
            days.setdefault(sheet.day, []).append(sheet)
    return [_line(day, sheets, now.date()) for day, sheets in days.items()]


def _line(day: date, sheets: Sequence[RoundSheet], today: date) -> DueItem:
    told = Preview(day, len({s.building for s in sheets}), sum(len(s.doors) for s in sheets))
    stage = "待走访" if day > today else "待填回"
    who = f"{len(sheets)} 张走访单没填回"
    return DueItem(RoundSheet.TABLE, sheets[0].id, sheets[0].code, told.words(), who, stage, day)


def round_at(store: Store, table: str = "", place: int = 0, title: str = "") -> Round:
    """The doors of a grid, an estate or a building; of the whole community where none is named."""
    if table == Building.TABLE:
        return Round(title, (place,), "")
    where = (eq(table, place),) if table else ()
    return Round(title or "全部楼栋", tuple(store.ids(Building, *where)), "")
