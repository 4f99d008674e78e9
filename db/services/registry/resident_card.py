"""居民卡: who this is, whom they live with, and what is open for them."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from db.records.hall.meeting import Meeting
from db.records.mediation.case import MediationCase
from db.records.registry.household import BOOKLET_ONLY, Household, Member
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.mediation.accept_case import earlier_cases
from db.store import Store, eq

SHOWN_VISITS = 10


@frozen
class HouseMate:
    """A member of the household, as the card lists them."""

    resident: Resident
    relation: str
    is_self: bool


@frozen
class ResidentCard:
    """Everything a clerk wants to see of a person who stands at the desk."""

    resident: Resident
    address: str
    household: Household | None
    mates: Sequence[HouseMate]
    cases: Sequence[MediationCase]
    meetings: Sequence[Meeting]
    visits: Sequence[Visit]

    @property
    def open_cases(self) -> list[MediationCase]:
        """The cases that are not closed."""
        return [c for c in self.cases if c.is_open()]


def resident_card(store: Store, resident_id: int) -> ResidentCard:
    """The card of a resident.

    Raises:
        RecordGone: the resident is no longer there.
    """
    resident = store.get(Resident, resident_id)
    household = household_of(store, resident_id)
    members = household.present() if household else ()
    people = store.get_many(Resident, [m.resident for m in members])
    mates = [_mate(m, people[m.resident], resident_id) for m in members if m.resident in people]
    meetings = store.owners(Meeting, "attendees", "resident", [resident_id])
    return ResidentCard(
        resident=resident,
        address=store.titles("house", [resident.house]).get(resident.house, ""),
        household=household,
        mates=mates,
        cases=earlier_cases(store, [p.id for p in people.values()] or [resident_id]),
        meetings=sorted(meetings, key=lambda m: str(m.starts), reverse=True),
        visits=_visits(store, resident),
    )


def _visits(store: Store, resident: Resident) -> list[Visit]:
    """The last calls at their door and the last talks with them elsewhere, newest first."""
    asked = [eq("resident", resident.id), *([eq("house", resident.house)] if resident.house else [])]
    found = {v.id: v for where in asked for v in store.select(Visit, where, order=("-day",), limit=SHOWN_VISITS)}
    return sorted(found.values(), key=lambda v: (v.day or date.min, v.id), reverse=True)[:SHOWN_VISITS]


def household_of(store: Store, resident_id: int) -> Household | None:
    """The living household that a resident belongs to now; a booklet's household only when there is no other."""
    found = store.owners(Household, "members", "resident", [resident_id])
    now = [h for h in found if any(m.resident == resident_id for m in h.present())]
    return min(now, key=lambda h: (h.kind == BOOKLET_ONLY, h.id), default=None)


def _mate(member: Member, resident: Resident, self_id: int) -> HouseMate:
    return HouseMate(resident, member.relation, resident.id == self_id)


def eldest_first(mates: Sequence[HouseMate]) -> list[HouseMate]:
    """The head first, then by age."""
    return sorted(mates, key=lambda m: (m.relation != "02", m.resident.birth or date.max))
