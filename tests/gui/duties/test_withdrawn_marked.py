"""Whoever withdrew a consent is marked in every list of people and in the head of their card; not for whoever sees no consents."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from db.records.centre.account import Account, roles_of
from db.records.duties.consent import AGREED, BY_CONSENT, Consent, PrivacyNotice
from db.records.registry.resident import Resident
from db.records.role import Role
from db.store import Store
from gui.main_window import MainWindow
from gui.models.record_source import StoreSource
from gui.models.record_table import RecordTableModel
from tests.factories import plant

MARK = "撤回了同意"


@pytest.fixture
def people(store: Store) -> tuple[Resident, Resident]:
    """One who withdrew, and one who agreed."""
    notice = plant(store, PrivacyNotice, name="老年大学通知", basis=BY_CONSENT, sensitive=False, until=None)
    one, other = (store.save(Resident(name=name)) for name in ("张三", "李四"))
    for who, withdrawn in ((one, date(2026, 3, 9)), (other, None)):
        told = date(2026, 3, 2)
        plant(store, Consent, resident=who.id, notice=notice.id, answer=AGREED, withdrawn=withdrawn, told=told)
    return one, other


def names(store: Store) -> list[str]:
    model = RecordTableModel(StoreSource(store, Resident, ("id",)))
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.usefixtures("people")
def test_in_the_list(store: Store) -> None:
    assert names(store) == [f"张三（{MARK}）", "李四"]


@pytest.mark.usefixtures("people")
def test_not_for_whoever_sees_no_consents(store: Store) -> None:
    account = store.save(Account(name="余闻", roles=roles_of([Role.DISABLED])))
    seeing = Store._with_key(store.folder, store._key, account.id)
    assert names(seeing) == ["张三", "李四"]
    seeing.close()


@pytest.mark.parametrize("number", [0, 1])
def test_in_the_head_of_the_card(window: MainWindow, people: tuple[Resident, Resident], number: int) -> None:
    window.open_record(Resident.TABLE, people[number].id)
    badges = [label for label in window.findChildren(QLabel) if label.text() == MARK and label.isVisible()]
    assert len(badges) == (number == 0)
    assert all(badge.toolTip() == "老年大学通知" for badge in badges)
