"""The one door to the user: errors with a remedy, questions in words of what will happen, quiet news."""

import logging
from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtWidgets import QApplication, QWidget

from db.errors import AppError, StoreResting
from gui.crash import details
from gui.notices import CrashDialog, NoticeDialog, Toast
from gui.words import tr

log = logging.getLogger(__name__)


class Question(NamedTuple):
    """A question before something that cannot be undone.

    Attributes:
        title: the question itself, such as “删除这次走访？”.
        text: what will happen.
        yes: the verb of doing it.
        no: the verb of leaving it.
        grave: whether something will be lost; then 不 is the default.
    """

    title: str
    text: str
    yes: str
    no: str = "不，返回"
    grave: bool = False


class Messages(Protocol):
    """What may be told to the clerk or asked of them. An object that is handed down; tests hand down a recorder."""

    def show_error(self, error: AppError) -> None:
        """Tells what happened and what to do."""
        ...

    def show_crash(self, error: BaseException) -> None:
        """Tells that the program has a fault; offers details that hold no personal data."""
        ...

    def ask(self, question: Question) -> bool:
        """Whether the clerk says yes."""
        ...

    def inform(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Quiet news that goes away by itself, with a way back where there is one."""
        ...


def show_failure(messages: Messages, error: object) -> None:
    """Shows what a task failed with: an error to act on, or our bug."""
    if isinstance(error, AppError):
        messages.show_error(error)
    elif isinstance(error, BaseException):
        messages.show_crash(error)


class WindowMessages:
    """Messages over a window; before there is one, over whatever dialog is open."""

    def __init__(self, window: QWidget | None) -> None:
        self._window = window
        self._held: list[Callable[[], None]] | None = None

    def hold(self) -> None:
        """Keeps to itself what is to be told, until `release`; a question is answered with no meanwhile."""
        self._held = []

    def release(self) -> None:
        """Tells what was kept."""
        held, self._held = self._held or [], None
        for tell in held:
            tell()

    def show_error(self, error: AppError) -> None:
        """See `Messages`."""
        if isinstance(error, StoreResting):  # something looked into a locked window's store, and will do so again
            return
        if self._held is not None:
            self._held.append(lambda: self.show_error(error))
            return
        log.info("error shown: %s", error.code)
        NoticeDialog(error.message, error.remedy, tr("知道了"), parent=self._parent()).exec()

    def show_crash(self, error: BaseException) -> None:
        """See `Messages`."""
        if self._held is not None:
            self._held.append(lambda: self.show_crash(error))
            return
        text = details(error)
        log.error("%s", text)
        CrashDialog(text, self._parent()).exec()

    def ask(self, question: Question) -> bool:
        """See `Messages`."""
        if self._held is not None:
            return False
        dialog = NoticeDialog(question.title, question.text, question.yes, question.no, self._parent())
        if question.grave:
            dialog.prefer_no()
        return dialog.exec() == NoticeDialog.DialogCode.Accepted

    def inform(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """See `Messages`."""
        if self._window is None:
            return
        for earlier in self._window.findChildren(Toast):
            earlier.close()
        Toast(text, undo, self._window).appear()

    def _parent(self) -> QWidget | None:
        return QApplication.activeModalWidget() or self._window or QApplication.activeWindow()
