"""Conditions of a selection, as values: the SQL is made of constants, the rest is bound."""

import json
from collections.abc import Collection, Iterable
from datetime import date

from attrs import frozen

from db.fields import Link, Stored, Text
from db.records.base import Row, columns_of
from db.records.kind import Condition, Test
from db.store.driver import ORDERED

_ROW_COLUMNS = frozenset({"id", "version"})
MANY = 500


@frozen
class Where:
    """One condition on one column."""

    column: str
    operator: str
    values: tuple[Stored, ...]

    def sql(self) -> str:
        """The condition with a mark for each value."""
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

    def bound(self) -> tuple[Stored, ...]:
        """A value for each mark; many values travel as one JSON text, for the engine limits the marks."""
        return (json.dumps(self.values),) if self._is_long() else self.values

    def _is_long(self) -> bool:
        return self.operator == "IN" and len(self.values) > MANY


def eq(column: str, value: Stored) -> Where:
    """Equal; None means that nothing is there."""
    return Where(column, "IS NULL", ()) if value is None else Where(column, "=", (value,))


def ne(column: str, value: Stored) -> Where:
    """Not equal; None means that something is there."""
    return Where(column, "IS NOT", (value,))


def lt(column: str, value: Stored) -> Where:
    """Less, earlier."""
    return Where(column, "<", (value,))


def le(column: str, value: Stored) -> Where:
    """Less or equal, not later."""
    return Where(column, "<=", (value,))


def gt(column: str, value: Stored) -> Where:
    """Greater, later."""
    return Where(column, ">", (value,))


def ge(column: str, value: Stored) -> Where:
    """Greater or equal, not earlier."""
    return Where(column, ">=", (value,))


def among(column: str, values: Collection[Stored]) -> Where:
    """One of several."""
    return Where(column, "IN", tuple(values))


def none_of(column: str, values: Collection[Stored]) -> Where:
    """None of several."""
    return Where(column, "NOT IN", tuple(values))


def like(column: str, part: str) -> Where:
    """Contains a text, as it is typed: % and _ are no wildcards."""
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return Where(column, "LIKE", (f"%{escaped}%",))


def clause(kind: type[Row], conditions: Iterable[Where]) -> tuple[str, list[Stored]]:
    """The WHERE clause and its values.

    Raises:
        ValueError: a condition names a column that the record has not (a bug, never user input).
    """
    parts: list[str] = []
    values: list[Stored] = []
    for condition in conditions:
        known(kind, condition.column)
        parts.append(condition.sql())
        values += condition.bound()
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def order_clause(kind: type[Row], order: Iterable[str]) -> str:
    """The ORDER BY clause; a leading hyphen means descending, a dot a text of what a link leads to; the id settles ties."""
    parts = [f"{_sorted_by(kind, o.lstrip('-'))}{' DESC' if o.startswith('-') else ''}" for o in order]
    return " ORDER BY " + ", ".join([*parts, "id"])


def _sorted_by(kind: type[Row], name: str) -> str:
    """What a column is ordered by: texts by the numbers in them, 第二网格 before 第十网格."""
    name, _, text = name.partition(".")
    column = known(kind, name)
    link = columns_of(kind).get(name)
    if isinstance(link, Link) and text.isidentifier():
        there = f'SELECT "{text}" FROM {link.to} WHERE id = {kind.TABLE}."{column}"'  # noqa: S608  declared, never typed
        return f"{ORDERED}(({there}))"
    return f'{ORDERED}("{column}")' if isinstance(columns_of(kind).get(column), Text) else f'"{column}"'


def known(kind: type[Row], column: str) -> str:
    """The column's name, if the record has it.

    Raises:
        ValueError: it has not.
    """
    if column not in _ROW_COLUMNS and column not in columns_of(kind):
        raise ValueError(f"{kind.__name__} has no column {column!r}")
    return column


def where_of(condition: Condition) -> Where:
    """A condition of a declaration, as the store asks it."""
    match condition.test:
        case Test.IS:
            return eq(condition.column, condition.values[0])
        case Test.IS_NOT:
            return ne(condition.column, condition.values[0])
        case Test.AMONG:
            return among(condition.column, condition.values)
        case Test.NONE_OF:
            return none_of(condition.column, condition.values)
        case Test.THIS_YEAR:
            return eq(condition.column, date.today().year)
