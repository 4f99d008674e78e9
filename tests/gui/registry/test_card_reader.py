"""A reader of cards types like a keyboard: a number and Enter or Tab, into the field that has the keys."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.registry.resident import Resident
from db.store import Store
from db.values import id_number
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from gui.widgets.form import RecordForm
from tests.gui.keys import in_front, write

ENDED = [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab]


@pytest.fixture
def form(qtbot: QtBot, store: Store, tmp_path: Path) -> RecordForm:
    window = MainWindow(lambda messages: Session(store, messages, Settings(tmp_path)))
    qtbot.addWidget(window)
    in_front(qtbot, window)
    window.open_new("resident")
    made = window.page("resident").form_page.form
    assert isinstance(made, RecordForm)
    return made


def read(qtbot: QtBot, number: str, end: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    write(focused, number)
    qtbot.keyClick(focused, end)


def has_keys(form: RecordForm, name: str) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and form.editors[name].isAncestorOf(focused)


@pytest.mark.parametrize("end", ENDED)
def test_a_card_goes_on_to_the_name_and_saves_nothing(
    qtbot: QtBot, store: Store, form: RecordForm, end: Qt.Key
) -> None:
    read(qtbot, "11010519491231002x", end)
    assert has_keys(form, "name")
    assert form.editors["id_number"].value() == "11010519491231002X"
    assert (form.editors["sex"].value(), form.editors["birth"].value()) == ("2", date(1949, 12, 31))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # readers that end with both
    assert has_keys(form, "name")
    assert store.count(Resident) == 0


@pytest.mark.parametrize(
    ("number", "kind", "nationality"),
    [
        ("810000199408230021", "HKR", "中国香港"),
        ("830000199201300022", "TWR", "中国台湾"),
        ("911124198108030024", "FPR", ""),
        ("KAZ110090123105", "FPR", ""),
    ],
)
def test_other_papers_are_recognised(qtbot: QtBot, form: RecordForm, number: str, kind: str, nationality: str) -> None:
    read(qtbot, number, Qt.Key.Key_Tab)
    assert (form.editors["id_kind"].value(), form.editors["nationality"].value()) == (kind, nationality)
    assert form.editors["id_number"].note() == ""


def test_what_the_number_told_follows_its_correction_and_what_was_typed_stays(qtbot: QtBot, form: RecordForm) -> None:
    number = form.editors["id_number"]
    read(qtbot, "810000199408230021", Qt.Key.Key_Tab)
    number.target().selectAll()  # type: ignore[attr-defined]
    write(number.target(), "110101199003070011")
    told = {n: form.editors[n].value() for n in ("id_kind", "sex", "birth", "nationality")}
    assert told == {"id_kind": "111", "sex": "1", "birth": date(1990, 3, 7), "nationality": ""}
    form.editors["birth"].set_value(date(1990, 3, 8))
    number.target().selectAll()  # type: ignore[attr-defined]
    write(number.target(), "11010519491231002X")
    assert form.editors["birth"].value() == date(1990, 3, 8)
    assert "与证件号码不一致" in form.editors["birth"].note()
    assert form.editors["sex"].value() == "2"


def test_an_old_number_is_offered_as_it_is_now_and_enter_takes_it(qtbot: QtBot, form: RecordForm) -> None:
    number = form.editors["id_number"]
    read(qtbot, "110105491231002", Qt.Key.Key_Return)
    assert number.value() == "11010519491231002X"
    assert has_keys(form, "id_number")
    assert form.editors["birth"].value() == date(1949, 12, 31)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert has_keys(form, "name")


def test_tab_takes_an_old_number_as_it_is_now_too_and_goes_on(qtbot: QtBot, form: RecordForm) -> None:
    read(qtbot, "110105491231002", Qt.Key.Key_Tab)
    assert form.editors["id_number"].value() == "11010519491231002X"
    assert (form.editors["sex"].value(), form.editors["birth"].value()) == ("2", date(1949, 12, 31))
    assert has_keys(form, "name")


def test_the_century_of_those_over_a_hundred_is_asked(qtbot: QtBot, form: RecordForm) -> None:
    read(qtbot, "110105991231996", Qt.Key.Key_Return)
    assert form.editors["id_number"].value() == "110105991231996"
    assert "百岁" in form.editors["id_number"].hint()


def test_a_region_that_nobody_knows_is_a_word_and_is_saved(qtbot: QtBot, form: RecordForm) -> None:
    first17 = "60010119900307001"
    read(qtbot, first17 + id_number.check_character(first17), Qt.Key.Key_Tab)
    assert "60" in form.editors["id_number"].hint()
    write(form.editors["name"].target(), "吴越")
    checked = form.check()
    assert checked is not None
    assert "不在现行区划里" in form.editors["id_number"].note()
