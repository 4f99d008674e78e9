"""A ledger of 10,000 rows: opening it, marking one, who is left by grid, adding, exporting, taking a table back, beside controls of the same run.

``python -m tests.bench.ledgers [ROWS]``. A control does the least that the work cannot do without: the bare SQL, one record saved, the same
cells written by the same library. All people are invented.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from db.errors import AppError
from db.records.registry.ledger import LEDGERS_SWITCH, NUMBER, TICK, WORDS, Ledger, LedgerColumn, LedgerRow
from db.records.registry.resident import RESIDENTS, Resident
from db.records.visits.visit import Visit
from db.services.centre.switches import turn
from db.services.deleting import delete
from db.services.export_table import written_table
from db.services.import_file import ReadFile
from db.services.importing.choices import Choices
from db.services.registry.ledgers import counts, freezing, marks
from db.services.registry.ledgers.export import export_ledger, sheet_of
from db.services.registry.ledgers.freezing import Asked
from db.services.registry.ledgers.taking import Target, commit, plan_of
from db.services.sheets.process import read_sheets
from db.services.visits.visit_many import visit_many
from db.store import Store
from gui.messages import Question
from gui.pages.registry.ledger import LedgerPage
from gui.session import Session
from gui.settings import Settings
from gui.widgets.ledger_chips import LEFT
from tests.bench.lists import Meter, fill
from tests.giving import USE

ROWS, RUNS, GRIDS = 10_000, 5, 6
OPEN_S, MARK_S, NARROW_S, GRID_S = 0.500, 0.100, 0.150, 0.020
"""Until the rows are seen, a mark is seen, a grid or a name alone is seen, and for the numbers of the chips."""
OPEN, MARK, GRID, EXPORT, BACK = 10.0, 15.0, 3.0, 2.5, 4.0
"""So many times its control."""
TODAY = date.today()
COLUMNS = (
    LedgerColumn(name="方式", form=WORDS),
    LedgerColumn(name="照片", form=TICK),
    LedgerColumn(name="金额", form=NUMBER),
)


class Silent:
    """Messages that nobody reads; what goes wrong ends the bench."""

    def show_error(self, error: AppError) -> None:
        raise error

    def show_crash(self, error: BaseException) -> None:
        raise error

    def ask(self, question: Question) -> bool:
        return bool(question.title)

    def inform(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Nothing."""


def took(do: Callable[[], Any], runs: int = RUNS) -> tuple[float, Any]:
    """The least of several runs in seconds, and what the last gave: whatever else the computer does only adds."""
    best, given = float("inf"), None
    for _ in range(runs):
        begun = time.perf_counter()
        given = do()
        best = min(best, time.perf_counter() - begun)
    return best, given


def once(do: Callable[[], Any]) -> tuple[float, Any]:
    return took(do, 1)


def painted(do: Callable[[], object]) -> Callable[[], None]:
    """The same until it is seen."""

    def whole() -> None:
        do()
        QCoreApplication.processEvents()

    return whole


def filled(store: Store, rows: int) -> Ledger:
    """A ledger of so many residents in a few grids, with something in its own columns; every third is done with."""
    begun = Ledger(name="医保缴费", since=TODAY, columns=COLUMNS)
    ledger = freezing.add(store, begun, Asked(RESIDENTS, store.ids(Resident)[:rows]), TODAY).now
    with store.writing() as w:
        for place, row in enumerate(w.read.select(LedgerRow)):
            values = marks.written({ledger.columns[0].key: "微信", ledger.columns[2].key: "380"})
            done = TODAY if place % 3 == 0 else None
            told = {"grid": f"第{place % GRIDS + 1}网格", "values": values, "done": done, "did": "王敏" if done else ""}
            w.save(evolve(row, **told))
    return ledger


def measure_page(store: Store, ledger: Ledger, folder: Path, meter: Meter) -> None:
    """What a clerk waits for in the window."""
    connection = store._connection
    bare, _ = took(lambda: connection.execute("SELECT * FROM ledger_row WHERE ledger = ?", (ledger.id,)).fetchall())
    page = LedgerPage(Session(store, Silent(), Settings(folder / "settings")))
    page.resize(1170, 640)
    page.show()
    QCoreApplication.processEvents()

    def opened() -> None:
        page.ledger = Ledger()
        page.show_ledger(ledger.id)

    seconds, _ = took(painted(opened))
    meter.say(f"opening a ledger of {len(page.rows):,}", seconds, OPEN_S, bare, OPEN)
    seconds, _ = took(painted(page.refresh))
    meter.say("coming back to it", seconds, OPEN_S)
    page.take_focus()
    one = page.rows[-1]

    def saved() -> None:
        nonlocal one
        one = store.save(evolve(one, note=f"{one.note}。"))

    bare, _ = took(saved)
    page.refresh()
    seconds, _ = took(painted(page.turn_marks))
    meter.say("marking one", seconds, MARK_S, bare, MARK)
    grids = [one.grid for one in counts.by_grid(page.rows)]
    seconds, _ = took(painted(lambda: (page.choose(LEFT, grids[0]), page.choose(LEFT, grids[1]))))
    meter.say("one grid alone", seconds / 2, NARROW_S)
    page.choose(LEFT, "")
    seconds, _ = took(painted(lambda: page.words.setText("zg" if page.words.text() != "zg" else "z")))
    meter.say("initials typed", seconds, NARROW_S)
    sql = "SELECT grid, count(*), sum(done IS NULL) FROM ledger_row WHERE ledger = ? GROUP BY grid"
    bare, _ = took(lambda: connection.execute(sql, (ledger.id,)).fetchall())
    seconds, found = took(lambda: counts.by_grid(page.rows))
    meter.say(f"who is left in {len(found)} grids", seconds, GRID_S, bare, GRID)
    page.hide()


def plainly(path: Path, table: list[list[Any]]) -> None:
    """Control: the same cells, written as every export writes them."""
    head, *rows = table
    with written_table(path, "表", [12] * len(head), [str(cell) for cell in head], rows):
        pass


def saved_again(store: Store, rows: list[LedgerRow]) -> None:
    """Control: as many rows are saved once more."""
    with store.writing() as w:
        w.save_all([evolve(row, phone="13800000000") for row in rows])


def measure_files(store: Store, ledger: Ledger, folder: Path, meter: Meter) -> None:
    """Out as a workbook, and back."""
    rows, path = counts.rows_of(store, ledger.id), folder / "out.xlsx"
    seconds, _ = took(lambda: export_ledger(store, sheet_of(store, ledger, rows), path, whole=USE), 3)
    (sheet,) = read_sheets(path, lambda _done, _total: True)
    bare, _ = took(lambda: plainly(folder / "control.xlsx", sheet.rows), 3)
    meter.say(f"exporting {len(rows):,}", seconds, control=bare, goal=EXPORT)
    head, *told = sheet.rows
    done, note = head.index("办了"), head.index("备注")
    back = [[*row[:done], "√", *row[done + 1 : note], "已联系", *row[note + 1 :]] for row in told]
    file = ReadFile("back.xlsx", (evolve(sheet, rows=[head, *back]),))
    seconds, plan = once(lambda: plan_of(store, file, Target(ledger, "resident"), Choices(), TODAY))
    meter.say(f"a table that comes back, {len(back):,} rows: preview", seconds)
    bare, _ = once(lambda: saved_again(store, rows))
    plan = plan_of(store, file, Target(ledger, "resident"), Choices(), TODAY)
    seconds, _ = once(lambda: commit(store, plan, "back.xlsx"))
    meter.say("a table that comes back: taken over", seconds, control=bare, goal=BACK)
    name, number = head.index("姓名"), head.index("证件号码")
    sent = [["姓名", "身份证号码", "应缴"], *([row[name], row[number], 380] for row in told)]
    file = ReadFile("sent.xlsx", (evolve(sheet, rows=sent),))
    seconds, plan = once(
        lambda: plan_of(store, file, Target(Ledger(name="新", since=TODAY), "resident"), Choices(), TODAY)
    )
    meter.say("a list that was sent: preview", seconds)
    seconds, _ = once(lambda: commit(store, plan, "sent.xlsx"))
    meter.say("a list that was sent: taken over", seconds)


def measure_many(store: Store, rows: int, meter: Meter) -> None:
    """What goes on behind the window: how long the bar is seen."""
    ids = store.ids(Resident)[:rows]
    blank = Ledger(name="体检", since=TODAY)
    seconds, added = once(lambda: freezing.add(store, blank, Asked(RESIDENTS, ids), TODAY))
    meter.say(f"adding {len(added.rows):,}", seconds)
    seconds, saved = once(lambda: marks.mark(store, added.rows, TODAY, "王敏"))
    meter.say("marking all of them", seconds)
    seconds, _ = once(lambda: freezing.take_out(store, saved))
    meter.say("taking all of them out", seconds)
    seconds, _ = once(lambda: freezing.put_back(store, saved))
    meter.say("putting them back", seconds)
    seconds, _ = once(lambda: delete(store, store.get(Ledger, added.now.id)))
    meter.say("deleting the ledger with them", seconds)
    seconds, visits = once(lambda: visit_many(store, Visit(day=TODAY, visitor="王敏"), ids))
    meter.say(f"writing down {len(visits):,} visits", seconds)


def main() -> int:
    """Makes the store, and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication([])
    meter = Meter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = fill(folder / "store", asked.rows)
        turn(store, LEDGERS_SWITCH, on=True)
        try:
            ledger = filled(store, asked.rows)
            measure_page(store, ledger, folder, meter)
            measure_files(store, ledger, folder, meter)
            measure_many(store, asked.rows, meter)
        finally:
            store.close()
    sys.stdout.write(f"{meter.missed} goals missed\n")
    return min(meter.missed, 1)


if __name__ == "__main__":
    sys.exit(main())
