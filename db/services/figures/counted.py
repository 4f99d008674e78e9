"""What a service tells whose rows are a figure's."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from db.services.figures.span import Span
from db.store import Store

Ids = Mapping[str, Sequence[int]]
"""Records by table, each table in the order of its list."""


@frozen
class Counted:
    """The rows of a figure.

    Attributes:
        rows: all of them.
        so: of a ratio those that are so; None of what is no ratio.
    """

    rows: Ids
    so: Ids | None = None


Tells = Callable[[Store, Span, datetime], Counted]
"""Tells the rows of a figure over a span at a time; it is called inside `db.store.measuring.Measuring.at_one_head`."""
