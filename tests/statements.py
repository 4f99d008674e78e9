"""What a store asks of its file, as a test hears it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from db.store import Store


@contextmanager
def asked(store: Store) -> Iterator[list[str]]:
    """The statements that the store sends meanwhile; that it looks whether another window has written asks no table."""
    found: list[str] = []
    connection: Any = store._connection
    connection.set_trace_callback(lambda sql: found.append(sql) if sql != "PRAGMA data_version" else None)
    yield found
    connection.set_trace_callback(None)
