"""Ways about the window: a new record from within an open one, the tabs of the settings, out of the search box."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Claimant, Matter
from db.services.matters.take_in import take_in
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.centre.settings import LIMITS, OPENINGS
from gui.pages.matter_page import MatterPage
from tests.db.clocks import HANDLE, rule
from tests.gui.community import settle
from tests.gui.keys import in_front, write

CTRL = Qt.KeyboardModifier.ControlModifier


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_a_new_matter_is_begun_from_within_an_open_one_and_nothing_goes_into_that(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    settle(store)
    old = take_in(store, Matter(subject="楼道堆物", category="1", claimants=(Claimant(name="张桂芳"),), taken=None))
    window.open_record("matter", old.id)
    in_front(qtbot, window)
    (page,) = window.page("matter").findChildren(MatterPage)
    page.edit()
    page.form.editors["subject"].target().setFocus()
    write(_focused(), "（改）")
    window.show_page("today")
    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    QTest.keyClick(_focused(), Qt.Key.Key_N, CTRL)
    assert page.record.id == 0, "a new form is in front"
    assert [one.key for one in store.drafts.all()] == [old.id]
    write(page.form.editors["subject"].target(), "新来的事")
    fresh = page.form.record()
    assert isinstance(fresh, Matter)
    assert (fresh.id, fresh.subject) == (0, "新来的事")
    assert store.get(Matter, old.id) == old
    (draft,) = [one for one in store.drafts.all() if one.key == old.id]
    assert "（改）" in str(draft)


def test_a_tab_of_the_settings_leads_to_its_list_unless_something_is_typed(window: MainWindow, store: Store) -> None:
    kept = rule(store, HANDLE, 3)
    window.show_page("settings")
    settings = window.page("settings")
    settings.show_tab(LIMITS)
    page = settings.limits
    page.edit_record(kept.id)
    settings.tabs.chosen.emit(LIMITS)
    assert not page.is_record_open(), "the tab in front leads to its list"
    page.edit_record(kept.id)
    settings.show_tab(OPENINGS)
    settings.show_tab(LIMITS)
    assert not page.is_record_open(), "who comes to a tab sees the list, not what was open there"
    page.edit_record(kept.id)
    assert page.form_page.form is not None
    write(page.form_page.form.editors["source"].target(), "新办法")
    settings.show_tab(OPENINGS)
    settings.show_tab(LIMITS)
    assert page.is_record_open(), "what is being typed stays in front"


def test_escape_leaves_the_search_box_at_once_and_gives_the_keys_back(window: MainWindow, qtbot: QtBot) -> None:
    settle(window.session.store)
    window.open_new("topic")
    in_front(qtbot, window)
    before = _focused()
    for words in ("", "张桂芳"):
        QTest.keyClick(before, Qt.Key.Key_K, CTRL)
        assert _focused() is window.search.line
        write(window.search.line, words)
        if words:
            qtbot.waitUntil(lambda: bool(window.search.results()))
        QTest.keyClick(window.search.line, Qt.Key.Key_Escape)
        assert _focused() is before
        assert (window.search.line.text(), window.search.results()) == ("", ())
        assert window.page("topic").is_record_open(), "Esc in the box closes nothing else"
