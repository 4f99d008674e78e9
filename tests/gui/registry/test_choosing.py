"""What is chosen in a link is what was typed: nothing that contradicts it, whatever key is pressed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.fields import Link
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.registry.register_resident import Door, house_at
from db.store import Store
from gui.lookup import StoreLookup
from gui.main_window import MainWindow
from gui.widgets.editors import LinkEditor
from tests.factories import estate, plant
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write

Make = Callable[[str], LinkEditor]


@pytest.fixture
def link(qtbot: QtBot, store: Store) -> Make:
    """Makes an editor of links to a table, with the keys."""

    def make(table: str) -> LinkEditor:
        editor = LinkEditor(Link("关联", to=table), StoreLookup(store))
        qtbot.addWidget(editor)
        in_front(qtbot, editor)
        editor.line.setFocus()
        return editor

    return make


def typed(qtbot: QtBot, editor: LinkEditor, words: str) -> list[str]:
    """What is offered for the words."""
    write(editor.line, words)
    qtbot.waitUntil(lambda: bool(editor.choices()))
    return [choice.text for choice in editor.choices()]


def test_a_door_that_is_not_there_yet_does_not_become_its_neighbour(qtbot: QtBot, store: Store, link: Make) -> None:
    neighbour = house_at(store, Door("第五园", "3", "1", "702"))
    editor = link("house")
    assert typed(qtbot, editor, "第五园3号楼2单元702室") == ["登记新的：第五园3号楼2单元702室"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Tab)
    made = store.get(House, editor.value())
    assert made.id != neighbour.id
    assert (made.building, made.unit, made.room) == (neighbour.building, "2", "702")


def test_words_that_are_taken_before_they_are_looked_up_are_not_those_before(
    qtbot: QtBot, store: Store, link: Make
) -> None:
    first = house_at(store, Door("第五园", "3", "2", "70"))
    editor = link("house")
    typed(qtbot, editor, "第五园3号楼2单元70")
    assert editor.marked() == first.id
    editor.line.insert("3")
    editor.line.textEdited.emit(editor.line.text())
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert store.get(House, editor.value()).room == "703"


@pytest.mark.parametrize(
    ("table", "words"),
    [("grid", "第二网格"), ("building", "第五园13号楼"), ("resident", "张贵芳"), ("household", "张贵芳")],
)
def test_what_merely_resembles_is_shown_and_not_taken(
    qtbot: QtBot, store: Store, link: Make, table: str, words: str
) -> None:
    plant(store, Grid, name="第十二网格")
    plant(store, Building, estate=estate(store, "第五园"), number="3")
    head = plant(store, Resident, name="张桂芳")
    plant(store, Household, head=head.id, members=())
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return):
        editor = link(table)
        assert typed(qtbot, editor, words)[0].startswith("没有")
        assert editor.marked() is None
        qtbot.keyClick(editor.line, key)
        assert editor.line.text() == words
    editor = link(table)
    if len(typed(qtbot, editor, words)) > 1:
        qtbot.keyClick(editor.line, Qt.Key.Key_Down)
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
        assert editor.value(), "whoever mistyped can choose it"


@pytest.mark.parametrize("words", ["3-2-502", "幸福里3栋2单元502", "xfl3-2-502", "幸福里小区3号楼2单元502室", "3栋502"])
def test_what_was_meant_is_taken_at_once(qtbot: QtBot, store: Store, link: Make, words: str) -> None:
    people = settle(store)
    editor = link("house")
    typed(qtbot, editor, words)
    qtbot.keyClick(editor.line, Qt.Key.Key_Tab)
    assert editor.value() == people["张桂芳"].house


@pytest.mark.parametrize(
    ("there", "words"), [("翠湖里（东区）", "翠湖里3号楼2单元702"), ("翠湖里", "翠湖里二期3号楼2单元702")]
)
def test_a_qualifier_makes_another_estate(qtbot: QtBot, store: Store, link: Make, there: str, words: str) -> None:
    other = house_at(store, Door(there, "3", "2", "702"))
    editor = link("house")
    assert typed(qtbot, editor, words)[0].startswith("登记新的")
    qtbot.keyClick(editor.line, Qt.Key.Key_Tab)
    assert editor.value() != other.id


def test_the_first_house_of_an_empty_store_needs_no_estate(qtbot: QtBot, store: Store, link: Make) -> None:
    editor = link("house")
    assert typed(qtbot, editor, "3号楼1单元502") == ["登记新的：3号楼1单元502室"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert store.titles("house", [editor.value()]) == {editor.value(): "3号楼1单元502室"}


def _typed_resident(window: MainWindow, name: str, house: int) -> bool:
    window.open_new("resident")
    page = window.page("resident").form_page
    page.form.editors["name"].set_value(name)
    page.form.editors["house"].set_value(house)
    return page.save()


@pytest.mark.parametrize(("answer", "sizes"), [(True, [2, 4]), (False, [1, 2, 3])])
def test_nobody_joins_strangers_without_a_word(
    window: MainWindow, shown: Shown, answer: bool, sizes: list[int]
) -> None:
    store = window.session.store
    people = settle(store)
    shown.answer = answer
    assert _typed_resident(window, "新来的", people["张桂芳"].house)
    assert len(shown.questions) == 1
    assert "张桂芳" in shown.questions[0].text
    assert sorted(len(h.present()) for h in store.select(Household)) == sizes


def test_whoever_is_registered_as_family_is_not_asked(window: MainWindow, shown: Shown) -> None:
    store = window.session.store
    people = settle(store)
    window.open_record("resident", people["张桂芳"].id)
    window.page("resident")._detail.page.relative_requested.emit(people["张桂芳"].id)
    page = window.page("resident").form_page
    page.form.editors["name"].set_value("李小妹")
    assert page.save()
    assert shown.questions == []
    assert sorted(len(h.present()) for h in store.select(Household)) == [2, 4]
    shown.answer = False
    for house, asked in ((house_at(store, Door("幸福里小区", "7", "1", "101")).id, 1), (people["张桂芳"].house, 2)):
        page.form.editors["house"].set_value(house)
        assert page.save()
        assert len(shown.questions) == asked, "once registered, they are asked about as anybody is"


@pytest.mark.parametrize(("answer", "moved"), [(True, {"张桂芳", "李国富", "李𠮷"}), (False, {"李国富"})])
def test_another_house_asks_what_becomes_of_the_household(
    window: MainWindow, shown: Shown, answer: bool, moved: set[str]
) -> None:
    store = window.session.store
    people = settle(store)
    new = house_at(store, Door("幸福里小区", "7", "1", "101"))
    shown.answer = answer
    window.page("resident").edit_record(people["李国富"].id)
    page = window.page("resident").form_page
    page.form.editors["house"].set_value(new.id)
    assert page.save()
    assert len(shown.questions) == 1
    assert {r.name for r in store.select(Resident) if r.house == new.id} == moved
    homes = {h.house: {m.resident for m in h.present()} for h in store.select(Household)}
    assert homes[new.id] == {people[name].id for name in moved}


def test_who_is_alone_takes_the_household_along_unasked(window: MainWindow, shown: Shown) -> None:
    store = window.session.store
    settle(store)
    old, new = (house_at(store, Door("幸福里小区", "7", "1", room)) for room in ("101", "102"))
    assert _typed_resident(window, "独居者", old.id)
    page = window.page("resident").form_page
    page.form.editors["house"].set_value(new.id)
    assert page.save()
    assert shown.questions == []
    assert [h.house for h in store.select(Household) if h.head == page.record.id] == [new.id]
