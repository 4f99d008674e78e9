"""听议定: the day of a meeting goes along with it, and what is known of topics and resolutions is proposed with each step.

three_steps_of(store, matter)      # the last one of a matter, each of its three parts in words
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import frozen

from db.records.base import changed, fields_of
from db.records.flow import Move
from db.records.hall.meeting import RESOLUTION_TO_DO, Meeting, Resolution, Topic
from db.records.matters.matter import Matter
from db.records.matters.three_steps import DECIDE, TALK, VOID_STAGES, Resolved, ThreeSteps
from db.services.centre.switches import in_use
from db.services.hall.call_meeting import CALLED_OFF, next_meeting
from db.services.matters.steps_on_agenda import put_on_agenda, take_off_agenda
from db.store import Store, Writer, eq, none_of
from db.values import masks
from db.values.day import day_of


@frozen
class Dated:
    """One of the three.

    Attributes:
        name: 听, 议 or 定.
        day: when; "" while it is still to come.
        words: what is known of it.
        opens: table and id of what it leads to; ("", 0) for nothing.
    """

    name: str
    day: str
    words: str
    opens: tuple[str, int] = ("", 0)


def three_steps_moved(store: Store, _w: Writer, before: ThreeSteps, after: ThreeSteps, move: Move | None) -> ThreeSteps:
    """The record as a move is to leave it: with the day of its meeting, which has it on its agenda while it is still to come.

    Raises:
        AppError: see `call_meeting` and `raise_topic`.
    """
    meeting = store.find(Meeting, after.meeting) if after.meeting else None
    if move is not None and move.name == TALK and meeting is not None:
        put_on_agenda(store, after, meeting)
    elif move is None and before.meeting and not after.meeting:
        take_off_agenda(store, before)
    return changed(after, met=day_of(meeting.starts) if meeting else None)


def known_of(store: Store, steps: ThreeSteps, move: Move) -> Mapping[str, object]:
    """What is proposed with a step: the meeting that has its topic or is the next one, the resolutions that there are of the matter."""
    if move.name == TALK:
        topics = store.ids(Topic, eq("matter", steps.matter), order=("-id",))
        found = [one for one in store.owners(Meeting, "agenda", "topic", topics) if one.state != CALLED_OFF]
        last = max(found, key=lambda one: (str(one.starts), one.id), default=None) or next_meeting(
            store, datetime.now()
        )
        return {"meeting": last.id} if last else {}
    if move.name == DECIDE:
        ids = store.ids(
            Resolution, eq("matter", steps.matter), eq("meeting", steps.meeting), none_of("state", (CALLED_OFF,)),
            order=("id",),
        )  # fmt: skip
        return {"resolved": tuple(Resolved(resolution=one) for one in ids)}
    return {}


def three_steps_of(store: Store, matter: Matter) -> list[Dated]:
    """The three parts of the last 听议定 of a matter, as far as they are seen; [] where there is none, or no hall."""
    last = "-heard", "-id"
    found = store.select(ThreeSteps, eq("matter", matter.id), none_of("stage", VOID_STAGES), order=last, limit=1)
    return [*_parts(store, found[0])] if found and ThreeSteps.TABLE in in_use(store) else []


def _parts(store: Store, steps: ThreeSteps) -> Iterator[Dated]:
    parties = "、".join(dict.fromkeys(masks.in_text(one.party) for one in steps.opinions))
    yield Dated("听", _day(steps.heard), parties or "还没有写各方意见", (ThreeSteps.TABLE, steps.id))
    meeting = store.find(Meeting, steps.meeting) if steps.meeting else None
    name = store.titles(Meeting.TABLE, [steps.meeting]).get(steps.meeting, "") if steps.meeting else "还没有上会"
    opens = (Meeting.TABLE, steps.meeting) if meeting else ("", 0)
    yield Dated("议", _day(day_of(meeting.starts) if meeting else steps.met), masks.in_text(name), opens)
    resolutions = list(store.get_many(Resolution, [one.resolution for one in steps.resolved]).values())
    told = [*map(_state, resolutions), *(["须业主大会决定"] if steps.by_owners else [])]
    ended = fields_of(ThreeSteps)["outcome"].show(steps.outcome) or "还没有议定"
    opens = (Resolution.TABLE, resolutions[0].id) if resolutions else ("", 0)
    yield Dated("定", _day(steps.decided), "；".join(told) or ended, opens)


def _state(one: Resolution) -> str:
    fields = fields_of(Resolution)
    state = fields["state"].show(one.state)
    by = f"，{_day(one.due)}前" if one.due and one.done is None and one.state == RESOLUTION_TO_DO else ""
    return f"{one.number} {masks.in_text(one.subject)}（{state}{by}）".strip()


def _day(day: object) -> str:
    return str(day) if day else ""
