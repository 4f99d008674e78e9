"""Whoever sees photos and may not change their record is offered nothing that the store would refuse: by buttons, keys or dragging."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records.centre.account import Account, roles_of
from db.records.matters.matter import Matter
from db.records.role import Role
from db.services.evidence.add_evidence import add_evidence
from db.store import Store
from gui.evidence.card import EvidenceCard
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from tests.db.evidence.making import photo
from tests.db.pictures.making import drawn, jpeg
from tests.gui.conftest import Shown
from tests.gui.evidence.at_card import card_of
from tests.gui.keys import in_front
from tests.gui.matters.at_page import taken_in

ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
CHANGING = {"添加…", "写说明", "拿掉"}


@pytest.fixture(params=[Role.ARCHIVIST, Role.CHIEF], ids=["archivist", "chief"])
def card(
    request: pytest.FixtureRequest, qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path
) -> Iterator[EvidenceCard]:
    """The card of a matter with two photos, as somebody sees it who only looks, and somebody who works on it."""
    matter = taken_in(store)
    drawn_on = (jpeg(tmp_path / f"{n}.jpg", drawn(900 + n, 600)).read_bytes() for n in (1, 2))
    add_evidence(store, matter, [attrs.evolve(photo(n), content=content) for n, content in enumerate(drawn_on)])
    account = store.save(Account(name="余闻", roles=roles_of([request.param])))
    clerk = Store._with_key(store.folder, store._key, account.id)
    window = MainWindow(lambda _: Session(clerk, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    in_front(qtbot, window)
    window.open_record(Matter.TABLE, matter.id)
    yield card_of(window)
    window.close()
    clerk._connection.close()


def offered(part: QWidget) -> set[str]:
    return {one.text().split("\u3000")[0] for one in part.findChildren(QPushButton) if one.isVisible()}


def test_who_only_looks_is_offered_nothing_to_change(card: EvidenceCard, qtbot: QtBot, shown: Shown) -> None:
    store = card._session.store
    may = Role.CHIEF in store.rights.roles
    before = store.last_entry()
    card.list.choose([0])
    assert bool({text for text in offered(card) if text.startswith(("添加", "拿掉"))}) == may
    card.list.setFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_F2)
    assert (card.list.state() is card.list.State.EditingState) == may
    if may:
        return
    for key, held in ((Qt.Key.Key_Delete, NONE), (Qt.Key.Key_Right, ALT), (Qt.Key.Key_Down, ALT)):
        qtbot.keyClick(card.list, key, held)
    viewer = card.open_row(0)
    in_front(qtbot, viewer)
    qtbot.waitUntil(lambda: not viewer.view.image.isNull(), timeout=20_000)
    assert not any(text.startswith("写说明") for text in offered(viewer))
    qtbot.keyClick(viewer, Qt.Key.Key_F2)
    assert viewer.caption.isHidden()
    qtbot.keyClick(viewer, Qt.Key.Key_R)
    assert viewer._turns() == 1, "it is turned for looking"
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not shown.errors
    assert store.last_entry() == before
