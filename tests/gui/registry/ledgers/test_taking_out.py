"""Rows of a 专项台账 that are taken out: what was written is asked about, who went is told, and comes back with all of it."""

from datetime import timedelta

import attrs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from db.records.condition import is_
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.resident import RESIDENTS, Resident
from db.services.registry.ledgers import freezing, marks
from db.services.registry.ledgers.counts import rows_of
from db.services.registry.ledgers.freezing import Asked, add
from db.store import Store
from gui.pages.registry.ledger import LedgerPage
from tests.gui.conftest import Shown
from tests.gui.keys import write
from tests.gui.registry.ledgers.conftest import TODAY


def press(page: LedgerPage, key: Qt.Key) -> None:
    page.window().activateWindow()  # another window of another test may have been
    QTest.keyClick(page.view, key)


def click(one: QAbstractButton) -> None:
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def written(page: LedgerPage, store: Store) -> LedgerRow:
    """The first row, done with, with a note and something in a column of the ledger's own."""
    row = marks.write(store, page.model.rows[0], page.ledger.columns[0], "微信")
    row = store.save(attrs.evolve(row, done=TODAY, did="范晓棠", note="女儿代办"))
    page.choose("all")
    page.refresh()
    page.view.go_to([one.id for one in page.model.rows].index(row.id))
    return row


def test_what_was_written_is_asked_about_and_comes_back(page: LedgerPage, store: Store, shown: Shown) -> None:
    row = written(page, store)
    shown.answer = False
    press(page, Qt.Key.Key_Delete)
    (question,) = shown.questions
    assert (question.title, question.grave) == (f"从台账里拿掉{row.name}？", True)
    assert f"办了（{TODAY}）、方式、备注" in question.text
    assert len(page.rows) == 4, "不 takes nothing out"
    shown.answer = True
    press(page, Qt.Key.Key_Delete)
    assert len(page.rows) == 3
    assert page._band.text() == f"名单今天多了 1 条，不在台账里；拿掉过 1 条（{row.name}）"
    click(page.bring)
    assert row.name not in [one.name for one in page.rows], "a mistake is not offered again"
    click(page.back)
    (again,) = [one for one in page.rows if one.name == row.name]
    assert (again.done, again.did, again.note) == (TODAY, "范晓棠", "女儿代办")
    assert marks.told(again, page.ledger.columns[0]) == "微信"
    assert page.back.isHidden()
    assert shown.news[-1] == f"放回了：{row.name}"
    assert shown.undo is not None
    shown.undo()
    assert page.back.isVisible()


def test_of_several_the_clerk_says_who_comes_back(page: LedgerPage, store: Store, shown: Shown) -> None:
    first, second = page.model.rows[:2]
    press(page, Qt.Key.Key_Delete)
    press(page, Qt.Key.Key_Delete)
    assert not shown.questions, "nothing was written"
    click(page.back)
    entries = {action.text(): action for action in page.outs.actions()}
    assert list(entries) == [second.name, first.name, "全部 2 条"]
    entries[first.name].trigger()
    page.outs.close()
    assert {row.name for row in rows_of(store, page.ledger.id)} & {first.name, second.name} == {first.name}


def test_who_comes_back_does_not_bear_a_number_that_somebody_got_meanwhile(page: LedgerPage, store: Store) -> None:
    last = max(page.rows, key=lambda row: row.serial or 0)
    freezing.take_out(store, [last])
    page.refresh()
    click(page.bring)
    click(page.back)
    assert sorted(row.serial or 0 for row in page.rows) == [1, 2, 3, 4, 5]


def test_people_of_a_second_list_are_not_called_gone_from_the_first(
    page: LedgerPage, store: Store, people: dict[str, Resident]
) -> None:
    gone = people["李𠮷"]
    left = store.save(attrs.evolve(store.get(Resident, gone.id), state="2"))
    add(store, page.ledger, Asked(RESIDENTS, [left.id], (is_("state", "2"),), "迁出的"), TODAY)
    page.refresh()
    assert len(page.rows) == 5
    assert page._band.text() == "", "he was never in the list"
    other = store.get(Resident, people["张桂芳"].id)
    store.save(attrs.evolve(other, state="2"))
    page.refresh()
    assert page._band.text() == "1 条已不在名单里（张桂芳），台账里照样留着"


def test_f2_writes_where_the_frame_is_and_the_row_keeps_its_column(
    page: LedgerPage, store: Store, qtbot: QtBot, ledger: Ledger
) -> None:
    row = page.model.rows[0]
    press(page, Qt.Key.Key_F2)
    (editor,) = page.view.viewport().findChildren(QLineEdit)
    write(editor, "现金")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: marks.told(store.get(LedgerRow, row.id), ledger.columns[0]) == "现金")
    qtbot.waitUntil(lambda: not page.view.viewport().findChildren(QLineEdit))
    page.view.setFocus()
    press(page, Qt.Key.Key_Left)
    assert page.view.currentIndex().column() == page.model.column_of("done")
    press(page, Qt.Key.Key_F2)
    (editor,) = page.view.viewport().findChildren(QLineEdit)
    write(editor, f"{TODAY - timedelta(days=2)}")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: store.get(LedgerRow, row.id).done == TODAY - timedelta(days=2))
    page.refresh()
    assert page.view.currentIndex().column() == page.model.column_of("done")
    assert "按回车或 F2 写" in page._hint.text()
