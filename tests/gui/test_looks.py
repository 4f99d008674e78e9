"""What the eye would find: no cut words, no scroll bars in forms, at the usual and at the largest text."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication, QImage, QRawFont
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.records.centre.centre import Centre
from db.store import Store
from gui.dialogs.first_start import FirstStart
from gui.dialogs.paste_notice import PasteNotice
from gui.dialogs.unlock import Unlock
from gui.help.sheet import HelpSheet
from gui.help.topics import door_topics
from gui.main_window import MainWindow
from gui.pages.entries import PageEntry, pages
from gui.pages.matter_page import MatterPage
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme, px
from gui.widgets.editors.base import LineEditor
from gui.widgets.form import RecordForm
from tests.factories import plant
from tests.gui.conftest import Dress, Shown

# What a task bar and the title of the window leave of two usual screens, and the size of text in percent.
SCREENS = {"1366x768": (1366, 688, 100), "1920x1080 large": (1920, 1000, 130)}
# What is known of something with stages may be longer than a small screen; its page scrolls under the head.
CARDS = ("resident", "person")
"""They are shown on a card, and edited in a form."""
LONG = {kind.table for kind in KINDS if kind.flows} | {"privacy_notice", "resident", "joint_talk"}
"""Forms that are read down: of work that moves, what 个人信息保护法 第十七条 lists to be told in words, of a resident who is looked after, and of a talk, whose seats have opinions."""


@pytest.fixture(params=SCREENS)
def window(
    request: pytest.FixtureRequest, qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path, dress: Dress
) -> MainWindow:
    width, height, scale = SCREENS[request.param]
    dress(scale)
    settings = Settings(tmp_path, scale=scale, width=width, height=height)
    made = MainWindow(lambda _: Session(store, shown, settings))
    qtbot.addWidget(made)
    made.resize(width, height)  # the screen of the tests is smaller than both
    with qtbot.waitExposed(made):
        made.show()
    assert (made.width(), made.height()) == (width, height)
    return made


def _cut(widget: QWidget) -> list[str]:
    """The words that have less room than they need."""
    plain = [w for w in widget.findChildren(QLabel) if w.text() and not w.wordWrap()]
    buttons = [w for w in widget.findChildren(QPushButton) if w.text()]
    return [w.text() for w in (*plain, *buttons) if w.isVisible() and w.width() < w.sizeHint().width()]


def _scrolled(widget: QWidget) -> bool:
    areas = [a for a in widget.findChildren(QScrollArea) if a.isVisible()]
    return any(a.verticalScrollBar().maximum() > 0 or a.horizontalScrollBar().maximum() > 0 for a in areas)


@pytest.mark.parametrize("entry", pages(KINDS), ids=lambda e: e.key)
def test_no_word_is_cut_on_any_page(entry: PageEntry, window: MainWindow, qtbot: QtBot) -> None:
    key = entry.key
    window.show_page(key)
    qtbot.waitUntil(lambda: window.page(key).width() > px(600))
    QApplication.sendPostedEvents()  # what was said last is laid out
    assert _cut(window) == []


@pytest.mark.parametrize("table", [kind.table for kind in KINDS if kind.tab and kind.table not in LONG])
def test_forms_need_no_scroll_bar(table: str, window: MainWindow) -> None:
    record = plant(window.session.store, KINDS[table].record)
    window.open_record(table, record.id)
    page = window.page(table)
    if table in CARDS:
        page.edit_record(record.id)
    QApplication.sendPostedEvents()
    assert not _scrolled(page)
    assert _cut(page) == []


def test_a_resident_is_registered_without_a_scroll_bar(window: MainWindow) -> None:
    window.open_new("resident")
    page = window.page("resident")
    QApplication.sendPostedEvents()
    assert not _scrolled(page)
    folds = page.form_page.form._grid.folds.values()
    assert len({fold.y() for fold in folds}) == 2, "what is shut stands beside each other"
    assert len({(fold.x(), fold.y()) for fold in folds}) == len(folds)
    assert all(fold.visibleRegion().boundingRect() == fold.rect() for fold in folds)


@pytest.mark.parametrize("table", [kind.table for kind in KINDS if kind.tab])
def test_forms_have_room_for_words_of_the_usual_length(table: str, window: MainWindow) -> None:
    record = plant(window.session.store, KINDS[table].record)
    window.open_record(table, record.id)
    page = window.page(table)
    if table in CARDS:
        page.edit_record(record.id)
    if (matter := page.findChild(MatterPage)) is not None:
        matter.edit()
    QApplication.sendPostedEvents()
    lines = {
        e.kind.label: e for f in page.findChildren(RecordForm) for e in f.editors.values() if isinstance(e, LineEditor)
    }
    shown = {name: e for name, e in lines.items() if e.isVisible()}
    narrow = {n: (_room(e.line), e.kind.width) for n, e in shown.items() if _room(e.line) < e.kind.width}
    assert narrow == {}
    if table not in ("issued_number", "ledger"):  # one has no form, of the other its rows are shown
        assert shown


def _room(line: QLineEdit) -> int:
    """How many Han characters a line shows at once."""
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    inside = QApplication.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line).width()
    arrow = px(24) if line.actions() else 0
    return (inside - arrow) // line.fontMetrics().horizontalAdvance("国")


STAGES = [(kind.table, stage.code) for kind in KINDS for flow in kind.flows for stage in flow.stages]


@pytest.mark.parametrize(("table", "stage"), STAGES)
def test_every_stage_of_every_flow_has_room_for_its_words(table: str, stage: str, window: MainWindow) -> None:
    record = plant(window.session.store, KINDS[table].record, stage=stage)
    window.open_record(table, record.id)
    page = window.page(table)
    QApplication.sendPostedEvents()
    if folder := os.environ.get("PICTURES"):
        window.grab().save(f"{folder}/{table}-{stage}-{window.width()}.png")
    assert _cut(page) == []
    matter = page.findChild(MatterPage)
    assert isinstance(matter, MatterPage)
    inside = matter.rect()
    for one in matter.head.findChildren(QPushButton):
        place = QRect(one.mapTo(matter, QPoint(0, 0)), one.size())
        assert inside.contains(place), one.text()
        found = matter.childAt(place.center())
        assert found is one, f"{one.text()} is covered by {found}"


def test_the_centre_s_own_form_fits(window: MainWindow) -> None:
    window.show_page("settings")
    page = window.page("settings")
    assert page.centre.record == window.session.store.centre()
    assert isinstance(page.centre.record, Centre)
    assert not _scrolled(page)


@pytest.mark.parametrize("scale", [100, 115, 130])
def test_dialogs_have_room_for_their_words(
    scale: int, qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path, dress: Dress
) -> None:
    dress(scale)
    first = FirstStart(tmp_path / "new", shown)
    unlock = Unlock(store.folder, shown)
    for dialog in (first, unlock, HelpSheet(None, door_topics(), "door"), PasteNotice()):
        qtbot.addWidget(dialog)
        dialog.show()
        assert _cut(dialog) == []
        assert dialog.height() <= 1000
    first.centre.setText("某")
    first.make()
    assert first.fault()
    lines = [first.passphrase.first, first.passphrase.second]
    assert all(line.height() >= line.sizeHint().height() for line in lines)
    assert lines[0].geometry().bottom() < lines[1].geometry().top()
    wrapped = [w for w in first.findChildren(QLabel) if w.isVisible() and w.wordWrap()]
    assert all(w.height() >= w.heightForWidth(w.width()) for w in wrapped)


def test_chinese_and_rare_characters_come_from_the_bundled_fonts(theme: Theme) -> None:
    """On a machine without any Chinese font the program shows every name all the same."""
    assert theme.families
    assert set(theme.families) <= set(QFontDatabase.families())
    for character in "党幸·𠮷𬭎镕喆":
        fonts = [QRawFont.fromFont(_only(family)) for family in theme.families]
        assert any(font.supportsCharacter(ord(character)) for font in fonts), character


def test_bold_is_a_face_of_its_own_not_smeared(theme: Theme) -> None:
    assert "Bold" in QFontDatabase.styles(theme.families[0])
    plain, bold = QGuiApplication.font(), QGuiApplication.font()
    bold.setBold(True)
    assert QFontMetrics(plain).horizontalAdvance("居民") == QFontMetrics(bold).horizontalAdvance("居民")


def test_a_page_has_our_colours(window: MainWindow) -> None:
    image: QImage = window.grab().toImage()
    ratio = image.devicePixelRatio()
    assert image.pixelColor(round(px(5) * ratio), round(px(400) * ratio)).name() == "#ffffff"
    assert image.pixelColor(round(px(205) * ratio), round(px(400) * ratio)).name() == "#f6f7f9"


def _only(family: str) -> QFont:
    font = QGuiApplication.font()
    font.setFamilies([family])
    return font
