"""保存: a record of any type is saved by what its type declares; the one way for every door, whoever typed or brought it."""

from typing import TypeVar

from db.records.base import Record
from db.services.answers import UNASKED, Answers
from db.services.bound import SAVES
from db.services.save_record import save_record
from db.store import Store

R = TypeVar("R", bound=Record)


def save_as_declared(store: Store, record: R, answers: Answers = UNASKED) -> R:
    """The record as saved; ``answers`` say what the door was told beforehand.

    Raises:
        RecordInvalid: something forbids saving; nothing was saved and no number is used up.
        Undecided: something is to be said first; nothing was saved.
        AppError: see the service that the type declares, and `save_record`.
    """
    name = store.kinds[record.TABLE].save
    return SAVES[name](store, record, answers) if name else save_record(store, record, answers)
