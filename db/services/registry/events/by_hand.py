"""登记状态、现住房屋 changed in the form of a resident: what follows elsewhere is what follows where it happens in 人口变动."""

from datetime import date

from db.errors import RecordInvalid
from db.records.base import fields_of
from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.answers import Choice, NewHead, Undecided
from db.services.registry.events.board import Board, CannotHappen, resolved
from db.services.registry.events.in_bulk import left_all
from db.store import Store, Writer
from db.store.lift import Lift


class HeadFollows(Undecided):
    """The head of a household leaves the register, and several who stay could be the next one: who is, is to be said."""

    code = "head_follows"


def left_by_hand(store: Store, w: Writer, resident: Resident, said: NewHead | None = None) -> Resident:
    """Somebody who was saved as having left the register, or died, as they are now: they have no seat and are looked after no more.

    Where nobody knows the day, all stays until somebody writes it. Without ``said`` the likeliest of those who stay becomes the head.

    Raises:
        HeadFollows: they were the head, several could be the next one, and ``said`` does not say who is.
        RecordInvalid: they came to their household or booklet after that day.
    """
    if resident.state_day is None:
        return resident
    try:
        if said is not None and not said.id:
            _ask_head(store, resident, said)
        left_all(store, w, [resident.id], said.id if said else 0)
    except CannotHappen as why:
        field = fields_of(Resident)["state_day"]
        raise RecordInvalid([field.problem("state_day_early", why.message, "请核对这个日期")]) from why
    with store.lifted(Lift.FOLLOWING):
        return w.read.get(Resident, resident.id)


def _ask_head(store: Store, resident: Resident, said: NewHead) -> None:
    """Proposes one after the other of those who stay, the likeliest first, and begins anew behind the last."""
    assert resident.state_day
    heads = _heads_after(store, resident.id, resident.state_day)
    if len(heads) < 2:
        return
    open_ = [one for one in heads if one.id not in said.refused] or heads
    refused = said.refused if len(open_) < len(heads) else ()
    first, then = open_[0], (*open_, *heads)[1]
    raise HeadFollows(
        f"{resident.name}是户主，由{first.name}接着当户主吗？",
        f"同户还有{'、'.join(one.name for one in heads)}，共 {len(heads)} 人。与户主的关系跟着改。",
        Choice(NewHead(first.id), f"户主改为{first.name}"),
        Choice(NewHead(then.id) if len(heads) == 2 else NewHead(0, (*refused, first.id)), f"不是，换{then.name}"),
    )


def _heads_after(store: Store, resident: int, day: date) -> list[Resident]:
    """Who could be the head of those who stay, where a head left on a day: the likeliest first, of those who are seen; none where they were none."""
    with store.lifted(Lift.FOLLOWING):
        board = Board(store, day, 0)
        found: list[Resident] = []
        for home in board.homes(Household, resident):
            if board.relation(home, resident) == HEAD:
                left = board.leave(Household, resident, day)
                found += [one for there in left for one in board.candidates(there)]
    seen = store.seen(Resident.TABLE, [one.id for one in found])
    return [one for one in found if one.id in seen]


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
