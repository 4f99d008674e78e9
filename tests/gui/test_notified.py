"""会议 → 已通知: once its notices leave the program, with a way back, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.records.hall.meeting import Meeting
from db.services.hall.call_meeting import NOTIFIED, PLANNED
from db.store import Store
from gui.dialogs.print_preview import PrintPreview
from gui.main_window import MainWindow
from gui.pages.hall.meeting import MeetingPage
from gui.papers import paperwork
from gui.papers.paperwork import Job, Shape
from gui.session import Session
from gui.settings import Settings
from tests.factories import plant
from tests.gui.conftest import Shown

DAY = date(2026, 3, 2)


@pytest.fixture
def window(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.print_desk.wait()


@pytest.fixture
def meeting(store: Store) -> Meeting:
    return plant(store, Meeting, name="三月议事会", state=PLANNED, starts=datetime(2026, 3, 25, 14, 30))


def preview_of(qtbot: QtBot, window: MainWindow, job: Job) -> PrintPreview:
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as opened:
        window.print_job(job)
    assert opened.args is not None
    return opened.args[0]


def page_of(window: MainWindow, meeting: Meeting) -> MeetingPage:
    window.open_record(Meeting.TABLE, meeting.id)
    page = window.page("meetings").findChild(MeetingPage)
    assert page is not None
    return page


def state(store: Store, meeting: Meeting) -> str:
    return store.get(Meeting, meeting.id).state


def test_looking_at_the_notices_changes_nothing(
    qtbot: QtBot, window: MainWindow, store: Store, meeting: Meeting, shown: Shown
) -> None:
    preview_of(qtbot, window, paperwork.notices(meeting.id, DAY)).close()
    assert state(store, meeting) == PLANNED
    assert shown.undo is None


def test_saving_the_notices_marks_the_meeting_and_can_be_undone(
    qtbot: QtBot, window: MainWindow, store: Store, meeting: Meeting, shown: Shown, tmp_path: Path
) -> None:
    preview = preview_of(qtbot, window, paperwork.notices(meeting.id, DAY))
    preview.save_pdf(tmp_path / "notices.pdf")
    assert state(store, meeting) == NOTIFIED
    preview.close()
    assert "已通知" in shown.news[-1]
    assert shown.undo is not None
    shown.undo()
    assert state(store, meeting) == PLANNED
    assert shown.errors == []


@pytest.mark.parametrize("shape", list(Shape))
def test_the_notices_other_shapes_mark_it_too(
    shape: Shape, qtbot: QtBot, window: MainWindow, store: Store, meeting: Meeting
) -> None:
    preview = preview_of(qtbot, window, paperwork.notice_shape(shape, meeting.id, DAY))
    preview.printed.emit()
    assert state(store, meeting) == NOTIFIED


def test_word_counts_as_well(
    qtbot: QtBot, window: MainWindow, store: Store, meeting: Meeting, shown: Shown, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.print_desk.changed, timeout=20_000):
        window.print_desk.save_word(paperwork.notices(meeting.id, DAY), tmp_path / "notices.docx")
    assert state(store, meeting) == NOTIFIED
    assert "已通知" in shown.news[-1], "there is no preview to wait for"


def test_copying_the_text_for_the_chat_marks_it_and_can_be_undone(
    window: MainWindow, store: Store, meeting: Meeting, shown: Shown
) -> None:
    page = page_of(window, meeting)
    copy = next(one for one in page._papers() if "复制文字" in one.label)
    page.more.chosen.emit(copy)
    assert QGuiApplication.clipboard().text().startswith("【关于召开三月议事会的通知】")
    assert state(store, meeting) == page.meeting.state == NOTIFIED
    assert "已复制" in shown.news[-1]
    assert "已通知" in shown.news[-1], "one line says both, and what 撤销 takes back"
    assert shown.undo is not None
    shown.undo()
    assert state(store, meeting) == page.meeting.state == PLANNED
    assert store.history(meeting)[1].reason == "发出会议通知"
    assert page.save()
    page.more.chosen.emit(copy)
    page.more.chosen.emit(copy)
    assert "已通知" not in shown.news[-1], "it was marked before"
    assert shown.errors == []


def test_a_meeting_that_was_held_stays_held(qtbot: QtBot, window: MainWindow, store: Store, shown: Shown) -> None:
    held = plant(store, Meeting, name="二月议事会", state="3")
    preview = preview_of(qtbot, window, paperwork.notices(held.id, DAY))
    preview.printed.emit()
    preview.close()
    assert store.get(Meeting, held.id) == held
    assert shown.undo is None


def test_other_papers_of_the_meeting_do_not_mark_it(
    qtbot: QtBot, window: MainWindow, store: Store, meeting: Meeting
) -> None:
    preview_of(qtbot, window, paperwork.sign_in_sheet(meeting.id)).printed.emit()
    assert state(store, meeting) == PLANNED


def test_the_open_page_shows_it_and_keeps_what_is_typed(
    qtbot: QtBot, window: MainWindow, store: Store, meeting: Meeting, shown: Shown
) -> None:
    """Printed from 今日 while the meeting is open with something unsaved: it can be saved afterwards."""
    page = page_of(window, meeting)
    page.plan.form.fill({"hall": "小区东门凉亭"}, only_empty=False)
    preview_of(qtbot, window, paperwork.notices(meeting.id, DAY)).printed.emit()
    assert page.meeting.state == NOTIFIED
    assert page.save()
    kept = store.get(Meeting, meeting.id)
    assert (kept.hall, kept.state) == ("小区东门凉亭", NOTIFIED)
    assert shown.errors == []


def test_what_another_window_saved_is_not_written_over(
    qtbot: QtBot, window: MainWindow, store: Store, meeting: Meeting, shown: Shown
) -> None:
    page = page_of(window, meeting)
    store.save(evolve(store.get(Meeting, meeting.id), chair="周秀兰"))
    page.plan.form.fill({"hall": "小区东门凉亭"}, only_empty=False)
    preview_of(qtbot, window, paperwork.notices(meeting.id, DAY)).printed.emit()
    assert not page.save()
    assert shown.errors
    assert store.get(Meeting, meeting.id).chair == "周秀兰"
