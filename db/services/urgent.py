"""红、黄: how urgent each thing to do is, by its clock, or by its last day where it has no clock."""

from datetime import datetime, time

from db.services.clocks import Urgency, left_words, urgency
from db.services.due import DueItem

SOON_DAYS = 1
"""So many days before its last day what has no clock is yellow."""


def urgency_of(item: DueItem, now: datetime) -> Urgency:
    """How urgent it is at a time; what stands still is not."""
    if item.ends is not None:
        return urgency(item.ends, item.warn_at, item.red_at, item.paused_at, now)
    days = item.days_left(now.date())
    if days is None:
        return Urgency.NONE
    return Urgency.LATE if days < 0 else Urgency.YELLOW if days <= SOON_DAYS else Urgency.NONE


def is_red(item: DueItem, now: datetime) -> bool:
    """Whether its last day is past, or so near that it is red."""
    return urgency_of(item, now) in (Urgency.RED, Urgency.LATE)


def is_yellow(item: DueItem, now: datetime) -> bool:
    """Whether it is warned of, and not red yet."""
    return urgency_of(item, now) is Urgency.YELLOW


def left_of(item: DueItem, now: datetime) -> str:
    """剩 3 天, 逾期 2 天; "" of what has no last day."""
    ends = item.ends or (datetime.combine(item.due, time()) if item.due else None)
    return left_words(ends, now, item.paused_at)
