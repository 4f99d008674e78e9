"""What ends with somebody's leaving in records that the clerk need not see: tags; of the dead being one who looks after others, and meetings."""

from collections.abc import Collection, Mapping
from datetime import date

from db.records.base import changed
from db.records.registry.resident import Resident, reference_to
from db.records.registry.resident_parts import CareTag
from db.records.spells import last_day
from db.services.registry.events.meetings import take_off
from db.store import Store, Writer


def goes_on(tag: CareTag, day: date) -> bool:
    """Whether somebody would be looked after beyond a day; what was granted until a later one is, too."""
    return tag.until is None or tag.until > day


def end_with(store: Store, w: Writer, left: Mapping[int, date], died: Collection[int]) -> None:
    """Ends what does not go on without those who left, each on a day by id, or of whom some died."""
    found: list[Resident] = []
    for one in store.get_many(Resident, left).values():
        day = left[one.id]
        care = tuple(changed(tag, until=last_day(tag, day)) if goes_on(tag, day) else tag for tag in one.care)
        if care != one.care:
            found.append(changed(one, care=care))
    w.save_all(found)
    if dead := {i: left[i] for i in died}:
        _end_caring(store, w, dead)
        take_off(store, w, dead)


def _end_caring(store: Store, w: Writer, dead: Mapping[int, date]) -> None:
    refs = {reference_to(i): day for i, day in dead.items()}
    found: list[Resident] = []
    for one in store.owners(Resident, "carers", "who", refs):
        carers = tuple(
            changed(row, until=last_day(row, refs[row.who])) if row.who in refs and row.until is None else row
            for row in one.carers
        )
        if carers != one.carers:
            found.append(changed(one, carers=carers))
    w.save_all(found)
