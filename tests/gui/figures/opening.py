"""统计 as a test finds it: in front, and reckoned."""

from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.pages.entries import FIGURES
from gui.pages.figures.page import FiguresPage
from gui.pages.figures.report_text import NumberButton
from tests.gui.keys import in_front


def reckoned(window: MainWindow, qtbot: QtBot) -> FiguresPage:
    """The page of figures, once it shows some."""
    in_front(qtbot, window)
    window.show_page(FIGURES)
    made = window.page(FIGURES)
    assert isinstance(made, FiguresPage)
    if made.report is None:
        with qtbot.waitSignal(made.reckoned):
            pass
    return made


def choose(page: FiguresPage, number: NumberButton, qtbot: QtBot) -> None:
    """Presses a number, and waits until its rows stand beside it."""
    with qtbot.waitSignal(page.rows_shown):
        number.click()
