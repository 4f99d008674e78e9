"""The files that make a store in its folder."""

from collections.abc import Iterable
from pathlib import Path

DATABASE = "centre.db"
KEY_RING = "keyring.json"
SECOND_RING = "keyring.second.json"
"""The second copy of the key ring, by which the first is healed; a backup does without."""
AUDIT_HEAD = "audit-head.json"
RESERVE = "reserve.bin"
"""Room kept in hand for a full disk, no part of the store; see `db.disk.ballast`."""
LOCK = "window.lock"
"""Held by the window that has the store open; no part of it."""
FAILED = "failed-openings.txt"
"""Which passphrases were typed wrong and when; no part of the store: it is read before one is opened."""
PARTS = (DATABASE, KEY_RING, AUDIT_HEAD)
"""What a backup holds."""
BESIDE = (SECOND_RING,)
"""What lies in the folder besides and goes with it."""
LOGS = (f"{DATABASE}-wal", f"{DATABASE}-shm")
"""What the engine keeps beside the database while somebody has it open, or after a crash."""
EVIDENCE = "evidence"
"""The folder of photos and scans, each in a sealed file of its own; a store without any has none."""
WHOLE = (*PARTS, EVIDENCE)
"""What is exchanged for another store."""
BACKUPS = "backups"
INTENT = "restore.json"
"""Says that a restored store is to be put in place; see `db.disk.switch`."""


def is_store(folder: Path) -> bool:
    """Whether there is something of a store in a folder, whole or not; also while its files are being exchanged."""
    return any((folder / part).exists() for part in (*PARTS, *BESIDE, INTENT))


def is_in_pieces(folder: Path) -> bool:
    """Whether a program was killed while it exchanged the files of a store: some of them lie elsewhere in the folder."""
    if (folder / INTENT).exists():
        return True
    return any(not (folder / part).exists() for part in PARTS) and any(True for _ in folder.glob(".dq*/"))


def there(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that a folder holds."""
    return tuple(name for name in names if (folder / name).exists())
