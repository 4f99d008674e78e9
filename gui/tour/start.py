"""Starts the tour: a window on a new store, the steps, the report."""

import tempfile
from importlib import resources
from pathlib import Path

from PySide6.QtWidgets import QApplication

from db.services.set_up import set_up
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme
from gui.tour.play import Tour
from gui.tour.steps import steps

CENTRE, CLERK = "幸福里社区党群服务中心", "王敏"
# The store lives as long as the tour.
PASSPHRASE = "演示用的口令"  # noqa: S105


def play(application: QApplication, folder: Path, store: Path | None, roster: Path | None) -> int:
    """Plays the tour into a folder; 0 when every step succeeded, else 1.

    Raises:
        StoreExists: the store that was named is there already; the tour wants a new one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    Theme(application).apply()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        new = set_up(store or Path(name) / "store", CENTRE, CLERK, PASSPHRASE)
        window = MainWindow(lambda messages: Session(new.store, messages, Settings(Path(name))))
        window.show()
        window.activateWindow()
        tour = Tour(window, folder)
        given = resources.files("resources").joinpath("practice", "roster.csv")
        with resources.as_file(given) as usual:
            for step, act in steps(roster or usual):
                tour.play(step, act)
        window.close()
        new.store.close()
    return 0 if tour.ok() else 1
