"""F1: the page in front is read first, all the rest is found by typing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from db import VERSION
from db.records import KINDS
from db.store import Store
from gui.dialogs.unlock import Unlock
from gui.help.marks import marked
from gui.help.program import ABOUT, components, program_folder
from gui.help.sheet import HelpSheet
from gui.help.texts import DOOR, TEXTS
from gui.help.topics import door_topics, find_in, topics
from gui.main_window import MainWindow
from gui.pages.entries import lines
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write

ALL = topics(lines(KINDS))


@pytest.fixture
def sheet(qtbot: QtBot) -> HelpSheet:
    made = HelpSheet(None, ALL, "matter")
    qtbot.addWidget(made)
    in_front(qtbot, made)
    return made


def _read(sheet: HelpSheet) -> str:
    return "\n".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisible())


def _rows(sheet: HelpSheet) -> list[str]:
    model = sheet.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_page_in_front_is_read_first(sheet: HelpSheet) -> None:
    told = _read(sheet)
    assert "这一页" in told.splitlines()
    assert all(sentence in told for sentence in KINDS["matter"].help)
    assert sheet.list.hasFocus() is False
    assert sheet.line.hasFocus()


def test_a_word_of_a_text_finds_it_and_shows_the_sentence(sheet: HelpSheet) -> None:
    write(sheet.line, "调休")
    assert [row.partition("\n")[0] for row in _rows(sheet)] == ["设置 · 放假安排"]
    assert "调休上班" in _rows(sheet)[0]
    assert "哪几天放假" in _read(sheet)
    assert "这一页" not in _read(sheet).splitlines()


def test_what_is_named_so_comes_before_what_only_tells_of_it(sheet: HelpSheet) -> None:
    write(sheet.line, "议题")
    assert _rows(sheet)[0] == "议事厅 · 议题"
    assert len(_rows(sheet)) > 1


def test_what_its_sentences_say_comes_before_what_stands_among_the_keys_of_many_pages(sheet: HelpSheet) -> None:
    write(sheet.line, "筛选")
    by_keys = [topic.name for topic in ALL if "筛选" not in topic.name + "".join(topic.sentences)]
    rows = [row.partition("\n")[0] for row in _rows(sheet)]
    last = [row for row in rows if row in by_keys]
    assert len(last) > 1
    assert rows[-len(last) :] == last


def test_of_what_stands_among_keys_alone_the_list_of_all_keys_comes_first(sheet: HelpSheet) -> None:
    write(sheet.line, "F12")
    rows = [row.partition("\n")[0] for row in _rows(sheet)]
    assert rows[0] == "按键一览"
    assert len(rows) > 10


def test_what_is_looked_for_is_scrolled_to_and_marked(sheet: HelpSheet, qtbot: QtBot) -> None:
    write(sheet.line, "上半年")
    assert _rows(sheet)[0].startswith("统计")
    QTest.keyClick(sheet.line, Qt.Key.Key_Backspace)
    sheet.line.setText("Ctrl+B")
    area = sheet.findChildren(QScrollArea)[-1]
    hit = next(one for one in area.findChildren(QLabel) if "<span" in one.text())
    top = hit.mapTo(area.viewport(), hit.rect().topLeft()).y()
    assert area.verticalScrollBar().value() > 0, "it stands below what is seen at first"
    assert 0 <= top <= area.viewport().height() - hit.height()
    sheet.line.clear()
    area = sheet.findChildren(QScrollArea)[-1]
    assert area.verticalScrollBar().value() == 0
    assert not [one for one in area.findChildren(QLabel) if "<span" in one.text()]
    assert qtbot


def test_marks_in_a_text_are_shown_as_they_are(qtbot: QtBot) -> None:
    told = QLabel("a < b，A&B")
    qtbot.addWidget(told)
    assert marked(told, ["a", "&b"])
    assert told.text().count("<span") == 3
    assert "&lt; b，" in told.text()
    assert "&amp;B" in told.text()
    assert not marked(told, [])


def test_initials_of_a_title_find_it() -> None:
    assert find_in(ALL, "tjaj")[0].topic.key == "mediation_case"


def test_all_words_must_be_there() -> None:
    assert {hit.topic.key for hit in find_in(ALL, "回执 取号")} < {hit.topic.key for hit in find_in(ALL, "取号")}
    assert not find_in(ALL, "取号 龙王")


def test_what_is_not_found_is_said_and_taken_back(sheet: HelpSheet) -> None:
    write(sheet.line, "龙王")
    assert _rows(sheet) == []
    assert "没有找到" in _read(sheet)
    assert "一件事一条" not in _read(sheet)
    sheet.line.clear()
    assert "没有找到" not in _read(sheet)
    assert sheet.current() == next(topic for topic in ALL if topic.key == "matter")


def test_the_keys_go_through_list_and_text_from_the_line(sheet: HelpSheet) -> None:
    start = sheet.list.currentIndex().row()
    QTest.keyClick(sheet.line, Qt.Key.Key_Down)
    assert sheet.list.currentIndex().row() == start + 1
    assert _read(sheet).startswith("矛盾调解")
    area = sheet.findChildren(QScrollArea)[-1]
    assert area.verticalScrollBar().maximum() > 0
    QTest.keyClick(sheet.line, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
    QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    assert sheet.isVisible(), "Enter does not close what was just found"
    assert sheet.list.hasFocus()
    QTest.keyClick(sheet.list, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_every_page_and_every_tab_has_its_text() -> None:
    assert all(topic.sentences for topic in ALL)
    assert {topic.key for topic in ALL} >= {key for key in TEXTS if key != "settings"}
    assert len({topic.key for topic in ALL}) == len(ALL)


def test_what_the_centre_does_not_do_is_not_in_it(window: MainWindow) -> None:
    window.show_page("today")
    shown = [line for line in lines(KINDS) if line.nav.key != "visits"]
    assert "visit" in {topic.key for topic in ALL}
    assert "visit" not in {topic.key for topic in topics(shown)}


def test_f1_at_the_door_tells_of_the_door_and_of_the_program(qtbot: QtBot, store: Store, shown: Shown) -> None:
    door = Unlock(store.folder, shown)
    qtbot.addWidget(door)
    in_front(qtbot, door)
    QTest.keyClick(door.line, Qt.Key.Key_F1)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, HelpSheet)
    assert all(sentence in _read(sheet) for sentence in TEXTS[DOOR])
    assert [topic.key for topic in door_topics()] == [DOOR, ABOUT]
    QTest.keyClick(sheet.line, Qt.Key.Key_Down)
    assert f"党群服务台 {VERSION}" in _read(sheet)
    sheet.accept()


def test_the_program_tells_of_every_component_and_its_licence(sheet: HelpSheet) -> None:
    write(sheet.line, "关于")
    told = _read(sheet)
    named = dict(components())
    assert named["sqlcipher3"] == "zlib"
    assert named["PySide6-Essentials"] == "LGPL-3.0-only"
    assert all(name in told and licence in told for name, licence in named.items())
    assert (program_folder() / "LICENSE").is_file()
