"""What comes due: who has a birthday, reaches an age, whose permit, probation, care or letting ends; a line of 今日 each, and a switch."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from db.records.condition import Condition, next_days, next_month, reaches, this_month, this_week
from db.records.kind import Kind
from db.records.registry.door_parts import Letting
from db.records.registry.place import HOUSES, House
from db.records.registry.resident import RESIDENTS, Resident
from db.records.registry.resident_parts import CareTag
from db.services.centre.switches import turn, works
from db.services.coming import coming_due
from db.services.due import DueItem
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import until
from db.services.saved_lists import change, offered
from db.services.to_do import to_do
from db.store import Store
from db.store.asking import Asking
from tests.factories import plant

TODAY = date.today()
NEXT_MONTH = (TODAY.replace(day=1) + timedelta(days=31)).replace(day=1)


def soon(days: int) -> date:
    return TODAY + timedelta(days=days)


def one(store: Store, **told: Any) -> Resident:
    """Somebody of whom nothing else comes due."""
    bare: dict[str, Any] = {
        "birth": None, "permit_until": None, "party_full_due": None, "care": (), "house": 0, "state": "1", "state_day": None,
    }  # fmt: skip
    return plant(store, Resident, **{**bare, **told})


def asked(store: Store, day: date, *conditions: Condition) -> list[int]:
    asking = Asking(store.kinds, day, store.person_at_work)
    return store.ids(Resident, *(asking.where(Resident, condition) for condition in conditions))


def listed(store: Store, name: str, kind: Kind = RESIDENTS) -> list[int]:
    (found,) = [one for one in offered(store, kind) if one.name == name]
    return store.ids(kind.record, *store.where(kind.record, found.conditions))


def counted(store: Store, name: str) -> str:
    return measure(store, figures_by_name(store.kinds)[name], until(TODAY), now=datetime.now()).value.shown()


def coming(store: Store) -> list[DueItem]:
    return coming_due(store, store.kinds, datetime.now())


def turn_on(store: Store, *names: str, on: bool = True) -> None:
    switches = {work.switch.name: work.switch for work in works(store)}
    for name in names:
        turn(store, switches[name], on=on)


# days and ages


@pytest.mark.parametrize(
    ("day", "born", "days", "is_found"),
    [
        (date(2026, 3, 1), date(1966, 3, 1), 0, True),
        (date(2026, 3, 1), date(1966, 3, 2), 0, False),
        (date(2026, 3, 1), date(1966, 3, 2), 1, True),
        (date(2026, 3, 1), date(1966, 2, 28), 30, False),
        (date(2026, 12, 20), date(1967, 1, 5), 30, True),
        (date(2028, 2, 28), date(1968, 2, 29), 0, False),
        (date(2028, 2, 29), date(1968, 2, 29), 0, True),
        (date(2026, 3, 1), date(1967, 3, 1), 30, False),
    ],
)
def test_an_age_is_reached_on_its_day_and_on_no_other(
    store: Store, day: date, born: date, days: int, *, is_found: bool
) -> None:
    somebody = one(store, birth=born)
    assert asked(store, day, reaches("birth.age", days, [60])) == [somebody.id] * is_found


def test_who_was_born_on_a_leap_day_reaches_an_age_and_has_a_birthday_once_a_year(store: Store) -> None:
    leap = one(store, birth=date(2008, 2, 29))
    for year, day in ((2026, date(2026, 3, 1)), (2024, date(2024, 2, 29))):
        around = [date(year, 2, 27) + timedelta(days=n) for n in range(5)]
        assert [d for d in around if asked(store, d, next_days("birth.birthday", 0)) == [leap.id]] == [day]
        assert [d for d in around if asked(store, d, reaches("birth.age", 0, [year - 2008])) == [leap.id]] == [day]


def test_birthdays_of_a_week_and_a_month_go_over_the_end_of_the_year(store: Store) -> None:
    silvester, king = one(store, birth=date(1950, 12, 31)).id, one(store, birth=date(1990, 1, 3)).id
    later, unknown = one(store, birth=date(1990, 1, 4)).id, one(store).id
    thursday = date(2026, 12, 31)
    assert asked(store, thursday, this_week("birth.birthday")) == [silvester, king]
    assert asked(store, thursday, this_month("birth.birthday")) == [silvester]
    assert asked(store, date(2027, 1, 1), this_month("birth.birthday")) == [king, later]
    assert asked(store, thursday, next_month("birth.birthday")) == [king, later]
    assert asked(store, date(2026, 11, 30), next_month("birth.birthday")) == [silvester]
    assert asked(store, date(2027, 1, 31), next_month("birth.birthday")) == []
    assert asked(store, thursday, next_days("birth.birthday", 366)) == [silvester, king, later]
    assert unknown not in asked(store, thursday, next_days("birth.birthday", 400))


# the lists that ship, each with what counts and what must not


def born(years: int, day: date) -> date:
    """Born so that so many years are full on the day: on 1 March for a day that the year had not."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def ending(days: int) -> tuple[CareTag, ...]:
    return (CareTag(kind="30", since=date(2020, 1, 1), until=soon(days)),)


CASES: dict[str, tuple[str, dict[str, Any], Iterable[dict[str, Any]]]] = {
    "本周生日": (
        "residents_birthday_week",
        {"birth": born(40, TODAY)},
        ({"birth": born(40, soon(15))}, {"birth": born(40, soon(-15))}),
    ),
    "本月生日": ("residents_birthday_month", {"birth": born(40, TODAY)}, ({"birth": born(40, soon(60))},)),
    "下个月生日": (
        "residents_birthday_next",
        {"birth": born(40, NEXT_MONTH)},
        ({"birth": born(40, NEXT_MONTH - timedelta(days=1))}, {"birth": born(40, NEXT_MONTH + timedelta(days=31))}),
    ),
    "近期满岁": (
        "residents_reaching",
        {"birth": born(60, soon(30))},
        ({"birth": born(60, soon(33))}, {"birth": born(60, soon(-1))}, {"birth": born(61, soon(5))}),
    ),
    "居住证签注": (
        "residents_permit",
        {"permit_until": soon(31)},
        ({"permit_until": soon(32)}, {"permit_until": soon(-1)}),
    ),
    "预备期满": (
        "residents_party_due",
        {"party_full_due": soon(30), "politics": "02"},
        (
            {"party_full_due": soon(31), "politics": "02"},
            {"party_full_due": soon(-1), "politics": "02"},
            {"party_full_due": soon(3), "politics": "01"},
        ),
    ),
    "关爱到期": (
        "residents_care_ends",
        {"care": ending(30)},
        (
            {"care": ending(31)},
            {"care": ending(-1)},
            {"care": (CareTag(kind="30"),)},
            {"care": (CareTag(kind="30", since=soon(2), until=soon(9)),)},
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_list_finds_what_comes_due_and_nobody_who_is_dead_or_gone(store: Store, name: str) -> None:
    figure, counts, others = CASES[name]
    for other in ({}, *others):
        one(store, **other)
    for state in ("2", "3", "4"):
        one(store, **counts, state=state)
    assert (listed(store, name), counted(store, figure)) == ([], "0")
    found = one(store, **counts)
    assert (listed(store, name), counted(store, figure)) == ([found.id], "1")


def test_a_letting_that_goes_on_and_ends_soon_is_found(store: Store) -> None:
    def door(**told: Any) -> int:
        return plant(store, House, owners=(), lettings=(Letting(tenant="孙巧", since=date(2024, 1, 1), **told),)).id

    for told in ({"ends": soon(31)}, {"ends": soon(-1)}, {"ends": soon(3), "until": soon(-5)}, {}):
        door(**told)
    assert listed(store, "租期到期", HOUSES) == []
    found = door(ends=soon(30))
    assert listed(store, "租期到期", HOUSES) == [found]
    assert counted(store, "houses_lettings_end") == "1"


# 今日


def test_today_tells_in_one_line_what_comes_due_and_no_more_once_it_is_off(store: Store) -> None:
    assert coming(store) == []
    for _ in range(2):
        one(store, care=ending(3), permit_until=soon(3), birth=born(60, soon(3)))
    (line,) = coming(store)
    assert (line.matter, line.table, line.view, line.stage) == ("关爱到期：2 人", "resident", "关爱到期", "名单")
    assert line in to_do(store, store.kinds, datetime.now())
    turn_on(store, "remind_permits", "remind_ages")
    turn_on(store, "remind_care_ends", on=False)
    assert [item.matter for item in coming(store)] == ["近期满岁：2 人", "居住证签注：2 人"]
    assert coming_due(store, store.kinds.__class__(k for k in store.kinds if k is not RESIDENTS), datetime.now()) == []


def test_the_days_and_the_ages_are_those_of_the_list_as_the_centre_keeps_it(store: Store) -> None:
    turn_on(store, "remind_ages")
    one(store, birth=born(70, soon(40)))
    assert coming(store) == []
    (shipped,) = [one for one in offered(store, RESIDENTS) if one.name == "近期满岁"]
    asked_now = [attrs.evolve(c, values=(45, 70)) if c.path == "birth.age" else c for c in shipped.conditions]
    change(store, RESIDENTS, shipped, asked_now)
    assert [item.matter for item in coming(store)] == ["近期满岁：1 人"]
