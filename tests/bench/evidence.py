"""What a gigabyte of photos adds to the daily backup, beside the same store without any in the same run.

``python -m tests.bench.evidence [RESIDENTS [MEGABYTES]]`` makes two stores with the same residents, gives one of them photos, makes the
first backup of both, and then those of `DAYS` days in turn, each with what looks after the photos behind it. Goal: after the first one,
the day with photos takes at most `GOAL` of the day without. Absolute times are those of one machine; the ratio carries over.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from db.records.matters.matter import Claimant, Matter
from db.records.registry.place import Grid
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.look_after import look_after_evidence
from db.services.evidence.ready import Ready
from db.services.kept_backups import todays_backup
from db.services.matters.take_in import take_in
from db.store import Store
from tests.bench.store import peopled

PASSPHRASE = "测量用的口令"
PHOTO = 400_000
"""Bytes of a photo of 1,600 pixels."""
BATCH = 50
DAYS = 9
GOAL = 1.2


def give_photos(store: Store, count: int) -> None:
    matter = take_in(store, Matter(subject="测量", taken=datetime(2026, 3, 2, 9), claimants=(Claimant(name="周桂芳"),)))
    for first in range(0, count, BATCH):
        ready = [Ready(f"{n}.jpg", os.urandom(PHOTO)) for n in range(first, min(first + BATCH, count))]
        add_evidence(store, matter, ready)


def day(store: Store, now: datetime) -> float:
    """Seconds that a morning takes."""
    store.save(Grid(name=f"{now:%m%d}网格"))
    begun = time.perf_counter()
    todays_backup(store, now)
    looked = look_after_evidence(store, now.date())
    taken = time.perf_counter() - begun
    assert looked.lost == ()
    return taken


def main() -> int:
    """Prints the table; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("residents", nargs="?", type=int, default=10_000)
    parser.add_argument("megabytes", nargs="?", type=int, default=1_000)
    asked = parser.parse_args()
    count = asked.megabytes * 1_000_000 // PHOTO
    with tempfile.TemporaryDirectory() as name:
        with_photos, control = (
            peopled(Path(name) / one, asked.residents, PASSPHRASE)[0] for one in ("photos", "control")
        )
        give_photos(with_photos, count)
        now = datetime.now()
        first = [day(store, now) for store in (with_photos, control)]
        days: list[tuple[float, float]] = []
        for number in range(1, DAYS + 1):
            morning = now + timedelta(days=number)
            one, other = (with_photos, control) if number % 2 else (control, with_photos)
            taken = {id(store): day(store, morning) for store in (one, other)}
            days.append((taken[id(with_photos)], taken[id(control)]))
        least = [min(column) for column in zip(*days, strict=True)]
        usual = [statistics.median(column) for column in zip(*days, strict=True)]
        for store in (with_photos, control):
            store.close()
    sys.stdout.write(f"{asked.residents:,} residents, {count:,} photos of {PHOTO:,} bytes\n")
    for label, (taken, bare) in (("first backup", first), ("a day, least", least), ("a day, usual", usual)):
        sys.stdout.write(f"{label:<20}{taken * 1000:10.1f} ms  without {bare * 1000:10.1f} ms {taken / bare:6.2f}x\n")
    met = least[0] / least[1] <= GOAL
    sys.stdout.write(f"goal {GOAL}x: {'met' if met else 'missed'}\n")
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
