"""关爱类别 in the form of a resident: masked, but for the row in which somebody works; never under F12."""

from datetime import date

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.records.registry.resident import CareTag, Resident
from db.store import Store
from gui.main_window import MainWindow
from gui.widgets.editors import RowsEditor
from gui.widgets.form import RecordForm
from tests.factories import plant
from tests.gui.keys import in_front
from tests.gui.sight import readable

ALONE, LOW = CareTag(kind="11", since=date(2026, 1, 1)), CareTag(kind="30", since=date(2025, 5, 1), basis="民政批准")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def resident(store: Store) -> Resident:
    return plant(store, Resident, care=(ALONE, LOW))


@pytest.fixture
def form(window: MainWindow, qtbot: QtBot, resident: Resident) -> RecordForm:
    """The form of somebody who lives alone and has a low income; the keys are at the name."""
    in_front(qtbot, window)
    window.open_record("resident", resident.id)
    page = window.page("resident")
    page.edit_record(resident.id)
    form = page.form_page.form
    assert isinstance(form, RecordForm)
    form.focus_first()
    return form


def rows(form: RecordForm) -> RowsEditor:
    found = form.editors["care"]
    assert isinstance(found, RowsEditor)
    return found


def line(form: RecordForm, row: int, name: str = "kind") -> QLineEdit:
    return rows(form).rows[row].editors[name].line  # type: ignore[attr-defined]


def kinds(form: RecordForm) -> list[str]:
    return [line(form, row).text() for row in range(len(rows(form).rows))]


def seen(store: Store, resident: Resident) -> int:
    return [entry.action for entry in store.history(resident)].count("seen")


@pytest.mark.parametrize("name", ["kind", "until", "basis"])
def test_the_row_where_somebody_works_is_readable_and_no_other(form: RecordForm, name: str) -> None:
    assert kinds(form) == ["**", "**"]
    line(form, 1, name).setFocus()
    assert kinds(form) == ["**", "低保"], "whatever is edited in it: it must be clear of which one it is"
    line(form, 0, name).setFocus()
    assert kinds(form) == ["独居", "**"]
    form.focus_first()
    assert kinds(form) == ["**", "**"]


def test_that_a_row_was_seen_is_logged_once(form: RecordForm, store: Store, resident: Resident) -> None:
    before = seen(store, resident)
    for _ in range(3):
        line(form, 0).setFocus()
        form.focus_first()
    assert seen(store, resident) == before + 1
    line(form, 1).setFocus()
    assert seen(store, resident) == before + 2
    QTest.keyClick(line(form, 1), Qt.Key.Key_Down)
    QTest.keyClick(line(form, 1), Qt.Key.Key_Escape)
    assert seen(store, resident) == before + 2
    assert "低保" not in str([entry.change for entry in store.history(resident) if entry.action == "seen"])


def test_looked_at_and_left_alone_it_is_masked_again_and_stays_what_it_was(
    form: RecordForm, resident: Resident
) -> None:
    line(form, 0).setFocus()
    QTest.keyClick(line(form, 0), Qt.Key.Key_Down)
    assert kinds(form)[0] == "独居"
    QTest.keyClick(line(form, 0), Qt.Key.Key_Escape)
    form.focus_first()
    assert kinds(form) == ["**", "**"]
    assert form.record() == resident
    assert not form.is_changed()


def test_what_is_chosen_is_readable_and_stays_so_until_it_is_saved(form: RecordForm, store: Store) -> None:
    QTest.keyClicks(line(form, 0), "")
    line(form, 0).setFocus()
    QTest.keyClicks(line(form, 0), "kc")
    QTest.keyClick(line(form, 0), Qt.Key.Key_Return)
    added = rows(form).add_row().editors["kind"].line  # type: ignore[attr-defined]
    added.setFocus()
    QTest.keyClicks(added, "20")
    QTest.keyClick(added, Qt.Key.Key_Tab)
    form.focus_first()
    assert kinds(form) == ["空巢", "**", "残疾"]
    page = form.window().page("resident").form_page  # type: ignore[attr-defined]
    assert page.save()
    assert kinds(form) == ["**", "**", "**"]
    assert [tag.kind for tag in store.get(Resident, page.record.id).care] == ["12", "30", "20"]


def test_another_day_in_a_masked_row_keeps_what_it_is(form: RecordForm, resident: Resident) -> None:
    line(form, 1, "until").setFocus()
    QTest.keyClicks(line(form, 1, "until"), "2026-11-30")
    form.focus_first()
    assert kinds(form) == ["**", "**"]
    first, second = form.record().care  # type: ignore[attr-defined]
    assert first == resident.care[0]
    assert second == attrs.evolve(resident.care[1], until=date(2026, 11, 30))


def test_all_that_was_asked_for_stays_whole_wherever_one_goes(form: RecordForm) -> None:
    line(form, 0).setFocus()
    form.reveal()
    assert kinds(form) == ["独居", "低保"]
    form.focus_first()
    assert kinds(form) == ["独居", "低保"]


def test_under_the_curtain_nothing_of_it_is_readable(form: RecordForm, window: MainWindow, qtbot: QtBot) -> None:
    line(form, 1, "basis").setFocus()
    assert "低保" in kinds(form)
    window.curtain.toggle()
    assert "低保" not in readable(window)
    assert "独居" not in readable(window)
    window.curtain.toggle()
    assert kinds(form) == ["**", "低保"], "who works on it goes on where they were"
    line(form, 1).setFocus()
    QTest.keyClick(line(form, 1), Qt.Key.Key_Down)
    window.curtain.toggle()
    assert "低保" not in readable(window), "nor the list that dropped down"
    window.curtain.toggle()
    in_front(qtbot, window)
    form.focus_first()
    assert kinds(form) == ["**", "**"]


def test_gone_to_another_page_all_is_masked(form: RecordForm, window: MainWindow) -> None:
    line(form, 0).setFocus()
    window.show_page("today")
    assert kinds(form) == ["**", "**"]
