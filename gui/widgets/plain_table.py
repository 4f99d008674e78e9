"""A table of whole rows without a grid: one row is chosen, Enter opens it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.theme import px
from gui.widgets.toned import Toned

BESIDE = 14
"""What a cell has around its words, in pixels at 100 %."""
LOOKED_AT = 60
"""So many rows say how wide their columns are."""
LEAST = 160
"""What the wide column keeps as long as another one can give way, in pixels at 100 %."""


class PlainTable(QTableView):
    """A table of which some columns give way, the first one first, where the wide one would have too little room."""

    def __init__(self, widths: Mapping[int, int], gives_way: Sequence[int], wide: int) -> None:
        super().__init__()
        self._widths, self._gives_way, self._wide = widths, gives_way, wide
        self._shared: int | None = None
        self.horizontalHeader().setResizeContentsPrecision(LOOKED_AT)

    def share(self, column: int) -> None:
        """Gives a column what its rows say, as long as the wide one has what its own say, or half of the room."""
        self._shared = column
        self.model().modelReset.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """The width of the column that shares the room."""
        if self._shared is None or self.isColumnHidden(self._shared):
            return
        own, wanted = (self.sizeHintForColumn(one) + px(BESIDE) for one in (self._wide, self._shared))
        others = (one for one in self._widths if one != self._shared)
        room, least = self.viewport().width() - sum(map(self.columnWidth, others)), px(self._widths[self._shared])
        width = max(least, min(wanted, max(room - own, room // 2)))
        self.horizontalHeader().resizeSection(self._shared, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as many columns as there is room for."""
        super().resizeEvent(event)
        over = px(LEAST) + sum(map(px, self._widths.values())) - self.viewport().width()
        for column in self._gives_way:
            self.setColumnHidden(column, over > 0)
            over -= px(self._widths[column])
        self.fit()


def plain_table(
    model: QAbstractItemModel, wide: int, widths: Mapping[int, int], row: int, gives_way: Sequence[int] = ()
) -> PlainTable:
    """The view of a model.

    Args:
        model: its rows.
        wide: the column that takes what the others leave.
        widths: of the others, in pixels at 100 %.
        row: the height of a row, likewise.
        gives_way: columns that are left out where the wide one would have too little room, the first one first.
    """
    view = PlainTable(widths, gives_way, wide)
    view.setModel(model)
    view.setItemDelegate(Toned(view))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(px(row))
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    for column, width in widths.items():
        header.resizeSection(column, px(width))
    return view
