"""Conditions: the one language in which views, filters, kept lists, musts and figures say which records they mean.

All conditions of a list must hold together; several values of one field are "one of". What a path may name, and which tests fit
it, tells `db.records.paths`; the store alone turns a condition into SQL.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any, cast

from attrs import frozen

from db.fields import Stored


class Test(StrEnum):
    """How a condition compares what stands at its path."""

    IS = "is"
    IS_NOT = "is_not"
    AMONG = "among"
    NONE_OF = "none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    CONTAINS = "contains"
    SOMETHING = "something"
    NOTHING = "nothing"
    NEXT_DAYS = "next_days"
    LAST_DAYS = "last_days"
    THIS_YEAR = "this_year"
    THIS_QUARTER = "this_quarter"
    THIS_MONTH = "this_month"
    THIS_WEEK = "this_week"
    NEXT_MONTH = "next_month"
    BEFORE_TODAY = "before_today"
    REACHES = "reaches"
    MINE = "mine"
    HAS = "has"
    HAS_NOT = "has_not"


NEGATED: Mapping[Test, Test] = {
    Test.IS_NOT: Test.IS,
    Test.NONE_OF: Test.AMONG,
    Test.NOTHING: Test.SOMETHING,
    Test.HAS_NOT: Test.HAS,
}
"""Tests that hold exactly where another one does not: of what has nothing there, too, and of parts where none is so."""
COUNTS: Mapping[Test, int] = {
    **dict.fromkeys((Test.IS, Test.IS_NOT, Test.AT_LEAST, Test.AT_MOST), 1),
    **dict.fromkeys((Test.CONTAINS, Test.NEXT_DAYS, Test.LAST_DAYS), 1),
    **dict.fromkeys((Test.SOMETHING, Test.NOTHING, Test.MINE, Test.HAS, Test.HAS_NOT), 0),
    **dict.fromkeys((Test.THIS_YEAR, Test.THIS_QUARTER, Test.THIS_MONTH, Test.THIS_WEEK, Test.BEFORE_TODAY), 0),
    Test.NEXT_MONTH: 0,
}
"""How many values a test compares with; one that is not here takes any number."""


@frozen
class Condition:
    """One condition, as a declaration or a kept list can hold it: plain values, no store, no SQL.

    A figure is measured over exactly the rows that its list opens, because both ask the same conditions of the store::

        where = store.where(kind.record, (*figure.where, is_("house.building.grid", grid.id)))
        store.count(kind.record, *where)                       # the value
        store.ids(kind.record, *where, order=kind.order)       # its rows

    and as of a day, of what is kept by days::

        store.as_of(kind.record, day, *store.where(kind.record, figure.where, day))

    What depends on today or on who asks (an age, 近 30 天, 今年, 我的) is reckoned when the store is asked, never before: keep the
    conditions, not what `where` made of them.

    Attributes:
        path: a column; with dots a way to one: through links (``house.building.grid``), into parts (``care.kind``), to the age of a day
            that has one (``birth.age``), to the days on which it comes round (``birth.birthday``); "" for whoever acts in the record.
        test: how it is compared.
        values: with what, as the table keeps it; days as ISO 8601, of moments too: a moment is compared by its day.
        having: what must hold of one and the same part, with paths from it, where the test is `Test.HAS` or `Test.HAS_NOT`. Two
            conditions of their own on ``care.kind`` may hold of two different parts.
        ever: parts that hold from day to day count when they no longer do, or not yet; else only those that do on the day asked for.
    """

    path: str
    test: Test
    values: tuple[Stored, ...] = ()
    having: "tuple[Condition, ...]" = ()
    ever: bool = False


def is_(path: str, value: Stored) -> Condition:
    """Equal; None for nothing."""
    return nothing(path) if value is None else Condition(path, Test.IS, (value,))


def is_not(path: str, value: Stored) -> Condition:
    """Not equal; None for something."""
    return something(path) if value is None else Condition(path, Test.IS_NOT, (value,))


def one_of(path: str, values: Collection[Stored]) -> Condition:
    """Equal to one of several."""
    return Condition(path, Test.AMONG, tuple(values))


def not_one_of(path: str, values: Collection[Stored]) -> Condition:
    """Equal to none of several."""
    return Condition(path, Test.NONE_OF, tuple(values))


def at_least(path: str, value: Stored) -> Condition:
    """So much or more; that day or later."""
    return Condition(path, Test.AT_LEAST, (value,))


def at_most(path: str, value: Stored) -> Condition:
    """So much or less; that day or earlier."""
    return Condition(path, Test.AT_MOST, (value,))


def contains(path: str, text: str) -> Condition:
    """The text stands somewhere in it."""
    return Condition(path, Test.CONTAINS, (text,))


def something(path: str) -> Condition:
    """Something is there."""
    return Condition(path, Test.SOMETHING)


def nothing(path: str) -> Condition:
    """Nothing is there."""
    return Condition(path, Test.NOTHING)


def next_days(path: str, days: int) -> Condition:
    """Today, or at most so many days from now."""
    return Condition(path, Test.NEXT_DAYS, (days,))


def last_days(path: str, days: int) -> Condition:
    """Today, or at most so many days ago."""
    return Condition(path, Test.LAST_DAYS, (days,))


def this_year(path: str) -> Condition:
    """The year in which it is asked."""
    return Condition(path, Test.THIS_YEAR)


def this_quarter(path: str) -> Condition:
    """The quarter in which it is asked."""
    return Condition(path, Test.THIS_QUARTER)


def this_month(path: str) -> Condition:
    """The month in which it is asked."""
    return Condition(path, Test.THIS_MONTH)


def this_week(path: str) -> Condition:
    """A day that comes round every year does so in the week, from Monday on, in which it is asked."""
    return Condition(path, Test.THIS_WEEK)


def next_month(path: str) -> Condition:
    """A day that comes round every year does so in the month after the one in which it is asked."""
    return Condition(path, Test.NEXT_MONTH)


def before_today(path: str) -> Condition:
    """A day that is over when it is asked."""
    return Condition(path, Test.BEFORE_TODAY)


def reaches(path: str, days: int, ages: Iterable[int]) -> Condition:
    """One of these ages is reached today, or at most so many days from now; the path is that of an age."""
    return Condition(path, Test.REACHES, (days, *ages))


def mine(path: str = "") -> Condition:
    """The person is the one who asks."""
    return Condition(path, Test.MINE)


def has(path: str, *having: Condition, ever: bool = False) -> Condition:
    """There is a part of which all of these hold."""
    return Condition(path, Test.HAS, having=having, ever=ever)


def has_not(path: str, *having: Condition, ever: bool = False) -> Condition:
    """There is no such part."""
    return Condition(path, Test.HAS_NOT, having=having, ever=ever)


# As text, for what is kept.


@frozen
class Read:
    """What a text of conditions says.

    Attributes:
        conditions: those that this program can read; whether they fit a type is another matter.
        unread: the others, each as it was written: a later program's, or spoilt.
    """

    conditions: tuple[Condition, ...]
    unread: tuple[str, ...] = ()


def written(conditions: Iterable[Condition], unread: Iterable[str] = ()) -> str:
    """The conditions as JSON, and behind them those that were `unread`, each as it was."""
    return _text([*(_told(condition) for condition in conditions), *map(_piece, unread)])


def written_one(condition: Condition) -> str:
    """One condition as `written` writes it."""
    return _text(_told(condition))


def _piece(unread: str) -> object:
    try:
        return json.loads(unread)
    except ValueError:
        return unread


def read(text: str) -> Read:
    """The conditions of `written`; nothing of it is dropped without being told."""
    try:
        found: object = json.loads(text or "[]")
    except ValueError:
        return Read((), (text,))
    if not isinstance(found, list):
        return Read((), (text,))
    pieces = [(_condition(piece), piece) for piece in cast("list[object]", found)]
    known = tuple(condition for condition, _ in pieces if condition is not None)
    return Read(known, tuple(_text(piece) for condition, piece in pieces if condition is None))


def _text(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _told(condition: Condition) -> dict[str, object]:
    """A condition without what is as usual."""
    told: dict[str, object] = {"path": condition.path, "test": condition.test.value}
    if condition.values:
        told["values"] = list(condition.values)
    if condition.having:
        told["having"] = [_told(one) for one in condition.having]
    if condition.ever:
        told["ever"] = True
    return told


def _condition(piece: object) -> Condition | None:
    """The condition that a piece of JSON says; None where it says more, or other things, than this program knows."""
    if not isinstance(piece, dict):
        return None
    told = cast("dict[str, Any]", piece)
    values, inner, ever = told.get("values", []), told.get("having", []), told.get("ever", False)
    known = told.keys() <= {"path", "test", "values", "having", "ever"} and told.get("test") in [*Test]
    if not (known and isinstance(told.get("path"), str) and isinstance(ever, bool)):
        return None
    if not (isinstance(values, list) and isinstance(inner, list)):
        return None
    having = [_condition(one) for one in cast("list[object]", inner)]
    kept = tuple(value for value in cast("list[Any]", values) if _is_stored(value))
    if None in having or len(kept) < len(cast("list[Any]", values)):
        return None
    return Condition(told["path"], Test(told["test"]), kept, tuple(one for one in having if one), ever)


def _is_stored(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)
