"""What ends with somebody's leaving in records that the clerk need not see: tags; of the dead being one who looks after others, and meetings."""

from collections.abc import Collection
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


def end_with(store: Store, w: Writer, who: Collection[int], day: date, *, died: bool) -> None:
    """Ends with a day what does not go on without those who left, or died."""
    for one in store.get_many(Resident, who).values():
        care = tuple(changed(tag, until=last_day(tag, day)) if goes_on(tag, day) else tag for tag in one.care)
        if care != one.care:
            w.save(changed(one, care=care))
    if died:
        _end_caring(store, w, who, day)
        take_off(store, w, who, day)


def _end_caring(store: Store, w: Writer, who: Collection[int], day: date) -> None:
    refs = {reference_to(i) for i in who}
    for one in store.owners(Resident, "carers", "who", refs):
        carers = tuple(
            changed(row, until=last_day(row, day)) if row.who in refs and row.until is None else row
            for row in one.carers
        )
        if carers != one.carers:
            w.save(changed(one, carers=carers))
