"""操作日志: who did what when, to what, and of each as much as whoever reads may know."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest

from db.records.centre.account import Account, AccountRole, roles_of
from db.records.centre.centre import Centre
from db.records.registry.place import Grid
from db.records.registry.resident import CareTag, Resident
from db.records.role import Role
from db.services.log_lines import Sort, actions_of, export_log, lines, sort_named
from db.services.note_output import note_seen
from db.services.note_presence import Presence, note_presence
from db.store import Store
from db.store.lift import Lift
from db.store.log_reading import Asked
from db.store.ring_keeper import FAILED
from tests.factories import DAY, plant

NOTE = "每月初看望"
NUMBER = "110105194912310021"


@pytest.fixture
def told(store: Store) -> Store:
    note_presence(store, Presence.OPENED)
    made = [store.save(Grid(name=f"第{n}网格"), "分网格") for n in "一二三"]
    store.save(attrs.evolve(made[0], party_group="甲组"), "定党小组")
    with store.writing("并网格") as w:
        w.delete(made[1])
    person = plant(store, Resident, 1)
    store.save(attrs.evolve(person, note=f"{NOTE} {NUMBER}"), "补记")
    note_seen(store, Resident.TABLE, person.id, ["证件号码"])
    return store


def opened(store: Store, *roles: Role) -> Iterator[Store]:
    account = store.save(Account(name="薛静", roles=roles_of(roles)))
    found = Store._with_key(store.folder, store._key, account.id)
    yield found
    found._connection.close()


@pytest.fixture
def auditor(told: Store) -> Iterator[Store]:
    yield from opened(told, Role.AUDITOR)


@pytest.fixture
def desk(told: Store) -> Iterator[Store]:
    yield from opened(told, Role.DESK)


def said(store: Store, asked: Asked | None = None) -> list[str]:
    seqs = store.log(asked or Asked())
    found = lines(store, seqs)
    return [f"{found[seq].what} {found[seq].of()}".strip() for seq in seqs]


def test_the_newest_stands_first_and_deeds_are_called_as_clerks_call_them(told: Store) -> None:
    assert said(told)[:2] == ["查看完整内容 居民 钱一", "修改 居民 钱一"]
    assert "打开" in said(told)
    assert "删除 网格 （已删去）" in said(told)


def test_numbers_are_masked_and_fields_told_by_their_labels(told: Store) -> None:
    (seq,) = told.log(Asked(actions=frozenset({"update"}), tables=frozenset({"resident"})))
    line = lines(told, [seq])[seq]
    (change,) = line.changes
    assert change.label == "备注"
    assert NOTE in change.new
    assert NUMBER not in change.new
    assert line.reason == "补记"


def test_of_what_is_sensitive_no_more_is_told_than_that_it_is_there(told: Store) -> None:
    (person,) = told.select(Resident)
    told.save(attrs.evolve(person, care=(CareTag(kind="20", basis="残疾人证二级"),)))
    seq = told.log(Asked(actions=frozenset({"update"})))[0]
    assert lines(told, [seq])[seq].changed().startswith("关爱类别：")
    assert "残疾" not in lines(told, [seq])[seq].changed()


def test_it_is_narrowed_by_person_day_kind_and_record(told: Store) -> None:
    today = date.today()
    assert said(told, Asked(actions=actions_of(Sort.DELETED))) == ["删除 网格 （已删去）"]
    assert said(told, Asked(since=today + timedelta(days=1))) == []
    assert said(told, Asked(until=today - timedelta(days=1))) == []
    assert len(said(told, Asked(since=today, until=today))) == told.last_entry().seq
    (person,) = told.select(Resident)
    assert len(said(told, Asked(records=(("resident", person.id),)))) == 3
    assert said(told, Asked(records=())) == []
    other = told.save(Account(name="薛静"))
    assert said(told, Asked(account=other.id)) == []
    assert len(said(told, Asked(account=told.account))) == told.last_entry().seq


def test_whoever_reads_the_log_alone_reads_who_did_what_and_no_word_of_what_stood_there(auditor: Store) -> None:
    """审计员 (GB/T 22239-2019): the log, and no business data."""
    found = lines(auditor, auditor.log(Asked()))
    assert len(found) == auditor.last_entry().seq
    text = "".join(f"{one.of()}{one.changed()}{one.reason}" for one in found.values() if one.label in ("居民", "网格"))
    for word in ("钱一", NOTE, "第一网格", "甲组", "补记"):
        assert word not in text
    assert "备注" in text, "which field it was"
    assert "居民 第 1 号〔无权查看〕" in text, "and which of them"
    assert not any(one.is_there for one in found.values() if one.label == "居民"), "nothing to open"


def test_everybody_else_reads_of_his_own_deeds(told: Store, desk: Store) -> None:
    before = told.last_entry().seq
    assert desk.log(Asked()) == []
    desk.save(Grid(name="第九网格"))
    assert said(desk) == ["登记 网格 第九网格"]
    assert desk.log(Asked(account=told.account)) == [], "not even by asking"
    assert desk.log_entries(range(1, before + 1)) == {}


def test_it_is_exported_and_that_is_an_entry(told: Store, tmp_path: Path) -> None:
    seqs = told.log(Asked())
    count = export_log(told, seqs, tmp_path / "log.csv")
    text = (tmp_path / "log.csv").read_text(encoding="utf-8-sig")
    assert count == len(seqs)
    assert len(text.strip().splitlines()) == count + 1
    assert NUMBER not in text
    assert said(told)[0] == "导出"


def test_kinds_of_deeds_are_named_by_their_words() -> None:
    assert sort_named("打印") is Sort.PRINTED
    assert sort_named("") is None
    assert sort_named("没有这种") is None


def test_days_of_roles_say_whether_they_begin_or_end_it_and_moments_are_told_as_elsewhere(store: Store) -> None:
    spells = [AccountRole(role=Role.GRID.value, since=DAY), AccountRole(role=Role.DESK.value, until=DAY)]
    with store.lifted(Lift.SAME):
        store.save(Account(name="薛静", roles=tuple(spells)))
    with store.writing("口令输错") as w:
        first = {"name": [None, ""], "count": [None, 2], "first": [None, f"{DAY}T18:35:48"]}
        w.note(FAILED, Centre.TABLE, 0, first)
    wrong, account = (lines(store, [seq])[seq] for seq in store.log(Asked(), 2))
    assert wrong.changed() == f"次数：2；第一次：{DAY} 18:35:48"
    assert f"{DAY} 起 网格员、{DAY} 止 窗口登记员" in account.changed()
