"""What was shown whole is masked again when the clerk goes on; nothing that is typed goes with it."""

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from db.records.bodies.person import Person
from db.services.move import correct, move
from db.services.unfinished import unfinished
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import LongTextEditor
from tests.factories import plant
from tests.gui.keys import write
from tests.gui.matters.at_page import CTRL, buttons, choose, handled, now, pick, press

PHONE, MASKED = "13812349126", "138****9126"


def claimant(page: MatterPage) -> str:
    return next(fact.text for fact in page.facts.facts if fact.label == "诉求人")


@pytest.fixture
def away(page: MatterPage, window: MainWindow) -> None:
    """The clerk saw a matter whole and went to its form."""
    window.reveal()
    assert PHONE in claimant(page)
    buttons(page)["修改"].click()
    write(page.form.editors["place"].target(), "东门")


def left(page: MatterPage, window: MainWindow, qtbot: QtBot) -> None:
    """The clerk goes to another page, and what was shown whole is masked."""
    window.show_page("today")
    qtbot.waitUntil(lambda: MASKED in claimant(page))


def test_what_is_masked_is_whole_when_asked_for_and_that_is_logged(
    page: MatterPage, store: Store, window: MainWindow
) -> None:
    assert MASKED in claimant(page)
    window.reveal()
    assert PHONE in claimant(page)
    assert [entry.action for entry in store.history(now(store))].count("seen") >= 1
    window.show_page("today")
    window.open_record("matter", now(store).id)
    assert MASKED in claimant(page)


@pytest.mark.usefixtures("away")
def test_what_is_typed_in_the_form_stands_there_still(page: MatterPage, window: MainWindow, qtbot: QtBot) -> None:
    left(page, window, qtbot)
    window.show_page("matter")
    assert page.is_form_shown()
    assert page.form.editors["place"].typed() == "东门"
    press(Qt.Key.Key_S, CTRL)
    assert not page.is_form_shown()
    assert MASKED in claimant(page)


@pytest.mark.usefixtures("away")
def test_a_new_one_that_is_begun_meanwhile_stands_there_still(
    page: MatterPage, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    first = now(store)
    window.show_page("today")
    window.open_new("matter")
    write(page.form.editors["subject"].target(), "路灯不亮")
    turned: list[bool] = []
    QTimer.singleShot(0, page, lambda: turned.append(True))
    qtbot.waitUntil(lambda: bool(turned))
    assert page.is_form_shown()
    assert page.form.editors["subject"].typed() == "路灯不亮"
    window.open_record("matter", first.id)
    assert page.form.editors["place"].typed() == "东门", "nor is what was typed in the form of the first one lost"


def test_what_a_move_asks_is_masked_again_and_what_was_typed_for_it_is_not_lost(
    page: MatterPage, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    handler = plant(store, Person, name="王建军").id
    matter = correct(store, handled(store, now(store), handler), "补电话", result=f"请打{PHONE}")
    page.show_record(move(store, matter, "return", reason="没修好").id)
    assert page.moving is not None
    result, did = page.moving.editors["result"], page.moving.editors["did"]
    assert isinstance(result, LongTextEditor)
    assert result.box.toPlainText() == f"请打{MASKED}"
    qtbot.waitUntil(result.isVisible)
    window.reveal()
    assert result.box.toPlainText() == f"请打{PHONE}"
    pick(qtbot, did, "wjj")
    left(page, window, qtbot)
    window.show_page("matter")
    assert result.box.toPlainText() == f"请打{MASKED}"
    assert (result.value(), did.value()) == (f"请打{PHONE}", handler)


def test_why_something_is_corrected_is_kept_with_the_correction(
    page: MatterPage, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    choose(page, "更正…")
    write(page.side.reason, "记错了")
    qtbot.waitUntil(lambda: bool(unfinished(store)))
    window.show_page("today")
    assert [one.doing for one in unfinished(store)] == ["更正"]
    window.open_record("matter", now(store).id)
    assert page.needs.unmade == ["没写完的更正：理由 记错了"]
    page.correct()
    assert page.side.reason.text() == "记错了"
    write(page.form.editors["place"].target(), "东门")
    assert page.save()
    assert store.drafts.all() == []
    page.correct()
    assert page.side.reason.text() == ""
