"""登记诉求: a matter gets its number and the code of its slip, in the transaction that saves it."""

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.matters.matter import Claimant, Matter
from db.services.answers import UNASKED, Answers
from db.services.matters.outside import taken_twice
from db.services.matters.slips import new_slip
from db.services.save_record import save_record
from db.store import Store
from db.values.day import this_minute


def take_in(store: Store, matter: Matter, answers: Answers = UNASKED) -> Matter:
    """The matter as taken in; one that was taken in before is saved as it is, and the book follows its subject.

    Raises:
        RecordInvalid: something forbids taking it in, or another one has its outside number; no number is used up.
        AppError: see `save_record`.
    """
    if not matter.id:
        return enter_matter(store, matter, answers)
    with store.writing("修改诉求"):
        before = store.find(Matter, matter.id)
        if before is None or (before.channel, before.outside_no) != (matter.channel, matter.outside_no):
            _refuse_twice(store, matter)
        return save_record(store, matter, answers)


def enter_matter(store: Store, matter: Matter, answers: Answers = UNASKED) -> Matter:
    """A new matter with its number and slip, as every door takes it in, that of a dispute included.

    Raises:
        RecordInvalid: something forbids taking it in, or another one has its outside number; no number is used up.
    """
    with store.writing("登记诉求"):
        _refuse_twice(store, matter)
        taken, taker = matter.taken or this_minute(), matter.taker or store.person_at_work()
        entered = changed(matter, taken=taken, taker=taker, slip=matter.slip or new_slip(store))
        return save_record(store, entered, answers)


def _refuse_twice(store: Store, matter: Matter) -> None:
    if found := taken_twice(store, matter):
        raise RecordInvalid([found])


def claimant_from(store: Store, number: int) -> Claimant:
    """A claimant as a reference tells: the name of the resident or body, and the telephone by which to call back."""
    table, record_id = store.kinds.leads_to(number)
    kind = store.kinds.find(table)
    found = store.find(kind.record, record_id) if kind else None
    if found is None:
        return Claimant()
    return Claimant(who=number, name=str(getattr(found, "name", "")), phone=str(getattr(found, "phone", "")))
