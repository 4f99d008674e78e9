"""Dialogs stand on the screen whole: their words scroll where there are too many, their buttons never go."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.store import Store
from gui.borrowed import screen_of
from gui.dialogs.first_start import FirstStart
from gui.dialogs.unlock import Unlock
from gui.fitted import TITLE_BAR, FittedDialog
from gui.help.sheet import HelpSheet
from gui.help.topics import Topic, topics
from gui.notices import NoticeDialog
from gui.pages.entries import lines
from gui.settings import SCALES
from gui.widgets.parts import label
from tests.gui.conftest import Dress, Shown
from tests.gui.keys import in_front

LONG = "\n".join(f"第 {n} 行：这里写着一件要让您知道的事，和您可以怎么办" for n in range(1, 61))


@pytest.fixture(params=SCALES)
def scale(request: pytest.FixtureRequest, dress: Dress) -> int:
    dress(request.param)
    return request.param


def _show(qtbot: QtBot, dialog: FittedDialog) -> FittedDialog:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def _room(dialog: QWidget) -> int:
    return screen_of(dialog).availableGeometry().height() - TITLE_BAR


def _buttons(dialog: QWidget) -> list[QPushButton]:
    return [b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.text()]


def _is_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.usefixtures("scale")
def test_a_dialog_of_many_words_stops_at_the_screen_and_scrolls_by_keys(qtbot: QtBot) -> None:
    dialog = _show(qtbot, NoticeDialog("有六十件事要说", LONG, "知道了", "以后再说"))
    assert dialog.height() == _room(dialog)
    assert dialog.y() + dialog.height() <= screen_of(dialog).availableGeometry().bottom()
    assert len(_buttons(dialog)) == 2
    assert all(_is_whole(b) for b in _buttons(dialog))
    area = dialog.scroll_area()
    assert area is not None
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    assert area.horizontalScrollBar().maximum() == 0
    while bar.value() < bar.maximum():
        before = bar.value()
        qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
        assert bar.value() > before
    qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()


@pytest.mark.usefixtures("scale")
def test_a_dialog_that_fits_does_not_scroll(qtbot: QtBot) -> None:
    dialog = _show(qtbot, NoticeDialog("一件事", "一句话", "知道了"))
    assert dialog.scroll_area() is None


@pytest.mark.usefixtures("scale")
def test_the_help_stays_on_the_screen_at_every_size_of_text(qtbot: QtBot) -> None:
    long = Topic("long", "长", tuple(LONG.splitlines()))
    for front in ("resident", "long"):
        sheet = _show(qtbot, HelpSheet(None, (*topics(lines(KINDS)), long), front))
        assert sheet.height() <= _room(sheet)
        assert all(_is_whole(b) for b in _buttons(sheet))
        assert sheet.scroll_area() is None, "its text scrolls by itself, and the line to type in stays"


@pytest.mark.usefixtures("scale")
def test_what_is_wrong_is_brought_to_sight(qtbot: QtBot, store: Store, shown: Shown) -> None:
    for dialog in (FirstStart(store.folder.parent / "new", shown), Unlock(store.folder, shown)):
        _show(qtbot, dialog)
        dialog.say(LONG)
        assert dialog.height() == _room(dialog)
        assert not dialog.fault_line.visibleRegion().isEmpty()
        dialog.say("")
        assert dialog.height() < _room(dialog), "it is as low as before"


class Growing(FittedDialog):
    """A line to type into, and words above it that become too many."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.line, self.go = label("", wrap=True), QLineEdit(), QPushButton("好")
        column = QVBoxLayout(self)
        for one in (self.words, self.line, self.go):
            column.addWidget(one)


def test_the_keys_stay_where_they_are_when_the_words_begin_to_scroll(qtbot: QtBot) -> None:
    dialog = Growing()
    qtbot.addWidget(dialog)
    in_front(qtbot, dialog)
    dialog.line.setFocus()
    dialog.words.setText(LONG)
    dialog.fit()
    assert dialog.scroll_area() is not None
    assert dialog.line.hasFocus(), "and Enter presses no other button"
