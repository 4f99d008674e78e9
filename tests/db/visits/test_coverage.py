"""敲门行动: each door stands in one figure, whatever was written of it; a building is what its rows are."""

from datetime import date, datetime

import attrs
import pytest

from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.scope import Scope
from db.services.figures.span import Span
from db.services.visits.coverage import Knocked, coverage
from db.store import Store
from tests.factories import estate

NOW = datetime(2026, 11, 30, 9)
MONTH = Span(date(2026, 11, 1), date(2026, 11, 30), "2026年11月")
CALL = Visit(day=date(2026, 11, 14), visitor="王芳")


@pytest.fixture
def doors(store: Store) -> list[House]:
    building = store.save(Building(estate=estate(store, "荷花里小区"), number="1"))
    return [store.save(House(building=building.id, room=f"10{n}")) for n in (1, 2)]


def counts(store: Store) -> dict[str, int]:
    found = figures_by_name(store.kinds)
    return {how.name: int(measure(store, found[how], MONTH, now=NOW).value.number) for how in Knocked}


def told(due: int, answered: int, unanswered: int, never: int) -> dict[str, int]:
    return {"DUE": due, "ANSWERED": answered, "UNANSWERED": unanswered, "NEVER": never}


def test_a_door_is_counted_once(store: Store, doors: list[House]) -> None:
    assert counts(store) == told(2, 0, 0, 2)
    store.save(attrs.evolve(CALL, house=doors[0].id, result="3"))
    assert counts(store) == told(2, 0, 1, 1)
    store.save(attrs.evolve(CALL, house=doors[0].id, result="2"))
    assert counts(store) == told(2, 1, 0, 1)
    store.save(attrs.evolve(CALL, house=doors[0].id, result="3", day=date(2026, 11, 20)))
    assert counts(store) == told(2, 1, 0, 1), "it was opened once"


@pytest.mark.parametrize(
    "values",
    [{"day": date(2026, 10, 31)}, {"way": "2"}, {"way": "3"}, {"house": 0}],
    ids=["another time", "by telephone", "at the desk", "nowhere"],
)
def test_what_is_no_call_at_a_door_counts_nowhere(store: Store, doors: list[House], values: dict[str, object]) -> None:
    store.save(attrs.evolve(CALL, **{"house": doors[0].id, **values}))
    assert counts(store) == told(2, 0, 0, 2)


def test_a_call_on_somebody_is_one_at_their_door(store: Store, doors: list[House]) -> None:
    who = store.save(Resident(name="张桂芳", house=doors[1].id))
    store.save(attrs.evolve(CALL, resident=who.id))
    assert counts(store) == told(2, 1, 0, 1)


def test_a_building_is_what_its_rows_are(store: Store, doors: list[House]) -> None:
    other = store.save(Building(number="2"))
    store.save(House(building=other.id, room="101"))
    store.save(attrs.evolve(CALL, house=doors[0].id))
    found = coverage(store, MONTH, NOW)
    assert [one.title for one in found] == ["荷花里小区1号楼", "2号楼"]
    figures = figures_by_name(store.kinds)
    for one in found:
        scope = Scope("building", one.building, one.title)
        rows = {how: measure(store, figures[how], MONTH, scope, rows=True, now=NOW) for how in Knocked}
        assert {how: len(measured.rows["house"]) for how, measured in rows.items()} == dict(one.counts)
    answered = measure(
        store, figures[Knocked.ANSWERED], MONTH, Scope("building", doors[0].building, ""), rows=True, now=NOW
    )
    assert answered.rows == {"house": [doors[0].id]}
