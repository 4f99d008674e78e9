"""How long a table of matters takes to come in and go again, beside saving as many matters bare in the same run.

``python -m tests.bench.import_matters [ROWS]`` (20,000) writes a workbook as 12345 sends one, imports it into an encrypted store, reads it
again and takes the import back. The control saves the same matters by the store alone, in one transaction: what no import can do
without. Seconds do not transfer to another machine; the ratios do. All people are invented.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from attrs import evolve
from openpyxl import Workbook

from db.records.matters.matter import Claimant, Matter
from db.services.centre.set_up import set_up
from db.services.import_file import as_kind, commit, preview, read_file
from db.services.importing.plan import TablePlan
from db.services.undo_import import past_imports, undo_import
from db.store import Store, Warrant
from tests.bench.import_roster import GIVEN, SURNAMES
from tests.bench.lists import PASSPHRASE, Meter

T = TypeVar("T")
ROWS = 20_000
WHOLE, AGAIN, UNDO = 4.0, 3.0, 1.0
"""So many times its control: reading and taking over; reading once more what is there; taking it back."""
HEADINGS = ("工单编号", "受理时间", "事由", "诉求人", "电话", "地点", "来源")
WHAT = ("路灯不亮", "井盖松动", "楼道堆物", "噪声扰民", "下水道堵了", "电梯停运", "占道停车", "暖气不热")


def rows(count: int) -> Iterator[list[object]]:
    """Rows of invented matters, ten a day."""
    dice = random.Random(12345)
    begun = datetime(2021, 1, 1, 8)
    for number in range(count):
        taken = begun + timedelta(days=number // 10, minutes=number % 10 * 45)
        name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=2))
        phone = f"1{dice.choice('3578')}{dice.randrange(10**9):09d}"
        place = f"第{number % 40 + 1}号楼附近"
        yield [f"GD{number:08d}", f"{taken:%Y-%m-%d %H:%M}", f"{dice.choice(WHAT)}{number}", name, phone, place, "来电"]


def make_workbook(path: Path, count: int) -> None:
    """Writes the table."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("诉求")
    for row in (HEADINGS, *rows(count)):
        sheet.append(list(row))
    book.save(path)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of one run, and what it gave."""
    begun = time.perf_counter()
    given = work()
    return time.perf_counter() - begun, given


def saved_bare(store: Store, matters: list[Matter]) -> None:
    """Control: as many records with their parts, in one transaction, with the audit and the search index that all saving has."""
    bare = [evolve(one, id=0, version=0, number="", claimants=_fresh(one)) for one in matters]
    with store.writing(warrant=Warrant.UPGRADE) as w:
        w.save_all(bare)


def _fresh(one: Matter) -> tuple[Claimant, ...]:
    return tuple(evolve(claimant, id=0, version=0) for claimant in one.claimants)


def opened(folder: Path) -> Store:
    """A new store."""
    return set_up(folder, "测速", "测速", PASSPHRASE).store


def planned(store: Store, path: Path) -> TablePlan:
    """The preview that the clerk sees."""
    file = read_file(path)
    plan = preview(store, file, as_kind(file, store.kinds, Matter.TABLE), date.today())
    assert isinstance(plan, TablePlan)
    return plan


def measure(folder: Path, count: int, meter: Meter) -> None:
    """The import, its control, the table once more, and the way back."""
    path = folder / "工单.xlsx"
    make_workbook(path, count)
    store, control = opened(folder / "store"), opened(folder / "control")
    try:
        read, plan = timed(lambda: planned(store, path))
        over, _ = timed(lambda: commit(store, plan, path.name))
        found = store.select(Matter)
        if len(found) != count:
            raise SystemExit(f"{len(found)} of {count} rows came in")
        bare, _ = timed(lambda: saved_bare(control, found))
        meter.say(f"{count:,} matters: preview", read)
        meter.say(f"{count:,} matters: taken over", over)
        meter.say(f"{count:,} matters: both", read + over, control=bare, goal=WHOLE)
        again, _ = timed(lambda: planned(store, path))
        meter.say("the same table once more: preview", again, control=bare, goal=AGAIN)
        back, _ = timed(lambda: undo_import(store, past_imports(store)[0]))
        meter.say("taking it back", back, control=bare, goal=UNDO)
    finally:
        store.close()
        control.close()


def main() -> int:
    """Makes the stores, and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    asked, meter = parser.parse_args(), Meter()
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), asked.rows, meter)
    sys.stdout.write(f"{meter.missed} goals missed\n")
    return min(meter.missed, 1)


if __name__ == "__main__":
    sys.exit(main())
