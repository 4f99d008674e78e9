"""登记: a record without a service of its own is saved as it is; what bears a number of a family draws it when it is first saved."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from db.records.base import Record, changed
from db.services.answers import UNASKED, Answers
from db.services.clocks import first_days_by_rule
from db.services.letters.number_record import number_record
from db.store import Store
from db.values.day import day_of

R = TypeVar("R", bound=Record)


def save_record(store: Store, record: R, answers: Answers = UNASKED) -> R:
    """The record as saved; ``answers`` say what becomes of a number whose record went to another year, and of a day long ago.

    Raises:
        RecordInvalid: something forbids saving; no number is used up.
        AppError: see `number_record`.
    """
    if not record.id:
        record = changed(record, **first_days_by_rule(store, record))
    if not draws_number(store, record):
        return store.save(record)
    reason = f"{'修改' if record.id else '登记'}{record.LABEL}"
    return number_record(store, record, counted(store, record), reason, always=not record.id, answers=answers)


def draws_number(store: Store, record: Record) -> bool:
    """Whether a new record of this type gets a number by itself."""
    number = store.kinds[record.TABLE].number
    return bool(number and number.family and number.family.day)


def counted(store: Store, record: R) -> Callable[[R], tuple[str, date]]:
    """What tells the family of a record and the day by which it is numbered, as its type declares them."""
    kind = store.kinds[record.TABLE]
    name = kind.number.family.day if kind.number and kind.number.family else ""

    def told(one: R) -> tuple[str, date]:
        day = getattr(one, name) if name else None
        return kind.family, day_of(day) or date.today()

    return told
