"""今日: what is due, what is late, and the figures at the top of the first screen."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from attrs import frozen

from db.records.flow import Meaning
from db.records.hall.meeting import RESOLUTION_TO_DO, WAITING_STATES, Meeting, Resolution, Topic
from db.records.kind import Kind, WhileOpen
from db.records.kinds import Kinds
from db.records.mediation.case import CLOSED_STAGES, MEDIATION, SETTLED, MediationCase
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.bound import DUE
from db.services.centre.recurring_days import MonthDays, month_days, next_topic_day
from db.services.centre.switches import in_use
from db.services.due import DueItem, open_due, whom
from db.services.hall.call_meeting import next_meeting
from db.services.musts import musts_due
from db.store import Store, among, ge, le, none_of
from db.values.day import month_later
from db.values.working_time import over

NOT_ACCEPTED = "9"
DONE = ("2", "3")
TOLD = 100
"""Of how many things to do it is told at once whom they concern: more than a window shows."""
_DAY = timedelta(days=1)


@frozen
class Today:
    """Everything the first screen shows.

    Attributes:
        is_new: nobody is registered yet: the roster comes first.
        tables: of the types that the centre works with; figures of others are not shown.
    """

    items: list[DueItem]
    open_cases: int
    accepted_this_month: int
    settled_this_month: int
    topic_day: date | None
    waiting_topics: int
    resolutions_done: int
    resolutions_due: int
    next_meeting: Meeting | None
    days: MonthDays
    is_new: bool
    tables: frozenset[str]

    def due_by(self, day: date) -> list[DueItem]:
        """What should be done on a day or before."""
        return [item for item in self.items if item.due and item.due <= day]


def whats_due(store: Store, now: datetime) -> Today:
    """The first screen's content at a time."""
    today, kinds = now.date(), in_use(store)
    month, quarter = today.replace(day=1), today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    this_month = (
        ge("received", month.isoformat()),
        le("received", today.isoformat()),
        none_of("stage", (NOT_ACCEPTED, *MEDIATION.codes(Meaning.VOID))),
    )
    settled = (ge("closed", month.isoformat()), le("closed", today.isoformat()), among("stage", SETTLED))
    in_quarter = (ge("due", quarter.isoformat()), le("due", _quarter_end(quarter).isoformat()))
    on_time, late = _punctuality(store.select(Resolution, *in_quarter), today)
    return Today(
        items=_items(store, kinds, now),
        open_cases=store.count(MediationCase, none_of("stage", CLOSED_STAGES)),
        accepted_this_month=store.count(MediationCase, *this_month),
        settled_this_month=store.count(MediationCase, *settled),
        topic_day=next_topic_day(store, today),
        waiting_topics=store.count(Topic, among("state", WAITING_STATES)),
        resolutions_done=on_time,
        resolutions_due=on_time + late,
        next_meeting=next_meeting(store, now),
        days=_days(store, kinds, today),
        is_new=not store.select(Resident, limit=1),
        tables=frozenset(kind.table for kind in kinds),
    )


def _punctuality(resolutions: Iterable[Resolution], today: date) -> tuple[int, int]:
    """How many were done by the day they were due, and how many were not, though that day is over.

    What was done without a day written down is not known to have been on time.
    """
    on_time = late = 0
    for one in resolutions:
        if one.due is None or one.state not in (*DONE, RESOLUTION_TO_DO):
            continue
        if one.state in DONE and one.done is not None and one.done <= one.due:
            on_time += 1
        elif one.due < today:
            late += 1
    return on_time, late


def _quarter_end(start: date) -> date:
    """The last day of the quarter."""
    return month_later(month_later(month_later(start))) - timedelta(days=1)


def _days(store: Store, kinds: Kinds, today: date) -> MonthDays:
    """The marked days of the month, but those of work that the centre does not do."""
    days = month_days(store, today.year, today.month)
    return MonthDays(days.topic_day if Topic.TABLE in kinds else None, days.visit_day if Visit.TABLE in kinds else None)


def _items(store: Store, kinds: Kinds, now: datetime) -> list[DueItem]:
    """All there is to do, mine and nobody's before that of others; whom it concerns is told of the first ones only."""
    others = [item for kind in kinds if isinstance(kind.due, str) and kind.due for item in DUE[kind.due](store, now)]
    found = sorted([*open_due(store, kinds), *others, *musts_due(store, kinds, now)], key=_place)
    return [*whom(store, found[:TOLD]), *found[TOLD:]]


def _place(item: DueItem) -> tuple[bool, bool, datetime, str]:
    """What stands still comes behind what runs."""
    ends = over(item.ends) if item.ends else datetime.combine(item.due + _DAY, time()) if item.due else datetime.max
    return (item.is_others, item.paused_at is not None, ends, item.number)


def due_of(store: Store, kind: Kind, now: datetime) -> list[DueItem]:
    """What is due of a type at a time, as it declares it."""
    if isinstance(kind.due, WhileOpen):
        return whom(store, open_due(store, [kind]))
    return DUE[kind.due](store, now) if kind.due else []
