"""接待: what goes without saying is filled in, and what is done while somebody waits is over at once."""

from db.records.base import changed
from db.records.matters.reception import Reception
from db.records.registry.resident import Resident
from db.services.answers import UNASKED, Answers
from db.services.matters.take_in import claimant_from
from db.services.save_record import save_record
from db.store import Store
from db.values.day import day_of, this_minute


def keep_reception(store: Store, reception: Reception, answers: Answers = UNASKED) -> Reception:
    """The reception as saved: of now where no time is said, as they are registered, and over where that was at once.

    Whoever is received came once, as long as nobody says otherwise; of what was over before it was entered nobody knows.

    Raises:
        RecordInvalid: something forbids saving; no number is used up.
        AppError: see `save_record`.
    """
    at = reception.at or this_minute()
    known = claimant_from(store, reception.who) if reception.who else None
    first = reception.on_spot or not (reception.id or reception.finished)
    told = changed(
        reception,
        at=at,
        name=reception.name or (known.name if known else ""),
        phone=reception.phone or (known.phone if known else ""),
        house=reception.house or home_of(store, reception.who),
        finished=reception.finished or (day_of(at) if reception.on_spot else None),
        trips=1 if first and reception.trips is None else reception.trips,
    )
    return save_record(store, told, answers)


def home_of(store: Store, who: int) -> int:
    """The house of a registered resident; 0 of anybody else."""
    table, record_id = store.kinds.leads_to(who) if who else ("", 0)
    found = store.find(Resident, record_id) if table == Resident.TABLE else None
    return found.house if found else 0
