"""The viewer: one after the other, page by page, larger and smaller, turned; all by the keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.services.evidence.shown import exhibits_of
from db.store import Store
from gui.evidence.card import EvidenceCard
from gui.evidence.picture_view import LARGEST, PictureView
from gui.evidence.pictures import PAGE
from gui.evidence.viewer import Viewer
from gui.main_window import MainWindow
from tests.db.pictures.making import drawn, heic, jpeg, pdf
from tests.gui.community import settle
from tests.gui.evidence.at_card import added, card_of
from tests.gui.keys import in_front
from tests.gui.matters.at_page import taken_in

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def card(window: MainWindow, qtbot: QtBot, store: Store, tmp_path: Path) -> EvidenceCard:
    """A photo as wide as we keep them, one of a telephone, and a scan of three pages."""
    settle(store)
    matter = taken_in(store)
    in_front(qtbot, window)
    window.open_record("matter", matter.id)
    card = card_of(window)
    wide = jpeg(tmp_path / "wide.jpg", drawn(1600, 1000))
    added(qtbot, card, [wide, heic(tmp_path / "IMG_0001.HEIC"), pdf(tmp_path / "scan.pdf", pages=3)])
    return card


@pytest.fixture
def viewer(card: EvidenceCard, qtbot: QtBot) -> Viewer:
    found = card.open_row(0)
    in_front(qtbot, found)
    found.resize(900, 700)
    wait(qtbot, found)
    return found


def wait(qtbot: QtBot, viewer: Viewer) -> None:
    qtbot.waitUntil(lambda: not viewer.view.image.isNull(), timeout=20_000)


def key(viewer: Viewer, pressed: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or viewer, pressed, held)


def test_one_after_the_other(viewer: Viewer, card: EvidenceCard, qtbot: QtBot) -> None:
    assert viewer._place.text() == "1 / 3"
    key(viewer, Qt.Key.Key_Left)
    assert viewer.row() == 0, "there is none before the first"
    key(viewer, Qt.Key.Key_Right)
    wait(qtbot, viewer)
    assert (viewer.view.image.width(), viewer.view.image.height()) == (64, 96)
    assert "拍摄 2026-03-01 17:05" in viewer._about.whole()
    key(viewer, Qt.Key.Key_Right)
    key(viewer, Qt.Key.Key_Right)
    assert (viewer.row(), viewer._place.text()) == (2, "3 / 3 · 第 1 页，共 3 页")
    key(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    in_front(qtbot, card.window())
    assert card.list.hasFocus()
    assert card.list.chosen() == [2], "back where one looked last"


def test_what_is_looked_at_is_written_nowhere(viewer: Viewer, qtbot: QtBot, own_home: Path) -> None:
    """资料怎样保护：看照片时不写临时文件。"""
    for row in range(3):
        viewer.show_row(row)
        wait(qtbot, viewer)
    viewer.accept()
    written = [path for path in own_home.rglob("*") if path.is_file()]
    assert [path for path in written if path.read_bytes()[:4] in (b"\xff\xd8\xff\xe0", b"%PDF", b"\x89PNG")] == []


def test_the_pages_of_a_scan(viewer: Viewer, qtbot: QtBot) -> None:
    viewer.show_row(2)
    wait(qtbot, viewer)
    assert viewer.view.image.width() == PAGE
    key(viewer, Qt.Key.Key_PageDown)
    key(viewer, Qt.Key.Key_PageDown)
    key(viewer, Qt.Key.Key_PageDown)
    wait(qtbot, viewer)
    assert viewer._place.text() == "3 / 3 · 第 3 页，共 3 页"
    wheel(viewer.view, up=True)
    assert viewer._place.text() == "3 / 3 · 第 2 页，共 3 页", "the wheel goes on where the page ends"
    wait(qtbot, viewer)
    for _ in range(8):
        key(viewer, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: viewer.view.image.width() > PAGE, timeout=20_000)
    assert not viewer.view.is_whole(), "a page that is drawn sharper stays where it was"


def test_larger_smaller_whole_and_full_size_by_the_keys(viewer: Viewer) -> None:
    view = viewer.view
    assert view.is_whole()
    assert viewer._size.text() == f"{round(view.scale() * 100)}%"
    whole = view.scale()
    assert whole < 1
    key(viewer, Qt.Key.Key_1)
    assert (view.scale(), viewer._size.text()) == (1.0, "100%")
    assert view.horizontalScrollBar().maximum() > 0
    key(viewer, Qt.Key.Key_Plus)
    assert view.scale() == pytest.approx(1.25)
    key(viewer, Qt.Key.Key_Minus)
    key(viewer, Qt.Key.Key_0)
    assert (view.is_whole(), view.scale()) == (True, whole)
    for _ in range(40):
        key(viewer, Qt.Key.Key_Plus)
    assert view.scale() == LARGEST
    for _ in range(40):
        key(viewer, Qt.Key.Key_Minus)
    assert view.is_whole()


def test_turned_it_stays_so_while_one_looks(viewer: Viewer, qtbot: QtBot) -> None:
    before = viewer.view._lying()
    key(viewer, Qt.Key.Key_R)
    assert viewer.view._lying() == before.transposed()
    viewer.go(1)
    wait(qtbot, viewer)
    viewer.go(-1)
    wait(qtbot, viewer)
    assert viewer.view._lying() == before.transposed()
    key(viewer, Qt.Key.Key_R, SHIFT)
    assert viewer.view._lying() == before


def test_what_it_shows_is_written_here_too(viewer: Viewer, store: Store, card: EvidenceCard) -> None:
    key(viewer, Qt.Key.Key_F2)
    assert viewer.caption.hasFocus()
    QTest.keyClicks(viewer.caption, "1R0+-")
    assert viewer.view.is_whole(), "what is typed is no key of the viewer"
    key(viewer, Qt.Key.Key_Return)
    assert viewer.caption.isHidden()
    assert viewer._title.whole() == "1R0+-"
    assert card._record is not None
    assert exhibits_of(store, card._record)[0].caption == "1R0+-"
    key(viewer, Qt.Key.Key_F2)
    key(viewer, Qt.Key.Key_A)
    viewer.accept()
    assert exhibits_of(store, card._record)[0].caption == "a", "closing keeps what is written"


def test_a_caption_that_is_too_long_is_refused_and_nothing_is_lost(
    viewer: Viewer, store: Store, card: EvidenceCard
) -> None:
    key(viewer, Qt.Key.Key_F2)
    viewer.caption.setText("长" * 101)
    key(viewer, Qt.Key.Key_Return)
    assert card._record is not None
    assert exhibits_of(store, card._record)[0].caption == ""
    assert card._session.messages.errors, "the refusal is told"  # type: ignore[attr-defined]
    assert viewer.caption.isVisible()
    assert viewer.caption.text() == "长" * 101
    key(viewer, Qt.Key.Key_Escape)
    assert viewer.isVisible(), "closing loses nothing unawares"
    viewer.close()
    assert not viewer.isVisible(), "and who closes it again means it"


# the picture itself


@pytest.fixture
def view(qtbot: QtBot) -> PictureView:
    made = PictureView()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    made.show_picture(image)
    return made


def wheel(view: PictureView, *, up: bool, at: QPointF | None = None, held: object = None) -> None:
    where = at or QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        where,
        view.viewport().mapToGlobal(where),
        QPoint(),
        QPoint(0, 120 if up else -120),
        Qt.MouseButton.NoButton,
        held if isinstance(held, Qt.KeyboardModifier) else Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def spot(view: PictureView, at: QPointF) -> tuple[float, float]:
    """What of the picture is at a point of the window."""
    inside = (at - view._corner()) * (1 / view.scale())
    return round(inside.x()), round(inside.y())


@pytest.mark.parametrize("at", [QPointF(100, 80), QPointF(350, 250), QPointF(200, 150)])
def test_the_wheel_makes_it_larger_where_the_mouse_is(view: PictureView, at: QPointF) -> None:
    wheel(view, up=True, at=at)
    wheel(view, up=True, at=at)
    before = spot(view, at)
    for _ in range(4):
        wheel(view, up=True, at=at)
    now = spot(view, at)
    assert max(abs(a - b) for a, b in zip(before, now, strict=True)) <= 4
    for _ in range(20):
        wheel(view, up=False, at=at)
    assert view.is_whole()


def test_it_is_moved_by_the_mouse_and_never_out_of_sight(view: PictureView) -> None:
    view.show_full_size()
    bars = view.horizontalScrollBar(), view.verticalScrollBar()
    before = [bar.value() for bar in bars]
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    QTest.mouseMove(view.viewport(), QPoint(150, 130))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, 130))
    assert [bar.value() for bar in bars] == [before[0] + 50, before[1] + 20]
    for bar in bars:
        bar.setValue(99_999)
    assert [bar.value() for bar in bars] == [1600 - view.viewport().width(), 1200 - view.viewport().height()]


def test_a_small_one_is_not_blown_up(view: PictureView) -> None:
    small = QImage(40, 30, QImage.Format.Format_RGB32)
    small.fill(QColor("red"))
    view.show_picture(small)
    assert view.scale() == 1.0
    seen = view.grab().toImage()
    assert seen.pixelColor(seen.width() // 2, seen.height() // 2) == QColor("red")
    assert seen.pixelColor(30, seen.height() // 2) != QColor("red")


def test_turned_the_right_side_is_up(view: PictureView) -> None:
    raw = drawn(400, 200).tobytes()
    view.show_picture(QImage(raw, 400, 200, 1200, QImage.Format.Format_RGB888))
    view.turn(1)
    seen = view.grab().toImage()
    middle = seen.width() // 2
    right, left = seen.pixelColor(middle + 20, 40), seen.pixelColor(middle - 20, 40)
    assert right.red() > right.blue(), "its upper left corner is at the upper right now"
    assert left.blue() > left.red()
