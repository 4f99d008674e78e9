"""The page of a matter among many: opened from the window, and the page alone.

``python -m tests.bench.matter_page [COUNT]`` makes so many matters in a store of its own. Control: opening a body, which has the plain form.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from db.errors import AppError
from db.records.bodies.body import Body
from db.records.matters.matter import Claimant, Matter
from db.records.registry.resident import Resident
from db.store import Store, Warrant
from gui.main_window import MainWindow
from gui.messages import Question
from gui.pages.matter_page import MatterPage
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme
from tests.conftest import CENTRE, CLERK, PASSPHRASE
from tests.factories import plant

COUNT, RESIDENTS, AT_ONCE, TRIES = 100_000, 500, 5_000, 20
BEGINNING = datetime(2026, 1, 1, 9)


class Silent:
    """Tells nothing."""

    def show_error(self, error: AppError) -> None:
        raise error

    def show_crash(self, error: BaseException) -> None:
        raise error

    def ask(self, question: Question) -> bool:
        return bool(question)

    def inform(self, text: str, undo: Callable[[], None] | None = None) -> None:
        del text, undo


def fill(store: Store, count: int) -> None:
    """So many matters of a few hundred residents."""
    with store.writing() as w:
        people = w.save_all([Resident(name="王一", phone=f"13{n:09d}") for n in range(RESIDENTS)])
    who = [store.kinds.reference_of(one) for one in people]
    for first in range(0, count, AT_ONCE):
        with store.writing(warrant=Warrant.PRACTICE) as w:
            w.save_all([_matter(n, who[n % RESIDENTS]) for n in range(first, first + AT_ONCE)])


def _matter(number: int, who: int) -> Matter:
    return Matter(
        number=f"诉求〔2026〕{number}号",
        slip=f"{10_000 + number % 90_000}",
        subject=f"第{number}件",
        taken=BEGINNING + timedelta(minutes=number),
        claimants=(Claimant(who=who, name="王一"),),
    )


def took(application: QApplication, do: Callable[[int], object], ids: list[int]) -> float:
    """The median of the times, in milliseconds, until the window has painted."""
    times: list[float] = []
    for i in ids:
        started = time.perf_counter()
        do(i)
        application.processEvents()
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


def main(count: int) -> None:
    """Measures and tells."""
    application = QApplication([])
    Theme(application).apply()
    with tempfile.TemporaryDirectory() as folder:
        store, _ = Store.create(Path(folder) / "store", PASSPHRASE, CENTRE, CLERK)
        fill(store, count)
        bodies = [plant(store, Body).id for _ in range(TRIES)]
        window = MainWindow(lambda _: Session(store, Silent(), Settings(Path(folder) / "settings")))
        window.show()
        ids = store.ids(Matter, order=("-id",))[: TRIES + 1]
        window.open_record(Matter.TABLE, ids.pop())
        page = window.page(Matter.TABLE).findChild(MatterPage)
        assert isinstance(page, MatterPage)
        print(
            f"{count:,} matters: opened {took(application, lambda i: window.open_record('matter', i), ids):.0f} ms",
            end="",
        )
        print(f", the page alone {took(application, page.show_record, ids):.0f} ms", end="")
        print(f"; a body {took(application, lambda i: window.open_record('body', i), bodies):.0f} ms")
        window.give_up()
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
