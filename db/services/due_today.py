"""Figures of what there is to do."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from db.services.centre.switches import in_use
from db.services.due import DueItem
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.services.to_do import to_do
from db.store import Store


def due_today(store: Store, span: Span, now: datetime) -> Counted:
    """What should be done by the last day of the span, that day included; one line for all that stands for the same."""
    return _counted(item for item in to_do(store, in_use(store), now) if item.due and item.due <= span.last)


def due_late(store: Store, span: Span, now: datetime) -> Counted:
    """Of what is due by the last day of the span that which is late."""
    due = (item for item in to_do(store, in_use(store), now) if item.due and item.due <= span.last)
    return _counted(item for item in due if item.is_late(now))


def _counted(items: Iterable[DueItem]) -> Counted:
    found: dict[str, list[int]] = defaultdict(list)
    for item in items:
        found[item.table].append(item.id)
    return Counted(found)
