"""Lists in the order of where somebody lives, and of whatever else a link leads to; however the rows are come by."""

import random
from collections.abc import Callable

import pytest

from db.fields import Link
from db.records import KINDS
from db.records.base import columns_of
from db.records.bodies.body import Body
from db.records.bodies.tenure import Tenure
from db.records.condition import Condition, at_least, contains, is_, one_of
from db.records.estates.estate import Estate
from db.records.kind import Kind
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services import selection
from db.services.selection import Listing, Selection
from db.store import Store, asked_rows, list_reading
from db.store.ordering import walk
from db.values import list_order
from tests.factories import plant

PEOPLE, HERE = Listing(Resident), is_("state", "1")
PLACES = (
    ("幸福里", "二期", "12", "1", "301"),
    ("幸福里", "二期", "3", "10", "101"),
    ("幸福里", "二期", "3", "2", "1201"),
    ("幸福里", "二期", "3", "2", "301"),
    ("幸福里", "", "9", "", "101"),
    ("翠湖里", "", "3", "1", "101"),
    ("", "", "平房12号", "", "1"),
    ("", "", "平房3号", "", "1"),
)
"""As they are entered, which is not how they are walked."""
Ways = Callable[[], None]


def walked(place: tuple[str, ...]) -> tuple[object, ...]:
    """Where a door stands on a walk; those of no estate come after all others."""
    estate, phase, number, unit, room = map(list_order.of_text, place)
    return not estate, estate, phase, number, unit, room


def settle(store: Store) -> dict[int, tuple[str, ...]]:
    """The places of houses, by id; grids are entered, too."""
    estates = {
        name: plant(store, Estate, name=name[0], phase=name[1], closed=None, joined=0).id if name[0] else 0
        for name in dict.fromkeys(place[:2] for place in PLACES)
    }
    grids = [plant(store, Grid, name=f"第{n}网格").id for n in "十二"]
    buildings = {
        one: plant(store, Building, estate=estates[one[:2]], number=one[2], grid=grids[n % 2], places=()).id
        for n, one in enumerate(dict.fromkeys(place[:3] for place in PLACES))
    }
    return {
        plant(store, House, building=buildings[place[:3]], unit=place[3], room=place[4]).id: place for place in PLACES
    }


def people(store: Store, homes: list[int], count: int) -> None:
    """Residents in no order, some of whom live nowhere that is known."""
    dice = random.Random(5)
    made = [
        Resident(
            name=dice.choice("张章王李单") + dice.choice("伟芳国"),
            house=dice.choice([*homes, 0]),
            state=dice.choice("113"),
            politics=dice.choice(("01", "02", "13")),
            sex=dice.choice("12"),
        )
        for _ in range(count)
    ]
    with store.writing() as w:
        w.save_all(made)


@pytest.fixture(params=["on the way", "a few found", "many found"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Ways:
    """However the engine comes by the rows: whoever looks for them in their order alone, or gives that up."""

    def take() -> None:
        if request.param != "on the way":
            monkeypatch.setattr(list_reading, "TRIAL_S", -1)
            monkeypatch.setattr(list_reading.driver, "STEP", 1)
            monkeypatch.setattr(selection, "PATIENCE_S", float("inf"))
        if request.param == "many found":
            monkeypatch.setattr(list_reading, "FEW", 0)
            monkeypatch.setattr(list_reading, "MANY", 0)

    return take


@pytest.mark.parametrize("conditions", [(), (HERE,), (HERE, one_of("politics", ["01"])), (contains("name", "张"),)])
def test_residents_are_listed_by_where_they_live(store: Store, conditions: tuple[Condition, ...], ways: Ways) -> None:
    homes = settle(store)
    people(store, [*homes], 60)
    ways()
    found: dict[str, list[int]] = {}
    for order in ("house", "-house"):
        asked = Selection(conditions=conditions, order=order)
        found[order] = list(PEOPLE.ids(store, asked))
        assert PEOPLE.first(store, asked, 7) == found[order][:7]
    of = store.get_many(Resident, found["house"])
    keys = [(not of[i].house, walked(homes[of[i].house]) if of[i].house else (), i) for i in found["house"]]
    assert keys == sorted(keys)
    assert found["-house"] == found["house"][::-1]
    assert len(keys) == store.count(Resident, *store.where(Resident, conditions)) > 1


def test_the_order_of_where_they_live_is_read_and_not_made(store: Store) -> None:
    """Whoever lives in the buildings that come first is found without looking at all others."""
    for order in ("house", "-house"):
        read = [
            one for one in walk(KINDS, Resident, (order,), store.where(Resident, (HERE,))) if "building h2" in one.sql
        ]
        assert len(read) == 2, "those of estates, and those of none"
        for one in read:
            sql = f"EXPLAIN QUERY PLAN {one.sql} LIMIT 200"
            plan = [str(row[3]) for row in store._connection.execute(sql, one.values).fetchall()]
            assert "USE TEMP B-TREE FOR ORDER BY" not in plan, plan
            assert not [line for line in plan if "AUTOMATIC" in line], plan


def test_houses_buildings_and_households_are_listed_so_too(store: Store, ways: Ways) -> None:
    homes = settle(store)
    ways()
    expected = sorted(homes, key=lambda house: walked(homes[house]))
    of = KINDS["house"]
    assert list(Listing(House, of.order).ids(store, Selection())) == expected
    assert list(Listing(House, of.order).ids(store, Selection(order="building"))) == expected
    buildings = list(dict.fromkeys(store.get(House, i).building for i in expected))
    assert list(Listing(Building, KINDS["building"].order).ids(store, Selection())) == buildings
    heads = [plant(store, Resident, name=name) for name in ("赵一", "单二", "李三", "安四")]
    placed = [(heads[0], expected[3]), (heads[1], expected[0]), (heads[3], expected[1])]
    households = [plant(store, Household, head=head.id, house=house, members=()) for head, house in placed]
    nobody = plant(store, Household, head=0, house=expected[2], members=())
    listed = Listing(Household)
    by_head = [households[2].id, households[1].id, households[0].id, nobody.id]
    assert list(listed.ids(store, Selection(order="head"))) == by_head, "an, shan, zhao; none comes last"
    by_house = [households[1].id, households[2].id, nobody.id, households[0].id]
    assert list(listed.ids(store, Selection(order="house"))) == by_house


def test_what_is_the_same_in_a_column_stays_in_the_order_of_the_list(store: Store) -> None:
    homes = settle(store)
    found = Listing(Building, KINDS["building"].order).ids(store, Selection(order="grid"))
    of = store.get_many(Building, found)
    grids = store.get_many(Grid, {one.grid for one in of.values()})
    names = [grids[of[i].grid].name for i in found]
    assert names == sorted(names, key=list_order.of_text)
    assert set(names) == {"第二网格", "第十网格"}
    place = {store.get(House, house).building: walked(homes[house]) for house in homes}
    for name in set(names):
        keys = [place[i][:4] for i, its in zip(found, names, strict=True) if its == name]
        assert keys == sorted(keys)


def test_posts_are_listed_by_what_they_are_in(store: Store) -> None:
    """A reference leads to one of several types; each has its place, and within it its own order."""
    body = {
        name: KINDS["body"].code << 48 | plant(store, Body, name=name).id for name in ("物业服务中心", "居民委员会")
    }
    grid = {name: KINDS["grid"].code << 48 | plant(store, Grid, name=name).id for name in ("第十网格", "第二网格")}
    expected = [body["居民委员会"], body["物业服务中心"], grid["第二网格"], grid["第十网格"]]
    for number in (grid["第十网格"], *body.values(), grid["第二网格"]):
        plant(store, Tenure, of=number, until=None)
    found = Listing(Tenure, KINDS["tenure"].order).ids(store, Selection(order="of"))
    of = store.get_many(Tenure, found)
    assert list(dict.fromkeys(one for i in found if (one := of[i].of) in expected)) == expected


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.tab], ids=lambda kind: kind.table)
def test_every_column_of_every_list_sorts(store: Store, kind: Kind) -> None:
    for _ in range(3):
        plant(store, kind.record)
    listed = Listing(kind.record, kind.order)
    whole = set(listed.ids(store, Selection()))
    for name, field in columns_of(kind.record).items():
        assert listed.can_sort(name) or not field.listed
        for order in (name, f"-{name}"):
            found = list(listed.ids(store, Selection(order=order)))
            assert len(found) == len(whole)
            assert set(found) == whole
            assert listed.first(store, Selection(order=order), 2) == found[:2]


def test_what_a_link_leads_to_says_what_it_is_ordered_by() -> None:
    """Its own columns, and links that never lead back to it: else an order would have no end."""

    def below(table: str, seen: tuple[str, ...]) -> None:
        assert table not in seen
        kind = KINDS[table].record
        for name in kind.ORDERED_BY:
            if isinstance(field := columns_of(kind)[name], Link):
                below(field.to, (*seen, table))

    for kind in KINDS:
        below(kind.table, ())
        for name, field in columns_of(kind.record).items():
            if isinstance(field, Link) and field.listed:
                assert KINDS[field.to].record.ORDERED_BY, (
                    f"{kind.table}.{name} is listed by the ids of what it leads to"
                )


@pytest.mark.parametrize("seed", range(12))
def test_what_is_asked_most_is_found_as_everything_else_is(store: Store, seed: int) -> None:
    """By the index of codes and days, and row by row."""
    dice = random.Random(seed)
    people(store, [*settle(store)], 80)
    grid = store.ids(Grid)[0]
    asked = dice.sample(
        [
            HERE,
            is_("state", "2"),
            one_of("politics", ["01", "13"]),
            one_of("sex", ["2", "1", "9"]),
            is_("population", ""),
            at_least("birth.age", dice.randint(0, 3)),
            is_("birth", None),
            is_("house.building.grid", grid),
            is_("house", None),
        ],
        dice.randint(1, 4),
    )
    where = store.where(Resident, asked)
    expected = set(store.ids(Resident, *where))
    assert store.count(Resident, *where) == len(expected)
    for order in ("", "name", "house", "phone"):
        assert set(PEOPLE.ids(store, Selection(conditions=tuple(asked), order=order))) == expected


def test_the_index_is_taken_where_it_tells_all_that_is_asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a row would be read for each of many that it finds; those who live somewhere are few, as long as they are."""
    homes = settle(store)
    people(store, [*homes], 40)
    grid = is_("house.building.grid", store.ids(Grid)[0])

    def plan(*asked: Condition) -> str:
        found = asked_rows.source(store._connection, Resident, store.where(Resident, asked))
        rows = store._connection.execute(
            f"EXPLAIN QUERY PLAN SELECT count(*) FROM {found.sql}", found.values
        ).fetchall()
        assert found.is_found is (not str(rows[0][3]).startswith("SCAN resident"))
        return " ".join(str(row[3]) for row in rows)

    whole = "resident_asked (state=? AND politics=? AND population=? AND sex=? AND birth<?)"
    assert whole in plan(HERE, at_least("birth.age", 80))
    assert whole in plan(at_least("birth.age", 80))
    assert "resident_asked (state=? AND politics=?)" in plan(one_of("politics", ["01", "02"]))
    assert "resident_asked" not in plan(HERE, contains("note", "无"))
    assert "resident_house" in plan(HERE, grid, at_least("birth.age", 80))
    monkeypatch.setattr(asked_rows, "_FEW", 1)
    assert whole in plan(HERE, grid, at_least("birth.age", 80))
    assert "resident_house" in plan(grid), "nothing else is asked: however many there are, they are found by that alone"
    monkeypatch.setattr(asked_rows, "_MOST", 0)
    assert "resident_asked" not in plan(HERE, at_least("birth.age", 80)), "so many combinations are no help"


@pytest.mark.parametrize("order", [(), ("-id",), ("id",)])
def test_the_newest_of_a_grid_are_found_without_looking_at_other_grids(
    store: Store, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    """The engine takes about as many steps, however many live elsewhere and whether those came before or after."""
    monkeypatch.setattr(list_reading, "FEW", 2)
    monkeypatch.setattr(list_reading, "SORT_S", float("inf"))
    monkeypatch.setattr(list_reading.driver, "STEP", 1)
    homes = settle(store)
    people(store, [*homes], 60)
    grid = store.ids(Grid)[0]
    where = store.where(Resident, (is_("house.building.grid", grid),))
    elsewhere = next(i for i in homes if store.get(Building, store.get(House, i).building).grid != grid)

    def steps() -> int:
        taken = 0

        def stop() -> bool:
            nonlocal taken
            taken += 1
            return False

        assert (
            store.first_ids(Resident, *where, order=order, limit=5, stop=stop)
            == list(store.all_ids(Resident, *where, order=order, count=60))[:5]
        )
        return taken

    alone = steps()
    people(store, [elsewhere], 300)
    assert 0 < steps() < 1.2 * alone
