"""The lock, and two clerks at one desk: nothing can be read or done while it is locked, and nothing that was typed is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.errors import StoreResting
from db.records.centre.account import Account
from db.records.matters.matter import Matter
from db.records.registry.resident import Resident
from db.services.move import move
from db.store import Store
from gui.desk import Desk
from gui.dialogs.unlock import Unlock
from gui.idle import Idle
from gui.main_window import MainWindow
from gui.notices import NoticeDialog
from gui.pages.matter_page import MatterPage
from gui.settings import Settings
from gui.tasks import Task, under_way
from gui.theme import Theme
from tests.db.sheets.books import row, sheet, xlsx
from tests.gui.clerks import PASSPHRASE, SECOND, SECOND_NAME, add_clerk
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import NOON, taken_in
from tests.gui.sight import readable

NAME, OTHER = "张桂芳", "李海波"


@pytest.fixture
def desk(qtbot: QtBot, store: Store, tmp_path: Path, theme: Theme) -> Iterator[Desk]:
    """The desk on a store in which two clerks work."""
    add_clerk(store)
    store.close()
    made = Desk(Settings.load(tmp_path / "settings"), theme)
    made.open(Store.open(store.folder, PASSPHRASE))
    qtbot.waitUntil(lambda: not under_way(), timeout=20_000)
    in_front(qtbot, front(made))
    yield made
    made.leave()
    made.close()


def front(desk: Desk) -> MainWindow:
    assert desk.window is not None
    return desk.window


def door(qtbot: QtBot, desk: Desk) -> Unlock:
    assert desk._lock is not None
    assert desk._lock.door is not None
    made = desk._lock.door
    qtbot.waitUntil(made.isActiveWindow)
    return made


def locked(qtbot: QtBot, desk: Desk, key: Qt.Key = Qt.Key.Key_F11) -> Unlock:
    """Presses the key; the question that stands over the window then."""
    where = QApplication.focusWidget() or front(desk)
    qtbot.keyClick(where, key)
    made = door(qtbot, desk)
    assert desk._lock is not None
    qtbot.waitUntil(desk._lock.is_at_rest, timeout=20_000)
    return made


def unlocked(qtbot: QtBot, desk: Desk, secret: str = PASSPHRASE) -> MainWindow:
    """Types a passphrase, with Enter."""
    question = door(qtbot, desk)
    write(question.line, secret)
    qtbot.keyClick(question.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not question.isVisible(), timeout=20_000)
    return front(desk)


def typing(window: MainWindow, name: str) -> None:
    """Somebody is being registered."""
    window.open_new("resident")
    write(window.page("resident").form_page.form.editors["name"].target(), name)


def typed(window: MainWindow) -> object:
    return window.page("resident").form_page.form.editors["name"].value()


def recorder(window: MainWindow) -> object:
    """Who registers a case that is begun now."""
    window.open_new("mediation_case")
    found = window.page("mediation_case").findChild(MatterPage)
    assert isinstance(found, MatterPage)
    return found.form.editors["recorder"].value()


def everything() -> str:
    """What can be read anywhere but at the door."""
    windows = [one for one in QApplication.topLevelWidgets() if not isinstance(one, Unlock)]
    return "\n".join(readable(one) for one in windows)


def test_a_locked_window_tells_nothing_and_its_store_is_closed(qtbot: QtBot, desk: Desk) -> None:
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


def test_two_keys_lead_another_clerk_to_the_passphrase_and_each_finds_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    first = front(desk)
    typing(first, NAME)
    question = locked(qtbot, desk, Qt.Key.Key_F10)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert question.names is not None
    assert (question.names.name(), question.focusWidget() is question.line) == (SECOND_NAME, True)
    second = unlocked(qtbot, desk, SECOND)
    assert (second is first, second.session.store.actor) == (False, SECOND_NAME)
    assert not first.isVisible()
    assert NAME not in everything(), "what the other one typed is not seen"
    assert second.session.store.drafts.all() == []
    in_front(qtbot, second)
    typing(second, OTHER)
    locked(qtbot, desk, Qt.Key.Key_F10)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L)
    assert unlocked(qtbot, desk) is first
    assert typed(first) == NAME
    assert OTHER not in everything()
    assert [one.values["name"] for one in first.session.store.drafts.all()] == [NAME]


def test_each_deed_bears_who_did_it(qtbot: QtBot, desk: Desk) -> None:
    """Two clerks' day: one registers and drafts, the other registers, the first goes on."""
    first = front(desk)
    typing(first, NAME)
    first.page("resident").form_page.save()
    matter = taken_in(first.session.store)
    assert recorder(first) == "卢清"
    typing(first, "孙立")
    locked(qtbot, desk, Qt.Key.Key_F10)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_W)
    second = unlocked(qtbot, desk, SECOND)
    in_front(qtbot, second)
    typing(second, OTHER)
    second.page("resident").form_page.save()
    move(second.session.store, matter, "gather", NOON, called="网格长")
    assert recorder(second) == SECOND_NAME
    locked(qtbot, desk, Qt.Key.Key_F10)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert unlocked(qtbot, desk) is first
    assert typed(first) == "孙立"
    first.page("resident").form_page.save()
    store = first.session.store
    made = {one.name: store.history(one)[-1] for one in store.select(Resident)}
    assert {name: entry.actor for name, entry in made.items()} == {NAME: "卢清", OTHER: SECOND_NAME, "孙立": "卢清"}
    assert len({entry.account for entry in made.values()}) == 2
    names = {account.id: account.name for account in store.select(Account)}
    assert [names[step.account] for step in store.steps(store.get(Matter, matter.id))] == [SECOND_NAME]


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


def test_nobody_at_the_desk_locks_it_and_a_key_keeps_it_open(qtbot: QtBot, desk: Desk) -> None:
    now, due, window = [1000.0], list[bool](), front(desk)
    idle = Idle(lambda: 10, window, lambda: now[0])
    idle.due.connect(lambda: due.append(True))
    now[0] += 599
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)  # type: ignore[call-overload]
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


def test_a_small_question_that_waits_for_an_answer_is_taken_back_where_another_clerk_takes_over(
    qtbot: QtBot, desk: Desk
) -> None:
    window, answers = front(desk), list[int]()

    def take_over() -> None:
        qtbot.waitUntil(question.isActiveWindow)
        locked(qtbot, desk, Qt.Key.Key_F10)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
        unlocked(qtbot, desk, SECOND)

    question = NoticeDialog("删除张桂芳？", "", "删除", "不", window)
    qtbot.addWidget(question)
    QTimer.singleShot(0, window, take_over)
    answers.append(question.exec())
    assert answers == [QDialog.DialogCode.Rejected]
    assert front(desk).session.store.actor == SECOND_NAME
    in_front(qtbot, front(desk))
    typing(front(desk), OTHER)
    assert typed(front(desk)) == OTHER


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
