"""The card of photos and scans as tests use it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gui.evidence.card import EvidenceCard
from gui.evidence.dropped import Given
from gui.evidence.exhibits import PICTURE
from gui.main_window import MainWindow
from tests.gui.keys import in_front


def card_of(window: MainWindow) -> EvidenceCard:
    """The card on the page that is in front."""
    (found,) = [one for one in window._stack.currentWidget().findChildren(EvidenceCard) if one._page.isVisible()]
    return found


def added(qtbot: QtBot, card: EvidenceCard, paths: Sequence[Path]) -> None:
    """Adds files as the button does once they are chosen."""
    assert card._record is not None
    task = card.doing.add(card._record, Given(paths))
    assert task is not None
    with qtbot.waitSignal(task.finished, timeout=20_000):
        pass
    in_front(qtbot, card.window())


def picture_of(qtbot: QtBot, card: EvidenceCard, row: int) -> QImage:
    """The picture of a row, once it has come."""
    qtbot.waitUntil(lambda: isinstance(card.model.index(row).data(PICTURE), QImage), timeout=20_000)
    picture = card.model.index(row).data(PICTURE)
    assert isinstance(picture, QImage)
    return picture
