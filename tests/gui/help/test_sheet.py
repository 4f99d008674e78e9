"""F1: the page in front is read first, all the rest is found by typing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from db import VERSION
from db.records import KINDS
from db.services.centre.switches import turn, works
from db.store import Store
from gui.dialogs.unlock import Unlock
from gui.help.marks import marked
from gui.help.program import ABOUT, components, program_folder
from gui.help.sheet import HelpSheet
from gui.help.texts import DOOR, LARGE, TEXTS
from gui.help.topics import door_topics, find_in, topics
from gui.main_window import MainWindow
from gui.pages.entries import lines
from gui.session import Session
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


def test_what_stands_among_the_keys_of_many_pages_is_no_hit_on_each(sheet: HelpSheet) -> None:
    for word in ("筛选", "导入"):
        sheet.line.clear()
        write(sheet.line, word)
        rows = [row.partition("\n")[0] for row in _rows(sheet)]
        told = [topic.name for topic in ALL if word in topic.name + "".join(topic.sentences)]
        assert set(rows) - set(told) <= {"按键一览", "角色与权限"}
        assert set(told) <= set(rows)
    assert rows[0] == "导入", "the page that is called so comes first"


def test_a_key_is_found_in_the_list_of_all_keys_and_where_it_is_at_home(sheet: HelpSheet) -> None:
    write(sheet.line, "F12")
    assert [row.partition("\n")[0] for row in _rows(sheet)] == ["按键一览"]
    assert [hit.topic.key for hit in find_in(ALL, "往前、往后排")] == ["keys", "evidence"]
    assert "matter" in {hit.topic.key for hit in find_in(ALL, "诉求 F12")}, "a key of a page that is named"


def test_what_is_switched_off_says_so_and_where_it_is_switched_on(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    turn(store, next(work.switch for work in works(store) if work.switch.name == "visits"), on=False)
    fresh = MainWindow(lambda messages: Session(store, messages, window.session.settings))
    qtbot.addWidget(fresh)
    in_front(qtbot, fresh)
    fresh.show_help()
    sheet = fresh.findChild(HelpSheet)
    assert sheet is not None
    assert not [row for row in _rows(sheet) if "走访" in row]
    write(sheet.line, "走访")
    assert _rows(sheet)[0] == "走访（没有开展）"
    topic = sheet.current()
    assert topic is not None
    assert "到“设置 → 开展的工作”里勾上“走访" in topic.sentences[1]
    assert "没有开展" in _read(sheet)
    sheet.accept()
    fresh.hide()


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


def test_a_long_name_goes_on_in_a_second_line(sheet: HelpSheet) -> None:
    write(sheet.line, "搬来")
    assert _rows(sheet)[0].startswith("人口变动")
    area = sheet.findChildren(QScrollArea)[-1]
    assert area.horizontalScrollBar().maximum() == 0, "nothing stands to the left or the right of what is seen"


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
    while not _read(sheet).startswith("矛盾调解"):
        QTest.keyClick(sheet.line, Qt.Key.Key_Down)
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


@pytest.mark.parametrize("typed", ["大字", "字大", "放大", "字太小", "看不清", "老人", "独居", "误加"])
def test_what_people_call_it_is_found(typed: str) -> None:
    hits = find_in(ALL, typed)
    assert hits
    if typed in ("大字", "字太小", "看不清"):
        assert hits[0].topic.key == LARGE
