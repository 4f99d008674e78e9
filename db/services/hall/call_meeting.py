"""预约会议: the hall on the 议事日, the open topics as agenda, households as guests, one notice each."""

from datetime import date, datetime, time

import attrs
from attrs import frozen

from db.records.hall.meeting import OPEN_TOPICS, AgendaItem, Attendee, Meeting, Topic
from db.records.letters.number import MINUTES
from db.records.registry.household import Household
from db.services.answers import UNASKED, Answers
from db.services.centre.recurring_days import next_topic_day
from db.services.letters.number_record import number_record
from db.services.matters.steps_put_off import steps_put_off
from db.store import Store, among, ge
from db.values.address_order import place_key

WAITING, SCHEDULED = "1", "2"
USUAL_START = time(14, 30)
PLANNED, NOTIFIED, HELD, CALLED_OFF = "1", "2", "3", "9"
COMING = (PLANNED, NOTIFIED)
CAME = "1"


@frozen
class Recipient:
    """Who gets one notice: a household, a person or a unit.

    Attributes:
        addressee: the name that the letter is addressed to.
        place: the door it is carried to, or the unit.
        is_household: whether the whole household is meant.
    """

    addressee: str
    place: str
    is_household: bool


def propose_meeting(store: Store, today: date) -> Meeting:
    """A meeting on the next 议事日 with all open topics; the clerk changes what is different this time."""
    day = next_topic_day(store, today) or today
    centre = store.centre()
    return Meeting(
        name=f"{day.month}月议事日会议",
        starts=datetime.combine(day, USUAL_START),
        hall=centre.hall,
        recorder=store.actor,
        contact=" ".join(filter(None, (store.actor, centre.phone))),
        agenda=tuple(agenda_item(topic) for topic in open_topics(store)),
    )


def open_topics(store: Store) -> list[Topic]:
    """Topics that wait to be talked over, the oldest first."""
    return store.select(Topic, among("state", OPEN_TOPICS), order=("raised",))


def agenda_item(topic: Topic) -> AgendaItem:
    """A topic as an item of the agenda."""
    return AgendaItem(topic=topic.id, subject=topic.subject, speaker=topic.proposer)


def call_meeting(store: Store, meeting: Meeting, answers: Answers = UNASKED) -> Meeting:
    """The meeting as saved; its topics are no longer open for another one.

    One to which somebody came was held. Topics taken from its agenda, and all topics of a meeting called off, wait again.
    What becomes of the topics of a meeting that was held is the minutes' business.

    Raises:
        RecordInvalid: name, time or place is missing.
        NumberMoves: its minutes go to another year with their number, and ``answers`` do not say what becomes of it.
    """
    if meeting.state in COMING and any(attendee.came == CAME for attendee in meeting.attendees):
        meeting = attrs.evolve(meeting, state=HELD)
    with store.writing("预约会议") as w:
        before = store.find(Meeting, meeting.id) if meeting.id else None
        saved = number_record(store, meeting, counted, "预约会议", answers=answers)
        if saved.state in (*COMING, CALLED_OFF):
            w.save_all(_moved_topics(store, before, saved))
        if before is not None and before.starts != saved.starts:
            steps_put_off(store, w, saved)
        return saved


def with_agenda(store: Store, meeting: Meeting, agenda: tuple[AgendaItem, ...]) -> Meeting:
    """The meeting as saved with another agenda.

    Raises:
        AppError: see `call_meeting`.
    """
    return call_meeting(store, attrs.evolve(meeting, agenda=agenda))


def counted(meeting: Meeting) -> tuple[str, date]:
    """The family of the number of its minutes, and the day by which that is counted."""
    return MINUTES, meeting.counted_on() or date.today()


def _moved_topics(store: Store, before: Meeting | None, saved: Meeting) -> list[Topic]:
    planned = _topics_of(saved) if saved.state in COMING else set[int]()
    dropped = (_topics_of(saved) | _topics_of(before)) - planned
    dropped -= _planned_elsewhere(store, saved, dropped)
    topics = store.get_many(Topic, planned | dropped).values()
    taken = [attrs.evolve(t, state=SCHEDULED) for t in topics if t.id in planned and t.state in OPEN_TOPICS]
    freed = [attrs.evolve(t, state=WAITING) for t in topics if t.id in dropped and t.state == SCHEDULED]
    return [*taken, *freed]


def _topics_of(meeting: Meeting | None) -> set[int]:
    return {item.topic for item in meeting.agenda if item.topic} if meeting else set()


def _planned_elsewhere(store: Store, but: Meeting, topics: set[int]) -> set[int]:
    """Those of the topics that another coming meeting has on its agenda."""
    others = store.owners(Meeting, "agenda", "topic", topics)
    return {i for m in others if m.id != but.id and m.state in COMING for i in _topics_of(m)}


def recipients(store: Store, meeting: Meeting) -> list[Recipient]:
    """One recipient an invited household, ordered by place as the notices are carried round; then units."""
    households = store.get_many(Household, (a.household for a in meeting.attendees))
    places = store.titles("house", [h.house for h in households.values()])
    found: dict[tuple[int, str], list[Attendee]] = {}
    for attendee in meeting.attendees:
        key = (attendee.household, "" if attendee.household else attendee.unit or attendee.name)
        found.setdefault(key, []).append(attendee)
    made = [_recipient(group, places.get(households[key[0]].house, "") if key[0] in households else "")
            for key, group in found.items()]  # fmt: skip
    return sorted(made, key=lambda r: (not r.is_household, place_key(r.place), r.addressee))


def _recipient(group: list[Attendee], place: str) -> Recipient:
    return Recipient(group[0].name, place or group[0].unit, group[0].is_neighbour)


def mark_notified(store: Store, meeting: Meeting) -> Meeting:
    """The meeting once its notices are out; one that has moved on already stays as it is."""
    if meeting.state != PLANNED:
        return meeting
    return store.save(attrs.evolve(meeting, state=NOTIFIED), "发出会议通知")


def not_notified(store: Store, meeting: Meeting) -> Meeting:
    """The meeting as it was before its notices were out; undoes `mark_notified`.

    Raises:
        RecordChanged: it was saved since.
    """
    return store.save(attrs.evolve(meeting, state=PLANNED), "撤销已通知")


def next_meeting(store: Store, now: datetime) -> Meeting | None:
    """The meeting that comes next and is not called off."""
    from_today = datetime.combine(now.date(), time()).isoformat(timespec="minutes")
    coming = store.select(Meeting, ge("starts", from_today), among("state", COMING), order=("starts",), limit=1)
    return coming[0] if coming else None
