"""F1 from each page of the window, and the word 帮助 at its lower end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.help.sheet import HelpSheet
from gui.help.texts import about
from gui.main_window import MainWindow
from gui.pages.centre.settings import HELP, NAMES
from gui.pages.entries import pages


def _read(part: QWidget) -> str:
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisible())


def test_help_says_of_a_page_what_its_kind_says(window: MainWindow) -> None:
    for entry in pages(window.session.kinds):
        window.show_page(entry.key)
        window.show_help()
        sheet = window.findChildren(HelpSheet)[-1]
        assert all(sentence in _read(sheet) for sentence in entry.help)
        assert entry.help
        sheet.accept()


@pytest.mark.parametrize("number", range(len(NAMES)), ids=HELP)
def test_help_says_of_each_tab_of_the_settings_what_it_is_for(number: int, window: MainWindow) -> None:
    """A sentence or more of its own, then that each tab has some; and the keys."""
    window.show_page("settings")
    window.page("settings").show_tab(number)
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChildren(HelpSheet)[-1]
    own, told = about(f"settings.{HELP[number]}"), _read(sheet)
    assert own
    assert all(
        sentence in told for sentence in (*own, *about("settings"), "Ctrl+S" if HELP[number] == "centre" else "")
    )
    others = [sentence for name in HELP if name != HELP[number] for sentence in about(f"settings.{name}")]
    assert not any(sentence in told for sentence in others)
    sheet.accept()


@pytest.mark.parametrize("by_key", [True, False])
def test_the_help_opens_and_closes(by_key: bool, window: MainWindow, qtbot: QtBot) -> None:
    (link,) = [one for one in window.navigation.findChildren(QPushButton) if one.text() == "帮助"]
    if by_key:
        QTest.keyClick(window, Qt.Key.Key_F1)
    else:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    sheet = QApplication.activeModalWidget()
    assert sheet is not None
    assert "Ctrl+K" in _read(sheet)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
