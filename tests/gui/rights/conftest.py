"""The practice community as somebody of each role sees it in a window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.records.role import Role
from db.store import Store
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from tests.db.rights.town import name_of, populate
from tests.gui.conftest import Shown
from tests.named import account_named


@pytest.fixture(scope="session")
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = populate(tmp_path_factory.mktemp("practice") / "store", date.today())
    yield store
    store.close()


@pytest.fixture
def clerk(community: Store, role: Role) -> Iterator[Store]:
    """The store, opened by the clerk with the role."""
    account = account_named(community, name_of(role))
    assert account is not None
    store = Store._with_key(community.folder, community._key, account.id)
    yield store
    store._connection.close()


@pytest.fixture
def window(qtbot: QtBot, clerk: Store, shown: Shown, tmp_path: Path) -> Iterator[MainWindow]:
    """The clerk's window."""
    made = MainWindow(lambda _: Session(clerk, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.print_desk.wait()
    made.hide()
    for page in made._pages.values():
        getattr(page, "wait", lambda: None)()
