"""A chosen row keeps the colour of what is urgent in it."""

from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from pytestqt.qtbot import QtBot

from gui.tokens import TOKENS
from gui.widgets.plain_table import plain_table


def test_what_is_late_stays_red_in_the_chosen_row(qtbot: QtBot) -> None:
    model = QStandardItemModel(1, 2)
    for column, text in enumerate(("楼道堆物堆物堆物", "逾期3天逾期3天")):
        model.setItem(0, column, QStandardItem(text))
    model.item(0, 1).setForeground(QColor(TOKENS.accent))
    view = plain_table(model, 0, {1: 200}, 40)
    qtbot.addWidget(view)
    view.resize(600, 200)
    with qtbot.waitExposed(view):
        view.show()

    def reddest(column: int) -> int:
        image = view.viewport().grab(view.visualRect(model.index(0, column))).toImage()
        colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height() - 3))
        return max(colour.red() - colour.green() for colour in colours)

    before = reddest(1)
    view.selectRow(0)
    assert reddest(1) > before - 40, "the last day is as red as before"
    assert reddest(0) < 60, "the rest is as black as before"
