"""F1 in a dialog: always the help of the page behind it, over the dialog, which is there again afterwards."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.records.registry.place import Grid
from db.store import Store
from gui.alone import show_code
from gui.dialogs.record_history import RecordHistory
from gui.dialogs.roles import RolesDialog
from gui.dialogs.secret_preview import SecretPreview
from gui.help.sheet import HelpSheet
from gui.main_window import MainWindow
from gui.notices import NoticeDialog
from gui.pages.past import show_past
from tests.gui.keys import in_front


def roles(window: MainWindow) -> QDialog:
    made = RolesDialog("王敏", frozenset(), window.session.kinds, lambda _roles, _day: None, window)
    made.open()
    return made


def code(window: MainWindow) -> QDialog:
    show_code(window.session, window, "2345-6789-ABCD-EFGH-JKMN-PQRS")
    made = window.findChild(SecretPreview)
    assert isinstance(made, SecretPreview)
    return made


def past(window: MainWindow) -> QDialog:
    store: Store = window.session.store
    made = show_past(window.session, store.save(Grid(name="第一网格")), window.page("today"), lambda _record: None)
    assert isinstance(made, RecordHistory)
    return made


def filters(window: MainWindow) -> QDialog:
    window.show_list("resident")
    made = window.page("resident").list.filter_dialog()
    made.open()
    return made


def question(window: MainWindow) -> QDialog:
    made = NoticeDialog("删除？", "", "删除", "不", window)
    made.open()
    return made


def sheets() -> list[HelpSheet]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpSheet) and one.isVisible()]


@pytest.mark.parametrize("opened", [roles, code, past, filters, question])
def test_it_opens_once_over_the_dialog(
    qtbot: QtBot, window: MainWindow, opened: Callable[[MainWindow], QDialog]
) -> None:
    in_front(qtbot, window)
    dialog = opened(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    (sheet,) = sheets()
    assert sheet.parentWidget() is dialog
    qtbot.waitUntil(sheet.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    assert sheets() == [sheet], "once"
    sheet.close()
    assert dialog.isVisible()
    dialog.done(0)
