"""核验: what it finds, what to do about it, and what is in the backups."""

import shutil
from datetime import datetime, timedelta

import pytest

from db.errors import Cancelled, WrongPassphrase
from db.records.registry.place import Grid
from db.services.backup import SUFFIX, backup
from db.services.check_store import OPENED, check_store, last_check
from db.services.kept_backups import todays_backup
from db.store import BACKUPS, FILE, Store, anchor
from tests.conftest import PASSPHRASE
from tests.db.store.test_audit import as_insider
from tests.db.store.test_seal import another_name

NOW = datetime(2026, 12, 1, 9, 0)


def on(_done: int, _total: int) -> bool:
    return True


def test_a_whole_store_and_its_backups(store: Store) -> None:
    first = todays_backup(store, NOW).path
    store.save(Grid(name="以后的"))
    second = todays_backup(store, NOW + timedelta(days=1)).path
    assert first
    assert second
    ticks: list[tuple[int, int]] = []
    report = check_store(store, NOW, lambda done, total: ticks.append((done, total)) or True)
    assert report.faults == ()
    assert [one.name for one in report.backups] == [second.name, first.name], "by what they hold"
    assert all(one.faults == () and one.ours and one.head and one.head.at for one in report.backups)
    assert ticks[-1][0] == ticks[-1][1]
    assert ticks == sorted(ticks)
    checked = last_check(store)
    assert checked is not None
    assert checked[1] == 0


def test_with_the_recovery_code_it_says_since_when_the_log_is_as_it_was_sealed(
    store: Store, made_store: tuple[Store, str]
) -> None:
    store.close()
    opened = Store.open(store.folder, PASSPHRASE)
    opened.save(Grid(name="第三网格"))
    report = check_store(opened, NOW, on, made_store[1])
    assert (report.faults, len(report.sealed)) == ((), 1)
    assert "和封存的一致" in report.sealed[0]
    assert check_store(opened, NOW, on).sealed == ()
    with pytest.raises(WrongPassphrase):
        check_store(opened, NOW, on, PASSPHRASE)
    another_name(opened)
    (fault,) = check_store(opened, NOW, on, made_store[1]).faults
    assert "有人改写过日志" in fault.text
    assert "另存一份" in fault.remedy
    store._connection = opened._connection  # what the fixture closes


def test_never_checked(store: Store) -> None:
    assert last_check(store) is None


def test_bad_backups_are_named(store: Store) -> None:
    good = todays_backup(store, NOW).path
    assert good
    raw = bytearray(good.read_bytes())
    raw[len(raw) // 2] ^= 1
    (good.parent / f"坏的{SUFFIX}").write_bytes(raw)
    (good.parent / f"空的{SUFFIX}").write_bytes(b"")
    told = {one.name: one for one in check_store(store, NOW, on).backups}
    assert told[good.name].faults == ()
    assert told[f"坏的{SUFFIX}"].faults
    assert told[f"空的{SUFFIX}"].head is None


def test_only_the_newest_are_opened(store: Store) -> None:
    made = todays_backup(store, NOW).path
    assert made
    for number in range(OPENED + 2):
        shutil.copy(made, made.parent / f"副本{number}{SUFFIX}")
    looked = check_store(store, NOW, on).backups
    assert [one.faults is not None for one in looked] == [True] * OPENED + [False] * 3


def test_a_backup_of_before_a_restore_is_told_apart(store: Store) -> None:
    store.close()
    one = shutil.copytree(store.folder, store.folder.parent / "one")
    twin = Store._with_key(one, store._key)
    twin.save(Grid(name="那边的"))
    opened = Store._with_key(store.folder, store._key)
    opened.save(Grid(name="这边的"))
    (opened.folder / BACKUPS).mkdir()
    backup(twin, opened.folder / BACKUPS / f"那边{SUFFIX}")
    twin.close()
    (looked,) = check_store(opened, NOW, on).backups
    assert looked.faults == (), "the same key opens it"
    assert not looked.ours
    opened.close()


def test_faults_come_with_what_to_do(store: Store) -> None:
    store.save(Grid(name="一格"))
    as_insider(store._connection).execute("UPDATE audit SET actor = '别人' WHERE seq = 2")
    (fault,) = check_store(store, NOW, on).faults
    assert "第 2 条被改动过" in fault.text
    assert "另存一份" in fault.remedy
    checked = last_check(store)
    assert checked is not None
    assert checked[1] == 1


def test_a_damaged_file_asks_for_a_backup(store: Store) -> None:
    page, size = (
        int(store._connection.execute(sql).fetchone()[0])  # type: ignore[index, arg-type]
        for sql in ("SELECT rootpage FROM sqlite_master WHERE name = 'visit'", "PRAGMA page_size")
    )
    store.close()
    path = store.folder / FILE
    raw = bytearray(path.read_bytes())
    raw[page * size - 100] ^= 1  # a page that nobody reads at the opening
    path.write_bytes(raw)
    opened = Store._with_key(store.folder, store._key)
    (fault,) = check_store(opened, NOW, on).faults
    assert "备份恢复" in fault.remedy
    opened._connection.close()


def test_losses_are_told_and_are_no_faults(store: Store) -> None:
    store.close()
    (store.folder / anchor.FILE).unlink()
    opened = Store._with_key(store.folder, store._key)
    assert check_store(opened, NOW, on).faults
    assert last_check(opened) is None, "nothing is written before a clerk has decided"
    opened.go_on("停电后查过")
    report = check_store(opened, NOW, on)
    assert report.faults == ()
    assert len(report.losses) == 1
    opened.close()


def test_it_can_be_stopped(store: Store) -> None:
    before = store.last_entry()
    with pytest.raises(Cancelled):
        check_store(store, NOW, lambda _done, _total: False)
    assert store.last_entry() == before
