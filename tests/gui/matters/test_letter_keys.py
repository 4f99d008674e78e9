"""A letter on the page of a matter begins the move that its button names, with Alt where something is typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import MATTERS
from db.records.matters.project import PROJECTS_SWITCH, Project
from db.records.matters.project_figures import SECRETARYS
from db.records.matters.project_parts import ProjectMatter
from db.records.matters.whistle import WHISTLES_SWITCH, Whistle
from db.services.centre.switches import turn
from db.services.move import move
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_common import KEY
from tests.factories import begun, plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, NOON, buttons, dialog, handled, page_of, press, taken_in

ALT = Qt.KeyboardModifier.AltModifier
KEYS = {"Z": Qt.Key.Key_Z, "S": Qt.Key.Key_S, "B": Qt.Key.Key_B, "C": Qt.Key.Key_C, "R": Qt.Key.Key_R}


@pytest.mark.parametrize("stage", [stage.code for stage in MATTERS.flows[0].stages])
def test_no_letter_does_two_things_at_one_stage(stage: str) -> None:
    ways = [kind.way.key for kind in KINDS if kind.way and kind.way.key]
    ways += [KEY, *(at.key for kind in KINDS for at in kind.begun_at if at.key)]
    moves = [one.key for one in MATTERS.flows[0].moves if one.key and stage in one.source]
    assert len({*ways, *moves}) == len([*ways, *moves])


@pytest.mark.parametrize(
    ("key", "name", "stage"),
    [("Z", "assign", "2"), ("S", "hand_up", "2"), ("B", "hand_back", "2"), ("C", "check", "4"), ("R", "callback", "4")],
)
def test_a_letter_begins_a_move(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown, key: str, name: str, stage: str
) -> None:
    one = taken_in(store)
    if stage == "2":
        move(store, one, "gather", NOON, called="网格长", level="2")
    else:
        handled(store, one, plant(store, Person, name="王建军").id)
    in_front(qtbot, window)
    window.open_record("matter", one.id)
    page = page_of(window)
    move_of = MATTERS.flows[0].move(name)
    assert move_of is not None
    page.take_focus()
    press(KEYS[key], ALT)
    asked = dialog(qtbot)
    assert asked.form.asked.move.name == name
    asked.reject()
    buttons(page)["打印…"].setFocus()
    in_front(qtbot, window)
    buttons(page)["打印…"].setFocus()
    press(KEYS[key])
    asked = dialog(qtbot)
    assert asked.form.asked.move.name == name
    asked.reject()
    tips = [b.toolTip() for text, b in buttons(page).items() if text == move_of.label]
    menu = buttons(page)["更多…"].findChild(QMenu)
    assert isinstance(menu, QMenu)
    tips += [action.text() for action in menu.actions() if action.text().startswith(move_of.label)]
    assert any(f"按 {key}" in tip or f"Alt+{key}" in tip for tip in tips), tips
    assert shown.errors == []


@pytest.mark.parametrize("kept", [True, False])
def test_a_letter_sets_a_project_up_where_the_centre_has_them(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown, kept: bool
) -> None:
    turn(store, PROJECTS_SWITCH, on=kept)
    one = taken_in(store)
    in_front(qtbot, window)
    window.open_record("matter", one.id)
    page_of(window).take_focus()
    press(Qt.Key.Key_P, ALT)
    assert shown.errors == []
    assert window.current_key() == ("project" if kept else "matter")
    if not kept:
        return
    form = page_of(window, "project").form
    assert (form.editors["name"].value(), form.editors["matters"].value()) == (
        one.subject,
        (ProjectMatter(matter=one.id),),
    )
    form.editors["kind"].set_value(SECRETARYS)
    form.editors["body"].set_value(plant(store, Body).id)
    press(Qt.Key.Key_S, CTRL)
    (project,) = store.select(Project)
    assert [row.matter for row in project.matters] == [one.id]
    window.open_record("matter", one.id)
    assert ("project", project.id) in [(told.table, told.id) for told in page_of(window).related.lines]


@pytest.mark.parametrize(
    ("key", "table", "link"),
    [
        (Qt.Key.Key_D, "reminder", "whistle"),
        (Qt.Key.Key_A, "whistle", "again"),
        (Qt.Key.Key_Y, "opinion_letter", "whistle"),
    ],
)
def test_a_letter_on_a_whistle_begins_what_follows_when_nobody_comes(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown, key: Qt.Key, table: str, link: str
) -> None:
    turn(store, WHISTLES_SWITCH, on=True)
    one = begun(store, Whistle, {"matter": taken_in(store).id, "again": 0})
    in_front(qtbot, window)
    window.open_record("whistle", one.id)
    page_of(window, "whistle").take_focus()
    press(key, ALT)
    assert shown.errors == []
    assert window.current_key() == table
    missing = {
        "reminder": {"what": "请今天到场"},
        "opinion_letter": {"above": plant(store, Body, name="区城管局").id},
    }
    for name, given in missing.get(table, {}).items():
        window.page(table).form_page.form.editors[name].set_value(given)
    press(Qt.Key.Key_S, CTRL)
    last = store.select(KINDS[table].record, order=("-id",))[0]
    assert ((table, last.id) != (one.TABLE, one.id), getattr(last, link)) == (True, one.id), shown.errors
