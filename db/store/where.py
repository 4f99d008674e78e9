"""What a selection asks of rows, as values: the SQL is made of constants, the rest is bound."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol, Self

from attrs import evolve, frozen

from db.fields import Link, Stored
from db.records.base import Row, columns_of

_ROW_COLUMNS = frozenset({"id", "version", "owner"})
MANY = 500


class Where(Protocol):
    """Something that is asked of each row of a table."""

    def columns(self) -> Collection[str]:
        """The columns of the table that it looks at."""
        ...

    def sql(self) -> str:
        """The condition with a mark for each value."""
        ...

    def bound(self) -> Sequence[Stored]:
        """A value for each mark."""
        ...


@frozen
class Column:
    """One condition on one column."""

    column: str
    operator: str
    values: tuple[Stored, ...]

    def columns(self) -> Collection[str]:
        """See `Where`."""
        return (self.column,)

    def sql(self) -> str:
        """See `Where`."""
        match self.operator:
            case "IN" if self._is_long():
                return f'"{self.column}" IN (SELECT value FROM json_each(?))'  # noqa: S608  a column that is known
            case "IN":
                return f'"{self.column}" IN ({", ".join("?" * len(self.values))})'
            case "NOT IN":
                return f'"{self.column}" NOT IN ({", ".join("?" * len(self.values))})'
            case "IS NULL":
                return f'"{self.column}" IS NULL'
            case "LIKE":
                return f"\"{self.column}\" LIKE ? ESCAPE '\\'"
            case _:
                return f'"{self.column}" {self.operator} ?'

    def bound(self) -> Sequence[Stored]:
        """See `Where`; many values travel as one JSON text, for the engine limits the marks."""
        return (json.dumps(self.values),) if self._is_long() else self.values

    def _is_long(self) -> bool:
        return self.operator == "IN" and len(self.values) > MANY


@frozen
class ComesRound:
    """A day comes round, every year, on one of the days behind ``after`` up to ``last``, of less than a year.

    Months and days compare as texts. What began on a 29 February comes round on 1 March of a year that has none, as the law counts years
    of age from the day behind which they are full.
    """

    column: str
    after: date
    last: date

    def columns(self) -> Collection[str]:
        """See `Where`."""
        return (self.column,)

    def sql(self) -> str:
        """See `Where`."""
        first, last = self.bound()
        joined = "OR" if str(first) > str(last) else "AND"
        return f'(substr("{self.column}", 6) > ? {joined} substr("{self.column}", 6) <= ?)'

    def bound(self) -> Sequence[Stored]:
        """See `Where`."""
        return self.after.isoformat()[5:], self.last.isoformat()[5:]


@frozen
class Inside:
    """What a column holds is told by rows, of another table or the same, of which all of this holds; how, its kinds say.

    Attributes:
        row: the class of those rows.
        told: the column of theirs that tells it.
    """

    column: str
    row: type[Row]
    told: str
    conditions: tuple[Where, ...]

    def columns(self) -> Collection[str]:
        """See `Where`."""
        return (self.column,)

    def sql(self) -> str:
        """See `Where`."""
        inside = self._inside[0]
        return f'"{self.column}" IN (SELECT {self._led_to()} FROM {self.row.TABLE}{inside})'  # noqa: S608  declared

    def bound(self) -> Sequence[Stored]:
        """See `Where`."""
        return self._inside[1]

    @cached_property
    def _inside(self) -> tuple[str, Sequence[Stored]]:
        """What is asked of those rows, once: each floor of conditions in conditions would double it, and rights ask the same each time."""
        return clause(self.row, self.conditions)

    def with_conditions(self, conditions: tuple[Where, ...]) -> Self:
        """The same of rows of which other things hold."""
        return evolve(self, conditions=conditions)

    def _led_to(self) -> str:
        return f'"{self.told}"'


@frozen
class Within(Inside):
    """What a column holds is a column of those rows: ``id``, or ``owner`` of parts."""


@frozen
class Referred(Inside):
    """What a column holds is led to by a reference in those rows.

    Attributes:
        base: of the references to what stands in the column; see `db.values.reference`.
    """

    base: int

    def _led_to(self) -> str:
        return f'"{self.told}" - {self.base}'


@frozen
class Belonging:
    """A column leads to a row of which all of this holds, which is looked at for each that is found: few rows lead to many.

    Attributes:
        of: the class of the rows that are asked for.
        column: of theirs.
        base: of references, 0 where the column holds an id.
        row: the class of the rows to which it leads.
    """

    of: type[Row]
    column: str
    base: int
    row: type[Row]
    conditions: tuple[Where, ...]

    def columns(self) -> Collection[str]:
        """See `Where`."""
        return (self.column,)

    def sql(self) -> str:
        """See `Where`."""
        here, there = f'{self.of.TABLE}."{self.column}"', self.row.TABLE
        inside = self._inside[0]
        return f"EXISTS (SELECT 1 FROM {there}{inside} AND {there}.id = {here} - {self.base})"  # noqa: S608  declared

    def bound(self) -> Sequence[Stored]:
        """See `Where`."""
        return self._inside[1]

    @cached_property
    def _inside(self) -> tuple[str, Sequence[Stored]]:
        """What is asked of that row, once."""
        return clause(self.row, self.conditions)


@frozen
class _Several:
    """Several conditions as one."""

    conditions: tuple[Where, ...]

    def columns(self) -> Collection[str]:
        """See `Where`."""
        return {column for one in self.conditions for column in one.columns()}

    def bound(self) -> Sequence[Stored]:
        """See `Where`."""
        return [value for one in self.conditions for value in one.bound()]

    def _joined(self, word: str) -> str:
        return f"({f' {word} '.join(one.sql() for one in self.conditions)})"


class Every(_Several):
    """All of them hold."""

    def sql(self) -> str:
        """See `Where`."""
        return self._joined("AND")


class Either(_Several):
    """One of them holds at least; of none none does."""

    def sql(self) -> str:
        """See `Where`."""
        return self._joined("OR") if self.conditions else "FALSE"


class Unless(_Several):
    """They do not all hold; what is not known does not."""

    def sql(self) -> str:
        """See `Where`."""
        return f"NOT coalesce({self._joined('AND')}, FALSE)"


def eq(column: str, value: Stored) -> Where:
    """Equal; None means that nothing is there."""
    return Column(column, "IS NULL", ()) if value is None else Column(column, "=", (value,))


def ne(column: str, value: Stored) -> Where:
    """Not equal; None means that something is there."""
    return Column(column, "IS NOT", (value,))


def lt(column: str, value: Stored) -> Where:
    """Less, earlier."""
    return Column(column, "<", (value,))


def le(column: str, value: Stored) -> Where:
    """Less or equal, not later."""
    return Column(column, "<=", (value,))


def gt(column: str, value: Stored) -> Where:
    """Greater, later."""
    return Column(column, ">", (value,))


def ge(column: str, value: Stored) -> Where:
    """Greater or equal, not earlier."""
    return Column(column, ">=", (value,))


def among(column: str, values: Collection[Stored]) -> Where:
    """One of several."""
    return Column(column, "IN", tuple(values))


def none_of(column: str, values: Collection[Stored]) -> Where:
    """None of several."""
    return Column(column, "NOT IN", tuple(values))


def like(column: str, part: str) -> Where:
    """Contains a text, as it is typed: % and _ are no wildcards."""
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return Column(column, "LIKE", (f"%{escaped}%",))


def holding(day: date) -> tuple[Where, ...]:
    """What holds on a day, of rows that hold from one day to another."""
    on = day.isoformat()
    return Either((eq("since", None), le("since", on))), Either((eq("until", None), ge("until", on)))


def clause(kind: type[Row], conditions: Iterable[Where]) -> tuple[str, list[Stored]]:
    """The WHERE clause and its values.

    Raises:
        ValueError: a condition names a column that the record has not (a bug, never user input).
    """
    asked = list(conditions)
    led = any(leads(kind, condition) for condition in asked)
    by_id = any(map(_is_by_id, asked))
    parts: list[str] = []
    values: list[Stored] = []
    for condition in asked:
        for column in condition.columns():
            known(kind, column)
        # Parts that are asked for beside a link are compared with what its index has: else the engine takes them for few, and reads
        # the row of each, from all over the file, to see where it leads (30 ms for 470, first rows of a million).
        # Where the ids are given, rows are looked up by these: else the engine takes the many to which another index leads for few,
        # and looks at each of them (290 ms instead of 3 for 300 residents of a grid of 16,500).
        sql = condition.sql()
        is_held_back = (led and _is_of_parts(condition)) or (by_id and not _is_by_id(condition) and sql[0] in '"(')
        parts.append(f"+{sql}" if is_held_back else sql)
        values += condition.bound()
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def _is_by_id(condition: Where) -> bool:
    return isinstance(condition, Column) and condition.column == "id" and condition.operator in ("=", "IN")


def leads(kind: type[Row], condition: Where) -> bool:
    """Whether the index of a link, or the id, leads to the rows of which a condition holds."""
    if isinstance(condition, Column):
        is_link = condition.column == "id" or isinstance(columns_of(kind).get(condition.column), Link)
        return is_link and condition.operator in ("=", "IN")
    return isinstance(condition, Within) and isinstance(columns_of(kind).get(condition.column), Link)


def _is_of_parts(condition: Where) -> bool:
    return isinstance(condition, Within) and condition.column == "id"


def known(kind: type[Row], column: str) -> str:
    """The column's name, if the record has it.

    Raises:
        ValueError: it has not.
    """
    if column not in _ROW_COLUMNS and column not in columns_of(kind):
        raise ValueError(f"{kind.__name__} has no column {column!r}")
    return column
