"""Clicking on the headings of a list as a clerk does."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gui.widgets.record_list import RecordList

FROM_THE_EDGE = 20
"""So many pixels behind the left edge: at the edge a column is dragged wider."""


def click_heading(listed: RecordList, column: int) -> None:
    """Clicks on the heading of a column."""
    heading = listed.view.horizontalHeader()
    at = QPoint(heading.sectionViewportPosition(column) + FROM_THE_EDGE, heading.height() // 2)
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=at)
