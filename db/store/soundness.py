"""What is wrong with a database: its pages, its structure, its links, its chain of entries and the end of that."""

from collections.abc import Callable
from pathlib import Path

from db.errors import StoreForeign
from db.store import audit, driver, loss
from db.store.driver import Connection


def faults_with_end(
    folder: Path, connection: Connection, passed: Callable[[int], None] = lambda _seq: None
) -> list[str]:
    """Faults of the database in a folder; that its end is missing only when there are no others."""
    if found := faults(connection, passed):
        return found
    missing = loss.looked_for(folder, connection)
    return [missing.sentence()] if missing else []


def faults(connection: Connection, passed: Callable[[int], None] = lambda _seq: None) -> list[str]:
    """Faults of pages, structure and links; those of the audit chain only when there are none of these."""
    try:
        return driver.faults(connection) or audit.faults(connection, passed)
    except StoreForeign as error:
        return [error.message]
