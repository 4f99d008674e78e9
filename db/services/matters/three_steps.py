"""听议定: the day of a meeting goes along with it, and what is known of topics and resolutions is proposed with each step.

three_steps_of(store, matter)      # the last one of a matter, each of its three parts in words
"""

from collections.abc import Iterator, Mapping

from attrs import frozen

from db.records.base import changed, fields_of
from db.records.flow import Move
from db.records.hall.meeting import Meeting, Resolution, Topic
from db.records.matters.matter import Matter
from db.records.matters.three_steps import DECIDE, TALK, VOID_STAGES, Resolved, ThreeSteps
from db.records.step import NOTED, Step
from db.services.centre.switches import in_use
from db.store import Store, Writer, eq, none_of
from db.store.lift import Lift
from db.values import masks
from db.values.day import day_of, this_minute

CALLED_OFF = "9"
"""The state of a meeting, and of a resolution, that is called off."""


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


def three_steps_moved(
    store: Store, _w: Writer, _before: ThreeSteps, after: ThreeSteps, _move: Move | None
) -> ThreeSteps:
    """The record as a move is to leave it: with the day of its meeting."""
    meeting = store.find(Meeting, after.meeting) if after.meeting else None
    return changed(after, met=day_of(meeting.starts) if meeting else None)


def known_of(store: Store, steps: ThreeSteps, move: Move) -> Mapping[str, object]:
    """What is proposed with a step: the meeting that has the topic on its agenda, the resolutions that there are of the matter."""
    if move.name == TALK:
        topics = store.ids(Topic, eq("matter", steps.matter), order=("-id",))
        found = [one for one in store.owners(Meeting, "agenda", "topic", topics) if one.state != CALLED_OFF]
        last = max(found, key=lambda one: (str(one.starts), one.id), default=None)
        return {"meeting": last.id} if last else {}
    if move.name == DECIDE:
        ids = store.ids(
            Resolution, eq("matter", steps.matter), eq("meeting", steps.meeting), none_of("state", (CALLED_OFF,)),
            order=("id",),
        )  # fmt: skip
        return {"resolved": tuple(Resolved(resolution=one) for one in ids)}
    return {}


def steps_put_off(store: Store, w: Writer, meeting: Meeting) -> None:
    """Gives whatever is talked over at a meeting the day on which that is now."""
    day = day_of(meeting.starts)
    with store.lifted(Lift.FOLLOWING):
        for one in store.select(ThreeSteps, eq("meeting", meeting.id), none_of("stage", VOID_STAGES)):
            if one.met == day:
                continue
            saved, now = w.follow(changed(one, met=day), "met"), this_minute()
            said = f"会议改到{_day(day)}" if day else "会议的日子没有定"
            told = Step(what=NOTED, said=said, at=now, keyed=now, account=store.account, kept=saved.version)
            w.write_step(saved, told)


def three_steps_of(store: Store, matter: Matter) -> list[Dated]:
    """The three parts of the last 听议定 of a matter, as far as they are seen; [] where there is none, or no hall."""
    if ThreeSteps.TABLE not in in_use(store) or not matter.id:
        return []
    found = store.select(
        ThreeSteps, eq("matter", matter.id), none_of("stage", VOID_STAGES), order=("-heard", "-id"), limit=1
    )
    return [*_parts(store, found[0])] if found else []


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
    by = f"，{_day(one.due)}前" if one.due and one.done is None and one.state == "1" else ""
    return f"{one.number} {masks.in_text(one.subject)}（{state}{by}）".strip()


def _day(day: object) -> str:
    return str(day) if day else ""
