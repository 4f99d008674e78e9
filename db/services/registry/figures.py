"""Who came to live here within a time, and which doors stand empty: told by rows of living somewhere, which are kept when they go on."""

from datetime import datetime

from db.records.condition import at_least, at_most, has, something
from db.records.registry.place import House
from db.records.registry.residence import Residence
from db.records.registry.resident import Resident
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.services.registry.vacant import SHOP
from db.store import Store, ne
from db.store.where import Unless, Within, holding


def arrivals(store: Store, span: Span, _now: datetime) -> Counted:
    """Whoever began to live here within the span and had a reason to come; who only moved within the community had none written."""
    within = [something("reason"), at_most("since", span.last.isoformat())]
    if span.first:
        within.append(at_least("since", span.first.isoformat()))
    where = store.where(Resident, [has("residences", *within, ever=True)])
    return Counted({Resident.TABLE: store.ids(Resident, *where, order=("name",))})


def houses_vacant(store: Store, _span: Span, now: datetime) -> Counted:
    """The doors behind which nobody lives or stays today, but for shops; see `db.services.registry.vacant` for since when."""
    lived_in = Within("id", Residence, "house", holding(now.date()))
    return Counted(
        {House.TABLE: store.ids(House, ne("use", SHOP), Unless((lived_in,)), order=("building", "unit", "room"))}
    )
