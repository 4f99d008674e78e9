"""A second place on a disk of its own that is small, and then takes nothing: ``python -m tests.db.second_place.small_stick STICK STORE``.

It says, a line each, what came of it. The disk was mounted on STICK by whoever calls this, and is gone with this process.
"""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from db.errors import AppError
from db.records.registry.place import Grid
from db.services.backup import SUFFIX, faults_inside
from db.services.kept_backups import todays_backup
from db.services.second_place.carry import _MARGIN, carry
from db.services.second_place.places import mark
from db.store import Store
from tests.conftest import CENTRE, CLERK, PASSPHRASE

DAYS = 12
BACKUPS = 4.2
"""So many of the newest find room: an older one beside it, then those of the next two days, and no further one."""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def tried(store: Store, place: Path, now: datetime) -> None:
    """One attempt, and whether all that is there is whole."""
    try:
        done = carry(store, place, now)
    except AppError as error:
        say(f"refused: {error}")
    else:
        say(f"copied: {done.copied if done else 0}, left: {done.left if done else 0}")
    found = sorted(place.glob(f"*{SUFFIX}"))
    whole = [path for path in found if not faults_inside(store, path, store.folder)]
    say(f"there: {len(found)}, whole: {len(whole)}, half: {len(list(place.glob('.dq*')))}")


def main(stick: Path, folder: Path) -> None:
    store, _ = Store.create(folder, PASSPHRASE, CENTRE, CLERK)
    place = stick / "党群服务台备份"
    mark(place)
    now = datetime.now()
    newest = None
    for day in range(DAYS):
        store.save(Grid(name=f"{day}", note="满" * 100_000))
        newest = todays_backup(store, now + timedelta(days=day))
    assert newest
    room = _MARGIN + int(BACKUPS * newest.path.stat().st_size)
    subprocess.run(["mount", "-o", f"remount,size={room}", str(stick)], check=True)
    tried(store, place, now)
    filler = stick / "filler"
    with filler.open("wb", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2
    store.save(Grid(name="后来"))
    todays_backup(store, now + timedelta(days=DAYS))
    tried(store, place, now)
    filler.unlink()
    tried(store, place, now)
    store.save(Grid(name="再后来"))
    todays_backup(store, now + timedelta(days=DAYS + 1))
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    try:
        carry(store, place, now)
    except AppError as error:
        say(f"refused: {error}")
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
