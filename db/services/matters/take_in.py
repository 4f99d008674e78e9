"""登记诉求: a matter gets its number and the code of its slip, in the transaction that saves it; what can be answered at once, is."""

import secrets

from db.records.base import changed
from db.records.matters.matter import CLOSED_STAGES, EXPLAINED, INQUIRY, Claimant, Matter
from db.services.acting import person_at_work
from db.services.letters.number_record import Move
from db.services.move import move
from db.services.save_record import save_record
from db.store import Store, eq, none_of
from db.values.day import this_minute

_FIRST_SLIP, _LAST_SLIP = 10_000, 99_999
AT_THE_WINDOW = "1"


def take_in(store: Store, matter: Matter) -> Matter:
    """The matter as taken in; one that has its number keeps it, so that doing it twice does no harm.

    Raises:
        RecordInvalid: something forbids taking it in; no number is used up.
        AppError: see `save_record`.
    """
    if matter.id:
        return change_matter(store, matter)
    taken = matter.taken or this_minute()
    taker = matter.taker or person_at_work(store)
    given = changed(matter, taken=taken, taker=taker, slip=matter.slip or _new_slip(store))
    return save_record(store, given)


def change_matter(store: Store, matter: Matter, move: Move = Move.ASK) -> Matter:
    """The matter as changed; the book follows its subject. Raises as `save_record` does."""
    return save_record(store, matter, move)


def answer_at_once(store: Store, subject: str, answer: str, claimant: Claimant | None = None) -> Matter:
    """咨询, 答复即结: a question and its answer as one matter that is over, counted as 当场办结.

    Raises:
        RecordInvalid: nothing was asked.
        MoveRefused: nothing was answered; no number is used up.
    """
    asked = Matter(
        subject=subject.strip(),
        nature=INQUIRY,
        channel=AT_THE_WINDOW,
        claimants=(claimant or Claimant(anonymous=True),),
    )
    with store.writing("当场答复"):
        taken = take_in(store, asked)
        return move(
            store, taken, "answer", taken.taken, person_at_work(store), result=answer.strip(), outcome=EXPLAINED
        )


def _new_slip(store: Store) -> str:
    """Five figures that no open matter has; at random, so that nobody guesses a neighbour's from their own."""
    while True:
        slip = str(_FIRST_SLIP + secrets.randbelow(_LAST_SLIP - _FIRST_SLIP + 1))
        if not store.ids(Matter, eq("slip", slip), none_of("stage", CLOSED_STAGES)):
            return slip


def claimant_from(store: Store, number: int) -> Claimant:
    """A claimant as a reference tells: the name of the resident or body, and the telephone by which to call back."""
    table, record_id = store.kinds.leads_to(number)
    kind = store.kinds.find(table)
    found = store.find(kind.record, record_id) if kind else None
    if found is None:
        return Claimant()
    return Claimant(who=number, name=str(getattr(found, "name", "")), phone=str(getattr(found, "phone", "")))
