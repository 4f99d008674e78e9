"""What the dialogs share that open, make or restore a store: work in the background, one line that says what is wrong."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import AppError
from gui.fitted import FittedDialog
from gui.keys import on_key
from gui.messages import Messages, show_failure
from gui.tasks import Task, Work
from gui.theme import px
from gui.widgets.parts import button_row, label


def lay_out_door(dialog: QWidget, title: str, parts: Sequence[QWidget], foot: Sequence[QWidget | None]) -> None:
    """Lays out a dialog at the door: brand, title, parts below each other, and the buttons; None is the gap between them."""
    brand = label(QCoreApplication.translate("StoreDialog", "党群服务台"))
    brand.setObjectName("brand")
    column = QVBoxLayout(dialog)
    column.setContentsMargins(px(36), px(30), px(36), px(28))
    column.setSpacing(px(12))
    for widget in (brand, label(title, size="title"), *parts):
        column.addWidget(widget)
    column.addSpacing(px(4))
    column.addLayout(button_row(*foot))


class StoreDialog(FittedDialog):
    """A dialog at the door of a store. Whoever inherits adds `fault_line` to the layout and says what `set_busy` does."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._task: Task[Any] | None = None
        self._then: tuple[Callable[[Any], None], bool] | None = None
        """What follows and whether the dialog stays: held for so long as the work lasts, for a passphrase may be in it."""
        self.fault_line = label("", "accent", wrap=True)
        self.fault_line.hide()
        on_key("F1", self, self.show_about, everywhere=True)

    def show_about(self) -> None:
        """F1: what is asked here, and what to do when one does not know."""
        from gui.help.sheet import HelpSheet  # only when it is asked for
        from gui.help.texts import DOOR
        from gui.help.topics import door_topics

        sheet = HelpSheet(self, door_topics(), DOOR)
        sheet.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def fault(self) -> str:
        """What is said to be wrong."""
        return self.fault_line.text()

    def say(self, fault: str) -> None:
        """Says what is wrong; nothing for ""."""
        self.say_in(self.fault_line, fault)

    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._task is not None

    def set_busy(self, *, busy: bool) -> None:
        """Shows whether work is under way."""
        raise NotImplementedError

    def failed(self, error: object) -> None:
        """Called after a failure was told; the keys go where they are wanted next."""

    def run(self, work: Work[Any], done: Callable[[Any], None], *, stays: bool = False) -> None:
        """Does the work in the background and closes the dialog after ``done``, unless it ``stays``; a failure is told in it.

        A connection belongs to its thread: work that opens a store closes it and hands it over for `Store.again`.
        """
        self.set_busy(busy=True)
        self._task, self._then = Task(work, self), (done, stays)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        self._task.start()

    def reject(self) -> None:
        """Not while work is under way."""
        if not self.is_busy():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Waits for the work."""
        if self._task is not None:
            self._task.wait()
        super().closeEvent(event)

    def _on_task_succeeded(self, result: object) -> None:
        assert self._then is not None
        (done, stays), self._task, self._then = self._then, None, None
        if stays:
            self.set_busy(busy=False)
        done(result)
        if not stays:
            self.accept()

    def _on_task_failed(self, error: object) -> None:
        self._task = self._then = None
        self.set_busy(busy=False)
        if isinstance(error, AppError):
            self.say(str(error))
        else:
            show_failure(self._messages, error)
        self.failed(error)
