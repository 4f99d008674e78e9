"""What rights cost: nothing for who does everything, little for who sees the own grid alone; beside the same without any, in one run.

``python -m tests.bench.rights [RESIDENTS] [--keep FOLDER]``; a store that lies in the folder is used again. All people are invented.
"""

import math
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial

from attrs import evolve

from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.find import find
from db.services.selection import Selection
from db.store import Store
from db.store.lift import Lift
from gui.models.record_source import StoreSource
from gui.models.record_table import RecordTableModel
from tests.bench.lists import ORDERS, Meter, run, shown
from tests.named import account_named

RUNS = 40
ROWS = 200
LEAST_S = 0.003
"""A deed that takes less is done several times at once."""
NOTHING, GRID_ROWS = 1.03, 2.0
"""So many times what it costs without rights."""
LEAST_CONTROL_S = 0.001
"""A control that takes less is taken for this: asking for rights once takes some hundredths of a millisecond, which nobody waits for."""
CLERK = "网格员"


def by_turns(deed: Callable[[], object], store: Store) -> tuple[float, float]:
    """Seconds with the clerk's rights and with none asked, the least of many by turns: whatever else the computer does only adds."""
    best = {True: float("inf"), False: float("inf")}
    begun = time.perf_counter()
    deed()
    times = max(1, round(LEAST_S / (time.perf_counter() - begun)))
    for _ in range(RUNS):
        for asked in (True, False):
            with nullcontext() if asked else store.lifted(Lift.SAME):
                begun = time.perf_counter()
                for _ in range(times):
                    deed()
                best[asked] = min(best[asked], time.perf_counter() - begun)
    return best[True] / times, best[False] / times


def whoever_does_everything(store: Store, meter: Meter) -> None:
    """Reading by all doors, and saving."""
    ids = store.ids(Resident, limit=ROWS)
    person = next(one for one in store.get_many(Resident, ids).values() if not one.care)

    def save() -> None:
        nonlocal person
        person = store.save(person)

    deeds: dict[str, Callable[[], object]] = {
        "ids of 200": lambda: store.ids(Resident, order=("name",), limit=ROWS),
        "200 records": lambda: store.get_many(Resident, ids),
        "titles of 200": lambda: store.titles(Resident.TABLE, ids),
        "a search": lambda: find(store, "王"),
        "saving": save,
    }
    for name, deed in deeds.items():
        told, control = by_turns(deed, store)
        meter.say(f"every role: {name}", told, control=max(control, LEAST_CONTROL_S), goal=NOTHING)


def first_rows(stores: Sequence[Store]) -> dict[str, list[float]]:
    """Seconds until the first rows of the list in each order, for each store: the least of several by turns, see `by_turns`."""
    models = [RecordTableModel(StoreSource(store, Resident)) for store in stores]
    found: dict[str, list[float]] = {}
    for words, order in ORDERS.items():
        found[words] = [math.inf] * len(models)
        for model in models:
            model.order_by(order)
        for _ in range(RUNS):
            for n, model in enumerate(models):
                told = shown(model, partial(model.set_filter, Selection())).first
                found[words][n] = min(found[words][n], told)
    for model in models:
        model.wait()
    return found


def in_a_grid(store: Store) -> Store:
    """The store as somebody sees it who holds a post in the first grid."""
    account = account_named(store, CLERK) or store.save(Account(name=CLERK, roles=roles_of([Role.GRID])))
    person = account.person or store.save(Person(name=CLERK)).id
    account = store.save(evolve(account, person=person))
    grid = store.select(Grid, order=("id",), limit=1)[0]
    if not store.select(Tenure, limit=1):
        store.save(Tenure(person=account.person, of=store.kinds.reference_of(grid), post="12"))
    return Store._with_key(store.folder, store._key, account.id)


def measure(store: Store, meter: Meter) -> None:
    """Who does everything beside no rights at all, and who sees a grid beside who does everything."""
    whoever_does_everything(store, meter)
    clerk = in_a_grid(store)
    for words, (everything, told) in first_rows((store, clerk)).items():
        meter.say(
            f"own grid ({clerk.count(Resident):,}){words}: first rows",
            told,
            0,
            max(everything, LEAST_CONTROL_S),
            GRID_ROWS,
        )
    clerk.close()


if __name__ == "__main__":
    sys.exit(run(__doc__, 100_000, measure))
