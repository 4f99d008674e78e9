"""类别 in two levels: whoever asks for one, in a list, a figure or a limit, means those under it, too."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from db.records.centre.clock_rule import ClockRule, RuleBook
from db.records.condition import is_, is_not, one_of
from db.records.matters.codes import DISPUTE
from db.records.matters.matter import Matter
from db.services.centre.own_options import add, options_of, put_under
from db.services.figures.claims import claimed
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import of_period
from db.services.matters.alike import alike
from db.store import MoveRefused, Store
from db.values import code_table
from db.values.calendar_period import YEAR, CalendarPeriod
from tests.db.matters.hub import TAKEN, matter
from tests.factories import estate

TABLE, PARKING, MANAGERS = "matter_category", "2", "1"


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    code_table.lay_over({})


@pytest.fixture
def bays(desk: Store) -> str:
    """A category of the centre's own under 停车."""
    add(desk, TABLE, "车位纠纷")
    code = code_table.load(TABLE).code("车位纠纷")
    assert code is not None
    put_under(desk, TABLE, code, PARKING)
    return code


def subjects(store: Store, *conditions: object) -> list[str]:
    return sorted(one.subject for one in store.select(Matter, *store.where(Matter, conditions)))  # pyright: ignore[reportArgumentType]


def test_a_list_of_the_upper_one_has_those_under_it(desk: Store, bays: str) -> None:
    for subject, category in (("甲", PARKING), ("乙", bays), ("丙", MANAGERS), ("丁", "")):
        matter(desk, subject, category=category)
    assert subjects(desk, is_("category", PARKING)) == ["乙", "甲"]
    assert subjects(desk, one_of("category", [PARKING, MANAGERS])) == ["丙", "乙", "甲"]
    assert subjects(desk, is_("category", bays)) == ["乙"]
    assert subjects(desk, is_not("category", PARKING)) == ["丁", "丙"]


def test_there_are_two_levels_and_no_more(desk: Store, bays: str) -> None:
    add(desk, TABLE, "地锁")
    lock = code_table.load(TABLE).code("地锁") or ""
    with pytest.raises(MoveRefused, match="两级"):
        put_under(desk, TABLE, lock, bays)
    put_under(desk, TABLE, lock, MANAGERS)
    with pytest.raises(MoveRefused, match="两级"):
        put_under(desk, TABLE, bays, lock)
    put_under(desk, TABLE, bays, "")
    assert {one.code: one.upper for one in options_of(desk, TABLE) if one.is_own()} == {bays: "", lock: MANAGERS}


def test_a_limit_of_the_upper_one_holds_unless_there_is_one_of_its_own(bays: str) -> None:
    day = date(2026, 3, 2)
    every = ClockRule(id=1, clock="matter.handle", amount=10, since=day)
    upper = ClockRule(id=2, clock="matter.handle", amount=5, since=day, category=PARKING)
    own = ClockRule(id=3, clock="matter.handle", amount=3, since=day, category=bays)
    told = ("3", bays, 0)
    assert RuleBook([every, upper, own]).find("matter.handle", day, told) == own
    assert RuleBook([every, upper]).find("matter.handle", day, told) == upper
    assert RuleBook([every]).find("matter.handle", day, told) == every
    assert RuleBook([every, upper, own]).find("matter.handle", day, ("3", PARKING, 0)) == upper


def test_one_clerk_sorts_finer_than_another_and_it_may_be_the_same(desk: Store, bays: str) -> None:
    whole = estate(desk, "幸福里小区")
    matter(desk, "占了车位", estate=whole, category=bays)
    matter(desk, "保安不在", estate=whole, category=MANAGERS)
    here = Matter(subject="没处停车", taken=TAKEN, estate=whole, category=PARKING)
    assert [one.subject for one in alike(desk, here)] == ["占了车位"]


def disputes(store: Store, year: int, count: int, category: str = MANAGERS, nature: str = DISPUTE) -> None:
    for number in range(count):
        matter(store, f"{year}年{number}", category=category, nature=nature, taken=datetime(year, 3, 2, 9, number))


def falling(store: Store) -> tuple[str, bool]:
    figure = figures_by_name(store.kinds)["property_disputes"]
    found = measure(store, figure, of_period(CalendarPeriod(2026, 1, YEAR)))
    told = claimed(store, found, date(2027, 1, 1))
    assert told is not None
    return told.shown, told.holds


def test_property_disputes_of_each_year_are_told_to_fall_only_where_they_do(desk: Store) -> None:
    add(desk, TABLE, "物业收费")
    fees = code_table.load(TABLE).code("物业收费") or ""
    put_under(desk, TABLE, fees, MANAGERS)
    disputes(desk, 2024, 3)
    disputes(desk, 2025, 1)
    disputes(desk, 2025, 1, fees)
    disputes(desk, 2026, 1)
    disputes(desk, 2026, 4, PARKING)
    disputes(desk, 2026, 4, MANAGERS, "3")
    assert falling(desk) == ("逐年下降", True)
    disputes(desk, 2026, 1, fees)
    assert falling(desk) == ("2024年 3、2025年 2、2026年 2", False), "as many as the year before is no fall"
