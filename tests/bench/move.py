"""What one move costs, step and audit included, beside a plain save of the same record in the same run.

``python -m tests.bench.move [MATTERS]`` prints milliseconds and the ratio. Goal: a move takes at most twice as long as a save. All
people are invented.
"""

import argparse
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import attrs

from db.records.matters.matter import Claimant, Matter
from db.services.centre.set_up import set_up
from db.services.move import move, moves_of, undo_move
from db.services.timeline import timeline
from db.store import Store, Warrant
from tests.bench.store import PASSPHRASE, median, say

GOAL = 2.0
TIMES = 200
TAKEN = datetime(2026, 3, 2, 9, 0)
_PIECE = 5_000


def fill(store: Store, count: int) -> list[Matter]:
    """So many matters at their beginning; the last of them."""
    saved: list[Matter] = []
    for start in range(0, count, _PIECE):
        made = [
            Matter(
                number=f"诉求〔2026〕{n + 1}号",
                slip=str(10_000 + n % 90_000),
                subject=f"{n % 90 + 1}号楼楼道灯不亮",
                taken=TAKEN + timedelta(minutes=n % 100_000),
                claimants=(Claimant(name=f"居民{n}"),),
            )
            for n in range(start, min(start + _PIECE, count))
        ]
        with store.writing(warrant=Warrant.PRACTICE) as w:
            saved = w.save_all(made)
    return saved


def measure(store: Store, matters: list[Matter]) -> float:
    """Prints the table; the ratio of a move to a save."""
    saved = median(lambda n: store.save(attrs.evolve(matters[n], category="1")), TIMES)
    say("save of a matter", saved)
    moving = [store.get(Matter, m.id) for m in matters[:TIMES]]
    done: list[Matter] = []
    moved = median(lambda n: done.append(move(store, moving[n], "gather", called="网格长")), TIMES)
    say("move of a matter", moved, saved, f"goal {GOAL:.0f}x")
    say("timeline and moves of a matter", median(lambda n: (timeline(store, done[n]), moves_of(store, done[n])), TIMES))
    say("a move taken back", median(lambda n: undo_move(store, done[n]), TIMES), saved)
    return moved / saved


def main() -> int:
    """0 when the goal is met, 1 when it is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("matters", nargs="?", type=int, default=10_000)
    count = max(parser.parse_args().matters, TIMES)
    with tempfile.TemporaryDirectory() as folder:
        store = set_up(Path(folder) / "store", "测量社区党群服务中心", "卢清", PASSPHRASE).store
        ratio = measure(store, fill(store, count)[-TIMES:])
        store.close()
    sys.stdout.write(f"{'met' if ratio <= GOAL else 'MISSED'}: {ratio:.2f}x of {GOAL:.0f}x\n")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
