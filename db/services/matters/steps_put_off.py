"""听议定 when its meeting is put off: the day on which it is talked over goes along."""

from db.records.base import changed
from db.records.hall.meeting import Meeting
from db.records.matters.three_steps import VOID_STAGES, ThreeSteps
from db.records.step import NOTED, Step
from db.store import Store, Writer, eq, none_of
from db.store.lift import Lift
from db.values.day import day_of, this_minute


def steps_put_off(store: Store, w: Writer, meeting: Meeting) -> None:
    """Gives whatever is talked over at a meeting the day on which that is now."""
    day = day_of(meeting.starts)
    with store.lifted(Lift.FOLLOWING):
        for one in store.select(ThreeSteps, eq("meeting", meeting.id), none_of("stage", VOID_STAGES)):
            if one.met == day:
                continue
            saved, now = w.follow(changed(one, met=day), "met"), this_minute()
            said = f"会议改到{day}" if day else "会议的日子没有定"
            told = Step(what=NOTED, said=said, at=now, keyed=now, account=store.account, kept=saved.version)
            w.write_step(saved, told)
