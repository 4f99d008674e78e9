"""How long a list as of a day takes of posts held over ten years, as a ratio to reading as many posts by their ids.

``python -m tests.bench.as_of [POSTS]`` fills an encrypted store with posts, each held for a year, and prints milliseconds of the
least of several runs. Goal: the posts of a day among 20,000, and the chiefs of a day among them, in 50 ms at most. Milliseconds do not
transfer to another machine; the ratio does.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.records.registry.place import GRID_CHIEF, Grid
from db.store import Store, eq

BEGIN, YEARS, TIMES = date(2015, 1, 1), 10, 7
DAY = date(2020, 7, 1)
GOAL = 50


def least(work: Callable[[], object]) -> float:
    """Milliseconds of the quickest of several runs."""
    runs: list[float] = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        runs.append((time.perf_counter() - start) * 1000)
    return min(runs)


def fill(store: Store, posts: int) -> None:
    """So many posts, a tenth of them those of chiefs of grids; each is handed on every year."""
    places = posts // YEARS
    with store.writing() as w:
        people = w.save_all([Person(name=f"人{n}") for n in range(places)])
        of = [store.kinds.reference_of(g) for g in w.save_all([Grid(name=f"第{n}网格") for n in range(places // 10)])]
        body = store.kinds.reference_of(w.save(Body(name="居委会", kind="30")))
        for year in range(YEARS):
            since = BEGIN.replace(year=BEGIN.year + year)
            until = since.replace(year=since.year + 1) - timedelta(days=1) if year < YEARS - 1 else None
            chiefs = [
                Tenure(person=p.id, of=grid, post=GRID_CHIEF, since=since, until=until)
                for p, grid in zip(people, of, strict=False)
            ]
            others = [Tenure(person=p.id, of=body, post="03", since=since, until=until) for p in people[len(of) :]]
            w.save_all([*chiefs, *others])


def main(posts: int) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as name:
        store, _ = Store.create(Path(name) / "store", "bench 2026", Centre(name="测速"), Account(name="测速"))
        fill(store, posts)
        ids = [post.id for post in store.as_of(Tenure, DAY)]
        listed = least(lambda: store.as_of(Tenure, DAY))
        chiefs = least(lambda: store.as_of(Tenure, DAY, eq("post", GRID_CHIEF)))
        control = least(lambda: store.get_many(Tenure, ids))
        print(f"posts {store.count(Tenure)}, of the day {len(ids)}")
        for label, took in (("as of a day", listed), ("chiefs as of a day", chiefs)):
            print(f"{label:<24}{took:8.2f} ms  {took / control:5.2f} x  {'ok' if took <= GOAL else 'MISSED'}")
        print(f"{'control: by their ids':<24}{control:8.2f} ms")
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20000)
