"""The audit chain: who did what when, and that nobody changes what was written."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest
from sqlcipher3 import dbapi2

from db.records.centre.account import Account, roles_of
from db.records.registry.household import Household, Member
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.records.role import EVERY_ROLE
from db.store import FILE, Store, anchor, audit
from db.store.driver import Connection
from tests.factories import plant

COLUMNS = ", ".join(audit.COLUMNS)


@pytest.fixture
def told(store: Store) -> Store:
    """A store with some history: five grids made, one changed, one deleted."""
    made = [store.save(Grid(name=f"第{n}网格"), "分网格") for n in "一二三四五"]
    store.save(attrs.evolve(made[0], chief="王甲"), "换网格长")
    with store.writing("并网格") as w:
        w.delete(made[1])
    assert store.verify() == []
    return store


def as_insider(connection: Connection) -> Connection:
    """What somebody can do who has the key and knows SQL: nothing refuses any more."""
    connection.execute("DROP TRIGGER audit_no_update")
    connection.execute("DROP TRIGGER audit_no_delete")
    return connection


def test_who_when_what_why(store: Store) -> None:
    """资料怎样保护：改动与操作日志同时记下，一条扣一条，改动日志会被发现。"""
    before = datetime.now().replace(microsecond=0)
    saved = store.save(Grid(name="第一网格", party_group="甲组"), "分网格")
    store.save(attrs.evolve(saved, party_group="乙组", phone="13812345678"), "换党小组")
    changed, made = store.history(saved)
    assert (made.actor, made.action, made.table, made.row_id, made.reason) == (
        store.actor, "create", "grid", saved.id, "分网格",
    )  # fmt: skip
    assert made.change == {"name": [None, "第一网格"], "party_group": [None, "甲组"]}
    assert (changed.action, changed.reason) == ("update", "换党小组")
    assert changed.change == {"party_group": ["甲组", "乙组"], "phone": ["", "13812345678"]}
    assert before <= made.at <= changed.at <= datetime.now() + timedelta(seconds=1)


def test_emptying_a_field_is_told(store: Store) -> None:
    saved = store.save(Grid(name="第一网格", party_group="甲组"))
    store.save(attrs.evolve(saved, party_group=""))
    assert store.history(saved)[0].change == {"party_group": ["甲组", ""]}


def test_deleting_tells_what_was_there(store: Store) -> None:
    """What is stored counts, not what the caller holds in hand."""
    saved = store.save(Grid(name="第一网格", party_group="甲组"))
    with store.writing("并网格") as w:
        w.delete(attrs.evolve(saved, party_group="写错的组"))
    entry = store.history(saved)[0]
    assert (entry.action, entry.change) == ("delete", {"name": ["第一网格", None], "party_group": ["甲组", None]})


def test_parts_are_told_with_their_record(store: Store) -> None:
    people = [plant(store, Resident, n) for n in (1, 2)]
    home = store.save(Household(members=(Member(resident=people[0].id, relation="02"),)))
    store.save(attrs.evolve(home, members=(*home.members, Member(resident=people[1].id, relation="10"))))
    old, new = store.history(home)[0].change["members"]
    assert isinstance(old, list)
    assert isinstance(new, list)
    assert [m["resident"] for m in old] == [people[0].id]
    assert [m["resident"] for m in new] == [p.id for p in people]


def test_one_entry_a_record_in_a_bulk(store: Store) -> None:
    with store.writing("导入") as w:
        saved = w.save_all([Grid(name=f"第{n}网格") for n in range(30)])
    assert [len(store.history(g)) for g in saved] == [1] * 30


def test_other_deeds_are_told_too(store: Store) -> None:
    saved = store.save(Grid(name="第一网格"))
    with store.writing("打印名册") as w:
        w.note("print", "grid", saved.id, {"paper": [None, "花名册"]})
    assert store.history(saved)[0].action == "print"


def test_the_other_clerk_is_named(store: Store) -> None:
    saved, account = store.save(Grid(name="第一网格")), store.save(Account(name="王芳", roles=roles_of(EVERY_ROLE)))
    other = Store._with_key(store.folder, store._key, account.id)
    other.save(attrs.evolve(saved, chief="王甲"))
    told = [(e.actor, e.account) for e in store.history(saved)]
    assert told == [("王芳", account.id), (store.actor, store.account)]
    other.close()
    kept = store._connection.execute("SELECT actor FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert kept == (f"王芳#{account.id}",)


def test_two_of_one_name_are_told_apart_and_another_name_leaves_them_their_deeds(store: Store) -> None:
    """资料怎样保护：每一条记着是谁做的，改了姓名也分得清。"""
    saved, account = (
        store.save(Grid(name="第一网格")),
        store.save(Account(name=store.actor, roles=roles_of(EVERY_ROLE))),
    )
    other = Store._with_key(store.folder, store._key, account.id)
    saved = other.save(attrs.evolve(saved, chief="王甲"))
    other.save(attrs.evolve(other.get(Account, account.id), name="卢小清"))
    other.save(attrs.evolve(saved, chief="王乙"))
    other.close()
    told = [(e.actor, e.account) for e in store.history(saved)]
    assert told == [("卢小清", account.id), ("卢清", account.id), ("卢清", store.account)]


def test_an_entry_of_before_the_accounts_bears_a_name_alone(store: Store) -> None:
    saved = store.save(Grid(name="第一网格"))
    act = audit.Act("update", "grid", saved.id, {})
    audit.append(store._connection, "王#芳", "", [act], datetime(2026, 3, 1, 9, 0))
    assert next((e.actor, e.account) for e in store.history(saved)) == ("王#芳", 0)


@pytest.mark.parametrize(
    "sql", ["UPDATE audit SET actor = '别人'", "DELETE FROM audit", "DELETE FROM audit WHERE seq = 3"]
)
def test_entries_are_not_changed(told: Store, sql: str) -> None:
    before = told._connection.execute("SELECT * FROM audit").fetchall()
    with pytest.raises(dbapi2.IntegrityError, match="audit entries"):  # pyright: ignore[reportAttributeAccessIssue]
        told._connection.execute(sql)
    assert told._connection.execute("SELECT * FROM audit").fetchall() == before


def test_replacing_an_entry_is_a_deletion_too(told: Store) -> None:
    """INSERT OR REPLACE deletes without asking the triggers, unless recursive triggers are on; the chain tells it."""
    told._connection.execute(
        f"INSERT OR REPLACE INTO audit (seq, {COLUMNS}) SELECT seq, at, '别人', {COLUMNS.split(', ', 2)[2]} FROM audit"
        " WHERE seq = 3"
    )
    assert audit.faults(told._connection) == ["操作日志第 3 条被改动过"]


@pytest.mark.parametrize("column", audit.COLUMNS)
def test_an_edited_entry_is_found(told: Store, column: str) -> None:
    """资料怎样保护：改动与操作日志同时记下，一条扣一条，改动日志会被发现。"""
    as_insider(told._connection).execute(f"UPDATE audit SET {column} = {column} || 1 WHERE seq = 4")
    assert told.verify()


def test_values_cannot_wander_between_columns(told: Store) -> None:
    """The same characters, cut elsewhere, are another entry."""
    connection = as_insider(told._connection)
    connection.execute(
        "UPDATE audit SET actor = actor || 'u', action = 'pdate' WHERE seq = (SELECT min(seq) FROM audit WHERE action = 'update')"
    )
    assert told.verify()


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM audit WHERE seq = 4",
        "DELETE FROM audit WHERE seq = 1",
        "DELETE FROM audit WHERE seq BETWEEN 3 AND 6",
        "UPDATE audit SET seq = 100 WHERE seq = 4",
    ],
)
def test_a_missing_entry_is_found(told: Store, deed: str) -> None:
    as_insider(told._connection).execute(deed)
    assert any("前后不相接" in fault for fault in told.verify())


def test_closing_the_gap_hides_nothing(told: Store) -> None:
    connection = as_insider(told._connection)
    connection.execute("DELETE FROM audit WHERE seq = 4")
    connection.execute("UPDATE audit SET seq = -seq WHERE seq > 4")
    connection.execute("UPDATE audit SET seq = -seq - 1 WHERE seq < 0")
    assert told.verify()


def test_swapped_entries_are_found(told: Store) -> None:
    connection = as_insider(told._connection)
    for old, new in ((4, -1), (5, 4), (-1, 5)):
        connection.execute("UPDATE audit SET seq = ? WHERE seq = ?", (new, old))
    assert told.verify()


def cut_the_tail(connection: Connection) -> None:
    connection.execute("DELETE FROM audit WHERE seq > (SELECT max(seq) - 2 FROM audit)")


def cut_and_write_anew(connection: Connection) -> None:
    cut_the_tail(connection)
    audit.append(connection, "别人", "", [audit.Act("create", "grid", n, {}) for n in (1, 2, 3)], datetime.now())


def hash_all_anew(connection: Connection) -> None:
    """The whole chain, calculated again over a changed entry."""
    rows = connection.execute(f"SELECT seq, {COLUMNS} FROM audit ORDER BY seq").fetchall()
    previous = audit.START
    for seq, at, _, *others, _, _ in rows:
        told = (at, "别人", *others)
        own = audit.link_hash(told, previous)
        connection.execute(
            "UPDATE audit SET actor = '别人', previous = ?, hash = ? WHERE seq = ?", (previous, own, seq)
        )
        previous = own


@pytest.mark.parametrize("deed", [cut_the_tail, cut_and_write_anew, hash_all_anew])
def test_the_head_kept_outside_finds_what_the_chain_cannot(told: Store, deed: Callable[[Connection], None]) -> None:
    """资料怎样保护：操作日志的末尾另记在 audit-head.json，截掉一段也会被发现。"""
    deed(as_insider(told._connection))
    assert audit.faults(told._connection) == [], "the chain by itself looks whole"
    assert any("末尾的记录" in fault for fault in told.verify())


def test_an_older_file_put_in_place_is_noticed(told: Store) -> None:
    """Somebody copies last week's database over the present one."""
    told.close()
    old = (told.folder / FILE).read_bytes()
    opened = Store._with_key(told.folder, told._key)
    opened.save(Grid(name="这周新加的"))
    opened.close()
    (told.folder / FILE).write_bytes(old)
    opened = Store._with_key(told.folder, told._key)
    assert opened.verify()
    opened.close()


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b'{"seq": "x", "hash": ""}', b"\xff"])
def test_a_head_that_is_lost_is_told_until_a_clerk_has_heard_of_it(told: Store, content: bytes | None) -> None:
    path = told.folder / anchor.FILE
    path.unlink() if content is None else path.write_bytes(content)
    assert anchor.FILE in told.verify()[0]
    told.save(Grid(name="新的一条"))
    told.close()
    assert (path.read_bytes() if path.exists() else None) == content, "no saving and no closing writes it anew"
    opened = Store._with_key(told.folder, told._key)
    assert anchor.FILE in opened.verify()[0]
    opened.go_on("停电后查过")
    assert opened.verify() == []
    assert len(opened.losses()) == 1
    opened.close()


def test_a_head_that_cannot_be_written_does_not_undo_what_is_saved(told: Store) -> None:
    path = told.folder / anchor.FILE
    path.unlink()
    path.mkdir()
    saved = told.save(Grid(name="照样保存"))
    assert told.get(Grid, saved.id) == saved
    path.rmdir()
    assert anchor.FILE in told.verify()[0]


@pytest.mark.skipif(os.name != "posix", reason="links need a leave on Windows")
@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_a_head_is_not_written_through_a_link(told: Store, tmp_path: Path, link: str) -> None:
    """The clerk's copy of the folder, kept in links, or somebody's trap."""
    path, elsewhere = told.folder / anchor.FILE, tmp_path / "elsewhere.json"
    told.save(Grid(name="先有一条"))
    path.rename(elsewhere)
    before = elsewhere.read_bytes()
    getattr(path, link)(elsewhere)
    told.save(Grid(name="又一条"))
    assert elsewhere.read_bytes() == before
    assert not path.is_symlink()
    assert told.verify() == []


def test_an_older_head_is_still_a_true_one(told: Store) -> None:
    """After a power cut the file may be some commits behind."""
    head = audit.head(told._connection)
    told.save(Grid(name="断电以前"))
    anchor.write(told.folder, head)
    assert told.verify() == []


def test_a_chain_of_many_is_checked_from_end_to_end(store: Store) -> None:
    with store.writing() as w:
        w.save_all([Grid(name=f"{n}") for n in range(500)])
    as_insider(store._connection).execute("UPDATE audit SET change = replace(change, '\"499\"', '\"498\"')")
    assert len(store.verify()) == 1
