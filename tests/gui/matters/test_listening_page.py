"""听民声, keyed like the paper: Enter goes to the next line; saving tells what was taken in, and takes it back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.matters.listening import Listening
from db.records.matters.matter import Matter
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_related import RelatedCard
from gui.pages.record_page import RecordPage
from gui.widgets.editors import RowsEditor
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, press


def here(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    write(focused, text)


def on(times: int = 1) -> None:
    for _ in range(times):
        press(Qt.Key.Key_Tab)


def ready(qtbot: QtBot, rows: RowsEditor, number: int) -> None:
    """The first cell of a line waits for what is typed."""
    assert len(rows.rows) == number
    last = rows.rows[-1].editors
    qtbot.waitUntil(lambda: all(editor.isVisible() for editor in last.values()))
    assert last["who"].target().hasFocus()


def begin(window: MainWindow, qtbot: QtBot) -> tuple[RecordPage, RowsEditor]:
    in_front(qtbot, window)
    window.open_new("listening")
    page: RecordPage = window.page("listening")
    form = page.form_page.form
    assert form is not None
    rows = form.editors["lines"]
    assert isinstance(rows, RowsEditor)
    return page, rows


def test_a_session_is_keyed_line_by_line_and_taken_back(
    window: MainWindow, store: Store, qtbot: QtBot, shown: Shown
) -> None:
    page, rows = begin(window, qtbot)
    here("2")
    press(Qt.Key.Key_Return)
    rows.setFocus()
    if not rows.rows:
        press(Qt.Key.Key_Space)
    ready(qtbot, rows, 1)
    on(2)
    here("雨水口堵了")
    press(Qt.Key.Key_Return)
    ready(qtbot, rows, 2)
    on(2)
    here("医保怎么报")
    on()
    here("带卡到窗口")
    press(Qt.Key.Key_Return)
    ready(qtbot, rows, 3)
    press(Qt.Key.Key_Return)
    assert len(rows.rows) == 3, "behind an empty line comes none"
    press(Qt.Key.Key_S, CTRL)
    assert shown.errors == []
    (kept,) = store.select(Listening)
    assert (kept.kind, [line.subject for line in kept.lines]) == ("2", ["雨水口堵了", "医保怎么报"])
    assert {m.subject: m.stage for m in store.select(Matter)} == {"雨水口堵了": "1", "医保怎么报": "5"}
    assert "登记了 2 件诉求，1 件当场答复" in shown.news[-1]
    card = page.findChild(RelatedCard)
    assert isinstance(card, RelatedCard)
    assert [line.title.split()[-1] for line in card.lines] == ["雨水口堵了", "医保怎么报"]
    assert card.isVisible()
    assert shown.undo is not None
    shown.undo()
    assert store.select(Listening) == []
    assert {m.stage for m in store.select(Matter)} == {"0"}
    assert not page.is_record_open()
