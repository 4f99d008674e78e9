"""First start, passphrase, progress: what stands between the clerk and the store."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.disk.choice import OWN_NAME
from db.disk.parts import is_store
from db.errors import Cancelled
from db.store import Store, ring_file
from gui.dialogs.first_start import FirstStart
from gui.dialogs.lost_store import LostStore
from gui.dialogs.unlock import Unlock
from gui.opening import Opening
from gui.tasks import Tick
from gui.widgets.passphrase import strength
from gui.widgets.progress import Progress
from tests.conftest import PASSPHRASE
from tests.gui.conftest import Shown
from tests.gui.keys import write


def _first_start(qtbot: QtBot, folder: Path, shown: Shown) -> FirstStart:
    dialog = FirstStart(folder, shown)
    qtbot.addWidget(dialog)
    dialog.show()
    write(dialog.centre, "幸福里社区党群服务中心")
    write(dialog.clerk, "王敏")
    for line in (dialog.passphrase.first, dialog.passphrase.second):
        write(line, "spring-rain-7")
    return dialog


def words(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_three_answers_make_a_store_that_opens_with_passphrase_and_with_code(
    qtbot: QtBot, tmp_path: Path, shown: Shown
) -> None:
    """资料怎样保护：第一次设置时给出一张恢复单，口令忘了就用上面的恢复码打开。"""
    folder = tmp_path / "new"
    dialog = _first_start(qtbot, folder, shown)
    with qtbot.waitSignal(dialog.made, timeout=20_000) as made:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert made.args is not None
    store, code = made.args
    assert store.centre().name == "幸福里社区党群服务中心"
    assert store.actor == "王敏"
    store.close()
    for secret in ("spring-rain-7", code):
        Store.open(folder, secret).close()


@pytest.mark.parametrize(
    ("line", "said"),
    [("centre", "请填写中心名称"), ("clerk", "请填写您的姓名"), ("second", "两遍口令不一样"), ("first", "口令太短")],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    line: str, said: str, qtbot: QtBot, tmp_path: Path, shown: Shown
) -> None:
    dialog = _first_start(qtbot, tmp_path / "new", shown)
    (getattr(dialog, line, None) or getattr(dialog.passphrase, line)).clear()
    dialog.make()
    assert said in dialog.fault()
    assert not (tmp_path / "new").exists()


def test_the_place_of_the_store_is_shown_and_can_be_changed(qtbot: QtBot, tmp_path: Path, shown: Shown) -> None:
    dialog = _first_start(qtbot, tmp_path / "new", shown)
    assert str(tmp_path / "new") in words(dialog)
    assert not dialog.put_into(tmp_path / "OneDrive" / "资料")
    assert "OneDrive" in dialog.fault()
    assert str(tmp_path / "new") in words(dialog)
    (tmp_path / "文档").mkdir()
    (tmp_path / "文档" / "信.doc").touch()
    assert dialog.put_into(tmp_path / "文档")
    assert dialog.fault() == ""
    with qtbot.waitSignal(dialog.made, timeout=20_000) as made:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert made.args is not None
    assert made.args[0].folder == tmp_path / "文档" / OWN_NAME
    made.args[0].close()


def test_a_folder_with_a_store_is_opened_in_place_of_a_new_one(
    qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown
) -> None:
    opening = Opening(shown, tmp_path / "practice")
    opening.ask(tmp_path / "new")
    assert isinstance(opening.dialog, FirstStart)
    qtbot.addWidget(opening.dialog)
    opening.dialog.put_into(store.folder)
    assert isinstance(opening.dialog, Unlock)
    assert str(store.folder) in words(opening.dialog)
    opening.dialog.reject()


def test_a_lost_store_is_never_replaced_silently(qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown) -> None:
    opening = Opening(shown, tmp_path / "practice")
    lost = tmp_path / "stick" / "store"
    opening.seek(lost, tmp_path / "usual")
    dialog = opening.dialog
    assert isinstance(dialog, LostStore)
    assert str(lost) in words(dialog)
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert "没有党群服务台的资料" in dialog.fault()
    shutil.copytree(store.folder, lost)
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert isinstance(opening.dialog, Unlock)
    opening.seek(tmp_path / "gone", tmp_path / "usual")
    assert isinstance(opening.dialog, LostStore)
    qtbot.mouseClick(opening.dialog.fresh, Qt.MouseButton.LeftButton)
    assert isinstance(opening.dialog, FirstStart)
    assert str(tmp_path / "usual") in words(opening.dialog)
    opening.dialog.reject()


def test_a_wrong_passphrase_is_told_and_can_be_typed_again(qtbot: QtBot, store: Store, shown: Shown) -> None:
    dialog = Unlock(store.folder, shown)
    qtbot.addWidget(dialog)
    dialog.show()
    write(dialog.line, "wrong one")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "口令不对" in dialog.fault(), timeout=20_000)
    dialog.line.clear()
    write(dialog.line, PASSPHRASE)
    with qtbot.waitSignal(dialog.opened, timeout=20_000) as opened:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].centre() == store.centre()
    opened.args[0].close()


def test_a_damaged_key_ring_is_told_without_a_traceback(qtbot: QtBot, store: Store, shown: Shown) -> None:
    for name in ring_file.FILES:
        (store.folder / name).write_text("{", encoding="utf-8")
    dialog = Unlock(store.folder, shown)
    qtbot.addWidget(dialog)
    write(dialog.line, PASSPHRASE)
    dialog.open_store()
    qtbot.waitUntil(lambda: bool(dialog.fault()), timeout=20_000)
    assert "备份" in dialog.fault()
    assert shown.crashes == []


def test_a_hint_tells_weak_from_strong() -> None:
    assert strength("123")[1] == "warn"
    assert strength("12345678")[1] == "warn"
    assert strength("春天的第一场雨")[1] == "good"


def test_an_empty_folder_is_asked_three_questions_and_a_store_for_its_passphrase(
    qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown
) -> None:
    opening = Opening(shown, tmp_path / "practice")
    for folder, kind in ((tmp_path / "nothing", FirstStart), (store.folder, Unlock)):
        assert is_store(folder) == (kind is Unlock)
        opening.ask(folder)
        assert isinstance(opening.dialog, kind)
        qtbot.addWidget(opening.dialog)
        with qtbot.waitSignal(opening.given_up):
            opening.dialog.reject()


def test_a_practice_community_that_is_there_is_not_said_to_be_made_anew(
    qtbot: QtBot, store: Store, tmp_path: Path, shown: Shown
) -> None:
    for folder, title in ((tmp_path / "practice", "正在布置练习小区"), (store.folder, "正在打开练习小区")):
        opening = Opening(shown, folder)
        with qtbot.waitSignal(opening.given_up, timeout=60_000):
            opening.open_practice()
            (progress,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Progress) and w.is_running()]
            assert progress.windowTitle() == title
            progress.cancel()


def test_long_work_shows_its_progress_and_gives_its_result(qtbot: QtBot, shown: Shown) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    results: list[int] = []

    def work(tick: Tick) -> int:
        return sum(tick(n, 10) for n in range(10))

    progress = Progress("正在数数", window, shown)
    progress.run(work, results.append)
    with qtbot.waitSignal(progress.destroyed):
        qtbot.waitUntil(lambda: results == [10])


def test_escape_cancels_long_work_and_says_that_nothing_was_kept(qtbot: QtBot, shown: Shown) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    progress = Progress("正在数数", window, shown)

    def work(tick: Tick) -> None:
        while tick(1, 10):
            pass
        raise Cancelled

    progress.run(work, lambda _: None)
    qtbot.waitUntil(progress.isVisible)
    qtbot.keyClick(progress, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown.news == ["已取消，没有改动任何资料"])


def test_a_failure_of_long_work_reaches_the_clerk_once(qtbot: QtBot, shown: Shown) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def work(_tick: Tick) -> None:
        raise KeyError("x")

    Progress("正在数数", window, shown).run(work, lambda _: None)
    qtbot.waitUntil(lambda: [type(e) for e in shown.crashes] == [KeyError])
