"""A day far from where its field looks is worth a word and forbids nothing; how far is a year."""

from datetime import date, datetime, time, timedelta

import pytest

from db.fields import Day, Looks, Moment

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("looks", "days", "said"),
    [
        (Looks.AHEAD, -366, "2025年3月1日是一年多以前"),
        (Looks.AHEAD, -365, ""),
        (Looks.AHEAD, 1000, ""),
        (Looks.AHEAD, 1100, "在3年以后"),
        (Looks.NEAR, 3661, "在10年以后"),
        (Looks.BACK, 366, "2027年3月3日在一年多以后"),
        (Looks.BACK, 365, ""),
        (Looks.BACK, -3000, ""),
        (Looks.EITHER, 3000, ""),
        (Looks.EITHER, -3000, ""),
    ],
)
def test_more_than_a_year_on_the_other_side_is_told(looks: Looks, days: int, said: str) -> None:
    day = TODAY + timedelta(days=days)
    for doubt in (
        Day("日期", looks=looks).doubt(day, TODAY),
        Moment("时间", looks=looks).doubt(datetime.combine(day, time(9, 30)), TODAY),
    ):
        if not said:
            assert doubt is None
            continue
        assert doubt is not None
        assert (doubt.code, doubt.blocking) == ("far_day", False)
        assert said in doubt.message


@pytest.mark.parametrize("looks", Looks)
def test_no_day_is_not_far(looks: Looks) -> None:
    assert Day("日期", looks=looks).doubt(None, TODAY) is None
    assert Moment("时间", looks=looks).doubt(None, TODAY) is None
