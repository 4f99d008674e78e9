"""Somebody with the key, SQL and the program's own code rewrites the log, the rows or what refuses a change: verifying finds it."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import attrs
import pytest

from db.errors import TooManyTries, WrongPassphrase
from db.records import KINDS
from db.records.base import changed
from db.records.centre.account import Account, roles_of
from db.records.registry.household import Household, Member
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.backup import backup, restore
from db.services.centre import accounts
from db.store import BACKUPS, FILE, Store, anchor, audit, driver, keyring, loss, replay, seal, upgrade
from db.store.failures import MOST
from tests import old_stores
from tests.conftest import PASSPHRASE
from tests.db.store.test_audit import as_insider
from tests.factories import plant
from tests.rings import recode_ring

Deed = Callable[[Store], None]


@pytest.fixture
def code(made_store: tuple[Store, str]) -> str:
    return made_store[1]


@pytest.fixture
def told(store: Store) -> Store:
    """A store that was opened by its passphrase, with some history."""
    store.close()
    opened = Store.open(store.folder, PASSPHRASE)
    grids = [opened.save(Grid(name=f"第{n}网格"), "分网格") for n in "一二三四五"]
    opened.save(attrs.evolve(grids[0], chief="王甲"), "换网格长")
    people = [plant(opened, Resident, n) for n in (1, 2)]
    home = opened.save(Household(members=(Member(resident=people[0].id, relation="02"),)))
    opened.save(attrs.evolve(home, members=(*home.members, Member(resident=people[1].id, relation="10"))))
    with opened.writing("并网格") as w:
        w.delete(grids[1])
    assert opened.verify() == []
    store._connection = opened._connection  # what the fixture closes
    return opened


def test_secrets_are_not_guessed_by_verifying(told: Store, code: str) -> None:
    """资料怎样保护：换口令、核验、用备份恢复时输错的也算。"""
    for _ in range(MOST):
        with pytest.raises(WrongPassphrase):
            told.unseal("猜的口令")
    with pytest.raises(TooManyTries):
        told.unseal("猜的口令")
    assert told.unseal(code).faults == (), "the recovery code does meanwhile"


def test_secrets_are_not_guessed_by_comparing_a_kept_line(told: Store, code: str) -> None:
    for _ in range(MOST):
        with pytest.raises(WrongPassphrase):
            told.seal_tags("猜的口令", ())
    with pytest.raises(TooManyTries):
        told.seal_tags("猜的口令", ())
    assert told.seal_tags(code, ()) == {}, "the recovery code does meanwhile"


def chain_anew(store: Store, seq: int, change: dict[str, list[object]]) -> None:
    """Another text in an entry, every hash after it made anew, and the head beside the store, too."""
    connection = as_insider(store._connection)
    connection.execute("UPDATE audit SET change = ? WHERE seq = ?", (json.dumps(change, ensure_ascii=False), seq))
    hash_anew(store)
    for name, deed in (("update", "UPDATE"), ("delete", "DELETE")):
        words = "changed" if name == "update" else "deleted"
        connection.execute(
            f"CREATE TRIGGER audit_no_{name} BEFORE {deed} ON audit BEGIN SELECT raise(ABORT, 'audit entries are not {words}'); END"
        )


def hash_anew(store: Store) -> None:
    connection, previous = store._connection, audit.START
    rows = connection.execute(f"SELECT seq, {', '.join(audit.COLUMNS[:-2])} FROM audit ORDER BY seq").fetchall()
    for seq, *told in rows:
        own = audit.link_hash(told, previous)
        connection.execute("UPDATE audit SET previous = ?, hash = ? WHERE seq = ?", (previous, own, seq))
        previous = own
    anchor.write(store.folder, audit.head(connection))


def entry_of(store: Store, name: str) -> int:
    row = store._connection.execute("SELECT seq FROM audit WHERE change LIKE ?", (f"%{name}%",)).fetchone()
    assert row is not None
    return int(str(row[0]))


def another_name(store: Store) -> None:
    """The name of a grid is another one, in its row and in all that the log tells."""
    store._connection.execute("UPDATE grid SET name = '改网格' WHERE name = '第三网格'")
    chain_anew(store, entry_of(store, "第三网格"), {"name": [None, "改网格"]})


def test_a_chain_that_is_rewritten_with_its_head_is_found_by_the_recovery_code(told: Store, code: str) -> None:
    """资料怎样保护：改写过的日志，用恢复码核对得出来。"""
    assert told.unseal(code).faults == ()
    another_name(told)
    assert told.verify() == [], "nothing that the desk holds tells"
    (fault,) = told.unseal(code).faults
    assert "有人改写过日志" in fault


def test_a_tail_that_is_cut_off_with_its_head_is_found_by_the_recovery_code(told: Store, code: str) -> None:
    connection = as_insider(told._connection)
    connection.execute("DELETE FROM audit WHERE seq > (SELECT max(seq) - 2 FROM audit)")
    anchor.write(told.folder, audit.head(connection))
    connection.execute("UPDATE seal_run SET seq = ?", (audit.head(connection).seq,))
    assert any("有人改写过日志" in fault for fault in told.unseal(code).faults)


def test_entries_that_are_put_in_without_the_program_are_found_at_once(told: Store) -> None:
    audit.append(told._connection, "别人", "", [audit.Act("print", "grid", 1, {})], datetime.now())
    anchor.write(told.folder, audit.head(told._connection))
    assert any("有人绕过本程序改过" in fault for fault in told.verify())


def test_a_box_with_another_key_is_found_where_the_code_had_proved_it(told: Store, code: str) -> None:
    """Whoever seals the rewritten log anew, for the public key that everybody sees, cannot make the proof."""
    assert told.unseal(code).sound, "the first time there was none"
    assert not told.unseal(code).sound
    another_name(told)
    box = [one for one in seal.holders(told._connection) if one.entry == keyring.RECOVERY][-1]
    told._connection.execute("DELETE FROM seal_run")
    seal.begin(told._connection, 0, "2026-11-30T09:00:00")
    seal.hold(told._connection, box.entry, box.public, box.at)
    hashes = [str(row[0]) for row in told._connection.execute("SELECT hash FROM audit ORDER BY seq").fetchall()]
    seal.follow(told._connection, hashes)
    forged = seal.holders(told._connection)[-1]
    told._connection.execute("DELETE FROM seal_holder WHERE id = ?", (box.id,))
    told._connection.execute("UPDATE seal_holder SET proof = ? WHERE id = ?", (box.proof.hex(), forged.id))
    assert any("被人换过" in fault for fault in told.unseal(code).faults)


def test_a_new_store_is_sealed_for_its_code_from_the_beginning(made_store: tuple[Store, str]) -> None:
    made, _ = made_store
    again = Store._with_key(made.folder, made._key)
    (box,) = seal.holders(again._connection)
    assert (box.entry, bool(box.proof), box.run) == (keyring.RECOVERY, True, 1)
    assert box.seq <= 3
    again._connection.close()


def test_neither_a_clerks_passphrase_nor_a_wrong_code_tells(told: Store) -> None:
    for secret in (PASSPHRASE, keyring.new_code()):
        with pytest.raises(WrongPassphrase):
            told.unseal(secret)


def test_a_new_code_tells_of_all_before_by_the_chain_and_the_old_one_no_more(told: Store, code: str) -> None:
    fresh = recode_ring(told)
    told.save(Grid(name="后来的网格"))
    found = told.unseal(fresh)
    assert (found.faults, found.sound) == ((), ()), "it was at hand, and has its proof"
    with pytest.raises(WrongPassphrase):
        told.unseal(code)
    another_name(told)
    assert told.unseal(fresh).faults


def test_it_goes_on_when_all_is_sealed_anew(told: Store, code: str) -> None:
    told.unseal(code)
    told.reseal()
    told.save(Grid(name="后来的网格"))
    assert told.verify() == []
    found = told.unseal(code)
    assert (found.faults, found.sound) == ((), ())
    told.close()
    opened = Store.open(told.folder, PASSPHRASE)
    another_name(opened)
    assert opened.unseal(code).faults
    opened.close()


def test_a_backup_has_no_key_and_goes_on_sealed_once_it_is_put_back(told: Store, code: str, tmp_path: Path) -> None:
    told.unseal(code)
    kept = tmp_path / "kept.dqbak"
    backup(told, kept)
    shutil.unpack_archive(kept, tmp_path / "out", "zip")
    copied = Store.open(tmp_path / "out", PASSPHRASE)
    assert [run.key for run in seal.runs(copied._connection)][:1] == [b""]
    copied.close()
    told.close()
    back = restore(kept, told.folder, PASSPHRASE)
    back.save(Grid(name="后来的网格"))
    assert back.verify() == []
    found = back.unseal(code)
    assert found.faults == ()
    assert len(found.told) == 2, "before, and since it was put back"
    another_name(back)
    assert back.unseal(code).faults, "what was sealed before is found still"
    back.close()


def test_a_run_that_is_taken_out_is_missed_without_any_code(told: Store) -> None:
    """Also where another one is begun in its place, behind entries that were written anew."""
    connection, head = told._connection, audit.head(told._connection)
    connection.execute("DELETE FROM seal_holder")
    connection.execute("DELETE FROM seal_run")
    seal.begin(connection, head.seq, "2026-03-02T09:30:00")
    assert any(f"第 1–{head.seq} 条的封存不见了" in fault for fault in told.verify())


def test_a_run_between_two_others_is_missed(told: Store) -> None:
    connection, (first,) = told._connection, seal.runs(told._connection)
    connection.execute("UPDATE seal_run SET seq = 3")
    seal.begin(connection, 5, "2026-03-02T09:30:00")
    connection.execute("UPDATE seal_run SET seq = ? WHERE begun = 5", (first.seq,))
    assert any("第 4–5 条的封存不见了" in fault for fault in told.verify())


def test_auditors_who_do_nothing_else_can_tell_and_others_cannot(told: Store) -> None:
    auditor = told.save(Account(name="薛静", roles=roles_of({Role.AUDITOR})))
    other = told.save(Account(name="蒋平", roles=roles_of({Role.AUDITOR, Role.DESK})))
    for account in (auditor, other):
        accounts.give_entry(told, account, f"{account.name}-春风化雨-3956")
    assert told.unseal("薛静-春风化雨-3956").faults == ()
    with pytest.raises(WrongPassphrase):
        told.unseal("蒋平-春风化雨-3956")
    another_name(told)
    assert told.unseal("薛静-春风化雨-3956").faults


def by_sql(*statements: str) -> Deed:
    def deed(store: Store) -> None:
        for sql in statements:
            store._connection.execute(sql)

    return deed


@pytest.mark.parametrize(
    ("deed", "named"),
    [
        (by_sql("UPDATE grid SET chief = '王乙' WHERE chief = '王甲'"), "网格“第一网格”"),
        (by_sql("DELETE FROM grid WHERE name = '第四网格'"), "网格“编号"),
        (by_sql("INSERT INTO grid (id, version, name) VALUES (77, 1, '外来网格')"), "网格“外来网格”"),
        (by_sql("UPDATE household_member SET relation = '20' WHERE relation = '10'"), "户"),
        (by_sql("UPDATE household_member SET position = 1 - position"), "户"),
        (by_sql("UPDATE clock_rule SET amount = 99 WHERE id = (SELECT min(id) FROM clock_rule)"), ""),
        (by_sql("UPDATE clock_rule SET amount = 99", "DELETE FROM row_base WHERE tbl = 'clock_rule'"), "底数"),
    ],
)  # fmt: skip
def test_rows_that_were_changed_behind_the_log_are_named(told: Store, deed: Deed, named: str) -> None:
    """资料怎样保护：绕过程序改过的资料，核验指得出是哪一条。"""
    deed(told)
    found = told.verify()
    assert any(named in fault and "有人绕过本程序" in fault for fault in found), found


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("DROP TRIGGER audit_no_update", "少了触发器 audit_no_update"),
        ("DROP INDEX audit_row", "少了索引 audit_row"),
        ("DROP TABLE row_base_root", "少了表 row_base_root"),
        ("ALTER TABLE grid ADD COLUMN more TEXT", "改过表 grid"),
        ("CREATE TRIGGER sly AFTER INSERT ON audit BEGIN DELETE FROM draft; END", "多了触发器 sly"),
    ],
)
def test_what_is_dropped_added_or_changed_of_the_tables_is_named(told: Store, sql: str, named: str) -> None:
    """资料怎样保护：保护日志的触发器被去掉，核验看得出。"""
    told._connection.execute(sql)
    assert any(named in fault for fault in told.verify())


def test_a_trigger_that_refuses_nothing_any_more_is_told_apart(told: Store) -> None:
    as_insider(told._connection).execute("CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT 1; END")
    (less, other) = told.verify()
    assert "少了触发器 audit_no_delete" in less
    assert "改过触发器 audit_no_update" in other


def test_records_that_went_and_came_back_are_no_fault(told: Store) -> None:
    gone = told.save(Grid(name="来去网格", chief="王甲"))
    with told.writing("删") as w:
        w.delete(gone)
    with told.writing("放回") as w:
        (back,) = w.put_back([gone])
    told.save(changed(back, chief=""))
    assert told.verify() == []


@pytest.mark.parametrize("version", old_stores.VERSIONS)
def test_an_old_store_is_held_against_the_log_from_when_it_was_brought_up(version: str, tmp_path: Path) -> None:
    """资料怎样保护：以前版本的资料从升级那天起封存。

    Steps of the schema enter nothing: what they left is where the log goes on.
    """
    old = old_stores.unpack(version, tmp_path / "old")
    store = Store.open(old.folder, old.passphrase)
    assert store.verify() == []
    brought_up = store._connection.execute("SELECT seq FROM audit WHERE action = 'upgrade'").fetchone()
    assert brought_up is not None
    assert [run.begun + 1 for run in seal.runs(store._connection)] == [brought_up[0]]
    fresh = recode_ring(store)
    assert store.unseal(fresh).faults == ()
    store._connection.execute("UPDATE resident SET note = '别人写的' WHERE id = (SELECT min(id) FROM resident)")
    (fault,) = store.verify()
    assert fault.startswith("居民“")
    root = replay.take_base(store._connection, KINDS, replay.base(store._connection)[0])
    assert root
    assert any("底数" in fault for fault in store.verify()), "what the rows were taken down as is in the log"
    store.close()


def test_no_copy_that_stays_beside_the_store_has_the_key(told: Store) -> None:
    """The daily backup, the copy before an upgrade and the evidence of a loss lie in everybody's reach."""
    backups = told.folder / BACKUPS
    upgrade.apply(told._connection, backups)
    (before,) = backups.glob("before-upgrade-*.db")
    evidence = loss.keep_evidence(told.folder, backups, told._connection, told._key) / FILE
    for path in (before, evidence):
        copied = driver.connect(path, told._key)
        assert [run.key for run in seal.runs(copied)] == [b""]
        copied.close()
    assert seal.goes_on(told._connection)
