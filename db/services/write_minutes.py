"""写纪要: who came, what was said and decided, who does it by when; topics and resolutions follow from it."""

from collections.abc import Callable, Sequence
from datetime import date

import attrs

from db.records.meeting import Meeting, Resolution, Topic
from db.records.number import MINUTES
from db.services.issue_number import draw_number, enter_number
from db.store import Store, eq

MINUTES_DONE = "4"
DECIDED, GOES_ON, REJECTED = "3", "4", "5"


def write_minutes(
    store: Store, meeting: Meeting, resolutions: Sequence[Resolution], day: date
) -> tuple[Meeting, list[Resolution]]:
    """The meeting with its minutes fixed and numbered, and its resolutions, all in one transaction.

    A topic with a decision is done, one without goes on to the next meeting. A resolution that was there and is
    not among those given is taken out.

    Raises:
        RecordInvalid: a resolution lacks its matter, its owner or its day.
    """
    with store.writing("写会议纪要") as w:
        drawn = None if meeting.minutes_number else draw_number(store, w, MINUTES, day)
        number = drawn.written if drawn else meeting.minutes_number
        saved = w.save(attrs.evolve(meeting, state=MINUTES_DONE, minutes_number=number, minutes_day=day))
        if drawn:
            enter_number(w, drawn, saved.name, store.actor, saved)
        kept = {r.id for r in resolutions}
        for gone in resolutions_of(store, saved):
            if gone.id not in kept:
                w.delete(gone)
        result = [
            w.save(_numbered(r, saved, day, lambda: w.take_number(f"resolution:{day.year}"))) for r in resolutions
        ]
        _settle_topics(store, saved)
        return saved, result


def _numbered(resolution: Resolution, meeting: Meeting, day: date, take: Callable[[], int]) -> Resolution:
    number = resolution.number or f"{day.year}-{take()}"
    return attrs.evolve(resolution, meeting=meeting.id, number=number)


def _settle_topics(store: Store, meeting: Meeting) -> None:
    decided = {item.topic for item in meeting.agenda if item.decision.strip()}
    topics = store.get_many(Topic, (item.topic for item in meeting.agenda))
    changed = [attrs.evolve(t, state=DECIDED if t.id in decided else GOES_ON) for t in topics.values()]
    with store.writing() as w:
        w.save_all([t for t in changed if topics[t.id].state not in (t.state, REJECTED)])


def resolutions_of(store: Store, meeting: Meeting) -> list[Resolution]:
    """What was resolved at a meeting, in the order it was entered."""
    return store.select(Resolution, eq("meeting", meeting.id)) if meeting.id else []
