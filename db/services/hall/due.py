"""What is due in the hall: minutes of meetings that are over, and what was resolved."""

from datetime import datetime

from db.records.hall.meeting import RESOLUTION_TO_DO, Meeting, Resolution
from db.services.due import DueItem
from db.store import Store, among, eq, le
from db.values.day import day_of

UNTIL_MINUTES = ("1", "2", "3")


def minutes_due(store: Store, now: datetime) -> list[DueItem]:
    """The meetings that have begun and have no minutes, whether or not somebody marked them as held."""
    begun = le("starts", now.isoformat(timespec="minutes"))
    held = store.select(Meeting, begun, among("state", UNTIL_MINUTES))
    return [DueItem("meeting", m.id, "纪要", m.name, m.chair, "待写纪要", day_of(m.starts)) for m in held]


def resolutions_due(store: Store, _now: datetime) -> list[DueItem]:
    """What was resolved and is still to do."""
    found = store.select(Resolution, eq("state", RESOLUTION_TO_DO))
    return [DueItem("resolution", r.id, f"决议 {r.number}", r.subject, r.owner, "办理中", r.due) for r in found]
