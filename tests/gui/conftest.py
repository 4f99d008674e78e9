"""Fixtures of the window tests: an application with our theme, and a recorder in place of the messages."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import define, field

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.errors import AppError
from db.store import Store
from gui.collector import Collector
from gui.main_window import MainWindow
from gui.messages import Question
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme


@define
class Shown:
    """Records what would have been shown; ``answer`` is what the clerk says to every question."""

    errors: list[AppError] = field(factory=list)
    crashes: list[BaseException] = field(factory=list)
    questions: list[Question] = field(factory=list)
    news: list[str] = field(factory=list)
    undo: Callable[[], None] | None = None
    answer: bool = True

    def show_error(self, error: AppError) -> None:
        self.errors.append(error)

    def show_crash(self, error: BaseException) -> None:
        self.crashes.append(error)

    def ask(self, question: Question) -> bool:
        self.questions.append(question)
        return self.answer

    def inform(self, text: str, undo: Callable[[], None] | None = None) -> None:
        self.news.append(text)
        self.undo = undo


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["dangqun"]


@pytest.fixture(scope="session", autouse=True)
def theme(qapp: QApplication) -> Theme:
    """The real look, applied once: sizes and fonts are part of what is tested."""
    look = Theme(qapp)
    look.apply()
    return look


@pytest.fixture(scope="session", autouse=True)
def collector(qapp: QApplication) -> Collector:
    """As the program has one: no window of an earlier test is destroyed in the thread of a task."""
    return Collector(qapp)


Dress = Callable[[int], None]


def sweep() -> None:
    """Lets what is to be deleted go at once: else it waits for an event loop, and whatever is alive is dressed anew till then."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def nothing_left_open(qapp: QApplication, collector: Collector) -> None:
    """Hides what an earlier test left open: a notice would take it for its parent, and vanish when it is collected."""
    sweep()
    collector.collect()
    for widget in qapp.topLevelWidgets():
        if widget.isVisible():
            widget.hide()


@pytest.fixture
def dress(theme: Theme) -> Iterator[Dress]:
    """Shows everything at another size of text, in percent; the next test finds the usual one."""
    yield lambda percent: theme.apply(percent / 100)
    sweep()  # the windows of this test are closed by now
    theme.apply()


@pytest.fixture
def window(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Iterator[MainWindow]:
    """The program's window on the store of the test; what it says is recorded in `shown`."""
    made = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.print_desk.wait()
    made.hide()  # what looks from time to time asks no store that is closed
