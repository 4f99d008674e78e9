"""再来一份 in the window: by its key from a form and from the page of a matter; what is typed then is a draft of its own."""

import attrs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Claimant, Matter
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.matters.take_in import take_in
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write

NUMBER = "110105195607090017"


def test_a_form_is_begun_again_by_its_key_and_saved_as_another(
    window: MainWindow, store: Store, shown: Shown, qtbot: QtBot
) -> None:
    settle(store)
    house = store.select(House)[0]
    window.show_list("house")
    window.open_record("house", house.id)
    page = window.page("house")
    in_front(qtbot, window)
    page.form_page.focus_first()
    QTest.keyClick(page.form_page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    form = page.form_page.form
    assert form is not None
    assert page.form_page.record.id == 0
    assert not form.is_changed(), "nothing is typed yet"
    assert "证件号码栏没有带来，文字照抄" in shown.news[-1]
    write(form.editors["room"].line, "999")
    assert page.form_page.save()
    saved = store.get(House, page.form_page.record.id)
    assert saved.id != house.id
    assert (saved.building, saved.unit, saved.room) == (house.building, house.unit, "999")
    assert store.get(House, house.id) == house


def test_a_second_resident_never_has_the_number_of_the_first(window: MainWindow, store: Store) -> None:
    people = settle(store)
    one = store.save(attrs.evolve(store.get(Resident, people["李国富"].id), id_number=NUMBER))
    page = window.page("resident")
    window.show_list("resident")
    page.edit_record(one.id)
    page.form_page._again.click()
    form = page.form_page.form
    assert form is not None
    typed = form.record()
    assert isinstance(typed, Resident)
    assert (typed.id, typed.id_number, typed.birth) == (0, "", None)
    assert (typed.name, typed.house) == (one.name, one.house)


def test_a_matter_is_begun_again_from_more_and_is_taken_up_as_a_draft(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    settle(store)
    old = take_in(
        store,
        Matter(subject="楼道堆物", category="1", claimants=(Claimant(name="张桂芳", phone="13812345678"),), taken=None),
    )
    window.show_list("matter")
    window.open_record("matter", old.id)
    in_front(qtbot, window)
    (page,) = (p for p in window.page("matter").findChildren(MatterPage))
    more = [action for menu in page.findChildren(QMenu) for action in menu.actions() if "再来一份" in action.text()]
    assert more
    more[-1].trigger()
    fresh = page.form.record()
    assert isinstance(fresh, Matter)
    assert (fresh.id, fresh.number, fresh.stage) == (0, "", Matter().stage)
    assert (fresh.subject, [c.name for c in fresh.claimants]) == ("楼道堆物", ["张桂芳"])
    write(page.form.editors["subject"].line, "又来了")
    page.keep_draft()
    (draft,) = [d for d in store.drafts.all() if d.form == "matter"]
    window.show_page("today")
    window.open_draft(draft)
    again = page.form.record()
    assert isinstance(again, Matter)
    assert "又来了" in again.subject
    assert [c.name for c in again.claimants] == ["张桂芳"], "what was not typed comes from the old one again"
