"""The room of matters when it is full: taking one in, its list with filters, its page, and its figures, beside controls of the same run.

``python -m tests.bench.matters [MATTERS] [--keep FOLDER]`` fills an encrypted store (100,000 matters over two years, six steps each) or
uses again one that lies in the folder. Goals: taking one in and a page within `PAGE_S` at the 95th percentile, the first rows of a list
within that of other lists, every figure of matters within `MOST_S` and `GOAL` times its bare SQL. Seconds do not transfer to another
machine; the ratios do. All people are invented.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from db.fields import Stored
from db.records.base import columns_of
from db.records.bodies.body import Body
from db.records.condition import Condition, is_, one_of
from db.records.matters.ladder import MatterLevel
from db.records.matters.matter import Matter
from db.records.matters.parts import Callback, Claimant
from db.records.registry.place import Building, Grid, House
from db.records.step import Step
from db.services.centre.set_up import set_up
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import Span
from db.services.matters.take_in import take_in
from db.services.selection import Selection
from db.store import Store, Warrant
from gui.main_window import MainWindow
from gui.models.record_source import StoreSource
from gui.models.record_table import RecordTableModel
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme
from tests.bench.lists import FIRST_S, Meter, least, shown
from tests.bench.matter_page import Silent
from tests.bench.store import PASSPHRASE, best

MATTERS, STEPS, TRIES = 100_000, 6, 40
GOAL, MOST_S, PAGE_S = 2.0, 1.0, 0.1
LEAST_S = 0.005
"""A control that takes less is taken for this: what comes so soon nobody waits for."""
SPAN = Span(date(2026, 1, 1), date(2026, 6, 30), "2026年上半年")
NOW = datetime(2026, 7, 1, 9)
_PIECE = 5_000
_OVER = "m.closed >= '2026-01-01' AND m.closed <= '2026-06-30'"
_CAME = "m.taken >= '2026-01-01' AND m.taken < '2026-07-01'"
_DONE = f"m.stage = '5' AND m.outcome <> '6' AND {_OVER}"
_STOOD = (
    "WITH stood AS (SELECT DISTINCT coalesce(m.root, m.id) AS i FROM matter m JOIN matter_at_level l ON l.owner = m.id"
    " WHERE l.level = '{level}' AND m.stage <> '0' AND l.came < '2026-07-01' AND (l.went >= '2026-01-01' OR l.went IS NULL AND"
    " (m.closed IS NULL OR m.closed >= '2026-01-01')))"
)
_SETTLED = f"{_STOOD} SELECT i, m.level = '{{level}}' AND m.outcome = '1' AND {_OVER} FROM stood JOIN matter m ON m.id = i ORDER BY i"
_CALLED = "SELECT count(*), sum({so}) FROM matter_callback c JOIN matter m ON m.id = c.owner WHERE c.at >= '2026-01-01' AND c.at < '2026-07-01'"
CONTROLS = {
    "matters_taken": f"SELECT count(*) FROM matter m WHERE m.stage <> '0' AND {_CAME}",
    "matters_closed": f"SELECT count(*) FROM matter m WHERE {_DONE}",
    "matters_listened": f"SELECT count(*) FROM matter m WHERE m.stage = '5' AND m.outcome = '1' AND m.channel IN ('4', '5') AND {_OVER}",
    "property_disputes": f"SELECT count(DISTINCT coalesce(m.root, m.id)) FROM matter m WHERE m.nature = '3' AND {_CAME}",
    "matters_answer_mean": f"SELECT avg(julianday(first_answer) - julianday(taken)) FROM matter m WHERE m.stage <> '0' AND first_answer > '' AND {_CAME}",
    "matters_answer_median": f"SELECT julianday(first_answer) - julianday(taken) AS t FROM matter m WHERE m.stage <> '0' AND first_answer > '' AND {_CAME} ORDER BY t",
    "ended_called_back": f"SELECT count(*), sum(m.called_back > '') FROM matter m WHERE {_DONE}",
    "settled_at_house": _SETTLED.format(level="1"),
    "settled_at_grid": _SETTLED.format(level="2"),
    "settled_at_community": _SETTLED.format(level="3"),
    "ended_at_grid": _SETTLED.format(level="2").replace("m.outcome = '1'", "m.outcome <> '6'"),
    "callbacks_answered": _CALLED.format(so="c.answered = '1'"),
    "callbacks_solved": _CALLED.format(so="c.solved = '1'"),
    "callbacks_satisfied": _CALLED.format(so="c.satisfaction IN ('1', '2')"),
    "whistle_rate": f"SELECT m.id, m.id IN (SELECT matter FROM whistle) FROM matter m WHERE m.root IS NULL AND {_CAME} ORDER BY m.id",
}
"""The bare SQL of figures that read what this room keeps: of the value, and of the rows where the figure has no value without them.

`tests.bench.figures` has those of all rooms.
"""


def matters(count: int, places: list[House], lead: int, first: int) -> Iterator[Matter]:
    """So many, a fifth open, a twentieth joined to another, each of a claimant, with the levels where it stood and a callback where it ended."""
    for n in range(count):
        taken = datetime(2025, 1, 1, 9) + timedelta(minutes=n * (2 * 365 * 24 * 60) // count)
        root = first + n - 7 if n % 20 == 9 else 0
        is_open = n % 5 == 0 and not root
        house, up = places[n % len(places)], taken + timedelta(days=1)
        levels = (MatterLevel(level="2", came=taken, went=up), MatterLevel(level=str(n % 3 + 2), came=up))
        ended = taken + timedelta(days=20)
        backs = (
            ()
            if is_open
            else (Callback(at=ended, by=0, way="1", answered="1", solved=str(n % 2 + 1), satisfaction=str(n % 5 + 1)),)
        )
        yield Matter(
            number=f"诉求〔2026〕{n + 1}号", slip=f"{10_000 + n}", subject=f"{n % 90 + 1}号楼楼道灯不亮",
            taken=taken, nature=str(n % 9 + 1), channel=str(n % 9 + 1), people=n % 30 + 1, house=house.id, building=house.building,
            claimants=(Claimant(name=f"居民{n % 3_000}", phone=f"13{n % 3_000:09d}"),), levels=levels, level=levels[-1].level,
            stage="3" if is_open else "5", root=root, joined=root, lead=lead, due=taken.date() + timedelta(days=15),
            first_answer=taken + timedelta(minutes=n % 4_000), callbacks=backs, called_back=None if is_open else ended.date(),
            outcome="" if is_open else "6" if root else str(n // 5 % 5 + 1), rating=str(n % 3 + 1),
            closed=None if is_open else ended.date(),
        )  # fmt: skip


def steps(store: Store, ids: list[int]) -> Iterator[tuple[Stored, ...]]:
    """Rows of the steps of matters, six each."""
    columns = columns_of(Step)
    usual = {name: field.store(field.EMPTY) for name, field in columns.items()}
    code = store.kinds[Matter.TABLE].code
    number = 1
    for n, one in enumerate(ids):
        begun = datetime(2025, 1, 1, 9) + timedelta(minutes=n)
        for step in range(STEPS):
            at = (begun + timedelta(hours=step * 20)).isoformat(timespec="minutes")
            told = usual | {
                "of": code << 43 | one,
                "what": "1",
                "said": "交办 → 处置",
                "before": "2",
                "after": "3",
                "at": at,
                "keyed": at,
            }
            yield (number, 1, *(told[name] for name in columns))
            number += 1


def fill(store: Store, count: int) -> None:
    """Grids, houses, a body, matters by the door of an import, and their steps past the writer: no index is made of them."""
    with store.writing(warrant=Warrant.PRACTICE) as w:
        grids = w.save_all([Grid(name=f"第{n}网格") for n in range(20)])
        buildings = w.save_all([Building(number=f"{n}", grid=grids[n % 20].id) for n in range(200)])
        places = w.save_all([House(building=buildings[n % 200].id, room=f"{n}") for n in range(5_000)])
        lead = w.save(Body(name="幸福物业", kind="50")).id
        first = w.save(Matter(subject="第一件", taken=datetime(2025, 1, 1, 8))).id + 1
    made = matters(count, places, lead, first)
    for _ in range(0, count, _PIECE):
        with store.writing(warrant=Warrant.PRACTICE) as w:
            w.save_all(list(islice(made, _PIECE)))
    names = ", ".join(f'"{name}"' for name in ("id", "version", *columns_of(Step)))
    marks = ", ".join("?" * (2 + len(columns_of(Step))))
    with store.writing(warrant=Warrant.PRACTICE):
        store._connection.executemany(
            f"INSERT INTO step ({names}) VALUES ({marks})", list(steps(store, store.ids(Matter, order=("id",))))
        )


def late(work: Callable[[int], object], numbers: list[int]) -> float:
    """The 95th percentile of the seconds that something took."""
    found: list[float] = []
    for number in numbers:
        begun = time.perf_counter()
        work(number)
        found.append(time.perf_counter() - begun)
    return sorted(found)[int(len(found) * 0.95) - 1]


def taking_in(store: Store, meter: Meter) -> None:
    """A matter at the desk, with its number, slip, level and clocks; beside saving a body."""
    house = store.ids(House, order=("id",))[7]

    def one(number: int) -> Matter:
        return take_in(
            store, Matter(subject=f"水管漏水{number}", house=house, claimants=(Claimant(name=f"居民{number}"),))
        )

    numbers = list(range(TRIES))
    one(-1)
    meter.say(
        "control: saving a body, 95th percentile", late(lambda n: store.save(Body(name=f"单位{n}", kind="50")), numbers)
    )
    meter.say("a matter is taken in, 95th percentile", late(one, numbers), PAGE_S)


def listing(store: Store, meter: Meter) -> None:
    """The first rows of the list, with filters."""
    model = RecordTableModel(StoreSource(store, Matter))
    while not model.is_whole():
        QApplication.processEvents()
    grid = store.ids(Grid)[3]
    asked: dict[str, tuple[Condition, ...]] = {
        "all": (),
        "open": (one_of("stage", ("1", "2", "3", "4")),),
        "open of a channel": (one_of("stage", ("1", "2", "3", "4")), is_("channel", "3")),
        "of a grid": (is_("building.grid", grid),),
        "solved, called back": (is_("outcome", "1"), is_("rating", "1")),
    }
    for name, conditions in asked.items():
        told = least(
            lambda conditions=conditions: shown(model, lambda: model.set_filter(Selection(conditions=conditions)))
        )
        meter.say(f"matters, {name} ({model.total():,}): first rows", told.first, FIRST_S)
    model.wait()


def opening(store: Store, meter: Meter, folder: Path) -> None:
    """The page of a matter, until it is painted; beside the plain form of a body."""
    window = MainWindow(lambda _: Session(store, Silent(), Settings(folder / "settings")))
    window.show()

    def opened(table: str) -> Callable[[int], None]:
        def one(record: int) -> None:
            window.open_record(table, record)
            QApplication.processEvents()

        return one

    ids = store.ids(Matter, order=("-id",))[TRIES : TRIES * 50 : 49][:TRIES]
    bodies = store.ids(Body)[:TRIES]
    for table, records in (("matter", ids), ("body", bodies)):
        opened(table)(records[0])
    meter.say("control: a body, 95th percentile", late(opened("body"), bodies))
    meter.say("the page of a matter with its steps, 95th percentile", late(opened("matter"), ids), PAGE_S)
    window.give_up()


def figures(store: Store, meter: Meter) -> None:
    """Each figure that has a control here, and how long every other one of matters takes."""
    known = figures_by_name(store.kinds)
    for name, figure in known.items():
        if figure.of not in ("matter", "whistle", "project") or figure.by_rule or figure.today_alone:
            continue
        value = best(lambda figure=figure: measure(store, figure, SPAN, now=NOW), 3)
        if sql := CONTROLS.get(name):
            control = best(lambda sql=sql: store._connection.execute(sql).fetchall(), 3)
            meter.say(f"{figure.label}", value, MOST_S, max(control, LEAST_S), GOAL)
        else:
            meter.say(f"{figure.label}", value, MOST_S)


def main() -> int:
    """0 when the goals are met, 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("matters", nargs="?", type=int, default=MATTERS)
    parser.add_argument("--keep", type=Path, help="where the store stays")
    asked = parser.parse_args()
    application = QApplication([])
    Theme(application).apply()
    meter = Meter()
    with tempfile.TemporaryDirectory() as name:
        folder = (asked.keep or Path(name)) / f"matters-{asked.matters}"
        is_there = folder.exists()
        store = (
            Store.open(folder, PASSPHRASE)
            if is_there
            else set_up(folder, "测量社区党群服务中心", "卢清", PASSPHRASE).store
        )
        if not is_there:
            fill(store, asked.matters)
        listing(store, meter)
        figures(store, meter)
        taking_in(store, meter)
        opening(store, meter, Path(name))
        store.close()
    sys.stdout.write(f"{meter.missed} goals missed\n")
    return min(meter.missed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
