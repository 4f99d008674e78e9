"""设置 → 环节: a centre's names are on the strip, in lists and filters at once; optional ones off, own ones in between."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.records.base import fields_of
from db.records.flow import Meaning
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.stage_setting import StageSetting
from db.services.centre.own_words import lay_own_words
from db.services.centre.stage_names import insert, rename
from db.services.move import move, moves_of
from db.store import MoveRefused, Store
from db.values import code_table
from gui.main_window import MainWindow
from gui.pages.centre.settings import STAGES
from gui.pages.centre.stages import StagesPage
from gui.pages.matter_page import MatterPage
from tests.factories import begun
from tests.gui.conftest import Shown
from tests.gui.filtering import codes_offered
from tests.gui.keys import in_front, write


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    """The program's own names again, for the tests that follow."""
    yield
    code_table.lay_over({})


@pytest.fixture
def page(window: MainWindow) -> StagesPage:
    window.show_page("settings")
    settings = window.page("settings")
    settings.show_tab(STAGES)
    return settings.stages


def link(page: StagesPage, words: str) -> QPushButton:
    return next(b for b in page._cards.findChildren(QPushButton) if b.text() == words)


def test_a_name_of_the_centre_is_read_everywhere(page: StagesPage, window: MainWindow, store: Store) -> None:
    matter = begun(store, Matter, {"subject": "路灯"})
    line = page.names[("closed_loop", "1")]
    write(line, "问题收集")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert store.select(StageSetting)[0].label == "问题收集"
    stage = fields_of(Matter)["stage"]
    assert (stage.show("1"), stage.read("问题收集"), stage.read("网格召集")) == ("问题收集", "1", "1")
    window.open_record("matter", matter.id)
    shown = window.page("matter").findChild(MatterPage)
    assert isinstance(shown, MatterPage)
    assert [stop.label for stop in shown.strip.stops() if stop.is_here] == ["问题收集"]
    assert "问题收集" in shown.head.remark()
    assert codes_offered(window.page("matter").list, "stage")["1"] == "问题收集"
    lay_own_words(store)
    assert stage.show("2") == "分级转办"
    line = page.names[("closed_loop", "1")]
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (stage.show("1"), store.count(StageSetting)) == ("网格召集", 0)


def words(page: StagesPage) -> list[str]:
    return [one.text() for one in page._cards.findChildren(QLabel)]


def test_an_own_stage_is_put_in_and_taken_out_and_set_again(page: StagesPage, store: Store, shown: Shown) -> None:
    line = page.names[("mediation", "+2")]
    write(line, "法律咨询")
    QTest.keyClick(line, Qt.Key.Key_Return)
    (own,) = store.select(StageSetting)
    assert (own.code, own.behind, own.label) == ("u1", "2", "法律咨询")
    case = begun(store, MediationCase, {"received": date.today(), "due": None})
    flow = store.flow_of(case)
    assert flow is not None
    assert [stage.label for stage in flow.stages][:3] == ["受理", "征得同意", "法律咨询"]
    assert fields_of(MediationCase)["stage"].show("u1") == "法律咨询"
    assert ("mediation", "u1") in page.names
    there = move(store, move(store, case, "consent"), "enter_u1")
    link(page, "去掉").click()
    assert f"{date.today()} 起去掉了" in words(page)
    assert ("mediation", "u1") in page.names
    assert fields_of(MediationCase)["stage"].show("u1") == "法律咨询", "what stands there is still called so"
    assert moves_of(store, there)[0].name == "investigate"
    line = page.names[("mediation", "+4")]
    write(line, "法律咨询")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.refusal("mediation", "+4") == "“法律咨询”是去掉了的环节，要用请点它后面的“重新设”，或者另起名字"
    assert shown.errors == []
    link(page, "重新设").click()
    assert f"{date.today()} 起去掉了" not in words(page)
    assert not store.select(StageSetting)[0].off


def test_an_own_stage_at_which_nothing_stood_leaves_no_line(page: StagesPage, store: Store) -> None:
    line = page.names[("mediation", "+2")]
    write(line, "写错了")
    QTest.keyClick(line, Qt.Key.Key_Return)
    link(page, "去掉").click()
    assert store.count(StageSetting) == 0
    assert ("mediation", "u1") not in page.names


def test_own_stages_stand_on_the_page_as_they_are_passed(page: StagesPage, store: Store) -> None:
    kind = store.kinds["mediation_case"]
    first, second = (insert(store, kind, kind.flows[0], "2", label) for label in ("甲", "乙"))
    assert first is not None
    assert second is not None
    page.refresh()
    shown = [code for flow, code in page.names if flow == "mediation" and not code.startswith("+")]
    case = begun(store, MediationCase, {"received": date.today(), "due": None})
    flow = store.flow_of(case)
    assert flow is not None
    assert shown == [stage.code for stage in flow.stages if stage.meaning is not Meaning.VOID]
    assert shown[1:4] == ["2", second.code, first.code]


def test_behind_a_stage_that_is_off_nothing_is_put_in(page: StagesPage, store: Store, shown: Shown) -> None:
    page.offs[("mediation", "3")].click()
    assert ("mediation", "+3") not in page.names
    page.offs[("mediation", "3")].click()
    line = page.names[("mediation", "+3")]
    write(line, "法律咨询")
    QTest.keyClick(line, Qt.Key.Key_Return)
    page.offs[("mediation", "3")].click()
    assert [error.message for error in shown.errors] == [
        "“调查核实”后面有本中心加的“法律咨询”，请先去掉，再不设这个环节"
    ]
    assert not page.offs[("mediation", "3")].isChecked()
    assert store.count(StageSetting) == 1


def test_an_optional_stage_is_switched_off_and_on(page: StagesPage, store: Store) -> None:
    assert set(page.offs) == {("mediation", "3"), ("mediation", "6")}, "only optional ones can be done without"
    page.offs[("mediation", "3")].click()
    assert store.select(StageSetting)[0].off
    page.offs[("mediation", "3")].click()
    assert store.count(StageSetting) == 0


def test_two_stages_have_two_names(page: StagesPage, store: Store, shown: Shown) -> None:
    kind = store.kinds["matter"]
    flow = kind.flows[0]
    with pytest.raises(MoveRefused, match="已经有一个环节叫“问题处置”"):
        rename(store, kind, flow, "1", "问题处置")
    with pytest.raises(MoveRefused, match="已经有一个环节叫“问题处置”"):
        insert(store, kind, flow, "1", "问题处置")
    line = page.names[("closed_loop", "1")]
    write(line, "问题处置")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.refusal("closed_loop", "1") == "已经有一个环节叫“问题处置”"
    assert (line.text(), shown.errors) == ("问题处置", [])
    assert store.count(StageSetting) == 0


def test_what_is_refused_stays_to_be_put_right(
    page: StagesPage, window: MainWindow, store: Store, qtbot: QtBot, shown: Shown
) -> None:
    """Beside what other lines hold, and when the clerk comes back from elsewhere; put right it holds."""
    in_front(qtbot, window)
    for code, text in (("2", "问题处置"), ("+1", "分级转办")):
        page.names[("closed_loop", code)].setFocus()
        write(page.names[("closed_loop", code)], text)
        QTest.keyClick(page.names[("closed_loop", code)], Qt.Key.Key_Return)
    half = page.names[("mediation", "+2")]
    half.setFocus()
    write(half, "写到一半")
    good = page.names[("mediation", "2")]
    good.setFocus()
    write(good, "双方同意")
    QTest.keyClick(good, Qt.Key.Key_Return)
    assert page.names[("mediation", "2")] is not good, "the lines are made anew"
    window.show_page("today")
    window.show_page("settings")
    kept = {code: page.names[("closed_loop", code)] for code in ("2", "+1")}
    assert [line.text() for line in kept.values()] == ["问题处置", "分级转办"]
    assert page.names[("mediation", "+2")].text() == "写到一半"
    told = [page.refusal("closed_loop", code) for code in kept]
    assert told == ["已经有一个环节叫“问题处置”", "已经有一个环节叫“分级转办”"]
    notes = [one for one in page._cards.findChildren(QLabel) if one.text() in told]
    assert all(one.isVisible() and not one.visibleRegion().isEmpty() for one in notes)
    kept["2"].setFocus()
    write(kept["2"], "的")
    assert page.refusal("closed_loop", "2") == "", "it is told no more while it is put right"
    QTest.keyClick(kept["2"], Qt.Key.Key_Return)
    line = page.names[("closed_loop", "+1")]
    line.setFocus()
    write(line, "以前")
    QTest.keyClick(line, Qt.Key.Key_Return)
    labels = {one.label for one in store.select(StageSetting)}
    assert labels == {"双方同意", "问题处置的", "分级转办以前"}
    assert (page.names[("closed_loop", "+1")].text(), page.refusal("closed_loop", "+1")) == ("", "")
    assert shown.errors == []


def test_a_refused_name_gives_way_to_the_name_of_before(page: StagesPage, store: Store) -> None:
    line = page.names[("closed_loop", "1")]
    write(line, "问题处置")
    QTest.keyClick(line, Qt.Key.Key_Return)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.refusal("closed_loop", "1") == ""
    page.refresh()
    assert page.names[("closed_loop", "1")].text() == ""
    assert store.count(StageSetting) == 0


def test_the_focus_stays_in_the_lines_that_are_made_anew(
    page: StagesPage, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    in_front(qtbot, window)

    def at(code: str) -> None:
        qtbot.waitUntil(page.names[("mediation", code)].hasFocus)
        qtbot.waitUntil(lambda: not page.names[("mediation", code)].visibleRegion().isEmpty())

    def key(pressed: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, pressed)

    line = page.names[("mediation", "2")]
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    write(line, "双方同意")
    key(Qt.Key.Key_Return)
    assert page.names[("mediation", "2")] is not line
    at("2")
    key(Qt.Key.Key_Tab)
    at("+2")
    key(Qt.Key.Key_Tab)
    at("3")
    write(page.names[("mediation", "3")], "了解情况")
    key(Qt.Key.Key_Tab)
    qtbot.waitUntil(page.offs[("mediation", "3")].hasFocus)
    key(Qt.Key.Key_Space)
    qtbot.waitUntil(page.offs[("mediation", "3")].hasFocus)
    own = page.names[("mediation", "+2")]
    own.setFocus()
    write(own, "法律咨询")
    key(Qt.Key.Key_Return)
    at("+2")
    assert {one.label for one in store.select(StageSetting)} == {"双方同意", "了解情况", "法律咨询"}


def test_a_name_that_would_be_cut_off_is_refused_in_words(page: StagesPage, store: Store, shown: Shown) -> None:
    kind = store.kinds["mediation_case"]
    for code in ("2", "+2"):
        line = page.names[("mediation", code)]
        write(line, "一二三四五六七八九十𠮷")
        QTest.keyClick(line, Qt.Key.Key_Return)
    told = "环节的名字最多 10 个字，“一二三四五六七八九十𠮷”有 11 个字，请写短一些"
    assert [page.refusal("mediation", code) for code in ("2", "+2")] == [told, told]
    assert shown.errors == []
    assert store.count(StageSetting) == 0
    rename(store, kind, kind.flows[0], "2", "一二三四五六七八九𠮷")
    assert store.count(StageSetting) == 1
