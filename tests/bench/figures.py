"""What figures cost over many matters, each beside the bare SQL that it needs, in the same run.

``python -m tests.bench.figures [MATTERS]`` fills an encrypted store (100,000 matters, a fifth of them open, a twentieth joined to another)
and prints milliseconds: of the value, and of value and rows. Goal: each at most twice its bare SQL, and a second. Seconds do not
transfer to another machine; the ratios do. All people are invented.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

from db.records.matters.matter import MATTERS, Matter
from db.records.registry.place import Building, Grid, House
from db.services.centre.set_up import set_up
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.scope import Scope
from db.services.figures.span import Span
from db.store import Store, Warrant
from tests.bench.store import PASSPHRASE, best, say

GOAL, MOST = 2.0, 1.0
SPAN = Span(date(2026, 1, 1), date(2026, 6, 30), "2026年上半年")
NOW = datetime(2026, 7, 1, 9)
_PIECE = 5_000
_OVER = "stage = '5' AND closed >= '2026-01-01' AND closed <= '2026-06-30T99'"
_CAME = "taken >= '2026-01-01' AND taken <= '2026-06-30T99'"
_REAL = "stage <> '0' AND nature <> '9'"
_COUNTS = f"({_REAL} OR nature = '9' AND id IN (SELECT root FROM matter WHERE root IS NOT NULL AND {_REAL}))"
_DONE = f"{_OVER} AND outcome IS NOT '6'"
VALUES = {
    "matters_taken": f"SELECT count(*) FROM matter WHERE stage NOT IN ('0') AND {_CAME}",
    "problems": (
        "SELECT count(*) FROM (SELECT min(taken) AS t FROM matter WHERE stage <> '0' AND nature <> '9'"
        " GROUP BY coalesce(root, id)) WHERE t >= '2026-01-01' AND t < '2026-07-01'"
    ),
    "problems_open": f"SELECT count(*) FROM matter WHERE root IS NULL AND {_COUNTS} AND stage NOT IN ('5', '0')",
    "problems_ended": f"SELECT count(*) FROM matter WHERE root IS NULL AND {_COUNTS} AND {_OVER}",
    "matters_people": f"SELECT sum(people) FROM matter WHERE stage NOT IN ('0') AND {_CAME}",
    "matters_closed": f"SELECT count(*) FROM matter WHERE {_DONE}",
    "matters_solved": f"SELECT count(*) FROM matter WHERE {_OVER} AND outcome = '1'",
    "matters_satisfied": (
        "SELECT count(*), count(CASE WHEN rating IN ('1', '2') THEN 1 END) FROM matter"
        f" WHERE {_OVER} AND rating IN ('1', '2', '3')"
    ),
    "matters_open": "SELECT count(*) FROM matter WHERE stage NOT IN ('5', '0')",
}
"""The bare SQL of the value of each figure."""
_ORDER = "ORDER BY taken DESC, id DESC"


def matters(count: int, houses: list[int], first: int) -> Iterator[Matter]:
    """So many, over two years, of all stages; ``first`` is the id of the first one."""
    for n in range(count):
        taken = datetime(2025, 1, 1, 9) + timedelta(minutes=n * (2 * 365 * 24 * 60) // count)
        is_open, root = n % 5 == 0, first + n - 7 if n % 20 == 9 else 0
        yield Matter(
            number=f"诉求〔2026〕{n + 1}号", slip=str(10_000 + n % 90_000), subject=f"{n % 90 + 1}号楼楼道灯不亮",
            taken=taken, nature=str(n % 9 + 1), people=n % 30 + 1, house=houses[n % len(houses)],
            stage="3" if is_open and not root else "5", root=root, joined=root,
            outcome="" if is_open and not root else "6" if root else str(n % 5 + 1), rating=str(n % 3 + 1),
            closed=None if is_open and not root else taken.date() + timedelta(days=20),
        )  # fmt: skip


def fill(store: Store, count: int) -> int:
    """Grids, houses and matters; the id of a grid."""
    with store.writing(warrant=Warrant.PRACTICE) as w:
        grids = w.save_all([Grid(name=f"第{n}网格") for n in range(20)])
        buildings = w.save_all([Building(number=f"{n}", grid=grids[n % 20].id) for n in range(200)])
        houses = w.save_all([House(building=buildings[n % 200].id, room=f"{n}") for n in range(5_000)])
        first = w.save(Matter(subject="第一件", taken=datetime(2025, 1, 1, 8))).id + 1
    made = matters(count, [house.id for house in houses], first)
    for _ in range(0, count, _PIECE):
        with store.writing(warrant=Warrant.PRACTICE) as w:
            w.save_all(list(islice(made, _PIECE)))
    return grids[0].id


def run(store: Store, grid: int) -> bool:
    """Prints the table; whether all goals are met."""
    met = True
    connection = store._connection
    for name, sql in VALUES.items():
        figure = figures_by_name(store.kinds)[name]
        control = best(lambda sql=sql: connection.execute(sql).fetchall())
        value = best(lambda figure=figure: measure(store, figure, SPAN, now=NOW))
        say(f"{figure.label}", value, control)
        ids = _ids_of(sql)
        bare = control + best(lambda ids=ids: connection.execute(ids).fetchall())
        rows = best(lambda figure=figure: measure(store, figure, SPAN, rows=True, now=NOW))
        say(f"{figure.label} and rows", rows, bare)
        met = met and value <= max(GOAL * control, 0.005) and rows <= max(GOAL * bare, 0.005) and rows <= MOST
    placed = measure(store, figures_by_name(store.kinds)["matters_taken"], SPAN, Scope("grid", grid, ""), now=NOW)
    sql = (
        f"SELECT count(*) FROM matter WHERE stage NOT IN ('0') AND {_CAME} AND house IN (SELECT h.id FROM house h JOIN building b"
        f" ON b.id = h.building WHERE b.grid = {grid})"
    )
    control = best(lambda: connection.execute(sql).fetchall())
    value = best(lambda: measure(store, placed.figure, SPAN, placed.scope, now=NOW))
    say("受理诉求 of a grid", value, control)
    due = best(lambda: measure(store, figures_by_name(store.kinds)["due_today"], SPAN, now=NOW))
    say("今日到期", due, best(lambda: store.open_rows([MATTERS], 0)), "open rows of matters")
    return met and value <= MOST and due <= MOST


def _ids_of(sql: str) -> str:
    """The bare SQL of the rows."""
    if sql.startswith("SELECT count(*) FROM (SELECT min"):
        return sql.replace("SELECT count(*) FROM (SELECT min", "SELECT id FROM (SELECT coalesce(root, id) AS id, min")
    told, _, rest = sql.partition(" FROM matter")
    return f"SELECT id FROM matter{rest} {_ORDER}" if told else sql


def main() -> int:
    """0 when the goals are met, 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("matters", nargs="?", type=int, default=100_000)
    with tempfile.TemporaryDirectory() as folder:
        store = set_up(Path(folder) / "store", "测量社区党群服务中心", "卢清", PASSPHRASE).store
        met = run(store, fill(store, parser.parse_args().matters))
        store.close()
    sys.stdout.write(f"{'met' if met else 'MISSED'}: {GOAL:.0f}x and {MOST:.0f} s\n")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
