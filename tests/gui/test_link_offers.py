"""What a link can lead to is seen before anything is typed, in forms and in filters; of very many it is said how to find one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.fields import Leading, Link, Ref
from db.records import KINDS
from db.records.kind import Kind
from db.records.registry.place import Building, Grid
from db.records.registry.resident import Resident
from db.services.conditions_told import choices_of
from db.store import Store
from gui import lookup
from gui.dialogs.filter_dialog import FilterDialog
from gui.lookup import StoreLookup
from gui.main_window import MainWindow
from gui.widgets.editors import LinkEditor
from gui.widgets.filters.editor import ConditionEditor
from gui.widgets.filters.inputs import Picks
from tests.factories import plant
from tests.gui.filtering import in_dialog
from tests.gui.keys import in_front, write


def offered(editor: LinkEditor) -> list[str]:
    return [one.text for one in editor.choices()]


@pytest.fixture
def shown(store: Store, qtbot: QtBot) -> LinkEditor:
    """The editor of a building's grid, in front."""
    editor = LinkEditor(Link("所属网格", to="grid"), StoreLookup(store))
    qtbot.addWidget(editor)
    editor.show()
    editor.activateWindow()
    editor.line.setFocus()
    qtbot.waitUntil(editor.line.hasFocus)
    return editor


def grids(store: Store, *names: str) -> None:
    for name in names:
        plant(store, Grid, name=name)


def test_all_that_there_are_are_offered_in_the_order_of_their_names(store: Store, shown: LinkEditor) -> None:
    grids(store, "第十网格", "第二网格", "第一网格")
    QTest.keyClick(shown.line, Qt.Key.Key_Down)
    assert offered(shown) == ["第一网格", "第二网格", "第十网格"]
    QTest.keyClick(shown.line, Qt.Key.Key_Down)
    QTest.keyClick(shown.line, Qt.Key.Key_Down)
    QTest.keyClick(shown.line, Qt.Key.Key_Return)
    assert store.get(Grid, shown.value()).name == "第二网格"
    QTest.keyClick(shown.line, Qt.Key.Key_Down)
    assert (offered(shown), shown.marked()) == (["第一网格", "第二网格", "第十网格"], shown.value())


def test_a_click_offers_them_where_nothing_is_typed(store: Store, shown: LinkEditor) -> None:
    grids(store, "第一网格", "第二网格")
    QTest.mouseClick(shown.line, Qt.MouseButton.LeftButton)
    assert offered(shown) == ["第一网格", "第二网格"]
    write(shown.line, "第二")
    shown._offer()
    assert offered(shown) == ["第二网格"]


def test_where_there_is_none_that_is_said(shown: LinkEditor) -> None:
    shown.open_action.trigger()
    assert offered(shown) == ["还没有登记过，先登记才能选"]
    assert shown.marked() is None


def test_of_very_many_it_is_said_how_one_is_found(
    store: Store, shown: LinkEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    grids(store, "第一网格", "第二网格", "东网格")
    monkeypatch.setattr(lookup, "FEW", 2)
    shown.open_action.trigger()
    assert offered(shown) == ["太多了列不下：打姓名、名称的拼音首字母，或门牌、编号来找"]
    write(shown.line, "dwg")
    shown._offer()
    assert offered(shown) == ["东网格"]


def test_what_others_are_called_does_not_hide_one(
    store: Store, shown: LinkEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many residents are found by the same words."""
    monkeypatch.setattr(lookup, "PICK_LIMIT", 3)
    with store.writing() as w:
        w.save_all([Resident(name="王伟刚") for _ in range(20)])
    grids(store, "王伟刚网格")
    write(shown.line, "wwg")
    shown._offer()
    assert offered(shown) == ["王伟刚网格"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.tab], ids=lambda kind: kind.table)
def test_every_filter_by_a_link_offers_what_it_leads_to(store: Store, qtbot: QtBot, kind: Kind) -> None:
    for choice in choices_of(kind.record, KINDS):
        field = choice.path.field
        if not isinstance(field, Leading) or not choice.path.name:
            continue  # who acts in it is asked for by 是我 alone
        to = field.to if isinstance(field, Link) else field.to[0] if isinstance(field, Ref) else ""
        there = (store.ids(KINDS[to].record) or [plant(store, KINDS[to].record).id])[0]
        editor = ConditionEditor(choice.path, StoreLookup(store), {})
        qtbot.addWidget(editor)
        editor.show()
        picks = editor.current()
        assert isinstance(picks, Picks)
        picks.editor.offer_all()
        values = [one.value for one in picks.editor.choices()]
        assert (there if isinstance(field, Link) else KINDS[to].code << 48 | there) in values, choice.label
        editor.hide()


def test_in_the_filter_they_are_there_as_soon_as_the_field_is_chosen(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    grids(store, "第一网格", "第二网格")
    grid = store.ids(Grid)[1]
    plant(store, Building, grid=grid, places=())
    window.show_list("building")
    in_front(qtbot, window)
    listed = window.page("building").list

    def ask(dialog: FilterDialog) -> None:
        write(dialog.words, "sswg")
        QTest.keyClick(dialog.words, Qt.Key.Key_Return)
        picks = dialog.editor.current()
        assert isinstance(picks, Picks)
        assert offered(picks.editor)[-2:] == ["第一网格", "第二网格"]
        line = picks.editor.line
        assert line.hasFocus()
        for _ in offered(picks.editor):
            QTest.keyClick(line, Qt.Key.Key_Down)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert not picks.editor.choices()
        dialog.commit()

    in_dialog(listed.ask_filter, ask)
    assert [chip.text() for chip in listed.bar.chips] == ["所属网格：第二网格"]
    assert list(listed.model.ids()) == store.ids(Building, *store.where(Building, listed.asked()))


@pytest.mark.parametrize("words", ["1", "yi", "一", "第1", "diyi", "第一"])
def test_a_number_in_a_name_is_found_however_it_is_written(store: Store, shown: LinkEditor, words: str) -> None:
    grids(store, "幸福里第二网格", "幸福里第一网格", "幸福里第三网格")
    write(shown.line, words)
    shown._offer()
    assert offered(shown)[0] == "幸福里第一网格"
    QTest.keyClick(shown.line, Qt.Key.Key_Return)
    assert store.get(Grid, shown.value()).name == "幸福里第一网格"


def test_the_number_itself_comes_before_one_that_begins_with_it(store: Store, shown: LinkEditor) -> None:
    grids(store, "第十一网格", "第一网格", "第二网格")
    write(shown.line, "1")
    shown._offer()
    assert [one for one in offered(shown) if one.endswith("网格")] == ["第一网格", "第十一网格"]
