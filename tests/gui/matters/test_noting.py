"""The line on the page of a matter in which a note is written: what stands there belongs to that matter, and is not lost."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Matter
from db.services.unfinished import unfinished
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from tests.gui.keys import write
from tests.gui.matters.at_page import buttons, now, press, taken_in


def notes(store: Store, matter: Matter) -> list[str]:
    return [step.note for step in store.steps(matter) if step.note]


def test_what_stands_there_is_of_its_matter_alone(page: MatterPage, window: MainWindow, store: Store) -> None:
    first, second = now(store), taken_in(store, "路灯不亮")
    line = page.timeline.noting.line
    write(line, "答应明天去")
    window.open_record("matter", second.id)
    assert line.text() == ""
    write(line, "灯泡买了")
    window.open_record("matter", first.id)
    assert line.text() == "答应明天去"
    line.setFocus()
    press(Qt.Key.Key_Return)
    assert (notes(store, first), notes(store, second)) == (["答应明天去"], [])
    assert line.text() == ""
    window.open_record("matter", second.id)
    assert line.text() == "灯泡买了"
    page.timeline.noting.call.click()
    assert (notes(store, first), notes(store, second)) == (["答应明天去"], ["灯泡买了"])
    assert store.drafts.all() == []


def test_it_is_kept_while_it_is_written_and_found_again(
    page: MatterPage, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    other = taken_in(store, "路灯不亮")
    write(page.timeline.noting.line, "答应明天去")
    qtbot.waitUntil(lambda: bool(store.drafts.all()))
    window.open_record("matter", other.id)
    window.show_page("today")
    (left,) = unfinished(store)
    assert left.words().endswith("充电桩断电：记一笔（没记下）")
    window.open_draft(left.draft)
    assert page.record.id != other.id
    assert page.timeline.noting.line.text() == "答应明天去"
    page.timeline.noting.line.clear()
    page.timeline.noting.keep_draft()
    assert store.drafts.all() == []


def test_it_is_kept_when_the_form_is_opened_and_when_the_page_is_left(
    page: MatterPage, window: MainWindow, store: Store
) -> None:
    write(page.timeline.noting.line, "答应明天去")
    buttons(page)["修改"].click()
    assert [draft.values for draft in store.drafts.all()] == [{"note": "答应明天去"}]
    page.step_back()
    write(page.timeline.noting.line, "，带灯泡")
    window.keep_drafts()
    assert [draft.values for draft in store.drafts.all()] == [{"note": "答应明天去，带灯泡"}]
