"""Narrowing a list by any field: found by its initials, asked for in the editor that fits, shown as a chip; by the keys alone."""

from datetime import date

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.records import condition as c
from db.records.matters.matter import Claimant, Matter
from db.records.registry.place import Building, Grid
from db.records.registry.resident import CareTag, Resident
from db.services.conditions_told import choices_of
from db.store import Store
from gui.dialogs.filter_dialog import FilterDialog
from gui.main_window import MainWindow
from gui.widgets.filters.editor import ConditionEditor, PartInput
from gui.widgets.filters.inputs import Picks, Range, YesNo
from gui.widgets.record_list import RecordList
from tests.factories import plant
from tests.gui.community import settle
from tests.gui.filtering import in_dialog
from tests.gui.keys import in_front, write

PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def register(window: MainWindow, store: Store, qtbot: QtBot) -> RecordList:
    """The list of five residents at two doors of one grid, two of whom are looked after; in front."""
    people = settle(store)
    for name, tags in (("张桂芳", ("11", "10")), ("李国富", ("20",))):
        now = store.get(Resident, people[name].id)
        store.save(attrs.evolve(now, care=tuple(CareTag(kind=tag) for tag in tags)))
    window.show_list("resident")
    in_front(qtbot, window)
    found: RecordList = window.page("resident").list
    return found


def listed(register: RecordList) -> set[str]:
    return {str(register.model.index(row, 0).data()) for row in range(register.model.rowCount())}


def chips(register: RecordList) -> list[str]:
    return [chip.text() for chip in register.bar.chips]


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(focused(), key, held)


def seen_fields(dialog: FilterDialog) -> list[str]:
    return list(dialog.fields.seen().values())


def test_by_the_keys_alone_codes_are_asked_for_and_taken_off_again(register: RecordList) -> None:
    def ask(dialog: FilterDialog) -> None:
        write(focused(), "galb")
        assert seen_fields(dialog) == ["关爱类别"]
        press(Qt.Key.Key_Return)
        for initials in ("dj", "gl"):
            write(focused(), initials)
            press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Return, CTRL)

    in_dialog(lambda: press(Qt.Key.Key_F, CTRL | SHIFT), ask)
    assert chips(register) == ["关爱类别：高龄、独居"]
    assert listed(register) == {"张桂芳"}
    assert register._count.text() == "1 条"
    register.bar.chips[0].open.setFocus()
    press(Qt.Key.Key_Delete)
    assert chips(register) == []
    assert len(listed(register)) == 5
    assert register.ask.hasFocus()


def test_several_hold_together_and_each_is_asked_otherwise(register: RecordList) -> None:
    ages = {"张桂芳": 1958, "李国富": 1956, "阿卜杜拉·买买提": 1975, "古丽娜尔·买买提": 1977}
    youngest, oldest = date.today().year - 1977 - 1, date.today().year - 1956

    def between(dialog: FilterDialog) -> None:
        dialog.choose("birth.age")
        write(focused(), str(youngest))
        press(Qt.Key.Key_Tab)
        write(focused(), str(oldest))
        press(Qt.Key.Key_Return)

    in_dialog(register.ask.click, between)
    assert listed(register) == set(ages)
    register.add_filter([c.is_("sex", "2")])
    assert listed(register) == {"张桂芳", "古丽娜尔·买买提"}
    assert chips(register) == [f"年龄：{youngest}—{oldest}岁", "性别：女"]

    def older(dialog: FilterDialog) -> None:
        asked = dialog.editor.current()
        assert isinstance(asked, Range)
        assert asked.first.typed() == str(youngest)
        asked.first.set_value(oldest - 5)
        dialog.commit()

    register.bar.chips[0].open.setFocus()
    in_dialog(lambda: press(Qt.Key.Key_Return), older)
    assert listed(register) == {"张桂芳"}
    assert chips(register) == [f"年龄：{oldest - 5}—{oldest}岁", "性别：女"]
    register._clear.click()
    assert (chips(register), len(listed(register))) == ([], 5)


def test_the_same_field_takes_the_place_of_what_was_asked_and_parts_are_added(register: RecordList) -> None:
    for asked in (c.is_("sex", "2"), c.is_("sex", "1"), c.has("care", c.is_("kind", "11"))):
        register.add_filter([asked])
    assert chips(register) == ["性别：男", "关爱类别：独居"]
    register.add_filter([c.has("care", c.is_("kind", "10"))])
    register.bar.chips[0].off.click()
    assert chips(register) == ["关爱类别：独居", "关爱类别：高龄"]
    assert listed(register) == {"张桂芳"}, "one of whose tags is the one, and another the other"


def test_a_record_is_picked_and_nothing_is_entered_anew(register: RecordList, store: Store) -> None:
    grid, other, count = store.select(Grid)[0], plant(store, Grid, 9, name="别的网格"), store.count(Building)

    def ask(dialog: FilterDialog) -> None:
        dialog.choose("house")
        picks = dialog.editor.current()
        assert isinstance(picks, Picks)
        write(picks.editor.line, "幸福里小区99号楼1单元101室")
        picks.editor._offer()
        assert not [one for one in picks.editor.choices() if "登记新的" in one.text]
        dialog.commit()
        assert "还没有选定" in dialog.told()
        dialog.choose("house.building.grid")
        picks = dialog.editor.current()
        assert isinstance(picks, Picks)
        for number in (grid.id, grid.id, other.id):
            picks.add(number)
        assert [one.accessibleName() for one in picks.picked.values()] == ["去掉第一网格", "去掉别的网格"]
        picks.picked[other.id].click()  # type: ignore[attr-defined]
        dialog.commit()

    in_dialog(register.ask_filter, ask)
    assert len(listed(register)) == 5
    assert chips(register) == ["所属网格：第一网格"]
    assert store.count(Building) == count


def test_what_is_missing_or_cannot_be_read_is_said_and_the_dialog_stays(register: RecordList) -> None:
    def ask(dialog: FilterDialog) -> None:
        dialog.commit()
        assert dialog.told() == "还没有填要筛选什么"
        dialog.choose("birth.age")
        assert dialog.told() == ""
        asked = dialog.editor.current()
        assert isinstance(asked, Range)
        for typed, said in (("很老", "不是整数"), ("200", "太大")):
            asked.first.set_typed(typed)
            dialog.commit()
            assert said in dialog.told()
        assert dialog.isVisible()
        press(Qt.Key.Key_Escape)

    in_dialog(register.ask_filter, ask)
    assert chips(register) == []


def test_nothing_is_asked_of_a_part_but_what_somebody_said(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    """不写名字、不要公开的诉求人没有选，就都算。"""
    for name, hidden in (("张桂芳", False), ("李国富", True)):
        plant(store, Matter, claimants=(Claimant(name=name, hidden=hidden),))
    window.show_list("matter")
    in_front(qtbot, window)
    found: RecordList = window.page("matter").list
    asked: list[tuple[c.Condition, ...]] = []

    def ask(name: str, said: int) -> None:
        def do(dialog: FilterDialog) -> None:
            dialog.choose("claimants")
            part = dialog.editor.current()
            assert isinstance(part, PartInput)
            part.inner["name"].show_conditions([c.contains("name", name)])
            hidden = part.inner["hidden"]
            assert isinstance(hidden, YesNo)
            hidden.tabs.choose(said)
            dialog.commit()
            asked.append(dialog.taken)

        in_dialog(found.ask_filter, do)

    for name, said in (("张", 0), ("李", 1), ("李", 2)):
        ask(name, said)
    assert asked == [
        (c.has("claimants", c.contains("name", "张")),),
        (c.has("claimants", c.contains("name", "李"), c.is_("hidden", 1)),),
        (c.has("claimants", c.contains("name", "李"), c.is_("hidden", 0)),),
    ]
    for condition, count in zip(asked, (1, 1, 0), strict=True):
        assert store.count(Matter, *store.where(Matter, condition)) == count


def test_what_the_fields_of_a_part_cannot_show_is_asked_on(window: MainWindow, qtbot: QtBot) -> None:
    (path,) = (one.path for one in choices_of(Resident, window.session.kinds) if one.path.text == "care")
    editor = ConditionEditor(path, window.session.lookup, {})
    qtbot.addWidget(editor)
    had = [c.has("care", c.is_("kind", "11"), c.last_days("since", 30))]
    for _ in range(2):
        editor.show_conditions(had)
        assert editor.conditions() == had


def test_two_ends_between_which_nothing_lies_are_a_slip(register: RecordList) -> None:
    def ask(dialog: FilterDialog) -> None:
        dialog.choose("birth.age", [c.at_least("birth.age", 80), c.at_most("birth.age", 60)])
        dialog.commit()
        assert "请核对" in dialog.told()
        assert dialog.isVisible()
        press(Qt.Key.Key_Escape)

    in_dialog(register.ask_filter, ask)
    assert chips(register) == []


def test_tab_goes_through_the_dialog_and_round(register: RecordList) -> None:
    def go(dialog: FilterDialog) -> None:
        dialog.choose("politics")
        dialog.words.setFocus()
        seen: list[QWidget] = []
        while focused() not in seen:
            seen.append(focused())
            press(Qt.Key.Key_Tab)
        assert focused() is dialog.words
        assert {dialog.fields, dialog._cancel, dialog.go} < set(seen)
        assert len(seen) == 7, "the words, the fields, the ways, the initials, the codes and two buttons"
        dialog.reject()

    in_dialog(register.ask_filter, go)
