"""各级化解率: what was settled at a level, of all problems that ever stood there in a time; each counted once, with its root.

A matter stood at a level in a time when it came there by the last day and had not left it, nor ended there, before the first.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from attrs import frozen

from db.records.condition import Condition, Test, at_least, at_most, is_, nothing
from db.records.flow import Meaning
from db.records.matters.codes import JOINED, SOLVED
from db.records.matters.flow import CLOSED_LOOP, VOID_STAGES
from db.records.matters.ladder import COUNTED, SIZED
from db.records.matters.matter import Matter
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.services.matters.figures import problems_to_solve
from db.store import Store, Where, among, eq, ge, le, ne, none_of
from db.store.where import Either
from db.values import code_table

UNSAID = ""
"""The size of what nobody said."""


@frozen
class Rung:
    """A level over a time.

    Attributes:
        level: its code.
        label: what the centre calls it.
        stood: how many problems ever stood there, but for what the law sends elsewhere.
        settled: how many of these were settled there.
        by_size: how many matters ended there, by size; "" for what nobody said.
    """

    level: str
    label: str
    stood: int
    settled: int
    by_size: Mapping[str, int]


def ladder(store: Store, span: Span) -> list[Rung]:
    """A line for each level, as the centre calls them, in their order; of what whoever asks sees."""
    return list(_rungs(store, span))


def _rungs(store: Store, span: Span) -> Iterator[Rung]:
    sizes = [*code_table.load("matter_size").labels, UNSAID]
    for level, label in code_table.load("matter_level").labels.items():
        every = stood_at(store, span, level)
        stood = problems_to_solve(store, every)
        settled = _ended_at(store, span, level, stood, eq("outcome", SOLVED))
        by_size = {size: len(_ended_at(store, span, level, every, eq("size", size))) for size in sizes}
        yield Rung(level, label, len(stood), len(settled), by_size)


def stood_at(store: Store, span: Span, level: str) -> list[int]:
    """The ids of the roots that ever stood at a level in a time, themselves or by what was joined to them."""
    first = (span.first or date.min).isoformat()
    here, came = is_("level", level), at_most("came", span.last.isoformat())
    left = Condition("levels", Test.HAS, having=(here, came, at_least("went", first)))
    stays = Condition("levels", Test.HAS, having=(here, came, nothing("went")))
    live = none_of("stage", VOID_STAGES)
    not_before = Either((eq("closed", None), ge("closed", first)))
    found = store.linked(Matter, "root", *store.where(Matter, (left,)), live)
    found |= store.linked(Matter, "root", *store.where(Matter, (stays,)), live, not_before)
    return sorted({root or one for one, root in found.items()})


def _ended_at(store: Store, span: Span, level: str, stood: Collection[int], *conditions: Where) -> list[int]:
    """Which of these ended at a level in a time, however that was but by being joined."""
    days = ge("closed", (span.first or date.min).isoformat()), le("closed", span.last.isoformat())
    over = store.ids(
        Matter,
        eq("level", level),
        eq("root", None),
        ne("outcome", JOINED),
        none_of("stage", VOID_STAGES),
        *days,
        *conditions,
    )
    there = set(over)
    return [one for one in stood if one in there]


def _settled(store: Store, span: Span, name: str) -> Counted:
    level = COUNTED[name][0]
    stood = problems_to_solve(store, stood_at(store, span, level))
    so = _ended_at(store, span, level, stood, eq("outcome", SOLVED))
    return Counted({Matter.TABLE: stood}, {Matter.TABLE: so})


def settled_at_house(store: Store, span: Span, _now: datetime) -> Counted:
    """At the level of houses."""
    return _settled(store, span, "house")


def settled_at_grid(store: Store, span: Span, _now: datetime) -> Counted:
    """At that of grids."""
    return _settled(store, span, "grid")


def settled_at_community(store: Store, span: Span, _now: datetime) -> Counted:
    """At that of the community."""
    return _settled(store, span, "community")


def settled_at_street(store: Store, span: Span, _now: datetime) -> Counted:
    """At that of the street."""
    return _settled(store, span, "street")


def _ended(store: Store, span: Span, name: str) -> Counted:
    level = COUNTED[name][0]
    stood = stood_at(store, span, level)
    return Counted({Matter.TABLE: stood}, {Matter.TABLE: _ended_at(store, span, level, stood)})


def ended_at_house(store: Store, span: Span, _now: datetime) -> Counted:
    """Ended at the level of houses, however that was."""
    return _ended(store, span, "house")


def ended_at_grid(store: Store, span: Span, _now: datetime) -> Counted:
    """At that of grids."""
    return _ended(store, span, "grid")


def ended_at_community(store: Store, span: Span, _now: datetime) -> Counted:
    """At that of the community."""
    return _ended(store, span, "community")


def ended_at_street(store: Store, span: Span, _now: datetime) -> Counted:
    """At that of the street."""
    return _ended(store, span, "street")


def sizes_in_place(store: Store, span: Span, _now: datetime) -> Counted:
    """What was solved in a time and has a size; so is what was solved at the level that S4 names for it."""
    days = ge("closed", (span.first or date.min).isoformat()), le("closed", span.last.isoformat())
    solved = (eq("outcome", SOLVED), eq("root", None), among("stage", CLOSED_LOOP.codes(Meaning.DONE)), *days)
    rows, so = list[int](), list[int]()
    for size, name in SIZED.items():
        rows += (here := store.ids(Matter, eq("size", size), *solved))
        there = set(store.ids(Matter, eq("size", size), eq("level", COUNTED[name][0]), *solved))
        so += [one for one in here if one in there]
    return Counted({Matter.TABLE: sorted(rows)}, {Matter.TABLE: so})
