"""议事日 and 走访日 as the centre's rules set them."""

from datetime import date

from attrs import frozen

from db.services.set_up import TOPIC_DAY, VISIT_DAY
from db.store import Store
from db.values.recurrence import read_monthly


@frozen
class MonthDays:
    """The marked days of a month; None where the centre has no such day."""

    topic_day: date | None
    visit_day: date | None


def month_days(store: Store, year: int, month: int) -> MonthDays:
    """The marked days of a month, by the rules in force on its first day."""
    first = date(year, month, 1)
    topic, visit = store.rule(TOPIC_DAY, first), store.rule(VISIT_DAY, first)
    return MonthDays(
        read_monthly(topic).in_month(year, month) if topic else None,
        read_monthly(visit).in_month(year, month) if visit else None,
    )


def next_topic_day(store: Store, today: date) -> date | None:
    """The next 议事日, today included."""
    rule = store.rule(TOPIC_DAY, today)
    return read_monthly(rule).next_on(today) if rule else None


def next_visit_day(store: Store, today: date) -> date | None:
    """The next 走访日, today included."""
    rule = store.rule(VISIT_DAY, today)
    return read_monthly(rule).next_on(today) if rule else None
