"""F12: behind the curtain nothing can be read on any page or dialog, open before or opened later; then all is as it was."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from db.fields import LongText, Name, Text
from db.records import KINDS
from db.records.base import Row, columns_of, fields_of, parts_of
from db.records.letters.number import NOTICE
from db.records.registry.resident import Resident
from db.store import Store, Warrant
from db.store.audit import Head
from db.store.loss import Loss
from gui.dialogs.lost_entries import LostEntries
from gui.dialogs.number_word import NumberWord
from gui.dialogs.paper_options import PaperOptions
from gui.dialogs.passphrase import PassphraseDialog
from gui.dialogs.paste_notice import PasteNotice
from gui.dialogs.print_preview import PrintPreview
from gui.dialogs.print_setup import PrintSetupDialog
from gui.dialogs.restore import RestoreDialog
from gui.help.sheet import HelpSheet
from gui.help.topics import door_topics
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.notices import NoticeDialog, Toast
from gui.pages.centre.settings import CHECKING, COMPUTER, NAMES
from gui.pages.entries import pages
from gui.pages.importing.import_page import ImportPage
from gui.settings import Settings
from printing.papers import PAPERS, record_sheet
from tests.db.sheets.books import row, sheet, xlsx
from tests.factories import DAY, NAMED, plant
from tests.gui.keys import in_front, write
from tests.gui.sight import readable, readable_anywhere

MARK, OTHER = "馨馨馨", "麟麟麟"
NUMBERS = {"id_number": "220521196203040027", "phone": "13904351276"}


LEFT = frozenset({"number", "written", "minutes_number", "room", "unit"}) | set(NAMED)


def marked(row: Row, mark: str) -> Any:
    """The row with a mark in every text of it and of its parts."""
    kinds = columns_of(type(row))
    values: dict[str, Any] = {n: mark for n, f in kinds.items() if type(f) in (Text, LongText, Name) and n not in LEFT}
    values |= {n: v for n, v in NUMBERS.items() if n in kinds}
    values |= {n: tuple(marked(part, mark) for part in getattr(row, n)) for n in parts_of(type(row))}
    return attrs.evolve(row, **values)


def people(store: Store, mark: str) -> dict[str, int]:
    """A record of every type that has a page, full of marks; its id by its table."""
    kinds = [kind.record for kind in KINDS if kind.tab]
    planted = [marked(plant(store, kind), mark) for kind in kinds]
    with store.writing("做记号", Warrant.UPGRADE) as w:
        return {record.TABLE: w.save(record).id for record in planted}


@pytest.fixture
def front(window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window, with the keys."""
    in_front(qtbot, window)
    yield window
    if window.curtain.is_drawn:  # a test that failed leaves no filter on the application
        window.curtain.toggle()


@pytest.fixture
def full(front: MainWindow) -> MainWindow:
    people(front.session.store, MARK)
    return front


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


PARTS = 10
"""So many windows share the pages: what is built stays in one, and is read again with every page that comes after."""
KEYS = {entry.key for entry in pages(KINDS)}


def told(text: str) -> list[str]:
    """What of the marks is in a text."""
    return [mark for mark in (MARK, *NUMBERS.values()) if mark in text]


def records(store: Store) -> Iterator[tuple[str, int]]:
    for kind in (one for one in KINDS if one.tab):
        yield from ((kind.table, i) for i in store.ids(kind.record))


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_can_be_read_on_any_page_or_record(full: MainWindow, part: int) -> None:
    """README: 按 F12 全部遮住. Every page in its list and every record on its page, hidden pieces too.

    资料怎样保护：有人在旁边时按 F12，所有窗口全部遮住。
    """
    seen, known = 0, 0
    shown: dict[str, Callable[[], None]] = {e.key: lambda key=e.key: full.show_page(key) for e in pages(KINDS)}
    shown |= {NAMES[n]: lambda n=n: full.page("settings").show_tab(n) for n in (COMPUTER, CHECKING)}
    shown |= {f"{at}": lambda at=at: full.open_record(*at) for at in records(full.session.store)}
    for where, show in list(shown.items())[part::PARTS]:
        show()
        known += where in KEYS
        before = readable(full)
        seen += bool(told(before))
        press(full, Qt.Key.Key_F12)
        behind = readable_anywhere()
        assert told(behind) == []
        assert "按 F12 恢复" in behind
        press(full, Qt.Key.Key_F12)
        same = sorted(readable(full).split("\n")) == sorted(before.split("\n"))
        assert same, f"{where} is not as it was"  # the texts themselves would be compared for minutes
    assert seen > known > 0


def in_sight(window: QWidget) -> str:
    return "".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def picture(window: QWidget) -> QImage:
    return window.grab().toImage()


@pytest.mark.parametrize("table", ["resident", "mediation_case", "visit"])
def test_the_picture_is_the_same_whoever_is_behind_it(front: MainWindow, qtbot: QtBot, table: str) -> None:
    window, store = front, front.session.store
    first, second = people(store, MARK)[table], people(store, OTHER)[table]
    pictures: list[QImage] = []
    for record_id, mark in ((first, MARK), (second, OTHER)):
        window.open_record(table, record_id)
        if table == "resident":  # the card is made anew, and laid out by the event loop
            qtbot.waitUntil(lambda mark=mark: mark in in_sight(window))
        press(window, Qt.Key.Key_F12)
        pictures.append(picture(window))
        press(window, Qt.Key.Key_F12)
        pictures.append(picture(window))
    assert pictures[0] == pictures[2]
    assert pictures[1] != pictures[3], "the test would not see a difference"


def preview(shown: Messages, folder: Path, mark: str) -> PrintPreview:
    given = record_sheet.RecordSheet(
        centre=record_sheet.example().centre, record=Resident(name=mark, note=mark), masked=False
    )
    return PrintPreview(mark, PAPERS["record_sheet"].make(given), shown, Settings(folder))


def paste(mark: str) -> PasteNotice:
    made = PasteNotice()
    made.box.setPlainText(mark)
    return made


def options(window: MainWindow, mark: str) -> PaperOptions:
    kinds = {name: fields_of(Resident)[name] for name in ("name", "note", "id_number")}
    made = PaperOptions(mark, kinds, {}, window.session.lookup, None)
    made.set_answers({"name": mark, "note": mark, "id_number": NUMBERS["id_number"]})
    return made


def lost(window: MainWindow, shown: Messages) -> LostEntries:
    """A store that ends too early; what it looks for is told while all is covered."""
    closed = window.session.store.again()
    closed.close()
    closed.loss = Loss(kept=Head(9, "", DAY.isoformat()), found=Head(3, "", DAY.isoformat()), there=True)
    return LostEntries(closed, shown)


Make = Callable[[MainWindow, Messages, Path, str], QDialog]
SILENT = ("help", "passphrase", "restore", "lost entries")
DIALOGS: dict[str, Make] = {
    "notice": lambda _window, _shown, _folder, mark: NoticeDialog(f"删除{mark}？", mark, "删除", "不"),
    "preview": lambda _window, shown, folder, mark: preview(shown, folder, mark),
    "print setup": lambda _window, shown, folder, mark: PrintSetupDialog(
        preview(shown, folder, mark).document, mark, Settings(folder)
    ),
    "paste": lambda _window, _shown, _folder, mark: paste(mark),
    "paper options": lambda window, _shown, _folder, mark: options(window, mark),
    "number word": lambda window, _shown, _folder, mark: NumberWord(window.session.store, NOTICE, DAY, mark),
    "help": lambda _window, _shown, _folder, _mark: HelpSheet(None, door_topics(), "door"),
    "passphrase": lambda window, _shown, _folder, _mark: PassphraseDialog(window.session, window),
    "lost entries": lambda window, shown, _folder, _mark: lost(window, shown),
    "restore": lambda _window, shown, folder, _mark: RestoreDialog(folder, shown),
}
"""A dialog of every shape, with marks in it; some have nothing of a person to tell."""


@pytest.mark.parametrize("later", [False, True], ids=["open before", "opened later"])
@pytest.mark.parametrize("make", DIALOGS)
def test_dialogs_and_previews_are_covered_too(
    full: MainWindow, qtbot: QtBot, shown: Messages, tmp_path: Path, later: bool, make: str
) -> None:
    pictures: list[QImage] = []
    for mark in (MARK, OTHER):
        in_front(qtbot, full)
        dialog = DIALOGS[make](full, shown, tmp_path, mark)
        dialog.setParent(full, Qt.WindowType.Dialog)
        title = dialog.windowTitle()
        if later:
            press(full, Qt.Key.Key_F12)
        dialog.open()
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        if not later:
            press(dialog, Qt.Key.Key_F12)
        dialog.resize(900, 700)
        assert told(readable_anywhere()) == []
        assert OTHER not in readable_anywhere()
        assert "按 F12 恢复" in readable(dialog)
        pictures.append(picture(dialog))
        press(dialog, Qt.Key.Key_F12)
        assert not full.curtain.is_drawn
        assert dialog.windowTitle() == title
        assert mark in readable(dialog) or make in SILENT
        dialog.close()
    assert pictures[0] == pictures[1]


def imported(window: MainWindow, qtbot: QtBot, folder: Path, done: Callable[[ImportPage], bool]) -> ImportPage:
    """The preview of a roster that has people everywhere: in the name of a sheet, in headings, in what is wrong."""
    heads = ["姓名", "身份证号", "楼栋", "房号", MARK, NUMBERS["id_number"]]
    people = [[MARK, "22052119620304", "1号楼", "101", NUMBERS["phone"], MARK] for _ in range(3)]
    window.show_page("import")
    page = window.page("import")
    page.load(xlsx(folder / "roster.xlsx", sheet(row(1, *heads), *(row(n + 2, *p) for n, p in enumerate(people)))))
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    return page


def test_the_preview_of_an_import_tells_nothing(full: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = imported(full, qtbot, tmp_path, lambda page: page.plan is not None)
    assert MARK in readable(page)
    assert NUMBERS["id_number"] not in readable(page), "a number that stands in a heading is masked without F12, too"
    before = sorted(readable(full).split("\n"))
    press(full, Qt.Key.Key_F12)
    assert told(readable_anywhere()) == []
    press(full, Qt.Key.Key_F12)
    assert sorted(readable(full).split("\n")) == before


def test_what_is_found_behind_the_curtain_tells_nothing(full: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    full.show_page("import")
    press(full, Qt.Key.Key_F12)
    page = imported(full, qtbot, tmp_path, lambda page: page.plan is not None)
    qtbot.waitUntil(lambda: told(readable_anywhere()) == [], timeout=5_000)
    press(full, Qt.Key.Key_F12)
    assert MARK in readable(page), "and is there afterwards"


def test_tips_toasts_lists_and_the_clipboard_tell_nothing(full: MainWindow) -> None:
    full.search.line.setFocus()
    write(full.search.line, MARK)
    full.search.search_now()
    assert full.search.results()
    QGuiApplication.clipboard().setText(f"{MARK} {NUMBERS['phone']}")
    QToolTip.showText(full.pos(), MARK, full)
    press(full, Qt.Key.Key_F12)
    Toast(MARK, None, full).appear()
    assert not QToolTip.isVisible()
    assert QGuiApplication.clipboard().text() == ""
    assert MARK not in "".join(text for w in full.findChildren(QWidget) if w.isVisible() for text in [readable(w)])
    press(full, Qt.Key.Key_F12)


def test_no_other_key_works_and_nothing_typed_is_lost(full: MainWindow) -> None:
    resident = full.session.store.select(Resident)[0]
    full.open_record("resident", resident.id)
    page = full.page("resident")
    page.edit_record(resident.id)
    form = page.form_page.form
    line = form.editors["registered_at"].line
    line.setFocus()
    line.selectAll()
    write(line, "水景花苑")
    typed = form.record()
    press(full, Qt.Key.Key_F12)
    for key in (Qt.Key.Key_S, Qt.Key.Key_2, Qt.Key.Key_K):
        QTest.keyClick(full, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(full, "12345")
    assert full.current_key() == "resident"
    assert full.session.store.get(Resident, resident.id) == resident
    form.keep_draft()
    press(full, Qt.Key.Key_F12)
    assert form.record() == typed
    assert line.text() == "水景花苑"
    assert line.hasFocus()
