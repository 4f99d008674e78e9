"""Restoring from a backup in the window: a good one comes back, a bad one changes nothing."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.registry.resident import Resident
from db.services.backup import backup
from db.services.centre.accounts import change_own
from db.store import BACKUPS, Store
from gui.dialogs.restore import RestoreDialog
from tests.conftest import PASSPHRASE
from tests.gui.conftest import Shown
from tests.gui.keys import write


def dialog(qtbot: QtBot, folder: Path, file: Path, passphrase: str, shown: Shown) -> RestoreDialog:
    made = RestoreDialog(folder, shown)
    qtbot.addWidget(made)
    made.show()
    made.file.setText(str(file))
    write(made.passphrase, passphrase)
    return made


def test_a_backup_comes_back_on_another_computer(qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown) -> None:
    store.save(Resident(name="张桂芳"))
    file = tmp_path / "优盘.dqbak"
    backup(store, file)
    asked = dialog(qtbot, tmp_path / "another", file, PASSPHRASE, shown)
    found: list[str] = []
    asked.restored.connect(lambda opened: found.extend(r.name for r in opened.select(Resident)) or opened.close())
    qtbot.mouseClick(asked.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(asked.inside.isVisible, timeout=20_000)
    assert not (tmp_path / "another").exists(), "looking changes nothing"
    assert "居民 1" in asked.inside.text()
    assert "卢清办的" in asked.inside.text()
    assert asked.enter.text() == "用它恢复"
    assert asked.focusWidget() is asked.enter, "one key restores"
    with qtbot.waitSignal(asked.accepted, timeout=20_000):
        qtbot.mouseClick(asked.enter, Qt.MouseButton.LeftButton)
    assert found == ["张桂芳"]


def test_another_file_is_looked_into_first(qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown) -> None:
    for name in ("一", "二"):
        backup(store, tmp_path / f"{name}.dqbak")
        store.save(Resident(name="张桂芳"))
    asked = dialog(qtbot, store.folder, tmp_path / "一.dqbak", PASSPHRASE, shown)
    asked.go_on()
    qtbot.waitUntil(asked.inside.isVisible, timeout=20_000)
    assert "备份以后又办了 2 笔" in asked.inside.text()
    asked.file.setText(str(tmp_path / "二.dqbak"))
    assert not asked.inside.isVisible()
    assert asked.enter.text() == "看看里面有什么"
    asked.go_on()
    qtbot.waitUntil(asked.inside.isVisible, timeout=20_000)
    assert "备份以后又办了 1 笔" in asked.inside.text()
    assert store.count(Resident) == 2


def test_a_wrong_passphrase_or_a_foreign_file_changes_nothing(
    qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown
) -> None:
    file, folder = tmp_path / "优盘.dqbak", tmp_path / "another"
    backup(store, file)
    asked = dialog(qtbot, folder, file, "不是这个", shown)
    qtbot.mouseClick(asked.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "口令不对" in asked.fault(), timeout=20_000)
    asked.file.setText(str(tmp_path / "照片.jpg"))
    (tmp_path / "照片.jpg").write_bytes(bytes(400))
    qtbot.mouseClick(asked.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "不是本程序的备份文件" in asked.fault(), timeout=20_000)
    assert not folder.exists()
    assert not shown.crashes


def test_where_the_passphrase_was_changed_since_an_administrators_of_now_is_asked_for(
    qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown
) -> None:
    file, later = tmp_path / "优盘.dqbak", "后来-换过的-4471"
    backup(store, file)
    change_own(store, PASSPHRASE, later)
    store.close()
    asked = dialog(qtbot, store.folder, file, PASSPHRASE, shown)
    asked.restored.connect(lambda opened: opened.close())
    assert not asked.present.isVisible()
    asked.go_on()
    qtbot.waitUntil(asked.inside.isVisible, timeout=20_000)
    asked.go_on()
    qtbot.waitUntil(asked.present.isVisible, timeout=20_000)
    assert "现在一位管理员的口令" in asked.fault()
    assert asked.focusWidget() is asked.present
    write(asked.present, later)
    with qtbot.waitSignal(asked.accepted, timeout=20_000):
        qtbot.keyClick(asked.present, Qt.Key.Key_Return)
    assert shown.crashes == []


def test_a_backup_is_looked_for_first_where_the_program_keeps_its_own(
    qtbot: QtBot, store: Store, own_home: Path, shown: Shown
) -> None:
    asked = dialog(qtbot, store.folder, Path(), "", shown)
    assert asked.usual_place() == own_home
    (store.folder / BACKUPS).mkdir()
    backup(store, store.folder / BACKUPS / "一.dqbak")
    assert asked.usual_place() == store.folder / BACKUPS
