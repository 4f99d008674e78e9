"""The desk on a store in which two clerks work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.store import Store
from gui.desk import Desk
from gui.settings import Settings
from gui.tasks import under_way
from gui.theme import Theme
from tests.gui.clerks import PASSPHRASE, add_clerk
from tests.gui.keys import in_front
from tests.gui.lock.locking import front


@pytest.fixture
def desk(qtbot: QtBot, store: Store, tmp_path: Path, theme: Theme) -> Iterator[Desk]:
    """The desk on a store in which two clerks work."""
    add_clerk(store)
    store.close()
    made = Desk(Settings.load(tmp_path / "settings"), theme)
    made.open(Store.open(store.folder, PASSPHRASE))
    qtbot.waitUntil(lambda: not under_way(), timeout=20_000)
    in_front(qtbot, front(made))
    yield made
    made.leave()
    made.close()
