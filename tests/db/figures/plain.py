"""What figures come to, by looking at their rows one after another: what the store answers is held against it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from statistics import mean, median
from typing import Any

from db.fields import Amount, Link, Ref, Rows
from db.records.base import Record, Row, fields_of
from db.records.bodies.person import Person
from db.records.figure import How, Measure, Value
from db.records.kinds import Kinds
from db.records.paths import holds_by_days
from db.values.day import day_of
from db.values.reference import ID_MASK, reference
from tests.db.plain_conditions import World


def value_of(world: World, kinds: Kinds, rows: Iterable[Record], measure: Measure) -> Value:
    """The value of rows."""
    found = list(rows)
    match measure.how:
        case How.COUNT | How.ONCE:
            return Value(len(found))
        case How.RATIO if measure.parts:
            parts = [part for row in found for part in getattr(row, measure.parts)]
            told = [part for part in parts if all(world.holds(part, one) for one in measure.among)]
            return Value(sum(all(world.holds(part, one) for one in measure.having) for part in told), len(told))
        case How.RATIO:
            return Value(sum(all(world.holds(row, one) for one in measure.having) for row in found), len(found))
        case How.TOTAL:
            told = [value for row in found for (value,) in _standing(world, kinds, row, measure.paths)]
            return Value(sum((one for one in told if one is not None), Decimal(0)))
        case How.DISTINCT:
            things = {one for row in found for one in _standing(world, kinds, row, measure.paths)}
            return Value(len({one for one in things if not any(part is None or part == "" for part in one)}))
        case How.DEPTH:
            upper, lower = measure.paths
            return Value(_levels({(getattr(row, upper), getattr(row, lower)) for row in found}))
        case How.MEAN_DAYS | How.MEDIAN_DAYS:
            since, until = measure.paths
            told = [(day_of(getattr(row, since)), day_of(getattr(row, until))) for row in found]
            days = [max((b - a).days, 0) for a, b in told if a and b]
            middle = mean(days) if measure.how is How.MEAN_DAYS and days else median(days or [0])
            return Value(Decimal(str(round(middle, 1))) if days else 0)
        case How.MEAN | How.MEDIAN:
            since, until = measure.paths
            told = [(getattr(row, since), getattr(row, until)) for row in found]
            hours = sorted(max((b - a).total_seconds() / 3600, 0) for a, b in told if a and b)
            middle = mean(hours) if measure.how is How.MEAN and hours else median(hours or [0])
            return Value(Decimal(str(round(middle, 1))) if hours else 0)


def _standing(world: World, kinds: Kinds, row: Row, paths: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """What stands at the paths, which go through the same rows."""
    heads = {path.partition(".")[0] for path in paths}
    field = fields_of(type(row))[min(heads)]
    rests = tuple(path.partition(".")[2] for path in paths)
    if not any(rests):
        yield tuple(_whose(world, kinds, row, path) for path in paths)
    elif isinstance(field, Rows):
        for part in getattr(row, min(heads)):
            if not holds_by_days(type(part)) or part.holds(world.day):
                yield from _standing(world, kinds, part, rests)
    elif isinstance(field, Link) and (there := world.records[field.to].get(getattr(row, min(heads)))):
        yield from _standing(world, kinds, there, rests)


def _whose(world: World, kinds: Kinds, row: Row, name: str) -> Any:
    field, value = fields_of(type(row))[name], getattr(row, name)
    is_link = isinstance(field, Link) and field.to == Person.TABLE
    people = reference(kinds[Person.TABLE].code, 0)
    if not value or not (is_link or (isinstance(field, Ref) and people < value <= people + ID_MASK)):
        if isinstance(field, Link | Ref):
            return value or None
        return value if isinstance(field, Amount) else field.store(value)
    number = value if is_link else value - people
    person = world.records[Person.TABLE].get(number)
    behind = person.resident if isinstance(person, Person) else 0
    return reference(kinds["resident"].code, behind) if behind else people + number


def _levels(branches: set[tuple[int, int]]) -> int:
    """The nodes on the longest way down; what stands under itself counts for nothing, nor does what stands above it."""
    branches = {(a, b) for a, b in branches if a and b}
    nodes = {node for branch in branches for node in branch}
    below: Mapping[int, set[int]] = {n: {b for a, b in branches if a == n} for n in nodes}
    levels: dict[int, int] = {}
    while ready := [n for n in nodes if n not in levels and below[n] <= levels.keys()]:
        for node in ready:
            levels[node] = 1 + max((levels[n] for n in below[node]), default=0)
    return max(levels.values(), default=0)
