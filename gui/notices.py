"""The shapes of messages: a short dialog, the dialog of a crash, and the quiet line at the bottom."""

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.fitted import FittedDialog
from gui.keys import on_key
from gui.theme import px
from gui.widgets.free_place import free_place, hidden_by, never_on, read_on
from gui.widgets.parts import label
from gui.widgets.press import Button

TOAST_MS = 6000
UNDO_MS = 20_000
"""A line that offers a way back: it has to be read, and thought about."""
WATCH_MS = 200
"""How often a line of news looks whether it lies on something."""
UNDO_KEY = "F8"
"""While a line offers a way back; Ctrl+Z belongs to whatever is typed in."""


class NoticeDialog(FittedDialog):
    """What happened, what to do, and one or two buttons with verbs on them."""

    def __init__(self, title: str, text: str, yes: str, no: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(420))
        self._yes = Button(yes)
        self._yes.setProperty("kind", "primary")
        self._yes.clicked.connect(self.accept)
        self._no: QPushButton | None = None
        buttons = QHBoxLayout()
        buttons.setSpacing(px(10))
        buttons.addStretch()
        if no:
            self._no = Button(no)
            self._no.clicked.connect(self.reject)
            buttons.addWidget(self._no)
        buttons.addWidget(self._yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(24), px(28), px(20))
        layout.setSpacing(px(10))
        layout.addWidget(label(title, size="large", wrap=True))
        if text:
            layout.addWidget(label(text, wrap=True))
        layout.addSpacing(px(12))
        layout.addLayout(buttons)
        self._yes.setDefault(True)
        self._yes.setFocus()

    def prefer_no(self) -> None:
        """Enter means no, and it is what stands out: for questions about losing something."""
        if self._no is not None:
            self._yes.setDefault(False)
            for one, kind in ((self._yes, ""), (self._no, "primary")):
                one.setProperty("kind", kind)
            self._no.setDefault(True)
            self._no.setFocus()


class CrashDialog(FittedDialog):
    """The program has a fault: calm words, and details to copy."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(520))
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setMinimumHeight(px(160))
        self._details.hide()
        more = Button(self.tr("查看详情"))
        more.setProperty("kind", "quiet")
        more.clicked.connect(self._on_more_clicked)
        copy = Button(self.tr("复制详情"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        close = Button(self.tr("继续工作"))
        close.setProperty("kind", "primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        for button in (more, copy):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(24), px(28), px(20))
        layout.setSpacing(px(10))
        layout.addWidget(label(self.tr("程序出了一点差错，刚才这一步没有完成"), size="large", wrap=True))
        layout.addWidget(
            label(
                self.tr("已保存的资料没有受影响。可以继续工作；如果再次出现，请把详情（不含个人信息）交给维护人员。"),
                wrap=True,
            )
        )
        layout.addWidget(self._details)
        layout.addSpacing(px(12))
        layout.addLayout(buttons)
        close.setDefault(True)
        close.setFocus()

    def _on_more_clicked(self) -> None:
        self._details.show()
        self.fit()


class Toast(QFrame):
    """A line at the bottom of a window that goes by itself, with a way back where there is one."""

    def __init__(self, text: str, undo: Callable[[], None] | None, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        self._undo, self._text = undo, text
        self._hides = 0
        self._window = window
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(18), px(8), px(10 if undo else 18), px(8))
        layout.setSpacing(px(14))
        layout.addWidget(QLabel(text))
        if undo is not None:
            button = Button(self.tr("撤销"))
            button.setToolTip(UNDO_KEY)
            button.clicked.connect(self._on_undo_clicked)
            on_key(UNDO_KEY, self, self._on_undo_clicked, everywhere=True)
            layout.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS if undo is None else UNDO_MS)
        self._timer.timeout.connect(self.close)
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._make_way)
        window.installEventFilter(self)

    def tells(self, text: str) -> bool:
        """Whether it is this that the line tells."""
        return self._text == text

    def appear(self) -> None:
        """Shows the line and starts its time."""
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self._watch.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps its place when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.move(free_place(self._window, self.size(), self))
        self._hides = hidden_by(self.geometry(), read_on(self._window, self))

    def _make_way(self) -> None:
        """Goes elsewhere once something that it must not hide has come under it, such as the next row, or another page with more."""
        here, held = self.geometry(), never_on(self._window, self)
        more = hidden_by(here, read_on(self._window, self)) > self._hides
        if more or any(here.intersects(one) for one in held):
            self._place()

    def _on_undo_clicked(self) -> None:
        if self._undo is not None:
            self._undo()
        self.close()
