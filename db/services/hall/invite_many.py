"""邀请参会: residents, households or persons of any selection, to a meeting that is coming; nobody twice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time

from attrs import evolve, frozen

from db.errors import ArgumentError
from db.records.base import Record
from db.records.bodies.body import Body
from db.records.bodies.person import PERSONS, Person
from db.records.hall.meeting import Attendee, Meeting
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import IN_REGISTER, Resident, reference_to
from db.services.hall.call_meeting import COMING
from db.services.hall.invite import invite_households
from db.services.save_as_declared import save_as_declared
from db.store import Store, among, ge
from db.values.reference import reference

GUEST = "2"
"""列席: who comes for no home of the community."""


@frozen
class Guests:
    """Who is invited of a selection.

    Attributes:
        fresh: those who were not invited yet.
        already: how many were.
        gone: how many are left out: nobody of theirs is in the register, or they are no more there.
    """

    fresh: tuple[Attendee, ...] = ()
    already: int = 0
    gone: int = 0


def coming_meetings(store: Store, now: datetime) -> list[Meeting]:
    """Those that are being prepared, from today on, the next one first."""
    today = datetime.combine(now.date(), time()).isoformat(timespec="minutes")
    return store.select(Meeting, ge("starts", today), among("state", COMING), order=("starts",))


def guests(store: Store, kind: type[Record], ids: Sequence[int], already: Sequence[Attendee]) -> Guests:
    """Whom a selection of residents, households or persons adds to those who are invited already."""
    if kind is Household:
        fresh = tuple(invite_households(store, ids, already))
        known = {attendee.household for attendee in already}
        there = sum(i in known for i in ids)
        return Guests(fresh, there, len(ids) - there - len(fresh))
    found = _of_persons(store, ids) if kind is Person else _of_residents(store, ids)
    taken, fresh_ones = {_who(attendee) for attendee in already}, list[Attendee]()
    for attendee in found:
        if (who := _who(attendee)) not in taken:
            taken.add(who)
            fresh_ones.append(attendee)
    return Guests(tuple(fresh_ones), len(found) - len(fresh_ones), len(ids) - len(found))


def invite_to(store: Store, meeting_id: int, kind: type[Record], ids: Sequence[int]) -> tuple[Meeting, Guests]:
    """The meeting as saved with those of a selection, and who that was.

    Raises:
        RecordGone: the meeting is no longer there.
        ArgumentError: nobody is to be added.
    """
    meeting = store.get(Meeting, meeting_id)
    found = guests(store, kind, ids, meeting.attendees)
    if not found.fresh:
        raise ArgumentError("没有要加的人", "他们都在名单里了" if found.already else "选中的都不在册")
    return save_as_declared(store, evolve(meeting, attendees=(*meeting.attendees, *found.fresh))), found


def uninvite(store: Store, meeting_id: int, fresh: Iterable[Attendee]) -> Meeting:
    """The meeting without those who were just added; whoever was written of them since stays out of it, too."""
    meeting, gone = store.get(Meeting, meeting_id), {(one.who, one.household, one.name) for one in fresh}
    kept = tuple(one for one in meeting.attendees if (one.who, one.household, one.name) not in gone)
    return save_as_declared(store, evolve(meeting, attendees=kept))


def _who(attendee: Attendee) -> tuple[int, str]:
    """Whom an attendee is: the record, or a name from outside."""
    return (attendee.who, "") if attendee.who else (0, f"{attendee.name} {attendee.unit}")


def _of_residents(store: Store, ids: Sequence[int]) -> list[Attendee]:
    found = store.get_many(Resident, ids)
    people = [found[i] for i in ids if i in found and found[i].state == IN_REGISTER]
    doors = store.titles(House.TABLE, {one.house for one in people})
    homes = _households(store, [one.id for one in people])
    return [
        Attendee(
            who=reference_to(one.id),
            household=homes.get(one.id, 0),
            name=one.name,
            phone=one.phone,
            unit=doors.get(one.house, ""),
        )
        for one in people
    ]


def _households(store: Store, residents: Sequence[int]) -> Mapping[int, int]:
    """The household that each belongs to now."""
    found: dict[int, Household] = {}
    for household in store.owners(Household, "members", "resident", residents):
        for member in household.present():
            known = found.get(member.resident)
            if known is None or household.id < known.id:
                found[member.resident] = household
    return {resident: household.id for resident, household in found.items()}


def _of_persons(store: Store, ids: Sequence[int]) -> list[Attendee]:
    """Persons; one who is a resident of the community is invited as that."""
    found = store.get_many(Person, ids)
    people = [found[i] for i in ids if i in found]
    units = store.titles(Body.TABLE, {one.unit for one in people})
    return [
        Attendee(
            who=reference_to(one.resident) or reference(PERSONS.code, one.id),
            name=one.name,
            phone=one.phone,
            unit=units.get(one.unit, ""),
            role=GUEST,
        )
        for one in people
    ]
