"""Somebody of each role walks through the whole window, and no word is read of what he may not see: hidden pieces and tips, too."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.records.kind import Kind, Room
from db.records.may import Right
from db.records.role import Role
from db.store import Store
from gui.dialogs.export_dialog import ExportDialog
from gui.main_window import MainWindow
from gui.pages.centre.settings import SettingsPage
from gui.pages.entries import FIGURES, SETTINGS, TODAY
from gui.pages.refused import REFUSED
from gui.widgets.chips import selections
from tests.db.rights.hunting import Prey
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.sight import readable_texts

pytestmark = pytest.mark.xdist_group("rights in a window")  # in one process what both files stand on is made once

HUNTERS = (Role.AUDITOR, Role.ADMIN, Role.DESK, Role.MEDIATOR, Role.GRID, Role.FUNDS)
each_hunter = pytest.mark.parametrize("role", HUNTERS, ids=lambda role: role.name.casefold())
SAID_ANYWAY = (Room.DUTIES,)
"""Where records speak of papers and fields, in words that stand everywhere."""
OPENED = 2
"""So many records of each type are opened: of those that are seen, and of those that are not."""


def front(window: MainWindow) -> list[str]:
    """What the page in front tells."""
    page = window._stack.currentWidget()
    assert page is not None
    return read(page)


def read(window: QWidget) -> list[str]:
    """What a page or a dialog tells, hidden pieces and the entries of its menus too."""
    QApplication.processEvents()
    menus = [action.text() for menu in window.findChildren(QMenu) for action in menu.actions()]
    return [*readable_texts(window), *menus]


def places(window: MainWindow, prey: Prey, shown: Shown) -> Iterator[tuple[str, list[str]]]:
    """Where it was read, and what."""
    for key, entry in window._entries.items():
        window.show_page(key)
        if key == FIGURES:
            QApplication.processEvents()
        yield key, front(window)
        if entry.kind is not None:
            yield from of_kind(window, entry.kind, prey)
    settings = window.page(SETTINGS)
    assert isinstance(settings, SettingsPage)
    for number in settings.allowed:
        settings.show_tab(number)
        yield f"settings {number}", front(window)
    window.show_page(TODAY)
    yield "navigation", read(window.navigation)
    yield "told", [*map(str, shown.errors), *shown.news, *(f"{q.title}{q.text}" for q in shown.questions)]


def of_kind(window: MainWindow, kind: Kind, prey: Prey) -> Iterator[tuple[str, list[str]]]:
    """What is read of records that are seen and of those that are not, of a new one, and over their list."""
    for what, ids in (("seen", prey.seen), ("hidden", prey.hidden)):
        for record_id in ids[kind.table][:OPENED]:
            window.open_record(kind.table, record_id)
            some_are_seen = window.session.may(kind.record, Right.SEE)  # where none is, the page itself says so
            assert (window.current_key() == REFUSED) == (what == "hidden" and some_are_seen), kind.table
            window.reveal()
            yield f"{kind.table} {what}", front(window)
    if window.session.may(kind.record, Right.MAKE):
        window.open_new(kind.table)
        yield f"{kind.table} new", front(window)
    page = window.page(kind.table)
    if hasattr(page, "list"):
        window.show_list(kind.table)
        page.list.keeper.fill()
        filters = page.list.filter_dialog()
        dialog = ExportDialog(kind.record, selections(page.list), page.list.shown(), window)
        yield f"{kind.table} dialogs", [*read(filters), *read(dialog), *front(window)]
        for one in (filters, dialog):
            one.deleteLater()


@each_hunter
def test_no_word_of_what_he_may_not_see_is_read(window: MainWindow, clerk: Store, shown: Shown) -> None:
    prey = Prey(clerk, [kind.table for kind in clerk.kinds if kind.room not in SAID_ANYWAY])
    assert prey.count() > 50, "there is something to hunt"
    caught = {(place, word) for place, texts in places(window, prey, shown) for word in prey.caught(texts)}
    assert caught == set()
    assert shown.crashes == []


@each_hunter
def test_no_word_of_it_is_found(window: MainWindow, clerk: Store, qtbot: QtBot) -> None:
    prey = Prey(clerk, [kind.table for kind in clerk.kinds if kind.room not in SAID_ANYWAY])
    words = prey.words()
    if window.search.isHidden():
        return
    in_front(qtbot, window)
    for word in words:
        window.search.start()
        write(window.search.line, word)
        window.search.search_now()
        qtbot.waitUntil(lambda: bool(window.search.results()))
        found = [line.text for line in window.search.results() if "没有找到" not in line.text]
        assert prey.caught(found) == set(), word
