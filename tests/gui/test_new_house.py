"""Registering somebody whose house nobody has entered: it is offered and made in one stroke."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.fields import Link
from db.records.place import House
from db.store import Store
from gui.lookup import StoreLookup
from gui.widgets.editors import LinkEditor
from tests.gui.community import settle
from tests.gui.keys import write


def test_a_new_door_is_offered_last_and_made_on_enter(qtbot: QtBot, store: Store) -> None:
    settle(store)
    editor = LinkEditor(Link("现住房屋", to="house"), StoreLookup(store))
    qtbot.addWidget(editor)
    editor.show()
    editor.line.setFocus()
    write(editor.line, "幸福里3号楼2单元601")
    qtbot.waitUntil(lambda: any("登记新的" in choice.text for choice in editor.choices()))
    assert editor.choices()[-1].text == "登记新的：幸福里小区3号楼2单元601室"
    while editor.marked() != -1:
        qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(editor.picked):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    house = store.get(House, editor.value())
    assert (house.unit, house.room) == ("2", "601")
    assert editor.line.text() == "幸福里小区3号楼2单元601室"
