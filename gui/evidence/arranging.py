"""Photos put in another order: by dragging them within their list, and by the keys."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from gui.theme import px
from gui.tokens import TOKENS

MIME = "application/x-dangqun-exhibits"
"""What is dragged within a list; it says which list it comes from and nothing else, so that nothing leaves the program."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
"""With Alt: one place forward or back."""


def rearranged(count: int, rows: Sequence[int], gap: int) -> list[int]:
    """The rows of a list in their new order, once some were put into a gap; gap n is before row n."""
    moved = [row for row in range(count) if row in rows]
    before = [row for row in range(gap) if row not in rows]
    return [*before, *moved, *(row for row in range(gap, count) if row not in rows)]


def gap_beside(count: int, rows: Sequence[int], step: int) -> int | None:
    """The gap into which a step moves rows; None at the end of the list."""
    if not rows:
        return None
    gap = min(rows) - 1 if step < 0 else max(rows) + 2
    return gap if 0 <= gap <= count else None


def gap_at(places: Sequence[QRect], at: QPoint) -> int:
    """The gap where a point is, among the places of the rows, which lie in lines one under the other."""
    for row, place in enumerate(places):
        if at.y() <= place.bottom() and (at.x() < place.center().x() or _ends_line(places, row)):
            return row if at.x() < place.center().x() else row + 1
    return len(places)


def _ends_line(places: Sequence[QRect], row: int) -> bool:
    return row + 1 == len(places) or places[row + 1].top() > places[row].top()


def packed(owner: object) -> QMimeData:
    """What is dragged within a list."""
    data = QMimeData()
    data.setData(MIME, str(id(owner)).encode())
    return data


def is_of(owner: object, data: QMimeData) -> bool:
    """Whether it is dragged within this very list."""
    return bytes(data.data(MIME).data()) == str(id(owner)).encode()


def draw_gap(view: QWidget, places: Sequence[QRect], gap: int) -> None:
    """Draws a line where what is dragged would go."""
    if not places:
        return
    place = places[min(gap, len(places) - 1)]
    x = place.left() - 1 if gap < len(places) else place.right() + 1
    painter = QPainter(view)
    painter.fillRect(QRect(x - px(1), place.top(), px(3), place.height()), QColor(TOKENS.accent))
