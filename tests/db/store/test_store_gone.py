"""A store whose files vanish under the running program: nothing is acknowledged into nothing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import StoreGone
from db.records.centre.account import Account
from db.records.registry.place import Grid
from db.services.backup import SUFFIX, backup, restore
from db.store import FILE, Store, eq
from tests.conftest import CENTRE, CLERK, PASSPHRASE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody delete or rename what is open")


def folder_deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def folder_renamed(folder: Path) -> None:
    folder.rename(folder.with_name("别处"))


def file_deleted(folder: Path) -> None:
    (folder / FILE).unlink()


def file_renamed(folder: Path) -> None:
    (folder / FILE).rename(folder / "centre-旧.db")


def log_deleted(folder: Path) -> None:
    (folder / f"{FILE}-wal").unlink()


def file_replaced(folder: Path) -> None:
    """An older copy was put in its place."""
    shutil.copy(folder / FILE, folder / "copy")
    (folder / "copy").replace(folder / FILE)


def folder_replaced(folder: Path) -> None:
    """Another centre's folder now has that name."""
    folder.rename(folder.with_name("别处"))
    other, _ = Store.create(folder, "别的口令", CENTRE, CLERK)
    other.close()


WAYS = [
    folder_deleted, folder_renamed, file_deleted, file_renamed, log_deleted, file_replaced, folder_replaced,
]  # fmt: skip


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} if folder.exists() else {}


@pytest.fixture
def at_work(store: Store) -> Store:
    """A store in use, with something in its log."""
    store.save(Grid(name="第一网格"))
    return store


@pytest.mark.parametrize("vanish", WAYS)
def test_nothing_is_saved_nor_read_as_if_nothing_had_happened(at_work: Store, vanish: Callable[[Path], None]) -> None:
    vanish(at_work.folder)
    before = snapshot(at_work.folder)
    asked: list[Callable[[], object]] = [
        lambda: at_work.save(Grid(name="第二网格")),
        lambda: at_work.drafts.keep("resident", 0, "", {"name": "孙"}, None),
        lambda: at_work.ids(Grid),
        lambda: at_work.select(Grid, eq("name", "第一网格")),
        lambda: at_work.count(Account),
        lambda: at_work.search("第一"),
        lambda: at_work.ring.give(Account(name="孙"), "走廊里的三盏灯", "新来的"),
        at_work.again,
        at_work.close,
    ]
    for ask in asked:
        with pytest.raises(StoreGone) as refused:
            ask()
        assert at_work.folder.name in refused.value.message
        assert refused.value.remedy
    if vanish is not log_deleted:  # closing folds the log that it still has into its own file
        assert snapshot(at_work.folder) == before, "what lies there now is somebody else's"


def test_a_file_that_goes_in_the_middle_of_a_save_is_not_acknowledged(at_work: Store) -> None:
    def save() -> None:
        with at_work.writing() as w:
            w.save(Grid(name="第二网格"))
            folder_deleted(at_work.folder)

    with pytest.raises(StoreGone):
        save()


def test_a_folder_that_comes_back_goes_on(at_work: Store) -> None:
    folder_renamed(at_work.folder)
    with pytest.raises(StoreGone):
        at_work.save(Grid(name="第二网格"))
    at_work.folder.with_name("别处").rename(at_work.folder)
    at_work.save(Grid(name="第二网格"))
    at_work.close()
    opened = Store.open(at_work.folder, PASSPHRASE)
    assert [grid.name for grid in opened.select(Grid)] == ["第一网格", "第二网格"]
    assert opened.verify() == []
    opened.close()


def test_another_window_beside_disturbs_nothing(at_work: Store) -> None:
    other = at_work.again()
    other.save(Grid(name="第二网格"))
    other.close()
    assert at_work.count(Grid) == 2
    at_work.save(Grid(name="第三网格"))


def test_what_was_saved_before_is_kept_as_a_backup_of_the_same_passphrase(at_work: Store, tmp_path: Path) -> None:
    opened = Store.open(at_work.folder, PASSPHRASE)
    at_work.close()
    opened.save(Grid(name="第二网格"))
    folder_deleted(opened.folder)
    (tmp_path / "stick").mkdir()
    file = tmp_path / "stick" / f"抢救{SUFFIX}"
    backup(opened, file)
    with pytest.raises(StoreGone):
        opened.close()
    restored = restore(file, tmp_path / "store", PASSPHRASE)
    assert [grid.name for grid in restored.select(Grid)] == ["第一网格", "第二网格"]
    assert restored.verify() == []
    restored.close()
