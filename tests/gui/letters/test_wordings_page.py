"""模板 on the screen: words are checked where they are typed, looked at before they are kept, and given back."""

from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.records.hall.meeting import Attendee, Meeting
from db.records.letters.announcement import Announcement
from db.records.registry.household import Household
from db.services.hall.call_meeting import call_meeting
from db.services.letters.wordings import checked, wordings_of
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.centre.settings import CENTRE, WORDINGS
from gui.pages.letters.wordings import WordingsPage
from gui.papers import meeting_papers, paperwork
from gui.session import Session
from gui.settings import Settings
from tests.factories import plant
from tests.gui.conftest import Shown

USUAL = "特此通知。"


@pytest.fixture
def page(window: MainWindow) -> WordingsPage:
    window.show_page("settings")
    window.page("settings").show_tab(WORDINGS)
    QApplication.processEvents()
    return window.page("settings").wordings


def kept(store: Store) -> dict[str, str]:
    return {w.key: w.text for w in wordings_of(store, "notice")}


def printed(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def test_only_what_differs_from_the_program_is_kept_and_one_key_gives_it_back(
    qtbot: QtBot, page: WordingsPage, store: Store, shown: Shown
) -> None:
    assert page.boxes["closing"].toPlainText() == USUAL
    page.boxes["closing"].setPlainText("盼您光临，{会议名称}不见不散。")
    qtbot.keyClick(page.boxes["closing"], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert kept(store) == {"closing": "盼您光临，{会议名称}不见不散。"}
    qtbot.keyClick(page.boxes["closing"], Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert kept(store) == {}
    assert page.boxes["closing"].toPlainText() == USUAL
    assert shown.undo is not None
    shown.undo()
    assert kept(store) == {"closing": "盼您光临，{会议名称}不见不散。"}
    assert page.boxes["closing"].toPlainText() == "盼您光临，{会议名称}不见不散。"


def test_one_passage_is_given_back_by_its_own_button(qtbot: QtBot, page: WordingsPage, store: Store) -> None:
    for key in ("closing", "to_household"):
        page.boxes[key].setPlainText("另一句话")
    assert page.save()
    QApplication.processEvents()
    backs = [b for b in page.findChildren(QPushButton) if b.text() == "用程序原文" and b.isVisible()]
    assert len(backs) == 2
    qtbot.mouseClick(backs[-1], Qt.MouseButton.LeftButton)
    assert page.boxes["closing"].toPlainText() == USUAL
    assert page.save()
    assert kept(store) == {"to_household": "另一句话"}


def test_what_cannot_be_filled_is_told_under_its_box_and_nothing_is_kept(page: WordingsPage, store: Store) -> None:
    page.boxes["closing"].setPlainText("盼复。")
    page.boxes["opening"].setPlainText("定于{会期}召开")
    assert not page.save()
    assert "不认识字段“{会期}”" in page.notes["opening"].text()
    assert "{会议名称}" in page.notes["opening"].text(), "the fields that may be used are named"
    assert page.notes["closing"].isHidden()
    assert kept(store) == {}


def test_what_is_typed_survives_another_tab(window: MainWindow, page: WordingsPage, store: Store) -> None:
    page.boxes["closing"].setPlainText("还没写完")
    window.page("settings").show_tab(CENTRE)
    window.page("settings").show_tab(WORDINGS)
    assert page.boxes["closing"].toPlainText() == "还没写完"
    assert kept(store) == {}
    page.boxes["closing"].setPlainText(USUAL)
    page.keep_draft()
    assert store.drafts.load("wording:notice", 0) is None


def second_window(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> WordingsPage:
    other = MainWindow(lambda _: Session(store.again(), shown, Settings(tmp_path / "other")))
    qtbot.addWidget(other)
    other.show()
    other.show_page("settings")
    other.page("settings").show_tab(WORDINGS)
    QApplication.processEvents()
    return other.page("settings").wordings


def typed_drafts(store: Store) -> list[str]:
    return sorted(str(d.values["closing"]) for d in store.drafts.all() if d.form == "wording:notice")


def test_two_windows_keep_what_each_has_typed(
    qtbot: QtBot, page: WordingsPage, store: Store, shown: Shown, tmp_path: Path
) -> None:
    other = second_window(qtbot, store, shown, tmp_path)
    page.boxes["closing"].setPlainText("这里写的")
    other.boxes["closing"].setPlainText("那里写的")
    for one in (page, other, page):
        one.keep_draft()
        one.refresh()
    assert typed_drafts(store) == ["这里写的", "那里写的"]
    assert page.boxes["closing"].toPlainText() == "这里写的"
    assert other.boxes["closing"].toPlainText() == "那里写的"
    assert page.save()
    assert typed_drafts(store) == ["那里写的"], "saving here keeps what is typed there"
    assert page.boxes["closing"].toPlainText() == "这里写的"
    other.refresh()
    assert other.boxes["closing"].toPlainText() == "那里写的"
    other.boxes["closing"].setPlainText("这里写的")
    other.keep_draft()
    assert typed_drafts(store) == [], "as it is saved"


def test_each_draft_of_a_paper_is_gone_on_with_from_today(window: MainWindow, page: WordingsPage, store: Store) -> None:
    for text in ("第一份", "第二份"):
        store.drafts.keep("wording:notice", 0, "", {"closing": text}, None)
    for draft in store.drafts.all():
        window.open_draft(draft)
        assert page.boxes["closing"].toPlainText() == draft.values["closing"]
        window.show_page("today")
    assert typed_drafts(store) == ["第一份", "第二份"]


def test_the_sample_opens_with_the_words_as_typed(qtbot: QtBot, window: MainWindow, page: WordingsPage) -> None:
    page.boxes["closing"].setPlainText("盼复。")
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as opened:
        qtbot.keyClick(page.boxes["closing"], Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert opened.args
    opened.args[0].close()


def test_notices_are_printed_in_the_centres_words(store: Store) -> None:
    own = (checked("notice", "closing", "盼复。", ()),)
    sample = paperwork.worded_sample("notice", "会议通知", own).make(store, lambda _done, _total: True)
    assert "盼复。" in printed(sample)
    store.save(own[0])
    starts = datetime(2026, 3, 25, 14, 30)
    meeting = call_meeting(
        store, Meeting(name="议事会", starts=starts, hall="二楼", attendees=(Attendee(name="王五"),))
    )
    text = printed(paperwork.notices(meeting.id, date(2026, 3, 20)).make(store, lambda _done, _total: True))
    assert "盼复。" in text
    assert USUAL not in text
    assert "盼复。" in paperwork.notice_text(meeting.id, date(2026, 3, 20)).make(store), "and so in the chat group"


def test_each_paper_has_its_words_and_its_drafts(qtbot: QtBot, page: WordingsPage, store: Store) -> None:
    minutes = "minutes"
    page.boxes["closing"].setPlainText("盼您光临。")
    qtbot.mouseClick(page.chips[minutes], Qt.MouseButton.LeftButton)
    assert page.boxes["closing"].toPlainText() == ""
    assert "例如" in page.boxes["closing"].placeholderText()
    page.boxes["closing"].setPlainText("会议要求按期办结。")
    assert page.save()
    assert {w.key: w.text for w in wordings_of(store, minutes)} == {"closing": "会议要求按期办结。"}
    qtbot.mouseClick(page.chips["notice"], Qt.MouseButton.LeftButton)
    assert page.boxes["closing"].toPlainText() == "盼您光临。", "what was typed and not saved is there still"
    assert kept(store) == {}
    qtbot.mouseClick(page.chips[minutes], Qt.MouseButton.LeftButton)
    page.reset()
    assert wordings_of(store, minutes) == ()
    assert store.drafts.load("wording:notice", 0) is not None, "only the words of the paper in front were reset"


def test_the_papers_of_records_are_printed_in_the_centres_words(store: Store) -> None:
    store.save(checked("announcement-1", "closing", "特此通知。", ()))
    store.save(checked("announcement-2", "closing", "特此公告。", ()))
    store.save(checked("minutes", "closing", "会议要求按期办结。", ()))
    store.save(checked("delivery_receipt", "note", "有疑问请到社区。", ()))
    store.save(checked("posting_proof", "note", "照片附后。", ()))
    day, go_on = date(2026, 3, 20), lambda _done, _total: True
    told = store.save(Announcement(title_text="停水", body="请知。", day=day))
    assert "特此通知。" in printed(paperwork.announcement(told.id).make(store, go_on))
    assert "特此通知。" in paperwork.announcement_text(told.id).make(store)
    assert "特此公告。" not in paperwork.announcement_text(told.id).make(store), "each kind has its own words"
    assert "照片附后。" in printed(paperwork.announcement_proof(told.id).make(store, go_on))
    household = plant(store, Household)
    starts = datetime(2026, 3, 25, 14, 30)
    guests = (Attendee(name="王五", household=household.id),)
    meeting = call_meeting(store, Meeting(name="议事会", starts=starts, hall="二楼", attendees=guests))
    assert "会议要求按期办结。" in printed(paperwork.minutes(meeting.id).make(store, go_on))
    assert "有疑问请到社区。" in printed(meeting_papers.delivery_receipts(meeting.id, day).make(store, go_on))
    assert "照片附后。" in printed(meeting_papers.posting_proof(meeting.id).make(store, go_on))
