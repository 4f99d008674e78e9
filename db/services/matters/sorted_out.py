"""分类统计: what came and what became of it, by 来源, 类别 or another column of codes; the lines of each figure come to the figure."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from db.errors import ArgumentError
from db.fields import Code
from db.records.base import fields_of
from db.records.condition import Condition, is_
from db.records.matters.matter import Matter
from db.services.figures.measure import figures_by_name, measure_by
from db.services.figures.rows import FigureRows
from db.services.figures.span import Span
from db.store import Store

BY = ("channel", "category", "nature", "urgency", "outcome")
"""The columns by which matters are told apart."""
TOLD = ("matters_taken", "problems", "matters_closed", "matters_solved", "matters_open")
"""The figures of which each line tells; what is joined counts among the first by itself, and in the others with its root."""


@frozen
class Line:
    """A code, or all of them.

    Attributes:
        condition: what a row of it has; None of all.
        label: what the centre calls it.
        is_under: whether it is a part of another line above it.
        counts: by the name of the figure.
    """

    condition: Condition | None
    label: str
    is_under: bool
    counts: Mapping[str, int]

    def rows(self, store: Store, name: str, span: Span, by: str) -> FigureRows:
        """What a number of the line opens."""
        part = (self.condition, f"{heading(by)}：{self.label}") if self.condition else None
        return FigureRows(figures_by_name(store.kinds)[name], span, part=part)


def heading(by: str) -> str:
    """What the clerk calls a column."""
    return fields_of(Matter)[by].label


def sorted_out(store: Store, span: Span, by: str) -> list[Line]:
    """A line a code that anything has, in the order of the table, those under another one below it; the last one is all of them.

    Raises:
        NotAllowed: the clerk has nothing to do with figures.
        ArgumentError: matters are not told apart by such a column.
    """
    if by not in BY:
        raise ArgumentError(f"诉求不能按“{by}”分", f"请用 {'、'.join(map(heading, BY))}")
    figures = figures_by_name(store.kinds)
    with store.at_one_head():
        told = {name: measure_by(store, figures[name], by, span) for name in TOLD}
    lines = [one for one in _lines(by, told) if any(one.counts.values())]
    whole = {name: sum(found.values()) for name, found in told.items()}
    return [*lines, Line(None, "合计", is_under=False, counts=whole)] if any(whole.values()) else []


def _lines(by: str, told: Mapping[str, Mapping[str, int]]) -> Iterator[Line]:
    field = fields_of(Matter)[by]
    assert isinstance(field, Code)
    table = field.codes()
    known = [*table.labels]
    others = sorted({code for found in told.values() for code in found} - {*known, ""})
    for code in [*(one for one in known if table.upper.get(one) not in table.labels), *others]:
        family = table.under(code) if code in table.labels else (code,)
        yield _line(by, code, field.show(code), told, family)
        for lower in family[1:]:
            yield _line(by, lower, field.show(lower), told, (lower,), is_under=True)
    yield _line(by, "", f"没有写{field.label}", told, ("",))


def _line(
    by: str,
    code: str,
    label: str,
    told: Mapping[str, Mapping[str, int]],
    family: tuple[str, ...],
    *,
    is_under: bool = False,
) -> Line:
    counts = {name: sum(found.get(one, 0) for one in family) for name, found in told.items()}
    return Line(is_(by, code or None), label, is_under, counts)
