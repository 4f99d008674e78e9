"""Conditions as the store asks them: paths become selections within selections, what depends on the day and on who asks is reckoned."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen

from db.fields import Code, Day, Leading, Moment, Rows, Stored
from db.records.base import Row, Spell, parts_of
from db.records.condition import NEGATED, Condition, Test
from db.records.kinds import Kinds
from db.records.participant import acting, participant_of
from db.records.paths import Hop, Path, holds_by_days, path_of, persons_told
from db.store.as_of import told_then
from db.store.where import (
    ComesRound,
    Either,
    Every,
    Unless,
    Where,
    Within,
    among,
    eq,
    ge,
    gt,
    holding,
    le,
    like,
    lt,
    ne,
)
from db.values.calendar_period import MONTH, QUARTER, YEAR, CalendarPeriod, period_of

_PERIODS = {Test.THIS_YEAR: YEAR, Test.THIS_QUARTER: QUARTER, Test.THIS_MONTH: MONTH}
_YEAR = timedelta(days=365)
_DAY_ENDS = "T99"
"""Behind a day, it comes after every moment of it, and before the next day."""


@frozen
class Asking:
    """Who asks, of which types, and of which day.

    Attributes:
        person: tells who asks; 0 for nobody.
        was: whether all is asked as it was on the day, as far as days are kept; else as it is now.
    """

    kinds: Kinds
    day: date
    person: Callable[[], int]
    was: bool = False

    def where(self, row: type[Row], condition: Condition) -> Where:
        """What a condition asks of rows.

        Raises:
            ValueError: it names what is not there, or cannot be asked so; whoever read it from outside has asked `paths.faults` before.
        """
        if condition.test in NEGATED:
            return Unless((self.where(row, evolve(condition, test=NEGATED[condition.test])),))
        path = path_of(row, condition.path, self.kinds.record_of)
        if path is None:
            raise ValueError(f"{row.__name__} has no {condition.path!r}")
        return self._along(row, path.hops, path, condition)

    def _along(self, row: type[Row], hops: Sequence[Hop], path: Path, condition: Condition) -> Where:
        if not hops:
            return self._at_end(path, condition)
        hop = hops[0]
        inner = self._along(hop.row, hops[1:], path, condition)
        if hop.is_parts:
            return self._part(hop.row, (inner,), ever=condition.ever)
        return self._kept(row, hop.name, Within(hop.name, hop.row, "id", (inner,)))

    def _part(self, part: type[Row], conditions: Iterable[Where], *, ever: bool) -> Where:
        """A part of which all of this holds, and which counts on the day."""
        counts = () if ever or not holds_by_days(part) else holding(self.day)
        return Within("id", part, "owner", (*conditions, *counts))

    def _kept(self, row: type[Row], name: str, where: Where) -> Where:
        """A condition on a column: asked of what it was on the day, where the parts of the row keep that."""
        for rows in parts_of(row).values() if self.was else ():
            if name in rows.today and issubclass(rows.part, Spell):
                return told_then(rows, self.day, where)
        return where

    def _at_end(self, path: Path, condition: Condition) -> Where:
        if isinstance(path.field, Rows):
            having = [self.where(path.field.part, one) for one in condition.having]
            return self._part(path.field.part, having, ever=condition.ever)
        if condition.test is Test.MINE:
            names = [path.name] if path.name else persons_told(path.row)
            return Either(tuple(self._is_mine(path.row, name) for name in names))
        if path.is_birthday:
            return self._round(path.name, condition)
        if path.is_age:
            return self._aged(path.name, condition)
        return self._kept(path.row, path.name, self._compared(path, condition))

    def _is_mine(self, row: type[Row], name: str) -> Where:
        if not (person := self.person()):
            return Either(())
        part = participant_of(row)
        if part is None or name not in acting(row):
            return eq(name, person)
        return Within("id", part, "owner", (eq("role", name), eq("who", person)))

    def _compared(self, path: Path, condition: Condition) -> Where:
        """A condition on a column itself."""
        name, test, values = path.name, condition.test, condition.values
        if test in _PERIODS or test in (Test.NEXT_DAYS, Test.LAST_DAYS, Test.BEFORE_TODAY):
            return self._now(path, condition)
        match test:
            case Test.IS if isinstance(path.field, Moment):
                return _days(name, str(values[0]), str(values[0]))
            case Test.IS if len(meant := _meant(path, values)) == 1:
                return eq(name, meant[0])
            case Test.IS | Test.AMONG:
                return among(name, _meant(path, values))
            case Test.AT_LEAST:
                return ge(name, values[0])
            case Test.AT_MOST if isinstance(path.field, Day | Moment):
                return le(name, f"{values[0]}{_DAY_ENDS}")
            case Test.AT_MOST:
                return le(name, values[0])
            case Test.CONTAINS:
                return like(name, str(values[0]))
            case Test.SOMETHING:
                return _is_there(path)
            case _:
                raise ValueError(f"{path.text} cannot be asked whether it is {test}")

    def _now(self, path: Path, condition: Condition) -> Where:
        """A condition that the day decides."""
        if condition.test is Test.BEFORE_TODAY:
            return lt(path.name, self.day.isoformat())
        if (months := _PERIODS.get(condition.test)) is None:
            far = timedelta(days=int(condition.values[0] or 0))
            ahead = condition.test is Test.NEXT_DAYS
            first, last = (self.day, self.day + far) if ahead else (self.day - far, self.day)
            return _days(path.name, first.isoformat(), last.isoformat())
        if not isinstance(path.field, Day | Moment):
            return eq(path.name, self.day.year)
        return _period(path.name, period_of(self.day, months))

    def _round(self, name: str, condition: Condition) -> Where:
        """A condition on the days on which a day comes round."""
        match condition.test, condition.values:
            case Test.NEXT_DAYS, (int(far),):
                first, last = self.day, self.day + timedelta(days=far)
            case Test.THIS_MONTH, _:
                month = period_of(self.day, MONTH)
                first, last = month.first, month.last
            case Test.NEXT_MONTH, _:
                month = period_of(period_of(self.day, MONTH).last + timedelta(days=1), MONTH)
                first, last = month.first, month.last
            case _:
                first = self.day - timedelta(days=self.day.weekday())
                last = first + timedelta(days=6)
        if last - first >= _YEAR:
            return ne(name, None)
        return ComesRound(name, first - timedelta(days=1), last)

    def _reached(self, name: str, days: int, ages: Iterable[int]) -> Where:
        """One of some ages is reached from today on, within so many days."""
        before, last = self.day - timedelta(days=1), self.day + timedelta(days=days)
        return Either(tuple(Every((gt(name, _born(n, before)), le(name, _born(n, last)))) for n in ages))

    def _aged(self, name: str, condition: Condition) -> Where:
        """Full years since a day: days of birth compare as texts, 29 February among them."""
        match condition.test, [value for value in condition.values if isinstance(value, int)]:
            case Test.REACHES, [days, *ages]:
                return self._reached(name, days, ages)
            case Test.AT_LEAST, [years]:
                return le(name, self._born(years))
            case Test.AT_MOST, [years]:
                return gt(name, self._born(years + 1))
            case _, years:
                return Either(tuple(Every((gt(name, self._born(n + 1)), le(name, self._born(n)))) for n in years))

    def _born(self, years: int) -> str:
        return _born(years, self.day)


def _born(years: int, day: date) -> str:
    """The last day of birth of those who have so many years on a day."""
    return f"{max(day.year - years, 0):04d}{day.isoformat()[4:]}"


def _meant(path: Path, values: Sequence[Stored]) -> Sequence[Stored]:
    """What a column may hold: of codes that have others under them, these, too."""
    if not isinstance(path.field, Code) or not path.field.codes().levels:
        return values
    return [lower for value in values for lower in path.field.codes().under(str(value))]


def _days(name: str, first: str, last: str) -> Where:
    return Every((ge(name, first), le(name, f"{last}{_DAY_ENDS}")))


def _period(name: str, period: CalendarPeriod) -> Where:
    return _days(name, period.first.isoformat(), period.last.isoformat())


def _is_there(path: Path) -> Where:
    """Something is there: no NULL, and not what stands for nothing."""
    return ne(path.name, None if isinstance(path.field, Leading) else path.field.EMPTY)
