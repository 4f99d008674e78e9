"""Where a field looks to either side for the nearest day, such as when a post begins."""

from datetime import date

import pytest

from db.fields import Looks
from db.records.base import fields_of
from db.records.bodies.placement import Placement
from db.records.bodies.tenure import Tenure
from db.values import day_words

NOVEMBER = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12.1", date(2026, 12, 1)),
        ("1月5日", date(2027, 1, 5)),
        ("7.1", date(2026, 7, 1)),
        ("5.1", date(2027, 5, 1)),
        ("2日", date(2026, 12, 2)),
        ("25日", date(2026, 11, 25)),
        ("2025.12.1", date(2025, 12, 1)),
    ],
)
def test_the_nearest_day_is_meant_where_a_field_looks_near(written: str, meant: date) -> None:
    assert day_words.read_day(written, NOVEMBER, Looks.NEAR) == meant


def test_a_post_may_begin_in_a_few_days() -> None:
    for part in (Tenure, Placement):
        looks = getattr(fields_of(part)["since"], "looks", None)
        assert looks is Looks.NEAR
