"""经过 on the page: no line lies over another or is cut, also right after a move, at every width and size of text."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.services.move import Keyed, catch_up
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_cards import TimelineCard
from gui.pages.matter_page import MatterPage
from tests.factories import plant
from tests.gui.conftest import Dress
from tests.gui.keys import in_front
from tests.gui.matters.at_page import DUE, NOON, page_of, taken_in

LONG = "两位住户都反映过，物业说主开关坏了要等配件，请在周五以前把临时用电的办法贴在楼道里，再回一次话。"


def cut(card: TimelineCard) -> list[str]:
    """Words that have not the room that they need, or lie over others."""
    QApplication.processEvents()
    shown = [one for one in card.findChildren(QLabel) if one.isVisible() and one.text() and one.text() != "●"]
    narrow = [
        f"cut: {one.text()} {one.height()} < {one.heightForWidth(one.width())}"
        for one in shown
        if one.wordWrap() and one.height() < one.heightForWidth(one.width())
    ]
    placed = [(one, QRect(one.mapTo(card, QPoint(0, 0)), one.size())) for one in shown]
    over = [
        f"over: {one.text()} / {other.text()}"
        for at, (one, here) in enumerate(placed)
        for other, there in placed[:at]
        if here.intersects(there)
    ]
    return narrow + over


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 690, 100), (1366, 690, 150), (1920, 1000, 150)])
def test_lines_have_room_right_after_a_move(
    dress: Dress, window: MainWindow, store: Store, qtbot: QtBot, width: int, height: int, percent: int
) -> None:
    dress(percent)
    window.resize(width, height)
    in_front(qtbot, window)
    matter = taken_in(store)
    window.open_record("matter", matter.id)
    page: MatterPage = page_of(window)
    assert cut(page.timeline) == []
    page.timeline.told.emit(LONG, "note")
    assert cut(page.timeline) == []
    lead = plant(store, Body, name="幸福物业").id
    for keyed in (
        Keyed("gather", NOON, values={"called": "网格长"}, note=LONG),
        Keyed("assign", NOON, values={"lead": lead, "due": DUE}, note=LONG),
        Keyed(
            "handle", NOON, plant(store, Person, name="王建军").id, values={"result": "主开关跳闸，已恢复"}, note=LONG
        ),
    ):
        catch_up(store, page.record, [keyed])
        page.refresh()
        assert any(line.more for line in page.timeline.lines)
        assert cut(page.timeline) == []
