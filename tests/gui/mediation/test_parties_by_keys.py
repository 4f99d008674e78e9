"""The parties of a case in its moves, by keys alone: where Tab goes, what Ctrl+Enter does, and what stays masked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.mediation.case import MediationCase
from db.services.move import flow_of, move
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import RowsEditor
from gui.widgets.move_form import MoveForm
from tests.gui.community import settle
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, dialog, page_of, press
from tests.gui.mediation.test_case_page import accepted

PHONE, MASKED = "15412343281", "154****3281"


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, store: Store) -> MatterPage:
    """A case that was just accepted; its parties have telephones."""
    settle(store)
    saved = accepted(store)
    store.save(changed(saved, parties=tuple(changed(party, phone=PHONE) for party in saved.parties)))
    in_front(qtbot, window)
    window.open_record(MediationCase.TABLE, saved.id)
    return page_of(window, MediationCase.TABLE)


def now(store: Store) -> MediationCase:
    return store.select(MediationCase)[0]


def moving(page: MatterPage) -> MoveForm:
    assert page.moving is not None
    return page.moving


def parties(form: MoveForm) -> RowsEditor:
    rows = form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    return rows


def phones(form: MoveForm) -> list[str]:
    """The telephones as they stand on the screen."""
    return [row.editors["phone"].line.text() for row in parties(form).rows]  # type: ignore[attr-defined]


def consent(form: MoveForm, number: int = 0, code: str = "1") -> None:
    """Types whether a party agrees."""
    target = parties(form).rows[number].editors["consent"].target()
    target.setFocus()
    write(target, code)
    press(Qt.Key.Key_Tab)


def walked(first: QWidget, is_last: Callable[[QWidget], bool]) -> list[QWidget]:
    """Where Tab goes from a widget until the last one that is asked for, or all around."""
    first.setFocus()
    seen = [first]
    while not is_last(seen[-1]):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused not in seen, "Tab goes round"
        seen.append(focused)
    return seen


def is_red(widget: QWidget) -> bool:
    return isinstance(widget, QPushButton) and widget.property("kind") == "primary"


def test_what_a_draft_restores_stays_masked(page: MatterPage, window: MainWindow, store: Store) -> None:
    assert phones(moving(page)) == [MASKED, MASKED]
    consent(moving(page))
    press(Qt.Key.Key_Escape)
    window.show_page("today")
    window.open_record(MediationCase.TABLE, now(store).id)
    assert moving(page).band.text().startswith("接着上次")
    assert parties(moving(page)).rows[0].editors["consent"].value() == "1"
    assert phones(moving(page)) == [MASKED, MASKED]
    seen = [entry.action for entry in store.history(now(store))].count("seen")
    parties(moving(page)).setFocus()
    window.reveal()
    assert phones(moving(page)) == [PHONE, PHONE]
    assert [entry.action for entry in store.history(now(store))].count("seen") > seen
    window.show_page("today")
    window.show_page(MediationCase.TABLE)
    assert phones(moving(page)) == [MASKED, MASKED], "nor does it stay whole when the clerk goes on"


def test_what_is_typed_in_the_form_and_not_saved_shows_no_telephone(page: MatterPage, window: MainWindow) -> None:
    page.edit()
    rows = page.form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    rows.rows[0].editors["consent"].target().setFocus()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Tab)
    window.show_page("today")
    window.show_page(MediationCase.TABLE)
    assert [row.editors["phone"].line.text() for row in rows.rows] == [MASKED, MASKED]  # type: ignore[attr-defined]
    page.step_back()
    page.edit()
    assert [row.editors["phone"].line.text() for row in rows.rows] == [MASKED, MASKED]  # type: ignore[attr-defined]


def test_tab_leaves_the_rows_for_time_person_and_button(qtbot: QtBot, page: MatterPage) -> None:
    form = moving(page)
    rows = parties(form)
    rows.add_row()
    qtbot.waitUntil(rows.rows[2].isVisible)
    ways = walked(rows.stops()[0], is_red)
    stops = [rows.rows[0].editors["consent"], rows.rows[1].editors["consent"], rows.rows[2].editors["consent"]]
    targets = [*(one.target() for one in stops), form.editors["at"].target(), form.editors["did"].target(), ways[-1]]
    assert [one for one in ways if one in targets] == targets


def test_tab_leaves_the_rows_of_a_dialog(qtbot: QtBot, page: MatterPage, store: Store) -> None:
    case = move(store, now(store), "consent", parties=tuple(changed(p, consent="1") for p in now(store).parties))
    page.show_record(case.id)
    page.desk.ask(case, next(one for one in flow_of(store, case).moves if one.name == "mediate"))
    asking = dialog(qtbot)
    rows = parties(asking.form)
    rows.add_row()
    qtbot.waitUntil(rows.rows[2].isVisible)
    ways = walked(rows.stops()[0], is_red)
    targets = [*(asking.form.editors[name].target() for name in ("at", "did")), asking.go]
    assert [one for one in ways if one in targets] == targets
    asking.reject()


@pytest.mark.parametrize(
    ("table", "names"),
    [("matter", ["facts", "claimants", "place"]), (MediationCase.TABLE, ["recorder", "parties", "result"])],
)
def test_tab_goes_through_a_new_one_as_it_is_seen(
    page: MatterPage, window: MainWindow, table: str, names: list[str]
) -> None:
    assert page.isVisible()
    window.open_new(table)
    form = page_of(window, table).form
    targets = [form.editors[name].stops()[0] for name in names]
    ways = walked(targets[0], lambda one: one is targets[-1])
    assert [one for one in ways if one in targets] == targets
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is ways[-2]


def test_ctrl_enter_in_the_rows_does_the_move(page: MatterPage, store: Store) -> None:
    for number in (0, 1):
        consent(moving(page), number)
    parties(moving(page)).setFocus()
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "2"
    assert [party.consent for party in now(store).parties] == ["1", "1"]


def test_ctrl_enter_in_the_rows_of_a_dialog_does_the_move(qtbot: QtBot, page: MatterPage, store: Store) -> None:
    case = move(store, now(store), "consent", parties=tuple(changed(p, consent="1") for p in now(store).parties))
    page.show_record(case.id)
    page.desk.ask(case, next(one for one in flow_of(store, case).moves if one.name == "mediate"))
    parties(dialog(qtbot).form).setFocus()
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "4"
    assert len(now(store).parties) == 2
