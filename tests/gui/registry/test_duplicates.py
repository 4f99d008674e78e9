"""可能重复 as a clerk does it: found, compared, merged, and taken back from the record's history."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.records.registry.resident import Resident
from db.services.registry.apart import are_apart
from db.store import Store
from gui.dialogs.record_history import RecordHistory
from gui.main_window import MainWindow
from gui.pages.registry.duplicates import DuplicatesPage
from gui.pages.registry.merging import MergeResidents
from gui.session import Session
from gui.settings import Settings
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front

BORN = date(1960, 5, 6)


@pytest.fixture
def two(store: Store) -> tuple[Resident, Resident]:
    plain = {
        "telephones": (),
        "documents": (),
        "care": (),
        "former_names": (),
        "house": 0,
        "id_number": "",
        "residences": (),
    }
    first = plant(store, Resident, name="吴越", birth=BORN, sex="1", phone="13900001111", workplace="粮站", **plain)
    second = plant(store, Resident, name="吴越", birth=BORN, sex="1", phone="13900002222", workplace="面店", **plain)
    return first, second


@pytest.fixture
def window(qtbot: QtBot, store: Store, tmp_path: Path, two: tuple[Resident, Resident]) -> MainWindow:
    assert len({one.name for one in two}) == 1
    made = MainWindow(lambda messages: Session(store, messages, Settings(tmp_path)))
    qtbot.addWidget(made)
    in_front(qtbot, made)
    made.show_page("duplicates")
    return made


def looked(qtbot: QtBot, window: MainWindow) -> DuplicatesPage:
    page = window.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    page.seek.click()
    qtbot.waitUntil(lambda: len(page.found) == 1)
    return page


def click(page: DuplicatesPage, words: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def test_two_are_merged_by_field_and_are_two_again_from_the_history(
    qtbot: QtBot, store: Store, window: MainWindow, two: tuple[Resident, Resident], shown: Shown, tmp_path: Path
) -> None:
    page = looked(qtbot, window)
    click(page, "并排看，合并…")
    dialog = page.window().findChild(MergeResidents)
    assert dialog is not None
    assert {"phone", "workplace"} <= dialog.sides.keys()
    assert "13900001111" not in dialog.sides["phone"][0].text(), "masked until it is asked for"
    dialog.sides["workplace"][1].click()
    dialog.commit()
    qtbot.waitUntil(lambda: store.find(Resident, two[1].id) is None)
    kept = store.get(Resident, two[0].id)
    assert (kept.phone, kept.workplace, [t.number for t in kept.telephones]) == ("13900001111", "面店", ["13900002222"])
    qtbot.waitUntil(lambda: page.found == [])

    history = RecordHistory(Session(store, shown, Settings(tmp_path)), kept, window)
    assert history.unmerge.isVisibleTo(history)
    with qtbot.waitSignal(history.restored):
        history.ask_unmerge()
    assert len(shown.questions) == 1
    assert store.find(Resident, two[1].id) is not None
    assert store.get(Resident, two[0].id).workplace == "粮站"


def test_a_pair_that_is_two_is_never_asked_again(
    qtbot: QtBot, store: Store, window: MainWindow, two: tuple[Resident, Resident]
) -> None:
    page = looked(qtbot, window)
    click(page, "不是同一人")
    assert page.found == []
    assert are_apart(*(store.get(Resident, one.id) for one in two))


def test_nothing_is_said_to_be_missing_before_it_was_looked_for(window: MainWindow) -> None:
    page = window.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    page.refresh()  # as the window does whenever the page comes to the front
    seen = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "没有找到可能重复的" not in seen
    assert any(text.endswith("开始。") for text in seen)
