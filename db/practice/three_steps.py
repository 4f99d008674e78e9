"""听议定 of the practice community: one matter that was heard, talked over and resolved, and one of which the parties were heard."""

from datetime import datetime, time, timedelta

from db.practice.desk_days import open_day_before
from db.records.hall.meeting import HELD, RESOLUTION_TO_DO, Meeting, Resolution
from db.records.matters.flow import CLOSED_STAGES
from db.records.matters.matter import Matter
from db.records.matters.three_steps import Opinion, Resolved, ThreeSteps
from db.services.move import Keyed, catch_up
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq, ne, none_of

BEFORE = timedelta(days=9)
EVENING, CLOSING = time(19, 0), timedelta(hours=2)
PARKING = "消防通道长期停车"
_SAID = (
    Opinion(party="业主", way="3", opinion="这件事拖了很久，希望这次定下谁来办、什么时候办完。"),
    Opinion(party="物业", way="5", opinion="可以办，费用和时间要先说好。"),
    Opinion(party="业委会", way="11", opinion="同意，办的时候派人到场看着。"),
)


def hear_and_resolve(store: Store) -> None:
    """Writes them down, of what the hall resolved and of what is still open."""
    did = store.person_at_work()
    for resolution in store.select(
        Resolution, ne("matter", None), eq("state", RESOLUTION_TO_DO), order=("-id",), limit=1
    ):
        meeting, matter = store.get(Meeting, resolution.meeting), store.get(Matter, resolution.matter)
        if meeting.state not in HELD or meeting.starts is None:
            continue
        heard = open_day_before(meeting.starts.date() - BEFORE)
        steps = save_as_declared(
            store, ThreeSteps(subject=matter.subject, matter=matter.id, heard=heard, opinions=_SAID)
        )
        rows = (Resolved(resolution=resolution.id),)
        catch_up(
            store,
            steps,
            [
                Keyed("talk", datetime.combine(heard, EVENING), did, values={"meeting": meeting.id}),
                Keyed("decide", meeting.starts + CLOSING, did, values={"resolved": rows}),
            ],
        )
    for matter in store.select(
        Matter, eq("subject", PARKING), none_of("stage", CLOSED_STAGES), eq("root", None), limit=1
    ):
        heard = open_day_before(datetime.now().date() - timedelta(days=3))
        save_as_declared(
            store, ThreeSteps(subject="消防通道停车怎么管", matter=matter.id, heard=heard, opinions=_SAID[:2])
        )
