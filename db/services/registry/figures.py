"""Who came to live here within a time: told by their rows of living somewhere, which are kept when they go on."""

from datetime import datetime

from db.records.condition import at_least, at_most, has, something
from db.records.registry.resident import Resident
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.store import Store


def arrivals(store: Store, span: Span, _now: datetime) -> Counted:
    """Whoever began to live here within the span and had a reason to come; who only moved within the community had none written."""
    within = [something("reason"), at_most("since", span.last.isoformat())]
    if span.first:
        within.append(at_least("since", span.first.isoformat()))
    where = store.where(Resident, [has("residences", *within, ever=True)])
    return Counted({Resident.TABLE: store.ids(Resident, *where, order=("name",))})
