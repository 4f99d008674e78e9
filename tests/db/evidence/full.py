"""Photos on a disk that is full to the last byte: ``python -m tests.db.evidence.full FOLDER``, in a mount of its own."""

import sys
from pathlib import Path

from db.records.exhibit import Exhibit
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.ready import Ready
from db.store import Store
from tests.conftest import CENTRE, CLERK, PASSPHRASE
from tests.db.evidence.making import files_of, matter, photo
from tests.db.full_disk import fill, say, tried

LARGE, LEFT = 20 << 20, 1 << 20


def state(store: Store) -> str:
    return f"shown: {store.count(Exhibit)}, files: {len(files_of(store))}, faults: {store.verify()}"


def work(disk: Path) -> None:
    """Leaves a little room on the disk, adds a small photo and one that has none; makes room and adds them again."""
    store, _ = Store.create(disk / "store", PASSPHRASE, CENTRE, CLERK)
    record = matter(store)
    add_evidence(store, record, [photo(1)])
    fill(disk / "filler")
    with (disk / "filler").open("r+b") as filler:
        filler.truncate(filler.seek(0, 2) - LEFT)
    both = [photo(2), Ready("大.jpg", bytes(LARGE))]
    tried("add", lambda: add_evidence(store, record, both))
    say(state(store))
    (disk / "filler").unlink()
    tried("add", lambda: add_evidence(store, record, both))
    say(state(store))
    store.close()


if __name__ == "__main__":
    work(Path(sys.argv[1]))
