"""与户主关系 of those to whom something happens together, and who is the head: of whomever the old relation does not tell it, nothing is said."""

from datetime import date, timedelta

import pytest

from db.records.base import changed
from db.records.registry.door_parts import Letting
from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.registry.events import Asked, Event, Newcomer, What, weigh
from db.services.registry.over_time import over_time
from db.store import Store
from tests.db.registry.events.people import broken, door, family, happens, told

TODAY = date.today()
DAY = TODAY - timedelta(days=10)
OTHERS = (("张三", "1", 1970, HEAD), ("张小", "1", 1999, "20"))


def relations(store: Store, resident: Resident) -> dict[str, str]:
    """What each is in the household where somebody is now."""
    (home,) = [h for h in store.select(Household) if resident.id in {m.resident for m in h.present()}]
    return {store.get(Resident, m.resident).name: m.relation for m in home.present()}


def doubts(store: Store, what: What, *who: Resident, **asked: object) -> str:
    said = Asked(**asked)  # type: ignore[arg-type]
    return "；".join(weigh(store, Event(what=what, who=tuple(one.id for one in who), asked=said)).doubts)


def test_whoever_moves_with_another_household_moves_too_and_is_no_child_of_its_head(store: Store) -> None:
    people, others, flat = family(store), family(store, "502", OTHERS), door(store, "701")
    happens(store, What.MOVED, *people.values(), others["张小"], day=DAY, house=flat.id)
    assert {store.get(Resident, one.id).house for one in (*people.values(), others["张小"])} == {flat.id}
    assert relations(store, people["王老"]) == {"王老": HEAD, "李婆": "12", "王大": "22", "赵媳": "38", "张小": ""}
    assert relations(store, others["张三"]) == {"张三": HEAD}
    assert broken(store) == []


def test_one_relation_is_said_of_the_first_who_comes_back(store: Store) -> None:
    people, others = family(store), family(store, "502", OTHERS)
    happens(store, What.LEFT, *people.values(), day=DAY)
    (home,) = [h for h in store.select(Household) if h.present()]
    happens(store, What.RETURNED, people["王大"], people["赵媳"], day=TODAY, home=home.id, relation="73")
    assert relations(store, others["张三"]) == {"张三": HEAD, "张小": "20", "王大": "73", "赵媳": ""}


def test_a_family_comes_back_as_it_left(store: Store) -> None:
    people, flat = family(store), door(store, "701")
    happens(store, What.LEFT, *people.values(), day=DAY)
    happens(store, What.RETURNED, *people.values(), day=TODAY, house=flat.id)
    assert relations(store, people["王老"]) == {"王老": HEAD, "李婆": "12", "王大": "22", "赵媳": "38"}
    assert broken(store) == []


@pytest.mark.parametrize(
    ("said", "head"), [((("12", HEAD)), "乙"), (("12", ""), "乙"), (("", "12"), "甲"), ((HEAD, "12"), "甲")]
)
def test_whoever_is_said_to_be_the_head_of_those_who_come_is(store: Store, said: tuple[str, str], head: str) -> None:
    rows = tuple(Newcomer(name=name, relation=relation) for name, relation in zip("甲乙", said, strict=True))
    happens(store, What.CAME, day=DAY, house=door(store, "601").id, people=rows)
    (home,) = store.select(Household)
    there = {store.get(Resident, m.resident).name: m.relation for m in home.present()}
    assert there == {head: HEAD, ({*"甲乙"} - {head}).pop(): "12"}


def test_a_child_is_the_head_only_where_no_grown_up_is_left(store: Store) -> None:
    people = family(
        store, people=(("王大", "1", 1985, HEAD), ("王小", "1", TODAY.year - 6, "20"), ("李婆", "2", 1950, "52"))
    )
    assert "不满" not in doubts(store, What.DIED, people["王大"], day=DAY)
    happens(store, What.DIED, people["王大"], day=DAY)
    assert relations(store, people["李婆"])["李婆"] == HEAD
    assert "王小不满 18 周岁" in doubts(store, What.DIED, people["李婆"], day=TODAY)


def test_what_a_stepchild_is_to_others_is_asked(store: Store) -> None:
    people = family(store, people=(("王大", "1", 1955, HEAD), ("李婆", "2", 1956, "12"), ("王继", "1", 1985, "27")))
    happens(store, What.DIED, people["王大"], day=DAY)
    assert relations(store, people["李婆"]) == {"李婆": HEAD, "王继": ""}, "he may be her own son"


def test_a_step_parent_is_one_to_the_child_who_is_the_head(store: Store) -> None:
    people, flat = (
        family(store, people=(("王大", "1", 1955, HEAD), ("王继", "1", 1985, "27"), ("王二", "1", 1990, "20"))),
        door(store, "701"),
    )
    happens(store, What.MOVED, people["王继"], people["王大"], day=DAY, house=flat.id)
    assert relations(store, people["王继"]) == {"王继": HEAD, "王大": "57"}


def test_children_of_one_head_are_brothers_and_sisters(store: Store) -> None:
    born = (
        ("王老", "1", 1940, HEAD),
        ("王大", "1", 1965, "22"),
        ("王二", "1", 1967, "23"),
        ("王妹", "2", 1970, "32"),
        ("王继", "1", 1972, "27"),
    )
    people = family(store, people=born)
    happens(store, What.DIED, people["王老"], day=DAY, head=people["王二"].id)
    assert relations(store, people["王二"]) == {"王二": HEAD, "王大": "71", "王妹": "77", "王继": ""}


def test_what_is_told_more_exactly_than_married_stays_and_who_is_too_young_is_told(store: Store) -> None:
    people = family(store, people=(("王大", "1", 1980, HEAD), ("王小", "2", DAY.year - 19, "30")))
    store.save(changed(store.get(Resident, people["王大"].id), marriage="22"))
    said = doubts(store, What.MARRIED, people["王小"], day=DAY)
    assert "不到 20 周岁" in said
    happens(store, What.MARRIED, people["王大"], day=DAY)
    assert store.get(Resident, people["王大"].id).marriage == "22"


def test_the_door_that_was_left_is_told_of_the_move_and_of_a_letting_that_goes_on(store: Store) -> None:
    people, flat = family(store), door(store, "701")
    left = store.get(House, store.get(Resident, people["王老"].id).house)
    store.save(changed(left, lettings=(Letting(tenant="王老"), Letting(tenant="赵媳", until=DAY))))
    said = doubts(store, What.MOVED, *people.values(), day=DAY, house=flat.id)
    assert "还登记着租给王老" in said
    assert "租给赵媳" not in said
    happens(store, What.MOVED, *people.values(), day=DAY, house=flat.id)
    assert "搬家" in {turn.what for turn in over_time(store, left)}
    assert "租给" not in doubts(store, What.MOVED, *people.values(), day=TODAY, house=left.id)


def test_whoever_dies_is_not_said_to_have_moved(store: Store) -> None:
    people = family(store)
    said = "\n".join(told(store, What.DIED, people["王老"], day=DAY))
    assert "王老：王老户 户主 → 死亡" in said
    assert "迁出" not in said
