"""Bringing a store's schema up to this program: refuse a newer one, copy an older one first."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from db.disk.beside import written_beside
from db.errors import StoreForeign, StoreNewer
from db.records import KINDS
from db.records.centre.centre import Centre
from db.store import audit, files, seal, search_index, table_steps
from db.store.driver import Connection, in_clerks_words

if TYPE_CHECKING:
    from sqlite_utils import Migrations

SET = "dangqun-desk"
DEED = "upgrade"
"""The deed under which the audit enters that a store was brought up."""
PROGRAM = "程序"
LAST_STEP = "m058_categories"
"""The last of the steps that are no files."""


def is_current(connection: Connection) -> bool:
    """Whether nothing is to be done; costs one query and no import of sqlite-utils.

    Raises:
        StoreNewer: a newer program wrote the store.
        StoreForeign: it opens with our key, and yet no program of ours made it.
    """
    applied = applied_steps(connection)
    if not applied:
        raise StoreForeign("资料文件是空的，或者不是本程序建立的", "请用最近的备份恢复；原文件没有改动")
    if applied[-1] == last_step():
        return True
    if not set(applied) <= set(step_names(own_steps())):
        raise StoreNewer
    return False


@cache
def last_step() -> str:
    """The name of the last step of this program; asks for no more than the names of files."""
    return max([LAST_STEP, *table_steps.names(table_steps.folder())])


def applied_steps(connection: Connection) -> list[str]:
    """The names of the steps that the store has been through, in their order."""
    with in_clerks_words():
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
            return []
        sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id"
        return [str(row[0]) for row in connection.execute(sql, (SET,))]


def step_names(steps: "Migrations") -> list[str]:
    """The names of all steps of a set, in their order."""
    return [step.name for step in steps._migrations]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  no public list


def own_steps() -> "Migrations":
    """The steps of this program."""
    from db.store.migrations import steps

    return table_steps.joined(steps, table_steps.folder())


def bring_up(connection: Connection, backups: Path) -> None:
    """Applies what is pending, if anything is; where no run of the seal goes on, as in a backup that was put in place, another one begins.

    Raises:
        StoreNewer: a newer program wrote the store.
        StoreBusy: another window is writing.
        DiskFull: there is no room for the copy; nothing was changed.
        StoreForeign: a step left links that lead nowhere; nothing was changed.
    """
    if not is_current(connection):
        apply(connection, backups)
    elif not seal.goes_on(connection):
        _seal_anew(connection)


def apply(connection: Connection, backups: Path, steps: "Migrations | None" = None) -> None:
    """Applies the pending steps, all or none, after a copy of a store that already holds something.

    Raises:
        DiskFull: there is no room for the copy; nothing was changed.
        StoreForeign: a step left links that lead nowhere; nothing was changed.
    """
    from sqlite_utils import Database

    from db.store import clock_runs

    if applied := applied_steps(connection):
        _copy_aside(connection, backups, applied[-1])
    with in_clerks_words():
        # A step that rebuilds a table drops the old one, which would take the parts of its rows along.
        connection.execute("PRAGMA foreign_keys = OFF")
        try:
            connection.execute("BEGIN IMMEDIATE")
            (steps or own_steps()).apply(Database(connection, strict=True))  # type: ignore[arg-type]
            if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise StoreForeign(f"升级后 {broken[0]} 表的关联不完整，没有升级", "资料没有改动，请联系技术人员")
            search_index.refill(connection)
            clock_runs.refill(connection, KINDS)
            _enter(connection, applied)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("PRAGMA foreign_keys = ON")


def _enter(connection: Connection, applied: list[str]) -> None:
    """Takes down what the rows are by now, which later entries start from, and of a store with a past enters that it was brought up."""
    from db.store import replay

    if not seal.is_kept(connection):
        return  # steps of a test that end before it
    head = audit.head(connection)
    root = replay.take_base(connection, KINDS, head.seq)
    now = datetime.now()
    if not seal.goes_on(connection):
        seal.begin(connection, head.seq, now.isoformat(timespec="seconds"), bytes.fromhex(root))
    if head.seq:
        told = {"step": [applied[-1], last_step()], "rows": [None, root]}
        acts = [audit.Act(DEED, Centre.TABLE, 0, told)]
        seal.follow(connection, audit.append(connection, PROGRAM, "升级", acts, now))


def _seal_anew(connection: Connection) -> None:
    with in_clerks_words():
        connection.execute("BEGIN IMMEDIATE")
        try:
            if not seal.goes_on(connection):
                seal.begin(connection, audit.head(connection).seq, datetime.now().isoformat(timespec="seconds"))
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _copy_aside(connection: Connection, backups: Path, step: str) -> None:
    """An encrypted copy under the same key; a broken-off one does not keep its name."""
    with files.in_clerks_words("升级前的副本"):
        backups.mkdir(mode=0o700, exist_ok=True)
    path = backups / f"before-upgrade-{step}-{datetime.now():%Y%m%d-%H%M%S-%f}.db"
    with (
        files.told_when_full(backups),
        files.in_clerks_words("升级前的副本"),
        written_beside(path) as beside,
        in_clerks_words(),
    ):
        connection.execute("VACUUM INTO ?", (str(beside),))
        if seal.is_kept(connection):
            connection.execute("ATTACH ? AS aside", (str(beside),))
            try:
                connection.execute("UPDATE aside.seal_run SET key = ''")
            finally:
                connection.execute("DETACH aside")
