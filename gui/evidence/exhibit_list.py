"""The list of photos and scans: pictures in rows as wide as the page, gone through by the arrow keys, as high as all of them."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.errors import AppError
from gui.evidence.arranging import STEPS, draw_gap, gap_at, gap_beside, is_of, packed
from gui.evidence.exhibits import BELOW, MARK, PICTURE, ExhibitModel
from gui.keys import on_key
from gui.theme import px
from gui.tokens import TOKENS

WIDE, HIGH = 132, 96
"""Room for a picture, in pixels at 100 %."""
_EDGE = 5
Index = QModelIndex | QPersistentModelIndex


class _Frame(QStyledItemDelegate):
    """Draws one: its picture, what it shows, when and by whom it was added."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(self._view().font()).height()
        return QSize(px(WIDE) + 2 * px(_EDGE), px(HIGH) + 2 * line + px(8) + 2 * px(_EDGE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole: QRect = option.rect.adjusted(2, 2, -2, -2)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        here = self._view().hasFocus() and self._view().currentIndex() == index
        painter.save()
        if chosen or here:
            painter.setPen(QPen(QColor(TOKENS.accent if here else TOKENS.line_strong), 2 if here else 1))
            painter.setBrush(QColor(TOKENS.selected if chosen else TOKENS.white))
            painter.drawRoundedRect(whole, px(4), px(4))
        place = self._place(whole)
        picture = index.data(PICTURE)
        if isinstance(picture, QImage):
            _draw(painter, place, picture)
        else:
            self._instead(painter, place, picture)
        if mark := index.data(MARK):
            self._mark(painter, place, str(mark))
        self._words(painter, whole, index)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setAccessibleName(self.tr("说明"))
        line.setPlaceholderText(self.tr("照片说明"))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is typed stays, whatever comes meanwhile: a picture is told as a change, too."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        whole: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        high = editor.sizeHint().height()
        editor.setGeometry(whole.left(), whole.bottom() - high + 1, whole.width(), high)

    def _view(self) -> QAbstractItemView:
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        return view

    @staticmethod
    def _place(whole: QRect) -> QRect:
        return QRect(whole.left() + px(_EDGE) - 2, whole.top() + px(_EDGE) - 2, px(WIDE), px(HIGH))

    def _instead(self, painter: QPainter, place: QRect, picture: object) -> None:
        """Why there is no picture; nothing while it is still to come."""
        lost = isinstance(picture, AppError)
        painter.fillRect(place, QColor(TOKENS.warn_soft if lost else TOKENS.hover))
        if isinstance(picture, AppError):
            painter.setPen(QColor(TOKENS.accent))
            painter.setFont(self._small())
            inside = place.adjusted(px(6), 0, -px(6), 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, picture.message)

    def _mark(self, painter: QPainter, place: QRect, text: str) -> None:
        font = self._small()
        wide = QFontMetrics(font).horizontalAdvance(text) + px(10)
        box = QRect(place.right() - wide, place.bottom() - px(19), wide, px(18))
        painter.fillRect(box, QColor(TOKENS.text))
        painter.setPen(QColor(TOKENS.white))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _words(self, painter: QPainter, whole: QRect, index: Index) -> None:
        line = QFontMetrics(self._view().font()).height()
        top = whole.top() + px(_EDGE) + px(HIGH) + px(2)
        places = (QRect(whole.left() + px(_EDGE), top + n * line, whole.width() - 2 * px(_EDGE), line) for n in (0, 1))
        said = ((Qt.ItemDataRole.DisplayRole, TOKENS.text, self._view().font()), (BELOW, TOKENS.quiet, self._small()))
        for place, (role, colour, font) in zip(places, said, strict=True):
            text = QFontMetrics(font).elidedText(
                str(index.data(role) or ""), Qt.TextElideMode.ElideRight, place.width()
            )
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _small(self) -> QFont:
        font = QFont(self._view().font())
        font.setPixelSize(px(TOKENS.small))
        return font


def _draw(painter: QPainter, place: QRect, picture: QImage) -> None:
    """Draws a picture whole, in the middle of its place."""
    size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    where = QRect(place.topLeft(), size)
    where.moveCenter(place.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(where, picture)
    painter.setPen(QColor(TOKENS.line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where)


class ExhibitList(QListView):
    """The list.

    Signals:
        opened: the row that the clerk wants to see.
        removal_asked: what is chosen is to go.
        moved: what is chosen is to go into this gap; gap n is before row n.
    """

    opened = Signal(int)
    removal_asked = Signal()
    moved = Signal(int)

    def __init__(self, model: ExhibitModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Frame(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(px(2))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self._gap = -1
        self.setDragEnabled(True)
        self.setAcceptDrops(False)  # what is dropped from elsewhere belongs to the whole page
        self.viewport().setAcceptDrops(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("照片与附件"))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        model.modelReset.connect(self._fit_height)
        on_key("F2", self, self.write)
        self.viewport().installEventFilter(self)

    def write(self) -> None:
        """Lets it be written what the one shows where the clerk is."""
        at = self.currentIndex()
        if at.isValid() and at.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(at)

    def chosen(self) -> list[int]:
        """The rows that are chosen, in their order; the one where the clerk is when none is."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return rows or ([self.currentIndex().row()] if self.currentIndex().isValid() else [])

    def choose(self, rows: range | list[int]) -> None:
        """Chooses rows, and goes to the first of them."""
        there = [row for row in rows if 0 <= row < self.model().rowCount()]
        if not there:
            return
        marks = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(self.model().index(there[0], 0), marks.ClearAndSelect)
        for row in there[1:]:
            self.selectionModel().select(self.model().index(row, 0), marks.Select)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel moves the page: all of the list is in sight."""
        if watched is self.viewport() and event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what is marked, Delete asks to take what is chosen away, Alt with an arrow moves it."""
        at = self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # the Enter that ends what is written opens nothing
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            if at.isValid():
                self.opened.emit(at.row())
        elif event.key() == Qt.Key.Key_Delete and self.chosen():
            self.removal_asked.emit()
        elif event.key() in STEPS and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            gap = gap_beside(self.model().rowCount(), self.chosen(), STEPS[Qt.Key(event.key())])
            if gap is not None:
                self.moved.emit(gap)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begins at the first one, so that the keys have something to work on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose([0])
        self._follow()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drags what is chosen to another place in this list, and nowhere else."""
        if not self.chosen():
            return
        drag = QDrag(self)
        drag.setMimeData(packed(self))
        drag.setPixmap(self.viewport().grab(self.visualRect(self.model().index(self.chosen()[0], 0))))
        drag.exec(Qt.DropAction.MoveAction)
        self._point(-1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes what is its own; all else goes on to the page."""
        event.setAccepted(is_of(self, event.mimeData()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        own = is_of(self, event.mimeData())
        event.setAccepted(own)
        if own:
            at = event.position().toPoint()
            self._point(gap_at(self._places(), at))
            self._show_around(QRect(at, QSize(1, 1)), px(60))

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._point(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        own = is_of(self, event.mimeData())
        event.setAccepted(own)
        if own:
            self._point(-1)
            self.moved.emit(gap_at(self._places(), event.position().toPoint()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap >= 0:
            draw_gap(self.viewport(), self._places(), self._gap)

    def _point(self, gap: int) -> None:
        """Marks a gap; -1 for none."""
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def _places(self) -> list[QRect]:
        return [self.visualRect(self.model().index(row, 0)) for row in range(self.model().rowCount())]

    def _fit_height(self) -> None:
        """Takes the height that all rows need at this width."""
        count = self.model().rowCount()
        cell = self.sizeHintForIndex(self.model().index(0, 0)) if count else QSize()
        across = max((self.viewport().width() - self.spacing()) // max(cell.width() + self.spacing(), 1), 1)
        lines = -(-count // across)
        self.setFixedHeight(lines * (cell.height() + self.spacing()) + self.spacing() if count else 0)

    def _follow(self) -> None:
        """Shows the one where the clerk is, when the page scrolls."""
        if self.hasFocus() and self.currentIndex().isValid():
            where = self.visualRect(self.currentIndex())
            self._show_around(where, where.height() // 2 + px(8))

    def _show_around(self, where: QRect, margin: int) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            at = self.viewport().mapTo(around.widget(), where.center())
            around.ensureVisible(at.x(), at.y(), 0, margin)
