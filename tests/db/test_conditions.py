"""Conditions: what the store answers is what looking at one record after another gives, whatever is asked of whatever is there."""

import random
import shutil
from collections.abc import Iterator
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import condition as c
from db.records.bodies.person import Person
from db.records.kind import Kind
from db.records.matters.matter import Matter
from db.records.paths import choices, faults, fitting, path_of
from db.records.registry.building_place import BuildingPlace
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import CareTag, Resident
from db.records.visits.visit import Visit
from db.store import Store
from db.store.asking import Asking
from tests.added import EVERY, with_added
from tests.conftest import CLERK
from tests.db.plain_conditions import World, world_of
from tests.db.scattered import DAY, SCATTERED, asked_paths, asked_values, conditions, scatter
from tests.factories import plant
from tests.named import account_named

SEEDS = (1, 2)


@pytest.fixture(scope="module", params=SEEDS)
def world(
    made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[Store, World]]:
    """A store of records at random, and what is in it."""
    original, _ = made_store
    folder = shutil.copytree(original.folder, tmp_path_factory.mktemp("scattered") / "store")
    store = with_added(Store._with_key(folder, original._key))
    scatter(store, EVERY, random.Random(request.param))
    store._connection.execute("UPDATE account SET person = 2")
    yield store, world_of(store, EVERY, DAY)
    store._connection.close()


def ids_of(store: Store, kind: Kind, *asked: c.Condition) -> set[int]:
    """The answer of the store on the day on which is asked."""
    asking = Asking(store.kinds, DAY, store.person_at_work)
    return set(store.ids(kind.record, *(asking.where(kind.record, one) for one in asked)))


@given(data=st.data())
def test_the_store_answers_what_looking_at_each_record_does(world: tuple[Store, World], data: st.DataObject) -> None:
    store, plain = world
    kind = data.draw(st.sampled_from(SCATTERED))
    asked = data.draw(st.lists(conditions(EVERY, kind.record), max_size=3))
    assert list(faults(asked, kind.record, EVERY.record_of)) == []
    assert ids_of(store, kind, *asked) == plain.meet(kind.table, asked)


@given(data=st.data())
def test_what_is_written_is_read_back(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(SCATTERED))
    asked = tuple(data.draw(st.lists(conditions(EVERY, kind.record), max_size=3)))
    assert c.read(c.written(asked)) == c.Read(asked)


def every_single(kind: Kind) -> Iterator[c.Condition]:
    """Each test that fits each column, with each value."""
    for path in asked_paths(EVERY, kind.record):
        assert path_of(kind.record, path.text, EVERY.record_of) == path
        for test in fitting(path):
            if c.COUNTS.get(test) == 0:
                yield c.Condition(path.text, test)
                yield c.Condition(path.text, test, ever=True)
            else:
                values = asked_values(EVERY, path, test)
                yield from (c.Condition(path.text, test, (value,)) for value in values)
                if test not in c.COUNTS:
                    yield c.Condition(path.text, test, tuple(values[:2]))


@pytest.mark.parametrize("kind", SCATTERED, ids=lambda kind: kind.table)
def test_every_column_can_be_asked_by_every_test_that_fits(world: tuple[Store, World], kind: Kind) -> None:
    store, plain = world
    for condition in every_single(kind):
        assert ids_of(store, kind, condition) == plain.meet(kind.table, [condition]), condition


# what each means


@pytest.fixture
def homes(store: Store) -> dict[str, int]:
    """Two grids with a building and a flat each."""
    found: dict[str, int] = {}
    for n, name in enumerate("东西", 1):
        grid = plant(store, Grid, n, name=f"{name}网格")
        building = plant(store, Building, n, grid=grid.id, places=())
        house = plant(store, House, n, building=building.id)
        found |= {f"{name}网格": grid.id, f"{name}楼": building.id, f"{name}户": house.id}
    return found


def test_a_path_goes_on_through_links(store: Store, homes: dict[str, int]) -> None:
    east, west = (plant(store, Resident, house=homes[name]).id for name in ("东户", "西户"))
    nowhere = plant(store, Resident, house=0).id

    def asked(*wanted: c.Condition) -> list[int]:
        return store.ids(Resident, *store.where(Resident, wanted))

    assert asked(c.is_("house.building.grid", homes["东网格"])) == [east]
    assert asked(c.is_not("house.building.grid", homes["东网格"])) == [west, nowhere], (
        "who lives nowhere does not live there"
    )
    assert asked(c.one_of("house.building", [homes["东楼"], homes["西楼"]])) == [east, west]
    assert asked(c.nothing("house.building.grid")) == [nowhere]


def test_of_parts_only_what_holds_today_counts_unless_said(store: Store) -> None:
    def one(*tags: CareTag) -> int:
        return plant(store, Resident, care=tags).id

    alone = one(CareTag(kind="11", since=DAY))
    was = one(CareTag(kind="11", until=date(2020, 1, 1)))
    both = one(CareTag(kind="11"), CareTag(kind="20"))
    none = one()

    def asked(*wanted: c.Condition) -> list[int]:
        return store.ids(Resident, *store.where(Resident, wanted))

    assert asked(c.is_("care.kind", "11")) == [alone, both]
    assert asked(c.Condition("care.kind", c.Test.IS, ("11",), ever=True)) == [alone, was, both]
    assert asked(c.is_("care.kind", "11"), c.is_("care.kind", "20")) == [both]
    assert asked(c.has("care", c.is_("kind", "11"), c.is_("kind", "20"))) == [], "no tag is both"
    assert asked(c.is_not("care.kind", "11")) == [was, none], "none of the tags that hold is that one"
    assert asked(c.nothing("care")) == [was, none]
    assert asked(c.has_not("care", c.is_("kind", "20"), ever=True)) == [alone, was, none]


def test_an_age_is_that_of_today(store: Store) -> None:
    today = date.today()
    turned, tomorrow = today.replace(year=today.year - 80, day=min(today.day, 28)), date(today.year - 79, 12, 31)
    old = plant(store, Resident, birth=turned, id_number="").id
    young = plant(store, Resident, birth=tomorrow, id_number="").id
    unknown = plant(store, Resident, birth=None, id_number="").id
    assert store.ids(Resident, *store.where(Resident, [c.at_least("birth.age", 80)])) == [old]
    assert store.ids(Resident, *store.where(Resident, [c.at_most("birth.age", 79)])) == [young]
    assert store.ids(Resident, *store.where(Resident, [c.nothing("birth")])) == [unknown]


def test_mine_is_whoever_works_here(store: Store) -> None:
    me, other = plant(store, Person, name="姜山"), plant(store, Person, name="马兰")
    account = account_named(store, CLERK.name)
    assert account
    ours = plant(store, Matter, taker=me.id).id
    theirs = plant(store, Matter, taker=other.id).id
    visit = plant(store, Visit, visitor="姜山").id
    plant(store, Visit, visitor="马兰")
    with store.writing() as w:
        w.save(attrs.evolve(account, person=me.id))
    assert store.ids(Matter, *store.where(Matter, [c.mine()])) == [ours]
    assert store.ids(Visit, *store.where(Visit, [c.mine("visitor")])) == [visit]
    with store.writing() as w:
        saved = account_named(store, CLERK.name)
        assert saved
        w.save(attrs.evolve(saved, person=other.id))
    assert store.ids(Matter, *store.where(Matter, [c.mine()])) == [theirs]


def test_as_of_a_day_what_is_kept_by_days_is_that_of_the_day(store: Store, homes: dict[str, int]) -> None:
    then, now = date(2020, 1, 1), date(2026, 1, 1)
    places = (
        BuildingPlace(grid=homes["东网格"], until=date(2024, 12, 31)),
        BuildingPlace(grid=homes["西网格"], since=date(2025, 1, 1)),
    )
    moved = plant(store, Building, 9, grid=homes["西网格"], places=places)
    for wanted in ([c.is_("grid", homes["东网格"])], [c.is_("grid.name", "东网格")]):
        assert moved.id in {b.id for b in store.as_of(Building, then, *store.where(Building, wanted, then))}
        assert moved.id not in {b.id for b in store.as_of(Building, now, *store.where(Building, wanted, now))}
        assert moved.id not in store.ids(Building, *store.where(Building, wanted))
    flat = plant(store, House, 9, building=moved.id)
    lives = plant(store, Resident, 9, house=flat.id, care=(CareTag(kind="11", until=date(2022, 1, 1)),))
    through = [c.is_("house.building.grid.name", "东网格"), c.is_("care.kind", "11")]
    assert [r.id for r in store.as_of(Resident, then, *store.where(Resident, through, then))] == [lives.id]
    assert store.as_of(Resident, now, *store.where(Resident, through, now)) == []


# what is not there


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (c.is_("hair", "1"), "names hair, which is no column"),
        (c.is_("house.colour", "1"), "names house.colour, which is no column"),
        (c.is_("name.length", 1), "names name.length, which is no column"),
        (c.is_("state_day.age", 1), "names state_day.age, which is no column"),
        (c.at_least("name", "王"), "names name at_least, which cannot be asked so"),
        (c.mine("house"), "names house mine, which cannot be asked so"),
        (c.mine(), "names , which is no column"),
        (c.is_("birth", "1946"), "names birth 1946, which cannot be compared with that"),
        (c.at_least("birth.age", -1), "names birth.age -1, which cannot be compared with that"),
        (c.reaches("birth.age", 30, ()), "names birth.age [30], which cannot be compared with that"),
        (c.reaches("birth.age", 30, (0,)), "names birth.age [30, 0], which cannot be compared with that"),
        (c.reaches("birth.age", -1, (60,)), "names birth.age [-1, 60], which cannot be compared with that"),
        (c.reaches("birth", 30, (60,)), "names birth reaches, which cannot be asked so"),
        (c.is_("birth.birthday", "2026-01-01"), "names birth.birthday is, which cannot be asked so"),
        (c.next_days("state_day.birthday", 7), "names state_day.birthday, which is no column"),
        (c.next_days("birth", -1), "names birth [-1], which cannot be compared with that"),
        (c.Condition("birth", c.Test.THIS_YEAR, (1,)), "names birth [1], which cannot be compared with that"),
        (c.Condition("sex", c.Test.IS, ()), "names sex [], which cannot be compared with that"),
        (c.is_("house", "1"), "names house 1, which cannot be compared with that"),
        (c.one_of("care.kind", ["11", "77"]), "names care.kind 77, which has no such code"),
        (c.has("care", c.is_("colour", "1")), "names care.colour, which is no column"),
        (c.has("house"), "names house has, which cannot be asked so"),
    ],
)
def test_what_is_not_there_is_told(wrong: c.Condition, said: str) -> None:
    assert [fault.sentence() for fault in faults([wrong], Resident, EVERY.record_of)] == [said]


def test_what_no_path_leads_to_is_refused_by_the_store(store: Store) -> None:
    with pytest.raises(ValueError, match=r"Resident has no 'house\.colour'"):
        store.where(Resident, [c.is_("house.colour", "1")])


@pytest.mark.parametrize(
    "piece",
    [
        '{"path":"sex","test":"sounds_like","values":["1"]}',
        '{"path":"sex","test":"is","values":["1"],"fuzzy":true}',
        '{"path":"sex","test":"is","values":[1.5]}',
        '{"path":"sex","test":"is","values":[true]}',
        '{"path":"sex","test":"is","values":"1"}',
        '{"path":7,"test":"is"}',
        '{"path":"sex","test":["is"]}',
        '{"path":"sex","test":{"is":1}}',
        '{"test":"is"}',
        '{"path":"care","test":"has","having":[{"path":"kind","test":"later"}]}',
        '{"path":"care","test":"has","ever":1}',
        '"sex"',
    ],
)
def test_what_a_later_program_wrote_is_told_and_not_dropped(piece: str) -> None:
    known = c.is_("state", "1")
    text = f"[{c.written([known])[1:-1]},{piece}]"
    assert c.read(text) == c.Read((known,), (piece,))


@pytest.mark.parametrize("text", ["{", "{}", "7"])
def test_what_is_no_list_of_conditions_is_told(text: str) -> None:
    assert c.read(text) == c.Read((), (text,))
    assert c.read("") == c.Read(())


def test_what_can_be_chosen_comes_nearest_first_and_each_once() -> None:
    found = [path.text for path in choices(Resident, EVERY.record_of)]
    assert len(found) == len(set(found))
    assert {"birth.age", "care", "house", "house.building.grid", "house.building.estate", "house.use"} <= set(found)
    assert found.index("note") < found.index("house.use") < found.index("house.building.grid")
