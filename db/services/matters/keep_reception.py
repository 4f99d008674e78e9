"""接待: what goes without saying is filled in, and what is done while somebody waits is over at once."""

from db.records.base import changed
from db.records.matters.reception import Reception
from db.services.answers import UNASKED, Answers
from db.services.matters.take_in import claimant_from
from db.services.save_record import save_record
from db.store import Store
from db.values.day import day_of, this_minute


def keep_reception(store: Store, reception: Reception, answers: Answers = UNASKED) -> Reception:
    """The reception as saved: of now where no time is said, with the name by which they are registered, and over where that was at once.

    Raises:
        RecordInvalid: something forbids saving; no number is used up.
        AppError: see `save_record`.
    """
    at = reception.at or this_minute()
    known = claimant_from(store, reception.who) if reception.who else None
    told = changed(
        reception,
        at=at,
        name=reception.name or (known.name if known else ""),
        phone=reception.phone or (known.phone if known else ""),
        finished=reception.finished or (day_of(at) if reception.on_spot else None),
        trips=1 if reception.on_spot and reception.trips is None else reception.trips,
    )
    return save_record(store, told, answers)
