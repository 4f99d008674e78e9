"""What is asked of an event before it is laid out: a day on which it can have been, people to whom it can happen, a number for one alone."""

from collections.abc import Sequence
from datetime import date

from db.records.registry.resident import GONE, IN_REGISTER, Resident
from db.services.registry.events.asked import Event, What
from db.services.registry.events.board import Board, CannotHappen
from db.services.registry.same_number import same_number
from db.store import Store
from db.values import paper_number
from db.values.id_number import OLDEST_YEARS


def check_day(board: Board, event: Event) -> None:
    """Lets pass what can have happened to these people on that day.

    Raises:
        CannotHappen: it cannot.
    """
    if event.asked.day is None:
        raise CannotHappen("没有写哪一天")
    today = date.today()
    if board.day > today:
        raise CannotHappen("日期还没有到，请写今天或更早的日期")
    if today.year - board.day.year > OLDEST_YEARS:
        raise CannotHappen(f"日期在 {OLDEST_YEARS} 年以前，请核对年份")
    people = [board.get(Resident, i) for i in event.who]
    if not people and event.what is not What.CAME:
        raise CannotHappen("没有选是谁")
    for one in people:
        refuse_unborn(board, one)
        if event.what is What.RETURNED:
            continue
        if one.state != IN_REGISTER:
            back = "；迁出后又回来的，用“回来”" if one.state == GONE else ""
            raise CannotHappen(f"{one.name}已经{one.mark()}{back}")


def refuse_unborn(board: Board, one: Resident) -> None:
    """Lets pass whoever was born by the day.

    Raises:
        CannotHappen: they were not.
    """
    if one.birth and board.day < one.birth:
        raise CannotHappen(f"{one.name}是 {one.birth} 出生的，日期不能早于那一天")


def refuse_twin(store: Store, board: Board, one: Resident) -> None:
    """Lets pass whose number nobody else in the register has, nor anybody else of the same event.

    Raises:
        CannotHappen: somebody has it.
    """
    if twin := same_number(store, one):
        told = f"登记给{twin.name}" if store.seen(Resident.TABLE, [twin.id]) else "登记过"
        raise CannotHappen(f"{one.name}的号码已经{told}，还在册")
    if twin := _on_board(board, one):
        raise CannotHappen(f"{twin.name}和{one.name}写了同一个证件号码，请核对")


def _on_board(board: Board, one: Resident) -> Resident | None:
    """Whoever of the same event has the same right number; a wrong one is nobody's."""
    if not one.id_number or paper_number.fault(one.id_kind, one.id_number):
        return None
    laid: Sequence[Resident] = [c.now for c in board.changes(Resident) if isinstance(c.now, Resident)]
    return next((r for r in laid if r.id != one.id and r.id_number == one.id_number and r.state == IN_REGISTER), None)
