"""操作日志 in 设置, and what it is compared with in 核验."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.log_anchors import keep_anchor
from db.services.log_lines import Sort, head_line
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.centre.settings import CHECKING, LOG, SettingsPage
from gui.session import Session
from gui.settings import Settings
from tests.db.store.test_seal import another_name
from tests.gui.conftest import Shown

MANY = 450
"""More than two pages of the list."""


@pytest.fixture
def told(store: Store) -> Store:
    made = [store.save(Grid(name=f"第{n}网格"), "分网格") for n in "一二三"]
    store.save(attrs.evolve(made[0], party_group="甲组"), "定党小组")
    return store


@pytest.fixture
def settings(qtbot: QtBot, told: Store, shown: Shown, tmp_path: Path) -> Iterator[SettingsPage]:
    window = MainWindow(lambda _: Session(told, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    window.show()
    window.show_page("settings")
    page: SettingsPage = window.page("settings")
    page.show_tab(LOG)
    yield page
    page.wait()
    window.print_desk.wait()


def rows(settings: SettingsPage) -> list[str]:
    model = settings.log.model
    return [" ".join(str(model.index(r, c).data()) for c in (2, 3)) for r in range(model.rowCount())]


def test_the_newest_stands_first_and_tells_what_changed(settings: SettingsPage) -> None:
    assert rows(settings)[:2] == ["修改 网格 第一网格", "登记 网格 第三网格"]
    assert "党支部（党小组）：甲组" in settings.log.told.text()
    assert "定党小组" in settings.log.told.text()


def test_it_is_narrowed_by_kind_and_words_and_days(qtbot: QtBot, settings: SettingsPage, told: Store) -> None:
    asked = settings.log.asked
    asked.choose(None, Sort.CHANGED)
    qtbot.waitUntil(lambda: rows(settings) == ["修改 网格 第一网格"])
    asked.clear()
    asked.words.setText("第二网格")
    asked.words.editingFinished.emit()
    assert rows(settings) == ["登记 网格 第二网格"]
    asked.words.setText("没有这一条")
    asked.words.editingFinished.emit()
    assert rows(settings) == []
    assert "没有这样的记录" in settings.log.told.text()
    asked.clear()
    assert "没有这样的记录" not in settings.log.told.text()
    asked.since.setText("明天")
    asked.since.editingFinished.emit()
    qtbot.waitUntil(lambda: settings.log.model.is_whole() and rows(settings) == [])
    asked.since.setText("不是日子")
    asked.since.editingFinished.emit()
    assert asked.since.property("state") == "wrong"
    asked.clear()
    assert len(rows(settings)) == told.last_entry().seq


def test_enter_opens_the_record_of_the_marked_entry(qtbot: QtBot, settings: SettingsPage) -> None:
    window = settings.window()
    assert isinstance(window, MainWindow)
    qtbot.keyClick(settings.log.view, Qt.Key.Key_Return)
    page = window.page("grid")
    assert page.is_record_open()
    assert page.form_page.record.name == "第一网格"


def test_a_long_log_comes_by_pages(qtbot: QtBot, settings: SettingsPage, told: Store) -> None:
    for number in range(MANY):
        told.save(Grid(name=f"网格{number}"))
    settings.log.refresh()
    model = settings.log.model
    assert model.rowCount() < MANY, "the first page at once"
    qtbot.waitUntil(lambda: model.total() == told.last_entry().seq, timeout=20_000)
    assert str(model.index(model.rowCount() - 1, 0).data())
    assert settings.log.choices()


def test_whoever_has_not_the_power_sees_his_own_deeds_and_is_told_so(
    qtbot: QtBot, told: Store, shown: Shown, tmp_path: Path
) -> None:
    account = told.save(Account(name="王敏", roles=roles_of([Role.DESK])))
    other = Store._with_key(told.folder, told._key, account.id)
    other.save(Grid(name="她的网格"))
    window = MainWindow(lambda _: Session(other, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    window.show()
    window.show_page("settings")
    page: SettingsPage = window.page("settings")
    page.show_tab(LOG)
    qtbot.waitUntil(lambda: page.log.model.is_whole())
    assert rows(page) == ["登记 网格 她的网格"]
    page.wait()
    window.print_desk.wait()
    other._connection.close()


def test_the_printed_line_is_typed_back_and_a_log_that_was_rewritten_does_not_bear_it(
    settings: SettingsPage, told: Store, shown: Shown
) -> None:
    settings.show_tab(CHECKING)
    card = settings.checking.compared
    card.line.setText(head_line(told).lower())
    card.compare_line()
    assert "和存档点一致" in card.told.text()
    another_name(told)
    card.compare_line()
    assert "被人改写过" in card.told.text()
    assert "另存一份" in card.told.text(), "what to do"
    card.line.setText("12345-ABCD")
    card.compare_line()
    assert "核对" in str(shown.errors[-1]) or "月报" in str(shown.errors[-1])


def test_a_file_that_lies_elsewhere_tells_the_same(settings: SettingsPage, told: Store, tmp_path: Path) -> None:
    kept = keep_anchor(told, tmp_path)
    told.save(Grid(name="后来的"))
    keep_anchor(told, tmp_path)
    card = settings.checking.compared
    card.compare_file(kept)
    assert card.told.text().count("和存档点一致") == 2
    another_name(told)
    card.compare_file(kept)
    assert card.told.text().count("对不上") == 2
