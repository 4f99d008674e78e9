"""接待, by the keys: who lacks something gets the notice and comes again; what else is not over stands beside; it becomes a matter."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Matter
from db.records.matters.reception import Material, Reception
from db.records.registry.place import House
from db.records.registry.resident import Resident, reference_to
from db.services.save_as_declared import save_as_declared
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matters.receiving import NOTICE, Receiving
from gui.pages.record_form_page import RecordFormPage
from gui.widgets.fold import FoldHeading
from gui.widgets.form import RecordForm
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, page_of, pick, press

AT = datetime.combine(date.today(), datetime.min.time()).replace(hour=9) - timedelta(days=3)
MATERIALS = (Material(name="身份证", brought=True), Material(name="照片", note="2张"))


@pytest.fixture
def front(window: MainWindow, qtbot: QtBot) -> MainWindow:
    in_front(qtbot, window)
    return window


def received(store: Store, **values: object) -> Reception:
    return save_as_declared(store, Reception(**{"item": "公租房申请", "at": AT, "name": "靳丽", **values}))  # type: ignore[arg-type]


def form_of(page: RecordFormPage) -> RecordForm:
    assert page.form is not None
    return page.form


def receiving(window: MainWindow) -> tuple[RecordFormPage, Receiving]:
    page = window.page("reception")
    (found,) = page.findChildren(Receiving)
    return page.form_page, found


def enter(form: RecordForm, name: str, text: str) -> None:
    target = form.editors[name].target()
    target.setFocus()
    write(target, text)


def test_somebody_is_received_and_what_the_last_one_had_to_bring_is_there(
    front: MainWindow, store: Store, qtbot: QtBot
) -> None:
    received(store, materials=MATERIALS, name="别人", finished=AT.date())
    house = plant(store, House).id
    resident = plant(store, Resident, name="陈慧敏", phone="13804350021", house=house)
    other = received(store, who=reference_to(resident.id), item="老年证办理", name="")
    front.show_page("reception")
    press(Qt.Key.Key_N, CTRL)
    page, at = receiving(front)
    form = form_of(page)
    write(form.editors["item"].target(), "公租房申请")
    pick(qtbot, form.editors["who"], "chm")
    assert form.editors["name"].value() == "陈慧敏"
    assert form.editors["house"].value() == house
    (heading,) = [one.summary() for one in form.findChildren(FoldHeading) if "房屋" in one.summary()]
    assert heading == f"房屋 {store.titles('house', [house])[house]}", "no number that nobody knows"
    assert [(row.name, row.note, row.brought) for row in form.editors["materials"].value()] == [
        ("身份证", "", False),
        ("照片", "2张", False),
    ]
    assert [line.id for line in at.card.lines] == [other.id]
    assert at.card.isVisible()
    press(Qt.Key.Key_S, CTRL)
    kept = store.select(Reception)[-1]
    assert (kept.item, kept.name, kept.trips, kept.finished) == ("公租房申请", "陈慧敏", 1, None)


def test_who_lacks_something_gets_the_notice_and_comes_again(front: MainWindow, store: Store, shown: Shown) -> None:
    kept = received(store, materials=MATERIALS)
    front.open_record("reception", kept.id)
    page, at = receiving(front)
    assert page.papers[0].label == NOTICE, "what Ctrl+P prints"
    page.papers[0].run(kept.id)
    noted = store.get(Reception, kept.id)
    assert noted.notice
    assert "还缺照片" in shown.news[-1]
    page.papers[0].run(kept.id)
    assert store.get(Reception, kept.id) == noted, "once is enough"
    front.show_page("reception")
    front.open_record("reception", kept.id)
    press(Qt.Key.Key_F6)
    assert store.get(Reception, kept.id).trips == 2
    assert "来了 2 次" in shown.news[-1]
    press(Qt.Key.Key_Space)  # the box of what was lacking has the keys
    enter(form_of(page), "finished", date.today().isoformat())
    press(Qt.Key.Key_S, CTRL)
    over = store.get(Reception, kept.id)
    assert (over.trips, over.finished, [row.brought for row in over.materials]) == (2, date.today(), [True, True])
    assert at.again.isHidden(), "it is over"
    press(Qt.Key.Key_F6)
    assert store.get(Reception, kept.id) == over
    assert page.papers[0].label != NOTICE


def test_a_coming_is_taken_back(front: MainWindow, store: Store, shown: Shown) -> None:
    kept = received(store)
    front.open_record("reception", kept.id)
    page, _ = receiving(front)
    press(Qt.Key.Key_F6)
    assert shown.undo is not None
    shown.undo()
    assert store.get(Reception, kept.id).trips == 1
    assert form_of(page).editors["trips"].value() == 1


def test_it_becomes_a_matter_that_opens_and_is_taken_back(front: MainWindow, store: Store, shown: Shown) -> None:
    kept = received(store, item="楼道灯坏了")
    front.open_record("reception", kept.id)
    page, at = receiving(front)
    enter(form_of(page), "remark", "三楼")
    at.matter.setFocus()
    press(Qt.Key.Key_Space)
    (matter,) = store.select(Matter)
    assert (matter.subject, matter.facts, matter.claimants[0].name) == ("楼道灯坏了", "三楼", "靳丽")
    assert page_of(front).isVisible()
    assert shown.news[-1] == f"已登记：{matter.number}，回执码 {matter.slip}"
    assert shown.undo is not None
    shown.undo()
    assert store.get(Reception, kept.id).matter == 0
    assert page.isVisible()
    assert not at.matter.isHidden()


def test_each_button_is_there_where_it_does_something(front: MainWindow, store: Store) -> None:
    _, at = receiving(front)
    front.open_new("reception")
    assert (at.again.isHidden(), at.matter.isHidden()) == (True, True)
    front.open_record("reception", received(store).id)
    assert (at.again.isHidden(), at.matter.isHidden()) == (False, False)
    front.open_record("reception", received(store, finished=AT.date()).id)
    assert (at.again.isHidden(), at.matter.isHidden()) == (True, False)
    front.open_record("reception", received(store, matter=plant(store, Matter).id).id)
    assert (at.again.isHidden(), at.matter.isHidden()) == (True, True)
