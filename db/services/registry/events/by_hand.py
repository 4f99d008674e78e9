"""登记状态、现住房屋 changed in the form of a resident: what follows elsewhere is what follows where it happens in 人口变动."""

from datetime import date

from db.errors import RecordInvalid
from db.records.base import fields_of
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.registry.events.board import Board, CannotHappen, resolved
from db.services.registry.events.in_bulk import left_all
from db.store import Store, Writer
from db.store.lift import Lift


def left_by_hand(store: Store, w: Writer, resident: Resident) -> Resident:
    """Somebody who was saved as having left the register, or died, as they are now: they have no seat and are looked after no more.

    Where nobody knows the day, all stays until somebody writes it.

    Raises:
        RecordInvalid: they came to their household or booklet after that day.
    """
    if resident.state_day is None:
        return resident
    try:
        left_all(store, w, [resident.id])
    except CannotHappen as why:
        field = fields_of(Resident)["state_day"]
        raise RecordInvalid([field.problem("state_day_early", why.message, "请核对这个日期")]) from why
    with store.lifted(Lift.FOLLOWING):
        return w.read.get(Resident, resident.id)


def moved_out(store: Store, w: Writer, resident: int, day: date) -> None:
    """Takes somebody who moved on a day out of their household, which has another head from then on where they were it."""
    with store.lifted(Lift.FOLLOWING):
        for one in _without(store, resident, day).changes(Household):
            assert isinstance(one.now, Household)
            w.save(resolved(one.now, {}))


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
