"""Months, quarters, half-years and years, as offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import ValueUnreadable
from db.values.calendar_period import LENGTHS, CalendarPeriod, load_period, period_of, read_period

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        *((w, "2026-03/1") for w in ("2026年3月", "2026.3", "2026-03", "2026/3", "3月", "３月份", "本年3月")),
        *(
            (w, "2026-04/3")
            for w in ("二季度", "第2季度", "2026Q2", "2026年第二季度", "今年二季度", "4-6月", "4月至6月")
        ),
        *((w, "2026-07/6") for w in ("下半年", "2026年下半年", "7—12月", "2026H2")),
        *((w, "2026-01/12") for w in ("2026", "2026年", "2026年度", "本年度", "全年", "1至12月")),
        *((w, "2026-11/1") for w in ("本月", "这个月", "本月份")),
        *((w, "2026-10/3") for w in ("本季度", "本季", "这季度")),
        *((w, "2026-07/3") for w in ("上季度", "上个季度")),
        *((w, "2026-02/1") for w in ("二月", "2026年二月", "二〇二六年二月份", "2月")),
        *((w, "2026-11/1") for w in ("十一月", "2026年十一月")),
        *((w, "2026-03/2") for w in ("三至四月", "三月到四月")),
        ("上月", "2026-10/1"),
        ("下个月", "2026-12/1"),
        ("下季度", "2027-01/3"),
        ("3-4月", "2026-03/2"),
        ("去年", "2025-01/12"),
        ("明年一季度", "2027-01/3"),
        ("2025年12月", "2025-12/1"),
    ],
)
def test_what_a_clerk_writes(written: str, stored: str) -> None:
    read = read_period(written, TODAY)
    assert read is not None
    assert read.stored() == stored


@pytest.mark.parametrize(
    "written", ["2-3月", "13月", "十三月", "0月", "第五季度", "4-3月", "春天", "3-5月", "0000年", "2026年3月2日"]
)
def test_what_is_no_period_is_refused_with_samples(written: str) -> None:
    with pytest.raises(ValueUnreadable, match=r"不是一段时间.*2026年11月"):
        read_period(written, TODAY)


def test_only_the_lengths_that_are_asked_for() -> None:
    with pytest.raises(ValueUnreadable, match="请填2026年第四季度"):
        read_period("2026年3月", TODAY, (3,))


def test_nothing_is_nothing() -> None:
    assert read_period(" ", TODAY) is None


@given(st.dates(date(1, 1, 1), date(9998, 12, 31)), st.sampled_from(LENGTHS))
def test_a_day_lies_in_its_period(day: date, months: int) -> None:
    period = period_of(day, months)
    assert period.first <= day <= period.last
    assert load_period(period.stored()) == period
    assert (period.last.year * 12 + period.last.month) - (period.first.year * 12 + period.first.month) == months - 1


@pytest.mark.parametrize("wrong", ["", "2026", "2026-02/3", "2026-13/1", "2026-01/5"])
def test_what_is_stored_otherwise_is_no_period(wrong: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        load_period(wrong)


def test_periods_sort_by_their_beginning() -> None:
    assert CalendarPeriod(2025, 12) < CalendarPeriod(2026, 1, 12) < CalendarPeriod(2026, 4, 3)
