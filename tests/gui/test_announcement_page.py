"""公告通知 at the desk: written once, printed in four shapes, and refused in words where something is missing."""

import io
from collections.abc import Iterator
from datetime import date

import docx
import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.errors import Cancelled
from db.records.announcement import Announcement
from db.records.meeting import Meeting
from db.services.find import find
from db.store import Store
from gui import paperwork
from gui.main_window import MainWindow
from gui.pages.meeting import MeetingPage
from gui.pages.record_page import RecordPage
from gui.paperwork import Job, Shape
from gui.session import Session
from gui.settings import Settings
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.printing import measure

DAY = date(2026, 3, 2)


class Desk:
    """A window that notes the jobs instead of showing them."""

    def __init__(self, window: MainWindow, store: Store) -> None:
        self.window, self.store = window, store
        self.jobs: list[Job] = []
        window.print_desk.print_job = self.jobs.append  # type: ignore[method-assign]

    def page(self) -> RecordPage:
        return self.window.page("announcements")

    def choose(self, label: str) -> None:
        menu = self.page().form_page.paper_menu()
        next(action for action in menu.actions() if label in action.text()).trigger()
        menu.close()

    def made(self) -> bytes:
        return self.jobs[-1].make(self.store, lambda _done, _total: True)


@pytest.fixture
def desk(qtbot: QtBot, store: Store, shown: Shown, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = MainWindow(lambda _: Session(store, shown, Settings(tmp_path_factory.mktemp("settings") / "settings")))
    qtbot.addWidget(made)
    made.show()
    yield Desk(made, store)
    made.print_desk.wait()


@pytest.fixture
def saved(store: Store) -> Announcement:
    return store.save(
        Announcement(
            kind="3",
            title_text="关于楼栋长人选的公示",
            body="拟聘王建军为3号楼楼栋长。",
            day=DAY,
            period=5,
            period_unit="2",
            objection_phone="04356321788",
        )
    )


def words(pdf: bytes) -> str:
    return measure.all_text(pdf).replace("\n", "")


@pytest.mark.parametrize(("label", "sheets"), [("A4", 1), ("门条", 1), ("海报", 2)], ids=["letter", "slips", "poster"])
def test_one_record_comes_in_every_shape(desk: Desk, saved: Announcement, label: str, sheets: int) -> None:
    desk.window.open_record(Announcement.TABLE, saved.id)
    desk.choose(label)
    pdf = desk.made()
    assert len(measure.pages(pdf)) == sheets
    assert "关于楼栋长人选的公示" in words(pdf)
    assert "王建军" not in desk.jobs[-1].title


def test_the_text_for_the_chat_is_on_the_clipboard(
    desk: Desk, saved: Announcement, shown: Shown, qapp: "object"
) -> None:
    desk.window.open_record(Announcement.TABLE, saved.id)
    desk.choose("复制")
    text = qapp.clipboard().text()  # type: ignore[attr-defined]
    assert text.startswith("【关于楼栋长人选的公示】")
    assert "公示期：2026年3月2日至2026年3月9日（5个工作日，张贴当日不计）。" in text
    assert "复制" in shown.news[-1]


def test_what_is_typed_is_saved_before_it_is_printed(desk: Desk, saved: Announcement) -> None:
    desk.window.open_record(Announcement.TABLE, saved.id)
    form = desk.page().form_page.form
    assert form is not None
    form.fill({"body": "拟聘李敏为4号楼楼栋长。"}, only_empty=False)
    desk.choose("A4")
    assert "李敏" in desk.store.get(Announcement, saved.id).body
    assert "李敏" in words(desk.made())


def test_what_is_wrong_is_not_printed(desk: Desk, saved: Announcement) -> None:
    desk.window.open_record(Announcement.TABLE, saved.id)
    form = desk.page().form_page.form
    assert form is not None
    form.editors["body"].set_value("")
    desk.choose("A4")
    assert desk.jobs == []
    assert desk.store.get(Announcement, saved.id).body


def test_a_title_is_found(saved: Announcement, store: Store) -> None:
    assert [(f.table, f.id) for f in find(store, "楼栋长人选")] == [("announcement", saved.id)]


def test_a_meeting_comes_in_every_shape_too(store: Store) -> None:
    meeting = plant(store, Meeting, name="议事厅会议")
    jobs = [
        *(paperwork.notice_shape(shape, meeting.id, DAY) for shape in Shape),
        paperwork.meeting_agenda(meeting.id),
        paperwork.meeting_record(meeting.id),
    ]
    for job in jobs:
        assert "议事厅会议" in words(job.make(store, lambda _done, _total: True))
    assert paperwork.notice_text(store, meeting.id, DAY).startswith("【关于召开议事厅会议的通知】")


def test_making_can_be_stopped(store: Store, saved: Announcement) -> None:
    with pytest.raises(Cancelled):
        paperwork.announcement(saved.id).make(store, lambda _done, _total: False)


def test_the_paper_for_the_board_comes_as_word_too(desk: Desk, saved: Announcement) -> None:
    """The preview offers 另存为 Word for a job that has it; what is saved says what the record says."""
    word = paperwork.announcement(saved.id).word
    assert word is not None
    written = word(desk.store, lambda _done, _total: True)
    text = "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(written)).paragraphs)
    assert saved.title_text in text
    assert all(paperwork.announcement_shape(shape, saved.id).word is None for shape in Shape)


def test_the_meetings_menu_has_the_notices_other_shapes(desk: Desk, store: Store, shown: Shown) -> None:
    meeting = plant(store, Meeting, name="议事厅会议")
    desk.window.open_record(Meeting.TABLE, meeting.id)
    page = desk.window.page("meetings").findChild(MeetingPage)
    menu = page.more.fill()
    found = {action.text(): action for part in (menu, *menu.findChildren(QMenu)) for action in part.actions()}
    for label in ("四联门条（A4 裁四张）", "海报（两张 A4 拼贴）", "复制文字（发微信群）", "会议议程", "会议记录"):
        found[label].trigger()
    assert [job.title for job in desk.jobs] == ["会议通知门条", "会议通知海报", "会议议程", "会议记录"]
    assert shown.errors == []
    assert any("复制" in told for told in shown.news)
