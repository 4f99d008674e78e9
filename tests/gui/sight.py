"""Everything that a screen reader, a tip, a table or a program beside ours could read of the windows that are open."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

ROLES = (0, 2, 3, 4, 5, 11, 12, *range(0x100, 0x108))
"""Of Qt what is text (shown, to be edited, tips, told and described to a screen reader), and all our own: records, too."""
MOST_ROWS = 20


def readable(window: QWidget) -> str:
    """All texts of a window and of what is in it, hidden pieces too, and the cells of its tables under every role."""
    return "\n".join(readable_texts(window))


def readable_texts(window: QWidget) -> Iterator[str]:
    """The same, one by one."""
    return (text for one in (window, *window.findChildren(QWidget)) for text in texts_of(one))


def readable_anywhere() -> str:
    """The same of all windows that are open, and of the clipboard."""
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    return "\n".join([*map(readable, shown), QGuiApplication.clipboard().text()])


def texts_of(widget: QWidget) -> Iterator[str]:
    """The texts of one widget, with its tips and its cells."""
    yield from (str(text) for name in _told(widget) if (text := widget.property(name)))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())


_TOLD: dict[str, tuple[str, ...]] = {}


def _told(widget: QWidget) -> tuple[str, ...]:
    """The properties of a kind of widget that are texts to be read."""
    about = widget.metaObject()
    kind = str(about.className())
    if kind not in _TOLD:
        told = (about.property(number) for number in range(about.propertyCount()))
        names = (str(one.name()) for one in told if one.typeName() == "QString")
        _TOLD[kind] = tuple(name for name in names if name not in ("objectName", "styleSheet"))
    return _TOLD[kind]


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), MOST_ROWS)):
        for column in range(columns):
            cell = model.index(row, column)
            yield from (str(found) for role in ROLES if (found := model.data(cell, role)))
