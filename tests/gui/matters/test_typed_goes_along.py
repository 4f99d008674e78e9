"""What is typed goes with what is saved of it: whenever the program dies, either there is a draft or the deed is done, never both."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.base import Record
from db.records.matters.matter import Matter
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from tests.gui.keys import write
from tests.gui.matters.at_page import CTRL, buttons, choose, press, typed
from tests.gui.matters.test_catch_up import opened, type_in

Deed = Callable[[MatterPage, MainWindow, QtBot], Callable[[], object]]
"""Types, and keeps what is typed; gives what does it."""


def make_a_move(page: MatterPage, _window: MainWindow, _qtbot: QtBot) -> Callable[[], object]:
    typed(page, "called", "网格长")
    assert page.moving is not None
    page.moving.keep_draft()
    return lambda: press(Qt.Key.Key_Return, CTRL)


def catch_up(page: MatterPage, _window: MainWindow, qtbot: QtBot) -> Callable[[], object]:
    asking = opened(page, qtbot)
    type_in(asking, 0, "called", "网格长")
    asking.keep_draft()
    return asking.commit


def write_a_note(page: MatterPage, _window: MainWindow, _qtbot: QtBot) -> Callable[[], object]:
    noting = page.timeline.noting
    write(noting.line, "答应明天去")
    noting.keep_draft()
    return noting.note.click


def change(page: MatterPage, _window: MainWindow, _qtbot: QtBot) -> Callable[[], object]:
    buttons(page)["修改"].click()
    return _saved(page)


def correct(page: MatterPage, _window: MainWindow, _qtbot: QtBot) -> Callable[[], object]:
    choose(page, "更正…")
    page.side.reason.setText("写错")
    return _saved(page)


def _saved(page: MatterPage) -> Callable[[], object]:
    page.form.editors["place"].set_value("3号楼东侧")
    page.form.keep_draft()
    return page.save


def take_in(page: MatterPage, window: MainWindow, _qtbot: QtBot) -> Callable[[], object]:
    window.open_new(Matter.TABLE)
    write(page.form.editors["subject"].target(), "路灯不亮")
    return _saved(page)


def register(kind: type[Record], name: str, words: str) -> Deed:
    def deed(_page: MatterPage, window: MainWindow, _qtbot: QtBot) -> Callable[[], object]:
        window.open_new(kind.TABLE)
        page = window.page(kind.TABLE).form_page
        write(page.form.editors[name].target(), words)
        page.form.keep_draft()
        return page.save

    deed.__name__ = f"register_{kind.TABLE}"
    return deed


DEEDS: tuple[Deed, ...] = (
    make_a_move,
    catch_up,
    write_a_note,
    change,
    correct,
    take_in,
    register(Resident, "name", "王建国"),
    register(Visit, "finding", "家里没人"),
)


def assert_never_both(store: Store, do: Callable[[], object]) -> None:
    """Does what was typed in the one draft there is, and looks all the while."""
    other = Store._with_key(store.folder, store._key)
    before = other.last_entry()
    assert len(other.drafts.all()) == 1
    seen: list[tuple[bool, int]] = []

    def look(_statement: str) -> None:
        """What another program sees as the engine begins a statement is what is there once this one is killed."""
        seen.append((other.last_entry() != before, len(other.drafts.all())))

    store._connection.set_trace_callback(look)  # type: ignore[attr-defined]
    try:
        do()
    finally:
        store._connection.set_trace_callback(None)  # type: ignore[attr-defined]
        look("")
        other.close()
    assert set(seen) == {(False, 1), (True, 0)}
    assert (seen[0], seen[-1]) == ((False, 1), (True, 0))


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_a_draft_and_its_deed_are_never_there_together(
    page: MatterPage, window: MainWindow, store: Store, qtbot: QtBot, deed: Deed
) -> None:
    assert_never_both(store, deed(page, window, qtbot))
