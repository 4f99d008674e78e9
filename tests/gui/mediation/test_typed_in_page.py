"""What is typed in the page for the usual next move goes along into the dialog of another one, and is there once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.mediation.case import MediationCase
from db.services.move import move
from db.store import Store
from gui.dialogs.catch_up import CatchUpDialog
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import RowsEditor
from gui.widgets.move_form import MoveForm
from tests.gui.community import settle
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, buttons, choose, dialog, page_of, press, typed
from tests.gui.mediation.test_case_page import accepted


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, store: Store) -> MatterPage:
    """A case that was just accepted."""
    settle(store)
    in_front(qtbot, window)
    window.open_record(MediationCase.TABLE, accepted(store).id)
    return page_of(window, MediationCase.TABLE)


def asked(page: MatterPage, store: Store) -> MatterPage:
    """A case whose parties agreed; the page shows it."""
    case = store.select(MediationCase)[0]
    agreed = tuple(changed(party, consent="1") for party in case.parties)
    page.show_record(move(store, case, "consent", parties=agreed).id)
    return page


def consents(form: MoveForm) -> RowsEditor:
    rows = form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    return rows


def says(form: MoveForm, *codes: str) -> None:
    """Types what each party says."""
    for row, code in zip(consents(form).rows, codes, strict=True):
        target = row.editors["consent"].target()
        target.setFocus()
        write(target, code)
        press(Qt.Key.Key_Tab)


def said(form: MoveForm) -> list[object]:
    return [row.editors["consent"].value() for row in consents(form).rows]


def moving(page: MatterPage) -> MoveForm:
    assert page.moving is not None
    return page.moving


def test_a_dialog_takes_over_what_is_typed_in_the_page_and_the_page_goes_on(
    qtbot: QtBot, page: MatterPage, store: Store
) -> None:
    asked(page, store)
    says(moving(page), "2", "1")
    buttons(page)["开始调解"].click()
    form = dialog(qtbot).form
    assert said(form) == ["2", "1"]
    says(form, "1", "1")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    case = store.select(MediationCase)[0]
    assert (case.stage, [party.consent for party in case.parties]) == ("4", ["1", "1"])
    assert (page.needs.unmade, store.drafts.all()) == ([], [])
    in_front(qtbot, page.window())
    assert moving(page).editors["result"].target().hasFocus()
    typed(page, "result", "赔三百元")
    press(Qt.Key.Key_Return, CTRL)
    assert store.get(MediationCase, case.id).stage == "5"


def test_what_a_dialog_took_over_is_still_in_the_page_when_it_is_given_up(
    qtbot: QtBot, page: MatterPage, store: Store
) -> None:
    asked(page, store)
    says(moving(page), "2", "1")
    buttons(page)["开始调解"].click()
    dialog(qtbot).reject()
    assert said(moving(page)) == ["2", "1"]
    assert page.needs.unmade == []
    in_front(qtbot, page.window())
    says(moving(page), "1", "2")
    buttons(page)["开始调解"].click()
    assert said(dialog(qtbot).form) == ["1", "2"], "what stands in the page now, not what stood there before"
    dialog(qtbot).reject()
    page.show_record(page.record.id)
    assert said(moving(page)) == ["1", "2"]
    assert [draft.begun for draft in store.drafts.all()] == ["move:investigate"]


def test_what_a_dialog_does_not_ask_stays_in_the_page(qtbot: QtBot, page: MatterPage, store: Store) -> None:
    says(moving(page), "2", "1")
    buttons(page)["终止调解"].click()
    form = dialog(qtbot).form
    form.editors["outcome"].set_value("3")
    write(form.editors["reason"].target(), "不同意")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert store.select(MediationCase)[0].stage == "8"
    assert [draft.begun for draft in store.drafts.all()] == ["move:consent"]


def test_catching_up_begins_with_what_is_typed_in_the_page(qtbot: QtBot, page: MatterPage, store: Store) -> None:
    says(moving(page), "1", "1")
    choose(page, "补记…")
    asking = QApplication.activeModalWidget()
    assert isinstance(asking, CatchUpDialog)
    in_front(qtbot, asking)
    assert said(asking.forms[0]) == ["1", "1"]
    asking.commit()
    assert store.select(MediationCase)[0].stage == "2"
    assert (page.needs.unmade, store.drafts.all()) == ([], [])
