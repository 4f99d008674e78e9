"""The window when its store's files vanish: what is typed stays, the clerk is told, and closing offers a way out."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from db.errors import StoreGone
from db.records.registry.resident import Resident
from db.services.backup import restore
from db.store import Store
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from tests.conftest import PASSPHRASE
from tests.gui.conftest import Shown

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody delete or rename what is open")


@pytest.fixture
def window(qapp: QApplication, store: Store, shown: Shown, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on a store that a clerk opened."""
    assert qapp
    own = Store.open(store.folder, PASSPHRASE)
    made = MainWindow(lambda _messages: Session(own, shown, Settings(tmp_path / "settings")))
    made.show()
    yield made
    made.give_up()


def test_a_save_into_nothing_is_refused_and_the_form_stays_filled(window: MainWindow, shown: Shown) -> None:
    window.open_new("resident")
    page = window.openings.register_of("resident").form_page
    page.form.editors["name"].set_typed("尤小满")
    aside = window.session.store.folder.with_name("别处")
    window.session.store.folder.rename(aside)
    assert not page.save()
    assert [type(error) for error in shown.errors] == [StoreGone]
    assert page.form.editors["name"].typed() == "尤小满"
    page.form.keep_draft()
    assert any("不见了" in label.text() for label in page.form.findChildren(QLabel))
    aside.rename(window.session.store.folder)
    assert page.save()
    assert [one.name for one in window.session.store.select(Resident)] == ["尤小满"]


def test_a_window_on_nothing_is_closed_only_when_the_clerk_says_so(window: MainWindow, shown: Shown) -> None:
    shutil.rmtree(window.session.store.folder)
    shown.answer = False
    assert not window.close()
    assert window.isVisible()
    assert ["另存备份…" in question.yes for question in shown.questions] == [True, False]
    assert shown.questions[1].grave


def test_closing_saves_what_the_program_still_holds(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = window.session.store
    store.save(Resident(name="尤小满"))
    shutil.rmtree(store.folder)
    file = tmp_path / "抢救.dqbak"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    assert window.close()
    restored = restore(file, tmp_path / "again", PASSPHRASE)
    assert [one.name for one in restored.select(Resident)] == ["尤小满"]
    restored.close()


def test_a_store_that_is_well_asks_nothing(window: MainWindow, shown: Shown) -> None:
    assert window.close()
    assert shown.questions == []
