"""Shortcuts: each acts where the focus is, with two of the thing in one window."""

import ast
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.fields import Rows
from db.records.base import fields_of
from db.records.hall.meeting import AgendaItem, Topic
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.store import Store
from gui.help.keys import ALL_KEYS
from gui.keys import on_key
from gui.lookup import StoreLookup
from gui.main_window import MainWindow
from gui.pages.entries import SETTINGS
from gui.pages.record_page import RecordPage
from gui.session import Session
from gui.settings import Settings
from gui.widgets.editors import RowsEditor, editor_for
from gui.widgets.minutes_items import MinutesItem
from gui.widgets.parts import button
from gui.widgets.press import Button
from tests.architecture.source import READER, files, names, nodes, short
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class SideBySide(QWidget):
    """Widgets in one window, and beside them a line that belongs to none."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        self.line = QLineEdit()
        for one in (*widgets, self.line):
            row.addWidget(one)


def side_by_side(qtbot: QtBot, *widgets: QWidget) -> SideBySide:
    """The widgets in one window, which has the keys; it lives as long as it is held."""
    window = SideBySide(widgets)
    qtbot.addWidget(window)
    in_front(qtbot, window)
    return window


def press(key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


@pytest.fixture
def two_pages(qapp: QApplication, store: Store, shown: Shown, tmp_path: Path) -> tuple[RecordPage, RecordPage]:
    assert qapp
    plant(store, Topic)
    session = Session(store, shown, Settings(tmp_path / "settings"))
    return RecordPage(session, Topic), RecordPage(session, Topic)


def test_a_key_acts_in_the_part_that_has_the_focus(qtbot: QtBot) -> None:
    pressed: list[int] = []
    parts = [QLineEdit(), QLineEdit()]
    for number, part in enumerate(parts):
        on_key("Ctrl+J", part, lambda number=number: pressed.append(number))
    window = side_by_side(qtbot, *parts)
    for one in (parts[1], parts[0], window.line):
        one.setFocus()
        press(Qt.Key.Key_J, CONTROL)
    assert pressed == [1, 0]


@READER
def test_shortcuts_are_made_in_one_place() -> None:
    """The constructor of PySide 6.9.3 leaves the context unread."""
    made = [f"{short(p)}:{line}" for p in files("gui") for name, line in names(p) if name == "QShortcut"]
    assert {place.split(":")[0] for place in made} == {"gui/keys.py"}


@READER
def test_buttons_are_made_of_the_one_class() -> None:
    """Another one would take the second click of two, and would not be pressed by Enter."""
    made = [short(p) for p in files("gui") for node in nodes(p) if _makes_button(node)]
    assert set(made) == {"gui/widgets/press.py"}


def _makes_button(node: ast.AST) -> bool:
    parts = [node.func] if isinstance(node, ast.Call) else node.bases if isinstance(node, ast.ClassDef) else []
    return any(isinstance(part, ast.Name) and part.id == "QPushButton" for part in parts)


def test_a_row_is_added_to_the_rows_one_is_in(qtbot: QtBot, store: Store) -> None:
    kind = fields_of(MediationCase)["parties"]
    assert isinstance(kind, Rows)
    editors = [RowsEditor(kind, lambda field: editor_for(field, StoreLookup(store))) for _ in range(2)]
    for one in editors:
        one.add_row()
    window = side_by_side(qtbot, *editors)
    window.line.setFocus()
    press(Qt.Key.Key_J, CONTROL)
    assert [len(one.rows) for one in editors] == [1, 1]
    editors[1].setFocus()
    press(Qt.Key.Key_J, CONTROL)
    assert [len(one.rows) for one in editors] == [1, 2]


def test_a_key_on_the_sheet_has_one_meaning() -> None:
    told = [key for part in ALL_KEYS for key, _ in part.pairs]
    assert len(told) == len(set(told))


def test_an_action_is_added_to_the_topic_one_is_in(qtbot: QtBot, store: Store) -> None:
    items = [MinutesItem(f"{n}. 议题{n}", AgendaItem(subject=f"议题{n}"), [], StoreLookup(store)) for n in (1, 2)]
    window = side_by_side(qtbot, *items)
    assert window.isActiveWindow()
    for number, expected in ((0, [1, 0]), (1, [1, 1])):
        items[number].discussion.setFocus()
        press(Qt.Key.Key_J, CONTROL)
        assert [len(item.rows) for item in items] == expected


def _is_new(page: RecordPage) -> bool:
    return page.is_record_open() and not page.form_page.record.id


def _is_filtering(page: RecordPage) -> bool:
    return page.list.words.hasFocus()


@pytest.mark.parametrize(("key", "seen"), [(Qt.Key.Key_N, _is_new), (Qt.Key.Key_F, _is_filtering)])
def test_keys_of_the_list(
    qtbot: QtBot, two_pages: tuple[RecordPage, RecordPage], key: Qt.Key, seen: Callable[[RecordPage], bool]
) -> None:
    window = side_by_side(qtbot, *two_pages)
    assert window.isActiveWindow()
    two_pages[1].take_focus()
    press(key, CONTROL)
    assert [seen(page) for page in two_pages] == [False, True]


def test_keys_of_the_form(qtbot: QtBot, two_pages: tuple[RecordPage, RecordPage], store: Store) -> None:
    asked: list[int] = []
    topic = store.select(Topic)[0]
    for number, page in enumerate(two_pages):
        page.print_requested.connect(lambda _t, _i, number=number: asked.append(number))
        page.open_record(topic.id)
    window = side_by_side(qtbot, *two_pages)
    assert window.isActiveWindow()
    second = two_pages[1].form_page
    second.focus_first()
    press(Qt.Key.Key_P, CONTROL)
    assert asked == [1]
    assert second.form is not None
    second.form.editors["subject"].set_typed("停车")
    second.focus_first()
    press(Qt.Key.Key_S, CONTROL)
    assert store.get(Topic, topic.id).subject == "停车"
    press(Qt.Key.Key_Escape)
    assert [page.is_record_open() for page in two_pages] == [True, False]


def test_keys_go_on_working_after_saving_made_the_rows_anew(
    qtbot: QtBot, two_pages: tuple[RecordPage, RecordPage], store: Store
) -> None:
    """A row of a case is made anew by saving, and the focus goes with the old one."""
    topic = store.select(Topic)[0]
    window = side_by_side(qtbot, *two_pages)
    two_pages[1].open_record(topic.id)
    page = two_pages[1].form_page
    asked: list[object] = []
    two_pages[1].print_requested.connect(lambda _t, i: asked.append(i))
    assert page.form is not None
    page.form.editors["subject"].setFocus()
    doomed = QLineEdit(page)
    doomed.show()
    doomed.setFocus()
    doomed.hide()
    doomed.deleteLater()
    page.save()
    QApplication.processEvents()
    press(Qt.Key.Key_P, CONTROL)
    assert asked == [topic.id]
    assert window.isActiveWindow()


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    pressed: list[str] = []
    buttons = [button(kind or "普通", kind) for kind in ("", "primary", "quiet", "link", "chip")]
    for one in buttons:
        one.clicked.connect(lambda _on=False, one=one: pressed.append(one.text()))
    window = side_by_side(qtbot, *buttons)
    assert window.isActiveWindow()
    for one in buttons:
        one.setFocus()
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Enter)
    assert pressed == [one.text() for one in buttons for _ in range(2)]


def test_the_number_of_the_page_that_is_open_leads_from_a_person_to_the_list(window: MainWindow, qtbot: QtBot) -> None:
    in_front(qtbot, window)
    person = plant(window.session.store, Resident)
    window.open_record("resident", person.id)
    page = window.page("resident")
    assert page.is_record_open()
    press(Qt.Key.Key_2, CONTROL)
    assert not page.is_record_open()
    assert page.list.view.hasFocus()


def test_keys_of_a_page_work_from_the_frame_around_it(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    """Tab goes on from the last field of a form to the navigation, and a tab of the settings stands beside its page."""
    in_front(qtbot, window)
    window.open_new("resident")
    form = window.page("resident").form_page
    write(form.form.editors["name"].target(), "张桂芳")
    window.navigation.findChildren(Button)[0].setFocus()
    assert not form.isAncestorOf(QApplication.focusWidget())
    press(Qt.Key.Key_S, CONTROL)
    assert [one.name for one in store.select(Resident)] == ["张桂芳"]
    window.search.setFocus()
    press(Qt.Key.Key_N, CONTROL)
    assert not form.record.id, "a new one"
    window.go_to(SETTINGS)
    settings = window.page(SETTINGS)
    settings.show_part("clerks")
    settings.tabs.take_focus()
    assert not settings.clerks.isAncestorOf(QApplication.focusWidget())
    press(Qt.Key.Key_N, CONTROL)
    assert settings.clerks.form_page.isVisible()
