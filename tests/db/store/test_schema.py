"""The tables of a store are those that the records declare, and they hold what they promise."""

import re

import pytest
from sqlcipher3 import dbapi2
from sqlite_utils import Database

from db.fields import Link
from db.records import RECORD_TYPES
from db.records.base import Record, Row, columns_of, parts_of
from db.store import Store, schema
from tests.factories import plant

OWN = {
    "account_opened",
    "counter",
    "draft",
    "audit",
    "clock_run",
    "evidence_key",
    "evidence_unnamed",
    "row_base",
    "row_base_root",
    "seal_holder",
    "seal_run",
    "_sqlite_migrations",
}
each_record = pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.TABLE)
ROW_TYPES: list[type[Row]] = [*RECORD_TYPES, *(r.part for kind in RECORD_TYPES for r in parts_of(kind).values())]


def normal(sql: object) -> str:
    return re.sub(r"\s+", " ", str(sql)).replace("( ", "(").replace(" )", ")").replace(" ,", ",").strip()


def in_the_file(store: Store, table: str) -> set[str]:
    rows = store._connection.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type IN ('table', 'index')", (table,)
    )
    return {normal(row[0]) for row in rows}


@each_record
def test_the_migrated_tables_are_the_declared_ones(store: Store, kind: type[Record]) -> None:
    """A new field without its migration, or a migration that differs from the declaration, fails here."""
    tables = [kind.TABLE, *(rows.part.TABLE for rows in parts_of(kind).values())]
    found = {sql for table in tables for sql in in_the_file(store, table)}
    declared = {normal(sql) for sql in schema.statements(kind)}
    assert declared <= found
    assert {sql for sql in found if sql.startswith("CREATE TABLE")} <= declared


def test_no_table_without_a_declaration(store: Store) -> None:
    """A record type that was dropped leaves no table behind; the store's own are known, the index's named search_."""
    rows = store._connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'"
    ).fetchall()
    assert {str(row[0]) for row in rows} == {kind.TABLE for kind in ROW_TYPES} | OWN


def test_every_table_is_strict(store: Store) -> None:
    """Without STRICT, SQLite keeps a text in a column of numbers."""
    rows = store._connection.execute("PRAGMA main.table_list").fetchall()
    loose = {str(row[1]) for row in rows if row[2] == "table" and not row[5]}
    assert loose <= {"sqlite_schema", "_sqlite_migrations"}


def test_a_wrong_type_is_refused_by_the_file_itself(store: Store) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="cannot store TEXT"):  # pyright: ignore[reportAttributeAccessIssue]
        store._connection.execute("INSERT INTO grid (id, version) VALUES (1, 'erste')")


@each_record
def test_every_link_is_a_foreign_key_with_an_index(store: Store, kind: type[Record]) -> None:
    for row in (kind, *(rows.part for rows in parts_of(kind).values())):
        links = {n: f.to for n, f in columns_of(row).items() if isinstance(f, Link)}
        keys = store._connection.execute(f"PRAGMA foreign_key_list({row.TABLE})").fetchall()
        assert {(k[3], k[2]) for k in keys if k[3] != "owner"} == set(links.items())
        indexed = {
            str(column[2])
            for index in store._connection.execute(f"PRAGMA index_list({row.TABLE})").fetchall()
            for column in store._connection.execute(f"PRAGMA index_info({index[1]})").fetchall()[:1]
        }
        assert set(links) <= indexed


@each_record
def test_every_row_counts_its_versions(store: Store, kind: type[Record]) -> None:
    saved = plant(store, kind)
    row = store._connection.execute(f"SELECT version FROM {kind.TABLE} WHERE id = ?", (saved.id,)).fetchone()
    assert row == (1,)


def test_the_text_for_a_new_migration_makes_the_tables() -> None:
    """What ``python -m db.store.schema`` prints goes into a migration as it is."""
    made = Database(memory=True)
    for statement in schema.script().split(";\n\n"):
        made.execute(statement)
    assert set(made.table_names()) == {kind.TABLE for kind in ROW_TYPES}
    assert "house" not in schema.script(["grid"])
    made.close()
