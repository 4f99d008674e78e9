"""核对名单: a list of a superior's or of the police held against the register: new, changed, gone, unchanged.

    found = compare(store, roster, scope, choices, today)      # changes nothing
    take(store, found, taken, roster.source)                   # those who are new, what is empty, and what was chosen by field
    write_marked(store, found, roster, path, use)              # their own sheet with our answers beside it

Whoever is gone is listed and never deleted: a list that lacks somebody says nothing of where they are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from db.errors import ArgumentError
from db.fields import Field
from db.records.base import changed, fields_of
from db.records.condition import Condition, is_
from db.records.power import Power
from db.records.registry.place import Grid
from db.records.registry.resident import ENDED, IN_REGISTER, RESIDENTS, Resident
from db.services.importing.bulk import no_collection
from db.services.registry.import_roster import Choices, Counts, ImportPlan, Roster, Tick, commit, rows_of
from db.services.registry.import_roster.complete import PLAIN, fills
from db.services.registry.import_roster.following import Follow, also
from db.services.registry.import_roster.households import Seat
from db.services.registry.import_roster.match import Person
from db.services.registry.import_roster.places import HouseDraft
from db.services.registry.import_roster.plan import Known, Planner, never_stop
from db.services.registry.import_roster.signs import phones_of
from db.services.registry.register_house import door_title
from db.services.registry.register_resident import Door
from db.services.saved_lists import offered
from db.store import Store, among, eq

HOUSE, STATE = "house", "state"
NO_ESTATE_SAID = "楼栋没有写小区：返回，在导入预览里选小区，再核对"
COMPARED = ("name", "id_number", "sex", *PLAIN, "phone", STATE)
"""What is held against what the list says, field by field; besides the door."""


class Found(StrEnum):
    """What comes of a row, in the words of the answer."""

    NEW = "新增"
    CHANGED = "有变动"
    UNCHANGED = "一致"
    DOUBTFUL = "待核实"


@frozen
class Difference:
    """Where a row says otherwise than the register.

    Attributes:
        field: the name of the field of a resident.
        label: what the clerk calls it.
        ours, theirs: both as they are shown whole; ours is empty where nothing stands there.
        value: theirs, as the record would hold it; None for a door that the register does not have.
        day: since when theirs is so, of a state.
        door: the door that the register does not have, which is entered where this is taken.
        unsure: why it cannot be taken, and what to do; "" where it can.
    """

    field: str
    label: str
    ours: str
    theirs: str
    value: Any = attrs.field(default=None, repr=False)
    day: date | None = None
    door: HouseDraft | None = attrs.field(default=None, repr=False, eq=False)
    unsure: str = ""

    @property
    def can_be_taken(self) -> bool:
        """Whether theirs can take the place of ours."""
        return self.door is not None or self.value not in ("", None)

    @property
    def fills(self) -> bool:
        """Whether nothing stands there, so that an import fills it."""
        return not self.ours


@frozen
class RowFound:
    """A row of the list with what comes of it; ``resident`` is 0 where nobody of the register is meant."""

    sheet: str
    row: int
    name: str
    found: Found
    resident: int = 0
    differences: tuple[Difference, ...] = ()
    why: str = ""


@frozen
class Within:
    """Who should stand in the list: a grid or a list of residents by its name; neither for the buildings that the list names."""

    grid: str = ""
    named: str = ""

    @property
    def words(self) -> str:
        """In the clerk's words."""
        return f"网格 {self.grid}" if self.grid else f"名单 {self.named}" if self.named else "名单里写到的楼栋"


def scopes(store: Store) -> list[Within]:
    """Who may be said to stand in a list: the buildings that it names, each grid in use, each list of residents that is offered."""
    grids = (grid.name for grid in store.select(Grid, eq("until", None), order=("name",)))
    return [
        Within(),
        *(Within(grid=name) for name in grids),
        *(Within(named=one.name) for one in offered(store, RESIDENTS)),
    ]


@frozen
class Comparison:
    """A list held against the register.

    Attributes:
        rows: one for each row that names a person, in the order of the file.
        gone: ids of those of the scope, in the register, whom no row names.
        within: what the list is said to hold.
        plan: what an import of the list would do.
        relations: what the list says that each of its people is to the head of their household.
    """

    rows: tuple[RowFound, ...]
    gone: tuple[int, ...]
    within: Within
    plan: ImportPlan = attrs.field(repr=False)
    relations: tuple[tuple[Person, str], ...] = attrs.field(default=(), repr=False)

    def count(self, found: Found) -> int:
        """How many rows came out so."""
        return sum(row.found is found for row in self.rows)


def compare(
    store: Store,
    roster: Roster,
    within: Within = Within(),
    *,
    choices: Choices = Choices(),  # noqa: B008  frozen
    today: date,
    tick: Tick = never_stop,
) -> Comparison:
    """What a list has otherwise; changes nothing.

    Raises:
        NotAllowed: the clerk may not import: who is new can be told only to whoever sees all.
        ArgumentError: there is no such grid or list.
        Cancelled: the tick said so.
    """
    store.require_power(Power.IMPORT)
    conditions = _scope(store, within)
    with no_collection():
        known = Known.load(store)
        before = {one.id: one for one in known.people}
        planner = Planner(
            rows_of(store, roster, choices, today, tick), known, today, choices.same, choices.first_is_head
        )
        plan = planner.run(tick)
        titles = store.titles("house", {one.house for one in known.people if one.house})
        doors = _Doors(titles, has_estates=bool(plan.estates))
        rows = tuple(_row(seat, before, doors) for seat in planner.seats)
        met = {seat.person.resident.id for seat in planner.seats}
        should = _should(store, conditions, planner.seats)
    gone = tuple(i for i in should if i not in met and before[i].state == IN_REGISTER)
    relations = tuple((seat.person, seat.entry.relation) for seat in planner.seats if seat.entry.relation)
    return Comparison(rows, gone, within, plan, relations)


def take(
    store: Store, found: Comparison, taken: Collection[tuple[int, str]], source: str, tick: Tick = never_stop
) -> Counts:
    """Takes the list over as an import that can be undone: who is new, what was empty, and of what differs what was ``taken``.

    Args:
        store: where to.
        found: made from the store as it is now.
        taken: the resident and the field of each difference of which theirs is right.
        source: name of the file, for the audit.
        tick: told the records saved and all records; False stops.

    Raises:
        PlanOutdated, Cancelled, NotAllowed, EstateUnsure: see `import_roster.commit`.
    """
    wanted = _wanted(found, taken)
    meant = [one for one in found.plan.people if one.resident.id in wanted]
    before = [attrs.evolve(one) for one in meant]
    is_done = False
    try:
        for one in meant:
            _change(one, wanted[one.resident.id])
        counts = commit(store, _plan(found, meant, wanted), source, tick)
        is_done = True
        return counts
    finally:
        if not is_done:  # what was chosen may be chosen otherwise the next time
            for one, was in zip(meant, before, strict=True):
                one.resident, one.home, one.changed, one.filled = was.resident, was.home, was.changed, was.filled


def following(found: Comparison, taken: Collection[tuple[int, str]]) -> str:
    """Whom the homes follow if this is taken, in the clerk's words; "" where nobody is concerned."""
    follow, dayless = set[int](), set[int]()
    for i, differences in _wanted(found, taken).items():
        state = differences.get(STATE)
        if state and state.value in ENDED and state.day is None:
            dayless.add(i)
        elif state or HOUSE in differences:
            follow.add(i)
    told = f"{len(follow):,} 人随住处、状态变动，户里的行一起写上止日；关爱类别、职务、照料别人的也是" if follow else ""
    waits = f"{len(dayless):,} 人没有写日期，只改状态，户里的等补上状态日期再写止日" if dayless else ""
    return "。".join(filter(None, (told, waits)))


def _wanted(found: Comparison, taken: Collection[tuple[int, str]]) -> dict[int, dict[str, Difference]]:
    """What is taken of each resident, by field."""
    wanted: dict[int, dict[str, Difference]] = {}
    for row in found.rows:
        for one in row.differences:
            if (row.resident, one.field) in taken and one.can_be_taken:
                wanted.setdefault(row.resident, {})[one.field] = one
    return wanted


def _change(person: Person, differences: Mapping[str, Difference]) -> None:
    """The person as the list has them; a state comes with its day, and that of another state is none of it."""
    values: dict[str, object] = {name: one.value for name, one in differences.items()}
    if STATE in differences:
        values["state_day"] = differences[STATE].day
    if HOUSE in differences and (door := differences[HOUSE].door):
        person.home, values[HOUSE] = door, 0
    now = changed(person.resident, **values)
    person.filled = fills(person.resident, now) or (HOUSE in differences and not person.resident.house)
    person.resident, person.changed = now, True


def _plan(found: Comparison, meant: Sequence[Person], wanted: Mapping[int, Mapping[str, Difference]]) -> ImportPlan:
    """The plan with what was chosen: doors that are entered, and whom the homes follow."""
    plan = found.plan
    left = tuple(one for one in meant if STATE in wanted[one.resident.id] and one.resident.state in ENDED)
    moved = tuple(one for one in meant if wanted[one.resident.id].keys() & {STATE, HOUSE} and one not in left)
    places = plan.places.copied()
    for door in [one.door for told in wanted.values() for one in told.values() if one.door]:
        places.add(door)
    counts = attrs.evolve(
        plan.counts,
        people_completed=sum(p.changed and p.filled for p in plan.people if p.resident.id),
        people_changed=sum(p.changed and not p.filled for p in plan.people if p.resident.id),
        houses=sum(not h.record.id for h in places.houses.values()),
        buildings=sum(not b.record.id for b in places.each_building()),
        estates=len(places.new_estates()),
        grids=sum(not g.record.id for g in places.grids.values()),
    )
    follow = also(plan.follow, Follow(left, moved, found.relations))
    return attrs.evolve(plan, places=places, counts=counts, follow=follow)


def _scope(store: Store, within: Within) -> tuple[Condition, ...] | None:
    if within.grid:
        found = store.select(Grid, eq("name", within.grid), limit=1)
        if not found:
            raise ArgumentError(f"没有叫“{within.grid}”的网格", "请核对网格名称")
        return (is_("house.building.grid", found[0].id),)
    if within.named:
        one = next((one for one in offered(store, RESIDENTS) if one.name == within.named), None)
        if one is None:
            raise ArgumentError(f"没有叫“{within.named}”的名单", "请核对名单的名称")
        return one.conditions
    return None


def _should(store: Store, conditions: tuple[Condition, ...] | None, seats: Iterable[Seat]) -> list[int]:
    """The ids of those who should stand in the list."""
    if conditions is not None:
        return store.ids(Resident, *store.where(Resident, conditions), order=(HOUSE, "id"))
    buildings = {seat.home.building.record.id for seat in seats if seat.home and seat.home.building.record.id}
    houses = store.ids(store.kinds[HOUSE].record, among("building", buildings)) if buildings else ()
    return store.ids(Resident, among(HOUSE, houses), eq("state", IN_REGISTER), order=(HOUSE, "id")) if houses else []


@frozen
class _Doors:
    """What houses are called, by id, and whether there are estates in the register."""

    titles: Mapping[int, str]
    has_estates: bool

    def told(self, kind: Field[Any], ours: Resident, home: HouseDraft) -> Difference:
        """Another door than ours; of one that nobody entered what it will be called, and whether it can be."""
        old = self.titles.get(ours.house, "")
        if home.record.id:
            return Difference(HOUSE, kind.label, old, self.titles.get(home.record.id, ""), home.record.id)
        building = home.building
        estate = building.estate.record.title({}) if building.estate else ""
        theirs = door_title(Door(estate, building.record.number, home.record.unit, home.record.room))
        if self.has_estates and not building.record.id and not building.estate:
            return Difference(HOUSE, kind.label, old, theirs, unsure=NO_ESTATE_SAID)
        return Difference(HOUSE, kind.label, old, theirs, door=home)


def _row(seat: Seat, before: Mapping[int, Resident], doors: _Doors) -> RowFound:
    entry, ours = seat.entry, before.get(seat.person.resident.id)
    told = {remark.code for remark in seat.remarks}
    if ours is None:
        doubt = seat.person.resident.doubt if told & {"maybe_same", "number_taken"} else ""
        return RowFound(entry.sheet, entry.row, entry.resident.name, Found.DOUBTFUL if doubt else Found.NEW, why=doubt)
    differences = tuple(_differences(seat, ours, doors))
    found = Found.CHANGED if differences else Found.UNCHANGED
    return RowFound(entry.sheet, entry.row, entry.resident.name, found, ours.id, differences)


def _differences(seat: Seat, ours: Resident, doors: _Doors) -> Iterator[Difference]:
    """What a row says otherwise; what it leaves blank says nothing."""
    kinds, theirs = fields_of(Resident), seat.entry.resident
    for name in COMPARED:
        old, new = getattr(ours, name), getattr(theirs, name)
        if new not in ("", None) and new != old and not _is_no_news(name, seat, ours):
            yield _told(kinds[name], old, new, theirs.state_day if name == STATE else None)
    home = seat.home
    if home and not (home.record.id and home.record.id == ours.house):
        yield doors.told(kinds[HOUSE], ours, home)


def _is_no_news(name: str, seat: Seat, ours: Resident) -> bool:
    """Whether a value that is written otherwise says nothing new: a number that is not right or of before, a telephone that is known."""
    theirs = seat.entry.resident
    if name == "id_number":
        return bool(seat.entry.number_fault) or theirs.id_number in {paper.number for paper in ours.documents}
    if name == "phone":
        return phones_of(theirs) <= phones_of(ours)
    return name == "sex" and theirs.sex in ("0", "9")


def _told(kind: Field[Any], ours: object, theirs: object, day: date | None) -> Difference:
    since = f"（{day}）" if day else ""
    return Difference(kind.name, kind.label, kind.show(ours), f"{kind.show(theirs)}{since}", theirs, day)
