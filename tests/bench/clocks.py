"""What clocks cost: the first screen with many open matters, the lookup of a rule, and a move with its clock.

``python -m tests.bench.clocks [MATTERS]`` prints milliseconds, each beside a control of the same run. Goals: 今日 with 10,000 open
matters within `TODAY` ms; a rule is found within `RULE` µs. The control of 今日 reads the same records whole, as it was done before there
was a query of its own; that of a rule is a lookup in a dictionary. All people are invented.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import attrs

from db.records.bodies.body import Body
from db.records.centre.clock_rule import ClockRule, RuleBook
from db.records.matters.flow import CLOSED_LOOP, CLOSED_STAGES
from db.records.matters.matter import Matter
from db.services.centre.set_up import set_up
from db.services.whats_due import whats_due
from db.store import Store, Warrant, none_of
from db.values.working_time import WORKING_DAYS
from tests.bench.move import fill
from tests.bench.store import PASSPHRASE, best, say

TODAY, RULE = 100.0, 10.0
NOW = datetime(2026, 5, 4, 9, 0)
CLOSED_FOR_EACH = 4
"""Closed matters for each open one."""
_PIECE = 5_000


def open_ones(store: Store, count: int) -> None:
    """So many matters that a body deals with, each with its last day, and as many times over closed ones."""
    lead = store.save(Body(name="幸福物业", kind="50")).id
    fill(store, count * (1 + CLOSED_FOR_EACH))
    ids = store.ids(Matter)
    for start in range(0, len(ids), _PIECE):
        matters = store.get_many(Matter, ids[start : start + _PIECE]).values()
        with store.writing(warrant=Warrant.UPGRADE) as w:
            w.save_all([_moved(matter, n, lead) for n, matter in enumerate(matters, start)])


def _moved(matter: Matter, number: int, lead: int) -> Matter:
    if number % (1 + CLOSED_FOR_EACH):
        return attrs.evolve(matter, stage="5", outcome="1", closed=date(2026, 6, 1), rating="1")
    taken = matter.taken or NOW
    return attrs.evolve(matter, stage="3", lead=lead, due=taken.date() + timedelta(days=number % 90))


def rules() -> list[ClockRule]:
    """Two hundred rules of one clock: of all shapes, over several years."""
    made: list[ClockRule] = []
    for number in range(200):
        year = 2020 + number % 8
        made.append(
            ClockRule(
                id=number + 1,
                clock="matter.handle",
                level=str(number % 6 + 1) if number % 2 else "",
                category=f"类别{number % 9}" if number % 3 else "",
                body=number % 25 + 1 if number % 5 else 0,
                amount=3,
                unit=WORKING_DAYS,
                since=date(year, 1, 1),
                until=date(year, 12, 31),
                source="办法",
            )
        )
    return made


def microseconds(action: Callable[[], object], times: int = 20_000) -> float:
    """What one call takes, the least of five rounds."""
    rounds: list[float] = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(times):
            action()
        rounds.append((time.perf_counter() - start) / times * 1e6)
    return min(rounds)


def main() -> int:
    """0 when the goals are met, 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("matters", nargs="?", type=int, default=10_000)
    count = parser.parse_args().matters
    book = RuleBook(rules())
    told = ("3", "类别7", 12)
    day = date(2026, 3, 2)
    plain = {("matter.handle", "3", "类别7", 12, 2026): 1}
    control = microseconds(lambda: plain.get(("matter.handle", "3", "类别7", 12, day.year)))
    found = microseconds(lambda: book.find("matter.handle", day, told))
    sys.stdout.write(f"{'rule lookup, µs':<40}{found:>10.2f}   a dictionary {control:.2f}   goal {RULE:.0f}\n")
    with tempfile.TemporaryDirectory() as folder:
        store = set_up(Path(folder) / "store", "测量社区党群服务中心", "卢清", PASSPHRASE).store
        open_ones(store, count)
        whole = best(lambda: store.select(Matter, none_of(CLOSED_LOOP.field, CLOSED_STAGES)))
        say("control: the open matters read whole", whole)
        first = best(lambda: whats_due(store, NOW))
        say(f"today with {count} open matters", first, whole, f"goal {TODAY:.0f} ms")
        store.close()
    missed = (found > RULE) + (first * 1000 > TODAY)
    sys.stdout.write("met\n" if not missed else "MISSED\n")
    return min(missed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
