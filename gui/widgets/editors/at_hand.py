"""Masked choices of the row that somebody works on: readable while the focus is in it, and masked again once it is elsewhere.

What is masked as a whole (关爱类别) cannot be told from its neighbours: nobody could say which of them ends today.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from gui.widgets.editors.base import Editor
from gui.widgets.editors.choice import CodeEditor

Row = tuple[QWidget, Sequence[Editor]]
"""A row, and what is edited in it."""


class AtHand(QObject):
    """Shows the choices of the row that has the focus."""

    def __init__(self, rows: Callable[[], Sequence[Row]], parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for row, editors in self._rows():
            here = now is not None and (now is row or row.isAncestorOf(now))
            for editor in editors:
                if isinstance(editor, CodeEditor):
                    editor.show_at_hand(here=here)
