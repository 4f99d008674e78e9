"""Who came to live here within a time, or left, and which doors stand empty: told by rows of living somewhere, which are kept when they go on."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from db.records.condition import Condition, at_least, at_most, has, is_, something
from db.records.registry.place import House
from db.records.registry.residence import MAIN, Residence
from db.records.registry.resident import GONE, Resident
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.services.registry.vacant import SHOP
from db.store import Store, among, ne
from db.store.where import Unless, Within, holding


def arrivals(store: Store, span: Span, _now: datetime) -> Counted:
    """Whoever began to live here within the span and had a reason to come; who only moved within the community had none written."""
    within = [something("reason"), at_most("since", span.last.isoformat())]
    if span.first:
        within.append(at_least("since", span.first.isoformat()))
    where = store.where(Resident, [has("residences", *within, ever=True)])
    return Counted({Resident.TABLE: store.ids(Resident, *where, order=("name",))})


def departures(store: Store, span: Span, _now: datetime) -> Counted:
    """Whoever left within the span: who is gone since, and who came back later, and had a reason to come written as all who arrive.

    Who only moved within the community lives behind another door from the next day on, with no reason written.
    """
    days = [at_most("state_day", span.last.isoformat()), *_from("state_day", span)]
    gone = store.ids(Resident, *store.where(Resident, [is_("state", GONE), *days]))
    ended = has("residences", at_most("until", span.last.isoformat()), *_from("until", span), ever=True)
    there = store.select(Resident, *store.where(Resident, [ended]))
    back = [one.id for one in there if any(_holds(span, day) for day in _left_before(one.residences))]
    return Counted({Resident.TABLE: store.ids(Resident, among("id", {*gone, *back}), order=("name",))})


def _left_before(rows: Sequence[Residence]) -> Iterator[date]:
    """The last days of living here before somebody came back."""
    mains = sorted((one for one in rows if one.kind == MAIN and one.since), key=lambda one: one.since or date.min)
    for one in mains:
        before = [row.until for row in rows if row.kind == MAIN and row is not one and row.until]
        earlier = [day for day in before if one.since and day < one.since]
        if one.reason and earlier:
            yield max(earlier)


def _from(path: str, span: Span) -> list[Condition]:
    return [at_least(path, span.first.isoformat())] if span.first else []


def _holds(span: Span, day: date) -> bool:
    return day <= span.last and (span.first is None or day >= span.first)


def houses_vacant(store: Store, _span: Span, now: datetime) -> Counted:
    """The doors behind which nobody lives or stays today, but for shops; see `db.services.registry.vacant` for since when."""
    lived_in = Within("id", Residence, "house", holding(now.date()))
    return Counted(
        {House.TABLE: store.ids(House, ne("use", SHOP), Unless((lived_in,)), order=("building", "unit", "room"))}
    )
