"""What the store costs, beside a bare sqlcipher3 connection that writes the same rows in the same run.

``python -m tests.bench.store [RESIDENTS]`` prints seconds and the ratio to the bare control. Absolute times are those of
one machine; the ratios carry over. All people are invented.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from db.records.centre.account import Account
from db.records.registry.place import Building, House
from db.records.registry.resident import CareTag, Resident
from db.services.backup import backup, restore
from db.services.centre.set_up import set_up
from db.services.whats_due import whats_due
from db.store import Store, audit, driver, rows, schema
from tests.bench.search import people
from tests.factories import estate

PASSPHRASE = "测量用的口令"
COMMITS = 300
PAGE = 200


def say(name: str, seconds: float, control: float = 0, note: str = "") -> None:
    """One line of the table."""
    ratio = f"{seconds / control:6.2f}x" if control else " " * 7
    shown = f"{seconds * 1000:9.2f} ms" if seconds < 10 else f"{seconds:9.2f} s "
    sys.stdout.write(f"{name:<44}{shown} {ratio}  {note}\n")


@contextmanager
def clocked() -> Iterator[list[float]]:
    """Puts the seconds that the block took into the list."""
    taken: list[float] = []
    begun = time.perf_counter()
    yield taken
    taken.append(time.perf_counter() - begun)


def best(work: Callable[[], object], times: int = 5) -> float:
    """The quickest of some runs, in seconds."""
    found: list[float] = []
    for _ in range(times):
        with clocked() as taken:
            work()
        found += taken
    return min(found)


def median(work: Callable[[int], object], times: int) -> float:
    """The median of many runs, in seconds; each is told its number."""
    found: list[float] = []
    for number in range(times):
        with clocked() as taken:
            work(number)
        found += taken
    return statistics.median(found)


class Control:
    """The same rows through the driver alone: encrypted, WAL and FULL as ours, without versions, audit or index."""

    def __init__(self, folder: Path) -> None:
        self.connection: Any = driver.connect(folder / "control.db", bytes(32), new=True)
        self.connection.execute(schema.table_sql(Resident).replace('REFERENCES house(id)', 'CHECK (1)')
                                .replace("DEFERRABLE INITIALLY DEFERRED", ""))  # fmt: skip
        names = ["id", "version", *rows.stored(Resident())]
        self._sql = f"INSERT INTO resident ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        self._next = 1

    def insert(self, residents: list[Resident]) -> None:
        """One transaction."""
        values = [(self._next + n, 1, *rows.stored(r).values()) for n, r in enumerate(residents)]
        self._next += len(values)
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(self._sql, values)
        self.connection.execute("COMMIT")


def doors(store: Store) -> list[House]:
    """Some hundred houses."""
    with store.writing() as w:
        buildings = w.save_all([Building(estate=estate(store, "幸福里小区"), number=f"{n}") for n in range(1, 11)])
        return w.save_all([House(building=b.id, unit="1", room=f"{r}") for b in buildings for r in range(101, 161)])


def peopled(folder: Path, count: int, passphrase: str) -> tuple[Store, list[Resident]]:
    """A new store with so many invented residents behind those houses, who are always the same."""
    store = set_up(folder, "测量中心", "卢清", passphrase).store
    houses = doors(store)
    with store.writing("测量") as w:
        return store, w.save_all(people(count, houses, random.Random(1)))


def bulk(store: Store, control: Control, residents: list[Resident]) -> None:
    """An import's writing: all residents in one transaction."""
    with clocked() as bare:
        control.insert(residents)
    with clocked() as ours, store.writing("导入") as w:
        w.save_all(residents)
    with clocked() as unindexed, store.writing("导入") as w:
        w.save_all([Account(name=r.name) for r in residents])
    note = f"{len(residents) / ours[0]:,.0f} rows/s; parts, search index, audit, checks"
    say(f"{len(residents):,} residents, bare insert", bare[0])
    say(f"{len(residents):,} clerks, save_all", unindexed[0], bare[0], "no parts, no index, three columns")
    say(f"{len(residents):,} residents, save_all", ours[0], bare[0], note)


def single(store: Store, control: Control, residents: list[Resident]) -> None:
    """What one click on save costs."""
    bare = median(lambda n: control.insert([residents[n]]), COMMITS)
    saved: list[Resident] = []
    ours = median(lambda n: saved.append(store.save(residents[n])), COMMITS)
    changed = median(lambda n: store.save(attrs.evolve(saved[n], note="改过")), COMMITS)
    tagged = median(lambda n: store.save(attrs.evolve(residents[n], care=(CareTag(kind="10"),))), COMMITS)
    clerk = median(lambda n: store.save(Account(name=f"张{n}")), COMMITS)
    say("one commit, bare insert", bare)
    say("one clerk, new", clerk, bare, "version, audit, head of the chain outside; no index")
    say("one resident, new", ours, bare, "the same and the search index")
    say("one resident, changed", changed, bare)
    say("one resident with a part, new", tagged, bare)


def audited(store: Store) -> None:
    """The chain by itself."""
    with clocked() as taken:
        assert audit.faults(store._connection) == []
    seq = audit.head(store._connection).seq
    reading = best(lambda: store._connection.execute("SELECT * FROM audit ORDER BY seq").fetchall(), 2)
    say(
        f"audit chain of {seq:,} verified", taken[0], reading, f"{seq / taken[0]:,.0f} entries/s; control: reading them"
    )


def listed(store: Store) -> None:
    """What a list of all residents asks for as it is opened and scrolled."""
    count = store.count(Resident)
    bare = best(lambda: store._connection.execute("SELECT id FROM resident ORDER BY name, id").fetchall())
    say(f"ids of {count:,} by name", best(lambda: store.ids(Resident, order=("name",))), bare)
    ids = store.ids(Resident, order=("name",))
    middle = ids[count // 2 : count // 2 + PAGE]
    sql = f"{rows.select_sql(Resident)} WHERE id IN ({', '.join('?' * PAGE)})"
    page = best(lambda: store._connection.execute(sql, middle).fetchall())
    say(f"a page of {PAGE}, with parts", best(lambda: store.get_many(Resident, middle)), page)
    shown = list(store.get_many(Resident, middle).values())
    say("  and the titles of what they link to", best(lambda: store.linked_titles(shown)))
    say("one resident", best(lambda: store.get(Resident, middle[0])))
    say("today", best(lambda: whats_due(store, datetime.now())))


def opened(store: Store) -> None:
    """The way to the first screen."""
    say("a second connection", best(lambda: store.again().close()))
    say("opening with the passphrase", best(lambda: Store.open(store.folder, PASSPHRASE).close(), 3), 0, "Argon2id")


def backed_up(store: Store, folder: Path) -> None:
    """There and back."""
    file = folder / "backup.dqbak"
    with clocked() as taken:
        backup(store, file)
    size = file.stat().st_size / 1e6
    say(f"backup of {size:.0f} MB, checked", taken[0], 0, f"{size / taken[0]:.0f} MB/s")
    with clocked() as taken:
        restore(file, folder / "restored", PASSPHRASE).close()
    say("restore, checked", taken[0])
    with clocked() as taken:
        store.verify()
    say("verify", taken[0])


def main() -> None:
    """Runs everything once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("residents", nargs="?", type=int, default=100_000)
    count = parser.parse_args().residents
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = set_up(folder / "store", "测量社区党群服务中心", "卢清", PASSPHRASE).store
        residents = people(count + COMMITS, doors(store), random.Random(7))
        control = Control(folder)
        bulk(store, control, residents[COMMITS:])
        single(store, control, residents[:COMMITS])
        listed(store)
        opened(store)
        audited(store)
        backed_up(store, folder)
        control.connection.close()
        store.close()


if __name__ == "__main__":
    main()
