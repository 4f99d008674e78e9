"""The backups beside the store: today's and the newest.

What counts is what is inside: a backup is one of this store when the last entry of its audit is an entry of the store's, and
the newest is the one that goes furthest. Names and clocks may lie: a file of another centre, a clock that stood in 2010.
"""

from datetime import datetime, time

from db.disk.workroom import clear_dead
from db.errors import StoreForeign
from db.services.backed_pieces import SHARED
from db.services.backup import backup, backups_in, enter_backup, faults_inside
from db.services.kept import KeptBackup, free_name, kept_in, stamp
from db.services.thinning import keep_of, superfluous
from db.store import BACKUPS, Store
from db.store.files import in_clerks_words
from db.store.lift import Lift
from db.values.day import CLOCK_SLACK

DAILY = "每天自动备份"
"""Why the log says that there is one."""
MUCH = 300  # entries of the audit: more than a day at the window makes, less than a roster that is imported


def kept_backups(store: Store) -> list[KeptBackup]:
    """The backups of this store that lie beside it, the one that goes furthest first; none of them is opened."""
    return kept_in(store, store.folder / BACKUPS)


def last_backup(store: Store) -> KeptBackup | None:
    """The backup that goes furthest; None when there is none."""
    return next(iter(kept_backups(store)), None)


def newest_sound(store: Store) -> KeptBackup | None:
    """The backup beside the store that goes furthest and is whole; each is opened until one is.

    Also for a store whose own end is missing: the entries of a backup need not be in it, for the key tells whose it is.

    Raises:
        DiskFull: there is no room to take one out.
    """
    found = [(head, path) for path, head in backups_in(store.folder / BACKUPS) if head]
    for head, path in sorted(found, reverse=True):
        if not faults_inside(store, path):
            return KeptBackup(path, head, stamp(path))
    return None


def todays_backup(store: Store, now: datetime) -> KeptBackup:
    """Today's backup, opened and looked at as a whole: the one that is there, or a new one; old ones are cleared away.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
        StoreForeign: what was written does not come back as it was, so the disk is failing.
        EntriesMissing: the store ends too early.
    """
    folder = store.folder / BACKUPS
    with in_clerks_words("备份"):
        folder.mkdir(exist_ok=True)
        clear_dead(folder)
    for kept in kept_backups(store):
        if _is_of_today(store, kept, now) and not faults_inside(store, kept.path):
            return kept
    path = free_name(folder, now)
    with store.lifted(Lift.BACKUP):
        backup(store, path, shared=folder / SHARED)
    if faults := faults_inside(store, path):
        raise StoreForeign(f"刚写的备份读不回来：{faults[0]}", "请检查硬盘，并另外备份到U盘")
    enter_backup(store, path, DAILY)
    kept = kept_backups(store)
    for old in superfluous(kept, keep_of(store)):
        if old.path != path:
            old.path.unlink(missing_ok=True)
    return next(one for one in kept if one.path == path)


def clock_behind(store: Store, now: datetime) -> str:
    """What to tell the clerk of a clock that shows a time before the last entry of the audit; "" when it does not."""
    last = store.last_entry()
    at = datetime.fromisoformat(last.at) if last.at else now
    if at - now <= CLOCK_SLACK:
        return ""
    return f"这台电脑的时钟是 {now:%Y-%m-%d %H:%M}，早于上一次保存的时间 {at:%Y-%m-%d %H:%M}：请先校准日期和时间，文书的日期以它为准"


def _is_of_today(store: Store, kept: KeptBackup, now: datetime) -> bool:
    """Whether nothing that was saved before today is missing in a backup that was made today, and of today not much.

    A clock that is behind tells no days apart: then nothing at all may be missing, but for what the program notes of its own.
    """
    if kept.made is None or kept.made.date() != now.date():
        return False
    missing = store.last_entry().seq - kept.head.seq - 1  # that it was made is entered behind it
    if clock_behind(store, now):
        return not store.has_changed_since(kept.head.seq)
    return missing <= MUCH and not store.saved_between(kept.head.seq, datetime.combine(now, time()))
