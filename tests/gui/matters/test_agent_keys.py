"""代办 in the window with the keyboard alone: somebody has an agent, who signs for it, until it is done; keys counted."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.matters.reception import Reception
from db.records.registry.resident import Resident, reference_to
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import of_period
from db.store import Store
from db.values.calendar_period import MONTH, period_of
from gui.dialogs.print_preview import PrintPreview
from gui.main_window import MainWindow
from gui.widgets.form import RecordForm
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL
from tests.gui.matters.test_intake_keys import ENTER, TAB, Hands

AGENT = "李梅"


def go(hands: Hands, form: RecordForm, name: str) -> None:
    """Tab by Tab to a field."""
    editor = form.editors[name]
    while (focused := QApplication.focusWidget()) is None or not editor.isAncestorOf(focused):
        hands.press(TAB)
        assert hands.count < 150, name


def by_agent(store: Store) -> int:
    today = date.today()
    figure = figures_by_name(store.kinds)["receptions_by_agent"]
    return int(measure(store, figure, of_period(period_of(today, MONTH))).value.shown())


def test_somebody_has_it_done_by_an_agent_with_the_letter_and_it_ends_in_few_keys(
    window: MainWindow, store: Store, qtbot: QtBot, shown: Shown
) -> None:
    in_front(qtbot, window)
    who = reference_to(plant(store, Resident, name="陈慧敏", phone="13804350021").id)
    window.show_page("reception")
    page = window.page("reception")
    previews: list[PrintPreview] = []
    window.print_desk.previewed.connect(previews.append)
    hands = Hands()
    hands.press(Qt.Key.Key_N, held=CTRL)
    form = page.form_page.form
    assert isinstance(form, RecordForm)
    hands.type("老年证")
    go(hands, form, "who")
    hands.type("chm")
    qtbot.waitUntil(lambda: bool(form.editors["who"].choices()))  # type: ignore[attr-defined]
    hands.press(ENTER)
    go(hands, form, "agent")
    hands.type(AGENT)
    hands.press(Qt.Key.Key_S, held=CTRL)
    hands.press(Qt.Key.Key_P, held=CTRL)
    qtbot.waitUntil(lambda: bool(previews), timeout=20000)
    hands.count += 1  # the key that sends it to the printer
    (kept,) = store.select(Reception)
    assert (kept.item, kept.who, kept.agent, kept.finished) == ("老年证", who, AGENT, None)
    assert "代办委托单" in previews[0].windowTitle()
    previews[0].close()
    assert hands.count <= 50, hands.count
    assert by_agent(store) == 1

    in_front(qtbot, window)
    window.show_page("reception")
    hands = Hands()
    page.list.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.press(ENTER)
    go(hands, form, "finished")
    hands.type(date.today().isoformat())
    hands.press(Qt.Key.Key_S, held=CTRL)
    over = store.get(Reception, kept.id)
    assert (over.finished, over.agent, over.trips) == (date.today(), AGENT, 1)
    assert hands.count <= 35, hands.count
    assert by_agent(store) == 1, "it is counted on the day on which it was taken"
    assert page.form_page.papers[0].label == "接待登记表", "the letter was signed long ago"
    assert shown.errors == []
