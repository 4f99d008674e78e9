"""Where the paths of conditions lead, which tests fit what stands there, and what is wrong with a condition."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from enum import StrEnum
from typing import Any, NamedTuple

from attrs import evolve, frozen

from db.fields import (
    Amount,
    Code,
    Day,
    Field,
    Flag,
    Leading,
    Link,
    Moment,
    Period,
    Rows,
    Stored,
    TimeOfDay,
    Whole,
)
from db.records.base import Record, Row, columns_of, fields_of
from db.records.condition import COUNTS, Condition, Test
from db.records.participant import acting, participant_of
from db.values.calendar_period import load_period

PERSON = "person"
"""The table of persons."""
AGE = "age"
"""What stands behind a day whose full years are asked for."""
BIRTHDAY = "birthday"
"""What stands behind such a day whose return every year is asked for."""
OLDEST = 150
_LARGEST = (1 << 63) - 1
_EXACT = frozenset({Test.IS, Test.IS_NOT, Test.AMONG, Test.NONE_OF})
_THERE = frozenset({Test.SOMETHING, Test.NOTHING})
_SIZE = frozenset({Test.AT_LEAST, Test.AT_MOST})
_ONE = frozenset({Test.IS, Test.IS_NOT})
_COMES_ROUND = frozenset({Test.THIS_WEEK, Test.THIS_MONTH, Test.NEXT_MONTH, Test.NEXT_DAYS})
_NOW = frozenset(
    {Test.NEXT_DAYS, Test.LAST_DAYS, Test.THIS_YEAR, Test.THIS_QUARTER, Test.THIS_MONTH, Test.BEFORE_TODAY}
)

Find = Callable[[str], type[Record] | None]
"""The class of the records of a table; None where there is no such type."""


@frozen
class Hop:
    """One step of a path.

    Attributes:
        name: the link or the parts.
        is_parts: whether it leads into parts, and not to what a link leads to.
        row: where it leads.
    """

    name: str
    is_parts: bool
    row: type[Row]


@frozen
class Path:
    """A way to what a condition compares.

    Attributes:
        hops: what it goes through.
        row: where what is compared stands.
        name: its column or parts there; "" for whoever acts in it.
        field: what is compared; of an age the field of its years.
        is_age: whether the full years since a day are compared.
        is_birthday: whether the days are compared on which it comes round.
    """

    hops: tuple[Hop, ...]
    row: type[Row]
    name: str
    field: Field[Any]
    is_age: bool = False
    is_birthday: bool = False

    @property
    def text(self) -> str:
        """As a condition writes it."""
        ends = (self.name, AGE) if self.is_age else (self.name, BIRTHDAY) if self.is_birthday else (self.name,)
        return ".".join((*(hop.name for hop in self.hops), *ends))


def path_of(row: type[Row], text: str, find: Find) -> Path | None:
    """The path of a condition; None where it leads nowhere."""
    hops: list[Hop] = []
    rest = text
    while True:
        head, _, rest = rest.partition(".")
        field = fields_of(row).get(head)
        if not head and not rest and persons_told(row):
            return Path(tuple(hops), row, "", Link("办事的人", to=PERSON))
        if field is None:
            return None
        if not rest:
            return Path(tuple(hops), row, head, field)
        if isinstance(field, Day) and field.age and rest == AGE:
            return Path(tuple(hops), row, head, _age(field), is_age=True)
        if isinstance(field, Day) and field.age and rest == BIRTHDAY:
            return Path(tuple(hops), row, head, _birthday(field), is_birthday=True)
        leads = field.part if isinstance(field, Rows) else find(field.to) if isinstance(field, Link) else None
        if leads is None:
            return None
        hops.append(Hop(head, isinstance(field, Rows), leads))
        row = leads


def _age(field: Day) -> Whole:
    return Whole(field.age, units=("岁", "周岁"), least=0, most=OLDEST, privacy=field.privacy, name=AGE)


def _birthday(field: Day) -> Day:
    return Day("生日", privacy=field.privacy, name=BIRTHDAY)


def persons_told(row: type[Row]) -> list[str]:
    """The columns of a row that tell persons who do something with it: links to them, and names of those who act."""
    named = set(acting(row)) if participant_of(row) else set[str]()
    links = {name for name, field in columns_of(row).items() if isinstance(field, Link) and field.to == PERSON}
    return [name for name in columns_of(row) if name in named | links]


def holds_by_days(row: type[Row]) -> bool:
    """Whether rows hold from one day to another, so that those that do not hold today usually count no more."""
    return all(isinstance(fields_of(row).get(name), Day) for name in ("since", "until"))


def fitting(path: Path) -> frozenset[Test]:
    """The tests that fit what stands at a path."""
    if not path.name:
        return frozenset({Test.MINE})
    if path.is_age:
        return _EXACT | _SIZE | {Test.REACHES}
    if path.is_birthday:
        return _COMES_ROUND
    told = frozenset({Test.MINE} if path.name in persons_told(path.row) else ())
    of_text = _EXACT | _THERE | {Test.CONTAINS}
    return next((tests for kinds, tests in _FITTING if isinstance(path.field, kinds)), of_text) | told


_FITTING: tuple[tuple[type[Field[Any]], frozenset[Test]], ...] = (
    (Rows, _THERE | {Test.HAS, Test.HAS_NOT}),
    (Flag, _ONE),
    (Code, _EXACT | _THERE),
    (Leading, _EXACT | _THERE),
    (Day, _ONE | _SIZE | _THERE | _NOW),
    (Moment, _ONE | _SIZE | _THERE | _NOW),
    (TimeOfDay, _ONE | _SIZE | _THERE),
    (Whole, _EXACT | _SIZE | _THERE | {Test.THIS_YEAR}),
    (Amount, _EXACT | _SIZE | _THERE),
    (Period, _EXACT | _THERE),
)


def choices(row: type[Row], find: Find) -> Iterator[Path]:
    """The paths that are worth asking for, nearest first: what a row has itself, its parts, and what tells where its links lead."""
    for name in fields_of(row):
        yield from _with_age(Path((), row, name, fields_of(row)[name]))
    if persons_told(row):
        yield Path((), row, "", Link("办事的人", to=PERSON))
    for name, field in columns_of(row).items():
        if isinstance(field, Link) and (there := find(field.to)) is not None:
            yield from _beyond((Hop(name, is_parts=False, row=there),), there, find, frozenset({row.TABLE}))


def _beyond(hops: tuple[Hop, ...], row: type[Record], find: Find, seen: frozenset[str]) -> Iterator[Path]:
    """Codes and links of what a link leads to, and of what that is called after."""
    if row.TABLE in seen:
        return
    for name, field in columns_of(row).items():
        leads_back = isinstance(field, Link) and field.to == row.TABLE
        if isinstance(field, Code | Flag | Link) and not leads_back:
            yield Path(hops, row, name, field)
    for name in row.TITLED_BY:
        field = columns_of(row)[name]
        if isinstance(field, Link) and (there := find(field.to)) is not None:
            yield from _beyond((*hops, Hop(name, is_parts=False, row=there)), there, find, seen | {row.TABLE})


def _with_age(path: Path) -> Iterator[Path]:
    if isinstance(path.field, Day) and path.field.age:
        yield evolve(path, field=_age(path.field), is_age=True)
        yield evolve(path, field=_birthday(path.field), is_birthday=True)
    yield path


# What is wrong.


class Wrong(StrEnum):
    """How a condition can be wrong; the words follow on its path."""

    PATH = "which is no column"
    TEST = "which cannot be asked so"
    VALUES = "which cannot be compared with that"
    CODE = "which has no such code"


class Fault(NamedTuple):
    """One thing that is wrong with a condition.

    Attributes:
        path: at which path.
        beside: the test or value that is wrong; "" where the path is.
    """

    wrong: Wrong
    path: str
    beside: str = ""

    def sentence(self) -> str:
        """For whoever declared it: names house.hight, which is no column."""
        beside = f" {self.beside}" if self.beside else ""
        return f"names {self.path}{beside}, {self.wrong.value}"


def faults(conditions: Iterable[Condition], row: type[Row], find: Find) -> Iterator[Fault]:
    """What is wrong with conditions on rows; one that is not there, or does not fit, cannot be asked; an unknown code can."""
    for condition in conditions:
        path = path_of(row, condition.path, find)
        if path is None:
            yield Fault(Wrong.PATH, condition.path)
        elif condition.test not in fitting(path):
            yield Fault(Wrong.TEST, condition.path, condition.test.value)
        elif isinstance(path.field, Rows):
            inner = faults(condition.having, path.field.part, find)
            yield from (fault._replace(path=f"{condition.path}.{fault.path}") for fault in inner)
        else:
            yield from _wrong_values(condition, path)


def _wrong_values(condition: Condition, path: Path) -> Iterator[Fault]:
    test, values, field = condition.test, condition.values, path.field
    if len(values) != COUNTS.get(test, len(values)) or condition.having:
        yield Fault(Wrong.VALUES, condition.path, str(list(values)))
    elif test is Test.REACHES:
        if not (
            len(values) > 1 and _is_far(values[0]) and all(value and _is_right(path, value) for value in values[1:])
        ):
            yield Fault(Wrong.VALUES, condition.path, str(list(values)))
    elif test in _NOW or path.is_birthday:
        if not all(map(_is_far, values)):
            yield Fault(Wrong.VALUES, condition.path, str(list(values)))
    else:
        for value in values:
            if not _is_right(path, value):
                yield Fault(Wrong.VALUES, condition.path, str(value))
            elif isinstance(field, Code) and value not in field.codes().labels:
                yield Fault(Wrong.CODE, condition.path, str(value))


_FARTHEST = 36525
"""The most days that are looked ahead or back: a hundred years."""


def _is_far(value: Stored) -> bool:
    """Whether it is a number of days to look ahead or back."""
    return isinstance(value, int) and 0 <= value <= _FARTHEST


def _is_right(path: Path, value: Stored) -> bool:
    """Whether the table could hold a value."""
    if path.field.SQL == "INTEGER":
        least, most = (0, OLDEST) if path.is_age else (0, 1) if isinstance(path.field, Flag) else (-_LARGEST, _LARGEST)
        return isinstance(value, int) and least <= value <= most
    if not isinstance(value, str):
        return False
    try:
        match path.field:
            case Day() | Moment():
                return date.fromisoformat(value).isoformat() == value
            case TimeOfDay():
                return time.fromisoformat(value).isoformat(timespec="minutes") == value
            case Period():
                return load_period(value).stored() == value
            case _:
                return True
    except ValueError:
        return False
