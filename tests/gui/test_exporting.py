"""Exporting a list from its page: masked or in full, and told in the log."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from db.records.base import Record
from db.records.letters.announcement import Announcement
from db.records.letters.number import IssuedNumber
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.store import Store
from gui.exporting import Exporter
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from tests.factories import citizen_number, plant
from tests.gui.conftest import Shown

NUMBER = citizen_number(2)


@pytest.mark.parametrize(("plain", "shown_number"), [(False, NUMBER[:6] + "*" * 10 + NUMBER[-2:]), (True, NUMBER)])
def test_numbers_are_written_in_full_only_on_demand(
    qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown, plain: bool, shown_number: str
) -> None:
    store.save(Resident(name="张桂芳", id_number=NUMBER))
    page = QWidget()
    qtbot.addWidget(page)
    path = tmp_path / "居民.xlsx"
    Exporter(Session(store, shown, Settings(tmp_path)), Resident, page).export(path, plain=plain)
    qtbot.waitUntil(lambda: bool(shown.news), timeout=20_000)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert "张桂芳" in rows[-1]
    assert shown_number in rows[-1]
    assert "1 条" in shown.news[0]


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
def test_only_a_list_that_would_be_masked_asks_about_it(
    qtbot: QtBot,
    store: Store,
    tmp_path: Path,
    shown: Shown,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[Record],
    asked: str,
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    plant(store, Visit, finding="女儿电话13904351276")
    path = tmp_path / "list.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    Exporter(Session(store, shown, Settings(tmp_path)), kind, page).ask()
    qtbot.waitUntil(lambda: bool(shown.news), timeout=20_000)
    assert path.exists()
    assert len(shown.questions) == bool(asked)
    assert all(asked in question.title for question in shown.questions)


def test_what_the_list_is_narrowed_to_is_exported_and_all_where_it_is_not(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = window.session.store
    for name in ("张桂芳", "李桂芳", "张大山"):
        store.save(Resident(name=name))
    titles: list[str] = []

    def chosen(_parent: QWidget, title: str, *_more: str) -> tuple[str, str]:
        titles.append(title)
        return str(tmp_path / f"{len(titles)}.csv"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    window.show_page("resident")
    page = window.page("resident")
    export = next(b for b in page.findChildren(QPushButton) if b.text() == "导出…")
    told = []
    for words in ("桂芳", "", "王"):
        page.list.words.setText(words)  # exported at once, before the list has followed
        qtbot.mouseClick(export, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(shown.news) > len(told), timeout=20_000)
        told.append(shown.news[-1])
    assert told == ["已导出现在筛选的 2 条：1.csv", "已导出全部 3 条：2.csv", "按现在的筛选没有居民，没有导出"]
    assert titles == ["导出现在筛选的居民（2 条）到", "导出全部居民（3 条）到"]
    names = [
        {n for n in ("张桂芳", "李桂芳", "张大山") if n in path.read_text("utf-8-sig")}
        for path in sorted(tmp_path.glob("?.csv"))
    ]
    assert names == [{"张桂芳", "李桂芳"}, {"张桂芳", "李桂芳", "张大山"}]


def test_a_list_with_columns_of_its_own_is_exported_as_it_is_shown(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = window.session.store
    for name, sex in (("张桂芳", "2"), ("李桂芳", "2"), ("章大山", "1")):
        store.save(Resident(name=name, sex=sex, phone="13912345678"))
    page = window.page("resident")
    page.list._show_columns(("name", "sex"))
    page.list.view.order_by("-name")
    titles: list[str] = []
    path = tmp_path / "名单.csv"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _, title, *__: (titles.append(title), (str(path), ""))[1]
    )
    page.exporter.ask()
    qtbot.waitUntil(lambda: bool(shown.news), timeout=20_000)
    assert titles == ["导出全部居民（3 条）到：只有显示的 2 栏"]
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["姓名,性别", "章大山,男", "张桂芳,女", "李桂芳,女"]
    assert shown.questions == [], "nothing of it is masked"
