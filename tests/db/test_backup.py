"""Backup and restore: the way back is there, and a bad file changes nothing."""

import os
import shutil
from pathlib import Path

import attrs
import pytest

from db.disk.parts import FAILED, LOGS, PARTS
from db.errors import AppError, FileUnreadable, FileUnwritable, StoreNewer, StoreOpen, WrongPassphrase
from db.records.registry.place import Grid
from db.services.backup import SUFFIX, backup, restore
from db.services.log_anchors import NAME
from db.store import BACKUPS, FILE, Store, ring_file, upgrade
from tests.conftest import CENTRE, CLERK, PASSPHRASE, quick_ring
from tests.db.windows import heard, window


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    """A backup of a store with one grid; afterwards a second one was entered."""
    store.save(Grid(name="备份以前的"))
    path = tmp_path / f"备份{SUFFIX}"
    backup(store, path)
    store.save(Grid(name="备份以后的"))
    return path


def names(store: Store) -> list[str]:
    return [grid.name for grid in store.select(Grid)]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("part", [*PARTS, FILE.upper(), LOGS[0]])
def test_a_backup_never_takes_the_place_of_a_file_of_the_store(store: Store, part: str) -> None:
    store.save(Grid(name="还在的"))
    before = (store.folder / FILE).read_bytes()
    with pytest.raises(FileUnwritable, match="资料自己的文件"):
        backup(store, store.folder / part)
    assert (store.folder / FILE).read_bytes() == before
    assert names(store) == ["还在的"]


@pytest.mark.skipif(os.name != "posix", reason="links need a leave on Windows")
def test_nor_where_that_is_a_link_or_a_link_leads_to_it(store: Store, tmp_path: Path) -> None:
    store.close()
    (store.folder / FILE).rename(tmp_path / "elsewhere.db")
    (store.folder / FILE).symlink_to(tmp_path / "elsewhere.db")
    (tmp_path / "备份.dqbak").symlink_to(store.folder / ring_file.FILE)
    opened = Store._with_key(store.folder, store._key)
    for place in (store.folder / FILE, tmp_path / "备份.dqbak"):
        with pytest.raises(FileUnwritable, match="资料自己的文件"):
            backup(opened, place)
    assert (store.folder / FILE).is_symlink()
    opened.close()


def test_there_and_back(store: Store, file: Path, tmp_path: Path) -> None:
    restored = restore(file, tmp_path / "new pc", PASSPHRASE)
    assert names(restored) == ["备份以前的"]
    assert restored.verify() == []
    assert restored.actor == store.actor
    assert {p.name for p in restored.folder.iterdir()} >= set(PARTS)
    restored.close()
    assert names(store) == ["备份以前的", "备份以后的"], "the store that was backed up is untouched"


def test_a_restored_store_goes_on(file: Path, tmp_path: Path) -> None:
    restored = restore(file, tmp_path / "new pc", PASSPHRASE)
    seen = restored.select(Grid)[0]
    assert restored.save(attrs.evolve(seen, chief="王甲")).version == 2
    assert restored.save(Grid(name="新的")).id > seen.id
    assert restored.history(restored.centre())[0].action == "restore"
    assert restored.verify() == []
    restored.close()


def test_the_recovery_code_opens_a_backup(file: Path, tmp_path: Path, made_store: tuple[Store, str]) -> None:
    restored = restore(file, tmp_path / "new pc", made_store[1])
    assert names(restored) == ["备份以前的"]
    restored.close()


def test_a_backup_opens_with_the_passphrase_of_its_time(store: Store, file: Path, tmp_path: Path) -> None:
    ring_file.write(store.folder, quick_ring(store._key, "后来的口令"), store._key)
    with pytest.raises(WrongPassphrase):
        restore(file, tmp_path / "new pc", "后来的口令")
    restore(file, tmp_path / "new pc", PASSPHRASE).close()


def test_restoring_over_a_store_keeps_it_aside(store: Store, file: Path) -> None:
    store.close()
    restored = restore(file, store.folder, PASSPHRASE)
    assert names(restored) == ["备份以前的"]
    (aside,) = (store.folder / BACKUPS).glob("before-restore-*")
    kept = Store.open(aside, PASSPHRASE)
    assert names(kept) == ["备份以前的", "备份以后的"]
    assert kept.verify() == []
    kept.close()
    restored.close()


def test_restoring_twice_keeps_both_aside(store: Store, file: Path) -> None:
    store.close()
    for _ in range(2):
        restore(file, store.folder, PASSPHRASE).close()
    assert len(list((store.folder / BACKUPS).glob("before-restore-*"))) == 2


def test_what_a_killed_program_had_in_its_log_is_kept_aside_too(store: Store, file: Path) -> None:
    store.close()
    with window("raise_families", store.folder) as other:
        for _ in range(3):
            heard(other)
        other.kill()
        other.wait()
    restore(file, store.folder, PASSPHRASE).close()
    (aside,) = (store.folder / BACKUPS).glob("before-restore-*")
    kept = Store.open(aside, PASSPHRASE)
    assert names(kept) == ["备份以前的", "备份以后的"]
    assert kept.search("王2甲")
    assert kept.verify() == []
    kept.close()


def test_a_damaged_log_is_kept_aside_as_it_was(store: Store, file: Path) -> None:
    """Nobody opened the store after the crash: restoring is the first that would drop it."""
    store.close()
    with window("raise_families", store.folder) as other:
        for _ in range(5):
            heard(other)
        other.kill()
        other.wait()
    log = store.folder / LOGS[0]
    raw = bytearray(log.read_bytes())
    raw[len(raw) // 2] ^= 1
    log.write_bytes(raw)
    (store.folder.parent / "别人的.doc").write_bytes(b"kept")
    (store.folder / f"{LOGS[0]}.kept").symlink_to(store.folder.parent / "别人的.doc")
    restore(file, store.folder, PASSPHRASE).close()
    (aside,) = (store.folder / BACKUPS).glob("before-restore-*")
    assert (aside / f"{LOGS[0]}.kept").read_bytes() == raw
    assert (store.folder.parent / "别人的.doc").read_bytes() == b"kept"
    assert not (store.folder / f"{LOGS[0]}.kept").exists()


def test_a_store_that_another_window_has_open_is_not_replaced(store: Store, file: Path) -> None:
    """What that window saved afterwards would go into a file that nobody opens any more."""
    store.close()
    with window("keep_open", store.folder) as other:
        assert heard(other) == "open"
        with pytest.raises(StoreOpen):
            restore(file, store.folder, PASSPHRASE)
    assert not (store.folder / BACKUPS).exists()
    opened = Store._with_key(store.folder, store._key)
    assert names(opened) == ["备份以前的", "备份以后的"]
    opened.close()


def test_a_damaged_store_can_be_replaced(store: Store, file: Path) -> None:
    store.close()
    (store.folder / FILE).write_bytes(b"\x00" * 5000)
    restored = restore(file, store.folder, PASSPHRASE)
    assert names(restored) == ["备份以前的"]
    restored.close()
    (aside,) = (store.folder / BACKUPS).glob("before-restore-*")
    assert (aside / FILE).read_bytes() == b"\x00" * 5000


def test_a_lone_key_ring_is_not_thrown_away(store: Store, file: Path) -> None:
    """The clerk moved ``centre.db`` elsewhere: its key must not be lost with a restore."""
    store.close()
    (store.folder / FILE).rename(store.folder / "moved.db")
    ring = (store.folder / ring_file.FILE).read_bytes()
    restore(file, store.folder, PASSPHRASE).close()
    (aside,) = (store.folder / BACKUPS).glob("before-restore-*")
    assert (aside / ring_file.FILE).read_bytes() == ring


def test_a_folder_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        restore(tmp_path, tmp_path / "new pc", PASSPHRASE)


def test_a_wrong_passphrase_changes_nothing(store: Store, file: Path) -> None:
    store.close()
    before = contents(store.folder)
    with pytest.raises(WrongPassphrase):
        restore(file, store.folder, "猜的口令")
    assert {name: told for name, told in contents(store.folder).items() if name != FAILED} == before


def test_a_newer_programs_backup_changes_nothing(store: Store, file: Path, tmp_path: Path) -> None:
    later = restore(file, tmp_path / "later", PASSPHRASE)
    later._connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'm999_later', '2030-01-01')",
        (upgrade.SET,),
    )
    newer = tmp_path / f"newer{SUFFIX}"
    backup(later, newer)
    later.close()
    store.close()
    before = contents(store.folder)
    with pytest.raises(StoreNewer):
        restore(newer, store.folder, PASSPHRASE)
    assert contents(store.folder) == before


def test_another_centres_backup_opens_with_its_own_passphrase(store: Store, tmp_path: Path) -> None:
    other, _ = Store.create(tmp_path / "other", "别的口令", attrs.evolve(CENTRE, name="水景社区党群服务中心"), CLERK)
    file = tmp_path / f"other{SUFFIX}"
    backup(other, file)
    other.close()
    store.close()
    with pytest.raises(WrongPassphrase):
        restore(file, store.folder, PASSPHRASE)
    restored = restore(file, store.folder, "别的口令", present=PASSPHRASE)
    assert restored.centre().name == "水景社区党群服务中心"
    restored.close()


def test_a_backup_holds_what_was_committed_while_others_write(store: Store, tmp_path: Path) -> None:
    file = tmp_path / f"备份{SUFFIX}"
    with window("take_numbers", store.folder) as other:
        first = heard(other)
        backup(store, file)
    restored = restore(file, tmp_path / "new pc", PASSPHRASE)
    assert first in names(restored)
    assert len(names(restored)) == restored.last_number("case:2026"), "no transaction is cut in two"
    assert restored.verify() == []
    restored.close()


def test_a_backup_replaces_an_older_one_of_its_name(store: Store, file: Path, tmp_path: Path) -> None:
    backup(store, file)
    restored = restore(file, tmp_path / "new pc", PASSPHRASE)
    assert names(restored) == ["备份以前的", "备份以后的"]
    restored.close()


@pytest.mark.parametrize("place", ["no such folder/备份.dqbak", "a file/备份.dqbak", "a folder"])
def test_a_place_that_cannot_be_written_to(store: Store, tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_bytes(b"")
    (tmp_path / "a folder").mkdir()
    before = {p.name for p in tmp_path.iterdir()}
    with pytest.raises(FileUnwritable):
        backup(store, tmp_path / place)
    assert {p.name for p in tmp_path.iterdir()} == before, "nothing unfinished is left lying about"


def test_a_damaged_store_is_not_backed_up_over_a_good_one(store: Store, file: Path) -> None:
    """Else thirty days later every backup would be a damaged one.

    资料怎样保护：备份文件同样加密，写完再打开核验才算数。
    """
    good = file.read_bytes()
    store.close()
    path = store.folder / FILE
    raw = bytearray(path.read_bytes())
    raw[-100] ^= 1
    path.write_bytes(raw)
    opened = Store._with_key(store.folder, store._key)
    with pytest.raises(AppError):
        backup(opened, file)
    opened._connection.close()
    assert file.read_bytes() == good


def test_backups_can_lie_on_another_disk(store: Store, tmp_path: Path) -> None:
    """A stick has no room for our temporary files elsewhere than on itself: nothing is renamed across disks."""
    stick = tmp_path / "stick"
    stick.mkdir()
    backup(store, stick / f"备份{SUFFIX}")
    assert {p.name for p in stick.iterdir()} == {f"备份{SUFFIX}", NAME}, "and the line of the log that it goes up to"
    shutil.rmtree(stick)
