"""变动…: only whoever may change people and households alike is offered it, and nobody whom he may not see is named in it."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records.registry.heads import HEAD
from db.records.registry.household import Household, Member
from db.records.registry.place import House
from db.records.registry.residence import Residence
from db.records.registry.resident import IN_REGISTER, Resident
from db.records.role import Role
from db.store import Store, eq
from gui.dialogs.life import LifeDialog, of_home, of_people
from gui.main_window import MainWindow
from gui.pages.record_page import RecordPage
from gui.pages.registry.life import life_events
from gui.pages.registry.person import PersonPage
from tests.factories import plant
from tests.gui.keys import in_front
from tests.gui.sight import readable_texts

pytestmark = pytest.mark.xdist_group("rights in a window")

MAY = (Role.DESK, Role.CHIEF, Role.GRID)
MAY_NOT = (Role.MEDIATOR, Role.SECRETARY, Role.ARCHIVIST, Role.DISABLED)
"""They know people; whoever keeps what is known of one group changes these, and no households."""
HIDDEN = "周看不见"


def of(*roles: Role) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("role", roles, ids=lambda role: role.name.casefold())


def buttons(part: QWidget) -> set[str]:
    return {one.text() for one in part.findChildren(QPushButton) if one.isVisible()}


@of(*MAY, *MAY_NOT)
def test_the_card_and_its_key_offer_it_to_whoever_may(
    qtbot: QtBot, window: MainWindow, clerk: Store, role: Role
) -> None:
    one = clerk.select(Resident, eq("state", IN_REGISTER), limit=1)[0]
    window.open_record(Resident.TABLE, one.id)
    in_front(qtbot, window)
    card = window.findChild(PersonPage)
    assert card is not None
    assert ("变动…" in buttons(card)) == (role in MAY)
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    opened: Any = QApplication.activeModalWidget()
    assert isinstance(opened, LifeDialog) == (role in MAY)
    if opened is not None:
        opened.reject()


@of(Role.DESK, Role.DISABLED)
def test_the_lists_offer_it_to_whoever_may(window: MainWindow, role: Role) -> None:
    for kind in (Resident, Household):
        window.show_list(kind.TABLE)
        page = window.page(kind.TABLE)
        assert isinstance(page, RecordPage)
        found = [one.label for one in life_events(window.session, window, page)]
        assert found == (["迁入…"] if role in MAY else [])


@pytest.fixture
def parted(community: Store, clerk: Store) -> Iterator[Household]:
    """A household in the grid of somebody, whose head lives elsewhere, where he sees nobody."""
    houses = community.ids(House, order=("id",))
    seen = clerk.seen(House.TABLE, houses)
    near, far = min(seen), min(set(houses) - seen)
    people = [
        plant(community, Resident, name=name, house=house, state=IN_REGISTER, state_day=None, residences=(Residence(house=house),),
              marriage="20", care=(), carers=(), party=(), apart=(), telephones=(), doubt="", note="")
        for name, house in (("周看得见", near), (HIDDEN, far))
    ]  # fmt: skip
    members = (Member(resident=people[1].id, relation=HEAD), Member(resident=people[0].id, relation="12"))
    home = community.save(Household(house=near, head=people[1].id, members=members))
    yield home
    with community.writing() as w:
        w.delete(home)
        w.delete_all(Resident, [one.id for one in people])


@of(Role.GRID)
def test_nobody_who_is_hidden_is_named(window: MainWindow, clerk: Store, parted: Household) -> None:
    assert len(clerk.get_many(Resident, [m.resident for m in parted.members])) == 1
    one = min(m.resident for m in parted.members)
    for subject in (of_people(clerk, [one]), of_home(clerk, clerk.get(Household, parted.id))):
        dialog = LifeDialog(window.session, subject, window)
        dialog.show()
        for what in subject.offered:
            dialog.choose(what)
            told = "\n".join(readable_texts(dialog))
            assert "周看得见" in told or not subject.people
            assert HIDDEN not in told, what
        dialog.close()
