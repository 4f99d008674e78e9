"""The place of a matter: of buildings of one number that of whoever brought it is offered first."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.records.registry.place import Building
from db.records.registry.resident import Resident
from db.store import Store
from gui.main_window import MainWindow
from gui.widgets.editors import LinkEditor
from tests.factories import estate
from tests.gui.community import settle
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import page_of


def test_of_two_buildings_of_a_number_tab_takes_that_of_the_applicant(
    qtbot: QtBot, window: MainWindow, store: Store
) -> None:
    with store.writing() as w:
        w.save_all([Building(estate=estate(store, name), number="3") for name in ("柳荫家属院", "安乐里", "长青园")])
    people = settle(store)
    who: Resident = people["张桂芳"]
    window.open_new("matter", {"resident": who.id})
    in_front(qtbot, window)
    editor = page_of(window).form.editors["building"]
    assert isinstance(editor, LinkEditor)
    editor.setFocus()
    write(editor.line, "3号楼")
    qtbot.waitUntil(lambda: len(editor.choices()) >= 4)
    QTest.keyClick(editor.line, Qt.Key.Key_Tab)
    assert editor.line.text() == "幸福里小区3号楼"


def test_what_fits_what_was_typed_comes_before_whose_it_is(store: Store, window: MainWindow) -> None:
    people = settle(store)
    lookup = window.session.lookup
    for name, number in (("张桂芳", "3"), ("阿卜杜拉·买买提", "12")):
        whose = [people[name].id]
        assert lookup.find("幸福里", "building", whose)[0].title == f"幸福里小区{number}号楼"
        assert lookup.find("12号楼", "building", whose)[0].title == "幸福里小区12号楼"
