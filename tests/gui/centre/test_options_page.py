"""设置 → 选项: names, own ones, order and what is used no more, by the keyboard; forms offer it at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.fields import Code
from db.records.base import fields_of
from db.records.matters.matter import Matter
from db.values import code_table
from gui.main_window import MainWindow
from gui.pages.centre.options import FRESH, OptionsPage
from gui.pages.centre.settings import OPTIONS
from gui.widgets.editors import CodeEditor
from gui.widgets.filters.inputs import Ticks
from gui.widgets.filters.modes import CHOICE, Mode
from tests.gui.keys import in_front, write

CHANNEL = "matter_channel"


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    code_table.lay_over({})


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> OptionsPage:
    in_front(qtbot, window)
    window.show_page("settings")
    settings = window.page("settings")
    settings.show_tab(OPTIONS)
    settings.options.show_table(CHANNEL)
    return settings.options


def channels() -> CodeEditor:
    field = fields_of(Matter)["channel"]
    assert isinstance(field, Code)
    return CodeEditor(field)


def offered() -> list[str]:
    editor = channels()
    return [code_table.load(CHANNEL).labels[code] for code in editor.matches("")]


def test_one_is_added_named_moved_and_retired_by_the_keyboard(page: OptionsPage, qtbot: QtBot) -> None:
    line = page.names[FRESH]
    line.setFocus()
    write(line, "网格铃")
    QTest.keyClick(line, Qt.Key.Key_Return)
    own = fields_of(Matter)["channel"].read("网格铃")
    assert offered()[-1] == "网格铃"
    assert page.names[FRESH].hasFocus(), "for the next one"
    qtbot.waitUntil(page.names[own].isVisible)
    page.names[own].setFocus()
    QTest.keyClick(page.names[own], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert offered()[-2] == "网格铃"
    assert page.names[own].hasFocus()
    page.offs["2"].setFocus()
    QTest.keyClick(page.offs["2"], Qt.Key.Key_Space)
    assert "来电" not in offered()
    assert page.offs["2"].text().endswith("起不再用")
    field = fields_of(Matter)["channel"]
    assert isinstance(field, Code)
    narrowing = Ticks(Mode("是", CHOICE), field)
    qtbot.addWidget(narrowing)
    assert "来电" in narrowing.list.seen().values(), "records of before are still looked for"


def test_a_refused_name_stays_with_its_reason(page: OptionsPage) -> None:
    line = page.names["1"]
    line.setFocus()
    write(line, "来电")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "已经有一个选项叫“来电”" in page.refusal()
    assert page.names["1"].text() == "来电"
    page.names["1"].selectAll()
    write(page.names["1"], "服务窗口")
    QTest.keyClick(page.names["1"], Qt.Key.Key_Return)
    assert (page.refusal(), offered()[0]) == ("", "服务窗口")


def test_tab_goes_through_the_rows_and_the_program_s_words_come_back(page: OptionsPage) -> None:
    page.names["1"].setFocus()
    QTest.keyClick(page.names["1"], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.offs["1"]
    page.names["1"].setFocus()
    write(page.names["1"], "服务窗口")
    QTest.keyClick(page.names["1"], Qt.Key.Key_Tab)
    assert offered()[0] == "服务窗口"
    page._shipped.click()
    assert offered()[0] == "窗口"
    assert page._shipped.isHidden()
    page._shift("1", 1)
    assert offered()[1] == "窗口"
    assert not page._shipped.isHidden(), "another order can be given back, too"
