"""Pages about whistles and the ladder: limits of other places in the settings, how departments answered, what each level settled."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.clock_rule import ClockRule
from db.records.matters.matter import Matter
from db.records.matters.whistle import WHISTLES_SWITCH, Whistle, WhistleArrival
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
from gui.pages.matters.sorted_out import SortedPage
from gui.pages.matters.span_page import SpanPage
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import page_of

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


def test_what_a_page_tells_is_printed_and_exported(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown, tmp_path: Path
) -> None:
    in_front(qtbot, window)
    for name, label, first in (
        ("answering", "应哨情况", "执法中队"),
        ("ladder", "分级化解情况", "楼栋"),
        ("sorted_out", "诉求分类统计", "窗口"),
    ):
        window.show_page(name)
        page = window.page(name)
        assert isinstance(page, SpanPage)
        qtbot.waitUntil(lambda page=page: bool(page.model.rows))
        page.export(tmp_path / f"{label}.xlsx")
        assert shown.news[-1] == f"已导出 {len(page.model.rows)} 行：{label}.xlsx"
        rows = [str(row[0]) for row in openpyxl.load_workbook(tmp_path / f"{label}.xlsx").active.values]  # type: ignore[union-attr]
        assert first in rows
        page.list.setFocus()
        with qtbot.waitSignal(page.job_requested) as asked:
            QTest.keyClick(page.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        assert asked.args is not None
        pdf = asked.args[0].make(store, lambda _done, _count: True)
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            text = "".join(page.extract_text() for page in opened.pages)
        assert label in text.replace(" ", "")
        assert first in text
    assert shown.errors == []


def test_sorts_are_chosen_and_a_number_opens_its_rows(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    in_front(qtbot, window)
    window.show_page("sorted_out")
    page = window.page("sorted_out")
    assert isinstance(page, SortedPage)
    qtbot.waitUntil(lambda: bool(page.model.rows))
    page.by.choose(1)
    qtbot.waitUntil(lambda: page.model.rows[0].label == "没有写类别")
    page.list.setCurrentIndex(page.model.index(0, 2))
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window.current_key() == "matter"
    assert window.page("matter").list.model.rowCount() == store.count(Matter) == 1  # type: ignore[attr-defined]


def test_marks_say_how_far_they_go(window: MainWindow, store: Store, whistle: Whistle) -> None:
    went = [
        Keyed("sign", AT, values={"signer": "王队"}),
        Keyed("arrive", AT, values={"arrivals": (WhistleArrival(name="李明"),)}),
        Keyed("treat", AT, plant(store, Person, name="李明").id, values={"measures": "已加固"}),
        Keyed("check", AT, plant(store, Person, name="冯雪芹").id, values={"finding": "牢了"}),
    ]
    window.open_record("whistle", catch_up(store, whistle, went).id)
    moving = page_of(window, "whistle").moving
    assert moving is not None
    for name in ("speed", "quality", "satisfied"):
        target = moving.editors[name].target()
        assert isinstance(target, QLineEdit)
        assert target.placeholderText() == "1 到 5 分"
