"""Fixtures of the tests of the page of matters."""

import pytest
from pytestqt.qtbot import QtBot

from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from tests.gui.keys import in_front
from tests.gui.matters.at_page import page_of, taken_in


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, store: Store) -> MatterPage:
    """The page on which a matter is shown that was just taken in."""
    in_front(qtbot, window)
    window.open_record("matter", taken_in(store).id)
    return page_of(window)
