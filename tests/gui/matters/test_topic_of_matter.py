"""A topic that is begun from a matter: dated, asked why it is turned down, and what is told of the matter then."""

from datetime import date

from pytestqt.qtbot import QtBot

from db.records.hall.meeting import TURNED_DOWN, Topic
from db.records.matters.matter import MATTERS
from db.services.earlier import told
from db.store import Store
from gui.main_window import MainWindow
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import page_of, taken_in


def test_a_topic_that_is_turned_down_says_why_and_that_its_matter_can_end(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    settle(store)
    matter = taken_in(store)
    window.open_new("topic", {"matter": matter.id, "subject": "3号楼加装电梯"})
    in_front(qtbot, window)
    page = window.page("topic").form_page
    assert page.form is not None
    assert page.form.editors["raised"].value() == date.today()
    assert page.save()
    assert "可以办结" not in shown.news[-1]
    page.form.editors["state"].set_value(TURNED_DOWN)
    assert page.save()
    (topic,) = store.select(Topic, order=("-id",), limit=1)
    assert (topic.state, topic.matter) == (TURNED_DOWN, matter.id)
    assert shown.news[-1].endswith(f"；{matter.number}的办理途径都办完了，可以办结")
    assert "没有写理由" in page.form.editors["detail"].note()
    write(page.form.editors["detail"].target(), "多数住户不同意")
    assert page.save()
    assert page.form.editors["detail"].note() == ""


def test_what_is_typed_in_stays_in_sight_when_something_comes_beside_the_form(
    qtbot: QtBot, window: MainWindow, store: Store
) -> None:
    settle(store)
    other = taken_in(store)
    window.resize(1366, 728)
    window.open_new("matter")
    in_front(qtbot, window)
    page = page_of(window)
    form = page.form
    columns, place = form._grid.columns(), form.editors["house"].y()
    last = form.editors["house"]
    last.setFocus()
    page.side.alike.show_lines([*told(store, MATTERS, [other.id])])
    page.side._show_beside()
    qtbot.waitUntil(lambda: form._grid.columns() < columns and last.y() > place)
    seen = form._scroll.viewport()

    def is_seen() -> bool:
        top = last.mapTo(seen, last.rect().topLeft()).y()
        return top >= 0 and top + last.height() <= seen.height()

    qtbot.waitUntil(is_seen, timeout=2000)
