"""听议定 that comes to a meeting: its matter is a topic on the agenda, with what the parties said of it."""

from datetime import date

from db.fields import Code
from db.records.base import changed, columns_of
from db.records.hall.meeting import MEETINGS, OPEN_TOPICS, TOPICS, Meeting, Topic
from db.records.matters.matter import Matter
from db.records.matters.three_steps import TALK, THREE_STEPS_FLOW, Opinion, ThreeSteps
from db.records.may import Right
from db.services.hall.call_meeting import COMING, agenda_item, with_agenda
from db.services.hall.raise_topic import raise_of_matter
from db.services.matters.begin_way import named_claimant
from db.services.matters.ending import closed
from db.store import Store, among, eq
from db.values import masks


def put_on_agenda(store: Store, steps: ThreeSteps, meeting: Meeting) -> None:
    """Puts the matter on the agenda of a meeting that is still to come, by a topic that waits or a new one.

    Of a meeting that whoever works here may not change the topic waits, for whoever writes the agenda. What is over already is left.

    Raises:
        AppError: see `with_agenda` and `raise_of_matter`.
    """
    if meeting.state not in COMING or not store.may(TOPICS, Right.MAKE) or _topics_on(store, steps, meeting):
        return
    waiting = store.select(Topic, eq("matter", steps.matter), among("state", OPEN_TOPICS), order=("-id",), limit=1)
    topic = waiting[0] if waiting else _topic_of(store, steps)
    if not topic.id:
        if closed(store, topic) is not None:
            return
        topic = raise_of_matter(store, topic, steps.matter)
    if store.may(MEETINGS, Right.CHANGE):
        with_agenda(store, meeting, (*meeting.agenda, agenda_item(topic)))


def take_off_agenda(store: Store, steps: ThreeSteps) -> None:
    """Takes it off again where nobody changed the meeting since it was put there; its topic waits.

    Raises:
        AppError: see `with_agenda`.
    """
    meeting = store.find(Meeting, steps.meeting)
    if meeting is None or meeting.state not in COMING or not store.may(MEETINGS, Right.CHANGE):
        return
    there, last = _topics_on(store, steps, meeting), store.history(meeting)
    move = THREE_STEPS_FLOW.move(TALK)
    if there and last and move is not None and last[0].reason == move.label:
        rest = tuple(item for item in meeting.agenda if item.topic not in there)
        with_agenda(store, meeting, rest)


def heard_words(steps: ThreeSteps) -> str:
    """What the parties said, a line each."""
    way = columns_of(Opinion)["way"]
    assert isinstance(way, Code)
    return "\n".join(
        f"{one.party}{f'（{way.show(one.way)}）' if one.way else ''}：{one.opinion}"
        for one in map(_masked, steps.opinions)
    )


def _masked(one: Opinion) -> Opinion:
    return changed(one, party=masks.in_text(one.party), opinion=masks.in_text(one.opinion))


def _topic_of(store: Store, steps: ThreeSteps) -> Topic:
    matter = store.find(Matter, steps.matter) or Matter()
    return Topic(
        subject=steps.subject, proposer=named_claimant(matter).name, raised=date.today(), detail=heard_words(steps),
        matter=steps.matter,
    )  # fmt: skip


def _topics_on(store: Store, steps: ThreeSteps, meeting: Meeting) -> set[int]:
    topics = {item.topic for item in meeting.agenda if item.topic}
    return set(store.ids(Topic, eq("matter", steps.matter), among("id", topics))) if topics else set()
