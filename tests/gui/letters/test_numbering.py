"""取号 at the desk: the 代字 is asked for once, and a number whose paper becomes another kind is asked about."""

from collections.abc import Callable
from datetime import date

import attrs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.letters.announcement import Announcement
from db.records.letters.number import VALID, VOID, IssuedNumber
from db.services.letters.issue_announcement import issue_announcement
from db.services.letters.issue_number import set_first_word
from db.store import Store
from gui.dialogs.number_word import NumberWord
from gui.main_window import MainWindow
from gui.pages.record_form_page import RecordFormPage
from tests.gui.conftest import Shown

TODAY = date.today()
PAPER = Announcement(title_text="关于清洗水箱的通知", body="请知悉。", day=TODAY, number="取号")


def when_asked(answer: Callable[[NumberWord], object]) -> QTimer:
    """Answers the question for the 代字 as soon as it is on the screen; the timer stays alive as long as it is held."""
    timer = QTimer(interval=5)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, NumberWord) and dialog.isActiveWindow():
            timer.stop()
            answer(dialog)

    timer.timeout.connect(look)
    timer.start()
    return timer


def opened(window: MainWindow, announcement: Announcement) -> RecordFormPage:
    window.show_page("announcements")
    page = window.page("announcements")
    page.open_new()
    assert page.form_page.form is not None
    page.form_page.form.show_record(announcement)
    return page.form_page


def test_the_first_number_asks_for_the_word_and_goes_on(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    set_first_word(store, "2", "幸社告", TODAY)
    page = opened(window, PAPER)
    told: list[str] = []

    def answer(dialog: NumberWord) -> None:
        qtbot.keyClicks(dialog.box, "x")
        dialog.box.setText("幸社告")
        qtbot.keyClick(dialog.box, Qt.Key.Key_Return)
        told.append(dialog.told())
        dialog.box.setText("幸社发")
        told.append(dialog.told())
        qtbot.keyClick(dialog.box, Qt.Key.Key_Return)

    asked = when_asked(answer)
    assert page.save()
    assert not asked.isActive()
    assert "已是公告的代字" in told[0]
    assert told[1] == f"下一个号：幸社发〔{TODAY.year}〕1号"
    assert [n.written for n in store.select(IssuedNumber)] == [f"幸社发〔{TODAY.year}〕1号"]
    assert shown.errors == []


def test_without_an_answer_nothing_is_saved(qtbot: QtBot, window: MainWindow, store: Store, shown: Shown) -> None:
    page = opened(window, PAPER)
    asked = when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert not page.save()
    assert not asked.isActive()
    assert "代字" in str(shown.errors[-1])
    assert store.count(Announcement) == 0


def test_a_kind_that_changes_asks_what_becomes_of_the_number(window: MainWindow, store: Store, shown: Shown) -> None:
    for family, word in (("1", "幸社发"), ("2", "幸社告")):
        set_first_word(store, family, word, TODAY)
    for answer, number, state in ((True, "幸社告", VOID), (False, "幸社发", VALID)):
        saved = issue_announcement(store, PAPER)
        shown.answer = answer
        window.open_record(saved.TABLE, saved.id)
        page = window.page("announcements").form_page
        page.form.editors["kind"].set_value("2")
        assert page.save()
        assert saved.number in shown.questions[-1].title
        assert store.get(Announcement, saved.id).number.startswith(number)
        (entry,) = [n for n in store.select(IssuedNumber) if n.written == saved.number]
        assert entry.state == state
    assert attrs.evolve(saved, kind="2").kind == store.get(Announcement, saved.id).kind
