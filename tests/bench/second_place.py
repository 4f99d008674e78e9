"""What the second place and the restore to try cost: ``python -m tests.bench.second_place [RESIDENTS]``.

Beside a bare copy of the same file in the same run, and, for the window, how long a thread that only looks at the clock is held up meanwhile.
"""

import argparse
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from db.services.kept_backups import todays_backup
from db.services.second_place.carry import carry
from db.services.second_place.places import set_place
from db.services.second_place.standing import standing
from db.services.try_restore import try_restore
from tests.bench.store import peopled

PASSPHRASE = "测量用的口令-二〇二六"
STEP = 0.002


def say(name: str, seconds: float, control: float = 0) -> None:
    """One line of the table."""
    ratio = f"{seconds / control:6.2f}x" if control else ""
    sys.stdout.write(f"{name:<52}{seconds * 1000:10.1f} ms {ratio}\n")


def held_up(work: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds of some work in another thread; the longest, and the 99th of a hundred, by which this one woke too late."""
    late: list[float] = []
    rest = threading.Event()
    worker = threading.Thread(target=work)
    begun = time.perf_counter()
    worker.start()
    while worker.is_alive():
        asked = time.perf_counter()
        rest.wait(STEP)
        late.append(time.perf_counter() - asked - STEP)
    taken = time.perf_counter() - begun
    late.sort()
    return taken, late[-1], late[len(late) * 99 // 100]


def main(residents: int) -> None:
    """Makes a store and measures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store, _ = peopled(folder / "store", residents, PASSPHRASE)
        set_place(store, 0, folder / "stick")
        now = datetime.now()
        idle = held_up(lambda: threading.Event().wait(1))
        say("a clock alone: longest held up", idle[1])
        begun = time.perf_counter()
        made = todays_backup(store, now)
        daily = time.perf_counter() - begun
        begun = time.perf_counter()
        shutil.copyfile(made.path, folder / "bare")
        bare = time.perf_counter() - begun
        sys.stdout.write(f"{made.path.stat().st_size / 1e6:.1f} MB\n")
        say("bare copy of the file", bare)
        say("daily backup, opened", daily)
        store.close()

        def carried() -> None:
            own = store.again()
            carry(own, folder / "stick", now)
            own.close()

        taken, longest, most = held_up(carried)
        say("second place, read back and opened", taken, daily)
        say("  another thread held up: longest", longest)
        say("  99 of 100 times at most", most)
        taken, longest, most = held_up(carried)
        say("the same again, nothing to copy", taken, daily)

        def tried() -> None:
            own = store.again()
            try_restore(own, now)
            own.close()

        taken, longest, most = held_up(tried)
        say("restore to try", taken, daily)
        say("  another thread held up: longest", longest)
        say("  99 of 100 times at most", most)
        own = store.again()
        begun = time.perf_counter()
        for _ in range(100):
            standing(own, now)
        say("what the window's thread asks: how old it is", (time.perf_counter() - begun) / 100)
        own.close()


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("residents", nargs="?", type=int, default=10_000)
    main(given.parse_args().residents)
