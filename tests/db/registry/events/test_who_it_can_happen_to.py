"""What an event is refused for, of people who come together, of the partner, and of days that no calendar of ours reaches; and who is gone already."""

from datetime import date, timedelta

import pytest

from db.records.base import changed
from db.records.registry.household import Household
from db.records.registry.residence import Residence
from db.records.registry.resident import DIED, GONE, Resident
from db.services.registry.events import Asked, Event, Newborn, Newcomer, What, carry_out, weigh
from db.services.registry.register_resident import register_resident
from db.store import Store
from db.values import id_number
from tests.db.registry.events.people import door, family, happens, refused

DAY = date(2026, 3, 1)


def _number(born: str, serial: str = "001") -> str:
    first = f"110105{born}{serial}"
    return first + id_number.check_character(first)


def test_two_who_come_or_are_born_together_have_no_number_in_common(store: Store) -> None:
    people, number = family(store), _number("20260301")
    twins = (Newborn(name="甲", id_number=number), Newborn(name="乙", id_number=number))
    assert "甲和乙写了同一个证件号码" in refused(store, What.BORN, people["王大"], day=DAY, children=twins)
    old = _number("19600301")
    rows = (Newcomer(name="丙", id_number=old), Newcomer(name="丁", id_number=old))
    assert "同一个证件号码" in refused(store, What.CAME, day=DAY, house=door(store, "601").id, people=rows)
    apart = (Newborn(name="甲", id_number=number), Newborn(name="乙", id_number=_number("20260301", "003")))
    assert refused(store, What.BORN, people["王大"], day=DAY, children=apart) == ""
    wrong = tuple(Newborn(name=name, id_number="110105") for name in "甲乙")  # a wrong one is nobody's
    assert refused(store, What.BORN, people["王大"], day=DAY, children=wrong) == ""


def test_two_records_of_one_number_do_not_both_come_back(store: Store) -> None:
    number = _number("19600301")
    left = [
        store.save(Resident(name=name, id_number=number, state=GONE, state_day=DAY - timedelta(9))) for name in "甲乙"
    ]
    assert "同一个证件号码" in refused(store, What.RETURNED, *left, day=DAY, house=door(store, "601").id)


def test_nobody_marries_whoever_is_not_born_yet(store: Store) -> None:
    people = family(store)
    child = store.save(Resident(name="小孩", birth=date(2025, 1, 1)))
    said = refused(store, What.MARRIED, people["李婆"], day=date(2024, 1, 1), partner=child.id, together=True)
    assert said == "小孩是 2025-01-01 出生的，日期不能早于那一天"


@pytest.mark.parametrize("what", [What.MOVED, What.DIED, What.LEFT])
def test_a_day_before_anybody_lived_is_a_mistyped_year(store: Store, what: What) -> None:
    unknown = store.save(Resident(name="无生日"))
    assert "请核对年份" in refused(store, what, unknown, day=date.min, house=door(store, "601").id)


def test_a_household_moves_as_one_though_somebody_died_by_hand_before(store: Store) -> None:
    people, there = family(store), door(store, "601").id
    register_resident(store, changed(store.get(Resident, people["王老"].id), state=DIED, state_day=DAY))
    stay = [people[name] for name in ("李婆", "王大", "赵媳")]
    happens(store, What.MOVED, *stay, day=DAY + timedelta(3), house=there)
    (home,) = store.select(Household)
    assert home.house == there
    dead = store.get(Resident, people["王老"].id)
    assert dead.residences == (Residence(id=dead.residences[0].id, version=dead.residences[0].version,
        house=door(store, "501").id, since=date(2020, 1, 1), until=DAY),)  # fmt: skip
    assert "没有人留下" in refused(store, What.DIVIDED, *stay, day=DAY + timedelta(5), house=door(store, "701").id)


def test_the_number_of_whoever_comes_tells_what_it_tells_in_the_form(store: Store) -> None:
    rows = (
        Newcomer(name="罗一", id_number="810000198701020037"),
        Newcomer(name="孔二", id_number="330102198506151218"),
    )
    asked = Asked(day=DAY, house=door(store, "601").id, people=rows)
    weighed = weigh(store, Event(what=What.CAME, asked=asked))
    assert "孔二：证件号码最后一位校验不符" in weighed.doubts, "said before it is done"
    assert not any(doubt.startswith("罗一：") for doubt in weighed.doubts)
    carry_out(store, weighed)
    first, second = sorted(store.select(Resident), key=lambda one: one.id)
    assert (first.id_kind, first.sex, first.birth, first.doubt) == ("HKR", "1", date(1987, 1, 2), "")
    assert (second.id_kind, second.birth, second.doubt) == ("111", None, "证件号码最后一位校验不符")
