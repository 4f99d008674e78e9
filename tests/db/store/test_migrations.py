"""Every step of the schema, with data in the tables: what a desk entered with the first release is there after the last."""

import ast
import inspect
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib import import_module, resources
from pathlib import Path
from types import ModuleType

import attrs
import pytest
from sqlcipher3 import dbapi2
from sqlite_utils import Database, Migrations

from db.disk.parts import AUDIT_HEAD
from db.errors import StoreForeign
from db.records import RECORD_TYPES
from db.records.base import Record, columns_of, parts_of
from db.records.bodies.person import Person
from db.records.centre.account import Account, AccountRole
from db.records.hall.meeting import MeetingActor
from db.records.letters.announcement import Annex, Announcement
from db.records.mediation.case import CaseActor
from db.records.registry.apart import Apart
from db.records.registry.building_place import BuildingPlace
from db.records.registry.door_parts import Hazard, Letting, Owner
from db.records.registry.household import Household
from db.records.registry.place import BuildingActor, GridActor, House
from db.records.registry.residence import Residence
from db.records.registry.resident import Document, Resident
from db.records.registry.resident_parts import Carer, FormerName, PartyMembership, Telephone
from db.records.visits.visit import VisitActor
from db.store import BACKUPS, FILE, Store, audit, driver, first_tables, migrations, ring_file, schema, upgrade
from db.store.driver import Connection
from db.store.renames import OLD
from tests.db.store.old_entries import enter
from tests.db.windows import heard, tell, window

OWN = upgrade.own_steps()
STEPS = upgrade.step_names(OWN)
FROZEN = "m001_records"
FIRST = [kind for kind in RECORD_TYPES if f"CREATE TABLE {OLD.ever(kind.TABLE)[-1]} (" in first_tables.M001]
"""The record types of the first release; later ones have no old data."""
PEOPLE = {"钱一", "孙二"}
ADDED = {
    Apart,
    Telephone,
    FormerName,
    Carer,
    PartyMembership,
    Owner,
    Letting,
    Hazard,
    AccountRole,
    BuildingPlace,
    Document,
    MeetingActor,
    CaseActor,
    Residence,
    VisitActor,
    GridActor,
    BuildingActor,
}
"""Parts that records of the first release have got since."""


def frozen(step: str) -> str:
    """What was entered while this step was the last one."""
    return resources.files("tests.db.old").joinpath(f"{step}.sql").read_text(encoding="utf-8")


def apply_until(connection: Connection, last: str) -> None:
    """Brings a file to where it was when this step was the last one."""
    following = STEPS[STEPS.index(last) + 1 :]
    opened = Database(connection, strict=True)  # type: ignore[arg-type]
    OWN.apply(opened, stop_before=following[:1])


def steps_with(*extra: Callable[[Database], None]) -> Migrations:
    """The steps of a later program: ours, and some more."""
    later = Migrations(upgrade.SET)
    later._migrations = [*OWN._migrations]
    for step in extra:
        later(name=step.__name__)(step)
    return later


@pytest.fixture
def old(store: Store) -> Store:
    """A closed store as the first release left it, with data in every table; its key ring opens it."""
    store.close()
    (store.folder / FILE).unlink()
    connection = driver.connect(store.folder / FILE, store._key, new=True)
    apply_until(connection, FROZEN)
    for statement in frozen(FROZEN).split(";\n\n"):
        connection.execute(statement)
    head = audit.head(connection)
    (store.folder / AUDIT_HEAD).write_text(
        json.dumps({"seq": head.seq, "hash": head.hash}).ljust(128), encoding="utf-8"
    )
    connection.close()
    ring_file.write(store.folder, attrs.evolve(ring_file.read(store.folder).copies[0].ring, generation=0), store._key)
    return store


@pytest.fixture
def connection(old: Store) -> Iterator[Connection]:
    opened = driver.connect(old.folder / FILE, old._key)
    yield opened
    opened.close()


def dump(connection: Connection) -> list[str]:
    """Schema and rows of all tables but the engine's own."""
    tables = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    return [f"{name}: {sql}" for name, sql in tables] + [
        f"{name} {row}"
        for name, sql in tables
        if str(sql).startswith("CREATE TABLE")
        for row in connection.execute(f'SELECT * FROM "{name}"').fetchall()
    ]


def test_the_last_step_is_the_one_the_program_expects() -> None:
    assert STEPS[-1] == upgrade.last_step(), "is_current would let an old store pass, or upgrade a new one for ever"


def test_steps_are_numbered_without_gap() -> None:
    assert [name[:4] for name in STEPS] == [f"m{n:03d}" for n in range(1, len(STEPS) + 1)]


def test_steps_are_frozen() -> None:
    """A step that used the program's code would do something else with the next release; text of its own it may use."""
    tree = ast.parse(inspect.getsource(migrations))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in imports:
        for alias in node.names:
            if not isinstance(node, ast.ImportFrom) or node.module != "sqlite_utils":
                module = import_module(f"{getattr(node, 'module', '')}.{alias.name}")
                assert is_text_alone(module) or uses_nothing_of_ours(module), alias.name


def is_text_alone(module: ModuleType) -> bool:
    """Whether a module holds nothing but texts by name."""
    body = ast.parse(inspect.getsource(module)).body
    return all(isinstance(n, ast.Assign | ast.Expr) and isinstance(n.value, ast.Constant) for n in body)


def uses_nothing_of_ours(module: ModuleType) -> bool:
    """Whether a module imports the standard library alone: what a step cannot say in SQL it says with code of its own."""
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    named = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named += [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in named} <= sys.stdlib_module_names


def test_the_old_data_have_a_row_in_every_table() -> None:
    """Else the tests below would pass whatever a step did to a table."""
    tables = {OLD.ever(kind.TABLE)[-1] for kind in FIRST} | {
        r.part.TABLE for k in FIRST for r in parts_of(k).values() if r.part not in ADDED
    }
    filled = set(re.findall(r"^INSERT INTO (\w+)", frozen(FROZEN), re.MULTILINE))
    assert filled >= tables | {"counter", "draft", "audit"}


@pytest.mark.parametrize("last", STEPS[STEPS.index(FROZEN) :])
def test_every_step_keeps_the_file_sound(connection: Connection, last: str) -> None:
    apply_until(connection, last)
    assert upgrade.applied_steps(connection)[-1] == last
    assert driver.faults(connection) == []
    assert audit.faults(connection) == []


def test_the_old_data_are_all_there_after_the_upgrade(old: Store, connection: Connection) -> None:
    then = {kind.TABLE: OLD.ever(kind.TABLE)[-1] for kind in FIRST}
    counts = {now: connection.execute(f"SELECT count(*) FROM {table}").fetchone() for now, table in then.items()}
    upgraded = Store._with_key(old.folder, old._key)
    for kind in FIRST:
        found = upgraded.select(kind)
        assert (len(found),) == counts[kind.TABLE]
        parts = [name for name, rows in parts_of(kind).items() if rows.part not in ADDED]
        assert all(getattr(record, name) for record in found for name in parts), "parts are lost"
        assert [upgraded.title(record) for record in found]
        assert [p for record in found for p in record.problems() if p.blocking] == []
    assert {r.name for r in upgraded.select(Resident)} >= PEOPLE
    assert upgraded.drafts.load("resident", 0) is not None
    assert upgraded.history(upgraded.centre())
    upgraded.close()


def test_the_old_data_are_found_after_the_upgrade(old: Store) -> None:
    upgraded = Store._with_key(old.folder, old._key)
    wanted = next(r for r in upgraded.select(Resident) if r.name == "钱一")
    assert wanted.id in {h.id for h in upgraded.search("钱一") if h.table == "resident"}
    assert wanted.id in {h.id for h in upgraded.search(wanted.id_number[-4:]) if h.table == "resident"}
    upgraded.close()


def test_new_records_go_on_where_the_old_ones_ended(old: Store) -> None:
    upgraded = Store._with_key(old.folder, old._key)
    before = set(upgraded.ids(Resident))
    saved = upgraded.save(Resident(name="李三"))
    assert saved.id > max(before)
    assert upgraded.verify() == []
    upgraded.close()


def test_an_upgraded_schema_is_that_of_a_new_store(old: Store, made_store: tuple[Store, str]) -> None:
    def tables(folder: Path) -> list[str]:
        opened = Store._with_key(folder, old._key)
        rows = opened._connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        opened._connection.close()
        return sorted(f"{name} {sql}" for name, sql in rows)

    assert tables(old.folder) == tables(made_store[0].folder)


def test_a_copy_is_there_before_anything_changes(old: Store, connection: Connection) -> None:
    """资料怎样保护：升级之前自动留一份。"""
    before = dump(connection)
    Store._with_key(old.folder, old._key).close()
    (copy,) = (old.folder / BACKUPS).iterdir()
    assert copy.name.startswith(f"before-upgrade-{FROZEN}-")
    kept = driver.connect(copy, old._key)
    assert driver.faults(kept) == []
    assert dump(kept) == before
    kept.close()


def test_a_store_that_is_current_is_not_copied(store: Store) -> None:
    store.again().close()
    assert not (store.folder / BACKUPS).exists()


def m901_good(db: Database) -> None:
    db.execute("ALTER TABLE resident ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE resident SET nickname = name")


def m902_breaks_off(db: Database) -> None:
    db.execute("DELETE FROM draft")
    db.execute("INSERT INTO no_such_table VALUES (1)")


def test_a_step_that_fails_leaves_the_store_as_it_was(connection: Connection, tmp_path: Path) -> None:
    """Also the steps before it: a store half way between two programs could be opened by neither."""
    before = dump(connection)
    with pytest.raises((sqlite3.Error, dbapi2.Error)):  # pyright: ignore[reportAttributeAccessIssue]
        upgrade.apply(connection, tmp_path / "copies", steps_with(m901_good, m902_breaks_off))
    assert dump(connection) == before
    assert len(list((tmp_path / "copies").iterdir())) == 1
    upgrade.apply(connection, tmp_path / "copies", steps_with(m901_good))
    assert upgrade.applied_steps(connection)[-1] == "m901_good"
    assert connection.execute("SELECT count(*) FROM resident WHERE nickname = name").fetchone() != (0,)


def m901_rebuilds(db: Database) -> None:
    """What every change of a column comes to in SQLite: a new table, the rows over, the old one dropped."""
    sql = schema.table_sql(Household)
    db.execute(sql.replace("CREATE TABLE household", "CREATE TABLE household_new"))
    db.execute("INSERT INTO household_new SELECT * FROM household")
    db.execute("DROP TABLE household")
    db.execute("ALTER TABLE household_new RENAME TO household")
    for statement in schema.indexes_sql(Household):
        db.execute(statement)


def test_a_rebuilt_table_keeps_its_parts(connection: Connection, tmp_path: Path) -> None:
    """Dropping a table deletes its rows, and with foreign keys on that would take the members along."""
    upgrade.apply(connection, tmp_path)
    before = connection.execute("SELECT * FROM household_member").fetchall()
    assert before
    upgrade.apply(connection, tmp_path, steps_with(m901_rebuilds))
    assert connection.execute("SELECT * FROM household_member").fetchall() == before
    assert driver.faults(connection) == []
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,), "links are watched again afterwards"


def m901_loses_people(db: Database) -> None:
    db.execute("DELETE FROM resident")


def test_a_step_that_breaks_links_is_refused(connection: Connection, tmp_path: Path) -> None:
    before = dump(connection)
    with pytest.raises(StoreForeign):
        upgrade.apply(connection, tmp_path, steps_with(m901_loses_people))
    assert dump(connection) == before
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_two_windows_of_the_new_program_upgrade_at_once(old: Store) -> None:
    with window("keep_open", old.folder) as one, window("keep_open", old.folder) as two:
        for process in (one, two):
            assert heard(process) == "open"
        for process in (one, two):
            tell(process)
            assert int(heard(process)) > 0
    opened = Store._with_key(old.folder, old._key)
    assert upgrade.applied_steps(opened._connection) == STEPS
    assert driver.faults(opened._connection) == []
    opened.close()


@pytest.mark.parametrize("kind", FIRST, ids=lambda kind: kind.TABLE)
def test_upgraded_records_can_be_saved_again(old: Store, kind: type[Record]) -> None:
    upgraded = Store._with_key(old.folder, old._key)
    for record in upgraded.select(kind):
        assert upgraded.save(record).version == record.version + 1
    assert upgraded.verify() == []
    upgraded.close()


@pytest.mark.parametrize(
    ("kept", "area", "note"),
    [
        (12506.36, "12506.36", "东侧"),
        (88.0, "88", "东侧"),
        (0.29, "0.29", "东侧"),
        (None, "", "东侧"),
        (12506.365, "12506.37", "东侧\n原登记建筑面积：12506.365平方米"),
        (-1.005, "-1.01", "东侧\n原登记建筑面积：-1.005平方米"),
        (float("inf"), "", "东侧\n原登记建筑面积：Inf平方米"),
    ],
)
def test_areas_become_exact_and_what_was_finer_is_kept_beside(
    old: Store, connection: Connection, kept: float | None, area: str, note: str
) -> None:
    apply_until(connection, "m010_roster_layouts")
    sql = "UPDATE house SET area = ?, note = '东侧'"
    connection.execute(sql, (kept,))  # pyright: ignore[reportArgumentType]  what the old program kept
    connection.close()
    upgraded = Store._with_key(old.folder, old._key)
    shown = columns_of(House)["area"].show
    assert {(shown(house.area), house.note) for house in upgraded.select(House)} == {(area, note)}
    assert {house.version for house in upgraded.select(House)} == {1}
    upgraded.close()


def test_an_area_that_is_as_it_was_before_an_old_entry_is_not_changed(old: Store, connection: Connection) -> None:
    """The old program told of fractions, the new one tells of hundredths; undoing an import asks."""
    apply_until(connection, "m010_roster_layouts")
    house = int(connection.execute("SELECT id FROM house").fetchone()[0])  # type: ignore[index, arg-type]
    connection.execute("UPDATE house SET area = 92.15 WHERE id = ?", (house,))
    before = audit.head(connection).seq
    enter(connection, "卢清", "改面积", House.TABLE, house, {"area": [88.0, 92.15]})
    connection.close()
    upgraded = Store._with_key(old.folder, old._key)
    now = upgraded.get(House, house)
    assert now.area == Decimal("92.15")
    assert upgraded.history(now)[0].change["area"] == [8800, 9215]
    assert upgraded.changed_since(before, House.TABLE, [house]) == {house}
    upgraded.save(attrs.evolve(now, area=Decimal(88)))
    assert upgraded.changed_since(before, House.TABLE, [house]) == set()
    assert upgraded.verify() == []
    upgraded.close()


def test_clerks_become_accounts_under_their_ids(old: Store, connection: Connection) -> None:
    kept = connection.execute("SELECT id, version, name, role, phone FROM clerk").fetchall()
    connection.execute("INSERT INTO draft (form, key, saved_at, body) VALUES ('clerk', ?, '2026-11-21', ?)", (
        kept[0][0], '{"phone": "13800001111"}'))  # fmt: skip
    connection.close()
    upgraded = Store._with_key(old.folder, old._key)
    (account,) = upgraded.select(Account)
    assert (account.id, account.version, account.name, account.role, account.phone) == kept[0]
    assert upgraded.get(Person, account.person).name == account.name
    assert getattr(upgraded.drafts.load(Account.TABLE, account.id), "values", None) == {"phone": "13800001111"}
    (made,) = upgraded.history(account)
    assert (made.action, made.table, made.change["name"]) == ("create", "account", [None, account.name])
    assert upgraded.save(Account(name="李三")).id > account.id, "ids go on"
    assert upgraded.verify() == []
    upgraded.close()


def test_attachments_named_line_by_line_become_rows(old: Store, connection: Connection) -> None:
    apply_until(connection, "m007_holidays")
    connection.execute("INSERT OR REPLACE INTO counter (name, value) VALUES ('desk', 3)")
    for number, text in enumerate(("登记表\r\n\n 值班安排　\n", "", "名单"), 1):
        connection.execute(
            "INSERT INTO announcement (id, version, kind, title_text, body, day, attachments)"
            " VALUES (?, 4, '1', '通知', '正文', '2026-03-02', ?)",
            (number, text),
        )
    connection.close()
    upgraded = Store._with_key(old.folder, old._key)
    found = [upgraded.get(Announcement, number) for number in (1, 2, 3)]
    assert [[annex.title for annex in one.annexes] for one in found] == [["登记表", "值班安排"], [], ["名单"]]
    assert {one.version for one in found} == {4}
    again = upgraded.save(attrs.evolve(found[1], annexes=(Annex(title="新附件"),)))
    ids = {annex.id for one in (found[0], found[2], again) for annex in one.annexes}
    assert len(ids) == 4, "a new attachment gets a number that no old one has"
    assert {i >> 40 for i in ids} == {3}
    assert upgraded.verify() == []
    upgraded.close()
