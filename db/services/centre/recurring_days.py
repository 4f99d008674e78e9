"""议事日 and 走访日 as the centre's rules set them."""

import calendar
from datetime import date

from attrs import frozen

from db.records.centre.centre import TOPIC_DAY, VISIT_DAY, Rule
from db.store import Store, eq
from db.values.recurrence import read_monthly


@frozen
class MonthDays:
    """The marked days of a month; None where the centre has no such day."""

    topic_day: date | None
    visit_day: date | None


def month_days(store: Store, year: int, month: int) -> MonthDays:
    """The marked days of a month; the later one where a new rule began between two."""
    topic, visit = (_days_in(_rules(store, key), year, month) for key in (TOPIC_DAY, VISIT_DAY))
    return MonthDays(max(topic, default=None), max(visit, default=None))


def next_topic_day(store: Store, today: date) -> date | None:
    """The next 议事日, today included."""
    return _next(store, TOPIC_DAY, today)


def next_visit_day(store: Store, today: date) -> date | None:
    """The next 走访日, today included."""
    return _next(store, VISIT_DAY, today)


def _next(store: Store, key: str, today: date) -> date | None:
    rules = _rules(store, key)
    following = (today.year + today.month // 12, today.month % 12 + 1)
    days = [*_days_in(rules, today.year, today.month), *_days_in(rules, *following)]
    return min((day for day in days if day >= today), default=None)


def _rules(store: Store, key: str) -> list[Rule]:
    """The rules of a key, the latest first."""
    return store.select(Rule, eq("key", key), order=("-since", "-id"))


def _days_in(rules: list[Rule], year: int, month: int) -> list[date]:
    """The days that the rule in force on that very day marks; so a change of rule holds from its first day."""
    days = (date(year, month, number + 1) for number in range(calendar.monthrange(year, month)[1]))
    return [day for day in days if _marked(rules, day)]


def _marked(rules: list[Rule], day: date) -> bool:
    in_force = next((rule for rule in rules if rule.since and rule.since <= day), None)
    if in_force is None or not in_force.value:
        return False
    return read_monthly(in_force.value).in_month(day.year, day.month) == day
