"""A store on a disk that is full to the last byte: ``python -m tests.db.full_disk FOLDER [without]``, in a mount of its own.

It says, a line each, how every attempt of a clerk went. ``without`` throws the reserve away before: the control.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from db.disk.parts import RESERVE
from db.errors import AppError
from db.records.registry.place import Grid
from db.services.backup import SUFFIX, backup
from db.store import Store, ne
from tests.conftest import CENTRE, CLERK, PASSPHRASE

KEPT = 60


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def fill(filler: Path) -> None:
    """Writes until the disk takes not one byte more."""
    with filler.open("ab", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2


def tried(name: str, attempt: Callable[[], object]) -> None:
    try:
        attempt()
    except AppError as error:
        say(f"{name}: {error}")
    else:
        say(f"{name}: done")


def save_without_end(store: Store) -> None:
    while True:
        store.save(Grid(name="放不下", note="满" * 500))


def draft_without_end(store: Store) -> None:
    while True:
        store.drafts.keep("grid", 0, "", {"name": "写到一半" * 500}, None)


def delete(store: Store, grids: list[Grid]) -> None:
    with store.writing() as w:
        for grid in grids:
            w.delete(grid)


def work(disk: Path, *, without: bool) -> None:
    """Fills the disk under a store, makes room and fills it again; closes it full, and opens it full."""
    filler = disk / "filler"
    store, _ = Store.create(disk / "store", PASSPHRASE, CENTRE, CLERK)
    reserve = store.folder / RESERVE
    with store.writing() as w:
        grids = w.save_all([Grid(name=f"第{n}网格") for n in range(KEPT)])
    for first, endless in (("save", save_without_end), ("draft", draft_without_end)):
        if without:
            reserve.unlink(missing_ok=True)
        fill(filler)
        tried(f"{first} on a full disk", lambda do=endless: do(store))
        tried("delete", lambda: delete(store, [grids.pop() for _ in range(KEPT // 2)]))
        tried("draft", lambda: store.drafts.keep("case", 0, "", {"facts": "写到一半" * 5000}, None))
        filler.unlink()
        store.save(Grid(name="腾出了空间"))
        say(f"room in hand: {0 if without else reserve.stat().st_blocks * 512}")
    store.close()
    if without:
        reserve.unlink(missing_ok=True)
    fill(filler)
    tried("open", lambda: opened(store.folder, filler))


def opened(folder: Path, filler: Path) -> None:
    store = Store.open(folder, PASSPHRASE)
    say(f"told: {store.told}")
    say(
        f"drafts: {len(store.drafts.all())}, faults: {store.verify()}, grids: {store.count(Grid, ne('name', '放不下'))}"
    )
    fill(filler)
    tried("backup", lambda: backup(store, folder.parent / f"备份{SUFFIX}"))
    store.close()


if __name__ == "__main__":
    work(Path(sys.argv[1]), without="without" in sys.argv)
