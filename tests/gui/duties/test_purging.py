"""彻底删除… in a list: only for what is picked or was deleted before, only after two people decided, and it says what else is told."""

import attrs
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.duties.retention import RETENTION_SWITCH, Appraisal
from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident
from db.services.centre.switches import turn
from db.services.deleting import bring_back, delete
from db.store import Store
from db.store.traces import PurgedForGood
from gui.dialogs.deleted_records import DeletedRecords
from gui.dialogs.purge_dialog import PurgeDialog
from gui.main_window import MainWindow
from gui.pages.duties.purging import ask, to_purge
from gui.pages.record_page import RecordPage
from tests.db.duties.test_purge import decided
from tests.factories import citizen_number
from tests.gui.conftest import Shown


@pytest.fixture
def page(window: MainWindow) -> RecordPage:
    window.show_page("resident")
    return window.page("resident")


def pick(page: RecordPage, resident: Resident) -> None:
    page.list.refresh()
    page.list.view.mark(resident.id)
    page.list.view.turn()


def opened(qtbot: QtBot, window: MainWindow) -> PurgeDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(PurgeDialog)))
    (dialog,) = window.findChildren(PurgeDialog)
    return dialog


def test_what_is_picked_goes_once_two_people_decided(
    qtbot: QtBot, window: MainWindow, page: RecordPage, shown: Shown
) -> None:
    store = window.session.store
    number = citizen_number(5)
    going, staying = store.save(Resident(name="张桂芳", id_number=number)), store.save(Resident(name="李国富"))
    home = store.save(Household(note=f"{number} 的户"))
    store.save(attrs.evolve(home, note=""))
    assert to_purge(window.session, page) == [], "nothing is picked"
    pick(page, going)
    (entry,) = to_purge(window.session, page)
    entry.job()
    assert [error.code for error in shown.errors] == ["not_approved"]
    appraisal = decided(store)
    household = store.save(Household(head=going.id, members=(Member(resident=going.id, relation="02"),)))
    ask(window.session, page)
    qtbot.waitUntil(lambda: "still_kept" in [error.code for error in shown.errors])
    store.save(attrs.evolve(store.get(Household, household.id), head=0, members=()))
    ask(window.session, page)
    dialog = opened(qtbot, window)
    assert dialog.focusWidget() is dialog.leave or dialog.leave.isDefault()
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown.news))
    assert store.find(Resident, going.id) is None
    assert store.find(Resident, staying.id)
    assert "已彻底删除：居民 1 条" in shown.news[-1]
    assert "其中 2 条是别的登记的" in shown.news[-1]
    assert store.get(Appraisal, appraisal.id).items[-1].count == 1


@pytest.fixture
def deciding(store: Store) -> Store:
    """A store of a centre that keeps terms and appraisals."""
    turn(store, RETENTION_SWITCH, on=True)
    return store


def test_what_was_deleted_before_is_found_in_a_list_and_never_comes_back(
    deciding: Store, qtbot: QtBot, window: MainWindow, page: RecordPage, shown: Shown
) -> None:
    store = deciding
    gone = [store.save(Resident(name=name)) for name in ("张桂芳", "李国富")]
    along = [delete(store, one) for one in gone]
    decided(store)
    (entry,) = to_purge(window.session, page)
    entry.job()
    (dialog,) = window.findChildren(DeletedRecords)
    assert [dialog.model.index(row).data()[:3] for row in range(2)] == ["李国富", "张桂芳"]
    dialog.words.setText("桂芳")
    dialog.list.selectAll()
    assert [one.id for one in dialog.picked()] == [gone[0].id]
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(opened(qtbot, window).go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown.news))
    assert "居民 1 条" in shown.news[-1]
    with pytest.raises(PurgedForGood):
        bring_back(store, gone[0], attrs.evolve(gone[0], id=0, version=0), along[0])
    assert bring_back(store, gone[1], attrs.evolve(gone[1], id=0, version=0), along[1]).id
