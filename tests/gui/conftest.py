"""Fixtures of the window tests: an application with our theme, and a recorder in place of the messages."""

import os
from collections.abc import Callable

import pytest
from attrs import define, field

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from db.errors import AppError
from gui.messages import Question
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
