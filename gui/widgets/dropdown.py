"""The list under a line of text: what may be chosen, by arrow keys, Enter or click; shared by search and pickers."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.theme import px
from gui.tokens import TOKENS

CHOICE_ROLE = Qt.ItemDataRole.UserRole + 1
MOST_SEEN = 11
FIRST, NOTHING = -1, -2
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@frozen
class Choice:
    """One line to choose, or a heading.

    Attributes:
        text: what is chosen, never cut.
        detail: what tells it from others of the same name.
        lead: a short sign before it, such as the digit to type.
        value: what `Dropdown.chosen` hands over; None makes it a heading.
    """

    text: str
    detail: str = ""
    lead: str = ""
    value: Any = None


class _Choices(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Choice] = ()

    def take(self, lines: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        return {Qt.ItemDataRole.DisplayRole: line.text, CHOICE_ROLE: line}.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].value is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class _Painter(QStyledItemDelegate):
    """Draws lead, text and detail in one line, headings small."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Choice = index.data(CHOICE_ROLE)
        metrics = QFontMetrics(self._view.font())
        wide = sum(metrics.horizontalAdvance(t) + px(14) for t in (line.lead, line.text, line.detail) if t)
        return QSize(wide + px(24), px(28 if line.value is None else 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Choice = index.data(CHOICE_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        area = rect.adjusted(px(12), 0, -px(12), 0)
        painter.save()
        if line.value is None:
            _write(painter, area, line.text, TOKENS.faint, TOKENS.small)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, QColor(TOKENS.selected))
            left = area
            for text, colour in ((line.lead, TOKENS.faint), (line.text, TOKENS.text), (line.detail, TOKENS.quiet)):
                if text:
                    left = left.adjusted(_write(painter, left, text, colour, TOKENS.base) + px(14), 0, 0, 0)
        painter.restore()


def _write(painter: QPainter, area: QRect, text: str, colour: str, size: int) -> int:
    font = QFont(painter.font())
    font.setPixelSize(px(size))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    return QFontMetrics(font).horizontalAdvance(text)


class Dropdown(QFrame):
    """The list itself: a child of the window, so that the keys stay with the line of text.

    Signals:
        chosen: the `Choice.value` of the line taken.
        escaped: the clerk closed it by Esc.
        outdated: a line is to be taken, but the text has changed since the lines were offered; who hears it offers anew.
    """

    chosen = Signal(object)
    escaped = Signal()
    outdated = Signal()

    def __init__(self, edit: QLineEdit, *, tab_takes: bool = False) -> None:
        super().__init__(edit)
        self.setObjectName("dropdown")
        self._edit = edit
        self._tab_takes = tab_takes
        self._offered_for = ""
        self._model = _Choices(self)
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(_Painter(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setMouseTracking(True)
        self._view.entered.connect(self._view.setCurrentIndex)
        self._view.clicked.connect(self._on_view_clicked)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._view)
        edit.installEventFilter(self)
        edit.destroyed.connect(self.deleteLater)
        self.hide()

    def offer(self, lines: Sequence[Choice], current: int = FIRST) -> None:
        """Shows these lines, with one of them marked: ``current``, `FIRST` that can be chosen, or `NOTHING`. What is marked, Tab takes."""
        self._offered_for = self._edit.text()
        self._model.take(lines)
        if not lines:
            self.hide()
            return
        self._place()
        self.show()
        self.raise_()
        first = next((n for n, c in enumerate(lines) if c.value is not None), NOTHING)
        self._mark(first if current == FIRST else current)

    def lines(self) -> Sequence[Choice]:
        """What is offered."""
        return self._model.lines if self.isVisible() else ()

    def current(self) -> Choice | None:
        """The marked line, or None."""
        index = self._view.currentIndex()
        return self._model.lines[index.row()] if self.isVisible() and index.isValid() else None

    def take_current(self) -> bool:
        """Chooses the marked line; whether there was one."""
        line = self.current()
        if line is None or line.value is None:
            return False
        self.hide()
        self.chosen.emit(line.value)
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """What was offered is gone from the list too."""
        super().hideEvent(event)
        self._model.take(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reads the arrow keys, Enter, Tab and Esc off the line of text."""
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize) and self.isVisible():
            self._place()
        elif kind == QEvent.Type.ShortcutOverride and self.isVisible() and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif kind == QEvent.Type.KeyPress and self.isVisible() and isinstance(event, QKeyEvent):
            return self._on_key(Qt.Key(event.key()))
        return False

    def _on_key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            self._step(steps[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._bring_up_to_date()
            return self.take_current()
        if key == Qt.Key.Key_Escape:
            self.hide()
            self.escaped.emit()
            return True
        if key == Qt.Key.Key_Tab and self._tab_takes:
            self._bring_up_to_date()
            self.take_current()
        return False

    def _bring_up_to_date(self) -> None:
        """Lets nothing be taken that was found for what stood there before."""
        if self._offered_for != self._edit.text():
            self.outdated.emit()

    def _step(self, by: int) -> None:
        rows = [n for n, line in enumerate(self._model.lines) if line.value is not None]
        if rows:
            now = self._view.currentIndex().row()
            place = rows.index(now) + by if now in rows else 0
            self._mark(rows[min(max(place, 0), len(rows) - 1)])

    def _mark(self, row: int) -> None:
        index = self._model.index(row, 0)
        self._view.setCurrentIndex(index)
        self._view.scrollTo(self._model.index(0, 0) if row <= 1 else index)

    def _on_view_clicked(self) -> None:
        self.take_current()

    def _place(self) -> None:
        """Under the line of text, or above it where there is more room; never outside the window."""
        window: QWidget = self._edit.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        sizes = [self._view.sizeHintForRow(n) for n in range(len(self._model.lines))]
        tall = sum(sizes[:MOST_SEEN]) + px(14)
        wide = max(self._edit.width(), self._view.sizeHintForColumn(0) + px(28))
        top = self._edit.mapTo(window, QPoint(0, 0))
        below = window.height() - top.y() - self._edit.height() - px(8)
        above = top.y() - px(8)
        goes_up = tall > below and above > below
        tall = min(tall, above if goes_up else below)
        y = top.y() - tall - 2 if goes_up else top.y() + self._edit.height() + 2
        wide = min(wide, window.width() - px(16))
        x = max(px(8), min(top.x(), window.width() - wide - px(8)))
        self.setGeometry(x, y, wide, tall)
