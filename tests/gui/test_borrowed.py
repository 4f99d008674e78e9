"""What belongs to Qt alone outlives the widgets that asked for it."""

import gc

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.borrowed import restyle, screen_of


class _Circle(QWidget):
    """A widget that only the collector can clear away, with what it borrowed."""

    def __init__(self) -> None:
        super().__init__()
        self.itself, self.borrowed = self, screen_of(self)
        restyle(self)


def test_the_screen_and_the_style_stay_when_a_circle_that_borrowed_them_is_cleared_away() -> None:
    gone: list[str] = []
    screen = QGuiApplication.primaryScreen()  # older than the circle: the collector comes to it first
    screen.destroyed.connect(lambda: gone.append("screen"))
    QApplication.style().destroyed.connect(lambda: gone.append("style"))
    circle = _Circle()
    del screen
    del circle
    gc.collect()
    assert gone == []
    assert QGuiApplication.primaryScreen().availableSize().isValid()


def test_a_window_stands_on_the_screen_on_which_it_is_shown(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert screen_of(window) == QGuiApplication.primaryScreen()
    window.move(40, 30)
    window.show()
    assert screen_of(window).geometry().contains(window.geometry().center())
