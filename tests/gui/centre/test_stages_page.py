"""设置 → 环节: a centre's names are on the strip, in lists and filters at once; optional ones off, own ones in between."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from db.records.base import fields_of
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.stage_setting import StageSetting
from db.services.centre.stage_names import insert, lay_labels, rename
from db.services.move import move, undo_move
from db.store import MoveRefused, Store
from db.values import code_table
from gui.main_window import MainWindow
from gui.pages.centre.settings import STAGES
from gui.pages.centre.stages import StagesPage
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import CodeEditor
from tests.factories import begun
from tests.gui.conftest import Shown
from tests.gui.keys import write


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


def take_out(page: StagesPage) -> None:
    next(b for b in page._cards.findChildren(QPushButton) if b.text() == "去掉").click()


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
    codes = window.page("matter").list._codes["stage"]
    assert isinstance(codes, CodeEditor)
    assert codes.matches("wtsj") == ["1"], "the filter knows it by its initials"
    lay_labels(store)
    assert stage.show("2") == "分级转办"
    line = page.names[("closed_loop", "1")]
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (stage.show("1"), store.count(StageSetting)) == ("网格召集", 0)


def test_an_own_stage_is_put_in_and_taken_out_while_nothing_stands_there(
    page: StagesPage, store: Store, shown: Shown
) -> None:
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
    move(store, move(store, case, "consent"), "enter_u1")
    take_out(page)
    assert [error.message for error in shown.errors] == ["还有 1 件停在“法律咨询”，办过去了再去掉"]
    assert store.count(StageSetting) == 1
    undo_move(store, store.get(MediationCase, case.id))
    page.refresh()
    take_out(page)
    assert store.count(StageSetting) == 0
    assert ("mediation", "u1") not in page.names


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
    assert [error.message for error in shown.errors] == ["已经有一个环节叫“问题处置”"]
    assert store.count(StageSetting) == 0
