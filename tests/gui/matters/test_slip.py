"""回执码, typed or scanned into the search box: Enter opens the matter at the field that waits."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Matter
from db.services.save_as_declared import save_as_declared
from db.store import Store
from db.values import sheet_code
from gui.main_window import MainWindow
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, NOON, page_of, press

CODE = sheet_code.made(5281)


def coded(store: Store, slip: str = CODE) -> Matter:
    return save_as_declared(store, Matter(subject="3号楼充电桩断电", taken=NOON, slip=slip))


def scan(window: MainWindow, code: str) -> None:
    """As a scanner does: the figures and Enter with no pause."""
    press(Qt.Key.Key_K, CTRL)
    write(window.search.line, code)
    press(Qt.Key.Key_Return)


def test_a_scanned_slip_opens_the_matter_at_the_field_that_waits(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    matter = coded(store)
    save_as_declared(store, Matter(subject=f"{CODE} 也在别处写着", taken=NOON, outside_no=CODE))
    in_front(qtbot, window)
    window.setFocus()
    scan(window, CODE)
    page = page_of(window)
    assert page.record.id == matter.id
    assert page.moving is not None
    focused = QApplication.focusWidget()
    assert focused is not None
    write(focused, "网格长")
    assert page.moving.editors["called"].value() == "网格长"


def test_a_code_of_before_there_was_a_check_opens_still(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    matter = coded(store, "52817")
    in_front(qtbot, window)
    window.setFocus()
    scan(window, "52817")
    assert page_of(window).record.id == matter.id


def test_a_wrong_figure_is_told(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    coded(store)
    in_front(qtbot, window)
    window.setFocus()
    wrong = f"{CODE[:4]}{(int(CODE[4]) + 1) % 10}"
    scan(window, wrong)
    (said,) = window.search.results()
    assert "回执码打错了一位" in said.text
    assert window.current_key() == "today"
