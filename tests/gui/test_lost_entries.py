"""At the door: a store that ends too early, a restore that was killed; and the page that checks."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.disk.parts import INTENT, PARTS
from db.disk.switch import Intent
from db.records.base import changed
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import EVERY_ROLE, Role
from db.services.kept_backups import todays_backup
from db.store import FILE, Store, anchor
from gui.dialogs.lost_entries import LostEntries
from gui.dialogs.restore import RestoreDialog
from gui.dialogs.unlock import Unlock
from gui.main_window import MainWindow
from gui.opening import Opening
from gui.pages.centre.settings import CHECKING, SettingsPage
from gui.store_work import refuse_foreign
from tests.conftest import PASSPHRASE
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write


@pytest.fixture
def lost(store: Store) -> Store:
    """A store of three grids of which an older file has one; the backup has two."""
    store.save(Grid(name="一"))
    store.close()
    old = (store.folder / FILE).read_bytes()
    opened = Store._with_key(store.folder, store._key)
    opened.save(Grid(name="二"))
    todays_backup(opened, datetime.now())
    opened.save(Grid(name="三"))
    opened.close()
    (store.folder / FILE).write_bytes(old)
    return store


def asked(qtbot: QtBot, opening: Opening, folder: Path) -> LostEntries:
    """The question that comes after the right passphrase."""
    opening.ask(folder)
    unlock = opening.dialog
    assert isinstance(unlock, Unlock)
    qtbot.addWidget(unlock)
    write(unlock.line, PASSPHRASE)
    unlock.enter.click()
    qtbot.waitUntil(lambda: isinstance(opening.dialog, LostEntries), timeout=20_000)
    question = opening.dialog
    assert isinstance(question, LostEntries)
    qtbot.addWidget(question)
    qtbot.waitUntil(lambda: "正在找" not in question.newest.text(), timeout=20_000)
    return question


def test_the_clerk_is_told_and_goes_on_knowingly(qtbot: QtBot, lost: Store, tmp_path: Path, shown: Shown) -> None:
    opening = Opening(shown, tmp_path / "practice")
    opened: list[Store] = []
    opening.opened.connect(lambda store, _code: opened.append(store))
    question = asked(qtbot, opening, lost.folder)
    assert not opened, "no window before the clerk has decided"
    assert "3 条不见了" in "".join(one.text() for one in question.findChildren(type(question.newest)))
    assert "比现在的资料多 1 条" in question.newest.text()
    head = (lost.folder / anchor.FILE).read_bytes()
    assert question.isVisible()
    assert (lost.folder / anchor.FILE).read_bytes() == head
    qtbot.mouseClick(question.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "没有写理由" in question.fault(), timeout=20_000)
    assert question.reason.hasFocus()
    write(question.reason, "停电后查过")
    qtbot.mouseClick(question.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened[0].loss is None
    assert "停电后查过" in opened[0].losses()[0]
    assert [grid.name for grid in opened[0].select(Grid)] == ["一"]
    assert len(opened[0].losses()) == 1
    opened[0].close()


def test_whoever_may_not_decide_is_told_who_may(qtbot: QtBot, lost: Store, tmp_path: Path, shown: Shown) -> None:
    opened = Store._with_key(lost.folder, lost._key)
    opened.go_on("先把角色改了")
    (account,) = opened.select(Account)
    opened.save(Account(name="王敏", roles=roles_of(EVERY_ROLE)))
    opened.save(changed(account, roles=roles_of([Role.AUDITOR])))
    opened.close()
    (lost.folder / anchor.FILE).unlink()
    question = asked(qtbot, Opening(shown, tmp_path / "practice"), lost.folder)
    assert not question.go_on.isVisible()
    assert not question.reason.isVisible()
    assert question.restore.isVisible()
    assert "只有书记/主任、管理员可以" in "".join(
        one.text() for one in question.findChildren(QLabel) if one.isVisible()
    )


def test_the_clerk_takes_the_newest_backup(qtbot: QtBot, lost: Store, tmp_path: Path, shown: Shown) -> None:
    opening = Opening(shown, tmp_path / "practice")
    opened: list[Store] = []
    opening.opened.connect(lambda store, _code: opened.append(store))
    question = asked(qtbot, opening, lost.folder)
    qtbot.keyClick(question.restore, Qt.Key.Key_Space)
    (dialog,) = question.findChildren(RestoreDialog)
    assert dialog.file.text().endswith(".dqbak")
    write(dialog.passphrase, PASSPHRASE)
    qtbot.mouseClick(dialog.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.inside.isVisible, timeout=20_000)
    qtbot.mouseClick(dialog.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert [grid.name for grid in opened[0].select(Grid)] == ["一", "二"]
    assert opened[0].verify() == []
    opened[0].close()


def test_esc_leaves_everything_as_it_is(qtbot: QtBot, lost: Store, tmp_path: Path, shown: Shown) -> None:
    opening = Opening(shown, tmp_path / "practice")
    question = asked(qtbot, opening, lost.folder)
    before = (lost.folder / anchor.FILE).read_bytes()
    with qtbot.waitSignal(opening.given_up):
        qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert (lost.folder / anchor.FILE).read_bytes() == before


def test_a_restore_that_was_killed_is_finished_at_the_door_and_told(
    qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown
) -> None:
    store.save(Grid(name="备份里的"))
    store.close()
    room = store.folder / ".dq-abc"
    room.mkdir()
    for part in PARTS:
        shutil.move(store.folder / part, room / part)
    intent = Intent(room.name, "backups/before-restore-x", (), PARTS, "优盘.dqbak")
    (store.folder / INTENT).write_text(json.dumps(intent._asdict()), encoding="utf-8")
    refuse_foreign(store.folder)
    opening = Opening(shown, tmp_path / "practice")
    opening.ask(store.folder)
    unlock = opening.dialog
    assert isinstance(unlock, Unlock), "nobody is asked to make a new one"
    qtbot.addWidget(unlock)
    assert "补做完成" in unlock.fault()
    opened = Store.open(store.folder, PASSPHRASE)
    assert [grid.name for grid in opened.select(Grid)] == ["备份里的"]
    opened.close()


def test_the_page_checks_in_the_background_and_can_be_copied(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    """资料怎样保护：“设置 → 核验”随时可查。"""
    todays_backup(store, datetime.now())
    settings: SettingsPage = window.page("settings")
    window.show_page("settings")
    settings.show_tab(CHECKING)
    page = settings.checking
    in_front(qtbot, window)
    assert "还没有核验过" in page.state.text()
    assert not page.copy.isEnabled()
    qtbot.keyClick(page.check, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=20_000)
    assert "资料完好" in page.state.text()
    assert "能打开，完好" in page.model.index(0, 3).data()
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert "能打开，完好" in QGuiApplication.clipboard().text()
