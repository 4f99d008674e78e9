"""Small pieces of evidence, and records to show them."""

from datetime import datetime
from pathlib import Path
from typing import Any

from db.records.exhibit import SCAN
from db.records.matters.matter import Claimant, Matter
from db.records.visits.visit import Visit
from db.services.evidence.ready import Ready
from db.store import Store, pieces
from tests.factories import plant

TAKEN = datetime(2026, 3, 1, 17, 5)


def photo(serial: int = 1) -> Ready:
    """What stands for a photo where nobody looks at it."""
    return Ready(f"IMG_{serial:04d}.jpg", f"photo {serial} ".encode() * 40, taken=TAKEN)


def scan(serial: int = 1) -> Ready:
    return Ready(f"协议{serial}.pdf", f"%PDF {serial}".encode() * 40, SCAN, pages=3)


def matter(store: Store, **changes: Any) -> Matter:
    """A matter that is at work."""
    given: dict[str, Any] = {
        "subject": "3号楼充电桩断电",
        "claimants": (Claimant(name="周桂芳"),),
        "stage": "2",
        "number": "",
    }
    return plant(store, Matter, **given | changes)


def visit(store: Store) -> Visit:
    return plant(store, Visit)


def files_of(store: Store) -> dict[str, Path]:
    """The pieces in the folder of a store, by name."""
    return {name: pieces.path_of(store.evidence.folder, name) for name in pieces.names_in(store.evidence.folder)}


def flip(path: Path, at: int = 30) -> None:
    """One bit of a file turns over."""
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)
