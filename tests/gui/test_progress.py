"""Long work over a window: its bar is away before anything is said of how it ended."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.progress import Progress
from tests.gui.conftest import Shown


def test_the_bar_is_gone_when_what_came_of_it_is_told(qtbot: QtBot, shown: Shown) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    progress, seen = Progress("正在添加", window, shown, firm=True), list[bool]()
    assert not progress.isVisible()
    task = progress.run(lambda _tick: 1, lambda _result: seen.append(progress.isVisible()))
    assert progress.isVisible()
    with qtbot.waitSignal(task.finished):
        pass
    assert seen == [False]
