"""Exporting a list from its page: masked or in full, and told in the log."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import attrs
import pytest
from attrs import define, field
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from db.records.base import Record
from db.records.condition import is_
from db.records.duties.giving import ExportEntry
from db.records.letters.announcement import Announcement
from db.records.letters.number import IssuedNumber
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.saved_lists import keep
from gui.dialogs.export_dialog import EVERY, SHOWN, ExportDialog
from gui.dialogs.whole_use import WHOLE, WholeDialog
from gui.main_window import MainWindow
from gui.pages.record_page import RecordPage
from tests.factories import citizen_number, plant
from tests.giving import USE
from tests.gui.conftest import Shown

NUMBER = citizen_number(2)


@pytest.mark.parametrize(("plain", "shown_number"), [(False, NUMBER[:6] + "*" * 10 + NUMBER[-2:]), (True, NUMBER)])
def test_numbers_are_written_in_full_only_on_demand(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, shown: Shown, plain: bool, shown_number: str
) -> None:
    window.session.store.save(Resident(name="张桂芳", id_number=NUMBER))
    path = tmp_path / "居民.xlsx"
    cast("RecordPage", window.page("resident")).exporter.export(path, whole=USE if plain else None)
    qtbot.waitUntil(lambda: bool(shown.news), timeout=20_000)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert "张桂芳" in rows[-1]
    assert shown_number in rows[-1]
    assert "1 条" in shown.news[0]


@define
class _Desk:
    """A clerk who exports masked, and answers with the same file every time.

    Attributes:
        titles: of the windows that asked where to.
        proposed: the names that they proposed.
        asked: whether numbers are to be written in full, as it was asked.
    """

    qtbot: QtBot
    window: MainWindow
    shown: Shown
    path: Path
    titles: list[str] = field(factory=list)
    proposed: list[str] = field(factory=list)
    asked: list[str] = field(factory=list)

    def page(self, table: str) -> RecordPage:
        return cast("RecordPage", self.window.page(table))

    def export(self, table: str, answer: Callable[[ExportDialog], object] = lambda _: None) -> list[list[str]]:
        """Presses the button, answers in the dialog, and waits; the rows of the file, its heads first."""
        page, told = self.page(table), len(self.shown.news)
        export = next(b for b in page.findChildren(QPushButton) if b.text() == "导出…")
        with self.qtbot.waitSignal(page.exporter.asked) as asked:
            self.qtbot.mouseClick(export, Qt.MouseButton.LeftButton)
        dialog: ExportDialog = asked.args[0]  # type: ignore[index]
        answer(dialog)
        dialog.go.click()
        self.qtbot.waitUntil(
            lambda: bool(self.window.findChildren(WholeDialog)) or len(self.shown.news) > told, timeout=20_000
        )
        for whole in self.window.findChildren(WholeDialog):
            self.asked.append(whole.title)
            whole.go.click()
            whole.setParent(None)
        self.qtbot.waitUntil(lambda: len(self.shown.news) > told, timeout=20_000)
        return [list(map(str, row)) for row in CalamineWorkbook.from_path(self.path).get_sheet_by_index(0).to_python()]


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Desk:
    made = _Desk(qtbot, window, shown, tmp_path / "名单.xlsx")

    def where(_parent: QWidget, title: str, proposed: str, *_more: str) -> tuple[str, str]:
        made.titles.append(title)
        made.proposed.append(Path(proposed).name)
        return str(made.path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    return made


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (Resident, "证件号码、出生日期、联系电话"),
        (MediationCase, "当事人联系方式"),
        (Visit, "走访情况"),
        (IssuedNumber, ""),
        (Announcement, ""),
    ],
)
def test_only_a_list_that_would_be_masked_asks_about_it(desk: _Desk, kind: type[Record], asked: str) -> None:
    store = desk.window.session.store
    plant(store, kind)
    for one in store.select(Visit):
        store.save(attrs.evolve(one, finding="女儿电话13904351276"))
    desk.export(kind.TABLE, lambda dialog: dialog.take(EVERY))
    assert len(desk.asked) == bool(asked)
    assert all(asked in title for title in desk.asked)


def test_what_the_list_is_narrowed_to_is_exported_and_all_where_it_is_not(desk: _Desk) -> None:
    store, page = desk.window.session.store, desk.page("resident")
    for name in ("张桂芳", "李桂芳", "张大山"):
        store.save(Resident(name=name))
    desk.window.show_page("resident")
    page.list.words.setText("桂芳")  # exported at once, before the list has followed
    assert {row[0] for row in desk.export("resident")[1:]} == {"张桂芳", "李桂芳"}
    page.list.words.setText("")
    assert {row[0] for row in desk.export("resident")[1:]} == {"张桂芳", "李桂芳", "张大山"}
    assert desk.titles == ["导出居民（按现在的筛选 2 条）到", "导出居民（列表全部 3 条）到"]
    assert desk.shown.news == ["已导出 2 条：名单.xlsx", "已导出 3 条：名单.xlsx"]
    page.list.words.setText("王")
    page.exporter.ask()
    assert desk.shown.news[-1] == "按现在的筛选没有居民，没有导出"


def test_a_list_is_exported_as_it_is_shown_in_its_order(desk: _Desk) -> None:
    store, page = desk.window.session.store, desk.page("resident")
    for name, sex in (("张桂芳", "2"), ("李桂芳", "2"), ("章大山", "1")):
        store.save(Resident(name=name, sex=sex, phone="13912345678"))
    heads = [column.label for column in page.list.model.columns]
    assert desk.export("resident")[0] == heads == ["姓名", "证件号码", "性别", "联系电话", "现住房屋", "待核实"]
    page.list._show_columns(("name", "sex"))
    page.list.view.order_by("-name")
    told = desk.export("resident", lambda dialog: dialog.take(SHOWN))
    assert told == [["姓名", "性别"], ["章大山", "男"], ["张桂芳", "女"], ["李桂芳", "女"]]
    assert len(desk.asked) == 1, "nothing of it is masked"


def test_every_column_can_be_had_in_the_order_of_the_list(desk: _Desk) -> None:
    store, page = desk.window.session.store, desk.page("resident")
    heads: list[str] = []
    for name in ("张桂芳", "章大山", "李桂芳"):
        store.save(Resident(name=name))

    def every(dialog: ExportDialog) -> None:
        dialog.take(EVERY)
        heads.extend(dialog.heads.text().split("、"))

    told = desk.export("resident", every)
    assert told[0][: len(heads)] == heads
    assert "户籍地址" in heads
    assert [row[0] for row in told[1:]] == ["张桂芳", "章大山", "李桂芳"], "as they were entered, for an import"
    page.list.view.order_by("-name")
    told = desk.export("resident", lambda dialog: dialog.take(EVERY))
    assert [row[0] for row in told[1:]] == ["章大山", "张桂芳", "李桂芳"]


def test_the_file_is_named_after_the_list_and_the_day(desk: _Desk) -> None:
    store, page, today = desk.window.session.store, desk.page("resident"), date.today().isoformat()
    kind = store.kinds["resident"]
    store.save(Resident(name="张桂芳", birth=date(1930, 1, 1), politics="01"))
    keep(store, kind, "重阳节/米油", (is_("sex", ""),), "house", ("name", "house"))
    page.list.refresh()
    for name in ("", "80岁以上", "重阳节/米油"):
        page.list.lists.choose(*filter(None, [name]))
        page.list._on_list_chosen()
        told = desk.export("resident")
    assert desk.proposed == [f"居民-{today}.xlsx", f"80岁以上-{today}.xlsx", f"重阳节 米油-{today}.xlsx"]
    assert told == [["姓名", "现住房屋"], ["张桂芳", ""]]


def test_whole_numbers_are_written_once_it_is_said_to_whom_and_what_for(desk: _Desk) -> None:
    store = desk.window.session.store
    store.save(Resident(name="张桂芳", id_number=NUMBER))
    page = desk.page("resident")
    page.exporter.ask()
    (first,) = desk.window.findChildren(ExportDialog)
    first.go.click()
    (dialog,) = desk.window.findChildren(WholeDialog)
    assert not dialog.is_whole(), "masked ones are what is meant unless somebody says otherwise"
    dialog.choose(WHOLE)
    dialog.go.click()
    assert dialog.isVisible(), "nobody is told yet"
    assert not desk.path.exists()
    assert "2,500 条" in dialog.asks.law()
    dialog.asks.editors["recipient"].set_typed("街道民政办")
    dialog.asks.editors["purpose"].set_typed("核对津贴")
    dialog.go.click()
    desk.qtbot.waitUntil(lambda: bool(desk.shown.news), timeout=20_000)
    rows = CalamineWorkbook.from_path(desk.path).get_sheet_by_index(0).to_python()
    assert NUMBER in rows[-1]
    (entry,) = store.select(ExportEntry)
    assert (entry.recipient, entry.purpose, entry.count, entry.file) == ("街道民政办", "核对津贴", 1, "名单.xlsx")
    assert "证件号码" in entry.told
