"""The rows of a list: the first at once, all behind, in the order of pinyin, and what is given up when it takes too long."""

import random
from collections.abc import Sequence

import pytest

from db.errors import Cancelled
from db.fields import Stored
from db.records import KINDS
from db.records.condition import Condition, at_least, contains, has, is_, one_of
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import CareTag, Resident
from db.services import selection
from db.services.selection import Listing, Selection
from db.store import Store, list_reading, search_index
from db.store.ordering import walk
from db.store.where import clause
from db.values import list_order
from tests.factories import estate, plant

PEOPLE = Listing(Resident)
HERE = is_("state", "1")
ALONE = has("care", is_("kind", "11"))


def town(store: Store, count: int = 60) -> list[Resident]:
    """Residents of three grids, some of whom live alone."""
    dice = random.Random(7)
    grids = [plant(store, Grid, name=f"第{n}网格") for n in "一二三"]
    houses = [
        plant(
            store,
            House,
            building=plant(store, Building, estate=estate(store, "幸福里"), number=str(n), grid=g.id, places=()).id,
        )
        for n, g in enumerate(grids)
    ]
    made = [
        Resident(
            name=dice.choice("张章王李单赵") + dice.choice("伟芳国"),
            house=dice.choice(houses).id,
            state=dice.choice("112"),
            politics=dice.choice(("01", "13")),
            care=(CareTag(kind="11"),) if dice.random() < 0.3 else (),
        )
        for _ in range(count)
    ]
    with store.writing() as w:
        return list(w.save_all(made))


def by_name(store: Store, asked: Selection) -> list[str]:
    people = store.get_many(Resident, ids := PEOPLE.ids(store, asked))
    return [people[i].name for i in ids]


@pytest.mark.parametrize("many", [0, 10_000])
@pytest.mark.parametrize("conditions", [(), (HERE,), (ALONE, HERE), (ALONE, one_of("politics", ["01"]), HERE)])
def test_names_are_listed_by_pinyin_however_many_there_are(
    store: Store, conditions: tuple[Condition, ...], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_reading, "MANY", many)
    town(store)
    for order in ("name", "-name"):
        asked = Selection(conditions=conditions, order=order)
        names = by_name(store, asked)
        assert names == sorted(names, key=list_order.of_name, reverse=order == "-name")
        assert PEOPLE.first(store, asked, 5) == list(PEOPLE.ids(store, asked))[:5]
    assert len(names) == store.count(Resident, *store.where(Resident, conditions)) > 0


def plan(store: Store, sql: str, values: Sequence[Stored] = ()) -> list[str]:
    """How the engine goes about a selection."""
    return [str(row[3]) for row in store._connection.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()]


@pytest.mark.parametrize("order", ["name", "-name"])
def test_the_order_of_names_is_read_from_an_index_from_either_end(store: Store, order: str) -> None:
    for conditions in ((), (HERE,)):
        (one,) = walk(KINDS, Resident, (order,), store.where(Resident, conditions))
        (told,) = plan(store, f"{one.sql} LIMIT 200", one.values)
        assert told.endswith("INDEX resident_order")


def test_who_is_looked_after_in_a_grid_is_found_from_the_grid(store: Store) -> None:
    town(store)
    grid = store.ids(Grid)[0]
    asked = (ALONE, at_least("birth.age", 80), is_("house.building.grid", grid), HERE)
    where, values = clause(Resident, store.where(Resident, asked))
    told = plan(store, f"SELECT id FROM resident{where}", values)
    assert told[0] == "SEARCH resident USING INDEX resident_house (house=?)"
    assert any("COVERING INDEX care_tag_kind" in line for line in told)


def test_the_count_is_heard_before_the_ids(store: Store) -> None:
    people = town(store)
    heard: list[int] = []
    asked = Selection(conditions=(HERE,))
    ids = PEOPLE.ids(store, asked, heard.append)
    assert heard == [len(ids)] == [sum(one.state == "1" for one in people)]


def test_words_and_conditions_narrow_together(store: Store) -> None:
    people = town(store)
    asked = Selection(words="zw", conditions=(HERE,))
    expected = {p.id for p in people if p.state == "1" and p.name in ("张伟", "章伟", "赵伟")}
    assert set(PEOPLE.ids(store, asked)) == expected != set()


def test_what_takes_too_long_is_left_to_be_read_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    town(store, 900)
    asked = Selection(conditions=(contains("note", "无"),), order="politics")
    assert PEOPLE.first(store, asked, 5) == [], "few enough to be read at once, whatever the clock says"
    monkeypatch.setattr(selection, "PATIENCE_S", -1)
    monkeypatch.setattr(selection, "_GRACE", 0)
    assert PEOPLE.first(store, asked, 5) is None
    monkeypatch.undo()
    assert PEOPLE.first(store, asked, 5) == [], "the store is as it was"


def test_the_engine_stops_when_it_is_told_to(store: Store) -> None:
    town(store, 900)
    with pytest.raises(Cancelled), store.stopping(lambda: True):
        store.count(Resident, *store.where(Resident, (HERE,)))
    assert store.count(Resident) == 900


def test_other_readings_put_the_index_in_order_again(store: Store) -> None:
    town(store)
    store._connection.create_function("ordered_name", 1, lambda name: (name or "")[::-1], deterministic=True)
    asked = Selection(order="name")
    assert by_name(store, asked) != (backwards := sorted(by_name(store, asked), key=lambda name: name[::-1]))
    search_index.rebuild(store._connection)
    assert by_name(store, asked) == backwards
    assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
