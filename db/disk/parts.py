"""The files that make a store in its folder."""

from pathlib import Path

DATABASE = "centre.db"
KEY_RING = "keyring.json"
AUDIT_HEAD = "audit-head.json"
LOCK = "window.lock"
"""Held by the window that has the store open; no part of it."""
PARTS = (DATABASE, KEY_RING, AUDIT_HEAD)


def is_store(folder: Path) -> bool:
    """Whether there is something of a store in a folder, whole or not."""
    return any((folder / part).exists() for part in PARTS)
