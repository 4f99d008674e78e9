"""登记状态、现住房屋 changed in the form of a resident: what follows elsewhere is what follows where it happens in 人口变动."""

from collections.abc import Iterable
from datetime import date

from db.errors import RecordInvalid
from db.records.base import fields_of
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.resident import DIED, Resident
from db.services.registry.events.board import HOMES, Board, CannotHappen, Home, resolved
from db.services.registry.events.following import end_with
from db.store import Store, Writer
from db.store.lift import Lift


def left_by_hand(store: Store, w: Writer, resident: Resident) -> Resident:
    """Somebody who was saved as having left the register, or died, as they are now: they have no seat and are looked after no more.

    Where nobody knows the day, all stays until somebody writes it.

    Raises:
        RecordInvalid: they came to their household or booklet after that day.
    """
    day = resident.state_day
    if day is None:
        return resident
    state = fields_of(Resident)["state"].show(resident.state)
    with store.lifted(Lift.FOLLOWING):
        board = Board(store, day, 0)
        try:
            for kind in HOMES:
                board.take_out([resident.id], kind, day, state)
        except CannotHappen as why:
            field = fields_of(Resident)["state_day"]
            raise RecordInvalid([field.problem("state_day_early", why.message, "请核对这个日期")]) from why
        _save_homes(w, board, HOMES)
        end_with(store, w, [resident.id], day, died=resident.state == DIED)
        return w.read.get(Resident, resident.id)


def moved_out(store: Store, w: Writer, resident: int, day: date) -> None:
    """Takes somebody who moved on a day out of their household, which has another head from then on where they were it."""
    with store.lifted(Lift.FOLLOWING):
        _save_homes(w, _without(store, resident, day), (Household,))


def next_head(store: Store, resident: int, day: date) -> str:
    """The name of who is the head of those who stay where somebody moves out on a day; "" where nobody else is, or they are not seen."""
    heads: list[int] = []
    with store.lifted(Lift.FOLLOWING):
        for one in _without(store, resident, day).changes(Household):
            was, now = one.was, one.now
            if isinstance(was, Household) and isinstance(now, Household) and was.head == resident:
                heads.append(now.head)
    return next((one.name for one in store.get_many(Resident, heads).values()), "")


def _without(store: Store, resident: int, day: date) -> Board:
    board = Board(store, day, 0)
    board.take_out([resident], Household)
    return board


def _save_homes(w: Writer, board: Board, kinds: Iterable[type[Home]]) -> None:
    for kind in kinds:
        for one in board.changes(kind):
            assert isinstance(one.now, Household | Booklet)
            w.save(resolved(one.now, {}))
