"""An own stage behind another one only is one stop more: entering it asks nothing, and what was asked is asked as it is left."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.services.centre.stage_names import insert, rename
from db.services.matters.take_in import take_in
from db.services.move import Keyed, catch_up, move
from db.store import Store
from db.values import code_table
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from tests.factories import plant
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, buttons, now, page_of, press, typed

OF_THE_STEP = {"at", "did"}


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    """The program's own names again, for the tests that follow."""
    yield
    code_table.lay_over({})


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, store: Store) -> MatterPage:
    """A matter at the first stage, behind which the centre has put one of its own."""
    kind = store.kinds["matter"]
    insert(store, kind, kind.flows[0], "1", "网格初核")
    in_front(qtbot, window)
    window.open_record("matter", take_in(store, Matter(subject="路灯不亮", claimants=(Claimant(anonymous=True),))).id)
    return page_of(window)


def asked(page: MatterPage) -> set[str]:
    """The fields of the matter that the usual next move asks."""
    return set(page.moving.editors) - OF_THE_STEP if page.moving is not None else set()


def told(page: MatterPage) -> str:
    QApplication.processEvents()  # what was laid out just now is shown then
    return "".join(
        one.text() for one in page.needs.findChildren(QLabel) if not one.isHidden() and "什么都不用填" in one.text()
    )


def test_entering_asks_nothing_and_leaving_asks_what_was_asked(page: MatterPage, store: Store, qtbot: QtBot) -> None:
    assert asked(page) == set()
    assert "进入网格初核" in buttons(page)
    assert told(page) == "“进入网格初核”什么都不用填；召集了谁、现层级、大小，离开它、办“召集完成，转分级”时再填"
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "u1"
    assert [stop.label for stop in page.strip.stops() if stop.is_here] == ["网格初核"]
    assert asked(page) == {"called", "level", "size"}
    assert "召集完成，转分级" in buttons(page)
    assert told(page) == ""
    assert page.moving is not None
    qtbot.waitUntil(page.moving.isVisible)
    press(Qt.Key.Key_Return, CTRL)
    assert "没有填" in page.moving.editors["called"].note(), "what the stage before needed is needed here"
    typed(page, "called", "网格长")
    press(Qt.Key.Key_Return, CTRL)
    assert (now(store).stage, now(store).called) == ("2", "网格长")


def test_an_open_page_follows_what_is_done_to_the_stages_meanwhile(
    window: MainWindow, qtbot: QtBot, store: Store
) -> None:
    """What was typed for the move that stood there is kept."""
    kind = store.kinds["matter"]
    in_front(qtbot, window)
    window.open_record("matter", take_in(store, Matter(subject="路灯不亮", claimants=(Claimant(anonymous=True),))).id)
    page = page_of(window)
    window.show_page("today")
    rename(store, kind, kind.flows[0], "2", "分流")
    window.show_page("matter")
    assert [stop.label for stop in page.strip.stops()][:2] == ["网格召集", "分流"]
    typed(page, "called", "网格长")
    window.show_page("today")
    insert(store, kind, kind.flows[0], "1", "网格初核")
    window.show_page("matter")
    assert [stop.label for stop in page.strip.stops()][:3] == ["网格召集", "网格初核", "分流"]
    assert (asked(page), page.needs.unmade) == (set(), ["没办成的一步“召集完成，转分级”：召集了谁 网格长"])
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "u1"
    assert page.moving is not None
    assert page.moving.editors["called"].value() == "网格长"
    before = page.moving
    window.show_page("today")
    window.show_page("matter")
    assert page.moving is before, "where nothing changed nothing is made anew"


def test_before_the_end_too(page: MatterPage, store: Store) -> None:
    """The outcome belongs to the move that ends the work; what another move fills in is not named."""
    kind = store.kinds["matter"]
    insert(store, kind, kind.flows[0], "4", "阅签")
    matter = move(store, now(store), "enter_u1")
    steps = [
        Keyed("gather", values={"called": "网格长"}),
        Keyed("assign", values={"lead": plant(store, Body).id, "due": date.today()}),
        Keyed("handle", did=plant(store, Person).id, values={"result": "修好了"}),
    ]
    page.show_record(catch_up(store, matter, steps).id)
    assert asked(page) == set()
    assert told(page) == "“进入阅签”什么都不用填；结果、评议、公开办理情况，离开它、办“评议归档”时再填"
    move(store, now(store), "check", did=plant(store, Person, 2).id, finding="看过")
    page.show_record(move(store, now(store), "enter_u2").id)
    assert asked(page) == {"outcome", "rating", "publish"}


def test_where_nothing_was_asked_nothing_is_promised(window: MainWindow, store: Store) -> None:
    kind = store.kinds["mediation_case"]
    insert(store, kind, kind.flows[0], "6", "评估")
    case = plant(store, MediationCase, number="", stage="6", closed=None, received=date.today(), due=None)
    window.open_record("mediation_case", case.id)
    page = page_of(window, "mediation_case")
    assert told(page) == "“进入评估”什么都不用填；怎样了结、处理结果，离开它、办“结案”时再填"
