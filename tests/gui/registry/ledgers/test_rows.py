"""专项台账 in the window: frozen from a list, marked by Space, written in place, narrowed by grid, brought up to date, printed, taken back."""

from datetime import datetime, timedelta

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.registry.ledgers import marks
from db.services.registry.ledgers.counts import rows_of
from db.services.registry.ledgers.freezing import Asked, freeze
from db.services.registry.ledgers.marks import told as said_in
from db.services.to_do import to_do
from db.store import Store
from gui import large_work
from gui.dialogs.sheet_dialog import SheetDialog
from gui.main_window import MainWindow
from gui.models.ledger_table import FIRST_OWN
from gui.pages.record_page import RecordPage
from gui.pages.registry.ledger import LedgerPage
from gui.papers.sheets import Shape
from gui.widgets.ledger_chips import DONE, EVERY, LEFT
from tests.gui.conftest import Shown
from tests.gui.keys import write
from tests.gui.registry.ledgers.conftest import TODAY
from tests.printing import measure


def names(page: LedgerPage) -> list[str]:
    return [row.name for row in page.model.rows]


def press(page: LedgerPage, key: Qt.Key) -> None:
    QTest.keyClick(page.view, key)


def said(page: LedgerPage) -> str:
    return page._told.text()


def test_space_marks_one_after_another_and_is_taken_back(page: LedgerPage, store: Store, shown: Shown) -> None:
    assert said(page).startswith("已办 0 / 4，还剩 4")
    assert "还有 9 天" in said(page)
    first, second = names(page)[:2]
    press(page, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Space)
    assert not [row for row in rows_of(store, page.ledger.id) if row.done], "the same key on the same row takes it back"
    press(page, Qt.Key.Key_Space)
    assert [row.name for row in page._picked()] == [first], "the mark stays where it was set"
    assert page.go.text().startswith("没有办")
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Space)
    done = [row for row in rows_of(store, page.ledger.id) if row.done]
    assert {row.name for row in done} == {first, second}
    assert {(row.done, row.did) for row in done} == {(TODAY, store.actor)}
    assert names(page)[:2] == [first, second], "what was just marked stays in sight"
    assert said(page).startswith("已办 2 / 4，还剩 2")
    assert page._hint.text().startswith(f"每天办了：{TODAY:%m-%d} 2")
    assert shown.undo is not None
    shown.undo()
    assert [row.name for row in rows_of(store, page.ledger.id) if row.done] == [first]
    page.choose(DONE)
    assert names(page) == [first]
    press(page, Qt.Key.Key_Space)
    assert not [row for row in rows_of(store, page.ledger.id) if row.done], "the same key lets it be left again"


def test_several_are_marked_at_once(page: LedgerPage, store: Store, shown: Shown) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.go.click()
    assert all(row.done for row in rows_of(store, page.ledger.id))
    assert said(page) == "已办 4 / 4，还剩 0：都办完了"
    assert shown.news[-1] == "记下了：4 条 办了"


def test_many_are_marked_in_the_background(
    page: LedgerPage, store: Store, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_work, "MANY", 2)
    page.view.selectAll()
    with qtbot.waitSignal(page.saved):
        page.go.click()
        page.turn_marks()
        assert not shown.news, "it is not done in the thread of the window"
    assert all(row.done == TODAY and row.did == store.actor for row in rows_of(store, page.ledger.id))
    assert said(page) == "已办 4 / 4，还剩 0：都办完了"
    qtbot.waitUntil(lambda: shown.news == ["记下了：4 条 办了"])
    assert not shown.errors
    assert shown.undo is not None
    shown.undo()
    assert said(page).startswith("已办 4"), "neither is what takes it back"
    qtbot.waitUntil(lambda: said(page).startswith("已办 0 / 4"))


def test_chips_narrow_to_a_grid_and_words_to_a_name(page: LedgerPage) -> None:
    page.choose(EVERY)
    page.words.setText("zgf")
    assert names(page) == ["张桂芳"]
    page.words.setText("301")
    assert set(names(page)) == {"阿卜杜拉·买买提", "古丽娜尔·买买提"}
    page.words.clear()
    page.bar.chips[LEFT].click()
    assert len(names(page)) == 4
    assert list(page.bar.chips) == [LEFT, DONE, EVERY], "one grid alone needs no chip"


def test_each_grid_has_its_chip(page: LedgerPage, store: Store) -> None:
    row = next(row for row in page.rows if row.name == "张桂芳")
    store.save(attrs.evolve(row, grid="第二网格"))
    page.refresh()
    page.bar.chips["grid 第二网格"].click()
    assert names(page) == ["张桂芳"]
    assert page.bar.chips["grid 第二网格"].text() == "第二网格 还剩 1"
    page.bar.chips["grid 第二网格"].click()
    assert len(names(page)) == 4


def test_columns_of_its_own_are_written_in_place(page: LedgerPage, store: Store, shown: Shown, qtbot: QtBot) -> None:
    index = page.model.index(0, FIRST_OWN)
    assert page.model.setData(index, "微信")
    assert page.model.setData(page.model.index(0, FIRST_OWN + 1), None, Qt.ItemDataRole.CheckStateRole)
    row = store.get(LedgerRow, page.model.rows[0].id)
    assert [said_in(row, column) for column in page.ledger.columns] == ["微信", "是"]
    page.view.setCurrentIndex(page.model.index(0, FIRST_OWN + 1))
    press(page, Qt.Key.Key_Return)
    assert said_in(store.get(LedgerRow, row.id), page.ledger.columns[1]) == ""
    page.view.setCurrentIndex(index)
    press(page, Qt.Key.Key_Return)
    (editor,) = page.view.viewport().findChildren(QLineEdit)
    editor.selectAll()
    write(editor, "现金")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said_in(store.get(LedgerRow, row.id), page.ledger.columns[0]) == "现金")
    assert not shown.errors


def test_a_note_and_the_day_on_which_it_was_done_are_written_in_place(
    page: LedgerPage, store: Store, shown: Shown
) -> None:
    row = page.model.rows[0]
    assert page.model.setData(page.model.index(0, page.model.column_of("note")), "女儿代办")
    done = page.model.index(0, page.model.column_of("done"))
    assert page.model.setData(done, f"{TODAY - timedelta(days=3)}")
    saved = store.get(LedgerRow, row.id)
    assert (saved.note, saved.done, saved.did) == ("女儿代办", TODAY - timedelta(days=3), store.actor)
    assert page.model.data(done) == f"{TODAY - timedelta(days=3)} {store.actor}"
    assert not page.model.setData(done, f"{TODAY + timedelta(days=3)}")
    assert "还没到这一天" in shown.errors[-1].message
    assert not page.model.setData(page.model.index(0, 0), "别人"), "who it is is not written here"


def test_somebody_whom_the_register_does_not_know_stands_there_as_a_text(
    page: LedgerPage, store: Store, qtbot: QtBot
) -> None:
    assert page.view.isColumnHidden(page.model.column_of("phone"))
    store.save(LedgerRow(ledger=page.ledger.id, name="赵六", place="幸福里小区9号楼", phone="13812345678"))
    page.refresh()
    at = names(page).index("赵六")
    assert page.model.index(at, 0).data() == "赵六（没登记）"
    assert not page.view.isColumnHidden(page.model.column_of("phone"))
    assert page.model.index(at, page.model.column_of("phone")).data() == "138****5678"
    page.view.setCurrentIndex(page.model.index(at, 0))
    with qtbot.waitSignal(page.begin_requested) as begun:
        press(page, Qt.Key.Key_Return)
    assert begun.args == ["resident", {"name": "赵六", "phone": "13812345678"}]


def test_who_was_registered_since_is_tied_and_loose_again(
    page: LedgerPage, window: MainWindow, store: Store, shown: Shown
) -> None:
    row = store.save(LedgerRow(ledger=page.ledger.id, name="赵六", place="9号楼", phone="13812345678", note="在外地"))
    page.refresh()
    assert not page.tying.isVisible()
    page.view.setCurrentIndex(page.model.index(names(page).index("赵六"), 0))
    press(page, Qt.Key.Key_Return)
    residents: RecordPage = window.page("resident")
    assert residents.form_page.form is not None
    assert residents.form_page.form.editors["name"].value() == "赵六"
    assert residents.form_page.save()
    residents.close_record()
    residents.close_record()
    assert page.isVisible(), "back where it was begun"
    assert page._band.text().endswith("1 条列入时没登记的，现在登记里有了")
    page.tying.click()
    tied = store.get(LedgerRow, row.id)
    assert (store.kinds.leads_to(tied.who)[1], tied.note) == (store.select(Resident, order=("-id",))[0].id, "在外地")
    assert not page.tying.isVisible()
    assert shown.undo is not None
    shown.undo()
    assert store.get(LedgerRow, row.id).who == 0


def test_another_ledger_shows_all_that_it_has(page: LedgerPage, window: MainWindow, store: Store) -> None:
    assert page.view.isColumnHidden(page.model.column_of("phone"))
    bare = freeze(store, Ledger(name="排查", since=TODAY), Asked(store.kinds["house"], store.ids(House)), TODAY)
    window.open_record("ledger", bare.id)
    shown = [page.model.headerData(n, Qt.Orientation.Horizontal) for n in range(page.model.columnCount())]
    seen = [word for n, word in enumerate(shown) if not page.view.isColumnHidden(n)]
    assert seen == ["名称", "网格", "办了", "备注"], "where a house is tells its name"


def test_another_window_that_was_first_is_told_and_shown(page: LedgerPage, store: Store, shown: Shown) -> None:
    store.save(attrs.evolve(page.model.rows[0], done=TODAY, did="别人"))
    press(page, Qt.Key.Key_Space)
    assert shown.errors
    assert next(row for row in page.rows if row.done).did == "别人"


def test_whom_the_list_has_more_is_told_and_brought_in_when_asked(page: LedgerPage, shown: Shown) -> None:
    assert page._band.text() == "名单今天多了 1 条，不在台账里"
    assert "李𠮷" not in [row.name for row in page.rows]
    page.bring.click()
    assert "李𠮷" in [row.name for row in page.rows]
    assert page._band.isHidden()
    assert shown.undo is not None
    shown.undo()
    assert "李𠮷" not in [row.name for row in page.rows]


def test_delete_takes_a_row_out_and_it_is_put_back(page: LedgerPage, store: Store, shown: Shown) -> None:
    press(page, Qt.Key.Key_Space)
    page.choose(EVERY)
    before, (first, second) = rows_of(store, page.ledger.id), names(page)[:2]
    page.view.selectRow(0)
    press(page, Qt.Key.Key_Delete)
    assert first not in [row.name for row in rows_of(store, page.ledger.id)]
    assert [row.name for row in page._picked()] == [second], "the next one is up"
    assert said(page).endswith("还有 9 天")
    assert "/ 3" in said(page)
    assert shown.undo is not None
    shown.undo()
    after = rows_of(store, page.ledger.id)
    assert [attrs.evolve(row, version=1) for row in after] == [attrs.evolve(row, version=1) for row in before]
    assert len(names(page)) == 4
    store.save(attrs.evolve(page.model.rows[0], did="别人"))
    press(page, Qt.Key.Key_Home)
    page.view.selectRow(0)
    press(page, Qt.Key.Key_Delete)
    assert shown.errors
    assert len(rows_of(store, page.ledger.id)) == 4, "another window wrote in it meanwhile"


def test_a_ledger_goes_with_its_rows_and_comes_back_with_them(
    page: LedgerPage, window: MainWindow, store: Store, shown: Shown
) -> None:
    before = rows_of(store, page.ledger.id)
    ledgers: RecordPage = window.page("ledger")
    ledgers.edit_record(page.ledger.id)
    ledgers.form_page.delete()
    assert (store.count(Ledger), store.count(LedgerRow), shown.errors) == (0, 0, [])
    assert shown.undo is not None
    shown.undo()
    (again,) = store.select(Ledger)
    assert rows_of(store, again.id) == [attrs.evolve(row, ledger=again.id) for row in before]


def test_a_large_ledger_goes_and_comes_back_behind_the_window(
    page: LedgerPage, window: MainWindow, store: Store, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_work, "MANY", 2)
    ledgers: RecordPage = window.page("ledger")
    ledgers.edit_record(page.ledger.id)
    with qtbot.waitSignal(ledgers.form_page.deleted):
        ledgers.form_page.delete()
        assert not shown.news
    assert (store.count(Ledger), store.count(LedgerRow)) == (0, 0)
    assert shown.undo is not None
    with qtbot.waitSignal(ledgers.form_page.deleted):
        shown.undo()
        assert store.count(Ledger) == 0
    assert store.count(LedgerRow) == 4


def test_many_are_taken_out_and_brought_in_behind_the_window(
    page: LedgerPage, store: Store, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_work, "MANY", 0)
    page.view.selectAll()
    with qtbot.waitSignal(page.doing.reshaped):
        press(page, Qt.Key.Key_Delete)
        assert store.count(LedgerRow) == 4
    assert shown.news[-1] == "拿掉了：4 条"
    with qtbot.waitSignal(page.doing.reshaped):
        page.bring.click()
    assert shown.news[-1] == "补进 1 条", "whoever was taken out is not offered again"
    assert shown.undo is not None
    with qtbot.waitSignal(page.doing.reshaped):
        shown.undo()
    assert store.count(LedgerRow) == 0


def test_who_is_left_is_printed_with_its_own_columns_empty(page: LedgerPage, store: Store) -> None:
    press(page, Qt.Key.Key_Space)
    asked: list[SheetDialog] = []
    page.prints.asked.connect(asked.append)
    choices = page.prints.choices(page.ledger, page.rows, page._picked())
    assert [choice.label for choice in choices] == [f"{shape}…" for shape in Shape]
    choices[0].job()
    (dialog,) = asked
    left = [row.name for row in page.rows if row.done is None]
    assert [store.get(LedgerRow, i).name for i in dialog.ids()] == left
    assert dialog.title_line.text() == "医保缴费名单"
    assert dialog.own.text() == "方式、照片"
    dialog.reject()


def test_what_is_printed_has_what_was_written_and_whom_the_register_does_not_know(
    page: LedgerPage, store: Store, qtbot: QtBot
) -> None:
    way, _photo = page.ledger.columns
    row = marks.write(store, page.rows[0], way, "微信")
    store.save(LedgerRow(ledger=page.ledger.id, name="赵六", place="9号楼", phone="13812345678"))
    page.refresh()
    asked: list[SheetDialog] = []
    page.prints.asked.connect(asked.append)
    page.prints.ask(Shape.ROSTER, page.ledger, page.rows, [])
    with qtbot.waitSignal(page.prints.ready) as made:
        asked[0].commit()
    assert made.args is not None
    told = measure.all_text(made.args[0].make(store, lambda _done, _count: True))
    for words in (row.name, "微信", "赵六", "9号楼", "138****5678", "共5人"):
        assert words in told


def test_enter_opens_who_it_is(page: LedgerPage, store: Store, qtbot: QtBot) -> None:
    page.view.setCurrentIndex(page.model.index(0, 0))
    with qtbot.waitSignal(page.open_requested) as asked:
        press(page, Qt.Key.Key_Return)
    assert asked.args is not None
    assert asked.args[0] == "resident"
    assert store.get(Resident, asked.args[1]).name == names(page)[0]


def test_today_has_a_line_of_it(window: MainWindow, ledger: Ledger, store: Store) -> None:
    items = [item for item in to_do(store, window.session.kinds, datetime.now()) if item.table == "ledger"]
    assert [(item.id, item.stage, item.due) for item in items] == [(ledger.id, "还剩 4", ledger.until)]
