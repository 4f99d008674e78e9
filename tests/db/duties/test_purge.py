"""彻底删除: nothing of what went is left, the chain still holds, and nothing goes that is not decided by two or is kept by law."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from db.errors import Cancelled, NotAllowed, RecordGone
from db.records.base import changed
from db.records.bodies.person import Person
from db.records.centre.account import Account, roles_of
from db.records.duties.consent import Consent
from db.records.duties.retention import APPROVED, Appraisal, AppraisalItem
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident, reference_to
from db.records.registry.resident_parts import Carer
from db.records.role import Role
from db.records.visits.visit import Visit
from db.services.backup import backup, restore
from db.services.deleting import bring_back, delete
from db.services.duties.purge import NotApproved, StillKept, approved, look_before_purge, purge
from db.services.duties.purge_plan import deleted_records
from db.services.evidence.add_evidence import add_evidence
from db.services.kept_backups import todays_backup
from db.services.move import move
from db.services.registry.apart import set_apart
from db.services.save_as_declared import save_as_declared
from db.store import Store, Warrant, audit, pieces, purge_check, replay
from db.store.traces import PurgedForGood
from tests.db.evidence.making import photo
from tests.db.second_clerk import second_clerk
from tests.factories import begun, citizen_number, plant

AT = datetime(2026, 3, 2, 9, 30)
NAME, NUMBER, PHONE = "欧阳佳佳", citizen_number(2), "13804350021"


def decided(store: Store) -> Appraisal:
    one, other = (plant(store, Person, resident=0, unit=0).id for _ in range(2))
    items = (AppraisalItem(what="迁出居民的登记", count=1),)
    made = Appraisal(subject="迁出两年的登记", proposed=AT.date(), proposer="李敏", reason="期满", items=items)
    made = move(store, save_as_declared(store, made), "appraise", AT, one, opinion="可以")
    with closing(second_clerk(store)) as second:
        return move(second, made, "approve", AT, other)


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


def faked(store: Store, numbers: list[int], resident: int, *, told: bool = True, by: int = 1) -> None:
    """What a purge leaves in the log, of entries that none took."""
    marks = ",".join(map(str, numbers))
    found = store._connection.execute(f"SELECT seq, change FROM audit WHERE seq IN ({marks}) ORDER BY seq").fetchall()
    entries = [[seq, audit.text_hash(str(text)) if told else ""] for seq, text in found]
    with store.writing("彻底删除") as w:
        w.note(audit.PURGE, Resident.TABLE, resident, {"entries": [None, entries], "appraisal": [None, by]})
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


def test_a_record_that_was_deleted_before_goes_with_all_that_was_deleted_about_it(store: Store) -> None:
    """销毁：以前删掉的也能彻底删除，操作日志、照片、草稿里都不留。"""
    resident, appraisal = somebody(store), decided(store)
    visit = plant(store, Visit, resident=resident.id, house=0, matter=0, finding=f"{NAME}在家")
    (shown,) = add_evidence(store, visit, [photo()], f"{NAME}的照片").exhibits
    for one in (visit, resident):
        delete(store, one)
    assert traces(store)
    (asked, entry) = deleted_records(store, Resident)[0]
    assert (asked.title({}), entry.action) == (NAME, "delete")
    done = purge(store, appraisal, [Resident(id=resident.id)])
    assert dict(done.counts) == {"居民": 1, "走访": 1}
    assert traces(store) == []
    assert not pieces.path_of(store.evidence.folder, shown.piece).exists(), "photos that nothing shows go at once"
    assert deleted_records(store, Resident) == []
    assert store.verify() == []
    with pytest.raises(RecordGone):
        purge(store, appraisal, [Resident(id=resident.id)])


def test_what_was_deleted_about_somebody_who_is_there_goes_too(store: Store) -> None:
    resident, appraisal = somebody(store), decided(store)
    delete(store, plant(store, Visit, resident=resident.id, house=0, matter=0, finding=f"{NAME}在家"))
    purge(store, appraisal, [resident])
    assert traces(store) == []
    assert store.verify() == []


def test_nothing_brings_back_what_went(store: Store) -> None:
    """销毁：彻底删除以后撤销不了，会说明。"""
    resident, appraisal = somebody(store), decided(store)
    along = delete(store, resident)
    purge(store, appraisal, [resident])
    with pytest.raises(PurgedForGood, match="不能恢复"):
        bring_back(store, resident, attrs.evolve(resident, id=0, version=0), along)
    with store.writing("放回") as w, pytest.raises(PurgedForGood):
        w.put_back([resident])
    assert traces(store) == []


def test_what_the_log_tells_with_others_is_found_and_goes_where_a_number_stands(store: Store) -> None:
    """销毁：别的登记的修改记录里写着他的号码，先说明，再一起去掉；只写着姓名的先问。"""
    resident, appraisal = somebody(store), decided(store)
    home = store.save(Household(note=f"{NAME} {NUMBER} 是长子"))
    home = store.save(attrs.evolve(home, note="已核"))
    other = store.save(Resident(name="张三", note=f"{NAME}的表兄"))
    store.save(attrs.evolve(other, note=""))
    still = store.save(Resident(name="李四", note=f"{NAME}的邻居"))
    begun(store, MediationCase, {"parties": (Party(name=NAME), Party(name="李四", side="2")), "matter": 0})
    look = look_before_purge(store, [resident])
    told = "；".join(look.sentences())
    assert [(one.row_id, one.by_number) for one in look.reached(named=False)] == [(home.id, True)]
    assert [one.row_id for one in look.by_name()] == [other.id]
    assert "现在的内容里还写着，请先改掉）：居民“李四” 1 处" in told
    assert "是档案，照规定保存）：调解案件" in told
    done = purge(store, appraisal, [resident])
    assert done.others == 2
    assert "其中 2 条是别的登记的" in done.told()
    assert NUMBER not in "".join(texts(store))
    assert store.verify() == []
    for one in (home, other, still):
        store.save(attrs.evolve(store.get(type(one), one.id), note="又改了"))
    assert store.verify() == []
    assert [entry.action for entry in store.history(home)] == ["update", "purge", "update", "create"]


def test_that_somebody_was_told_apart_goes_with_them_and_keeps_nobody(store: Store) -> None:
    """销毁：说过“不是同一人”的，可以彻底删除，那一条记号一起去掉；关爱他的人登记着他，还是先说明。"""
    resident, appraisal = somebody(store), decided(store)
    one, other = (store.save(Resident(name=name)) for name in ("张三", "李四"))
    set_apart(store, one, [resident.id, other.id])
    carer = store.save(changed(store.get(Resident, other.id), carers=(Carer(who=reference_to(resident.id)),)))
    carer = set_apart(store, carer, [resident.id])
    with pytest.raises(StillKept, match="李四"):
        purge(store, appraisal, [resident])
    store.save(changed(carer, carers=()))
    purge(store, appraisal, [resident])
    assert [a.other for a in store.get(Resident, one.id).apart] == [other.id]
    assert store.get(Resident, other.id).apart == ()
    assert traces(store) == []
    assert store.verify() == []


def test_two_who_were_told_apart_go_together(store: Store) -> None:
    one, appraisal = somebody(store), decided(store)
    other = store.save(Resident(name="张三"))
    set_apart(store, set_apart(store, one, [other.id]) and other, [one.id])
    purge(store, appraisal, [one, other])
    assert store.get_many(Resident, [one.id, other.id]) == {}
    assert store.verify() == []


def test_what_only_a_name_tells_goes_where_somebody_says_so(store: Store) -> None:
    resident, appraisal = somebody(store), decided(store)
    other = store.save(Resident(name="张三", note=f"{NAME}的表兄"))
    with store.writing("删") as w:
        w.delete(other)
    done = purge(store, appraisal, [resident], named=True)
    assert (done.others, traces(store)) == (2, [])
    assert store.verify() == []


def test_a_change_behind_the_log_of_what_a_purge_reached_is_found(store: Store) -> None:
    resident, appraisal = somebody(store), decided(store)
    home = store.save(Household(note=f"{NUMBER}"))
    home = store.save(attrs.evolve(home, note="已核"))
    purge(store, appraisal, [resident])
    assert store.verify() == []
    meddle(store, f"UPDATE household SET note = '改了' WHERE id = {home.id}")
    assert any("户" in fault and "绕过本程序" in fault for fault in store.verify())


def test_a_purge_of_what_is_gone_that_nobody_had_decided_is_told(store: Store) -> None:
    """销毁：没有两个人批准的彻底删除，核验说得出来。"""
    resident = somebody(store)
    numbers = [one.seq for one in store.history(resident)]
    with store.writing("删除") as w:
        w.delete(resident)
    faked(store, [*numbers, store.last_entry().seq], resident.id)
    (fault,) = store.verify()
    assert "没有两个人批准" in fault


@pytest.mark.parametrize("lacks", ["nothing", "did", "account", "approval", "list", "return"])
def test_what_a_purge_was_decided_by_is_looked_up_in_the_log(store: Store, lacks: str) -> None:
    """With a forged entry that names an appraisal: it must be decided by two before it, and tell of it on its list."""
    resident = somebody(store)
    numbers = [one.seq for one in store.history(resident)]
    with store.writing("删除") as w:
        w.delete(resident)
    numbers.append(store.last_entry().seq)
    appraisal = decided(store)
    if lacks == "approval":
        appraisal = store.save(
            attrs.evolve(appraisal, id=0, version=0, stage="1", opinion="", appraised=None, approved=None)
        )
    if lacks == "return":
        appraisal = move(store, appraisal, "return", reason="再看看")
    if lacks in ("did", "account"):  # both steps by one person, or keyed by one
        one = f"SELECT json_extract(change, '$.{lacks}[1]') FROM audit WHERE tbl = 'step' AND change LIKE '%appraise%'"
        told_by_one = f"UPDATE audit SET change = json_set(change, '$.{lacks}[1]', ({one}))"
        meddle(store, f"{told_by_one} WHERE tbl = 'step' AND change LIKE '%approve%'")
    faked(store, numbers, resident.id, by=appraisal.id)
    if lacks != "list":
        with store.writing("试", Warrant.PURGE) as w:
            w.save(changed(store.get(Appraisal, appraisal.id), items=(AppraisalItem(what="程序里的居民", count=1),)))
    told = any("没有两个人批准" in fault for fault in purge_check.faults(store._connection, store.kinds))
    assert told is (lacks != "nothing")


def test_an_appraisal_that_only_says_so_lets_nothing_go(store: Store) -> None:
    """One that was imported as approved, or put in by SQL, was decided by nobody."""
    resident = somebody(store)
    with store.writing("导入", Warrant.IMPORT) as w:
        made = w.save(Appraisal(subject="旧", proposed=AT.date(), proposer="李敏", reason="期满", stage=APPROVED))
    with pytest.raises(NotApproved):
        purge(store, made, [resident])
    assert store.get(Resident, resident.id)


def test_whoever_stops_it_finds_everything_as_it_was(store: Store) -> None:
    resident, appraisal = somebody(store), decided(store)
    before = sorted(texts(store))
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        purge(store, appraisal, [resident], tick=lambda done, total: told.append((done, total)) or done < total - 1)
    assert sorted(texts(store)) == before
    assert told == sorted(told)
    assert told[-1] == (4, 5)


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
