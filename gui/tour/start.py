"""Starts the tour: a new store, the real window, every step, and the report."""

import sys
import tempfile
from importlib import resources
from pathlib import Path

from PySide6.QtWidgets import QApplication

from db.services.centre.set_up import set_up
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme
from gui.tour.hands import breathe, until
from gui.tour.play import REPORT, Tour
from gui.tour.steps import steps

CENTRE = "梧桐社区党群服务中心"
CLERK = "卢清"
PASSPHRASE = "tour-only"  # noqa: S105  the store of a tour is looked at and thrown away


def play(application: QApplication, folder: Path, store_folder: Path | None, roster: Path | None) -> int:
    """Plays the whole main job; 0 when every step succeeded, 1 when one failed.

    Args:
        application: the Qt application.
        folder: where pictures, papers and ``tour.json`` go.
        store_folder: where the new store is made; None for one that is thrown away afterwards.
        roster: the roster to import; None for the one that the program brings along.

    Raises:
        StoreExists: there is a store in ``store_folder``.
    """
    with tempfile.TemporaryDirectory(prefix="dangqun-tour-") as spare:
        brought = resources.as_file(resources.files("resources").joinpath("practice", "roster.csv"))
        with brought as sample:
            ok = _play(application, folder, store_folder or Path(spare) / "store", roster or sample)
    print(f"演示{'完成' if ok else '有失败的步骤'}，画面、文书和 {REPORT} 在：{folder}", file=sys.stderr)  # noqa: T201
    return 0 if ok else 1


def _play(application: QApplication, folder: Path, store_folder: Path, roster: Path) -> bool:
    settings = Settings(folder)
    theme = Theme(application)
    theme.apply(settings.factor)
    store = set_up(store_folder, CENTRE, CLERK, PASSPHRASE).store
    try:
        window = MainWindow(lambda messages: Session(store, messages, settings))
        window.show()
        window.activateWindow()
        until(window.isActiveWindow, "窗口")
        breathe()
        tour = Tour(window, folder)
        for name, act in steps(roster, window.session.kinds):
            tour.play(name, act)
        window.close()
    finally:
        store.close()
    return tour.ok()
