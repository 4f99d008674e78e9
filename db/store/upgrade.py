"""Bringing a store's schema up to this program: refuse a newer one, copy an older one first."""

from datetime import datetime
from pathlib import Path

from db.errors import StoreNewer
from db.store.driver import Connection, in_clerks_words

SET = "dangqun-desk"
LAST_STEP = "m001_records"


def is_current(connection: Connection) -> bool:
    """Whether nothing is to be done; costs one query and no import of sqlite-utils.

    Raises:
        StoreNewer: a newer program wrote the store.
    """
    applied = _applied(connection)
    if applied and applied[-1] == LAST_STEP:
        return True
    if applied and not set(applied) <= set(_own_steps()):
        raise StoreNewer
    return False


def _applied(connection: Connection) -> list[str]:
    with in_clerks_words():
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
            return []
        sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id"
        return [str(row[0]) for row in connection.execute(sql, (SET,))]


def _own_steps() -> list[str]:
    from db.store.migrations import steps

    return [step.name for step in steps._migrations]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  no public list


def apply(connection: Connection, backups: Path) -> None:
    """Applies the pending steps, after a copy of a store that already holds something."""
    from sqlite_utils import Database

    from db.store.migrations import steps

    if _applied(connection):
        backups.mkdir(exist_ok=True)
        copy_to = backups / f"before-upgrade-{datetime.now():%Y%m%d-%H%M%S}.db"
        with in_clerks_words():
            connection.execute("VACUUM INTO ?", (str(copy_to),))
    with in_clerks_words():
        steps.apply(Database(connection, strict=True))  # type: ignore[arg-type]
