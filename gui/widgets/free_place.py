"""Where a line of news may lie: never on what it tells of or on what is pressed next, and best on nothing at all."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from gui.theme import px

W = TypeVar("W", bound=QWidget)
_PRESSED = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
_SAID_LOUD = ("accent", "warn")
"""The tones in which a label says what is wrong."""
_EDGE, _DOWN, _ACROSS = 24, 6, 9
"""What is left free at the edges, how far apart the heights are that are tried, and how many places are tried on each."""


def free_place(window: QWidget, size: QSize, apart: QWidget) -> QPoint:
    """The lowest place on nothing that is read, the middle first; else where it hides least, and never what it must not.

    Args:
        window: on which it lies.
        size: its size.
        apart: itself, which is in nobody's way.
    """
    held, read = never_on(window, apart), read_on(window, apart)
    best, least = None, 0
    for place in _places(window.size(), size):
        if any(place.intersects(one) for one in held):
            continue
        hidden = hidden_by(place, read)
        if hidden == 0:
            return place.topLeft()
        if best is None or hidden < least:
            best, least = place, hidden
    return (best or next(_places(window.size(), size))).topLeft()


def never_on(window: QWidget, apart: QWidget) -> list[QRect]:
    """Where there is something to press or to type into, the rows at hand, what has the keys, and what is wrong."""
    found = [_at(window, one) for kind in _PRESSED for one in _seen(window, apart, kind)]
    found += [_at(window, one) for one in _seen(window, apart, QLabel) if one.property("tone") in _SAID_LOUD]
    for view in _seen(window, apart, QAbstractItemView):
        found += _rows_at_hand(window, view)
    focused = QApplication.focusWidget()
    if focused is not None and window.isAncestorOf(focused) and not isinstance(focused, QAbstractItemView):
        found.append(_at(window, focused))
    return found


def read_on(window: QWidget, apart: QWidget) -> list[QRect]:
    """Where there are words, rows and their headings."""
    found = [_at(window, one) for one in _seen(window, apart, QLabel) if one.text()]
    found += [_at(window, one) for one in _seen(window, apart, QHeaderView)]
    return found + [rows for view in _seen(window, apart, QAbstractItemView) for rows in _rows(window, view)]


def hidden_by(place: QRect, read: Iterable[QRect]) -> int:
    """How much of what is read lies under a place, in square pixels."""
    return sum(_area(place.intersected(one)) for one in read if place.intersects(one))


def _rows_at_hand(window: QWidget, view: QAbstractItemView) -> Iterator[QRect]:
    """The row that is current, and those beside it: what was just done stands in one of them."""
    at, model = view.currentIndex(), view.model()
    if at.isValid() and model is not None:
        for row in range(max(at.row() - 1, 0), min(at.row() + 2, model.rowCount())):
            yield _across(window, view, view.visualRect(at.siblingAtRow(row)))


def _rows(window: QWidget, view: QAbstractItemView) -> Iterator[QRect]:
    """All rows that are seen, as one."""
    model = view.model()
    count = model.rowCount() if model is not None else 0
    if count:
        last = view.visualRect(model.index(count - 1, 0))
        yield _across(window, view, QRect(QPoint(0, 0), last.bottomRight()))


def _across(window: QWidget, view: QAbstractItemView, rows: QRect) -> QRect:
    """Rows over the whole width of their view, as far as they are seen."""
    inside = view.viewport()
    seen = rows.intersected(QRect(rows.left(), 0, rows.width(), inside.height()))
    return QRect(inside.mapTo(window, QPoint(0, seen.top())), QSize(inside.width(), seen.height()))


def _seen(window: QWidget, apart: QWidget, kind: type[W]) -> list[W]:
    found = window.findChildren(kind)
    return [one for one in found if one.isVisible() and one.window() is window and not apart.isAncestorOf(one)]


def _at(window: QWidget, part: QWidget) -> QRect:
    """Where a part is seen: what is scrolled out of sight is in nobody's way."""
    seen = part.visibleRegion().boundingRect()
    return QRect(part.mapTo(window, seen.topLeft()), seen.size())


def _places(room: QSize, size: QSize) -> Iterator[QRect]:
    """From below upwards; on each height from the middle to both sides."""
    edge = px(_EDGE)
    free = max(room.width() - size.width() - 2 * edge, 0)
    steps = sorted(range(_ACROSS), key=lambda n: (abs(n - _ACROSS // 2), -n))
    across = [edge + free * n // (_ACROSS - 1) for n in steps]
    for y in range(room.height() - size.height() - edge, px(8), -px(_DOWN)):
        for x in across:
            yield QRect(QPoint(x, y), size)


def _area(one: QRect) -> int:
    return one.width() * one.height()
