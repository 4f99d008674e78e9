"""Words that claim: 全覆盖, 配齐, 逐年下降 are told only where they are true; otherwise the numbers stand in their place."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from db.records.figure import Claim
from db.services.figures.measure import Measured, measure
from db.services.figures.span import of_period
from db.store import Store
from db.values.calendar_period import YEAR, CalendarPeriod


@frozen
class Claimed:
    """What became of a claim.

    Attributes:
        holds: whether it is true.
        shown: the word, or what is told in its place.
    """

    word: str
    holds: bool
    shown: str


def claimed(store: Store, found: Measured, today: date | None = None) -> Claimed | None:
    """The claim of a figure that was measured; None where it makes none. No year counts that is not over today."""
    claim = found.figure.claim
    if claim is None:
        return None
    if claim.years:
        return _falls(store, found, claim, today or date.today())
    holds = found.value.is_all
    return Claimed(claim.word, holds, claim.word if holds else found.value.shown())


def _falls(store: Store, found: Measured, claim: Claim, today: date) -> Claimed:
    """Whether it fell from year to year, up to the year in which the span ends, or the one before where that is not over."""
    is_over = date(found.span.last.year, 12, 31) < today
    last = found.span.last.year - (0 if is_over else 1)
    years = range(last - claim.years + 1, last + 1)
    with store.at_one_head():
        told = [(year, _of_year(store, found, year)) for year in years]
    numbers = [Fraction(one.value.number) / (one.value.total or 1) for _, one in told]
    holds = all(later < earlier for earlier, later in pairwise(numbers))
    series = "、".join(f"{year}年 {one.value.shown()}" for year, one in told)
    return Claimed(claim.word, holds, claim.word if holds else series)


def _of_year(store: Store, found: Measured, year: int) -> Measured:
    return measure(store, found.figure, of_period(CalendarPeriod(year, 1, YEAR)), found.scope)
