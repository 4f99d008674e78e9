"""转照片、排先后: how the photos and scans of a record are looked at; what they show stays as it was, and so what is over lets it be."""

from collections.abc import Sequence

from db.records.base import Record, changed
from db.records.exhibit import Exhibit
from db.services.evidence.shown import exhibits_of
from db.store import Store

TURNS = 4
"""Quarters after which it is as before."""


def turn_evidence(store: Store, exhibit: Exhibit, turned: int) -> Exhibit:
    """A photo or scan that is shown so many quarters turned to the right; what else was said of it meanwhile stays.

    Raises:
        RecordGone: it was taken away meanwhile.
    """
    with store.writing("转照片") as w:
        now = w.read.get(Exhibit, exhibit.id)
        if (now.turned or 0) == turned % TURNS:
            return now
        return w.save(changed(now, turned=turned % TURNS))


def arrange_evidence(store: Store, record: Record, ids: Sequence[int]) -> list[int]:
    """Puts the photos and scans of a record in an order, and gives the one before.

    Args:
        store: the open store.
        record: that they belong to.
        ids: in the order that is wanted; one that is gone is passed over, one that is not among them comes behind.
    """
    with store.writing("排照片的先后") as w:
        there = exhibits_of(w.read, record)
        wanted = {record_id: place for place, record_id in enumerate(ids)}
        ordered = sorted(there, key=lambda one: wanted.get(one.id, len(wanted)))
        w.save_all([changed(one, place=place) for place, one in enumerate(ordered, 1) if one.place != place])
    return [one.id for one in there]
