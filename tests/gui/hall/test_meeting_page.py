"""A meeting from the proposal of the 25th to numbered minutes and resolutions with owners."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.records.hall.meeting import Meeting, Resolution, Topic
from db.services.hall.call_meeting import recipients
from db.store import Store, eq
from gui.pages.hall.meeting import EVIDENCE, MINUTES, PRESENCE, MeetingPage
from gui.session import Session
from gui.settings import Settings
from tests.db.pictures.making import jpeg
from tests.gui.community import TOPICS, settle
from tests.gui.conftest import Shown
from tests.gui.evidence.at_card import added
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL

TODAY = date(2026, 11, 21)


@pytest.fixture
def page(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> MeetingPage:
    settle(store)
    made = MeetingPage(Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.resize(1170, 700)
    in_front(qtbot, made)
    made.show_new(TODAY)
    return made


def invite_grid(page: MeetingPage) -> None:
    page.plan.invitation.group_menu().actions()[0].trigger()


def test_the_proposal_is_the_25th_with_all_open_topics(page: MeetingPage) -> None:
    typed = page.plan.check(page.meeting)
    assert typed is not None
    assert typed.starts == datetime(2026, 11, 25, 14, 30)
    assert typed.hall == "幸福里社区二楼议事厅"
    assert [item.subject for item in typed.agenda] == list(TOPICS)


def test_inviting_a_grid_invites_each_household_once(page: MeetingPage, shown: Shown) -> None:
    invite_grid(page)
    invite_grid(page)
    assert [a.name for a in page.plan.people.attendees()] == ["张桂芳", "阿卜杜拉·买买提"]
    assert "已经在名单里" in shown.news[-1]


def test_saving_schedules_the_topics_and_gives_one_letter_a_household(page: MeetingPage, store: Store) -> None:
    invite_grid(page)
    page.plan.invitation.guest_named.emit("物业公司刘经理")
    assert page.save()
    assert {t.state for t in store.select(Topic)} == {"2"}
    letters = recipients(store, store.get(Meeting, page.meeting.id))
    assert [r.addressee for r in letters] == ["张桂芳", "阿卜杜拉·买买提", "物业公司刘经理"]


def test_somebody_taken_out_comes_back_by_undo(qtbot: QtBot, page: MeetingPage, shown: Shown) -> None:
    invite_grid(page)
    page.plan.list.selectRow(0)
    qtbot.keyClick(page.plan.list, Qt.Key.Key_Delete)
    assert [a.name for a in page.plan.people.attendees()] == ["阿卜杜拉·买买提"]
    assert shown.undo is not None
    shown.undo()
    assert {a.name for a in page.plan.people.attendees()} == {"张桂芳", "阿卜杜拉·买买提"}


def test_one_key_marks_who_came_and_goes_on_to_the_next(qtbot: QtBot, page: MeetingPage) -> None:
    invite_grid(page)
    page.show_step(PRESENCE)
    qtbot.keyClicks(page.presence.list, "12")
    assert [a.came for a in page.plan.people.attendees()] == ["1", "2"]


def test_minutes_settle_topics_and_give_resolutions_numbers(qtbot: QtBot, page: MeetingPage, store: Store) -> None:
    invite_grid(page)
    page.show_step(PRESENCE)
    qtbot.keyClicks(page.presence.list, "11")
    page.show_step(MINUTES)
    first = page.minutes.items[0]
    write(first.discussion.target(), "东门车位紧。")
    write(first.decision.target(), "在3号楼南侧设充电桩。")
    action = first.add_action()
    write(action.editors["owner"].target(), "幸福物业")
    write(action.editors["due"].target(), "2026-12-10")
    assert page.save()
    meeting = store.get(Meeting, page.meeting.id)
    assert (meeting.state, meeting.minutes_number) == ("4", "第1期")
    (resolution,) = store.select(Resolution)
    assert resolution.subject == "在3号楼南侧设充电桩。"
    assert (resolution.owner, resolution.due) == ("幸福物业", date(2026, 12, 10))
    assert resolution.number.endswith("-1")
    states = {t.subject: t.state for t in store.select(Topic)}
    assert states == {TOPICS[0]: "3", TOPICS[1]: "4"}


def test_an_action_without_an_owner_is_not_saved_and_says_where(page: MeetingPage, store: Store) -> None:
    assert page.save()
    page.show_step(MINUTES)
    action = page.minutes.items[0].add_action()
    write(action.editors["subject"].target(), "张贴公示")
    assert not page.save()
    assert store.count(Resolution) == 0
    assert "没有填" in action.editors["owner"].note()
    assert "没有填" in action.editors["due"].note()


def test_minutes_opened_again_show_what_was_written(page: MeetingPage, store: Store) -> None:
    page.show_step(MINUTES)
    item = page.minutes.items[1]
    write(item.discussion.target(), "电梯停运三天。")
    action = item.add_action()
    for name, text in (("subject", "报修"), ("owner", "物业"), ("due", "2026-12-01")):
        write(action.editors[name].target(), text)
    assert page.save()
    page.show_meeting(page.meeting.id)
    assert page.minutes.items[1].discussion.value() == "电梯停运三天。"
    assert [r.resolution().subject for r in page.minutes.items[1].filled()] == ["报修"]
    assert store.count(Resolution, eq("subject", "报修")) == 1


def test_a_hall_that_is_taken_is_said_and_saved_all_the_same(page: MeetingPage, store: Store) -> None:
    store.save(Meeting(name="消防培训", starts=datetime(2026, 11, 25, 15, 0), hall="幸福里社区二楼议事厅"))
    assert page.save()
    assert page.meeting.id
    assert "消防培训" in page.plan.form.editors["starts"].note()


def test_a_task_due_before_its_meeting_is_said_and_saved_all_the_same(page: MeetingPage, store: Store) -> None:
    page.show_step(MINUTES)
    action = page.minutes.items[0].add_action()
    for name, text in (("subject", "报修"), ("owner", "物业"), ("due", "2026-11-20")):
        write(action.editors[name].target(), text)
    assert page.save()
    assert [r.due for r in store.select(Resolution)] == [date(2026, 11, 20)]
    (row,) = page.minutes.items[0].filled()
    assert "早于开会的日子" in row.editors["due"].note()


def test_photos_of_a_meeting_have_a_tab(page: MeetingPage, qtbot: QtBot, tmp_path: Path, shown: Shown) -> None:
    page.show_step(EVIDENCE)
    assert page.meeting.id, "what is not saved has no photos: it is saved first"
    assert page.evidence.add.hasFocus()
    added(qtbot, page.evidence, [jpeg(tmp_path / "会场.jpg")])
    assert [one.exhibit.name for one in page.evidence.model.rows] == ["会场.jpg"]
    assert page.evidence.list.hasFocus()
    QTest.keyClick(page, Qt.Key.Key_P, CTRL)
    assert shown.errors == [], "there is nothing to print here"
    meeting = page.meeting
    page.show_new(TODAY)
    QTest.keyClick(page, Qt.Key.Key_O, CTRL)
    assert shown.news[-1] == "请先保存，再添加照片和扫描件"
    page.show_meeting(meeting.id)
    assert page.evidence.model.rowCount() == 1
