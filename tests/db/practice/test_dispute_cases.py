"""When the steps of a practice case are made: never before it came, never later than now."""

from datetime import date, datetime, time, timedelta

import pytest

from db.practice.dispute_cases import happened


@pytest.mark.parametrize("ahead", [-1, 0, 1], ids=["came yesterday", "came today", "is to come"])
def test_steps_of_a_case_are_made_once_it_came_and_by_now(ahead: int) -> None:
    today = date(2026, 11, 30)
    came, yesterday = today + timedelta(days=ahead), today - timedelta(days=1)
    at = happened(came + timedelta(days=20), came, today)
    assert at.date() == (today if came == today else yesterday)
    assert at <= datetime.combine(today, time())
