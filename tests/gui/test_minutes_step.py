"""Minutes keep to the meeting that they are of: its day, and the item of its agenda to which a thing to do belongs."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.records.hall.meeting import AgendaItem, Meeting, Resolution, Topic
from db.services.hall.write_minutes import keep_resolution
from db.store import Store
from gui.pages.hall.meeting import MINUTES, PLAN, MeetingPage
from gui.session import Session
from gui.settings import Settings
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.test_typed_goes_along import assert_never_both

COMING = (date.today().replace(day=1) + timedelta(days=70)).replace(day=1)
"""The first of a month that has not begun, whenever this runs."""
EARLY, PROPOSED = COMING.replace(day=3), COMING.replace(day=25)
BY_HAND = ("一、3号楼加装电梯", "二、东门夜间停车秩序")


@pytest.fixture
def page(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> MeetingPage:
    """A new meeting on the day that is proposed, its agenda typed by hand."""
    made = MeetingPage(Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.resize(1170, 700)
    in_front(qtbot, made)
    made.show_new(EARLY)
    made.plan.form.editors["hall"].set_value("二楼议事厅")
    made.plan.agenda.set_value(tuple(AgendaItem(subject=one) for one in BY_HAND))
    return made


def hold_on(page: MeetingPage, day: date) -> None:
    page.plan.form.editors["starts"].set_typed(f"{day} 09:00")


def resolve(page: MeetingPage, place: int, subject: str) -> None:
    action = page.minutes.items[place].add_action()
    for name, text in (("subject", subject), ("owner", "物业"), ("due", str(COMING + timedelta(days=40)))):
        write(action.editors[name].target(), text)


def shown_subjects(page: MeetingPage) -> list[list[str]]:
    return [[row.resolution().subject for row in item.filled()] for item in page.minutes.items]


@pytest.mark.parametrize("saved_first", [True, False])
def test_minutes_go_with_the_day_to_which_a_meeting_was_moved(
    page: MeetingPage, store: Store, *, saved_first: bool
) -> None:
    if saved_first:
        assert page.save()
    hold_on(page, COMING.replace(day=10))
    if saved_first:
        assert page.save()
    page.show_step(MINUTES)
    assert page.save()
    assert store.get(Meeting, page.meeting.id).minutes_day == COMING.replace(day=10)


def test_what_is_written_goes_with_the_minutes_in_which_it_is_saved(page: MeetingPage, store: Store) -> None:
    assert page.save()
    page.show_step(MINUTES)
    resolve(page, 0, "装电梯")
    page.keep_draft()
    assert_never_both(store, page.save)
    assert [one.subject for one in store.select(Resolution)] == ["装电梯"]


def test_a_day_of_minutes_that_the_clerk_wrote_stays_when_the_plan_is_saved(page: MeetingPage, store: Store) -> None:
    page.show_step(MINUTES)
    page.minutes._day.set_typed(str(COMING.replace(day=28)))
    page.show_step(PLAN)
    page.plan.form.editors["chair"].set_value("周秀兰")
    assert page.save()
    page.show_step(MINUTES)
    assert page.save()
    saved = store.get(Meeting, page.meeting.id)
    assert (saved.chair, saved.minutes_day) == ("周秀兰", COMING.replace(day=28))


def test_a_thing_to_do_stays_under_the_item_that_was_typed_by_hand(page: MeetingPage, store: Store) -> None:
    page.show_step(MINUTES)
    resolve(page, 1, "划停车线")
    assert page.save()
    assert shown_subjects(page) == [[], ["划停车线"]]
    first, second = store.get(Meeting, page.meeting.id).agenda
    (topic,) = store.select(Topic)
    assert (first.topic, second.topic, topic.subject) == (0, topic.id, BY_HAND[1])
    assert [r.topic for r in store.select(Resolution)] == [topic.id]
    assert page.save()
    assert store.count(Topic) == 1


def test_saving_minutes_takes_out_nothing_that_was_resolved_beside_them(page: MeetingPage, store: Store) -> None:
    """补登决议 asks for a meeting and for no topic: what it enters stands under no item whose topic is registered."""
    page.show_step(MINUTES)
    resolve(page, 0, "张贴方案")
    resolve(page, 1, "划停车线")
    assert page.save()
    beside = Resolution(subject="修门禁", owner="物业", due=COMING + timedelta(days=50), meeting=page.meeting.id)
    keep_resolution(store, beside)
    page.show_meeting(page.meeting.id)
    assert page.save()
    assert {r.subject for r in store.select(Resolution)} == {"张贴方案", "划停车线", "修门禁"}
    assert shown_subjects(page) == [["张贴方案"], ["划停车线"]]


def test_topics_are_counted_once_over_their_minutes(page: MeetingPage) -> None:
    page.show_step(MINUTES)
    titles = [item.findChildren(QLabel)[0].text() for item in page.minutes.items]
    assert titles == ["1. 3号楼加装电梯", "2. 东门夜间停车秩序"]
