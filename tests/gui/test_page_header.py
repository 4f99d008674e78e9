"""The head of a page: its tabs and buttons are read whole, whatever room there is."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.parts import PageHeader, Tabs, button

WORDS = ("外送登记", "信息告知书", "告知与同意", "请求", "保管期限", "销毁", "泄露")
DOINGS = ("导入…", "导出…", "打印…", "更多…", "登记泄露事件")


@pytest.mark.parametrize("width", [700, 900, 1100, 1300, 2000])
def test_no_word_of_it_is_cut_and_it_has_a_second_line_only_where_it_needs_one(qtbot: QtBot, width: int) -> None:
    page, tabs = QWidget(), Tabs(WORDS)
    qtbot.addWidget(page)
    header = PageHeader("", lead=tabs)
    header.setParent(page)
    for doing in DOINGS:
        header.add_action(button(doing))
    page.resize(width, 400)
    header.resize(width, header.height())
    page.show()
    QCoreApplication.processEvents()
    shown = [one for one in header.findChildren(QPushButton) if one.isVisible()]
    assert sorted(one.text() for one in shown) == sorted((*WORDS, *DOINGS))
    assert [one.text() for one in shown if one.width() < one.sizeHint().width()] == []
    lines = {one.mapTo(header, one.rect().center()).y() for one in shown}
    asked = tabs.sizeHint().width() + sum(one.sizeHint().width() for one in shown if one.text() in DOINGS)
    assert (len(lines) == 2) == (asked + 5 * 10 > width)
    corners = [
        one.mapTo(header, corner) for one in shown for corner in (one.rect().topLeft(), one.rect().bottomRight())
    ]
    assert [corner for corner in corners if not header.rect().contains(corner)] == []


@pytest.mark.parametrize("width", [700, 1100, 2000])
def test_buttons_beside_a_title_and_its_remark_are_not_cut_either(qtbot: QtBot, width: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    header = PageHeader("钱一", with_back=True)
    header.setParent(page)
    page.resize(width, 400)
    header.resize(width, header.height())
    page.show()
    QCoreApplication.processEvents()
    one_line = header.height()
    header.set_remark("男 · 46 岁 · 幸福里小区 3 号楼 2 单元 501 室")
    for doing in (*DOINGS, *WORDS[:2]):
        header.add_action(button(doing))
    QCoreApplication.processEvents()
    header.resize(width, header.height())
    QCoreApplication.processEvents()
    shown = [one for one in header.findChildren(QPushButton) if one.isVisible() and one.text()]
    assert [one.text() for one in shown if one.width() < one.sizeHint().width()] == []
    assert all(header.rect().contains(one.geometry()) for one in shown)
    assert header.width() == width
    assert (header.height() > one_line) == (width < 1100)
