"""Ledgers of before: each column has its key, so that what stands in it stays, and each row its number."""

from db.records.registry.ledger import Ledger, LedgerRow
from db.services.registry.ledgers.marks import told
from db.store import Store
from db.store.driver import Connection
from tests.db.store.test_migrations import STEPS, apply_until, connection, old

__all__ = ["connection", "old"]


def test_columns_and_rows_of_before_are_told_apart_as_they_were(old: Store, connection: Connection) -> None:
    apply_until(connection, STEPS[STEPS.index("m038_ledger_told") - 1])
    for ledger in (1, 2):
        connection.execute(
            "INSERT INTO ledger (id, version, name, since) VALUES (?, 1, '体检', '2026-11-01')", (ledger,)
        )
        sql = "INSERT INTO ledger_column (id, version, owner, position, name, form) VALUES (?, 1, ?, 0, '方式', '2')"
        connection.execute(sql, (10 + ledger, ledger))
        for row in (1, 2):
            sql = """INSERT INTO ledger_row (id, version, ledger, who, name, "values") VALUES (?, 1, ?, ?, ?, ?)"""
            values = (10 * ledger + row, ledger, (1 << 48) + row, f"张{row}", f'{{"{10 + ledger}": "微信{row}"}}')
            connection.execute(sql, values)
    connection.close()
    store = Store._with_key(old.folder, old._key, 0)
    for ledger in store.select(Ledger):
        rows = [row for row in store.select(LedgerRow, order=("id",)) if row.ledger == ledger.id]
        assert [(row.serial, told(row, ledger.columns[0])) for row in rows] == [(1, "微信1"), (2, "微信2")]
        assert store.save(ledger).columns[0].key == ledger.columns[0].key == str(10 + ledger.id)
    store.close()
