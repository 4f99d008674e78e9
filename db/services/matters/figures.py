"""Figures of problems: a matter, all that was joined to it and all its ways are one."""

from datetime import date, datetime

from db.records.matters.matter import Matter
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.services.matters.problems import open_problems, problems_ended
from db.store import Store


def problems_over(store: Store, span: Span, _now: datetime) -> Counted:
    """Those that were ended within the span, however that was."""
    return Counted({Matter.TABLE: problems_ended(store, span.first or date.min, span.last)})


def problems_in_hand(store: Store, _span: Span, _now: datetime) -> Counted:
    """Those at which something is to be done."""
    return Counted({Matter.TABLE: open_problems(store)})
