"""办了几件事: what counts problems counts roots: a matter, all that was joined to it and all its ways are one problem, counted once.

    problems(store, *conditions)           # of which any matter meets the conditions
    open_problems(store)                   # in hand
    problems_taken(store, first, last)     # that came, each on the day of the first that came of it
    problems_ended(store, first, last)     # that were ended

Each answers with the ids of the roots, in their order: the value is their number, and the rows it opens are these. What is void and
what is about meetings (会务) is no problem.
"""

from datetime import date

from attrs import evolve

from db.records.figure import once
from db.records.matters.matter import ABOUT_MEETINGS, CLOSED_STAGES, VOID_STAGES, Matter
from db.store import Store, Where, eq, ge, le, ne, none_of
from db.store.measuring import Asked, came_in
from db.store.where import Either, Every, Within

_REAL = (none_of("nature", (ABOUT_MEETINGS,)), none_of("stage", VOID_STAGES))
_BY_ITSELF = eq("root", None)
_HAS_REAL = Every((eq("nature", ABOUT_MEETINGS), Within("id", Matter, "root", (ne("root", None), *_REAL))))
"""About meetings, and a problem is joined to it."""


def problems(store: Store, *conditions: Where) -> list[int]:
    """The roots of the matters that meet the conditions."""
    return store.measured_rows(_asked(*conditions), ("id",))


def open_problems(store: Store) -> list[int]:
    """The roots at which something is to be done: no way of theirs is open once they are over."""
    return _of_roots(store, none_of("stage", CLOSED_STAGES))


def problems_ended(store: Store, first: date, last: date) -> list[int]:
    """The roots that were ended from one day to another, both included, however that was."""
    closed = ge("closed", first.isoformat()), le("closed", last.isoformat())
    return _of_roots(store, none_of("stage", VOID_STAGES), *closed)


def problems_taken(store: Store, first: date, last: date) -> list[int]:
    """The roots of what was taken in from one day to another, both included; of what was joined the first one tells the day.

    So that each is counted in one month alone.
    """
    return store.measured_rows(evolve(_asked(), came=came_in("taken", first, last)), ("id",))


def _asked(*conditions: Where) -> Asked:
    return Asked(Matter, (*_REAL, *conditions), once("root"), (), date.today())


def _of_roots(store: Store, *conditions: Where) -> list[int]:
    """The roots that meet the conditions and are problems, or have such joined to them."""
    return store.ids(Matter, _BY_ITSELF, *conditions, Either((Every(_REAL), _HAS_REAL)), order=("id",))
