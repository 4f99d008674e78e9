"""Figures of the hall whose rows conditions cannot tell."""

from datetime import datetime

from db.records.hall.meeting import RESOLUTION_TO_DO, RESOLUTIONS, Resolution
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.store import Store, ge, le

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
