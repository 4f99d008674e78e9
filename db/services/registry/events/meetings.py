"""会议名单: whoever died is no longer expected at meetings that were called and not held; one that was held stays as it is.

Meetings are no business of whoever writes down a death: how many there are is told, and the names of those alone that are seen.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from db.records.base import changed
from db.records.bodies.person import PERSONS, Person
from db.records.hall.meeting import Attendee, Meeting
from db.records.registry.resident import Resident, reference_to
from db.services.hall.call_meeting import COMING
from db.services.registry.events.told import Line
from db.store import Store, Writer, among
from db.store.lift import Lift
from db.store.rows import chunks
from db.values.day import this_minute
from db.values.reference import reference

NOT_YET = "0"
"""未登记 of the table ``attendance``."""
SOME = 3
"""So many meetings are told by name."""


def meetings_told(store: Store, people: Iterable[Resident], day: date) -> list[Line]:
    """From how many meetings to come each of some people would be taken off, in the clerk's words."""
    found: list[Line] = []
    for one in people:
        ids = [meeting.id for meeting in _expected_at(store, {one.id: day})]
        if ids:
            shown = list(store.titles(Meeting.TABLE, sorted(store.seen(Meeting.TABLE, ids))).values())[:SOME]
            which = f"（{'、'.join(shown)}{'等' if len(ids) > len(shown) else ''}）" if shown else ""
            found.append(Line(one.name, f"{Meeting.LABEL}名单", "", f"从 {len(ids)} 次还没开的里拿掉{which}"))
    return found


def take_off(store: Store, w: Writer, who: Mapping[int, date]) -> None:
    """Takes people off the meetings at which they are expected after a day, by id."""
    there = _expected_at(store, who)
    days = _references(store, who)
    w.save_all([changed(one, attendees=tuple(a for a in one.attendees if not _waits(one, a, days))) for one in there])


def _expected_at(store: Store, who: Mapping[int, date]) -> list[Meeting]:
    """Meetings that were called and are still to come, where somebody is on the list who was not marked yet and has left before them."""
    with store.lifted(Lift.FOLLOWING):
        days = _references(store, who)
        called = store.owners(Meeting, "attendees", "who", days)
    return [one for one in called if one.state in COMING and any(_waits(one, a, days) for a in one.attendees)]


def _is_after(starts: datetime | None, day: date) -> bool:
    """Whether a meeting comes after a day, or is still to come on it; whoever died on the day of one may have been there."""
    return starts is not None and (starts >= datetime.combine(day, time.max) or starts > this_minute())


def _waits(meeting: Meeting, attendee: Attendee, days: Mapping[int, date]) -> bool:
    day = days.get(attendee.who)
    return day is not None and attendee.came == NOT_YET and _is_after(meeting.starts, day)


def _references(store: Store, who: Mapping[int, date]) -> Mapping[int, date]:
    """What leads to people, as residents and as the persons who they are, with their day."""
    persons = [one for piece in chunks(who) for one in store.select(Person, among("resident", piece))]
    tied = {reference(PERSONS.code, one.id): who[one.resident] for one in persons}
    return {reference_to(i): day for i, day in who.items()} | tied
