"""听议定 in the window with the keyboard: begun at a matter, filled in step by step, shown there with its days."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records.hall.meeting import HALL, AgendaItem, Meeting, Resolution, Topic
from db.records.matters.matter import Matter
from db.records.matters.three_steps import DECIDED, ThreeSteps
from db.services.centre.switches import turn
from db.services.hall.call_meeting import call_meeting
from db.services.hall.raise_topic import raise_topic
from db.services.matters.take_in import take_in
from db.services.save_as_declared import save_as_declared
from db.store import Store
from gui.main_window import MainWindow
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, page_of, press

ALT = Qt.KeyboardModifier.AltModifier
STARTS = datetime(2026, 3, 25, 14, 30)


@pytest.fixture(autouse=True)
def hall(store: Store, request: pytest.FixtureRequest) -> None:
    """The hall is in use, but where a test says otherwise."""
    turn(store, HALL, on=getattr(request, "param", True))


@pytest.fixture
def brought(store: Store) -> Matter:
    return take_in(store, Matter(subject="没有车位", taken=datetime(2026, 3, 2, 9, 0)))


def test_the_three_are_filled_in_by_the_red_key_and_shown_at_the_matter(
    qtbot: QtBot, window: MainWindow, store: Store, brought: Matter, shown: Shown
) -> None:
    raised = raise_topic(store, Topic(subject="没有车位", raised=date(2026, 3, 9), matter=brought.id))
    agenda = (AgendaItem(topic=raised.id, subject="停车"),)
    meeting = call_meeting(store, Meeting(name="3月议事日会议", starts=STARTS, hall="议事厅", agenda=agenda))
    plant(
        store, Resolution, number="议决1号", subject="划线", meeting=meeting.id, topic=0, matter=brought.id, state="2"
    )
    window.open_record("matter", brought.id)
    in_front(qtbot, window)
    at_matter = page_of(window)
    assert not at_matter.related.steps.isVisible()
    next(b for b in at_matter.related.findChildren(QPushButton) if b.text() == "听议定").click()
    page = page_of(window, "three_steps")
    assert page.form.editors["subject"].value() == "没有车位", "what both have under one name goes along"
    page.form.editors["heard"].set_value(date(2026, 3, 9))
    for _ in range(3):
        page.take_focus()
        press(Qt.Key.Key_Return, CTRL)
    assert shown.errors == []
    (steps,) = store.select(ThreeSteps)
    assert (steps.matter, steps.meeting, steps.met) == (brought.id, meeting.id, STARTS.date())
    assert (steps.outcome, len(steps.resolved)) == (DECIDED, 1), "what is known was proposed with each step"
    window.open_record("matter", brought.id)
    assert [(one.name, one.day) for one in at_matter.related.steps.parts[:2]] == [
        ("听", "2026-03-09"),
        ("议", "2026-03-25"),
    ]
    assert at_matter.related.steps.parts[2].words == "议决1号 划线（已办结）"
    assert at_matter.related.steps.isVisible()


def test_a_letter_raises_the_topic_from_there(qtbot: QtBot, window: MainWindow, store: Store, brought: Matter) -> None:
    steps = save_as_declared(store, ThreeSteps(subject="停车", matter=brought.id, heard=date(2026, 3, 9)))
    window.open_record("three_steps", steps.id)
    in_front(qtbot, window)
    press(Qt.Key.Key_H, ALT)
    form = window.page("topic").form_page.form
    assert form.editors["matter"].value() == brought.id


@pytest.mark.parametrize("hall", [False], indirect=True)
def test_without_a_hall_a_matter_says_nothing_of_it(window: MainWindow, store: Store, brought: Matter) -> None:
    save_as_declared(store, ThreeSteps(subject="停车", matter=brought.id, heard=date(2026, 3, 9)))
    window.open_record("matter", brought.id)
    related = page_of(window).related
    assert not related.steps.isVisible()
    assert "听议定" not in [b.text() for b in related.findChildren(QPushButton)]
