"""Homes that the clerk of an event does not see: whoever leaves the register, or moves, has no seat there any more either."""

from collections.abc import Sequence
from datetime import date

from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.services.registry.events.asked import Event, What
from db.services.registry.events.board import HOMES, Board, CannotHappen, Home, resolved
from db.store import Store, Writer
from db.store.lift import Lift

_MOVES = frozenset({What.MOVED, What.DIVIDED, What.JOINED})


def leave_hidden(store: Store, w: Writer, event: Event, day: date) -> None:
    """Closes the seats of those to whom an event happens in homes that its clerk does not see; before those that are seen are saved.

    Raises:
        CannotHappen: they came there later; what home it is, is not told.
    """
    who, kinds, until = _leaving(event, day)
    if not kinds:
        return
    board = Board(store, day, 0)
    with store.lifted(Lift.FOLLOWING):
        try:
            for kind in kinds:
                board.take_out(who, kind, until, event.what.label)
        except CannotHappen as why:
            raise CannotHappen("有一户您无权查看，那里写的日期比这一天晚", "请窗口登记员核对以后来办") from why
    laid = [c.now for kind in kinds for c in board.changes(kind)]
    seen = {kind.TABLE: store.seen(kind.TABLE, [one.id for one in laid if isinstance(one, kind)]) for kind in kinds}
    with store.lifted(Lift.FOLLOWING):
        for one in laid:
            if isinstance(one, Household | Booklet) and one.id not in seen[one.TABLE]:
                w.save(resolved(one, {}))


def _leaving(event: Event, day: date) -> tuple[Sequence[int], tuple[type[Home], ...], date | None]:
    """Who has no seat any more, in which homes, and until when; None for the day before."""
    what, asked = event.what, event.asked
    if what is What.DIED or what is What.LEFT:
        return event.who, (Household,) if what is What.LEFT and asked.stays else HOMES, day
    if what is What.RETURNED:
        return event.who, HOMES, None
    if what in _MOVES:
        return event.who, (Household,), None
    if what is What.MARRIED and asked.together:
        return (asked.partner,), (Household,), None
    return (), (), None
