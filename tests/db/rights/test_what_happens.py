"""Of people's coming and going (`db.services.registry.events`) nobody is told of somebody whom he may not see."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.errors import RecordInvalid
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.household import Household, Member
from db.records.registry.place import House
from db.records.registry.residence import Residence
from db.records.registry.resident import GONE, IN_REGISTER, Resident
from db.records.role import Role
from db.services.registry.events import Asked, Event, Newcomer, What, carry_out, weigh
from db.services.registry.in_one_household import save_home
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


BEGAN, DAY = date(2020, 1, 1), date(2026, 3, 1)


@pytest.mark.parametrize("what", [What.DIED, What.LEFT, What.MOVED])
def test_whoever_goes_has_no_seat_left_in_a_home_that_the_clerk_does_not_see(
    town: Town, tmp_path: Path, what: What
) -> None:
    folder = shutil.copytree(town.folder, tmp_path / "town")
    boss, grid_worker = (Store._with_key(folder, town.key, town.accounts[r]) for r in (Role.CHIEF, Role.GRID))
    here, there = town.ids[House.TABLE]["grid"], town.ids[House.TABLE]["other"]
    lives, stays = (
        boss.save(Resident(name=name, house=house, residences=(Residence(house=house, since=BEGAN),)))
        for name, house in (("东走人", here), ("西留人", there))
    )
    roles = ((lives.id, "02"), (stays.id, "12"))
    seats = tuple(Member(resident=i, relation=r, since=BEGAN) for i, r in roles)
    stand = tuple(BookletMember(resident=i, relation=r, since=BEGAN) for i, r in roles)
    home = boss.save(Household(house=there, head=lives.id, members=seats))
    booklet = boss.save(Booklet(house=there, head=lives.id, number="西户", members=stand))
    to = boss.save(House(building=boss.get(House, here).building, room="909")).id

    weighed = weigh(grid_worker, Event(what=what, who=(lives.id,), asked=Asked(day=DAY, house=to)))
    assert "西" not in "".join((*(line.text() for line in weighed.lines), *weighed.doubts))
    carry_out(grid_worker, weighed)

    now, last = boss.get(Household, home.id), DAY - timedelta(1) if what is What.MOVED else DAY
    assert (now.head, [m.until for m in now.members if m.resident == lives.id]) == (stays.id, [last])
    assert [(m.resident, m.relation) for m in now.present()] == [(stays.id, "02")]
    stood = [m.until for m in boss.get(Booklet, booklet.id).members if m.resident == lives.id]
    assert stood == [None if what is What.MOVED else DAY]
    for one in (boss, grid_worker):
        one.close()


@pytest.mark.parametrize(("where", "shown"), [("grid", True), ("other", False)])
def test_nobody_is_put_into_a_second_household_though_the_first_is_not_seen(
    town: Town, boss: Store, grid_worker: Store, where: str, shown: bool
) -> None:
    here, there = town.ids[House.TABLE]["grid"], town.ids[House.TABLE][where]
    one = plant(boss, Resident, name="周两户", house=here, residences=(), care=())
    first = boss.save(Household(house=there, members=(Member(resident=one.id),)))
    try:
        with pytest.raises(RecordInvalid) as refused:
            save_home(grid_worker, Household(house=here, members=(Member(resident=one.id),)))
        said = str(refused.value)
        assert ("（无户主）" in said, "您无权查看的另一户" in said) == (shown, not shown)
    finally:
        with boss.writing() as w:
            w.delete(first)
            w.delete(one)
