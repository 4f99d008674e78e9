"""Figures of problems: a matter, all that was joined to it and all its ways are one problem, counted once, with its root as the row.

What is void and what is about meetings (会务) is no problem. The problems that came are told by the conditions of their figure.
"""

from collections.abc import Collection
from datetime import date, datetime

from db.records.flow import Meaning
from db.records.matters.codes import ABOUT_MEETINGS, DISPUTE, ELSEWHERE, SOLVED, TALKED_OVER
from db.records.matters.flow import CLOSED_LOOP, CLOSED_STAGES, VOID_STAGES
from db.records.matters.matter import Matter
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.services.hall.figures import problems_coordinated
from db.store import Store, Where, among, eq, ge, le, ne, none_of
from db.store.where import Either, Every, Within

_REAL = (none_of("nature", (ABOUT_MEETINGS,)), none_of("stage", VOID_STAGES))
_BY_ITSELF = eq("root", None)
_HAS_REAL = Every((eq("nature", ABOUT_MEETINGS), Within("id", Matter, "root", (ne("root", None), *_REAL))))
"""About meetings, and a problem is joined to it."""


def problems_over(store: Store, span: Span, _now: datetime) -> Counted:
    """Those that were ended within the span, however that was."""
    closed = ge("closed", (span.first or date.min).isoformat()), le("closed", span.last.isoformat())
    return _of_roots(store, none_of("stage", VOID_STAGES), *closed)


def disputes_of_the_hall(store: Store, span: Span, now: datetime) -> Counted:
    """Disputes that were settled within the span, of the problems that the hall talked over within it."""
    talked_over = problems_coordinated(store, span, now).rows[Matter.TABLE]
    return _disputes(store, span, among("id", talked_over))


def disputes_of_all(store: Store, span: Span, _now: datetime) -> Counted:
    """All disputes that were settled within the span."""
    return _disputes(store, span)


def _disputes(store: Store, span: Span, *conditions: Where) -> Counted:
    return _solved(store, span, eq("nature", DISPUTE), *conditions)


def _solved(store: Store, span: Span, *conditions: Where) -> Counted:
    settled = eq("outcome", SOLVED), among("stage", CLOSED_LOOP.codes(Meaning.DONE))
    closed = ge("closed", (span.first or date.min).isoformat()), le("closed", span.last.isoformat())
    return Counted({Matter.TABLE: store.ids(Matter, *settled, *closed, *conditions, order=("id",))})


def solved_of_talks(store: Store, span: Span, _now: datetime) -> Counted:
    """Those solved within the span that came by 居民说事 or 流动茶桌, themselves or one that was joined to them."""
    talked = among("channel", TALKED_OVER)
    joined = Within("id", Matter, "root", (ne("root", None), talked, none_of("stage", VOID_STAGES)))
    return _solved(store, span, _BY_ITSELF, Either((talked, joined)))


def problems_in_hand(store: Store, _span: Span, _now: datetime) -> Counted:
    """Those at which something is to be done: no way of a root is open once it is over."""
    return _of_roots(store, none_of("stage", CLOSED_STAGES))


def _of_roots(store: Store, *conditions: Where) -> Counted:
    """The roots that meet the conditions and are problems, or have such joined to them."""
    found = store.ids(Matter, _BY_ITSELF, *conditions, Either((Every(_REAL), _HAS_REAL)), order=("id",))
    return Counted({Matter.TABLE: found})


def problems_to_solve(store: Store, found: Collection[int]) -> list[int]:
    """Which of these roots are problems that were to be solved: what the law sends elsewhere never is."""
    if not found:
        return []
    real = Either((Every(_REAL), _HAS_REAL))
    return store.ids(Matter, among("id", list(found)), real, none_of("outcome", (ELSEWHERE,)), order=("id",))
