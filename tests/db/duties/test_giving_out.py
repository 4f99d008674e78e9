"""外送登记: nothing whole leaves without an entry that says to whom and what for; masked ones leave as before."""

from contextlib import closing
from datetime import date
from pathlib import Path

import attrs
import pytest

from db.errors import NotAllowed, RecordInvalid
from db.records.bodies.person import Person
from db.records.centre.account import Account, roles_of
from db.records.duties.giving import BY_HAND, EXPORTED, PRINTED, ExportEntry
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.chosen import Chosen
from db.services.deleting import delete
from db.services.duties.giving_out import Use, criminal_line
from db.services.export_table import export_table
from db.services.note_output import Deed, Holds, Wholly, note_output
from db.services.registry.ledgers.export import export_ledger, sheet_of
from db.services.timeline import timeline
from db.store import Store
from tests.db.doors import Run
from tests.factories import citizen_number, plant

USE = Use(recipient="街道民政办", purpose="核对高龄津贴", basis="2", approver="何主任")


def entries(store: Store) -> list[ExportEntry]:
    return store.select(ExportEntry, order=("id",))


def as_role(store: Store, *roles: Role) -> Store:
    account = store.save(Account(name="欧阳一", roles=roles_of(roles)))
    return Store._with_key(store.folder, store._key, account.id)


def test_what_is_exported_whole_is_entered_with_whom_it_goes_to(store: Store, tmp_path: Path) -> None:
    for serial in (2, 4):
        store.save(Resident(name="张桂芳", id_number=citizen_number(serial), phone=f"1380000000{serial}"))
    chosen = Chosen(columns=("name", "id_number"))
    export_table(store, Resident, tmp_path / "名单.csv", whole=USE, chosen=chosen)
    (entry,) = entries(store)
    assert (entry.day, entry.what, entry.way, entry.count) == (date.today(), "居民", EXPORTED, 2)
    assert (entry.recipient, entry.purpose, entry.basis, entry.approver) == (
        "街道民政办",
        "核对高龄津贴",
        "2",
        "何主任",
    )
    assert (entry.told, entry.file, entry.by) == ("证件号码", "名单.csv", store.actor)
    export_table(store, Resident, tmp_path / "遮住.csv")
    assert entries(store) == [entry], "masked ones ask nothing"


@pytest.mark.parametrize("use", [Use(recipient="", purpose="核对"), Use(recipient="街道", purpose=" ")])
def test_nothing_is_written_while_it_is_not_said_to_whom_and_what_for(store: Store, tmp_path: Path, use: Use) -> None:
    store.save(Resident(name="张桂芳", id_number=citizen_number(2)))
    with pytest.raises(RecordInvalid):
        export_table(store, Resident, tmp_path / "名单.csv", whole=use)
    with pytest.raises(RecordInvalid):
        note_output(store, Deed.PRINT, "居民花名册", whole=Wholly(use))
    assert not list(tmp_path.glob("名单*"))
    assert entries(store) == []


def test_a_ledger_is_entered_too(store: Store, tmp_path: Path) -> None:
    ledger = plant(store, Ledger, name="医保缴费", responsible=0)
    row = plant(store, LedgerRow, ledger=ledger.id)
    export_ledger(store, sheet_of(store, ledger, [row]), tmp_path / "台账.xlsx", whole=USE)
    (entry,) = entries(store)
    assert (entry.what, entry.count) == ("台账“医保缴费”", 1)
    assert "证件号码" in entry.told
    with pytest.raises(NotAllowed), closing(as_role(store, Role.ARCHIVIST)) as archivist:
        export_ledger(archivist, sheet_of(store, ledger, [row]), tmp_path / "另一本.xlsx", whole=USE)
    assert not (tmp_path / "另一本.xlsx").exists()


def test_what_is_printed_whole_is_entered_in_the_same_deed_as_the_log(store: Store) -> None:
    before = store.last_entry()[0]
    note_output(store, Deed.PRINT, "居民花名册", whole=Wholly(USE, Holds(30, ("证件号码",))))
    (entry,) = entries(store)
    assert (entry.what, entry.way, entry.count, entry.told) == ("居民花名册", PRINTED, 30, "证件号码")
    assert store.last_entry()[0] == before + 2
    note_output(store, Deed.PRINT, "居民花名册")
    assert len(entries(store)) == 1


def test_whoever_gave_it_finds_it_and_the_auditor_all_but_nobody_takes_one_out(store: Store) -> None:
    note_output(store, Deed.PRINT, "居民花名册", whole=Wholly(USE))
    with closing(as_role(store, Role.GRID)) as clerk:
        note_output(clerk, Deed.PRINT, "走访登记表", whole=Wholly(USE))
        assert [one.what for one in entries(clerk)] == ["走访登记表"]
        with pytest.raises(NotAllowed):
            clerk.save(attrs.evolve(entries(clerk)[0], approver="他人"))
    with closing(as_role(store, Role.AUDITOR)) as auditor:
        assert [one.what for one in entries(auditor)] == ["居民花名册", "走访登记表"]
    for one in entries(store):
        with pytest.raises(NotAllowed):
            delete(store, one)
    assert len(entries(store)) == 2


def test_what_the_program_entered_is_only_added_to(store: Store) -> None:
    note_output(store, Deed.PRINT, "居民花名册", whole=Wholly(Use(recipient="街道", purpose="核对")))
    (entry,) = entries(store)
    for name, value in (("recipient", "物业"), ("count", 2), ("day", date(2020, 1, 1)), ("way", BY_HAND)):
        with pytest.raises(RecordInvalid):
            store.save(attrs.evolve(entry, **{name: value}))
    saved = store.save(attrs.evolve(entry, basis="2", approver="何主任", note="电话里说好的"))
    assert (saved.recipient, saved.basis, saved.approver) == ("街道", "2", "何主任")
    assert timeline(store, saved)
    by_hand = store.save(attrs.evolve(entry, id=0, version=0, way=BY_HAND, actors=()))
    assert store.save(attrs.evolve(by_hand, recipient="物业")).recipient == "物业"
    with pytest.raises(RecordInvalid):
        store.save(attrs.evolve(store.get(ExportEntry, by_hand.id), way=EXPORTED))


def test_a_name_leads_to_the_person_who_gave_it(store: Store) -> None:
    note_output(store, Deed.PRINT, "居民花名册", whole=Wholly(USE))
    (entry,) = entries(store)
    assert [store.get(Person, one.who).name for one in entry.actors] == [store.actor]


def test_the_line_of_the_criminal_law_is_told_with_the_count() -> None:
    told = criminal_line(2500)
    assert all(words in told for words in ("2,500 条", "25 条", "250 条", "法释〔2017〕10号"))


def test_the_command_line_asks_too(run: Run, opened: list[object], tmp_path: Path) -> None:
    file = tmp_path / "居民.csv"
    code, _, told = run("export", file, *opened, "--plain")
    assert (code, file.exists()) == (2, False)
    assert "给谁" in told
    code, _, told = run("export", file, *opened, "--recipient", "街道")
    assert (code, "--recipient" in told) == (2, True)
    code, _, _ = run(
        "export", file, *opened, "--plain", "--recipient", "街道", "--purpose", "核对", "--basis", "法定职责"
    )
    assert code == 0
