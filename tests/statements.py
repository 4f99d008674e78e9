"""What a store asks of its file, as a test hears it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from db.store import Store


@contextmanager
def asked(store: Store) -> Iterator[list[str]]:
    """The statements that the store sends meanwhile."""
    found: list[str] = []
    connection: Any = store._connection
    connection.set_trace_callback(found.append)
    yield found
    connection.set_trace_callback(None)
