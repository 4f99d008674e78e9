"""公告通知 at the desk: written once, printed in four shapes, and refused in words where something is missing."""

import io
import re
from collections.abc import Iterator
from datetime import date

import docx
import pytest
from attrs import evolve
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.errors import Cancelled
from db.records.hall.meeting import Meeting
from db.records.letters.announcement import Annex, Announcement
from db.services.find import find
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.hall.meeting import MeetingPage
from gui.pages.record_page import RecordPage
from gui.papers import paperwork
from gui.papers.paperwork import Job, Shape
from gui.session import Session
from gui.settings import Settings
from gui.widgets.fold import FoldHeading
from gui.widgets.form import RecordForm
from gui.widgets.form_layout import FormGrid
from tests.factories import decide_words, plant
from tests.gui.conftest import Shown
from tests.printing import measure
from tests.printing.test_word import said as said_in_word

DAY = date(2026, 3, 2)


@pytest.fixture
def store(store: Store) -> Store:
    """A centre that has decided how its numbers are written."""
    decide_words(store)
    return store


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


@pytest.mark.parametrize(
    ("label", "sheets"),
    [("A4", 1), ("门条", 1), ("海报（两张", 2), ("海报（一张", 1)],
    ids=["letter", "slips", "poster", "a3"],
)
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


def test_the_proof_of_posting_says_what_the_record_knows(desk: Desk, saved: Announcement, store: Store) -> None:
    store.save(evolve(saved, places="3号楼公告栏、小区东门公告栏", number="幸居〔2026〕3号"))
    desk.window.open_record(Announcement.TABLE, saved.id)
    desk.choose("张贴证明")
    said = words(desk.made())
    for part in ("张贴证明", "关于楼栋长人选的公示", "1.3号楼公告栏", "2.小区东门公告栏", "幸居〔2026〕3号"):
        assert part in said
    assert "自2026年3月2日起，至2026年3月9日止张贴时间（5个工作日，张贴当日不计）" in said.replace("\u3000", "")


@pytest.mark.parametrize("unit", ["1", "2"])
def test_the_proof_and_the_posted_paper_tell_the_same_period(
    desk: Desk, saved: Announcement, store: Store, unit: str
) -> None:
    """Over Labour Day: both go by the 放假安排 that is entered."""
    store.save(evolve(saved, day=date(2026, 4, 27), period=7, period_unit=unit))
    desk.window.open_record(Announcement.TABLE, saved.id)
    told: list[str] = []
    for label, where in (("A4", r"公示期：.+?至(.+?)（(.+?)）"), ("张贴证明", r"起，至(.+?)止张贴时间（(.+?)）")):
        desk.choose(label)
        found = re.search(where, words(desk.made()).replace("\u3000", ""))
        assert found
        told.append("".join(found.groups()))
    assert told[0] == told[1]


def form_of(desk: Desk, record_id: int = 0) -> RecordForm:
    if record_id:
        desk.window.open_record(Announcement.TABLE, record_id)
    else:
        desk.window.open_new(Announcement.TABLE)
    form = desk.page().form_page.form
    assert form is not None
    return form


def folds(form: RecordForm) -> dict[str, bool]:
    return {name: fold.isChecked() for name, fold in headings(form).items()}


def headings(form: RecordForm) -> dict[str, FoldHeading]:
    grid = form.findChild(FormGrid)
    assert grid is not None
    return grid.folds


def test_what_is_seldom_needed_is_folded_away(desk: Desk) -> None:
    form = form_of(desk)
    assert folds(form) == {"附件": False, "张贴和公示": False, "公文要素": False}
    assert not form.editors["secrecy"].isVisible()
    kind = form.editors["kind"]
    kind.set_value("3")
    kind.changed.emit()
    assert folds(form)["张贴和公示"], "a 公示 asks for its period at once"
    assert form.editors["period"].isVisible()


def test_a_shut_group_tells_what_is_in_it(desk: Desk, store: Store, saved: Announcement) -> None:
    full = evolve(saved, kind="1", dress="2", copies="幸福街道办事处", urgency="2", annexes=(Annex(title="名单"),))
    store.save(full)
    form = form_of(desk, saved.id)
    told = {name: fold.summary() for name, fold in headings(form).items()}
    assert told["公文要素"] == "紧急程度 加急，抄送 幸福街道办事处"
    assert told["附件"] == "1 项"


def test_a_problem_opens_the_group_it_is_in_and_saving_leaves_it_open(desk: Desk, saved: Announcement) -> None:
    form = form_of(desk, saved.id)
    form.editors["secrecy"].set_value("内部")
    assert not desk.page().form_page.save()
    assert folds(form)["公文要素"]
    assert "内部" in form.editors["secrecy"].note()
    form.editors["secrecy"].set_value("秘密")
    assert desk.page().form_page.save()
    assert folds(form)["公文要素"]


def test_every_element_of_the_form_comes_onto_paper(desk: Desk, saved: Announcement, store: Store) -> None:
    """GB/T 9704-2012 7.2.1 to 7.2.3, 7.2.6, 7.3.4, 7.3.6, 7.3.7, 7.4.2."""
    form = form_of(desk, saved.id)
    values = {
        "kind": "1", "dress": "2", "number": "取号", "serial": 12, "secrecy": "机密★1年", "urgency": "1",
        "approvers": "周秀兰", "note": "此件公开发布", "copies": "幸福街道办事处", "addressee": "各楼栋长",
        "annexes": (Annex(title="值班安排", body="一、白天\n见公告栏。"), Annex(title="报名表")),
    }  # fmt: skip
    form.fill(values, only_empty=False)
    desk.choose("A4")
    kept = store.get(Announcement, saved.id)
    plain = {name: value for name, value in values.items() if name not in ("annexes", "number")}
    assert {name: getattr(kept, name) for name in plain} == plain
    said = words(desk.made())
    elements = (
        kept.number,
        "000012",
        "机密★1年",
        "特急",
        "签发人：周秀兰",
        "（此件公开发布）",
        "抄送：幸福街道办事处。",
    )
    for part in (*elements, "附件：1.值班安排", "2.报名表", "附件1值班安排一、白天见公告栏。"):
        assert part in said, part
    assert "附件2" not in said, "a form that exists already is added by hand"
    word = paperwork.announcement(saved.id).word
    assert word is not None
    written = said_in_word(word(store, lambda _done, _total: True))
    for part in (*elements, "值班安排", "见公告栏。"):
        assert part in written, part


def test_a_period_through_a_year_without_holidays_is_told_on_saving(desk: Desk, saved: Announcement) -> None:
    form = form_of(desk, saved.id)
    form.fill({"day": date(2027, 12, 30)}, only_empty=False)
    assert desk.page().form_page.save()
    assert "2027、2028年放假安排还没有录入，只按周末算" in form.editors["period"].note()


def test_a_meeting_comes_in_every_shape_too(store: Store) -> None:
    meeting = plant(store, Meeting, name="议事厅会议")
    jobs = [
        *(paperwork.notice_shape(shape, meeting.id, DAY) for shape in Shape),
        paperwork.meeting_agenda(meeting.id),
        paperwork.meeting_record(meeting.id),
    ]
    for job in jobs:
        assert "议事厅会议" in words(job.make(store, lambda _done, _total: True))
    assert paperwork.notice_text(meeting.id, DAY).make(store).startswith("【关于召开议事厅会议的通知】")


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
    for label in (
        "四联门条（A4 裁四张）",
        "海报（两张 A4 拼成 A3）",
        "海报（一张 A3 纸）",
        "复制文字（发微信群）",
        "会议议程",
        "会议记录",
    ):
        found[label].trigger()
    assert [job.title for job in desk.jobs] == [
        "会议通知门条",
        "会议通知海报",
        "会议通知海报（A3）",
        "会议议程",
        "会议记录",
    ]
    assert shown.errors == []
    assert any("复制" in told for told in shown.news)
