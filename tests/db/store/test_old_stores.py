"""A store of every released version opens, and nothing in it is lost."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from db.disk.parts import EVIDENCE
from db.errors import FileUnwritable, WrongPassphrase
from db.records.centre.account import Account
from db.records.estates.estate import Estate
from db.records.mediation.case import MediationCase
from db.records.registry.booklet import Booklet
from db.records.registry.place import House
from db.records.registry.resident import Resident, reference_to
from db.services.backup import restore
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.ready import Ready
from db.services.undo_import import past_imports, undo_import
from db.store import Store, rows, upgrade
from db.store.lift import Lift
from db.store.renames import OLD
from tests import old_stores
from tests.conftest import with_every_role
from tests.old_stores import OldStore

Convert = Callable[[Any], Any]
# Where a value is kept otherwise since: by table and column of the old store, what it must be now.
CONVERTED: Mapping[tuple[str, str], Convert] = {
    ("house", "area"): lambda area: None if area is None else round(area * 100),  # hundredths instead of fractions
}
# What is kept elsewhere since, and is looked at by tests of its own.
MOVED_TABLES = frozenset({"counter"})
# Columns that are rows or records of their own since, and are looked at by tests of their own.
GONE = frozenset({("household", "kind"), ("household", "booklet"), ("resident", "other_phone")})
# Columns that bear another name since, and are kept otherwise.
RENAMED: Mapping[tuple[str, str], tuple[str, Convert]] = {
    (table, "resident"): ("who", lambda resident: reference_to(resident) if resident else None)
    for table in ("case_party", "attendee")
} | {("resolution", "matter"): ("subject", lambda subject: subject)}
OTHER_KINDS = {"三方联席会议": "7", "民情恳谈会": "8", "流动茶桌": "10"}
"""A meeting with such a word in its name is of a kind that the release did not have."""


@pytest.fixture(params=old_stores.VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> OldStore:
    """An old store, not opened yet."""
    return old_stores.unpack(request.param, tmp_path / "old")


@pytest.fixture
def opened(old: OldStore) -> Iterator[Store]:
    """The old store, brought up to this program."""
    store = Store.open(old.folder, old.passphrase)
    yield store
    store.close()


def _quoted(name: str) -> str:
    return f'"{name}"'


def _now(store: Store, table: str) -> list[dict[str, Any]]:
    columns = [str(row[1]) for row in store._connection.execute(f'PRAGMA table_info("{table}")')]
    rows = store._connection.execute(f'SELECT {", ".join(map(_quoted, columns))} FROM "{table}"').fetchall()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_every_row_is_still_there(old: OldStore, opened: Store) -> None:
    for table in sorted(set(old.told["tables"]) - MOVED_TABLES):
        now = _now(opened, OLD.today(table))
        for row in old.rows(table):
            wanted: dict[str, Any] = {}
            for name, value in row.items():
                if (table, name) in GONE:
                    continue
                now_called, convert = RENAMED.get((table, name), (name, CONVERTED.get((table, name), _same)))
                wanted[now_called] = convert(value)
            if table == "building":  # its estate is a record since
                called = (e.id for e in opened.select(Estate) if row["estate"] in e.names())
                wanted["estate"] = next(called, None)
            if table == "meeting":
                wanted["kind"] = next((kind for word, kind in OTHER_KINDS.items() if word in row["name"]), row["kind"])
            assert any(wanted.items() <= kept.items() for kept in now), (table, wanted)


def test_the_number_of_each_household_and_each_second_telephone_are_kept(old: OldStore, opened: Store) -> None:
    numbers = {row["id"]: row["booklet"] for row in old.rows("household") if row["booklet"]}
    assert numbers
    assert {b.id: b.number for b in opened.select(Booklet)} == numbers
    phones = {row["id"]: row["other_phone"] for row in old.rows("resident") if row["other_phone"]}
    assert {r.id: one.number for r in opened.select(Resident) for one in r.telephones} == phones


def _same(value: Any) -> Any:
    return value


def test_a_copy_of_it_is_kept_where_the_schema_changed(old: OldStore) -> None:
    Store.open(old.folder, old.passphrase).close()
    copies = list((old.folder / "backups").glob("before-upgrade-*"))
    assert len(copies) == (0 if old.told["last_step"] == upgrade.last_step() else 1)


def test_it_had_no_photos_and_takes_some(old: OldStore, opened: Store) -> None:
    assert not (old.folder / EVIDENCE).exists()
    case = with_every_role(opened).select(MediationCase, limit=1)[0]
    (shown,) = add_evidence(opened, case, [Ready("协议.jpg", b"jpeg")]).exhibits
    assert opened.evidence.read(shown.piece) == b"jpeg"
    assert opened.verify() == []


def test_one_beside_which_no_copy_can_be_kept_is_left_as_it_is(old: OldStore) -> None:
    """Something else has the name of the folder of the backups: said in words, and nothing is brought up."""
    kept = old.folder / "backups"
    kept.rename(old.folder / "moved")
    kept.write_text("不是文件夹", encoding="utf-8")
    before = (old.folder / "centre.db").read_bytes()
    with pytest.raises(FileUnwritable):
        Store.open(old.folder, old.passphrase)
    assert (old.folder / "centre.db").read_bytes() == before
    kept.unlink()
    (old.folder / "moved").rename(kept)
    Store.open(old.folder, old.passphrase).close()


def test_all_is_well_in_it(opened: Store) -> None:
    assert opened.verify() == []


def test_its_case_stages_are_all_nine(opened: Store) -> None:
    assert {case.stage for case in opened.select(MediationCase)} == set("123456789")


def test_passphrase_and_recovery_code_open_it_and_the_old_passphrase_does_not(old: OldStore) -> None:
    for secret in (old.passphrase, old.told["recovery_code"]):
        Store.open(old.folder, secret).close()
    with pytest.raises(WrongPassphrase):
        Store.open(old.folder, old.told["passphrase_before"])


def test_its_last_import_is_taken_back_right_after_the_upgrade(old: OldStore, opened: Store) -> None:
    latest = past_imports(opened)[0]
    assert latest.file == old.told["last_import"]
    undone = undo_import(opened, latest)
    assert (undone.removed, undone.restored, undone.kept) == (7, 1, ())
    added_after = 1
    before: Mapping[str, int] = old.told["counts_before_last_import"]
    assert opened.count(Resident) == before["resident"] + added_after
    for table in ("household", "house", "building"):
        assert len(_now(opened, table)) == before[table], table


def test_the_history_of_an_account_tells_what_was_done_to_the_clerk(old: OldStore, opened: Store) -> None:
    told = {row["row_id"] for row in old.rows("audit") if row["tbl"] == "clerk"}
    accounts = {account.id: account for account in opened.select(Account)}
    assert opened.changed_since(0, Account.TABLE, told) == told
    everything = attrs.evolve(opened.history(opened.centre())[0], seq=opened.last_entry().seq + 1)
    found = {e.row_id for piece in opened.entries_of(everything, 0, Account.TABLE) for e in piece}
    assert found == told
    assert told <= accounts.keys() == {row["id"] for row in old.rows("clerk")}
    for account in map(accounts.__getitem__, told):
        entries = opened.history(account)
        assert entries[-1].change["name"] == [None, account.name]
        assert {entry.table for entry in entries} == {Account.TABLE}
        with opened.lifted(Lift.SAME):
            saved = opened.save(attrs.evolve(account, phone="13800001111"))
        assert [entry.action for entry in opened.history(saved)] == ["update", *(e.action for e in entries)]
    assert opened.verify() == []


def test_an_area_in_the_log_is_told_as_areas_are_kept_now(old: OldStore, opened: Store) -> None:
    """Undoing an import reads such entries and puts their values back."""
    fractions = {r["id"]: r["area"] for r in old.rows("house") if r["area"] and r["area"] % 1}
    assert fractions
    for house in opened.get_many(House, fractions).values():
        last = next(entry.change["area"] for entry in opened.history(house) if "area" in entry.change)
        assert last[1] == round(fractions[house.id] * 100)
        assert rows.with_picture(House(), {"area": last[1]}).area == house.area


def test_its_daily_backup_restores(old: OldStore, tmp_path: Path) -> None:
    store = restore(old.daily_backup, tmp_path / "new", old.passphrase)
    assert store.count(Resident) == len(old.rows("resident")) - 1
    assert store.verify() == []
    store.close()
