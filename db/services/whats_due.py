"""今日: what is due, what is late, and the figures at the top of the first screen."""

from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

from db.records.hall.meeting import Meeting, Topic
from db.records.kinds import Kinds
from db.records.may import Right
from db.records.power import Power
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.centre.recurring_days import MonthDays, month_days, next_topic_day
from db.services.centre.switches import seen
from db.services.coming import Waiting, waiting_for
from db.services.due import DueItem
from db.services.figures.measure import Measured, figures_by_name, measure
from db.services.figures.span import Span, of_period, until
from db.services.hall.call_meeting import next_meeting
from db.services.to_do import to_do
from db.store import Store
from db.values.calendar_period import MONTH, QUARTER, period_of

SHOWN: Mapping[str, int] = {
    "problems_open": 0,
    "problems": MONTH,
    "problems_ended": MONTH,
    "cases_open": 0,
    "cases_accepted": MONTH,
    "cases_settled": MONTH,
    "topics_waiting": 0,
    "resolutions_on_time": QUARTER,
}
"""The figures of the first screen, each with the months of the period that today lies in; 0 for what is so today."""


@frozen
class Today:
    """Everything the first screen shows, as it was at one entry of the audit.

    Attributes:
        waiting: the lists that wait for the role of who works here.
        figures: by name; those of work that the centre does not do are not there.
        is_new: nobody is registered yet: the roster comes first, for whoever takes it over.
        tables: of the types that the centre works with and whoever works here sees.
        calls: whether whoever works here calls meetings.
    """

    items: list[DueItem]
    waiting: list[Waiting]
    figures: Mapping[str, Measured]
    topic_day: date | None
    next_meeting: Meeting | None
    days: MonthDays
    is_new: bool
    tables: frozenset[str]
    calls: bool

    def due_by(self, day: date) -> list[DueItem]:
        """What should be done on a day or before."""
        return [item for item in self.items if is_due(item, day)]


def is_due(item: DueItem, day: date) -> bool:
    """Whether something should be done on a day or before."""
    return bool(item.due and item.due <= day)


def whats_due(store: Store, now: datetime) -> Today:
    """The first screen's content at a time."""
    with store.at_one_head():
        kinds = seen(store)
        return Today(
            items=to_do(store, kinds, now),
            waiting=waiting_for(store, kinds, now),
            figures=_figures(store, kinds, now),
            topic_day=next_topic_day(store, now.date()),
            next_meeting=next_meeting(store, now),
            days=_days(store, kinds, now.date()),
            is_new=_can_begin(store) and not store.select(Resident, limit=1),
            tables=frozenset(kind.table for kind in kinds),
            calls=store.may(store.kinds[Meeting.TABLE], Right.MAKE),
        )


def _can_begin(store: Store) -> bool:
    """Whether whoever works here could take over the roster."""
    return store.can(Power.IMPORT) and store.may(store.kinds[Resident.TABLE], Right.MAKE)


def _figures(store: Store, kinds: Kinds, now: datetime) -> Mapping[str, Measured]:
    if not store.can(Power.FIGURES):
        return {}
    found = figures_by_name(kinds)
    return {
        name: measure(store, found[name], _span(now.date(), months), now=now)
        for name, months in SHOWN.items()
        if name in found
    }


def _span(today: date, months: int) -> Span:
    return of_period(period_of(today, months)) if months else until(today)


def _days(store: Store, kinds: Kinds, today: date) -> MonthDays:
    """The marked days of the month, but those of work that the centre does not do."""
    days = month_days(store, today.year, today.month)
    return MonthDays(days.topic_day if Topic.TABLE in kinds else None, days.visit_day if Visit.TABLE in kinds else None)
