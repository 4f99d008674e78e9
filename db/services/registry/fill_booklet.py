"""核对户籍成员: who may stand in a booklet of which only the number is known, out of those who live behind its door."""

from db.records.base import changed
from db.records.registry.booklet import TAKEN_OVER, Booklet, BookletMember
from db.records.registry.household import Household
from db.records.registry.resident import IN_REGISTER, Resident
from db.services.registry.resident_card import booklet_of
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq

REGISTERED = "1"
"""户籍人口 of the table ``population``."""


def members_to_fill(store: Store, booklet: Booklet) -> list[tuple[Resident, str]]:
    """Those who live in the household of its head, or behind its door, and are registered here, with their relation; nobody who stands in another one.

    Nothing where somebody has written who stands in it.
    """
    if booklet.members:
        return []
    asked = [eq("head", booklet.head)] if booklet.head else [eq("house", booklet.house)] if booklet.house else []
    if not asked:
        return []
    seats = {m.resident: m.relation for one in store.select(Household, *asked) for m in one.present()}
    people = store.get_many(Resident, seats)
    return [
        (one, seats[one.id])
        for one in people.values()
        if one.state == IN_REGISTER and one.population == REGISTERED and booklet_of(store, one.id) is None
    ]


def fill_booklet(store: Store, booklet: Booklet) -> Booklet:
    """The booklet as saved with those whom `members_to_fill` tells, and its doubt about them cleared.

    Raises:
        RecordChanged: somebody else saved it since it was read.
    """
    members = tuple(
        BookletMember(resident=one.id, relation=relation) for one, relation in members_to_fill(store, booklet)
    )
    doubt = "；".join(one for one in booklet.doubt.split("；") if one and one != TAKEN_OVER)
    return save_as_declared(store, changed(booklet, members=(*booklet.members, *members), doubt=doubt))
