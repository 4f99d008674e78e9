"""What lies beside the store and still opens with the passphrases of before it was sealed anew: its backups, and copies of other kinds."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from db.services.backup import SUFFIX
from db.services.kept_backups import kept_backups
from db.store import BACKUPS, Store

_STAMP = re.compile(r"(\d{8})-(\d{6})")
_KINDS = {
    "before-upgrade-*.db": "升级前的副本",
    "before-restore-*": "恢复前的资料",
    "evidence-*": "缺记录时留下的原件",
    "before-*.json": "以前的钥匙文件",
}
SOME = 5
"""So many are named, and the rest are counted."""


def old_copies(store: Store, since: datetime | None = None) -> tuple[str, ...]:
    """What is beside the store now, in the clerk's words, the newest first; what comes later is not among it, nor what was made before ``since``."""
    found = sorted((one for one in _found(store) if since is None or one[0] >= since), reverse=True)
    told = [f"{what}（{when:%Y-%m-%d %H:%M}）" for when, what in found[:SOME]]
    return (*told, *([f"另外 {len(found) - SOME} 份"] if len(found) > SOME else []))


def _found(store: Store) -> Iterator[tuple[datetime, str]]:
    folder = store.folder / BACKUPS
    ours = {kept.path: kept.made for kept in kept_backups(store)}
    for path in folder.glob(f"*{SUFFIX}"):
        yield ours.get(path) or _day_of(path), f"备份 {path.stem}" if path not in ours else "备份"
    for pattern, what in _KINDS.items():
        for path in folder.glob(pattern):
            yield _day_of(path), what


def _day_of(path: Path) -> datetime:
    """When a copy was made: by its name, else by the file."""
    if match := _STAMP.search(path.name):
        try:
            return datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S")
        except ValueError:
            pass
    return datetime.fromtimestamp(int(path.stat().st_mtime))
