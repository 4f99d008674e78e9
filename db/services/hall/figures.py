"""Figures of the hall whose rows conditions cannot tell."""

from datetime import datetime, timedelta

from db.records.hall.meeting import HELD, RESOLUTION_TO_DO, RESOLUTIONS, THE_HALL, Meeting, Resolution, Topic
from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import Matter
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.store import Store, among, eq, ge, le, lt

DONE = ("2", "3")


def resolutions_on_time(store: Store, span: Span, now: datetime) -> Counted:
    """Of the resolutions that were to be done by a day of the span and are done, or late, those that were done by that day.

    What was done without a day written down is not known to have been on time; what is still to be done and not late counts nowhere.
    """
    within = [le("due", span.last.isoformat())]
    if span.first:
        within.append(ge("due", span.first.isoformat()))
    rows: list[int] = []
    so: list[int] = []
    for one in store.select(Resolution, *within, order=RESOLUTIONS.order):
        if one.due is None or one.state not in (*DONE, RESOLUTION_TO_DO):
            continue
        if one.state in DONE and one.done is not None and one.done <= one.due:
            so.append(one.id)
            rows.append(one.id)
        elif one.due < now.date():
            rows.append(one.id)
    return Counted({Resolution.TABLE: rows}, {Resolution.TABLE: so})


def problems_coordinated(store: Store, span: Span, _now: datetime) -> Counted:
    """The problems that were talked over at meetings of the hall which were held within the span, each once by its root.

    An item of the agenda of which neither what was said nor what was decided is written was not come to, or was withdrawn.
    """
    held = [among("state", HELD), eq("kind", THE_HALL), lt("starts", (span.last + timedelta(days=1)).isoformat())]
    if span.first:
        held.append(ge("starts", span.first.isoformat()))
    agendas = (meeting.agenda for meeting in store.select(Meeting, *held))
    items = (item for agenda in agendas for item in agenda if item.discussion.strip() or item.decision.strip())
    topics = store.get_many(Topic, {item.topic for item in items if item.topic})
    matters = store.get_many(Matter, {topic.matter for topic in topics.values() if topic.matter})
    roots = {matter.root or matter.id for matter in matters.values() if matter.stage not in VOID_STAGES}
    return Counted({Matter.TABLE: sorted(roots)})
