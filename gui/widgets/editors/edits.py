"""Tells of an edit of a line or box of text before it is made: what is masked is shown whole to whoever begins to edit it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_EDITING = (
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Delete,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
)


class EditWatch(QObject):
    """Watches a line or a box.

    Signals:
        begins: what comes next may change the text, which is still as it was.
    """

    begins = Signal()

    def __init__(self, watched: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(watched)
        watched.installEventFilter(self)
        if isinstance(watched, QPlainTextEdit):  # the mouse comes to what is inside its frame
            watched.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys, Chinese input, the menu that can paste and delete, what is dropped, and the middle button that pastes."""
        if isinstance(event, QKeyEvent):
            wrapped = isinstance(watched, QPlainTextEdit) and event.text() in ("\r", "\n")
            begins = event.type() == QEvent.Type.KeyPress and (wrapped or edits(event))
        elif isinstance(event, QInputMethodEvent):
            begins = bool(event.preeditString() or event.commitString())
        elif event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            begins = event.button() == Qt.MouseButton.MiddleButton
        else:
            begins = event.type() in (QEvent.Type.ContextMenu, QEvent.Type.Drop)
        if begins:
            self.begins.emit()
        return False


def edits(event: QKeyEvent) -> bool:
    """Whether a key changes the text: it writes, deletes or pastes; moving, selecting and copying do not."""
    if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) or any(event.matches(key) for key in _EDITING):
        return True
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return event.text().isprintable() and bool(event.text()) and not event.modifiers() & commands
