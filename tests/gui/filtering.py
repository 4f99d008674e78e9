"""Narrowing a list as a clerk does, in the dialog, and what it offers."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.dialogs.filter_dialog import FilterDialog
from gui.widgets.filters.inputs import Ticks
from gui.widgets.record_list import RecordList

Do = Callable[[FilterDialog], object]


def codes_offered(register: RecordList, path: str) -> dict[str, str]:
    """The codes of a field that the list can be narrowed to: label by code."""
    dialog = register.filter_dialog()
    dialog.choose(path)
    ticks = dialog.editor.current()
    assert isinstance(ticks, Ticks)
    return ticks.list.seen()


def in_dialog(opens: Callable[[], object], do: Do) -> None:
    """Does something in the dialog that opens, which waits until it is done."""
    failed: list[BaseException] = []
    seen: list[QWidget | None] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and not dialog.isActiveWindow():
            QTimer.singleShot(5, act)  # the keys do not go to it yet
            return
        seen.append(dialog)
        try:
            assert isinstance(dialog, FilterDialog)
            do(dialog)
        except BaseException as error:  # noqa: BLE001 - Qt would lose it, and wait for ever
            failed.append(error)
        if dialog is not None and dialog.isVisible():
            dialog.close()

    window = QApplication.activeWindow()
    QTimer.singleShot(0, act)
    opens()
    if window is not None:
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
    assert seen, "no dialog was opened"
    if failed:
        raise failed[0]
