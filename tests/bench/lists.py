"""Lists of a million: the first rows, the exact count behind them, and what coming back costs, beside the bare SQL of the same run.

``python -m tests.bench.lists [RESIDENTS] [--keep FOLDER]``; a store that lies in the folder is used again. All people are invented.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import define, evolve, fields
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from db.records.base import columns_of
from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.records.condition import Condition, at_least, at_most, has, is_, one_of
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import CareTag, Resident
from db.services.selection import Selection
from db.store import Store
from db.store.where import clause
from gui.models.record_source import StoreSource
from gui.models.record_table import RecordTableModel
from gui.widgets.record_view import RecordView
from tests.bench.search import GIVEN, RARE, SURNAMES
from tests.factories import estate

PASSPHRASE = "幸福里-7788-议事"
DESK = 1 << 40
A_HOUSE, A_BUILDING, BUILDINGS = 3, 110, 50
"""Residents a house, houses a building, buildings a grid."""
RUNS = 5
BEAT_MS = 5
ON_SCREEN = 30
"""Rows."""
FIRST_S, BLOCKED_S, BACK_S = 0.050, 0.100, 0.020
COUNT = 1.5
"""So many times its bare SQL, from the first rows on: the count stands behind them."""
LEAST_S = 1 / 60
"""A control that takes less is taken for this, one picture of a screen: what comes with the next one nobody has waited for."""
CARE = ("11", "12", "20", "30", "10", "13", "21", "31", "40", "50")


def insert(store: Store, row: type, rows: Iterator[dict[str, object]]) -> None:
    """Rows as they come, past the writer: neither audit nor search index is of use here."""
    names = ["id", "version", *(["owner", "position"] if row is CareTag else []), *columns_of(row)]
    marks = ", ".join("?" * len(names))
    usual = {name: field.store(field.EMPTY) for name, field in columns_of(row).items()}
    listed = ", ".join(f'"{name}"' for name in names)
    filled = ([(usual | one).get(name, 1) for name in names] for one in rows)
    store._connection.executemany(f"INSERT INTO {row.TABLE} ({listed}) VALUES ({marks})", filled)  # type: ignore[arg-type]


def people(count: int, dice: random.Random) -> Iterator[dict[str, object]]:
    """Residents as rows: one in eight is 80 or older, few are not in the register."""
    surnames = [*SURNAMES, *RARE]
    for n in range(count):
        born = f"{dice.randint(1935, 2020)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
        yield {
            "id": DESK | (n + 1),
            "name": dice.choice(surnames) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2)))),
            "id_number": f"340603{born.replace('-', '')}{n % 1000:03d}X",
            "sex": dice.choice("12"),
            "birth": born,
            "politics": dice.choices(("01", "13"), (8, 92))[0],
            "phone": f"1{dice.choice('3578')}{dice.randint(0, 999_999_999):09d}",
            "house": DESK | (n // A_HOUSE + 1),
            "population": dice.choices("12", (85, 15))[0],
            "state": dice.choices("123", (94, 4, 2))[0],
            "id_kind": "111",
        }


def tags(count: int, dice: random.Random) -> Iterator[dict[str, object]]:
    """One resident in eight is looked after for something."""
    for n in range(0, count, 8):
        yield {"id": DESK | (n + 1), "owner": DESK | (n + 1), "position": 0, "kind": dice.choice(CARE)}


def fill(folder: Path, count: int) -> Store:
    """A new store of so many residents."""
    dice = random.Random(1)
    store, _ = Store.create(folder, PASSPHRASE, Centre(name="测速"), Account(name="测速"))
    quarter = estate(store, "幸福里")
    houses = count // A_HOUSE + 1
    buildings = houses // A_BUILDING + 1
    connection = store._connection
    connection.execute("BEGIN")
    insert(store, Grid, ({"id": DESK | (n + 1), "name": f"第{n + 1}网格"} for n in range(buildings // BUILDINGS + 1)))
    insert(
        store,
        Building,
        (
            {"id": DESK | (n + 1), "estate": quarter, "number": str(n + 1), "grid": DESK | (n // BUILDINGS + 1)}
            for n in range(buildings)
        ),
    )
    insert(
        store,
        House,
        (
            {"id": DESK | (n + 1), "building": DESK | (n // A_BUILDING + 1), "unit": "1", "room": str(n % A_BUILDING)}
            for n in range(houses)
        ),
    )
    insert(store, Resident, people(count, dice))
    insert(store, CareTag, tags(count, dice))
    connection.execute("COMMIT")
    return store


def conditions(store: Store) -> dict[str, tuple[Condition, ...]]:
    """What is asked for: several filters with few and with many who meet them, one filter, none."""
    here = is_("state", "1")
    old = at_least("birth.age", 80)
    party = one_of("politics", ["01", "02"])
    grid = is_("house.building.grid", store.ids(Grid, order=("id",))[0])
    return {
        "80+, alone, a grid": (old, has("care", is_("kind", "11")), grid, here),
        "91 years old, party, floating": (is_("birth.age", 91), party, is_("population", "2"), here),
        "80+, party, floating": (old, party, is_("population", "2"), here),
        "80+, a grid": (old, grid, here),
        "a grid": (grid,),
        "women, 18-59, no party": (
            is_("sex", "2"),
            at_least("birth.age", 18),
            at_most("birth.age", 59),
            is_("politics", "13"),
        ),
        "80+": (old, here),
        "all": (),
    }


ORDERS = {"": "", ", by name": "name", ", by where they live": "house"}
"""How the rows are ordered: as the list itself is, and by headers."""


class Meter:
    """Prints what was measured, beside its goal."""

    def __init__(self) -> None:
        self.missed = 0

    def say(self, name: str, seconds: float, goal_s: float = 0, control: float = 0, goal: float = 0) -> None:
        """One line: milliseconds, their goal; the control, the ratio and its goal."""
        told = f"{name:<70}{seconds * 1000:9.1f} ms"
        if goal_s:
            told += f"  goal {goal_s * 1000:.0f}{self._verdict(seconds <= goal_s)}"
        if control:
            told += f"  control {control * 1000:.1f}  {seconds / control:.2f}x goal {goal}{self._verdict(seconds <= goal * control)}"
        sys.stdout.write(f"{told}\n")

    def _verdict(self, met: bool) -> str:
        self.missed += not met
        return "" if met else " MISSED"


def bare_count(store: Store, asked: tuple[Condition, ...]) -> float:
    """Seconds for the bare SQL of the count, on a connection that has read nothing, as the list has one."""
    own = store.again()
    where, values = clause(Resident, own.where(Resident, asked))
    begun = time.perf_counter()
    own._connection.execute(f"SELECT count(*) FROM resident{where}", values).fetchone()
    taken = time.perf_counter() - begun
    own.leave()
    return taken


@define
class Shown:
    """One change of a list, as the clerk meets it: seconds until the first rows and the rest, from the first rows to the count, the longest
    that keys waited."""

    first: float = 0
    behind: float = 0
    whole: float = 0
    blocked: float = 0


def shown(model: RecordTableModel, change: Callable[[], object]) -> Shown:
    """Makes the change, reads the rows that a screen has, and waits for the rest as a window does."""
    found, begun = Shown(), time.perf_counter()
    last, counted = begun, 0.0

    def since() -> float:
        return time.perf_counter() - begun

    def on_counted() -> None:
        nonlocal counted
        counted = counted or since()

    def look() -> None:
        """Reads what is on the screen; how long no key was answered."""
        nonlocal last
        if not found.first and (model.rowCount() or model.is_whole()):
            for row in range(min(ON_SCREEN, model.rowCount())):
                for column in range(model.columnCount()):
                    model.index(row, column).data()
            found.first = since()
        found.blocked, last = max(found.blocked, time.perf_counter() - last), time.perf_counter()
        if model.is_whole():
            loop.quit()

    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(look)
    model.counted.connect(on_counted)
    change()
    look()
    if not model.is_whole():
        timer.start(BEAT_MS)
        loop.exec()
    found.whole = since()
    found.behind = max(0.0, counted - found.first)
    model.counted.disconnect(on_counted)
    return found


def least(measured: Callable[[], Shown]) -> Shown:
    """The least of each, over several runs: whatever else the computer does only adds."""
    runs = [measured() for _ in range(RUNS)]
    return Shown(*(min(getattr(run, one.name) for run in runs) for one in fields(Shown)))


def measure(store: Store, meter: Meter) -> None:
    """Each list in several orders; then coming back to it."""
    begun = time.perf_counter()
    model = RecordTableModel(StoreSource(store, Resident))
    view = RecordView(model)
    view.resize(1366, 600)
    view.show()
    QCoreApplication.processEvents()
    meter.say("the list is opened", time.perf_counter() - begun, BLOCKED_S)
    while not model.is_whole():
        QCoreApplication.processEvents()
    for name, asked in conditions(store).items():
        bare = min(bare_count(store, asked) for _ in range(RUNS))

        def narrow(asked: tuple[Condition, ...] = asked) -> Shown:
            return shown(model, lambda: model.set_filter(Selection(conditions=asked)))

        for words, order in ORDERS.items():
            model.order_by(order)
            told = least(narrow)
            meter.say(f"{name} ({model.total():,}){words}: first rows", told.first, FIRST_S)
            if not order:
                meter.say(
                    f"{name}: exact count, after the first rows", told.behind, control=max(bare, LEAST_S), goal=COUNT
                )
                meter.say(f"{name}: exact count, bare SQL", bare)
            meter.say(f"{name}{words}: keys waited at most", told.blocked, BLOCKED_S)
            meter.say(f"{name}{words}: all ids", told.whole)
    model.order_by("")
    meter.say("coming back, nothing saved", least(lambda: shown(model, model.refresh)).blocked, BACK_S)
    person = store.select(Resident, limit=1)[0]

    def save_and_return() -> Shown:
        nonlocal person
        person = store.save(evolve(person, note=f"{person.note}。"))
        return shown(model, model.refresh)

    told = least(save_and_return)
    meter.say("coming back, one saved", told.first, FIRST_S)
    meter.say("coming back, one saved: keys waited at most", told.blocked, BLOCKED_S)
    model.wait()


def run(doc: str | None, usual: int, measured: Callable[[Store, Meter], None]) -> int:
    """Makes or opens the store that the command line asks for, and measures; the exit code.

    Args:
        doc: what ``--help`` tells.
        usual: so many residents where nobody says.
        measured: measures with the store.
    """
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("residents", nargs="?", type=int, default=usual)
    parser.add_argument("--keep", type=Path, help="where the store stays")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication([])
    meter = Meter()
    with tempfile.TemporaryDirectory() as name:
        folder = (asked.keep or Path(name)) / f"store-{asked.residents}"
        store = Store.open(folder, PASSPHRASE) if folder.exists() else fill(folder, asked.residents)
        try:
            measured(store, meter)
        finally:
            store.close()
    sys.stdout.write(f"{meter.missed} goals missed\n")
    return min(meter.missed, 1)


if __name__ == "__main__":
    sys.exit(run(__doc__, 1_000_000, measure))
