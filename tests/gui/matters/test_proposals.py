"""可能是同一件事: a quiet list beside the form and under 相关, and what is said with it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.matters.codes import JOINED
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.services.matters.take_in import take_in
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.alike_card import AlikeCard
from tests.factories import estate, plant
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, NOON, buttons, dialog, page_of, press

SUBJECT = "楼道灯不亮"


@pytest.fixture
def building(store: Store) -> Building:
    settle(store)
    return plant(store, Building, number="66", estate=estate(store, "幸福里小区"))


def there(store: Store, building: Building, subject: str = SUBJECT) -> Matter:
    return take_in(store, Matter(subject=subject, taken=NOON, building=building.id))


def said(card: AlikeCard) -> list[str]:
    return [b.text() for b in card.findChildren(QPushButton) if b.isVisible()]


def say(card: AlikeCard, words: str, number: int = 0) -> None:
    [b for b in card.findChildren(QPushButton) if b.text() == words and b.isVisible()][number].click()


def enter(page: MatterPage, **values: object) -> None:
    """Fills fields in, as somebody who types or chooses does."""
    for name, given in values.items():
        page.form.editors[name].set_value(given)
        page.form.editors[name].changed.emit()


def begin(qtbot: QtBot, window: MainWindow, building: Building) -> AlikeCard:
    """A new matter at a building, as it is typed."""
    window.open_new("matter")
    page = page_of(window)
    in_front(qtbot, window)
    enter(page, taken=NOON + timedelta(hours=3), subject="灯又不亮")
    assert not page.side.alike.isVisible(), "nothing is known of the place"
    enter(page, building=building.id)
    qtbot.waitUntil(page.side.alike.isVisible)
    return page.side.alike


def test_a_new_matter_is_joined_as_it_is_registered(
    qtbot: QtBot, window: MainWindow, store: Store, building: Building, shown: Shown
) -> None:
    first, other = there(store, building), there(store, building, "楼道堆物")
    card = begin(qtbot, window, building)
    assert [line.id for line in card.lines] == [first.id, other.id], "the one in the same words first"
    say(card, "不是一件事", 1)
    assert [line.id for line in card.lines] == [first.id]
    say(card, "并到这件")
    assert "不并了" in said(card)
    page = page_of(window)
    page.keep_draft()
    window.show_page("today")
    window.open_new("matter")
    assert [(line.id, "不并了" in said(card)) for line in card.lines] == [(first.id, True)], "it goes with the draft"
    page.go()
    (new,) = (one for one in store.select(Matter) if one.id not in (first.id, other.id))
    assert (new.root, new.outcome, [one.other for one in new.apart]) == (first.id, JOINED, [other.id])
    assert shown.news[-1] == f"已登记：{new.number}，回执码 {new.slip}；已并到{first.number}"
    assert page.related.lines[0].id == first.id
    assert shown.errors == []


def test_what_was_chosen_can_be_left_again_and_the_next_form_begins_with_nothing_said(
    qtbot: QtBot, window: MainWindow, store: Store, building: Building
) -> None:
    first = there(store, building)
    card = begin(qtbot, window, building)
    say(card, "并到这件")
    say(card, "不并了")
    assert said(card)[1:] == ["并到这件", "不是一件事"]
    page_of(window).go()
    assert all(one.root == 0 for one in store.select(Matter))
    window.open_new("matter")
    assert not card.isVisible()
    assert first.root == 0


def test_tab_leads_from_the_form_to_the_list_and_space_says_it(
    qtbot: QtBot, window: MainWindow, store: Store, building: Building
) -> None:
    there(store, building)
    card = begin(qtbot, window, building)
    [stop for stop in page_of(window).form.stops() if stop.isVisible()][-1].setFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert "不并了" in said(card)
    press(Qt.Key.Key_Return, CTRL)
    assert [bool(one.root) for one in store.select(Matter, order=("id",))] == [False, True]


def test_the_page_of_a_matter_joins_and_sets_apart(
    qtbot: QtBot, window: MainWindow, store: Store, building: Building, shown: Shown
) -> None:
    first, second = there(store, building), there(store, building, "灯又不亮")
    in_front(qtbot, window)
    window.open_record("matter", second.id)
    page = page_of(window)
    assert [line.id for line in page.related.alike.lines] == [first.id]
    say(page.related.alike, "不是一件事")
    assert not page.related.alike.isVisible()
    window.open_record("matter", first.id)
    assert not page.related.alike.isVisible(), "nor is it told from the other side"
    window.open_record("matter", second.id)
    assert shown.undo is not None
    shown.undo()
    say(page.related.alike, "并到这件")
    asked = dialog(qtbot)
    assert asked.form.editors["joined"].value() == first.id
    asked.go.click()
    assert store.get(Matter, second.id).root == first.id
    assert "撤出并案" in buttons(page)
    assert not page.related.alike.isVisible()
    assert shown.errors == []


def test_a_case_becomes_a_way_of_what_was_brought_to_the_desk(
    qtbot: QtBot, window: MainWindow, store: Store, building: Building, shown: Shown
) -> None:
    house = plant(store, House, building=building.id, unit="2", room="101")
    resident = plant(store, Resident, name="张桂芳", house=house.id)
    first = take_in(store, Matter(subject="楼上渗水", taken=NOON + timedelta(days=1), house=house.id))
    in_front(qtbot, window)
    window.open_new("mediation_case", {"resident": resident.id})
    page = page_of(window, "mediation_case")
    enter(page, title_text="渗水赔偿", dispute="2", received=NOON.date(), facts="渗水")
    qtbot.waitUntil(page.side.alike.isVisible)
    assert [line.id for line in page.side.alike.lines] == [first.id]
    say(page.side.alike, "并到这件")
    parties = page.form.editors["parties"].value()
    enter(page, parties=tuple(one if one.name else changed(one, name="李国富") for one in parties))
    page.go()
    (case,) = store.select(MediationCase)
    assert (case.matter, store.count(Matter)) == (first.id, 1)
    assert shown.errors == []
