"""The place that a figure is told of: a grid, an estate, a building."""

from datetime import date

from attrs import frozen

from db.errors import ArgumentError
from db.records.base import Record
from db.records.condition import nothing
from db.records.kinds import Kinds
from db.records.scopes import SCOPES, ways_to, within
from db.services.typed_values import the_one
from db.store import Store, Where, eq
from db.store.as_of import spells_of
from db.store.where import Either, Every, Unless, Within, holding, lt


@frozen
class Scope:
    """A place.

    Attributes:
        table: of which it is a record.
        id: which; 0 is nowhere: what belongs to no place of this table.
        title: what the clerk calls it.
    """

    table: str
    id: int
    title: str


def nowhere(place: Scope, kinds: Kinds) -> Scope:
    """What belongs to no place such as this one, and so to none of their figures."""
    return Scope(place.table, 0, f"没写{kinds[place.table].label}")


def scopes_of(kind: type[Record], kinds: Kinds) -> tuple[str, ...]:
    """The tables of the places of which figures over a type can be told."""
    return tuple(t for t in SCOPES if t in kinds and (t == kind.TABLE or ways_to(kind, t, kinds.record_of)))


def in_scope(store: Store, kind: type[Record], scope: Scope, day: date, *, once: bool = False) -> Where:
    """That rows of a type belong to a place on a day.

    What is told of something that happened (``once``) belongs where it was last, if it is nowhere any more on the day: whoever died in
    March died in a grid, and lives in none by the end of the year.

    Raises:
        ArgumentError: nothing tells where such rows belong.
    """
    if scope.table == kind.TABLE:
        return eq("id", scope.id)
    if not scope.id:
        return _nowhere(store, kind, scope.table, day)
    ways = within(kind, scope.table, scope.id, store.kinds.record_of)
    if not ways:
        raise ArgumentError(f"{kind.LABEL}不分{store.kinds[scope.table].label}", "请去掉范围，看全部的")
    there = [Every(tuple(store.where(kind, way, day))) for way in ways]
    if once and (ended := _ended(kind, day)):
        there += [Every((*ended, *store.where(kind, way))) for way in ways]
    return Either(tuple(there))


def _ended(kind: type[Record], day: date) -> tuple[Where, ...]:
    """That what tells where a row belonged had ended before a day, and nothing tells it on the day; nothing of what no days are kept."""
    found: list[Where] = []
    for rows in spells_of(kind).values():
        if rows.today:
            column, value = rows.telling
            telling = (eq(column, value),) if column else ()
            found.append(Within("id", rows.part, "owner", (*telling, lt("until", day.isoformat()))))
            found.append(Unless((Within("id", rows.part, "owner", (*telling, *holding(day))),)))
    return tuple(found)


def _nowhere(store: Store, kind: type[Record], table: str, day: date) -> Where:
    """That none of the ways leads to anything."""
    ways: list[Where] = []
    for none, path in ways_to(kind, table, store.kinds.record_of):
        leads_nowhere = Unless(tuple(store.where(kind, (nothing(path),), day)))
        ways.append(Every((*store.where(kind, map(nothing, none), day), leads_nowhere)))
    return Unless((Either(tuple(ways)),))


def read_scope(store: Store, written: str) -> Scope | None:
    """The place that somebody wrote: grid=第一网格, 网格=3, or a name that one place alone has; None for nothing.

    Raises:
        ArgumentError: it is no place, or may be several.
    """
    text = written.strip()
    if not text:
        return None
    head, equals, name = (part.strip() for part in text.partition("="))
    name = name if equals else text
    tables = [t for t in SCOPES if t in store.kinds and (not equals or head in (t, store.kinds[t].label))]
    if not tables:
        known = "、".join(f"{t}=名称" for t in SCOPES if t in store.kinds)
        raise ArgumentError(f"范围不能是“{head}”", f"请写 {known}")
    if not name:
        raise ArgumentError(f"没有写是哪个{store.kinds[tables[0]].label}", f"请写 {head}=名称")
    found: list[Scope] = []
    fault: ArgumentError | None = None
    for table in tables:
        try:
            one = the_one(store, store.kinds[table], name)
        except ArgumentError as error:
            fault = error
        else:
            found.append(Scope(table, one, store.titles(table, [one])[one]))
    if len(found) > 1:
        labels = "、".join(store.kinds[one.table].label for one in found)
        raise ArgumentError(f"叫“{text}”的有{labels}", f"请写 {found[0].table}={text} 这样")
    if not found:
        if len(tables) == 1 and fault is not None:
            raise fault
        raise ArgumentError(f"没有叫“{text}”的网格、小区、楼栋", "请一字不差地写名称，或写 grid=编号")
    return found[0]
