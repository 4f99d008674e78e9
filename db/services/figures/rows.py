"""The rows that a number opens: which figure, over which time and place, and which of its rows."""

from datetime import date
from enum import Enum

from attrs import frozen

from db.records.condition import Condition
from db.records.figure import Figure, How
from db.services.figures.measure import Measured, having_where, measure, rows_where
from db.services.figures.scope import Scope
from db.services.figures.span import Span
from db.store import Store, Where, among
from db.store.lift import Lift
from db.store.where import Unless


class Which(Enum):
    """Which of the rows of a figure."""

    ALL = "all"
    SO = "so"
    MISSING = "missing"


def unseen_of(found: Measured, which: Which) -> int:
    """How many of some of the rows whoever asked may not see."""
    if which is Which.SO:
        return found.unseen - found.unseen_missing
    return found.unseen if which is Which.ALL else found.unseen_missing


@frozen
class FigureRows:
    """What a number opens.

    Attributes:
        which: of a ratio those that are so, or those that are not.
        part: what must hold of the rows besides, and how that is called; None for all of them.
    """

    figure: Figure
    span: Span
    scope: Scope | None = None
    which: Which = Which.ALL
    part: tuple[Condition, str] | None = None

    @classmethod
    def of(cls, found: Measured, which: Which = Which.ALL) -> "FigureRows":
        """What was measured."""
        return cls(found.figure, found.span, found.scope, which)

    def words(self) -> str:
        """满意率 · 2026年第四季度 · 第一网格 · 没有的."""
        parts = [self.figure.label]
        if self.figure.when or self.span.last < date.today():
            parts.append(self.span.words)
        if self.scope:
            parts.append(self.scope.title)
        if self.part:
            parts.append(self.part[1])
        if self.which is not Which.ALL:
            parts.append("是的" if self.which is Which.SO else "不是的")
        return " · ".join(parts)

    def unseen(self, store: Store) -> int:
        """How many rows more there are that whoever asks may not see."""
        if store.rights.is_whole:
            return 0
        if self.part:
            kind = store.kinds[self.figure.of].record
            with store.lifted(Lift.FIGURES):
                every = store.count(kind, *self.where(store))
            return every - store.count(kind, *self.where(store))
        return unseen_of(measure(store, self.figure, self.span, self.scope, rows=True), self.which)

    def where(self, store: Store) -> list[Where]:
        """What is asked of the rows, as they are now."""
        kind = store.kinds[self.figure.of].record
        return [*self._whole(store), *(store.where(kind, (self.part[0],)) if self.part else ())]

    def _whole(self, store: Store) -> list[Where]:
        """The same without the part."""
        figure, day = self.figure, min(self.span.last, date.today())
        if figure.service or figure.measure.how is How.ONCE:
            return [among("id", self._ids(store))]
        found = [*rows_where(store, figure, self.span, self.scope, day)]
        having = having_where(store, figure, day)
        if self.which is Which.SO:
            found += having
        elif self.which is Which.MISSING:
            found.append(Unless(having))
        return found

    def _ids(self, store: Store) -> list[int]:
        found = measure(store, self.figure, self.span, self.scope, rows=True)
        rows, missing = ([*one.get(self.figure.of, ())] for one in (found.rows, found.missing))
        if self.which is Which.ALL:
            return rows
        lacking = set(missing)
        return missing if self.which is Which.MISSING else [i for i in rows if i not in lacking]
