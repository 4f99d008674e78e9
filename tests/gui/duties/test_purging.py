"""彻底删除… in a list: only for what is picked, only after two people decided, and what stands in the way is said in the dialog."""

import attrs
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.duties.retention import Appraisal
from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident
from gui.dialogs.purge_dialog import PurgeDialog
from gui.main_window import MainWindow
from gui.pages.duties.purging import ask, to_purge
from tests.db.duties.test_purge import decided
from tests.gui.conftest import Shown


def test_what_is_picked_goes_once_two_people_decided(qtbot: QtBot, window: MainWindow, shown: Shown) -> None:
    store = window.session.store
    going, staying = (store.save(Resident(name=name)) for name in ("张桂芳", "李国富"))
    window.show_page("resident")
    page = window.page("resident")
    assert to_purge(window.session, page) == [], "nothing is picked"
    page.list.refresh()
    page.list.view.mark(going.id)
    page.list.view.turn()
    (entry,) = to_purge(window.session, page)
    entry.job()
    assert [error.code for error in shown.errors] == ["not_approved"]
    appraisal = decided(store)
    household = store.save(Household(head=going.id, members=(Member(resident=going.id, relation="02"),)))
    ask(window.session, page)
    (dialog,) = window.findChildren(PurgeDialog)
    assert dialog.focusWidget() is dialog.leave or dialog.leave.isDefault()
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert "还用到它" in dialog._fault.text()
    store.save(attrs.evolve(store.get(Household, household.id), head=0, members=()))
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert store.find(Resident, going.id) is None
    assert store.find(Resident, staying.id)
    assert "已彻底删除：居民 1 条" in shown.news[-1]
    assert store.get(Appraisal, appraisal.id).items[-1].count == 1
