"""名单 over a list: what is asked is kept under a name, chosen, changed, moved and removed, in the window and by the keys."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.errors import ArgumentError
from db.records.condition import has, is_, one_of
from db.records.figure import Figure
from db.records.matters.flow import OPEN_MATTERS
from db.records.registry.resident import RESIDENTS, CareTag, Resident
from db.records.saved_list import SavedList
from db.services.figures.rows import FigureRows
from db.services.figures.span import this_year
from db.services.saved_lists import change, keep, offered, own_lists
from db.store import Store
from gui.dialogs.list_columns import ListColumns
from gui.dialogs.list_name import ListName
from gui.main_window import MainWindow
from gui.models.record_table import RecordTableModel
from gui.widgets.record_list import RecordList
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.headings import click_heading
from tests.gui.keys import in_front, write

WOMEN = is_("sex", "2")


@pytest.fixture
def register(window: MainWindow, store: Store, qtbot: QtBot) -> RecordList:
    """The list of five residents, two of whom are looked after; in front."""
    people = settle(store)
    for name, tag in (("张桂芳", "11"), ("李国富", "20")):
        now = store.get(Resident, people[name].id)
        store.save(attrs.evolve(now, care=(CareTag(kind=tag),)))
    window.show_list("resident")
    in_front(qtbot, window)
    found: RecordList = window.page("resident").list
    return found


def rows_of_women() -> FigureRows:
    """Rows of a figure of the register."""
    return FigureRows(Figure(name="women", label="妇女", of="resident", where=(WOMEN,)), this_year(date.today()))


def listed(register: RecordList) -> list[str]:
    return [str(register.model.index(row, 0).data()) for row in range(register.model.rowCount())]


def on(register: RecordList) -> list[str]:
    return [one.name for one in register.chosen()]


def run(register: RecordList, words: str) -> None:
    """Chooses something of the menu 名单."""
    action = next(one for one in register.keeper.fill().actions() if one.text() == words)
    assert action.isEnabled(), words
    action.trigger()


def enabled(register: RecordList) -> list[str]:
    return [one.text() for one in register.keeper.fill().actions() if one.text() and one.isEnabled()]


def answering(opens: Callable[[], object], answer: Callable[[QDialog], object]) -> None:
    """Answers the dialog that opens."""
    seen: list[object] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        if not dialog.isActiveWindow():
            QTimer.singleShot(5, act)  # the keys do not go to it yet
            return
        seen.append(dialog)
        answer(dialog)
        if dialog.isVisible():
            dialog.close()

    QTimer.singleShot(0, act)
    opens()
    assert seen


def name_it(dialog: QDialog, name: str) -> None:
    assert isinstance(dialog, ListName)
    dialog.box.selectAll()
    write(dialog.box, name)
    QTest.keyClick(dialog.box, Qt.Key.Key_Return)


def order(register: RecordList, words: str) -> None:
    """Chooses a column in the menu."""
    assert "按哪一栏排" in enabled(register)
    next(one for one in register.keeper.orders.actions() if one.text() == words).trigger()


def test_without_the_mouse_it_is_ordered_too(register: RecordList) -> None:
    order(register, "现住房屋")
    assert register.order() == "house"
    assert listed(register)[:3] == ["张桂芳", "李国富", "李𠮷"], "of 3号楼, before 12号楼"
    order(register, "现住房屋 ↑")
    assert (register.order(), listed(register)[:2]) == ("-house", ["古丽娜尔·买买提", "阿卜杜拉·买买提"])
    order(register, "出生日期")
    assert (register.order(), register.model.columns) == ("birth", RecordTableModel(register.model._source).columns)
    order(register, "列表原来的先后")
    assert register.order() == ""


def test_order_and_columns_belong_to_the_list_and_go_with_it(register: RecordList, store: Store) -> None:
    keep(store, RESIDENTS, "走访", [WOMEN], "-house", ["name", "house"])
    register.refresh()
    usual = register.shown()
    for leave in (
        register.clear_filter,
        register.lists.chips["走访"].click,
        lambda: run(register, "删去“走访”"),
    ):
        register.lists.chips["走访"].click()
        assert (register.order(), register.shown()) == ("-house", ("name", "house"))
        assert listed(register) == ["古丽娜尔·买买提", "张桂芳"]
        leave()
        assert (register.order(), register.shown()) == ("", usual)
    order(register, "姓名")
    register.narrow([WOMEN])
    register.clear_filter()
    assert register.order() == "name", "which was chosen for no list"


def test_what_is_asked_is_kept_and_chosen_again(register: RecordList, store: Store) -> None:
    assert enabled(register) == ["显示哪些栏…", "按哪一栏排"], "nothing is asked"
    register.narrow([WOMEN])
    click_heading(register, 0)
    answering(lambda: run(register, "存成名单…"), lambda d: name_it(d, "女同志"))
    (saved,) = own_lists(store, RESIDENTS)
    assert (saved.name, saved.order) == ("女同志", "name")
    assert (on(register), register.bar.chips) == (["女同志"], [])
    assert set(listed(register)) == {"张桂芳", "古丽娜尔·买买提"}
    register.clear_filter()
    assert len(listed(register)) == 5
    register.lists.chips["女同志"].setFocus()
    QTest.keyClick(register.lists.chips["女同志"], Qt.Key.Key_Space)
    assert set(listed(register)) == {"张桂芳", "古丽娜尔·买买提"}
    assert register.model.order() == "name"
    assert register.view.horizontalHeader().isSortIndicatorShown()


def test_what_no_condition_says_is_not_kept_without_it(register: RecordList) -> None:
    register.lists.chips["独居"].click()
    register.add_filter([WOMEN])
    kept = ["存成名单…", "另存为口径…", "按现在的条件更新“独居”"]
    assert set(kept) <= set(enabled(register))
    register.words.setText("zgf")
    assert not set(kept) & set(enabled(register))
    assert any(one.text().startswith("找的字存不下来") for one in register.keeper.menu.actions())
    register.show_rows(rows_of_women())
    register.narrow([WOMEN])
    assert not set(kept) & set(enabled(register))
    assert any(one.text().startswith("列的是数出来、按名单找来的那些") for one in register.keeper.menu.actions())
    register._on_filter_taken_off(0)
    assert set(kept[:2]) <= set(enabled(register))


def test_several_hold_together_and_are_narrowed_further(register: RecordList) -> None:
    register.lists.chips["独居"].click()
    assert listed(register) == ["张桂芳"]
    register.lists.chips["残疾"].click()
    assert (on(register), listed(register)) == (["独居", "残疾"], [])
    register.lists.chips["独居"].click()
    register.add_filter([is_("sex", "1")])
    assert listed(register) == ["李国富"]
    assert register._count.text() == "1 条"


def test_a_name_that_is_taken_is_refused_at_the_box(register: RecordList, store: Store) -> None:
    keep(store, RESIDENTS, "女同志", [WOMEN])
    register.refresh()
    register.narrow([is_("sex", "1")])

    def refused(dialog: QDialog) -> None:
        name_it(dialog, "女同志")
        assert isinstance(dialog, ListName)
        assert dialog.isVisible()
        assert "已经有叫“女同志”的名单" in dialog.told()

    answering(lambda: run(register, "存成名单…"), refused)
    assert len(own_lists(store, RESIDENTS)) == 1


def test_a_shipped_one_is_updated_and_that_is_taken_back(register: RecordList, store: Store, shown: Shown) -> None:
    register.lists.chips["独居"].click()
    assert "按现在的条件更新“独居”" not in enabled(register), "nothing was changed"
    register.add_filter([WOMEN])
    run(register, "按现在的条件更新“独居”")
    (saved,) = own_lists(store, RESIDENTS)
    assert saved.name == "独居"
    assert offered(store, RESIDENTS)[2].conditions == (has("care", is_("kind", "11")), is_("state", "1"), WOMEN)
    assert (on(register), register.bar.chips, listed(register)) == (["独居"], [], ["张桂芳"])
    assert "“独居”还用程序原来的" in enabled(register)
    assert shown.undo
    shown.undo()
    assert own_lists(store, RESIDENTS) == []
    assert on(register) == ["独居"]


def test_what_another_window_changed_since_is_not_taken_back(register: RecordList, store: Store, shown: Shown) -> None:
    register.lists.chips["独居"].click()
    register.add_filter([WOMEN])
    run(register, "按现在的条件更新“独居”")
    theirs = change(store, RESIDENTS, offered(store, RESIDENTS)[2], [WOMEN])
    assert shown.undo
    shown.undo()
    assert own_lists(store, RESIDENTS) == [theirs]
    assert [error.code for error in shown.errors] == ["changed_elsewhere"]


def test_its_conditions_are_changed_one_by_one(register: RecordList, store: Store) -> None:
    keep(store, RESIDENTS, "女同志", [WOMEN, is_("state", "1")])
    register.refresh()
    register.lists.chips["女同志"].click()
    run(register, "逐条改“女同志”的条件")
    assert [chip.text() for chip in register.bar.chips] == ["性别：女", "登记状态：在册"]
    assert on(register) == []
    register.bar.chips[0].off.click()
    assert len(listed(register)) == 5
    run(register, "按现在的条件更新“女同志”")
    assert (on(register), register.bar.chips) == (["女同志"], [])
    assert len(listed(register)) == 5


def test_it_is_called_otherwise_moved_and_removed_and_comes_back(
    register: RecordList, store: Store, shown: Shown
) -> None:
    for name in ("甲", "乙"):
        keep(store, RESIDENTS, name, [WOMEN])
    register.refresh()
    register.lists.chips["乙"].click()
    answering(lambda: run(register, "“乙”改名…"), lambda d: name_it(d, "女同志"))
    assert list(register.lists.chips)[-2:] == ["甲", "女同志"]
    run(register, "往前移")
    assert list(register.lists.chips)[-2:] == ["女同志", "甲"]
    assert on(register) == ["女同志"]
    run(register, "删去“女同志”")
    assert list(register.lists.chips)[-1:] == ["甲"]
    assert (on(register), len(listed(register))) == ([], 5)
    assert shown.news[-1] == "已删去名单“女同志”"
    assert shown.undo
    shown.undo()
    assert on(register) == ["女同志"]


def test_columns_are_chosen_and_kept_with_the_list(register: RecordList, store: Store) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ListColumns)
        dialog.list.tick(())
        dialog.commit()
        assert dialog.isVisible(), "one there must be"
        dialog.list.tick(("name", "birth"))
        QTest.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answering(lambda: run(register, "显示哪些栏…"), choose)
    assert [column.name for column in register.model.columns] == ["name", "birth"]
    answering(lambda: run(register, "存成名单…"), lambda d: name_it(d, "生日"))
    assert own_lists(store, RESIDENTS)[0].columns == "name birth"
    register.lists.chips["生日"].click()
    assert "id_number" in [column.name for column in register.model.columns], "as usual"
    register.lists.chips["生日"].click()
    assert [column.name for column in register.model.columns] == ["name", "birth"]


def test_what_this_program_does_not_know_is_said_over_the_list(register: RecordList, store: Store) -> None:
    store.save(SavedList(table="resident", name="以后的", conditions='[{"path":"lift","test":"is","values":[1]}]'))
    register.refresh()
    register.lists.chips["以后的"].click()
    assert register._told.text() == "没有照这些筛选：本版本没有“lift”这一栏"
    assert register._told.isVisible()
    with pytest.raises(ArgumentError, match="这个名单有本版本算不了的条件：本版本没有“lift”这一栏"):
        register.keeper._keep_figure("少算的", "")
    register.clear_filter()
    assert not register._told.isVisible()


def test_a_list_that_another_window_keeps_appears_and_what_is_chosen_stays(register: RecordList, store: Store) -> None:
    register.lists.chips["独居"].click()
    other = store.again()
    keep(other, RESIDENTS, "别处存的", [one_of("sex", ["1", "2"])])
    other.close()
    register.refresh()
    assert "别处存的" in register.lists.chips
    assert on(register) == ["独居"]


def test_what_the_program_counts_is_what_its_own_part_shows(window: MainWindow, store: Store) -> None:
    """今日 opens 在办 by its name: a list of the centre's own under that name shows something else."""
    kind = store.kinds["matter"]
    change(store, kind, offered(store, kind)[0], [is_("nature", "1")])
    window.show_list("matter", OPEN_MATTERS)
    register: RecordList = window.page("matter").list
    assert on(register) == []
    assert register.asked() == kind.view(OPEN_MATTERS).conditions
