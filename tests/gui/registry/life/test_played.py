"""人口变动 by the keys alone, in a real window: a family comes, a tenant leaves, an old head dies, a couple divides, twins are born."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.resident import DIED, GONE, Resident
from db.services.registry.events import What
from db.store import Store
from gui.borrowed import screen_of
from gui.dialogs.life import LifeDialog, of_newcomers
from gui.main_window import MainWindow
from gui.pages.registry.life_opening import open_life
from gui.pages.registry.person import PersonPage
from gui.widgets.editors.base import Editor
from gui.widgets.editors.link import LinkEditor
from gui.widgets.editors.rows import RowsEditor
from tests.db.registry.events.people import broken, door, family, picture
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write


@pytest.fixture
def people(store: Store) -> dict[str, Resident]:
    return family(store)


def dialog() -> LifeDialog:
    found: Any = QApplication.activeModalWidget()
    assert isinstance(found, LifeDialog)
    return found


def ask(qtbot: QtBot, window: MainWindow, one: Resident, digit: Qt.Key) -> LifeDialog:
    """Opens the card of somebody, presses the key, and says what happened by a digit."""
    window.open_record("resident", one.id)
    in_front(qtbot, window)
    page = window.findChild(PersonPage)
    assert page is not None
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    opened = dialog()
    in_front(qtbot, opened)
    focus = opened.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, digit)
    assert opened.form is not None
    return opened


def enter(opened: LifeDialog) -> None:
    """Enter in the line that has the keys."""
    focus = opened.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the keys are."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def typed(text: str) -> None:
    """A text where the keys are."""
    focus = QApplication.focusWidget()
    assert focus is not None
    write(focus, text)


def go_to(opened: LifeDialog, name: str) -> Editor:
    """Tab until the keys are at a question."""
    assert opened.form is not None
    editor = opened.form.editors[name]
    for _ in range(len(opened.form.editors) * 2):
        focus = QApplication.focusWidget()
        assert focus is not None
        if editor.isAncestorOf(focus):
            return editor
        press(Qt.Key.Key_Tab)
    raise AssertionError(name)


def choose(qtbot: QtBot, opened: LifeDialog, name: str, text: str, record_id: int) -> None:
    """Types what finds a record, and takes it by Tab as soon as it is the one that is marked."""
    editor = go_to(opened, name)
    assert isinstance(editor, LinkEditor)
    typed(text)
    qtbot.waitUntil(lambda: editor.marked() == record_id)
    press(Qt.Key.Key_Tab)


def one_more(qtbot: QtBot, editor: Editor) -> None:
    """Another row by its key; it is shown by the event loop."""
    press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(editor, RowsEditor)
    qtbot.waitUntil(lambda: all(one.isVisible() for one in editor.rows[-1].editors.values()))


def row(name: str, *cells: str) -> None:
    """Fills one row, cell by cell, from its name on."""
    typed(name)
    for cell in cells:
        press(Qt.Key.Key_Tab)
        typed(cell)


def read(window: MainWindow) -> str:
    """What is seen in the window."""
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def test_an_old_head_dies_and_did_not(
    qtbot: QtBot, window: MainWindow, store: Store, people: dict[str, Resident], shown: Shown
) -> None:
    before = picture(store)
    opened = ask(qtbot, window, people["王老"], Qt.Key.Key_4)
    assert "王老：登记状态 在册 → 死亡" in opened.comes.told.text()
    assert list(opened.heads.buttons) == [people[name].id for name in ("李婆", "王大", "赵媳")]
    QTest.keyClick(opened.heads.buttons[people["王大"].id], Qt.Key.Key_Space)
    assert "户主 王老 → 王大" in opened.comes.told.text()
    QTest.keyClick(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert store.get(Resident, people["王老"].id).state == DIED
    assert store.select(Household)[0].head == people["王大"].id
    qtbot.waitUntil(lambda: "死亡" in read(window).splitlines())  # the card tells it
    assert shown.news[-1] == "死亡：王老"
    assert shown.undo is not None
    shown.undo()
    assert picture(store) == before
    qtbot.waitUntil(lambda: "死亡" not in read(window).splitlines())
    assert shown.news[-1] == "已撤回，和办以前一样"


def test_a_tenant_leaves_by_enter(qtbot: QtBot, window: MainWindow, store: Store, people: dict[str, Resident]) -> None:
    opened = ask(qtbot, window, people["赵媳"], Qt.Key.Key_2)
    write(opened.form.editors["whither"], "老家") if opened.form else None
    enter(opened)
    assert store.get(Resident, people["赵媳"].id).state == GONE
    assert broken(store) == []


def test_a_couple_divides(qtbot: QtBot, window: MainWindow, store: Store, people: dict[str, Resident]) -> None:
    flat = door(store, "601")
    opened = ask(qtbot, window, people["赵媳"], Qt.Key.Key_6)
    choose(qtbot, opened, "house", "3-2-601", flat.id)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert store.get(Resident, people["赵媳"].id).house == flat.id
    fresh = store.select(Household)[-1]
    assert (fresh.head, [m.relation for m in fresh.present()]) == (people["赵媳"].id, [HEAD])
    assert broken(store) == []


def test_the_key_asks_of_the_row_of_the_list_and_the_card_of_who_died_says_so(
    qtbot: QtBot, window: MainWindow, store: Store, people: dict[str, Resident]
) -> None:
    window.show_list("resident")
    in_front(qtbot, window)
    view = window.page("resident").list.view
    qtbot.waitUntil(lambda: view.model().rowCount() == len(people))
    view.mark(people["王老"].id)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    opened = dialog()
    assert opened.who.ids() == (people["王老"].id,)
    in_front(qtbot, opened)
    press(Qt.Key.Key_4)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert store.get(Resident, people["王老"].id).state == DIED
    window.open_record("resident", people["王老"].id)
    qtbot.waitUntil(lambda: "登记的是死亡，户里的位置到那一天为止" in read(window))
    assert "还没有编入一户" not in read(window)


def test_tab_goes_down_the_dialog_and_round(
    qtbot: QtBot, window: MainWindow, people: dict[str, Resident], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.dialogs.life.dialog.MOST_HIGH", 5000)
    opened = ask(qtbot, window, people["赵媳"], Qt.Key.Key_3)
    children = go_to(opened, "children")
    for name in ("王双", "王喜", "王三"):
        row(name)
        one_more(qtbot, children)
    monkeypatch.setattr("gui.fitted.TITLE_BAR", screen_of(opened).availableGeometry().height() - 300)
    opened.fit()
    assert opened.scroll_area() is not None, "rows came after, and all of it was moved"
    opened.ways.take_focus()
    assert opened.form is not None
    ticks = [*opened.who.ticks.values()]
    expected = [*opened.ways.stops(), *ticks, *opened.form.stops(), opened._back, opened.go]
    expected = [one for one in expected if one.isVisible() and one.isEnabled()]
    expected[0].setFocus()
    for one in [*expected[1:], expected[0]]:
        press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is one
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is expected[-1]


def test_twins_are_born(
    qtbot: QtBot, window: MainWindow, store: Store, people: dict[str, Resident], shown: Shown
) -> None:
    opened = ask(qtbot, window, people["赵媳"], Qt.Key.Key_3)
    assert opened.comes.fault.text().startswith("没有写出生的孩子")
    assert not opened.go.isEnabled()
    children = go_to(opened, "children")
    row("王双", "1")
    one_more(qtbot, children)
    row("王喜", "2")
    press(Qt.Key.Key_Tab)
    assert "王双" in opened.comes.told.text()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown.news[-1] == "出生：王双、王喜", "not whose they are"
    names = {one.name: (one.sex, one.house) for one in store.select(Resident)}
    assert (names["王双"], names["王喜"]) == (("1", people["赵媳"].house), ("2", people["赵媳"].house))
    assert broken(store) == []


def test_a_family_comes(qtbot: QtBot, window: MainWindow, store: Store, shown: Shown) -> None:
    flat, heard = door(store, "601"), list[object]()
    in_front(qtbot, window)
    open_life(window.session, of_newcomers(), window, heard.append)
    opened = dialog()
    in_front(qtbot, opened)
    assert opened.form is not None
    assert opened.weighed is not None
    assert opened.weighed.event.what is What.CAME, "nothing else is offered, and it is asked at once"
    choose(qtbot, opened, "house", "3-2-601", flat.id)
    coming = go_to(opened, "people")
    row("陈一")
    one_more(qtbot, coming)
    row("林二", "", "妻")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.house for one in store.select(Resident)] == [flat.id, flat.id]
    (home,) = store.select(Household)
    assert [m.relation for m in home.present()] == [HEAD, "12"]
    assert shown.undo is not None
    shown.undo()
    assert store.select(Resident) == []
    assert len(heard) == 2


def test_another_event_keeps_the_day_and_f1_tells_what_it_is(
    qtbot: QtBot, window: MainWindow, people: dict[str, Resident]
) -> None:
    opened = ask(qtbot, window, people["王老"], Qt.Key.Key_2)
    assert opened.form is not None
    opened.form.editors["day"].set_value(people["王老"].residences[0].since)
    QTest.keyClick(opened, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert opened.form.editors["day"].value() == people["王老"].residences[0].since
    QTest.keyClick(opened, Qt.Key.Key_F1)
    sheet: Any = QApplication.activeModalWidget()
    assert sheet is not opened
    sheet.reject()
    opened.reject()


def test_the_card_of_somebody_dead_tells_no_age_and_begins_no_relative(
    qtbot: QtBot, window: MainWindow, store: Store, people: dict[str, Resident]
) -> None:
    store.save(changed(store.get(Resident, people["王老"].id), state=DIED, state_day=date(2026, 5, 1)))
    for name, alive in (("王大", True), ("王老", False)):
        window.open_record("resident", people[name].id)
        in_front(qtbot, window)
        page = window.findChild(PersonPage)
        assert page is not None
        texts = [one.text() for one in (*page._content.findChildren(QLabel), *page._content.findChildren(QPushButton))]  # type: ignore[union-attr]
        assert any("登记家人" in one for one in texts) is alive
        assert any(one.startswith("男 · ") and " 岁" in one for one in texts) is alive
