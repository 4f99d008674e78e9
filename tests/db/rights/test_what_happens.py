"""Of people's coming and going (`db.services.registry.events`) nobody is told of somebody whom he may not see."""

from collections.abc import Iterator
from datetime import date

import pytest

from db.records.registry.place import House
from db.records.registry.resident import GONE, IN_REGISTER, Resident
from db.records.role import Role
from db.services.registry.events import Asked, Event, Newcomer, What, weigh
from db.store import Store
from tests.db.rights.town import Town
from tests.factories import plant

NUMBER = "110105199003070738"
EARLIER = date(2024, 5, 1)


@pytest.fixture
def boss(town: Town) -> Iterator[Store]:
    """The store of the town, opened by somebody who sees everybody."""
    store = town.as_role(Role.CHIEF)
    yield store
    store._connection.close()


@pytest.fixture
def grid_worker(town: Town) -> Iterator[Store]:
    """The store of the town, opened by somebody who sees one grid."""
    store = town.as_role(Role.GRID)
    yield store
    store._connection.close()


def comes(store: Store, house: int) -> tuple[str, str]:
    """What is said of somebody with the number who comes to live in a house."""
    asked = Asked(day=date(2026, 11, 1), house=house, people=(Newcomer(name="某某", id_number=NUMBER),))
    weighed = weigh(store, Event(what=What.CAME, asked=asked))
    return weighed.refused, "".join(weighed.doubts)


@pytest.mark.parametrize(("where", "seen"), [("grid", True), ("other", False)])
def test_an_earlier_record_is_told_to_whoever_sees_it(
    town: Town, boss: Store, grid_worker: Store, where: str, seen: bool
) -> None:
    house = town.ids[House.TABLE]["grid"]
    told = {"name": "周前人", "id_number": NUMBER, "id_kind": "111", "birth": date(1990, 3, 7), "sex": "1", "care": ()}
    one = plant(
        boss, Resident, house=town.ids[House.TABLE][where], state=GONE, state_day=EARLIER, residences=(), **told
    )
    try:
        assert "以前登记过" in comes(boss, house)[1]
        refused, doubts = comes(grid_worker, house)
        assert not refused
        assert ("以前登记过" in doubts) == seen
        assert seen == bool(grid_worker.seen(Resident.TABLE, [one.id]))
    finally:
        with boss.writing() as w:
            w.delete(one)


@pytest.mark.parametrize(("where", "seen"), [("grid", True), ("other", False)])
def test_the_name_of_the_twin_is_told_to_whoever_sees_them(
    town: Town, boss: Store, grid_worker: Store, where: str, seen: bool
) -> None:
    house = town.ids[House.TABLE]["grid"]
    told = {"name": "周在册", "id_number": NUMBER, "id_kind": "111", "birth": date(1990, 3, 7), "sex": "1", "care": ()}
    one = plant(boss, Resident, house=town.ids[House.TABLE][where], state=IN_REGISTER, residences=(), **told)
    try:
        assert "周在册" in comes(boss, house)[0]
        assert ("周在册" in comes(grid_worker, house)[0]) == seen
        assert comes(grid_worker, house)[0]
    finally:
        with boss.writing() as w:
            w.delete(one)
