"""合并人员 as a clerk does it: from the page of a person and from 同名待认, and back again."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from db.errors import RecordGone
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.store import Store, eq
from gui.main_window import MainWindow
from gui.pages.bodies.merging import MergeDialog
from gui.pages.bodies.person import ActingPersonPage
from gui.pages.bodies.whose_name import WhoseNamePage
from gui.pages.record_page import RecordPage
from tests.factories import plant
from tests.gui.bodies.test_whose_name_page import buttons, page_of, texts
from tests.gui.conftest import Shown


@pytest.fixture
def two(store: Store) -> tuple[Person, Person]:
    """One with a post, and one who is a resident."""
    resident = plant(store, Resident, name="王芳", house=0)
    other = store.save(Person(name="王芳", job="民警", resident=resident.id))
    body = store.save(Body(name="居委会", kind="30"))
    one = store.save(Person(name="王芳", job="物业经理", phone="13900001111"))
    store.save(Tenure(person=one.id, of=store.kinds.reference_of(body), post="05", since=date(2020, 1, 1)))
    return one, other


def person_page(window: MainWindow, person: int) -> ActingPersonPage:
    window.open_record("person", person)
    page = window.page("person")
    assert isinstance(page, RecordPage)
    shown = page.findChild(ActingPersonPage)
    assert shown is not None
    return shown


def dialog_of(made: MergeDialog | None) -> MergeDialog:
    assert made is not None
    return made


def test_the_other_of_that_name_is_chosen_and_who_is_a_resident_stays(
    window: MainWindow, store: Store, two: tuple[Person, Person], shown: Shown, qtbot: QtBot
) -> None:
    one, other = two
    page = person_page(window, one.id)
    dialog = dialog_of(page.merge_with())
    assert "这一条：王芳 · 物业经理 · 139****1111" in texts(dialog)
    assert [(chip.text(), chip.isChecked()) for chip in dialog.stays] == [
        ("王芳 · 民警", True),
        ("王芳 · 物业经理 · 139****1111", False),
    ]
    told = next(text for text in texts(dialog) if text.startswith("归到"))
    assert told.splitlines() == [
        "归到留下的那一条：任职 1 条",
        "从另一条补上：电话",
        "两条写得不同的，照留下的那一条，另一条的记在备注：职务",
    ]
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(shown.news))
    assert shown.news == ["已合并：王芳"]
    assert [person.id for person in store.select(Person, eq("name", "王芳"))] == [other.id]
    assert [post.person for post in store.select(Tenure)] == [other.id]
    assert "任职　1" in texts(window)
    assert shown.undo is not None
    shown.undo()
    qtbot.waitUntil(lambda: store.count(Person, eq("name", "王芳")) == 2)
    qtbot.waitUntil(lambda: "物业经理" in texts(window))
    assert store.get(Person, one.id).job == "物业经理"
    assert shown.errors == []


def test_a_clerk_says_that_the_other_stays(window: MainWindow, two: tuple[Person, Person], shown: Shown) -> None:
    dialog = dialog_of(person_page(window, two[0].id).merge_with())
    dialog.stays[1].setFocus()
    dialog.stays[1].click()
    assert [chip.isChecked() for chip in dialog.stays] == [False, True]
    assert dialog.focusWidget() is dialog.stays[1]
    assert any("从另一条补上：登记居民" in text for text in texts(dialog))
    assert shown.errors == []


def test_what_cannot_be_done_is_told_and_cannot_be_pressed(
    window: MainWindow, store: Store, two: tuple[Person, Person]
) -> None:
    resident = plant(store, Resident, name="王芳", house=0)
    store.save(changed(two[0], resident=resident.id))
    dialog = dialog_of(person_page(window, two[0].id).merge_with())
    assert any(text.startswith("两条“王芳”都对上了登记居民，是两个人。") for text in texts(dialog))
    assert not dialog.go.isEnabled()


def test_of_several_a_clerk_chooses(window: MainWindow, store: Store, two: tuple[Person, Person]) -> None:
    third = store.save(Person(name="王 芳", job="网格员"))
    stranger = store.save(Person(name="李四"))
    dialog = dialog_of(person_page(window, two[0].id).merge_with())
    assert ([chip.text() for chip in dialog.namesakes], dialog.go.isEnabled()) == (
        ["王芳 · 民警", "王 芳 · 网格员"],
        False,
    )
    dialog.namesakes[1].click()
    assert ([chip.isChecked() for chip in dialog.namesakes], dialog.go.isEnabled()) == ([False, True], True)
    assert dialog.other.value() == third.id
    dialog.other.set_value(stranger.id)
    dialog.other.picked.emit(stranger.id)
    assert [chip.text() for chip in dialog.stays] == ["王芳 · 物业经理 · 139****1111", "李四"]
    dialog.other.set_value(two[0].id)
    dialog.other.picked.emit(two[0].id)
    assert any(text.startswith("选的是同一条") for text in texts(dialog))
    assert not dialog.go.isEnabled()


def test_from_the_names_of_which_nobody_knows_whose_they_are(
    window: MainWindow, store: Store, two: tuple[Person, Person], shown: Shown, qtbot: QtBot
) -> None:
    store.save(Visit(day=date(2026, 3, 2), visitor="王芳"))
    page: WhoseNamePage = page_of(window)
    (merges,) = buttons(page, "登记过两次？合并…")
    merges.click()
    dialog = page.window().findChild(MergeDialog)
    assert dialog is not None
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(shown.news))
    assert not buttons(page, "登记过两次？合并…"), "one alone bears the name; a clerk still says that it is theirs"
    assert len(buttons(page, "是这一位")) == 1
    with pytest.raises(RecordGone):
        store.get(Person, two[0].id)
