"""照片与附件 on the page of a record: added by files, dropping and pasting, captioned, taken away and brought back, saved elsewhere."""

import re
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.errors import AppError
from db.records.duties.giving import SAVED, ExportEntry
from db.records.exhibit import SCAN, Exhibit
from db.records.matters.matter import Matter
from db.records.visits.visit import Visit
from db.services.duties.giving_out import Use
from db.services.evidence.shown import exhibits_of
from db.store import Store
from gui.dialogs.photos_out import PhotosOut
from gui.dialogs.reason import Reason
from gui.evidence.card import EvidenceCard
from gui.evidence.dropped import PASTED, Given
from gui.evidence.exhibits import PICTURE
from gui.help.texts import EVIDENCE, about
from gui.main_window import MainWindow
from gui.pages.record_form_page import RecordFormPage
from tests.db.evidence.making import files_of, flip
from tests.db.evidence.making import matter as made_matter
from tests.db.pictures.making import heic, jpeg, pdf, png
from tests.factories import plant
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.evidence.at_card import added, card_of, picture_of
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, page_of, press, taken_in

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def matter(store: Store) -> Matter:
    settle(store)
    return taken_in(store)


@pytest.fixture
def card(window: MainWindow, qtbot: QtBot, matter: Matter) -> EvidenceCard:
    """The card of a matter that has no photos yet."""
    in_front(qtbot, window)
    window.open_record("matter", matter.id)
    return card_of(window)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """What a clerk brings along: from two telephones, a screen and a scanner."""
    return [
        heic(tmp_path / "IMG_0001.HEIC"),
        jpeg(tmp_path / "3号楼 13812349126.jpg", taken="2026:03:01 17:05:09"),
        png(tmp_path / "截图.png"),
        pdf(tmp_path / "签到表.pdf", pages=3),
    ]


def drop(card: EvidenceCard, paths: list[Path]) -> bool:
    """Whether files that are dragged over the page are taken, and dropped there."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    page = card._page
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, PLAIN)
    over = QDragEnterEvent(QPoint(5, 5), *given)
    over.ignore()
    QApplication.sendEvent(page, over)
    if over.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), *given))
    return over.isAccepted()


def titles(card: EvidenceCard) -> list[str]:
    return [str(card.model.index(row).data()) for row in range(card.model.rowCount())]


# adding


def test_several_at_once_are_there_with_their_pictures(
    card: EvidenceCard,
    window: MainWindow,
    qtbot: QtBot,
    store: Store,
    matter: Matter,
    files: list[Path],
    shown: Shown,
) -> None:
    added(qtbot, card, files)
    assert (shown.news[-1], shown.errors, shown.crashes) == ("已添加 4 个", [], [])
    assert titles(card) == ["IMG_0001.HEIC", "3号楼 138****9126.jpg", "截图.png", "签到表.pdf"], "names are masked"
    assert card.list.hasFocus()
    assert card.list.chosen() == [0], "the keys go on with the first of them"
    sizes = [(picture_of(qtbot, card, row).width(), picture_of(qtbot, card, row).height()) for row in range(4)]
    assert sizes[:3] == [(64, 96), (96, 64), (96, 64)], "a HEIC photo stands upright"
    assert sizes[3][0] < sizes[3][1]
    tip = card.model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert "拍摄 2026-03-01 17:05" in tip
    assert "卢清" in tip
    page = page_of(window)
    assert page.timeline.lines[0].what == "添加照片和扫描件"
    assert shown.undo is not None
    shown.undo()
    assert exhibits_of(store, matter) == []
    assert not card.list.isVisible()


def test_what_is_dropped_anywhere_on_the_page_is_added(
    card: EvidenceCard, qtbot: QtBot, files: list[Path], shown: Shown
) -> None:
    assert drop(card, files[1:3])
    qtbot.waitUntil(lambda: card.model.rowCount() == 2, timeout=20_000)
    assert shown.news[-1] == "已添加 2 个"
    assert drop(card, files[1:2])
    qtbot.waitUntil(lambda: "已经有了" in shown.news[-1], timeout=20_000)
    assert card.model.rowCount() == 2


def test_text_that_is_dragged_is_not_taken(card: EvidenceCard) -> None:
    data = QMimeData()
    data.setText("周桂芳")
    over = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, PLAIN)
    over.ignore()
    QApplication.sendEvent(card._page, over)
    assert not over.isAccepted()


def test_a_screenshot_and_copied_files_are_pasted(
    card: EvidenceCard, window: MainWindow, qtbot: QtBot, files: list[Path], own_home: Path
) -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    board = QGuiApplication.clipboard()
    board.setImage(picture)
    page_of(window).setFocus()
    press(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: titles(card) == [PASTED], timeout=20_000)
    assert (picture_of(qtbot, card, 0).width(), card.model.rows[0].exhibit.name) == (132, PASTED)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files[3]))])
    board.setMimeData(data)
    in_front(qtbot, window)
    press(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: card.model.rowCount() == 2, timeout=20_000)
    assert [one.exhibit.form == SCAN for one in card.model.rows] == [False, True]
    assert list((own_home / "tmp").iterdir()) == [], "nothing lies in a temporary folder"


def test_what_is_copied_as_text_is_not_pasted(card: EvidenceCard, shown: Shown) -> None:
    QGuiApplication.clipboard().setText("周桂芳")
    card.paste()
    assert shown.news[-1] == "剪贴板里没有照片，也没有复制的文件"


def test_what_cannot_be_added_says_what_to_do_and_the_others_are(
    card: EvidenceCard, qtbot: QtBot, tmp_path: Path, files: list[Path], shown: Shown
) -> None:
    (tmp_path / "名单.docx").write_bytes(b"PK\x03\x04 and more")
    cut = tmp_path / "没传完.jpg"
    cut.write_bytes(files[1].read_bytes()[:300])
    locked = pdf(tmp_path / "协议.pdf", password="123")
    added(qtbot, card, [tmp_path / "名单.docx", files[0], cut, locked])
    assert titles(card) == ["IMG_0001.HEIC"]
    (error,) = shown.errors
    lines = error.message.split("\n")
    assert lines[0] == "有 3 个文件没有添加"
    assert lines[1] == "“名单.docx”是文档或表格，不能直接添加：请打开它，另存为 PDF 再添加"
    assert "没传完.jpg”是照片，但没有传完或已损坏" in lines[2]
    assert "协议.pdf”设了打开密码" in lines[3]
    assert error.remedy == "其余 1 个已经添加"


def test_too_many_at_once(card: EvidenceCard, tmp_path: Path, shown: Shown) -> None:
    assert card.doing.add(Matter(), Given([tmp_path / f"{n}.jpg" for n in range(201)])) is None
    assert shown.errors[-1].message == "一次最多添加 200 个，选了 201 个"


def test_cancelled_nothing_is_added(
    card: EvidenceCard, qtbot: QtBot, store: Store, matter: Matter, files: list[Path], shown: Shown
) -> None:
    task = card.doing.add(matter, Given(files * 20))
    assert task is not None
    with qtbot.waitSignal(task.finished, timeout=20_000):
        task.cancel()
    assert (shown.news[-1], exhibits_of(store, matter)) == ("已取消，没有改动任何资料", [])
    assert files_of(store) == {}


def test_what_is_not_saved_yet_asks_to_be_saved(window: MainWindow, qtbot: QtBot, shown: Shown) -> None:
    in_front(qtbot, window)
    window.open_new("visit")
    card = card_of(window)
    assert not card.isVisible()
    in_front(qtbot, window)
    press(Qt.Key.Key_O, CTRL)
    assert shown.news[-1] == "请先保存，再添加照片和扫描件"


# what is there


def test_a_caption_is_written_in_its_place(
    card: EvidenceCard, qtbot: QtBot, store: Store, matter: Matter, files: list[Path], shown: Shown
) -> None:
    added(qtbot, card, files[:2])
    opened: list[int] = []
    card.list.opened.connect(opened.append)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_F2)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "说明"
    QTest.keyClicks(focused, "sensor 3")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(card) == ["IMG_0001.HEIC", "sensor 3"])
    assert opened == [], "the Enter that ends the words opens no picture"
    assert exhibits_of(store, matter)[1].caption == "sensor 3"
    assert shown.undo is not None
    shown.undo()
    assert exhibits_of(store, matter)[1].caption == ""


def test_taken_away_and_brought_back(
    card: EvidenceCard, qtbot: QtBot, store: Store, matter: Matter, files: list[Path], shown: Shown
) -> None:
    added(qtbot, card, files[:3])
    before = exhibits_of(store, matter)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Delete)
    assert titles(card) == ["3号楼 138****9126.jpg", "截图.png"]
    assert card.list.hasFocus()
    assert card.list.chosen() == [0], "the keys go on with the next one"
    assert shown.news[-1] == "已拿掉 1 个"
    assert shown.undo is not None
    shown.undo()
    assert [one.piece for one in exhibits_of(store, matter)] == [one.piece for one in before]
    assert len(titles(card)) == 3


def test_of_what_is_over_only_with_a_reason(window: MainWindow, qtbot: QtBot, store: Store, files: list[Path]) -> None:
    in_front(qtbot, window)
    over = made_matter(store, stage="5", outcome="1")
    window.open_record("matter", over.id)
    card = card_of(window)
    added(qtbot, card, files[:1])
    press(Qt.Key.Key_Delete)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, Reason)
    in_front(qtbot, asked)
    press(Qt.Key.Key_Return, CTRL)
    assert len(exhibits_of(store, over)) == 1
    assert asked.isVisible()
    QTest.keyClicks(asked.line, "wrong one")
    press(Qt.Key.Key_Return, CTRL)
    assert exhibits_of(store, over) == []
    assert page_of(window).timeline.lines[0].more[-1] == "理由：wrong one"


def test_saved_elsewhere_once_it_is_said_to_whom(
    store: Store, card: EvidenceCard, qtbot: QtBot, files: list[Path], tmp_path: Path, shown: Shown
) -> None:
    added(qtbot, card, [files[0], files[3]])
    press(Qt.Key.Key_A, CTRL)
    assert card.list.chosen() == [0, 1]
    card.doing.ask_where_to(card._chosen())
    (dialog,) = card.window().findChildren(PhotosOut)
    dialog.commit()
    assert dialog.isVisible(), "nobody said to whom"
    dialog.reject()
    out = tmp_path / "U盘"
    out.mkdir()
    task = card.doing.save_to(card._chosen(), out, Use(recipient="南屏派出所", purpose="核对现场"))
    with qtbot.waitSignal(task.finished, timeout=20_000):
        pass
    assert sorted(path.name for path in out.iterdir()) == ["IMG_0001.jpg", "签到表.pdf"]
    assert (out / "签到表.pdf").read_bytes() == files[3].read_bytes()
    assert shown.news[-1] == "已另存到 U盘：IMG_0001.jpg、签到表.pdf"
    (entry,) = store.select(ExportEntry)
    assert (entry.what, entry.way, entry.count, entry.recipient) == ("照片和扫描件", SAVED, 2, "南屏派出所")


@pytest.mark.parametrize("missing", [True, False])
def test_a_piece_that_is_lost_is_named_in_its_place(
    card: EvidenceCard, qtbot: QtBot, store: Store, window: MainWindow, matter: Matter, files: list[Path], missing: bool
) -> None:
    added(qtbot, card, files[:2])
    picture_of(qtbot, card, 1)
    window.show_page("today")
    path = files_of(store)[exhibits_of(store, matter)[0].piece]
    if missing:
        path.unlink()
    else:
        flip(path)
    other = taken_in(store, "另一件")
    window.open_record("matter", other.id)
    window.open_record("matter", matter.id)
    card = card_of(window)
    qtbot.waitUntil(lambda: card.model.lacking() == [], timeout=20_000)
    told = card.model.index(0).data(PICTURE)
    assert isinstance(told, AppError)
    assert told.message == f"这张照片或扫描件的文件{'不见了' if missing else '已损坏'}"
    assert isinstance(card.model.index(1).data(PICTURE), QImage)
    viewer = card.open_row(0)
    qtbot.waitUntil(lambda: told.message in viewer.view.words, timeout=20_000)
    assert "设置 → 核验" in viewer.view.words
    viewer.accept()


def test_on_the_form_of_a_visit(window: MainWindow, qtbot: QtBot, store: Store, files: list[Path]) -> None:
    in_front(qtbot, window)
    visit = plant(store, Visit)
    window.open_record("visit", visit.id)
    card = card_of(window)
    added(qtbot, card, files[:1])
    assert [one.of for one in store.select(Exhibit)] == [store.kinds.reference_of(visit)]
    window.open_new("visit")
    assert not card_of(window).isVisible()
    window.open_record("visit", visit.id)
    assert card_of(window).isVisible()
    assert attrs.asdict(store.get(Visit, visit.id)) == attrs.asdict(visit), "adding does not touch the record"


def test_a_deleted_visit_comes_back_with_its_photos(
    window: MainWindow, qtbot: QtBot, store: Store, files: list[Path], shown: Shown
) -> None:
    in_front(qtbot, window)
    visit = plant(store, Visit)
    window.open_record("visit", visit.id)
    added(qtbot, card_of(window), files[:2])
    page = card_of(window)._page
    assert isinstance(page, RecordFormPage)
    page.delete()
    assert (store.count(Visit), store.count(Exhibit)) == (0, 0)
    assert shown.undo is not None
    shown.undo()
    (again,) = store.select(Visit)
    window.open_record("visit", again.id)
    assert titles(card_of(window)) == ["IMG_0001.HEIC", "3号楼 138****9126.jpg"]
    picture_of(qtbot, card_of(window), 1)


def test_a_type_that_takes_none_has_no_card(window: MainWindow, qtbot: QtBot) -> None:
    in_front(qtbot, window)
    window.open_new("resident")
    assert not [one for one in window.findChildren(EvidenceCard) if one.isVisible()]


def test_behind_the_curtain_nothing_is_seen(
    card: EvidenceCard, qtbot: QtBot, files: list[Path], window: MainWindow
) -> None:
    added(qtbot, card, files[:1])
    picture_of(qtbot, card, 0)
    window.curtain.toggle()
    assert not card.isVisible()
    assert card.model.index(0).data(PICTURE) is None
    assert "HEIC" not in str(card.model.index(0).data())
    window.curtain.toggle()
    assert titles(card) == ["IMG_0001.HEIC"]


def test_what_the_help_says_of_photos_is_there(card: EvidenceCard, qtbot: QtBot, files: list[Path]) -> None:
    added(qtbot, card, files[:1])
    told = "".join(about(EVIDENCE))
    offered = {one.text() for one in card.findChildren(QPushButton) if one.isVisible()}
    assert set(re.findall("“([^”]+)”", told)) <= offered
    keys = {one.key().toString() for one in (*card.findChildren(QShortcut), *card._page.findChildren(QShortcut))}
    assert set(re.findall(r"Ctrl\+[A-Z]|F\d", told)) <= keys
