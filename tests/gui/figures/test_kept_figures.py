"""另存为口径: what a list is narrowed to is kept as a figure, with the keys, and counted on the page of figures."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.condition import is_
from db.records.kept_figure import KeptFigure
from db.records.matters.matter import Matter
from db.services.matters.take_in import take_in
from gui.dialogs.figure_name import FigureName
from gui.main_window import MainWindow
from gui.pages.entries import FIGURES
from gui.pages.figures.page import FiguresPage
from tests.gui.conftest import Shown
from tests.gui.figures.opening import choose
from tests.gui.keys import in_front


def test_a_narrowed_list_becomes_a_figure_and_goes_again(window: MainWindow, shown: Shown, qtbot: QtBot) -> None:
    store = window.session.store
    for subject in ("路灯", "路灯", "电梯"):
        take_in(store, Matter(subject=subject, taken=datetime(2026, 3, 2, 9)))
    in_front(qtbot, window)
    window.show_page("matter")
    listed = window.page("matter").list
    listed.narrow([is_("subject", "路灯")])
    seen: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FigureName)
        dialog.box.setText("受理诉求")
        dialog.commit()
        seen.append(dialog.told())
        dialog.box.setText("路灯的事")
        dialog.days["taken"].click()
        QTest.keyClick(dialog.box, Qt.Key.Key_Return)

    QTimer.singleShot(0, fill)
    next(one for one in listed.keeper.fill().actions() if one.text() == "另存为口径…").trigger()
    assert "已经有叫“受理诉求”的口径" in seen[0]
    (kept,) = store.select(KeptFigure)
    assert (kept.name, kept.table, kept.day) == ("路灯的事", "matter", "taken")
    assert shown.news[-1] == "“路灯的事”列在统计里了"

    window.show_page(FIGURES)
    page = window.page(FIGURES)
    assert isinstance(page, FiguresPage)
    if page.report is None:
        with qtbot.waitSignal(page.reckoned):
            pass
    page.span.setText("2026Q1")
    with qtbot.waitSignal(page.reckoned):
        page.span.take()
    number = next(one for one in page.text.numbers if one.found.figure.label == "路灯的事")
    assert number.text() == "2"
    choose(page, number, qtbot)
    assert page.rows.model.rowCount() == 2
    with qtbot.waitSignal(page.reckoned):
        page.rows.remove.click()
    assert store.select(KeptFigure) == []
    assert shown.undo is not None
    with qtbot.waitSignal(page.reckoned):
        shown.undo()
    assert [one.name for one in store.select(KeptFigure)] == ["路灯的事"]
