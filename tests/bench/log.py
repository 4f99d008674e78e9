"""What it costs that the log cannot be forged unseen: sealing an entry, and verifying a long log against rows, tables and seal.

``python -m tests.bench.log [ENTRIES]`` prints seconds of the processor, so that what else runs does not count. Goals: a million entries
verified in 60 s, a save slower by at most 3 %.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.services.centre.set_up import set_up
from db.store import Store, audit, log_check, seal
from tests.bench.store import best, median, say

PASSPHRASE = "测量用的口令"
BATCH = 20_000
WHOLE_S, SEAL = 60.0, 0.03
"""Seconds of the processor for verifying a million entries; the part of a save that the seal may be."""
MILLION = 1_000_000
CHANGES = 3
"""Entries a record: made, and changed so many times less one."""


@contextmanager
def clocked() -> Iterator[list[float]]:
    """Puts the seconds into the list that the block took of the processor."""
    taken: list[float] = []
    begun = time.process_time()
    yield taken
    taken.append(time.process_time() - begun)


def fill(store: Store, entries: int) -> None:
    """A log of so many entries: residents that are made and changed again and again."""
    while store.last_entry().seq < entries:
        with store.writing("测量") as w:
            made = w.save_all([Resident(name=f"张{n}", state="1") for n in range(BATCH // CHANGES)])
            for turn in range(CHANGES - 1):
                made = w.save_all([attrs.evolve(one, note=f"第{turn}次改") for one in made])


def held(told: str, is_held: bool) -> bool:
    """Says that a goal was missed, if it was; whether it was not."""
    if not is_held:
        sys.stdout.write(f"MISSED: {told}\n")
    return is_held


def verified(store: Store, code: str) -> bool:
    """Each part of verifying by itself, and the whole; whether the whole held its goal."""
    seq = store.last_entry().seq
    with clocked() as chain:
        assert audit.faults(store._connection) == []
    say(f"chain of {seq:,}", chain[0])
    with clocked() as rows:
        assert log_check.faults(store._connection, store.kinds, store.titles, lambda _count: None) == []
    say("tables and rows against what it tells", rows[0], chain[0])
    with clocked() as sealed:
        assert store.unseal(code).faults == ()
    say("seal, by the recovery code", sealed[0], chain[0])
    with clocked() as whole:
        assert store.verify() == []
    say("all that 核验 looks at but backups", whole[0], chain[0])
    goal = WHOLE_S * seq / MILLION
    return held(f"{seq:,} entries in {whole[0]:.1f} s, goal {goal:.1f}", whole[0] <= goal)


def saved(store: Store) -> bool:
    """What the seal takes of one save; whether it is little enough."""
    grids = [store.save(Grid(name=f"第{n}网格")) for n in range(200)]
    one = median(lambda n: store.save(attrs.evolve(grids[n], chief="王甲")), len(grids))
    own = audit.head(store._connection).hash
    store._connection.execute("BEGIN IMMEDIATE")
    sealing = best(lambda: seal.follow(store._connection, [own]), 200)
    store._connection.execute("ROLLBACK")
    say("one save", one)
    say("  of which the seal", sealing, one)
    return held(f"the seal is {sealing / one:.3f} of a save, goal {SEAL}", sealing <= SEAL * one)


def main() -> int:
    """See the module; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", nargs="?", type=int, default=1_000_000)
    entries = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as place:
        made = set_up(Path(place) / "store", "测量社区", "卢清", PASSPHRASE)
        begun = time.perf_counter()
        little = saved(made.store)
        fill(made.store, entries)
        sys.stdout.write(f"filled in {time.perf_counter() - begun:.0f} s\n")
        quick = verified(made.store, made.recovery_code)
        made.store.close()
    return 0 if little and quick else 1


if __name__ == "__main__":
    sys.exit(main())
