"""One picture, looked at closely: whole, as large as it is, larger and smaller, turned; moved by mouse and keys."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gui.theme import px
from gui.tokens import TOKENS

STEP = 1.25
LARGEST = 8.0
_NOTCH = 120
_LINES = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class PictureView(QAbstractScrollArea):
    """The picture.

    Attributes:
        wheel_turns_pages: whether the wheel goes through what is long, and only with Ctrl makes it larger.

    Signals:
        zoomed: it is shown at another size.
        pages_asked: the wheel goes on where the picture ends; 1 or -1.
    """

    zoomed = Signal()
    pages_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.wheel_turns_pages = False
        self._image = QImage()
        self._size = QSize()
        self._words = ""
        self._scale = 0.0
        self._turns = 0
        self._held: QPoint | None = None

    # What is shown.

    def show_picture(self, image: QImage, turns: int = 0) -> None:
        """Shows another picture whole, so many quarters turned to the right."""
        self._image, self._size, self._words = image, image.size(), ""
        self._turns, self._scale = turns % 4, 0.0
        self._measure()

    def show_sharper(self, image: QImage) -> None:
        """Takes the same picture with more in it; nothing moves."""
        self._image = image
        self.viewport().update()

    def say(self, words: str) -> None:
        """Shows words in place of a picture."""
        self._image, self._size, self._words = QImage(), QSize(), words
        self._measure()

    @property
    def words(self) -> str:
        """What is said in place of a picture."""
        return self._words

    @property
    def image(self) -> QImage:
        """The picture."""
        return self._image

    # How large.

    def scale(self) -> float:
        """How large the picture is, 1.0 for a pixel of the screen each."""
        return self._scale or self._whole()

    def is_whole(self) -> bool:
        """Whether it is shown whole, whatever the size of the window."""
        return not self._scale

    def pixels(self) -> int:
        """How many pixels of the screen it takes across, as if it were not turned."""
        return round(self._size.width() * self.scale() * self.devicePixelRatioF())

    def show_whole(self) -> None:
        """Fits it into the window; a small one stays as large as it is."""
        self._zoom(0.0, QPointF(self.viewport().rect().center()))

    def show_full_size(self) -> None:
        """A pixel of it is a pixel of the screen."""
        self._zoom(1.0, QPointF(self.viewport().rect().center()))

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Makes it so many steps larger, or smaller; what is at the point stays there."""
        scale = min(max(self.scale() * STEP**steps, min(self._whole(), 1.0)), LARGEST)
        whole = abs(scale - self._whole()) < 1e-6
        self._zoom(0.0 if whole else scale, at or QPointF(self.viewport().rect().center()))

    def turn(self, quarters: int) -> int:
        """Turns it to the right; how many quarters it is turned then."""
        self._turns = (self._turns + quarters) % 4
        self._measure()
        self.zoomed.emit()
        return self._turns

    # Qt.

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(TOKENS.line))
        if self._image.isNull():
            painter.setPen(QColor(TOKENS.text))
            inside = self.viewport().rect().adjusted(px(40), px(40), -px(40), -px(40))
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        corner = self._corner()
        painter.translate(corner.x() + self._shown().width() / 2, corner.y() + self._shown().height() / 2)
        painter.rotate(90 * self._turns)
        across, down = self._size.width() * self.scale(), self._size.height() * self.scale()
        painter.drawImage(QRectF(-across / 2, -down / 2, across, down), self._image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Larger and smaller where the mouse is; of what has pages the wheel goes on."""
        notches = event.angleDelta().y() / _NOTCH
        event.accept()
        if not self.wheel_turns_pages or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(notches, event.position())
            return
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(round(before - notches * px(90)))
        if bar.value() == before and notches:
            self.pages_asked.emit(-1 if notches > 0 else 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        here = event.position().toPoint()
        self._scroll_by(self._held - here)
        self._held = here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Whole, or as large as it is."""
        self._zoom(1.0 if self.is_whole() and self._whole() < 1.0 else 0.0, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move what is larger than the window."""
        if event.key() in _LINES:
            across, down = _LINES[Qt.Key(event.key())]
            self._scroll_by(QPoint(across, down) * px(60))
        else:
            event.ignore()

    # Inside.

    def _zoom(self, scale: float, at: QPointF) -> None:
        if self._image.isNull():
            return
        before, corner = self.scale(), self._corner()
        self._scale = scale
        self._measure()
        ratio = self.scale() / before if before else 1.0
        moved = (at - corner) * ratio
        self.horizontalScrollBar().setValue(round(moved.x() - at.x()))
        self.verticalScrollBar().setValue(round(moved.y() - at.y()))
        self.viewport().update()
        self.zoomed.emit()

    def _lying(self) -> QSize:
        """Its size as it is turned."""
        return QTransform().rotate(90 * self._turns).mapRect(QRectF(QPointF(), self._size)).size().toSize()

    def _whole(self) -> float:
        """How large it is when all of it is seen."""
        lying, room = self._lying(), self.maximumViewportSize()
        if lying.isEmpty():
            return 1.0
        return min(room.width() / lying.width(), room.height() / lying.height(), 1.0)

    def _shown(self) -> QSize:
        return self._lying() * self.scale()

    def _corner(self) -> QPointF:
        """Where its upper left corner is: in the middle where it is smaller than the window."""
        shown, room = self._shown(), self.viewport().size()
        x = (room.width() - shown.width()) / 2 if shown.width() <= room.width() else -self.horizontalScrollBar().value()
        y = (
            (room.height() - shown.height()) / 2
            if shown.height() <= room.height()
            else -self.verticalScrollBar().value()
        )
        return QPointF(x, y)

    def _scroll_by(self, way: QPoint) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + way.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + way.y())

    def _measure(self) -> None:
        shown = self._shown() if not self.is_whole() else QSize()
        for bar, much in ((self.horizontalScrollBar(), shown.width()), (self.verticalScrollBar(), shown.height())):
            room = self.viewport().width() if bar is self.horizontalScrollBar() else self.viewport().height()
            bar.setPageStep(room)
            bar.setSingleStep(px(40))
            bar.setRange(0, max(much - room, 0))
        self.viewport().update()
