"""重复来访: said with one key beside the form, noted with the first one, and told to whoever stands there."""

from datetime import timedelta

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.errors import RecordChanged
from db.records.matters.matter import Claimant, Matter
from db.records.registry.place import Building
from db.records.step import NOTED
from db.services.matters.take_in import take_in
from db.services.move import note
from db.store import Store
from gui.main_window import MainWindow
from gui.widgets.alike_card import AlikeCard
from tests.factories import estate, plant
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import NOON, page_of


def buttons(card: AlikeCard, words: str) -> list[QPushButton]:
    return [b for b in card.findChildren(QPushButton) if b.isVisible() and b.text() == words]


def test_who_comes_again_is_told_and_noted_and_nothing_is_registered(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    settle(store)
    building = plant(store, Building, number="66", estate=estate(store, "幸福里小区"))
    mine = take_in(
        store,
        Matter(subject="楼道灯不亮", taken=NOON, building=building.id, claimants=(Claimant(name="周桂芳"),)),
    )
    take_in(store, Matter(subject="楼道灯坏了", taken=NOON, building=building.id, claimants=(Claimant(name="别人"),)))
    in_front(qtbot, window)
    window.open_new("matter")
    page = page_of(window)
    typed = {
        "taken": NOON + timedelta(hours=3),
        "subject": "灯还是不亮",
        "building": building.id,
        "claimants": (Claimant(name="周桂芳"),),
    }
    for name, given in typed.items():
        page.form.editors[name].set_value(given)
        page.form.editors[name].changed.emit()
    card = page.side.alike
    qtbot.waitUntil(card.isVisible)
    assert len(card.lines) == 2
    (again,) = buttons(card, "重复来访")
    again.click()
    assert store.count(Matter) == 2
    step = store.steps(store.get(Matter, mine.id))[-1]
    assert (step.said, "灯还是不亮" in step.note) == ("重复来访", True)
    assert (
        shown.news[-1]
        == f"已记下重复来访，没有另登记。请告诉来人：{mine.number}“楼道灯不亮”：3月2日受理，现在到“网格召集”"
    )
    assert page.record.id == mine.id, "it is opened"
    assert store.drafts.all() == []
    assert any("重复来访" in line.what for line in page.timeline.lines)
    assert shown.errors == []
    assert shown.undo is not None
    shown.undo()
    assert shown.errors == []
    now = store.get(Matter, mine.id)
    assert (now.first_answer, store.steps(now)[-1].reverses) == (None, step.id)
    assert page.record.id == 0
    form = page.form
    assert (form.editors["subject"].value(), form.editors["building"].value()) == ("灯还是不亮", building.id)
    assert form.editors["claimants"].value() == (Claimant(name="周桂芳"),)
    qtbot.waitUntil(card.isVisible)
    (again,) = buttons(card, "重复来访")
    again.click()
    assert store.drafts.all() == []
    note(store, store.get(Matter, mine.id), "又来问", NOTED)
    assert shown.undo is not None
    shown.undo()
    assert [type(error) for error in shown.errors] == [RecordChanged]
