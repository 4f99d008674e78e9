"""A window that was closed leaves nothing behind: what is connected to a thing without a parent would keep all of it for ever."""

import gc
import weakref
from pathlib import Path

from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.entries import pages
from gui.session import Session
from gui.settings import Settings
from tests.factories import plant
from tests.gui.conftest import Shown, sweep


def walked(qtbot: QtBot, store: Store, shown: Shown, folder: Path) -> "weakref.ref[MainWindow]":
    """A window that showed every page and a record of every kind, and was closed."""
    window = MainWindow(lambda _: Session(store, shown, Settings(folder / "settings")))
    window.show()
    qtbot.waitExposed(window)
    for entry in pages(KINDS):
        window.show_page(entry.key)
        if entry.kind is not None and entry.kind.table == entry.key:
            window.open_record(entry.key, plant(store, entry.kind.record).id)
    window.print_desk.wait()
    window.close()
    window.deleteLater()
    return weakref.ref(window)


def test_nothing_keeps_a_window_that_was_closed(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> None:
    closed = walked(qtbot, store, shown, tmp_path)

    def gone() -> bool:
        sweep()
        gc.collect()
        return closed() is None

    qtbot.waitUntil(gone)
