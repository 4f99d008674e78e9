"""What the figures of one place leave out because it says no place at all: grids need not add up to the whole."""

from attrs import evolve, frozen

from db.records.figure import DAYS, HOURS, Figure, How, Value, count
from db.services.figures.measure import Measured, measure, measure_each
from db.services.figures.rows import FigureRows
from db.services.figures.scope import Scope, nowhere
from db.services.figures.span import Span
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


def measure_with_left_out(
    store: Store, figure: Figure, span: Span, scope: Scope | None, *, rows: bool = False
) -> tuple[Measured, LeftOut | None]:
    """A figure, and what one of a place leaves out because it belongs to none; None where there is nothing, and for the whole centre.

    Raises:
        NotAllowed, ArgumentError, NotLaidDown, StoreGone: see `db.services.figures.measure.measure`.
    """
    if scope is None or not scope.id or scope.table == figure.of:
        return measure(store, figure, span, scope, rows=rows), None
    out = nowhere(scope, store.kinds)
    found, beside = measure_each(store, figure, span, (scope, out), rows=rows)
    how, value = found.figure.measure.how, beside.value
    if how in (*HOURS, *DAYS):  # what is left out are rows, and no hours
        figure, value = evolve(figure, unit=UNIT), measure(store, evolve(figure, measure=count()), span, out).value
    told = value if how is not How.RATIO else Value(value.total or 0)
    if not told.number:
        return found, None
    return found, LeftOut(FigureRows(found.figure, span, out), f"{told.shown()} {figure.unit or UNIT}", told)
