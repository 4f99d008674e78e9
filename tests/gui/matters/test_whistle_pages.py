"""Pages about whistles and the ladder: limits of other places in the settings, how departments answered, what each level settled."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.centre.clock_rule import ClockRule
from db.records.matters.matter import Matter
from db.records.matters.whistle import WHISTLES_SWITCH, Whistle
from db.services.centre.switches import turn
from db.services.matters.blow import blow_whistle
from db.services.matters.take_in import take_in
from db.services.matters.whistle_presets import PRESETS
from db.services.move import Keyed, catch_up
from db.store import Store, eq
from gui.main_window import MainWindow
from gui.pages.centre.limits import LimitsPage
from gui.pages.matters.answering import AnsweringPage
from gui.pages.matters.ladder import LadderPage
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front

AT = datetime(date.today().year, 1, 5, 9, 0)


@pytest.fixture(autouse=True)
def whistle(store: Store) -> Whistle:
    """One that was blown for a squad, for a matter that went up from the grid to the community."""
    turn(store, WHISTLES_SWITCH, on=True)
    up = [Keyed("gather", AT, values={"called": "网格长", "level": "2"}), Keyed("hand_up", AT, reason="网格解决不了")]
    matter = catch_up(store, take_in(store, Matter(subject="外墙脱落", taken=AT)), up)
    lead = plant(store, Body, name="执法中队").id
    return blow_whistle(store, Whistle(subject="外墙脱落", kind="4", lead=lead, blown=AT, matter=matter.id))


def cells(page: AnsweringPage | LadderPage) -> list[list[str]]:
    model = page.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_limits_of_a_place_are_taken_once_they_were_read(window: MainWindow, store: Store, shown: Shown) -> None:
    window.show_page("settings")
    page = window.page("settings").limits
    assert isinstance(page, LimitsPage)
    shown.answer = False
    page.take_preset(PRESETS[0])
    assert store.count(ClockRule, eq("clock", "whistle.arrive")) == 0, "who says no has none"
    assert PRESETS[0].about in shown.questions[-1].text
    shown.answer = True
    page.take_preset(PRESETS[0])
    assert store.count(ClockRule, eq("clock", "whistle.arrive")) == 2
    assert shown.news[-1] == "已定 6 条时限，依据：南京市鼓楼区"
    page.take_preset(PRESETS[0])
    assert "已经定了" in shown.errors[-1].message


def test_departments_are_told_and_the_band_is_laid_down(qtbot: QtBot, window: MainWindow, shown: Shown) -> None:
    in_front(qtbot, window)
    window.show_page("answering")
    page = window.page("answering")
    assert isinstance(page, AnsweringPage)
    qtbot.waitUntil(lambda: bool(page.model.rows))
    assert cells(page) == [["执法中队", "1", "—", "—", "—", "—", "—", "0", "0", "—"]]
    assert page.told.text().endswith("吹哨率 100.0%；吹哨率多少算正常还没有定")
    for field, words in ((page.least, "5"), (page.most, "30"), (page.source, "街道〔2026〕3号")):
        field.setText(words)
    page.lay_down()
    qtbot.waitUntil(lambda: "高于本中心定的30%" in page.told.text())
    page.most.setText("很多")
    page.lay_down()
    assert "看不出百分之几" in shown.errors[-1].message
    page.list.setFocus()
    with qtbot.waitSignal(page.rows_requested) as asked:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert asked.args is not None
    assert asked.args[0].figure.name == "whistles_blown"


def test_levels_are_told_and_open_what_stood_there(qtbot: QtBot, window: MainWindow) -> None:
    in_front(qtbot, window)
    window.show_page("ladder")
    page = window.page("ladder")
    assert isinstance(page, LadderPage)
    qtbot.waitUntil(lambda: bool(page.model.rows))
    told = {row[0]: row[1:4] for row in cells(page)}
    assert (told["网格"], told["社区"], told["街道"]) == (["1", "0", "0%"], ["1", "0", "0%"], ["0", "0", "—"])
    page.list.setCurrentIndex(page.model.index(1, 0))
    page.list.setFocus()
    with qtbot.waitSignal(page.rows_requested) as asked:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert asked.args is not None
    assert asked.args[0].figure.name == "settled_at_grid"
