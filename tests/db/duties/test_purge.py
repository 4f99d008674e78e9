"""彻底删除: nothing of what went is left, the chain still holds, and nothing goes that is not decided by two or is kept by law."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from db.errors import NotAllowed
from db.records.bodies.person import Person
from db.records.centre.account import Account, roles_of
from db.records.duties.consent import Consent
from db.records.duties.retention import APPROVED, Appraisal, AppraisalItem
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident, reference_to
from db.records.role import EVERY_ROLE, Role
from db.records.visits.visit import Visit
from db.services.backup import backup, restore
from db.services.duties.purge import NotApproved, StillKept, approved, purge
from db.services.evidence.add_evidence import add_evidence
from db.services.kept_backups import todays_backup
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store, audit, replay
from db.store.lift import Lift
from tests.db.evidence.making import photo
from tests.factories import begun, citizen_number, plant

AT = datetime(2026, 3, 2, 9, 30)
NAME, NUMBER, PHONE = "欧阳佳佳", citizen_number(2), "13804350021"


def decided(store: Store) -> Appraisal:
    one, other = (plant(store, Person, resident=0, unit=0).id for _ in range(2))
    items = (AppraisalItem(what="迁出居民的登记", count=1),)
    made = Appraisal(subject="迁出两年的登记", proposed=AT.date(), proposer="李敏", reason="期满", items=items)
    made = move(store, save_as_declared(store, made), "appraise", AT, one, opinion="可以")
    with closing(another(store)) as second:
        return move(second, made, "approve", AT, other)


def another(store: Store) -> Store:
    """The store as another clerk with every role has it open, by a passphrase of his own."""
    with store.lifted(Lift.SAME):
        account = store.save(Account(name="王敏", roles=roles_of(EVERY_ROLE)))
    return Store._with_key(store.folder, store._key, account.id)


def somebody(store: Store) -> Resident:
    resident = store.save(Resident(name=NAME, id_number=NUMBER))
    return store.save(attrs.evolve(resident, phone=PHONE, note=f"{NAME}的备注"))


def texts(store: Store) -> Iterator[str]:
    """All that stands in all tables."""
    tables = [
        row[0] for row in store._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql <> ''")
    ]
    for table in tables:
        for row in store._connection.execute(f'SELECT * FROM "{table}"'):
            yield from (one.decode("utf-8", "ignore") if isinstance(one, bytes) else str(one) for one in row)


def traces(store: Store) -> list[str]:
    return [text for text in texts(store) if any(sign in text for sign in (NAME, NUMBER, PHONE))]


def test_nothing_of_it_is_left_and_the_chain_holds(store: Store) -> None:
    resident, appraisal = somebody(store), decided(store)
    plant(store, Visit, resident=resident.id, house=0, matter=0, finding=f"{NAME}在家")
    plant(store, Consent, resident=resident.id, guardian=NAME)
    store.drafts.keep("matter", 0, "", {"claimants": [{"who": reference_to(resident.id), "name": NAME}]}, None)
    store.drafts.keep(Resident.TABLE, resident.id, "", {"name": NAME}, None)
    assert traces(store)
    before = store.last_entry().seq
    done = purge(store, appraisal, [resident])
    assert dict(done.counts) == {"居民": 1, "走访": 1, "告知与同意": 1}
    assert traces(store) == []
    assert store.search(NAME) == store.search(NUMBER) == []
    assert store.verify() == []
    entries = [one for one in store.history(resident) if one.seq <= before]
    assert [one.action for one in entries] == ["update", "create"], "who did what when is still there"
    assert all(not one.change and one.account == store.account for one in entries)
    assert store.history(resident)[0].action == audit.PURGE
    told = [(one.what, one.count) for one in store.get(Appraisal, appraisal.id).items]
    assert dict(told[1:]) == {f"程序里的{what}（彻底删除）": 1 for what in ("告知与同意", "走访", "居民")}
    assert store.save(Resident(name="张三")).id != resident.id
    assert store.verify() == []


def test_a_text_that_no_purge_names_is_missed(store: Store) -> None:
    resident = somebody(store)
    seq = store.history(resident)[0].seq
    empty(store, seq)
    assert any(f"第 {seq} 条的内容不见了" in fault for fault in store.verify())


def test_what_is_left_of_an_entry_without_text_is_still_held(store: Store) -> None:
    resident = somebody(store)
    seq = store.history(resident)[0].seq
    purge(store, decided(store), [resident])
    assert store.verify() == []
    meddle(store, f"UPDATE audit SET actor = '别人#1' WHERE seq = {seq}")
    assert any(f"第 {seq} 条被改动过" in fault for fault in store.verify())


def test_a_purge_names_nothing_that_came_after_it(store: Store) -> None:
    resident = somebody(store)
    with store.writing("试") as w:
        w.note(audit.PURGE, "resident", 1, {"entries": [None, [[10**6, ""]]]})
    assert 10**6 not in audit.gone_texts(store._connection)
    seq = store.save(attrs.evolve(resident, note="又改了")) and store.last_entry().seq
    with store.writing("试") as w:
        w.note(audit.PURGE, "resident", 1, {"entries": [None, [[seq + 5, ""]]]})
    assert seq + 5 not in audit.gone_texts(store._connection)


def faked(store: Store, numbers: list[int], resident: int, *, told: bool = True) -> None:
    """What a purge leaves in the log, of entries that none took."""
    marks = ",".join(map(str, numbers))
    found = store._connection.execute(f"SELECT seq, change FROM audit WHERE seq IN ({marks}) ORDER BY seq").fetchall()
    entries = [[seq, audit.text_hash(str(text)) if told else ""] for seq, text in found]
    with store.writing("彻底删除") as w:
        w.note(audit.PURGE, Resident.TABLE, resident, {"entries": [None, entries], "appraisal": [None, 1]})
    meddle(store, f"UPDATE audit SET change = '' WHERE seq IN ({marks})")


def test_a_purge_that_never_was_hides_no_change_of_what_is_there(store: Store) -> None:
    resident = somebody(store)
    faked(store, [one.seq for one in store.history(resident)], resident.id)
    meddle(store, f"UPDATE resident SET note = '改了' WHERE id = {resident.id}")
    assert any("内容不见了" in fault for fault in store.verify())
    assert [one.row_id for one in replay.off(store._connection, store.kinds)] == [resident.id]


def test_a_purge_takes_no_text_of_what_it_did_not_take(store: Store) -> None:
    resident = somebody(store)
    with store.writing("导出") as w:
        w.note("export", Resident.TABLE, 0, {"rows": [None, 99]})
    seq = store.last_entry().seq
    faked(store, [seq], resident.id)
    assert any(f"第 {seq} 条的内容不见了" in fault for fault in store.verify())


def test_behind_the_seal_no_purge_tells_of_a_place_alone(store: Store) -> None:
    resident = somebody(store)
    numbers = [one.seq for one in store.history(resident)]
    with store.writing("删除") as w:
        w.delete(resident)
    faked(store, [*numbers, store.last_entry().seq], resident.id, told=False)
    meddle(store, f"UPDATE audit SET actor = '别人#1' WHERE seq = {numbers[0]}")
    assert any(f"第 {numbers[0]} 条被改动过" in fault for fault in store.verify())


def test_photos_that_go_with_it_leave_a_whole_log(store: Store) -> None:
    resident = somebody(store)
    visit = plant(store, Visit, resident=resident.id, house=0, matter=0)
    add_evidence(store, visit, [photo()], f"{NAME}的照片")
    purge(store, decided(store), [resident])
    assert traces(store) == []
    assert store.verify() == []


def test_of_one_of_before_the_seal_its_place_is_told_alone() -> None:
    told = ("2026-03-02T09:30:00", "卢清", "create", "resident", 1, "", "")
    assert audit.is_own(told, "", "anything", "")
    assert not audit.is_own(told, "", "anything", audit.text_hash("x"))
    assert not audit.is_own(told, "", "anything")


def test_nothing_goes_that_two_people_have_not_decided(store: Store) -> None:
    resident = somebody(store)
    begun_one = save_as_declared(
        store,
        Appraisal(subject="旧", proposed=AT.date(), proposer="李敏", reason="期满", items=(AppraisalItem(what="旧"),)),
    )
    assert approved(store) == []
    with pytest.raises(NotApproved):
        purge(store, begun_one, [resident])
    appraisal = decided(store)
    assert [one.stage for one in approved(store)] == [APPROVED]
    account = store.save(Account(name="档案", roles=roles_of([Role.ARCHIVIST])))
    with closing(Store._with_key(store.folder, store._key, account.id)) as archivist, pytest.raises(NotAllowed):
        purge(archivist, appraisal, [resident])
    assert store.get(Resident, resident.id)


def test_what_the_law_on_archives_keeps_stays_and_so_does_who_stands_in_it(store: Store) -> None:
    resident, appraisal = somebody(store), decided(store)
    household = store.save(Household(head=resident.id, members=(Member(resident=resident.id, relation="02"),)))
    with pytest.raises(StillKept, match="户"):
        purge(store, appraisal, [resident])
    store.save(attrs.evolve(household, head=0, members=()))
    parties = (Party(name="张三", who=reference_to(resident.id)), Party(name="李四", side="2"))
    case = begun(store, MediationCase, {"parties": parties, "matter": 0})
    with pytest.raises(StillKept, match="调解案件"):
        purge(store, appraisal, [resident])
    with pytest.raises(StillKept, match="档案"):
        purge(store, appraisal, [case])
    assert store.get(Resident, resident.id)
    assert store.verify() == []


def test_new_backups_hold_nothing_of_it_and_old_ones_are_named(store: Store, tmp_path: Path) -> None:
    resident, appraisal = somebody(store), decided(store)
    todays_backup(store, datetime.now())
    done = purge(store, appraisal, [resident])
    assert any(f"{date.today()}" in copy for copy in done.copies)
    assert "旧备份里还有" in done.told()
    backup(store, path := tmp_path / "新.dqbak")
    other = restore(path, tmp_path / "另一处", "", lambda folder, _secret: Store._with_key(folder, store._key))
    with closing(other):
        assert traces(other) == []


def meddle(store: Store, sql: str) -> None:
    """Changes a row behind the log, and puts the trigger back word by word."""
    row = store._connection.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_no_update'").fetchone()
    assert row
    with store.writing("试"):
        store._connection.execute("DROP TRIGGER audit_no_update")
        store._connection.execute(sql)
        store._connection.execute(str(row[0]))


def empty(store: Store, seq: int) -> None:
    meddle(store, f"UPDATE audit SET change = '' WHERE seq = {seq}")
