"""Ctrl+Enter presses the red button of a page or a dialog, but in rows, where it adds a row."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from gui.keys import on_key
from gui.widgets.editors import RowsEditor


class RedKey(QObject):
    """The key of one red button; two shortcuts of one key would take it from each other, so it rests while rows have it."""

    def __init__(self, owner: QWidget, press: Callable[[], object]) -> None:
        super().__init__(owner)
        self._keys = [on_key(key, owner, press) for key in ("Ctrl+Return", "Ctrl+Enter")]
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        while now is not None and not isinstance(now, RowsEditor):
            now = now.parentWidget()
        for one in self._keys:
            one.setEnabled(now is None)
