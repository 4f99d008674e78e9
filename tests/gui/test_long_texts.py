"""A line holds no more than lists and papers have room for; what a store has longer than that is opened and saved as it is."""

from datetime import date

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase, Party
from db.services.matters.take_in import take_in
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.papers import list_papers
from gui.papers.matter_papers import matter_intake
from gui.widgets.editors import RowsEditor
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, NOON, buttons, page_of, press
from tests.printing import measure

LONG = "".join(chr(ord("一") + 7 * n) for n in range(300))
TOLD = "有 101 个字，最多 100 个字。请把{0}写短一些，多出来的写到情况、备注等栏里"


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> MatterPage:
    """An empty form of a matter."""
    in_front(qtbot, window)
    window.open_new("matter")
    return page_of(window)


def test_what_is_too_long_is_told_at_its_field_and_stays(page: MatterPage, store: Store, shown: Shown) -> None:
    subject = page.form.editors["subject"]
    subject.set_typed(LONG[:100])
    write(subject.target(), "多")
    claimants = page.form.editors["claimants"]
    assert isinstance(claimants, RowsEditor)
    name = claimants.rows[0].editors["name"]
    write(name.target(), LONG[:101])
    press(Qt.Key.Key_S, CTRL)
    assert subject.note() == TOLD.format("事由")
    assert name.note() == TOLD.format("姓名或名称")
    assert "事由" in page.form.summary()
    assert subject.typed() == f"多{LONG[:100]}"
    assert store.count(Matter) == 0
    subject.set_typed(LONG[:100])
    name.set_typed("周桂芳")
    assert page.save()
    assert store.select(Matter)[0].subject == LONG[:100]
    assert shown.errors == []


def test_one_from_before_the_rule_is_saved_unchanged_and_cannot_grow(
    window: MainWindow, qtbot: QtBot, store: Store, shown: Shown
) -> None:
    parties = tuple(Party(name=name, job=f" {LONG}") for name in ("张桂芳", "李国富"))
    case = plant(store, MediationCase, title_text=LONG, parties=parties, result="")
    in_front(qtbot, window)
    window.open_record("mediation_case", case.id)
    page = page_of(window, "mediation_case")
    assert page.head.title().endswith(LONG)
    buttons(page)["修改"].click()
    write(page.form.editors["place"].target(), "东门")
    press(Qt.Key.Key_S, CTRL)
    saved = store.get(MediationCase, case.id)
    assert saved.place == f"东门{case.place}"
    assert (saved.title_text, [party.job for party in saved.parties]) == (LONG, [f" {LONG}"] * 2)
    assert shown.errors == []
    page.edit()
    write(page.form.editors["title_text"].target(), "多")
    assert not page.save()
    assert "最多 100 个字" in page.form.editors["title_text"].note()


def test_what_a_move_asks_has_the_same_measure(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    matter = take_in(store, Matter(subject="路灯", taken=NOON, claimants=(Claimant(anonymous=True),)))
    in_front(qtbot, window)
    window.open_record("matter", matter.id)
    page = page_of(window)
    assert page.moving is not None
    write(page.moving.editors["called"].target(), LONG[:101])
    press(Qt.Key.Key_Return, CTRL)
    assert page.moving.editors["called"].note() == TOLD.format("召集了谁")
    assert store.get(Matter, matter.id) == matter


def test_the_longest_subject_is_printed_whole(store: Store) -> None:
    subject = LONG[:100]
    matter = take_in(store, Matter(subject=subject, taken=NOON, claimants=(Claimant(anonymous=True),)))
    for job in (matter_intake(matter.id), list_papers.number_book("10", NOON.year, date(2026, 3, 3))):
        text = measure.all_text(job.make(store, lambda _done, _count: True))
        assert set(subject) <= set(text), "no character is cut off"
    again = attrs.evolve(matter, subject=LONG)
    assert store.save(again).subject == LONG, "a store from before opens, and what is in it is kept"


def test_beside_a_long_title_there_is_room_to_throw_it_away(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    store.drafts.keep("matter", 0, "", {"subject": LONG}, None)
    in_front(qtbot, window)
    window.show_page("today")
    QApplication.processEvents()
    go_on, drop = window.page("today").unfinished.findChildren(QPushButton)
    assert go_on.text().endswith("…：新登记（没保存）")
    assert drop.visibleRegion().boundingRect().width() == drop.width()
