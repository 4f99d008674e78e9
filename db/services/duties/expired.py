"""期满: what the program still keeps though its term is over."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from db.records.base import Record
from db.records.condition import Condition, at_most, is_not, something
from db.records.duties.consent import Consent
from db.records.duties.retention import FOREVER, Retention
from db.records.registry.resident import IN_REGISTER, Resident
from db.records.visits.visit import Visit
from db.services.due import DueItem
from db.store import Store
from db.values.day import months_later

_MONTHS = 12
_OF: Mapping[str, tuple[type[Record], tuple[Condition, ...], str]] = {
    "1": (Resident, (is_not("state", IN_REGISTER),), "state_day"),
    "2": (Visit, (), "day"),
    "3": (Consent, (something("withdrawn"),), "withdrawn"),
}
"""Code of the table ``retention_of``: the type, what must hold, and the day from which its term runs."""


def expired(store: Store, retention: Retention, day: date) -> Sequence[int]:
    """The ids of what one term is over for on a day; none where it says no years, or of what the program does not keep."""
    if (found := over(retention, day)) is None:
        return ()
    kind, conditions = found
    return store.ids(kind, *store.where(kind, conditions))


def over(retention: Retention, day: date) -> tuple[type[Record], tuple[Condition, ...]] | None:
    """The type of what one term is for, and what holds of that for which it is over on a day; None as in `expired`."""
    found = _OF.get(retention.of)
    if found is None or retention.years is None or retention.end == FOREVER:
        return None
    kind, conditions, began = found
    last = months_later(day, -_MONTHS * retention.years)
    return kind, (*conditions, something(began), at_most(began, last.isoformat()))


def retention_due(store: Store, now: datetime) -> list[DueItem]:
    """A line a term of which something is over; it opens that."""
    items: list[DueItem] = []
    for one in store.select(Retention, order=("what", "id")):
        if (found := over(one, now.date())) and (count := len(store.ids(found[0], *store.where(*found)))):
            told, rows = f"{count} 条保管期满", (found[0].TABLE, found[1])
            items.append(DueItem(Retention.TABLE, one.id, one.what, told, "", "可以提出销毁", None, rows=rows))
    return items
