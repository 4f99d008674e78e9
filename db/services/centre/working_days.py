"""工作日: the centre's 放假安排 for whatever is reckoned in working days; one table a year."""

from datetime import date

from db.errors import RecordInvalid
from db.records.base import fields_of
from db.records.centre.holiday import HolidayYear, holidays_in
from db.services.answers import UNASKED, Answers
from db.store import Store, eq, ne
from db.values.posting_period import Holidays, unknown_words

NOTICE_OUT = 11
"""The month by which the notice for the next year has come in recent years."""


def holiday_years(store: Store) -> tuple[HolidayYear, ...]:
    """The 放假安排 of all years that have been entered, the earliest first."""
    return tuple(store.select(HolidayYear, order=("year",)))


def holidays_of(store: Store) -> Holidays:
    """All days off and worked weekends that have been entered."""
    return holidays_in(holiday_years(store))


def enter_holidays(store: Store, year: HolidayYear, _answers: Answers = UNASKED) -> HolidayYear:
    """The 放假安排 of a year as saved.

    Raises:
        RecordInvalid: something in it cannot be, or that year has one already.
    """
    with store.writing("录入放假安排") as w:
        if year.year is not None and store.select(HolidayYear, eq("year", year.year), ne("id", year.id), limit=1):
            twice = fields_of(HolidayYear)["year"].problem(
                "year_twice", f"{year.year} 年的放假安排已经录入", "请打开那一条来改"
            )
            raise RecordInvalid([twice])
        return w.save(year)


def missing_words(store: Store, today: date) -> str:
    """What to say when this year's 放假安排 is not entered, or next year's once its notice is out; "" otherwise."""
    known = holidays_of(store).years
    wanted = [today.year, *([today.year + 1] if today.month >= NOTICE_OUT else [])]
    return unknown_words([year for year in wanted if year not in known])
