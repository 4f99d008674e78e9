"""Days as spreadsheets write them: a little off, or as numbers."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.services.registry.import_roster.cells import read_birth, text_of
from db.values.moment import day_meant, day_of_serial, day_of_utc

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(1908, 4, 1), date(2026, 1, 1))


@given(DAYS, st.sampled_from([timedelta(), timedelta(seconds=-43), timedelta(milliseconds=-10), timedelta(hours=13)]))
def test_a_moment_near_midnight_is_the_day_meant(day: date, off: timedelta) -> None:
    moment = datetime.combine(day, datetime.min.time()) + off
    assert day_meant(moment) == day
    assert read_birth(moment, TODAY).day == day


@given(DAYS)
def test_a_number_is_the_day_that_a_spreadsheet_shows(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert day_of_serial(serial) == day_of_serial(serial - 0.0005) == day
    assert read_birth(float(serial), TODAY).day == read_birth(serial - 0.0005, TODAY).day == day
    assert day_of_serial((day - date(1904, 1, 1)).days, from_1904=True) == day


@pytest.mark.parametrize(("serial", "day"), [(1, date(1900, 1, 1)), (59, date(1900, 2, 28)), (61, date(1900, 3, 1))])
def test_before_the_day_that_never_was_numbers_are_one_off(serial: int, day: date) -> None:
    assert day_of_serial(serial) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1980-01-04T16:00:00.000Z", date(1980, 1, 5)),
        ("1988-07-09T15:00:00Z", date(1988, 7, 10)),
        ("1925-03-01T15:54:17Z", date(1925, 3, 2)),
        ("1980-01-05T00:00:00Z", date(1980, 1, 5)),
        ("1980-13-05T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("9999-12-31T15:30:00Z", None),
        ("1980-01-05", None),
    ],
)
def test_midnight_in_china_written_in_utc(written: str, day: date | None) -> None:
    assert day_of_utc(written) == day


def test_the_last_day_of_all_has_none_behind_it() -> None:
    """没有到期日的，许多系统导出成 9999-12-31 23:59:59。"""
    assert day_meant(datetime(9999, 12, 31, 23, 59, 59)) == date(9999, 12, 31)
    assert text_of(datetime(9999, 12, 31, 23, 59, 59)) == "9999-12-31T23:59:59"


def test_a_cell_just_before_midnight_is_shown_as_the_day_meant() -> None:
    assert text_of(datetime(1980, 1, 4, 23, 59, 17)) == "1980-01-05"
    assert text_of(datetime(1980, 1, 4, 14, 30)) == "1980-01-04T14:30:00"
