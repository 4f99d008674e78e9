"""这一户以前的事: what a door brought before, and what others brought about it, newest first, in whatever role.

Bodies and who does not live here are no door: what else was said of the property company is not told.

found = at_door(store, Matter(claimants=..., house=...), date.today())
found.lines        # each with what it was to them, its stage and its day
found.advice       # said where it is the third within a year
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from attrs import evolve, field, frozen

from db.fields import Ref
from db.records.base import Record, columns_of
from db.records.bodies.person import Person
from db.records.flow import Meaning
from db.records.kind import Kind
from db.records.matters.common_problem import CommonProblem
from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import Matter
from db.records.matters.parts import Claimant, Respondent
from db.records.mediation.case import MediationCase, Party
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.centre.switches import in_use
from db.services.earlier import Told, told
from db.services.matters.ways import roots, told_once
from db.store import Store, among, eq, none_of
from db.values import code_table
from db.values.day import day_of
from db.values.reference import reference

SHOWN = 8
"""How many are told."""
YEAR = timedelta(days=365)
OFTEN = 3
"""The one that is typed counted: so many within a year are no chance."""


@frozen
class AtDoor:
    """What is known of a door.

    Attributes:
        lines: the newest first.
        advice: what to think of, for how often it was; "" for nothing.
    """

    lines: list[Told] = field(factory=list[Told])
    advice: str = ""


def at_door(store: Store, matter: Matter, today: date) -> AtDoor:
    """What is known of the door of a matter that is being typed: of whom it names, who lives with them, and of its place."""
    people = _people(store, matter)
    doors = {one.house for one in store.get_many(Resident, people).values() if one.house} | ({matter.house} - {0})
    together = set(people) | set(store.ids(Resident, among("house", doors)) if doors else ())
    roles: dict[tuple[str, int], dict[str, None]] = {}
    for (table, record_id), role in _named(store, together):
        roles.setdefault((table, record_id), {})[role] = None
    for matter_id in _there(store, matter, doors):
        roles.setdefault((Matter.TABLE, matter_id), {}).setdefault("就在这里", None)
    roles.pop((Matter.TABLE, matter.id), None)
    return _told(store, roles, today, matter, is_door=bool(doors or together))


def _people(store: Store, matter: Matter) -> list[int]:
    """The residents whom it names, persons who are residents among them."""
    numbers = [row.who for row in (*matter.claimants, *matter.against) if row.who]
    led = [store.kinds.leads_to(number) for number in numbers]
    persons = store.get_many(Person, [i for table, i in led if table == Person.TABLE])
    found = [i for table, i in led if table == Resident.TABLE]
    return list(dict.fromkeys([*found, *(one.resident for one in persons.values() if one.resident)]))


def _named(store: Store, residents: Collection[int]) -> Iterator[tuple[tuple[str, int], str]]:
    """The records that name any of these residents, and what they are in each."""
    if not residents:
        return
    persons = store.ids(Person, among("resident", residents))
    codes = store.kinds[Resident.TABLE].code, store.kinds[Person.TABLE].code
    numbers = {*(reference(codes[0], i) for i in residents), *(reference(codes[1], i) for i in persons)}
    for record, rows, part, words in (
        (Matter, "claimants", Claimant, "诉求人"),
        (Matter, "against", Respondent, "被反映"),
        (MediationCase, "parties", Party, ""),
    ):
        if record.TABLE not in store.kinds:
            continue
        assert isinstance(columns_of(part)["who"], Ref)
        for one in store.get_many(record, store.owner_ids(record, rows, "who", numbers)).values():
            for row in getattr(one, rows):
                if row.who in numbers:
                    yield (record.TABLE, one.id), words or code_table.load("party_side").label(row.side)


def _there(store: Store, matter: Matter, doors: Collection[int]) -> list[int]:
    """The matters of the place itself: of the doors, or of a building of which no door is named."""
    live = none_of("stage", VOID_STAGES)
    if doors:
        return store.ids(Matter, among("house", doors), live)
    if not matter.building:
        return []
    inside = store.ids(House, eq("building", matter.building))
    newest = "-taken", "-id"
    found = store.ids(Matter, eq("building", matter.building), live, order=newest)[:SHOWN]
    return [*found, *(store.ids(Matter, among("house", inside), live, order=newest)[:SHOWN] if inside else ())]


def _told(
    store: Store, roles: dict[tuple[str, int], dict[str, None]], today: date, matter: Matter, *, is_door: bool
) -> AtDoor:
    ids = told_once(
        store, {table: [i for t, i in roles if t == table] for table in (Matter.TABLE, MediationCase.TABLE)}
    )
    found: list[tuple[date, Told]] = []
    for table, numbers in ids.items():
        kind = store.kinds.find(table)
        if kind is None or not numbers:
            continue
        days = _days(store, kind, numbers)
        for one in told(store, kind, list(days)):
            words = "、".join(roles[table, one.id])
            line = " · ".join(filter(None, (words, one.line, days[one.id].isoformat())))
            found.append((days[one.id], evolve(one, line=line)))
    found.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    recent = [(one.table, one.id) for day, one in found if day > today - YEAR]
    often = len(_problems(store, recent) | {(Matter.TABLE, matter.root or matter.id)})
    common = "，或者报成共性问题" if CommonProblem.TABLE in in_use(store) else ""
    advice = f"一年内第{often}件：想一想是不是上报{common}" if is_door and often >= OFTEN else ""
    return AtDoor([one for _, one in found[:SHOWN]], advice)


def _problems(store: Store, told: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """What these are about: each once with what it was joined to, or is a way of."""
    by_table = {table: [i for t, i in told if t == table] for table, _ in told}
    records = [
        one for table, ids in by_table.items() for one in store.get_many(store.kinds[table].record, ids).values()
    ]
    of = roots(store, records)
    return {(Matter.TABLE, of[key]) if key in of else key for key in told}


def _days(store: Store, kind: Kind, ids: Iterable[int]) -> dict[int, date]:
    """The days on which they came, of those that are not void."""
    found: dict[int, date] = {}
    for one in store.get_many(kind.record, list(ids)).values():
        flow = store.flow_of(one)
        stage = flow.stage_of(one) if flow else None
        if stage is None or stage.meaning is not Meaning.VOID:
            found[one.id] = _came(one) or date.min
    return found


def _came(record: Record) -> date | None:
    return day_of(getattr(record, "taken", None)) or getattr(record, "received", None)
