"""In the filter every way of asking goes by the same keys, a value leads to its field, and what was wrong is not said of what is right."""

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.records.registry.resident import CareTag, Resident
from db.store import Store
from gui.dialogs.filter_dialog import FilterDialog
from gui.main_window import MainWindow
from gui.widgets.filters.inputs import Picks, Range, Ticks
from gui.widgets.record_list import RecordList
from tests.gui.community import settle
from tests.gui.filtering import in_dialog
from tests.gui.keys import in_front, write


@pytest.fixture
def register(window: MainWindow, store: Store, qtbot: QtBot) -> RecordList:
    people = settle(store)
    for name, tags in (("张桂芳", ("11", "10")), ("李国富", ("20",))):
        now = store.get(Resident, people[name].id)
        store.save(attrs.evolve(now, care=tuple(CareTag(kind=tag) for tag in tags), politics="01"))
    window.show_list("resident")
    in_front(qtbot, window)
    found: RecordList = window.page("resident").list
    return found


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focused(), key)


ENTER, SPACE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down


def chips(register: RecordList) -> list[str]:
    return [chip.text() for chip in register.bar.chips]


@pytest.mark.parametrize(
    ("field", "value", "said", "first"),
    [
        ("galb", "dj", "关爱类别：独居", ENTER),
        ("galb", "dj", "关爱类别：独居", SPACE),
        ("xb", "", "性别：男", ENTER),
        ("xb", "", "性别：男", SPACE),
        ("sswg", "1", "所属网格：第一网格", ENTER),
    ],
)
def test_a_value_is_taken_and_the_next_enter_adds_the_filter(
    register: RecordList, field: str, value: str, said: str, first: Qt.Key
) -> None:
    def ask(dialog: FilterDialog) -> None:
        write(focused(), field)
        press(ENTER)
        if value:
            write(focused(), value)
        picks = dialog.editor.current()
        if isinstance(picks, Picks):
            picks.editor._offer()
        press(first)
        assert dialog.isVisible()
        press(ENTER)
        assert not dialog.isVisible(), "the second Enter adds it"

    in_dialog(register.ask.click, ask)
    assert chips(register) == [said]


def test_space_ticks_several_before_enter_adds_them(register: RecordList) -> None:
    def ask(dialog: FilterDialog) -> None:
        write(focused(), "xb")
        press(ENTER, SPACE, DOWN, SPACE, ENTER)
        assert not dialog.isVisible()

    in_dialog(register.ask.click, ask)
    (chip,) = chips(register)
    assert chip.count("、") == 1


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ("独居", "关爱类别", "关爱类别：独居"),
        ("80岁以上", "年龄", "年龄：80岁以上"),
        ("第一网格", "所属网格", "所属网格：第一网格"),
        ("中共党员", "政治面貌", "政治面貌：中共党员"),
        ("党员", "政治面貌", "政治面貌：中共党员"),
    ],
)
def test_what_a_field_should_be_leads_to_it_and_stands_there(
    register: RecordList, typed: str, field: str, said: str
) -> None:
    def ask(dialog: FilterDialog) -> None:
        write(focused(), typed)
        assert dialog._title.text() == field
        press(ENTER, ENTER)

    in_dialog(register.ask.click, ask)
    assert chips(register) == [said]


def test_of_a_word_that_very_many_values_have_these_alone_are_seen(register: RecordList) -> None:
    def ask(dialog: FilterDialog) -> None:
        write(focused(), "族")
        assert dialog._title.text() == "民族"
        press(ENTER)
        ticks = dialog.editor.current()
        assert isinstance(ticks, Ticks)
        seen = list(ticks.list.seen().values())
        assert len(seen) == len(ticks.list.keys()) - 2, "all but 其他 and 外国血统中国籍人士"
        assert ticks.list.ticked() == []

    in_dialog(register.ask.click, ask)


def test_that_nothing_is_called_so_is_said_until_something_else_is_typed(register: RecordList) -> None:
    def ask(dialog: FilterDialog) -> None:
        write(focused(), "没有这样的")
        assert dialog.told() == "没有这一栏，也没有哪一栏有这个值"
        dialog.words.clear()
        write(focused(), "xb")
        assert dialog.told() == ""

    in_dialog(register.ask.click, ask)


def test_what_was_wrong_is_not_said_any_more_once_it_is_put_right(register: RecordList) -> None:
    def ask(dialog: FilterDialog) -> None:
        dialog.choose("birth.age")
        dialog.commit()
        assert dialog.told() == "还没有填要筛选什么"
        write(focused(), "999")
        assert dialog.told() == ""
        dialog.commit()
        assert dialog.told()
        asked = dialog.editor.current()
        assert isinstance(asked, Range)
        write(asked.first.target(), "80")
        assert dialog.told() == ""
        assert asked.first._note is None or asked.first._note.isHidden()
        dialog.choose("sex")
        dialog.commit()
        assert dialog.told()
        press(SPACE)
        assert dialog.told() == ""

    in_dialog(register.ask.click, ask)
