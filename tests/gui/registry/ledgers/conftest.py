"""A window of a centre that has ledgers, and one ledger of four people in it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.records.condition import is_
from db.records.registry.ledger import LEDGERS_SWITCH, TICK, WORDS, Ledger, LedgerColumn
from db.records.registry.resident import RESIDENTS, Resident
from db.services.centre.switches import turn
from db.services.registry.ledgers.freezing import Asked, freeze
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.record_page import RecordPage
from gui.pages.registry.ledger import LedgerPage
from gui.session import Session
from gui.settings import Settings
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front

TODAY = date.today()
EVERYBODY = (is_("state", "1"),)
COLUMNS = (LedgerColumn(name="方式", form=WORDS), LedgerColumn(name="照片", form=TICK))


@pytest.fixture
def people(store: Store) -> dict[str, Resident]:
    turn(store, LEDGERS_SWITCH, on=True)
    return settle(store)


@pytest.fixture
def window(qtbot: QtBot, people: dict[str, Resident], store: Store, shown: Shown, tmp_path: Path) -> MainWindow:
    """The window of a centre that has ledgers."""
    assert people
    made = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def ledger(store: Store, people: dict[str, Resident]) -> Ledger:
    """Four of the five; the list that it came from has one more."""
    begun = Ledger(name="医保缴费", since=TODAY, until=TODAY + timedelta(days=9), columns=COLUMNS)
    ids = [one.id for name, one in people.items() if name != "李𠮷"]
    return freeze(store, begun, Asked(RESIDENTS, ids, EVERYBODY, "在册的"), TODAY)


@pytest.fixture
def page(window: MainWindow, ledger: Ledger, qtbot: QtBot) -> LedgerPage:
    window.open_record("ledger", ledger.id)
    in_front(qtbot, window)
    (found,) = window.page("ledger").findChildren(LedgerPage)
    found.take_focus()
    return found


@pytest.fixture
def register(window: MainWindow, people: dict[str, Resident], qtbot: QtBot) -> RecordPage:
    assert people
    window.show_list("resident")
    in_front(qtbot, window)
    found: RecordPage = window.page("resident")
    found.list.view.mark_first()
    found.list.view.setFocus()
    return found
