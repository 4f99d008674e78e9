"""A table of whole rows without a grid: one row is chosen, Enter opens it."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.theme import px


def plain_table(model: QAbstractItemModel, wide: int, widths: Mapping[int, int], row: int) -> QTableView:
    """The view of a model; the column ``wide`` takes what the others, leave; widths and the rows' height in pixels at 100 %."""
    view = QTableView()
    view.setModel(model)
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
