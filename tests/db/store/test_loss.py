"""What is missing at the end of the store is told at its opening, before anything is written, until a clerk has decided."""

import json
import re
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from db.__main__ import main
from db.disk.parts import LOGS
from db.errors import AppError, EntriesMissing, NotAllowed, ReasonMissing
from db.records.centre.account import Account, roles_of
from db.records.centre.centre import Centre
from db.records.registry.household import Household
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.backup import SUFFIX, backup, restore
from db.services.kept_backups import todays_backup
from db.store import BACKUPS, FILE, Store, anchor, audit, loss, table_steps
from tests.conftest import PASSPHRASE
from tests.db.windows import heard, window

SAVES = 20
WAL, SHM = LOGS


@pytest.fixture
def crashed(store: Store) -> Store:
    """A closed store after twenty acknowledged saves and a crash: they are in the log alone."""
    store.close()
    with window("raise_families", store.folder) as other:
        for _ in range(SAVES):
            heard(other)
        other.kill()
        other.wait()
    return store


def reopened(store: Store) -> Store:
    return Store._with_key(store.folder, store._key)


def flip(log: Path) -> None:
    raw = bytearray(log.read_bytes())
    raw[len(raw) // 2] ^= 1
    log.write_bytes(raw)


def cut(log: Path) -> None:
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])


SPOIL = pytest.mark.parametrize("spoil", [flip, cut, Path.unlink])


def test_a_crash_alone_is_no_loss(crashed: Store) -> None:
    opened = reopened(crashed)
    assert opened.loss is None
    assert opened.count(Household) >= SAVES
    assert opened.verify() == []
    opened.close()
    assert not (crashed.folder / BACKUPS).exists()


@SPOIL
def test_a_damaged_log_is_told_at_every_opening(crashed: Store, spoil: Callable[[Path], None]) -> None:
    """资料怎样保护：每次打开先比对末尾：缺了几条、从什么时候起，先告诉您，再由您决定用备份恢复还是继续用。"""
    kept = anchor.read(crashed.folder)
    assert kept is not None
    spoil(crashed.folder / WAL)
    for _ in range(3):
        opened = reopened(crashed)
        assert opened.loss is not None
        missing = opened.loss.missing()
        assert missing == kept.seq - audit.head(opened._connection).seq
        assert missing
        assert f"{missing} 条不见了" in opened.verify()[0]
        assert opened.loss.found.at[:16].replace("T", " ") in opened.verify()[0], "since when"
        opened.close()
    assert anchor.read(crashed.folder) == kept


@SPOIL
def test_nothing_is_written_before_a_clerk_has_decided(
    crashed: Store, spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    """资料怎样保护：每次打开先比对末尾：缺了几条、从什么时候起，先告诉您，再由您决定用备份恢复还是继续用。"""
    spoil(crashed.folder / WAL)
    opened = reopened(crashed)
    with pytest.raises(EntriesMissing):
        opened.save(Grid(name="新的一格"))
    with pytest.raises(AppError):
        opened.drafts.keep("resident", 0, "", {"name": "半个"}, None)
    with pytest.raises(EntriesMissing):
        todays_backup(opened, datetime.now())
    with pytest.raises(EntriesMissing):
        backup(opened, tmp_path / f"备份{SUFFIX}")
    assert opened.select(Grid) == []
    opened.close()


@SPOIL
def test_the_evidence_is_kept_aside_once(crashed: Store, spoil: Callable[[Path], None]) -> None:
    spoil(crashed.folder / WAL)
    log = (crashed.folder / WAL).read_bytes() if (crashed.folder / WAL).exists() else None
    head = (crashed.folder / anchor.FILE).read_bytes()
    for _ in range(2):
        reopened(crashed).close()
    opened = reopened(crashed)
    opened.go_on("停电后查过")
    opened.save(Grid(name="以后的"))
    opened.close()
    (aside,) = (crashed.folder / BACKUPS).glob("evidence-*")
    assert (aside / anchor.FILE).read_bytes() == head
    kept_log = aside / f"{WAL}.kept"
    assert (kept_log.read_bytes() if kept_log.exists() else None) in (log, log or b"")
    shutil.copytree(aside, crashed.folder.parent / "looked at")
    kept = Store._with_key(crashed.folder.parent / "looked at", crashed._key)
    assert kept.loss is not None, "it is what it was"
    kept.close()


@SPOIL
def test_going_on_is_an_entry_and_stays_told(crashed: Store, spoil: Callable[[Path], None]) -> None:
    spoil(crashed.folder / WAL)
    opened = reopened(crashed)
    assert opened.loss is not None
    missing = opened.loss.missing()
    opened.go_on("停电后查过")
    opened.close()
    opened = reopened(crashed)
    assert opened.loss is None
    assert opened.verify() == []
    (told,) = opened.losses()
    assert f"共 {missing} 条" in told
    assert f"{datetime.now():%Y-%m-%d}" in told
    assert opened.save(Grid(name="照常使用"))
    opened.close()


def test_an_older_file_under_the_newer_head(store: Store) -> None:
    store.close()
    old = (store.folder / FILE).read_bytes()
    opened = reopened(store)
    for n in range(5):
        opened.save(Grid(name=f"{n}"))
    opened.close()
    (store.folder / FILE).write_bytes(old)
    for _ in range(2):
        opened = reopened(store)
        assert "5 条不见了" in opened.verify()[0]
        opened.close()


def test_an_older_file_under_the_newer_head_of_version_0_1_0(store: Store) -> None:
    """Its head has no time."""
    store.close()
    old = (store.folder / FILE).read_bytes()
    opened = reopened(store)
    opened.save(Grid(name="少掉的"))
    opened.close()
    head = anchor.read(store.folder)
    assert head is not None
    (store.folder / anchor.FILE).write_text(
        json.dumps({"seq": head.seq, "hash": head.hash}).ljust(128), encoding="utf-8"
    )
    (store.folder / FILE).write_bytes(old)
    opened = reopened(store)
    assert "1 条不见了" in opened.verify()[0]
    opened.close()


def test_the_head_of_version_0_1_0_is_brought_up(store: Store) -> None:
    head = audit.head(store._connection)
    path = store.folder / anchor.FILE
    path.write_text(json.dumps({"seq": head.seq, "hash": head.hash}).ljust(128), encoding="utf-8")
    store.close()
    opened = reopened(store)
    assert opened.loss is None
    opened.save(Grid(name="一格"))
    opened.close()
    assert anchor.read(store.folder) == audit.head(reopened(store)._connection)


def test_the_head_of_another_store(store: Store, tmp_path: Path) -> None:
    other = shutil.copytree(store.folder, tmp_path / "other")
    twin = Store._with_key(other, store._key)
    for n in range(3):
        twin.save(Grid(name=f"别处{n}"))
    twin.close()
    for n in range(4):
        store.save(Grid(name=f"这里{n}"))
    store.close()
    shutil.copy(other / anchor.FILE, store.folder / anchor.FILE)
    for _ in range(2):
        opened = reopened(store)
        assert opened.loss is not None
        assert opened.loss.missing() is None
        assert "末尾的记录被换掉" in opened.verify()[0]
        opened.close()


def test_the_database_of_another_restore(store: Store, tmp_path: Path) -> None:
    """Two computers went on from one backup; the database of one was copied over that of the other."""
    file = tmp_path / f"备份{SUFFIX}"
    backup(store, file)
    store.close()
    for place, count in (("one", 2), ("two", 6)):
        restored = restore(file, tmp_path / place, PASSPHRASE)
        for n in range(count):
            restored.save(Grid(name=f"{place}{n}"))
        restored.close()
    shutil.copy(tmp_path / "two" / FILE, tmp_path / "one" / FILE)
    opened = Store.open(tmp_path / "one", PASSPHRASE)
    assert opened.loss is not None
    opened.close()


def test_a_head_that_lags_behind_is_normal(store: Store) -> None:
    """Killed between the commit and the writing of the head; or a power cut that the file did not survive in its last state."""
    head = audit.head(store._connection)
    for n in range(3):
        store.save(Grid(name=f"{n}"))
    store._connection.close()
    anchor.write(store.folder, head)
    opened = reopened(store)
    assert opened.loss is None
    assert opened.verify() == []
    opened.save(Grid(name="三"))
    assert anchor.read(opened.folder) == audit.head(opened._connection)
    opened.close()


def test_several_windows_at_once_raise_no_alarm(store: Store) -> None:
    with window("take_numbers", store.folder) as one, window("take_numbers", store.folder) as two:
        assert heard(one)
        assert heard(two)
        for n in range(60):
            store.save(Grid(name=f"这里{n}"))
            again = store.again()
            assert again.loss is None
            assert again.verify() == [] if n % 20 == 0 else True
            again.close()
    assert store.verify() == []


def test_a_store_of_before_is_not_brought_up_over_a_loss(store: Store) -> None:
    """The steps of an upgrade write, too."""
    connection = store._connection
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm048_request_term'")
    store.close()
    (store.folder / anchor.FILE).unlink()
    opened = reopened(store)
    assert opened.loss is not None
    assert anchor.FILE in opened.verify()[0]
    opened.close()
    assert not list((store.folder / BACKUPS).glob("before-upgrade-*"))


def test_a_head_deleted_under_an_open_store_is_not_written_anew(store: Store) -> None:
    (store.folder / anchor.FILE).unlink()
    store.save(Grid(name="照样保存"))
    assert anchor.FILE in store.verify()[0]
    store.close()
    assert not (store.folder / anchor.FILE).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="inodes")
def test_the_head_is_written_in_its_place_unless_it_has_a_second_name(store: Store) -> None:
    """Whatever else bears the file's name keeps what was in it."""
    head, second = store.folder / anchor.FILE, store.folder.parent / "另一个名字"
    before = head.stat().st_ino
    store.save(Grid(name="一"))
    assert head.stat().st_ino == before
    second.hardlink_to(head)
    kept = second.read_bytes()
    store.save(Grid(name="二"))
    assert second.read_bytes() == kept
    assert anchor.read(store.folder) == audit.head(store._connection)


def test_the_command_line_says_so_every_time(crashed: Store, capsys: pytest.CaptureFixture[str]) -> None:
    secret, file = crashed.folder.parent / "口令.txt", crashed.folder.parent / "一.dqbak"
    secret.write_text(PASSPHRASE, encoding="utf-8")

    def command(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--store", str(crashed.folder), "--password-file", str(secret)])
        told = capsys.readouterr()
        return code, told.out, told.err

    flip(crashed.folder / WAL)
    for _ in range(2):
        code, out, _ = command("verify")
        assert code == 1
        assert "不见了" in out
    code, out, err = command("stats", "--json")
    assert code == 0
    assert "不见了" in err
    assert "不见了" in json.loads(out)["warnings"][0]
    assert command("backup", str(file))[0] == 2
    assert not file.exists()
    assert command("verify", "--go-on")[0] == 2, "no reason, no decision"
    code, out, _ = command("verify", "--go-on", "--reason", "停电后查过")
    assert code == 0
    assert "停电后查过" in out
    assert "继续使用" in out
    code, out, _ = command("verify", "--json")
    assert code == 0
    assert len(json.loads(out)["losses"]) == 1


def opened_by(store: Store, role: Role) -> Store:
    """A store that ends too early, as somebody with one role opens it."""
    account = store.save(Account(name="余闻", roles=roles_of([role])))
    store.close()
    (store.folder / anchor.FILE).unlink()
    return Store._with_key(store.folder, store._key, account.id)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.CHIEF])
def test_an_administrator_and_the_chief_decide_with_a_reason_that_the_log_keeps(store: Store, role: Role) -> None:
    opened = opened_by(store, role)
    assert opened.refusal_to_go_on() is None
    with pytest.raises(ReasonMissing):
        opened.go_on("  ")
    assert opened.loss is not None
    opened.go_on("停电以后查过，少的一条重新录了")
    assert "停电以后查过，少的一条重新录了" in opened.losses()[0]
    assert opened.deeds(Centre.TABLE, [loss.DEED])[0].actor == "余闻"
    opened.close()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.CHIEF}))
def test_nobody_else_decides_an_auditor_least_of_all(store: Store, role: Role) -> None:
    opened = opened_by(store, role)
    seq = opened.last_entry().seq
    refusal = opened.refusal_to_go_on()
    assert refusal is not None
    assert "只有书记/主任、管理员可以" in refusal.message
    with pytest.raises(NotAllowed):
        opened.go_on("查过了")
    assert opened.loss is not None
    with pytest.raises(EntriesMissing):
        opened.save(Grid(name="新的一格"))
    assert opened.last_entry().seq == seq
    opened.close()
    assert not (store.folder / anchor.FILE).exists(), "the loss stays told"


def take_back_last_step(store: Store) -> None:
    """The store as it was before the last step, which is written in SQL and makes tables, columns and indexes."""
    run = store._connection.execute
    name = str(run("SELECT name FROM _sqlite_migrations ORDER BY id DESC LIMIT 1").fetchall()[0][0])
    step = (table_steps.folder() / f"{name}{table_steps.SUFFIX}").read_text(encoding="utf-8")
    for index in re.findall(r"CREATE (?:UNIQUE )?INDEX (\w+)", step):
        run(f"DROP INDEX {index}")
    for table, column in re.findall(r'ALTER TABLE (\w+) ADD COLUMN ("\w+")', step)[::-1]:
        run(f"ALTER TABLE {table} DROP COLUMN {column}")
    for table in re.findall(r"CREATE TABLE (\w+)", step)[::-1]:
        run(f"DROP TABLE {table}")
    run("DELETE FROM _sqlite_migrations WHERE name = ?", (name,))


def test_whose_roles_cannot_be_read_before_the_store_is_brought_up_is_asked_behind_it(store: Store) -> None:
    account = store.save(Account(name="余闻", roles=roles_of([Role.AUDITOR])))
    take_back_last_step(store)
    store.close()
    (store.folder / anchor.FILE).unlink()
    opened = Store._with_key(store.folder, store._key, account.id)
    assert opened.refusal_to_go_on() is None, "nobody can tell yet"
    with pytest.raises(AppError):
        opened.go_on("查过了")
    assert opened.loss is not None
    opened.close()
    assert not (store.folder / anchor.FILE).exists()
