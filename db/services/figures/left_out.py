"""What the figures of one place leave out because it says no place at all: grids need not add up to the whole."""

from attrs import frozen

from db.records.figure import How, Value
from db.services.figures.measure import Measured, measure
from db.services.figures.rows import FigureRows
from db.services.figures.scope import nowhere
from db.store import Store

UNIT = "条"
"""Of shares, which have no unit of their own."""


@frozen
class LeftOut:
    """What says no place.

    Attributes:
        rows: what opens it.
        shown: how much there is: 29件.
        number: the same as a number.
    """

    rows: FigureRows
    shown: str
    number: Value

    def words(self) -> str:
        """另有 29件没写网格，不算在里面."""
        place = self.rows.scope.title if self.rows.scope else ""
        return f"另有 {self.shown}{place}，不算在里面"


def left_out(store: Store, found: Measured) -> LeftOut | None:
    """What a figure of a place leaves out because it belongs to none; None where there is nothing, and for the whole centre.

    Raises:
        StoreGone: the files of the store are gone.
    """
    if found.scope is None or not found.scope.id or found.scope.table == found.figure.of:
        return None
    out = nowhere(found.scope, store.kinds)
    value = measure(store, found.figure, found.span, out).value
    count = value if found.figure.measure.how is not How.RATIO else Value(value.total or 0)
    if not count.number:
        return None
    rows = FigureRows(found.figure, found.span, out)
    return LeftOut(rows, f"{count.shown()} {found.figure.unit or UNIT}", count)
