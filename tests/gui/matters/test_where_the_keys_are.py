"""Where the cursor stands on the page of one matter: in what is missing and in sight, and what is beside it is as it is now."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.clock_rule import ClockRule
from db.records.matters.reminder import Reminder
from db.records.matters.whistle import WHISTLES_SWITCH, Whistle
from db.services.centre.switches import turn
from db.services.matters.blow import blow_whistle
from db.services.move import Keyed, catch_up
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import LinkEditor, RowsEditor
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, NOON, dialog, handled, page_of, press, taken_in, typed


@pytest.fixture
def checking(window: MainWindow, qtbot: QtBot, store: Store) -> MatterPage:
    """A matter that was handled, on a screen as low as they are."""
    handler = plant(store, Person, name="汤志远").id
    plant(store, Person, name="冯雪芹")
    window.resize(1366, 728)
    in_front(qtbot, window)
    matter = store.save(changed(taken_in(store), facts="\n".join("水从上面下来" for _ in range(12))))
    window.open_record("matter", handled(store, matter, handler).id)
    return page_of(window)


def test_who_is_missing_is_scrolled_to(checking: MatterPage, qtbot: QtBot) -> None:
    typed(checking, "finding", "看过，不漏了")
    assert checking.moving is not None
    did = checking.moving.editors["did"]
    assert isinstance(did, LinkEditor)
    did.set_value(0)
    press(Qt.Key.Key_Return, CTRL)
    assert did.line.hasFocus()
    qtbot.waitUntil(lambda: did.line.visibleRegion().boundingRect().height() == did.line.height())


def test_a_name_that_is_refused_gives_way_to_the_next(checking: MatterPage, store: Store) -> None:
    typed(checking, "finding", "看过，不漏了")
    assert checking.moving is not None
    did = checking.moving.editors["did"]
    assert isinstance(did, LinkEditor)
    did.set_value(next(one.id for one in store.select(Person) if one.name == "汤志远"))
    press(Qt.Key.Key_Return, CTRL)
    assert did.line.selectedText() == "汤志远"
    write(did.line, "fxq")
    assert did.line.text() == "fxq"


def test_the_cursor_begins_in_what_is_missing(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    store.save(ClockRule(clock="matter.handle", amount=10, since=date(2020, 1, 1), source="办法"))
    matter = catch_up(store, taken_in(store), [Keyed("gather", NOON, values={"called": "网格长"})])
    in_front(qtbot, window)
    window.open_record("matter", matter.id)
    page = page_of(window)
    assert page.moving is not None
    lead = page.moving.editors["lead"]
    assert isinstance(lead, LinkEditor)
    assert lead.line.hasFocus(), "not the level, which may stay empty"
    words = [one.text() for one in page.needs.findChildren(QLabel)]
    assert "转交处置以前要有：主办单位" in words, "the term is reckoned where it is left empty"


@pytest.fixture
def whistle(store: Store) -> Whistle:
    turn(store, WHISTLES_SWITCH, on=True)
    lead = plant(store, Body, name="执法中队").id
    return blow_whistle(store, Whistle(subject="乱停车", kind="1", lead=lead, matter=taken_in(store).id, blown=NOON))


def test_who_came_is_typed_at_once(window: MainWindow, qtbot: QtBot, store: Store, whistle: Whistle) -> None:
    signed = [Keyed("sign", NOON, values={"signer": "王队"}), Keyed("contact", NOON)]
    in_front(qtbot, window)
    window.open_record("whistle", catch_up(store, whistle, signed).id)
    page = page_of(window, "whistle")
    assert page.moving is not None
    arrived = page.moving.editors["arrivals"]
    assert isinstance(arrived, RowsEditor)
    assert len(arrived.rows) == 1
    assert arrived.isAncestorOf(page.window().focusWidget())
    assert not page.moving.is_changed()


def test_what_was_begun_here_stands_beside_it(window: MainWindow, store: Store, whistle: Whistle) -> None:
    window.open_record("whistle", whistle.id)
    page = page_of(window, "whistle")
    assert "reminder" not in [one.table for one in page.related.lines]
    store.save(Reminder(whistle=whistle.id, lead=whistle.lead, subject="乱停车", what="请今天到场"))
    page.refresh()
    assert "reminder" in [one.table for one in page.related.lines]


def test_where_handing_up_leads_is_told(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    gathered = Keyed("gather", NOON, values={"called": "网格长", "level": "3"})
    in_front(qtbot, window)
    window.open_record("matter", catch_up(store, taken_in(store), [gathered]).id)
    for key, told in ((Qt.Key.Key_S, "不改层级就到“街道”。"), (Qt.Key.Key_B, "不改层级就到“网格”。")):
        press(key, Qt.KeyboardModifier.AltModifier)
        asked = dialog(qtbot)
        assert told in [one.text() for one in asked.findChildren(QLabel)]
        asked.reject()
        in_front(qtbot, window)
        page_of(window).take_focus()


def test_a_whistle_without_limits_says_where_they_are_laid_down(
    window: MainWindow, shown: Shown, whistle: Whistle
) -> None:
    window.open_new("whistle", {"matter": whistle.matter})
    page = page_of(window, "whistle")
    page.form.editors["lead"].set_value(whistle.lead)
    page.form.editors["kind"].set_value("1")
    assert page.save()
    assert shown.news[-1] == "已吹哨：哨〔2026〕2号；还没有定时限，在“设置 → 办理时限”里定"
