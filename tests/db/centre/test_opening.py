"""办公时间 over midnight: told as such, and no longer than a night."""

from datetime import time

import pytest

from db.records.centre.opening import Opening


def test_hours_over_midnight_say_so() -> None:
    night = Opening(opens=time(22), closes=time(6))
    assert night.title({}) == "每个工作日 22:00—次日06:00"
    assert night.refusals() == []
    assert Opening(opens=time(8, 30), closes=time(11, 30)).title({}) == "每个工作日 08:30—11:30"


@pytest.mark.parametrize(
    ("opens", "closes", "hours"), [(time(17), time(13, 30), "20.5"), (time(11, 30), time(8), "20.5")]
)
def test_an_end_before_its_beginning_is_refused(opens: time, closes: time, hours: str) -> None:
    (found,) = Opening(opens=opens, closes=closes).refusals()
    assert found.field == "closes"
    assert f"要{hours}小时" in found.message
    assert Opening(opens=closes, closes=opens).refusals() == []


def test_from_the_evening_to_the_morning_is_a_night() -> None:
    assert Opening(opens=time(17), closes=time(8, 30)).refusals() == []
