"""The lock: nothing can be read or done while it is locked, and nothing that was typed is lost."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QBuffer, Qt, QTimer
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.errors import StoreResting
from db.records.registry.resident import Resident
from db.store import Store
from gui.desk import Desk
from gui.dialogs.print_preview import PrintPreview
from gui.idle import Idle
from gui.main_window import MainWindow
from gui.notices import NoticeDialog
from gui.papers.paperwork import Job
from gui.settings import Settings
from gui.tasks import Task
from gui.widgets.progress import Progress
from tests.db.sheets.books import row, sheet, xlsx
from tests.gui.clerks import PASSPHRASE, SECOND
from tests.gui.conftest import Shown
from tests.gui.keys import handle_of, write
from tests.gui.lock.locking import NAME, door, everything, front, locked, typed, typing, unlocked
from tests.gui.sight import readable


def test_a_locked_window_tells_nothing_and_its_store_is_closed(qtbot: QtBot, desk: Desk) -> None:
    """资料怎样保护：锁定时窗口里什么都看不到，资料文件关上，钥匙放掉，输口令才接着办，填了一半的都在。"""
    window, store = front(desk), front(desk).session.store
    typing(window, NAME)
    assert NAME in everything()
    question = locked(qtbot, desk)
    assert NAME not in everything()
    assert (store.is_resting, store._key) == (True, b"")
    with pytest.raises(StoreResting):
        store.count(Resident)
    qtbot.keyClick(question, Qt.Key.Key_F12)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert question.isVisible()
    assert NAME not in everything(), "neither F12 nor Esc opens it"
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert NAME not in everything()
    unlocked(qtbot, desk)
    assert typed(window) == NAME


def test_whoever_locked_it_goes_on_where_the_keys_were(qtbot: QtBot, desk: Desk) -> None:
    window = front(desk)
    typing(window, NAME)
    line = window.page("resident").form_page.form.editors["name"].target()
    question = locked(qtbot, desk)
    assert question.focusWidget() is question.line, "the passphrase can be typed at once"
    assert unlocked(qtbot, desk) is window
    assert typed(window) == NAME
    qtbot.waitUntil(lambda: window.focusWidget() is line)
    write(line, "兰")
    window.page("resident").form_page.save()
    assert [one.name for one in window.session.store.select(Resident)] == [f"{NAME}兰"]


def test_a_wrong_passphrase_opens_nothing_and_counts_as_at_the_door(qtbot: QtBot, desk: Desk) -> None:
    typing(front(desk), NAME)
    question = locked(qtbot, desk)
    for number in range(6):
        question.line.setText(f"不对的口令 {number}")
        question.open_store()
        qtbot.waitUntil(lambda: not question.is_busy(), timeout=20_000)
    assert "恢复码" in question.fault()
    assert NAME not in everything()


def test_a_lock_over_an_open_question_leaves_it_as_it_is(qtbot: QtBot, desk: Desk) -> None:
    window = front(desk)
    question = NoticeDialog("删除张桂芳？", "", "删除", "不", window)
    qtbot.addWidget(question)
    question.open()
    qtbot.waitUntil(question.isActiveWindow)
    locked(qtbot, desk)
    assert NAME not in everything()
    unlocked(qtbot, desk)
    assert question.isVisible()
    assert NAME in readable(question)


def test_an_import_goes_on_behind_the_lock_and_its_preview_is_there_afterwards(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    window = front(desk)
    window.show_page("import")
    page = window.page("import")
    heads = ["姓名", "身份证号", "楼栋", "房号"]
    people = [[NAME, "", "1号楼", "101"] for _ in range(3)]
    page.load(xlsx(tmp_path / "roster.xlsx", sheet(row(1, *heads), *(row(n + 2, *p) for n, p in enumerate(people)))))
    desk.lock()
    assert desk._lock is not None
    assert not desk._lock.is_at_rest(), "it reads the file"
    qtbot.waitUntil(desk._lock.is_at_rest, timeout=20_000)
    assert "新增 3 人" not in everything()
    unlocked(qtbot, desk)
    assert "新增 3 人" in readable(page)
    assert page.plan is not None


def test_what_goes_on_behind_the_lock_is_done_before_the_store_is_closed(qtbot: QtBot, desk: Desk) -> None:
    window = front(desk)
    store, told, stop = window.session.store, list[str](), list[bool]()
    own = store.again()
    own.leave()

    def work(tick: Callable[[int, int], bool]) -> int:
        mine = own.again()
        try:
            while not stop:
                tick(0, 1)
            return mine.count(Resident)
        finally:
            mine.close()

    task: Task[int] = Task(work, window)
    task.succeeded.connect(lambda count: told.append(f"{count}, {store.count(Resident)}"))
    task.start()
    desk.lock()
    assert desk._lock is not None
    assert not desk._lock.is_at_rest()
    typed_in = door(qtbot, desk)
    assert typed_in.names is not None
    typed_in.names.take_digit(2)
    typed_in.line.setText(SECOND)
    typed_in.open_store()
    qtbot.waitUntil(lambda: "后台" in typed_in.fault(), timeout=20_000)
    assert front(desk) is window, "nobody else works before it is done"
    stop.append(True)
    qtbot.waitUntil(desk._lock.is_at_rest, timeout=20_000)
    assert told == ["0, 0"]
    typed_in.names.take_digit(1)
    unlocked(qtbot, desk)


def empty_paper() -> bytes:
    """A page with nothing on it."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.end()
    return bytes(buffer.data().data())


def test_what_is_ready_behind_the_lock_keeps_no_keys_from_the_door(qtbot: QtBot, desk: Desk) -> None:
    """A bar that comes after a moment, and a paper that is shown: either would be a question that nobody can answer."""
    window, done, previews = front(desk), Event(), list[PrintPreview]()

    def make(_own: Store, tick: Callable[[int, int], bool]) -> bytes:
        while tick(0, 1) and not done.wait(0.01):
            pass
        return empty_paper()

    window.print_desk.previewed.connect(previews.append)
    window.print_job(Job(NAME, make))
    desk.lock()
    question = door(qtbot, desk)
    (bar,) = window.findChildren(Progress)
    bar.open()  # as by its clock
    qtbot.waitUntil(lambda: not bar.isVisible() and question.isActiveWindow())
    done.set()
    qtbot.waitUntil(lambda: bool(previews), timeout=20_000)
    qtbot.waitUntil(lambda: not previews[0].isVisible() and question.isActiveWindow())
    assert QApplication.activeModalWidget() is question
    unlocked(qtbot, desk)
    qtbot.waitUntil(previews[0].isActiveWindow)
    assert previews[0].windowTitle() == NAME
    assert window.findChildren(Progress) == []
    previews[0].close()


def test_nobody_at_the_desk_locks_it_and_a_key_keeps_it_open(qtbot: QtBot, desk: Desk) -> None:
    """资料怎样保护：离开座位按 F11，10 分钟没人用也自动锁定（时间在“设置”里改）。"""
    now, due, window = [1000.0], list[bool](), front(desk)
    idle = Idle(lambda: 10, window, lambda: now[0])
    idle.due.connect(lambda: due.append(True))
    now[0] += 599
    qtbot.keyClick(handle_of(window), Qt.Key.Key_Shift)  # type: ignore[call-overload]
    now[0] += 599
    idle.look()
    assert due == []
    now[0] += 1
    idle.look()
    assert due == [True]
    typing(window, NAME)
    desk._idle.due.emit()
    assert NAME not in everything()
    qtbot.waitUntil(lambda: front(desk).session.store.is_resting, timeout=20_000)
    unlocked(qtbot, desk)
    assert typed(window) == NAME


@pytest.mark.parametrize("idle", [False, True])
def test_a_lock_while_the_store_rests_for_another_reason_comes_as_soon_as_it_goes_on(
    qtbot: QtBot, desk: Desk, *, idle: bool
) -> None:
    """As while everything is sealed anew: whoever pressed the key has left."""
    store = front(desk).session.store
    again = store.again()
    store.rest()
    desk._idle.due.emit() if idle else desk.lock()
    assert not front(desk).curtain.is_drawn
    again.close()
    store.wake(again)
    qtbot.waitUntil(lambda: front(desk).curtain.is_drawn)
    unlocked(qtbot, desk)


def test_never_means_never(desk: Desk) -> None:
    now, due = [1000.0], list[bool]()
    idle = Idle(lambda: 0, front(desk), lambda: now[0])
    idle.due.connect(lambda: due.append(True))
    now[0] += 1e6
    idle.look()
    assert due == []


def test_a_window_that_is_locked_can_be_left_and_what_was_typed_is_a_draft(qtbot: QtBot, desk: Desk) -> None:
    typing(front(desk), NAME)
    folder = front(desk).session.store.folder
    question = locked(qtbot, desk)
    with qtbot.waitSignal(desk.ended):
        question.leave.click()
    desk.close()
    again = Store.open(folder, PASSPHRASE)
    assert [one.values["name"] for one in again.drafts.all()] == [NAME]
    again.close()


def test_the_settings_say_when_it_locks_and_never_is_asked_once_more(window: MainWindow, shown: Shown) -> None:
    page, settings = window.page("settings").computer, window.session.settings
    assert (settings.lock_after, page.locks[10].isChecked()) == (10, True)
    page.locks[5].click()
    assert (settings.lock_after, Settings.load(settings.folder).lock_after, shown.questions) == (5, 5, [])
    shown.answer = False
    page.locks[0].click()
    assert (settings.lock_after, page.locks[5].isChecked(), page._unlocked.isHidden()) == (5, True, True)
    shown.answer = True
    page.locks[0].click()
    assert ([one.title for one in shown.questions], settings.lock_after) == (["不自动锁定？"] * 2, 0)
    assert not page._unlocked.isHidden(), "and it says so as long as that is so"


def test_an_idle_lock_over_a_question_that_waits_for_its_answer_leaves_it_waiting(qtbot: QtBot, desk: Desk) -> None:
    question, seen = NoticeDialog(f"删除{NAME}？", "", "删除", "不", front(desk)), list[bool]()
    qtbot.addWidget(question)

    def away_and_back() -> None:
        qtbot.waitUntil(question.isActiveWindow)
        desk._idle.due.emit()
        seen.append(NAME in everything())
        unlocked(qtbot, desk)
        seen.append(question.isVisible() and NAME in readable(question))
        question.accept()

    QTimer.singleShot(0, front(desk), away_and_back)
    assert question.exec() == QDialog.DialogCode.Accepted
    assert seen == [False, True]
