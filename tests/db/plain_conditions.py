"""What conditions mean, by looking at records one after another: the store's answers are held against it."""

from calendar import isleap
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from attrs import evolve, field, frozen

from db.fields import Day, Field, Link, Rows
from db.records import condition as c
from db.records.base import Record, Row, fields_of
from db.records.kinds import Kinds
from db.records.participant import acting, actors_of
from db.records.paths import persons_told
from db.store import Store
from db.values.day import age_on

NEGATIVE = {
    c.Test.IS_NOT: c.Test.IS,
    c.Test.NONE_OF: c.Test.AMONG,
    c.Test.NOTHING: c.Test.SOMETHING,
    c.Test.HAS_NOT: c.Test.HAS,
}


@frozen
class World:
    """All records, by table and id; the day; and who asks."""

    records: Mapping[str, Mapping[int, Record]] = field(repr=False)
    day: date
    person: int

    def meet(self, table: str, conditions: Iterable[c.Condition]) -> set[int]:
        wanted = list(conditions)
        return {i for i, record in self.records[table].items() if all(self.holds(record, one) for one in wanted)}

    def holds(self, row: Row, condition: c.Condition) -> bool:
        if positive := NEGATIVE.get(condition.test):
            return not self._at(row, condition.path, evolve(condition, test=positive))
        return self._at(row, condition.path, condition)

    def _at(self, row: Row, path: str, condition: c.Condition) -> bool:
        head, _, rest = path.partition(".")
        if not head:
            return any(self._is_mine(row, name) for name in persons_told(type(row)))
        field, value = fields_of(type(row))[head], getattr(row, head)
        if isinstance(field, Rows):
            return any(self._part(part, rest, condition) for part in value if condition.ever or self._counts(part))
        if isinstance(field, Link) and rest:
            there = self.records[field.to].get(value)
            return there is not None and self._at(there, rest, condition)
        if condition.test is c.Test.MINE:
            return self._is_mine(row, head)
        if rest and value and condition.test is c.Test.REACHES:
            return self._reaches(value, condition)
        if rest == "birthday":
            return value is not None and self._comes_round(value, condition)
        years = age_on(value, self.day) if rest and value else None
        return self._compares(field, years if rest else value, condition)

    def _reaches(self, born: date, condition: c.Condition) -> bool:
        far, *ages = (int(value or 0) for value in condition.values)
        days = (self.day + timedelta(days=n) for n in range(far + 1))
        return any(age_on(born, day) in ages for day in days if _turns(born, day))

    def _comes_round(self, born: date, condition: c.Condition) -> bool:
        far = int((*condition.values, 0)[0] or 0)
        monday = self.day - timedelta(days=self.day.weekday())
        month = self.day.replace(day=1)
        after = (month + timedelta(days=31)).replace(day=1)
        days = {
            c.Test.NEXT_DAYS: [self.day + timedelta(days=n) for n in range(far + 1)],
            c.Test.THIS_WEEK: [monday + timedelta(days=n) for n in range(7)],
            c.Test.THIS_MONTH: [d for n in range(31) if (d := month + timedelta(days=n)).month == month.month],
            c.Test.NEXT_MONTH: [d for n in range(31) if (d := after + timedelta(days=n)).month == after.month],
        }
        return any(_turns(born, day) for day in days[condition.test])

    def _part(self, part: Row, rest: str, condition: c.Condition) -> bool:
        if rest:
            return self._at(part, rest, condition)
        return all(self.holds(part, one) for one in condition.having)

    def _counts(self, part: Row) -> bool:
        since, until = getattr(part, "since", None), getattr(part, "until", None)
        if not {"since", "until"} <= fields_of(type(part)).keys():
            return True
        return (since is None or since <= self.day) and (until is None or self.day <= until)

    def _is_mine(self, row: Row, name: str) -> bool:
        if name in acting(type(row)):
            return any(a.role == name and a.who == self.person for a in actors_of(row)) and self.person > 0
        return getattr(row, name) == self.person > 0

    def _compares(self, field: Field[Any], value: Any, condition: c.Condition) -> bool:
        """A value of a field, or full years."""
        test, asked = condition.test, condition.values
        if test is c.Test.SOMETHING:
            return value != field.EMPTY
        if value is None:
            return False
        if isinstance(value, date):
            return self._day(value.date() if isinstance(value, datetime) else value, condition)
        if test is c.Test.THIS_YEAR:
            return value == self.day.year
        kept: Any = value if isinstance(field, Day) else field.store(value)
        if test is c.Test.CONTAINS:
            return _lower(str(asked[0])) in _lower(kept)
        if test in (c.Test.AT_LEAST, c.Test.AT_MOST):
            wanted: Any = asked[0]
            return kept >= wanted if test is c.Test.AT_LEAST else kept <= wanted
        return kept is not None and kept in asked

    def _day(self, day: date, condition: c.Condition) -> bool:
        far, wanted = (day - self.day).days, (*condition.values, None)[0]
        quarter = (self.day.month - 1) // 3
        told = {
            c.Test.NEXT_DAYS: far >= 0 and isinstance(wanted, int) and far <= wanted,
            c.Test.LAST_DAYS: -far >= 0 and isinstance(wanted, int) and -far <= wanted,
            c.Test.BEFORE_TODAY: far < 0,
            c.Test.THIS_YEAR: day.year == self.day.year,
            c.Test.THIS_QUARTER: (day.year, (day.month - 1) // 3) == (self.day.year, quarter),
            c.Test.THIS_MONTH: (day.year, day.month) == (self.day.year, self.day.month),
            c.Test.IS: day.isoformat() == wanted,
            c.Test.AT_LEAST: isinstance(wanted, str) and day >= date.fromisoformat(wanted),
            c.Test.AT_MOST: isinstance(wanted, str) and day <= date.fromisoformat(wanted),
        }
        return told[condition.test]


def _turns(born: date, day: date) -> bool:
    """Whether somebody has a birthday on a day; of one of 29 February it is 1 March where there is none."""
    if (born.month, born.day) == (day.month, day.day):
        return True
    return (born.month, born.day, day.month, day.day) == (2, 29, 3, 1) and not isleap(day.year)


def _lower(text: str) -> str:
    """As the engine compares: letters of ASCII alone without regard to case."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)


def world_of(store: Store, kinds: Kinds, day: date) -> World:
    """What a store holds."""
    kept = {kind.table: {r.id: r for r in store.select(kind.record)} for kind in kinds}
    return World(kept, day, store.person_at_work())
