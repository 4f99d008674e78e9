"""今日: what nobody may leave lying is told in words, to whose it is: over night at a building, with the chief, objected to."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta

from db.records.bodies.body import Body
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.condition import before_today
from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.coming import coming_due, waiting_for
from db.services.conditions_told import said
from db.services.matters.take_in import take_in
from db.services.move import move
from db.store import Store
from tests.factories import plant

NOW = datetime.now().replace(hour=12, minute=0, second=0, microsecond=0)
YESTERDAY = NOW - timedelta(days=1)


@contextmanager
def opened_as(store: Store, role: Role, grid: int = 0) -> Generator[Store]:
    """The store, opened by somebody with one role, in a grid."""
    account = store.save(Account(name=f"欧阳{'一二三四五六七八九'[int(role) - 1]}", roles=roles_of([role])))
    if grid:
        of = store.kinds.reference_of(store.get(Grid, grid))
        store.save(Tenure(person=account.person, of=of, post="12"))
    clerk = Store._with_key(store.folder, store._key, account.id)
    try:
        yield clerk
    finally:
        clerk._connection.close()


def told(store: Store) -> dict[str, str]:
    """What 今日 has of lists of matters that nobody may leave lying, each with what is to be done."""
    assert [item for item in coming_due(store, store.kinds, NOW) if item.table == "matter"] == [], "each is told once"
    return {
        f"{w.view}：{w.count} 件": w.word
        for w in waiting_for(store, store.kinds, NOW)
        if w.table == "matter" and w.word
    }


def at_building(store: Store, taken: datetime, grid: int = 0) -> Matter:
    one = take_in(store, Matter(subject="漏水", taken=taken, grid=grid))
    return move(store, one, "gather", taken, called="楼栋长", level="1")


def test_what_is_still_with_the_building_the_next_day_is_told(store: Store) -> None:
    at_building(store, NOW)
    assert told(store) == {}, "it came today"
    one = at_building(store, YESTERDAY)
    assert told(store) == {"楼栋层过夜：1 件": "请上报"}
    (item,) = [one for one in waiting_for(store, store.kinds, NOW) if one.table == "matter"]
    assert (item.view, store.ids(Matter, *store.where(Matter, store.kinds["matter"].view(item.view).conditions))) == (
        "楼栋层过夜",
        [one.id],
    )
    move(store, one, "assign", level="2", lead=plant(store, Body).id, due=NOW.date())
    assert told(store) == {}


def test_a_night_is_one_at_the_building_and_not_one_before_it_came_there(store: Store) -> None:
    one = at_building(store, YESTERDAY)
    up = move(store, one, "hand_up", YESTERDAY, reason="解决不了")
    assert told(store) == {}
    back = move(store, up, "hand_back", reason="楼里能办")
    assert (back.level, told(store)) == ("1", {}), "it came back to the building today"


def test_it_is_told_to_the_chief_and_to_whose_grid_it_is(store: Store) -> None:
    mine, other = plant(store, Grid, chief="", phone="").id, plant(store, Grid, chief="", phone="").id
    for grid in (mine, other, other):
        at_building(store, YESTERDAY, grid)
    for role, words in ((Role.CHIEF, "3 件"), (Role.GRID, "1 件"), (Role.DESK, "")):
        with opened_as(store, role, mine) as clerk:
            assert list(told(clerk)) == ([f"楼栋层过夜：{words}"] if words else [])


def test_what_is_objected_to_is_the_chiefs_until_it_is_decided(store: Store) -> None:
    body = plant(store, Body).id
    one = move(store, take_in(store, Matter(subject="漏水", taken=NOW)), "gather", NOW, called="谁")
    one = move(store, one, "assign", NOW, lead=body, due=NOW.date())
    one = move(store, one, "object", NOW, reason="不归我们管")
    with opened_as(store, Role.CHIEF) as chief:
        assert told(chief) == {"待裁定：1 件": "请裁定"}
    with opened_as(store, Role.DESK) as desk:
        assert told(desk) == {}
    assert one.mark() == "管辖异议，待裁定"
    done = move(store, one, "handle", NOW, did=store.person_at_work(), result="办好了")
    assert (done.objected, told(store), done.mark()) == (None, {}, "")


def test_before_today_is_asked_in_words(store: Store) -> None:
    assert [one.text for one in said(store, Matter, (before_today("taken"),))] == ["受理时间：今天以前"]
