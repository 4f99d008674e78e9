"""Photos turned for good, put in another order by mouse and keys, and printed, on the page of a record."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Matter
from db.services.evidence.shown import exhibits_of
from db.store import Store
from gui.dialogs.print_preview import PrintPreview
from gui.evidence.arranging import gap_at, gap_beside, packed, rearranged
from gui.evidence.card import EvidenceCard
from gui.evidence.exhibits import PICTURE
from gui.main_window import MainWindow
from tests.db.pictures.making import drawn, jpeg, pdf
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.evidence.at_card import added, card_of, picture_of
from tests.gui.keys import in_front
from tests.gui.matters.at_page import page_of, press, taken_in
from tests.printing import measure

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def matter(store: Store) -> Matter:
    settle(store)
    return taken_in(store)


@pytest.fixture
def card(window: MainWindow, qtbot: QtBot, matter: Matter, tmp_path: Path) -> EvidenceCard:
    """The card of a matter with three photos: a.jpg, b.jpg, c.jpg."""
    in_front(qtbot, window)
    window.open_record("matter", matter.id)
    card = card_of(window)
    added(qtbot, card, [jpeg(tmp_path / f"{name}.jpg", drawn(96 + 8 * n, 64)) for n, name in enumerate("abc")])
    return card


def names(card: EvidenceCard) -> str:
    return "".join(one.exhibit.name[0] for one in card.model.rows)


def drop(card: EvidenceCard, at: QPoint, *, of: object = None) -> bool:
    """Whether what is dragged within the list of a card is taken, and dropped at a point of it."""
    data = packed(of or card.list)
    given = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, PLAIN)
    over = QDragEnterEvent(at, *given)
    over.ignore()
    QApplication.sendEvent(card.list.viewport(), over)
    if over.isAccepted():
        QApplication.sendEvent(card.list.viewport(), QDropEvent(QPointF(at), *given))
    return over.isAccepted()


def place(card: EvidenceCard, row: int) -> QRect:
    return card.list.visualRect(card.model.index(row))


# the order


@pytest.mark.parametrize(
    ("rows", "gap", "order"),
    [
        ([0], 0, "abcd"),
        ([0], 1, "abcd"),
        ([0], 2, "bacd"),
        ([3], 0, "dabc"),
        ([0, 2], 4, "bdac"),
        ([1, 2], 0, "bcad"),
        ([0, 3], 2, "badc"),
    ],
)
def test_rows_go_into_a_gap(rows: list[int], gap: int, order: str) -> None:
    assert "".join("abcd"[row] for row in rearranged(4, rows, gap)) == order


def test_a_point_is_in_a_gap_of_its_line() -> None:
    """Three in the first line, two in the second."""
    rows = [QRect(100 * (n % 3), 80 * (n // 3), 90, 70) for n in range(5)]
    found = {
        at: gap_at(rows, QPoint(*at))
        for at in ((10, 10), (80, 10), (280, 10), (10, 90), (150, 90), (280, 140), (5, 400))
    }
    assert list(found.values()) == [0, 1, 3, 3, 5, 5, 5]
    assert [gap_beside(5, [0], -1), gap_beside(5, [2, 3], 1), gap_beside(5, [4], 1), gap_beside(5, [], 1)] == [
        None,
        5,
        None,
        None,
    ]


def test_the_keys_move_what_is_chosen_and_it_stays_chosen(
    card: EvidenceCard, store: Store, matter: Matter, shown: Shown
) -> None:
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Right, ALT)
    assert (names(card), card.list.chosen(), card.list.hasFocus()) == ("bac", [1], True)
    press(Qt.Key.Key_Right, ALT)
    press(Qt.Key.Key_Right, ALT)
    assert (names(card), card.list.chosen()) == ("bca", [2]), "at the end it stays"
    assert [one.name[0] for one in exhibits_of(store, matter)] == ["b", "c", "a"]
    press(Qt.Key.Key_Left, SHIFT)
    assert card.list.chosen() == [1, 2]
    press(Qt.Key.Key_Left, ALT)
    assert (names(card), card.list.chosen()) == ("cab", [0, 1])
    assert shown.news[-1] == "先后已换"
    assert shown.undo is not None
    shown.undo()
    assert names(card) == "bca"


def test_what_is_dragged_goes_where_it_is_dropped(card: EvidenceCard, store: Store, matter: Matter) -> None:
    press(Qt.Key.Key_Home)
    assert drop(card, QPoint(place(card, 2).right() - 2, place(card, 2).center().y()))
    assert (names(card), card.list.chosen()) == ("bca", [2])
    assert drop(card, QPoint(place(card, 0).left() + 2, place(card, 0).center().y()))
    assert names(card) == "abc"
    assert [one.name[0] for one in exhibits_of(store, matter)] == ["a", "b", "c"]


def test_what_another_list_drags_is_not_taken(card: EvidenceCard) -> None:
    assert not drop(card, place(card, 2).center(), of=object())
    assert names(card) == "abc"


def test_where_it_would_go_is_marked(card: EvidenceCard) -> None:
    before = card.list.viewport().grab().toImage()
    card.list._point(1)
    assert card.list.viewport().grab().toImage() != before
    card.list._point(-1)
    assert card.list.viewport().grab().toImage() == before


# turned


def test_turned_in_the_viewer_it_stays_turned(
    card: EvidenceCard, qtbot: QtBot, store: Store, matter: Matter, shown: Shown
) -> None:
    assert picture_of(qtbot, card, 0).width() > picture_of(qtbot, card, 0).height()
    viewer = card.open_row(0)
    qtbot.waitUntil(lambda: not viewer.view.image.isNull(), timeout=20_000)
    in_front(qtbot, viewer)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Right)
    assert [one.turned for one in exhibits_of(store, matter)] == [1, None, None], "once one goes on it is kept"
    qtbot.waitUntil(lambda: not viewer.view.image.isNull(), timeout=20_000)
    press(Qt.Key.Key_R, SHIFT)
    press(Qt.Key.Key_Escape)
    assert [one.turned for one in exhibits_of(store, matter)] == [1, 3, None]
    picture = card.model.index(0).data(PICTURE)
    assert isinstance(picture, QImage)
    assert picture.height() > picture.width(), "the small picture stands upright, too"
    again = card.open_row(0)
    qtbot.waitUntil(lambda: not again.view.image.isNull(), timeout=20_000)
    assert again.view._lying().height() > again.view._lying().width()
    again.accept()
    assert shown.news[-1] == "转过的方向已记住"
    assert shown.undo is not None
    shown.undo()
    assert [one.turned for one in exhibits_of(store, matter)] == [1, 0, None]


def test_turned_round_and_round_nothing_is_kept(card: EvidenceCard, qtbot: QtBot, store: Store, matter: Matter) -> None:
    before = exhibits_of(store, matter)
    viewer = card.open_row(0)
    qtbot.waitUntil(lambda: not viewer.view.image.isNull(), timeout=20_000)
    in_front(qtbot, viewer)
    for _ in range(4):
        press(Qt.Key.Key_R)
    press(Qt.Key.Key_Escape)
    assert exhibits_of(store, matter) == before


def test_a_caption_and_a_turn_in_one_go(card: EvidenceCard, qtbot: QtBot, store: Store, matter: Matter) -> None:
    viewer = card.open_row(0)
    qtbot.waitUntil(lambda: not viewer.view.image.isNull(), timeout=20_000)
    in_front(qtbot, viewer)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_X)
    viewer.accept()
    one = exhibits_of(store, matter)[0]
    assert (one.caption, one.turned) == ("x", 1)


# printed


def printed(window: MainWindow, qtbot: QtBot, card: EvidenceCard) -> bytes:
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as found:
        card.print_sheet()
    preview = (found.args or [None])[0]
    assert isinstance(preview, PrintPreview)
    data = preview.document.data
    preview.close()
    return data


def test_all_are_printed_or_those_that_are_chosen(card: EvidenceCard, window: MainWindow, qtbot: QtBot) -> None:
    for row, words in enumerate(("东门", "西门", "南门")):
        card.doing.write(card.model.rows[row].exhibit, words)
    press(Qt.Key.Key_Home)
    told = measure.all_text(printed(window, qtbot, card))
    assert all(words in told for words in ("1．东门", "2．西门", "3．南门")), "one that is marked is no choice"
    assert "共3张" in told
    assert told.count("卢清") == 3, "who added it"
    in_front(qtbot, window)
    press(Qt.Key.Key_Right, SHIFT)
    told = measure.all_text(printed(window, qtbot, card))
    assert "2．西门" in told
    assert "南门" not in told


def test_every_page_of_a_scan_is_printed(card: EvidenceCard, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    added(qtbot, card, [pdf(tmp_path / "d.pdf", pages=3)])
    told = measure.all_text(printed(window, qtbot, card))
    assert "6．d（第3页，共3页）" in told
    assert "a.jpg" not in told, "the name that a camera gives says nothing"
    assert "共6张" in told


def test_it_stands_in_the_menu_of_the_record_and_says_when_there_is_none(
    window: MainWindow, matter: Matter, qtbot: QtBot, shown: Shown
) -> None:
    in_front(qtbot, window)
    window.open_record("matter", matter.id)
    choice = page_of(window)._making.page.shapes[-1]
    assert choice.label == "照片页"
    choice.run(matter.id)
    qtbot.waitUntil(lambda: bool(shown.errors), timeout=20_000)
    assert shown.errors[-1].message == "这一条没有照片和扫描件"


def test_the_buttons_go_on_in_the_next_line_where_there_is_no_room(card: EvidenceCard, qtbot: QtBot) -> None:
    """At the largest letters they would push the page out of sight otherwise."""
    assert card.minimumSizeHint().width() < 400
    card.setFixedWidth(900)
    qtbot.waitUntil(lambda: card.add.mapTo(card, QPoint()).x() > 600)
    one_line = card.add.mapTo(card, QPoint()).y()
    card.setFixedWidth(420)
    qtbot.waitUntil(lambda: card.add.mapTo(card, QPoint()).y() > one_line)
    assert card.rect().contains(card.add.mapTo(card, card.add.rect().bottomRight()))
