"""Columns that say a day, a row or what tells one from another are as wide as that, where there is room."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from db.records.centre.centre import Centre
from db.records.registry.ledger import LEDGERS_SWITCH, Ledger
from db.records.registry.resident import RESIDENTS, Resident
from db.services.centre.switches import turn
from db.services.registry.import_roster import RowProblem
from db.services.registry.ledgers.freezing import Asked, freeze
from db.store import Store
from gui.main_window import MainWindow
from gui.models.ledger_table import DONE
from gui.models.plain_table import PlainTableModel
from gui.models.problem_table import COL_PLACE, ProblemTableModel
from gui.pages.registry.ledger import LedgerPage
from gui.session import Session
from gui.settings import Settings
from gui.widgets.editors import LineEditor
from gui.widgets.plain_table import plain_table
from tests.gui.conftest import Shown
from tests.gui.keys import in_front


def is_whole(view: QAbstractItemView, row: int, column: int) -> bool:
    """Whether a cell has the room that it asks for."""
    index = view.model().index(row, column)
    return view.visualRect(index).width() >= view.sizeHintForIndex(index).width()


def test_a_day_of_a_ledger_is_read_whole_as_soon_as_it_is_marked(
    qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path
) -> None:
    turn(store, LEDGERS_SWITCH, on=True)
    one = store.save(Resident(name="张桂芳"))
    ledger = freeze(store, Ledger(name="排查", since=date.today()), Asked(RESIDENTS, [one.id]), date.today())
    window = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    window.open_record("ledger", ledger.id)
    in_front(qtbot, window)
    (page,) = window.page("ledger").findChildren(LedgerPage)
    page.take_focus()
    page.turn_marks()
    assert str(page.model.index(0, DONE).data()).startswith(date.today().isoformat())
    assert is_whole(page.view, 0, DONE)


class _Told(PlainTableModel[tuple[str, str]]):
    def cell(self, index: object, role: int) -> object:
        return self.rows[index.row()][index.column()] if role == 0 else None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        ([("张桂芳", "幸福里小区3号楼2单元502室 · 1381****678 · 在册 · 独居")], (True, True)),
        (
            [("一件事由很长很长很长很长很长很长很长很长很长很长很长很长的诉求", "办理中 · 期限 2026-11-30")],
            (True, True),
        ),
        ([("长" * 60, "说明" * 40)], (False, False)),
    ],
)
def test_what_tells_rows_apart_takes_the_room_that_names_leave(
    qtbot: QtBot, rows: list[tuple[str, str]], whole: tuple[bool, bool]
) -> None:
    model = _Told(("名称", "情况"))
    view = plain_table(model, 0, {1: 100}, 38)
    view.share(1)
    qtbot.addWidget(view)
    view.resize(800, 200)
    view.show()
    model.show_rows(rows)
    assert (is_whole(view, 0, 0), is_whole(view, 0, 1)) == whole
    assert view.visualRect(model.index(0, 1)).width() >= 100
    assert view.visualRect(model.index(0, 1)).right() <= view.viewport().width()


def problem(sheet: str, row: int) -> RowProblem:
    return RowProblem(sheet, row, "name", "姓名", "x", "可能与已登记的人是同一人", "")


def test_a_row_of_the_only_sheet_is_told_by_its_number() -> None:
    model = ProblemTableModel()
    model.set_problems([problem("医保缴费（练习小区）", 7), problem("医保缴费（练习小区）", 12)])
    assert [model.index(n, COL_PLACE).data() for n in range(2)] == ["第7行", "第12行"]
    model.set_problems([problem("一期", 7), problem("二期", 12)])
    assert [model.index(n, COL_PLACE).data() for n in range(2)] == ["一期 第7行", "二期 第12行"]


def test_where_the_hall_is_stands_whole_in_the_settings(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    centre = store.centre()
    place = "清和市幸福里社区党群服务中心二楼居民议事厅"
    store.save(Centre(**{**{name: getattr(centre, name) for name in ("id", "version", "name")}, "hall": place}))
    window.resize(1366, 728)
    window.show_page("settings")
    in_front(qtbot, window)
    editor = window.page("settings").centre.form.editors["hall"]
    assert isinstance(editor, LineEditor)
    assert editor.line.text() == place
    assert editor.line.width() >= editor.line.fontMetrics().horizontalAdvance(place) + 24
