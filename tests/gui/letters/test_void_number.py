"""A number that was made void is told on the paper that bears it, and is renewed from there."""

from datetime import date, datetime

import attrs
import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from db.records.base import Record
from db.records.hall.meeting import Meeting, Resolution
from db.records.letters.announcement import Announcement
from db.records.mediation.case import MediationCase
from db.services.hall.write_minutes import keep_resolution, write_minutes
from db.services.letters.issue_announcement import issue_announcement
from db.services.letters.issue_number import void_number
from db.services.letters.number_record import entry_of, number_on
from db.services.mediation.accept_case import accept_case
from db.store import Store
from gui.main_window import MainWindow
from gui.papers import case_papers, paperwork
from gui.widgets.number_fault import NumberFault
from printing.papers.common import PaperVoid
from tests.factories import decide_words, make
from tests.gui.conftest import Shown
from tests.gui.letters.test_number_book import click

TODAY = date.today()
WHY = "日期印错"


@pytest.fixture
def store(store: Store) -> Store:
    """A centre that has decided how its numbers are written."""
    decide_words(store)
    return store


def issue(store: Store, kind: type[Record]) -> Record:
    """A record of a type with its number, which is made void."""
    meeting = store.save(Meeting(name="议事会", starts=datetime(TODAY.year, 3, 25, 14, 30), hall="二楼"))
    due = date(TODAY.year, 12, 1)
    made: dict[type[Record], Record] = {
        Announcement: issue_announcement(
            store, Announcement(title_text="停水", body="请知。", day=TODAY, number="取号")
        ),
        Meeting: write_minutes(store, meeting, [], TODAY)[0],
        MediationCase: accept_case(store, make(MediationCase, number="", received=TODAY, due=None, closed=None)),
        Resolution: keep_resolution(store, Resolution(subject="换灯", owner="物业", due=due, meeting=meeting.id)),
    }
    entry = entry_of(store, made[kind])
    assert entry is not None
    void_number(store, entry, WHY)
    return made[kind]


@pytest.mark.parametrize("kind", [Announcement, Meeting, MediationCase, Resolution], ids=lambda kind: kind.TABLE)
def test_the_record_says_so_and_gets_a_new_number_from_there(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown, kind: type[Record]
) -> None:
    record = issue(store, kind)
    window.open_record(record.TABLE, record.id)
    (line,) = [one for one in window.findChildren(NumberFault) if one.isVisible()]
    assert WHY in line.told()
    assert "已作废" in line.told()
    click(qtbot, line, "取新号")
    again = store.get(kind, record.id)
    assert number_on(store, again) != number_on(store, record)
    assert line.told() == ""
    assert shown.errors == []


def test_what_is_typed_goes_with_the_new_number(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    record = issue(store, Announcement)
    window.open_record(record.TABLE, record.id)
    page = window.page("announcement").form_page
    page.form.editors["body"].set_value("改在明天停水。")
    page.form.editors["body"].changed.emit()
    click(qtbot, page, "取新号")
    again = store.get(Announcement, record.id)
    assert (again.body, again.number) == ("改在明天停水。", f"〔{TODAY.year}〕2号")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def test_what_is_printed_says_so_and_nothing_is_sent_out(store: Store) -> None:
    go_on = lambda _done, _total: True  # noqa: E731
    papers = {
        Announcement: paperwork.announcement,
        Meeting: paperwork.minutes,
        MediationCase: case_papers.case_intake,
    }
    for kind, job in papers.items():
        record = issue(store, kind)
        assert f"已作废：{WHY}" in text_of(job(record.id).make(store, go_on))
    record = issue(store, Announcement)
    with pytest.raises(PaperVoid):
        paperwork.announcement_text(record.id).make(store)
    with pytest.raises(PaperVoid):
        paperwork.announcement_shape(paperwork.Shape.SLIPS, record.id).make(store, go_on)
    fresh = issue_announcement(store, attrs.evolve(store.get(Announcement, record.id), number="取号"))
    assert "作废" not in text_of(paperwork.announcement(fresh.id).make(store, go_on))
