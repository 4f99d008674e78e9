"""写纪要: who came, what was said and decided, who does it by when; topics and resolutions follow from it."""

from collections.abc import Collection, Sequence
from datetime import date

import attrs

from db.records.hall.meeting import AgendaItem, Meeting, Resolution, Topic
from db.records.letters.number import RESOLUTION
from db.services.answers import UNASKED, Answers
from db.services.hall.call_meeting import counted
from db.services.letters.number_record import drop_number, number_record
from db.services.matters.ending import refuse_opening
from db.store import Store, Writer, eq
from db.values.day import day_of

MINUTES_DONE = "4"
DECIDED, GOES_ON, REJECTED = "3", "4", "5"


def write_minutes(
    store: Store,
    meeting: Meeting,
    resolutions: Sequence[Resolution],
    day: date,
    answers: Answers = UNASKED,
    places: Sequence[int] = (),
) -> tuple[Meeting, list[Resolution]]:
    """The meeting with its minutes fixed and numbered, and its resolutions, all in one transaction.

    A topic with a decision is done, one without goes on to the next meeting. A resolution that was there and is
    not among those given is taken out.

    Args:
        store: where they are kept.
        meeting: with what was said and decided.
        resolutions: all of the meeting.
        day: of the minutes.
        answers: what becomes of numbers that would go to another year, those of the minutes and of what was resolved.
        places: the place on the agenda of each of the first resolutions. An item that was typed on the agenda by hand
            becomes a topic of the registry with its first resolution: nothing else tells to which item one belongs.

    Raises:
        RecordInvalid: a resolution lacks its subject, its owner or its day, or a topic that was decided goes on though its matter is
            over.
        NumberMoves: the minutes go to another year with their numbers, and ``answers`` do not say what becomes of them.
    """
    with store.writing("写会议纪要") as w:
        before = store.find(Meeting, meeting.id) if meeting.id else None
        agenda = _entered_topics(w, meeting, {place for place in places if not meeting.agenda[place].topic})
        own = [attrs.evolve(r, topic=agenda[place].topic) for r, place in zip(resolutions, places, strict=False)]
        resolutions = [*own, *resolutions[len(own) :]]
        fixed = attrs.evolve(meeting, agenda=agenda, state=MINUTES_DONE, minutes_day=day)
        saved = number_record(store, fixed, counted, "写会议纪要", always=True, answers=answers)
        kept = {r.id for r in resolutions}
        for gone in resolutions_of(store, saved):
            if gone.id not in kept:
                drop_number(store, w, gone, "这项决议从纪要里删去了")
                w.delete(gone)
        was = (before and before.counted_on()) or day
        result = [_resolved(store, attrs.evolve(r, meeting=saved.id), (was, day), answers) for r in resolutions]
        _settle_topics(store, saved)
        return saved, result


def keep_resolution(store: Store, resolution: Resolution, answers: Answers = UNASKED) -> Resolution:
    """A resolution as saved by itself; one without a number gets the next of the year of its meeting.

    Raises:
        RecordInvalid: it lacks its subject, its owner, its day or its meeting.
        NumberMoves: it goes to a meeting of another year, and ``answers`` do not say what becomes of its number.
        AppError: a number that was typed cannot be entered in the book; see `number_record`.
    """
    before = store.find(Resolution, resolution.id) if resolution.id else None
    resolution = _of_another_topic(store, before, resolution)
    now = _counted_on(store, resolution)
    return _resolved(store, resolution, (_counted_on(store, before) if before else now, now), answers)


def _of_another_topic(store: Store, before: Resolution | None, now: Resolution) -> Resolution:
    """A resolution without the matter of the topic that it no longer belongs to, unless somebody gave it one of its own."""
    if before is None or before.topic == now.topic or before.matter != now.matter:
        return now
    topic = store.find(Topic, before.topic) if before.topic else None
    return attrs.evolve(now, matter=0) if topic and topic.matter == now.matter else now


def _counted_on(store: Store, resolution: Resolution) -> date:
    meeting = store.find(Meeting, resolution.meeting) if resolution.meeting else None
    return (meeting and meeting.counted_on()) or date.today()


def _resolved(store: Store, resolution: Resolution, days: tuple[date, date], answers: Answers) -> Resolution:
    """The resolution as saved, of the matter of its topic; the days are those of its minutes, before and now."""
    was, now = days
    if not resolution.matter and (topic := store.find(Topic, resolution.topic) if resolution.topic else None):
        resolution = attrs.evolve(resolution, matter=topic.matter)

    def told(one: Resolution) -> tuple[str, date]:
        return RESOLUTION, now if one is resolution else was

    return number_record(store, resolution, told, "登记决议", always=True, answers=answers)


def _entered_topics(writer: Writer, meeting: Meeting, places: Collection[int]) -> tuple[AgendaItem, ...]:
    """The agenda, its items in these places being topics of the registry."""
    raised = day_of(meeting.starts)
    agenda = list(meeting.agenda)
    for place in places:
        item = agenda[place]
        topic = writer.save(Topic(subject=item.subject, proposer=item.speaker, source="", raised=raised))
        agenda[place] = attrs.evolve(item, topic=topic.id)
    return tuple(agenda)


def _settle_topics(store: Store, meeting: Meeting) -> None:
    decided = {item.topic for item in meeting.agenda if item.decision.strip()}
    topics = store.get_many(Topic, (item.topic for item in meeting.agenda))
    changed = [attrs.evolve(t, state=DECIDED if t.id in decided else GOES_ON) for t in topics.values()]
    with store.writing() as w:
        for topic in changed:
            if topic.state == GOES_ON and topics[topic.id].state == DECIDED:
                refuse_opening(store, topic)
        w.save_all([t for t in changed if topics[t.id].state not in (t.state, REJECTED)])


def resolutions_of(store: Store, meeting: Meeting) -> list[Resolution]:
    """What was resolved at a meeting, in the order it was entered."""
    return store.select(Resolution, eq("meeting", meeting.id)) if meeting.id else []
