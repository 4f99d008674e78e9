"""The preview: a batch stays quick, one letter is found and printed alone, the set-up touches nothing but this printing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.errors import AppError
from gui.dialogs.print_preview import PrintPreview
from gui.dialogs.print_setup import PrintSetupDialog
from gui.page_setup import PageSetup
from gui.pdf_document import PdfDocument
from gui.printer import new_printer
from gui.settings import Settings
from printing.papers import PAPERS
from printing.papers.hall import notice
from tests.gui.conftest import Shown
from tests.printing.samples import letters


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings")


@pytest.fixture
def preview(qtbot: QtBot, shown: Shown, settings: Settings) -> Callable[[int], PrintPreview]:
    def opened(count: int) -> PrintPreview:
        made = PrintPreview("会议通知", notice.PAPER.make(letters(count)), shown, settings)
        qtbot.addWidget(made)
        made.show()
        return made

    return opened


def to_file(printer: QPrinter, path: Path) -> QPrinter:
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_letter_is_found_by_name_door_and_initials(preview: Callable[[int], PrintPreview]) -> None:
    made = preview(30)
    assert made.letters is not None
    made.letters.words.setText("王𠮷")
    assert {one.name.split(" ")[0] for one in made.letters.found()} == {"王𠮷"}
    made.letters.words.setText("2号楼 oyxs")
    assert [one.name for one in made.letters.found()] == ["欧阳小三 幸福里小区2号楼2单元201室"]
    current = made.letters.current()
    assert current is not None
    assert made.view.current_page() == current.first
    made.letters.words.setText("没有这个人")
    assert made.letters.current() is None


def test_scrolling_marks_whose_page_is_in_sight(preview: Callable[[int], PrintPreview]) -> None:
    made = preview(12)
    assert made.letters is not None
    made.view.go_to(7)
    current = made.letters.current()
    assert current is not None
    assert current.first == 7


def test_a_paper_to_nobody_has_no_list(qtbot: QtBot, shown: Shown, settings: Settings) -> None:
    made = PrintPreview("签到表", PAPERS["sign_in"].make(PAPERS["sign_in"].example()), shown, settings)
    qtbot.addWidget(made)
    assert made.letters is None


def test_one_letter_is_printed_alone_and_told_once(
    preview: Callable[[int], PrintPreview], qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    made = preview(6)
    printer = to_file(new_printer(PdfDocument(made.document.data), "会议通知"), tmp_path / "out.pdf")
    with qtbot.waitSignal(made.printed, timeout=20000):
        made.print_on(printer, PageSetup(pages="3"))
    assert PdfDocument((tmp_path / "out.pdf").read_bytes()).page_count == 1
    assert shown.news == ["已送到打印机"]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_refusing_printer_is_told_and_nothing_counts_as_printed(
    preview: Callable[[int], PrintPreview], qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    made = preview(2)
    told: list[bool] = []
    made.printed.connect(lambda: told.append(True))
    printer = to_file(new_printer(made.document, "会议通知"), tmp_path / "gone" / "out.pdf")
    made.print_on(printer, PageSetup())
    qtbot.waitUntil(lambda: bool(shown.errors), timeout=20000)
    assert shown.errors[0].code == "printer"
    assert not told
    assert not shown.news


def test_closing_while_printing_stops_it(preview: Callable[[int], PrintPreview], shown: Shown, tmp_path: Path) -> None:
    made = preview(40)
    told: list[bool] = []
    made.printed.connect(lambda: told.append(True))
    made.print_on(to_file(new_printer(made.document, "会议通知"), tmp_path / "out.pdf"), PageSetup(copies=9))
    made.close()
    assert not told
    assert not shown.errors


def test_set_up_is_for_this_printing_only(qtbot: QtBot, settings: Settings) -> None:
    document = PdfDocument(PAPERS["minutes"].make(PAPERS["minutes"].example()))
    before = document.data
    dialog = PrintSetupDialog(document, "会议纪要", settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    usual = dialog.setup()
    assert usual.duplex
    assert usual.shift_mm == (0.0, 0.0)
    dialog.copies.setText("3")
    dialog.pages.setText("1-2")
    dialog.duplex.setChecked(False)
    dialog.right.setText("1.5")
    dialog.outlines.setChecked(True)
    assert dialog.setup() == PageSetup(copies=3, pages="1-2", duplex=False, shift_mm=(1.5, 0.0), outlines=True)
    qtbot.keyClick(dialog, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert dialog.setup() == usual
    assert document.data == before


def test_pages_that_are_not_there_keep_the_dialog_open(qtbot: QtBot, settings: Settings) -> None:
    document = PdfDocument(PAPERS["sign_in"].make(PAPERS["sign_in"].example()))
    dialog = PrintSetupDialog(document, "签到表", settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.pages.setText("9")
    dialog.accept()
    assert dialog.isVisible()
    with pytest.raises(AppError):
        dialog.setup()


def test_a_shift_is_remembered_with_its_printer(settings: Settings) -> None:
    settings.keep_printer("窗口激光", (1.5, -0.5))
    settings.keep_printer("二楼", (0.0, 0.0))
    again = Settings.load(settings.folder)
    assert again.printer == "二楼"
    assert again.shift_of("窗口激光") == (1.5, -0.5)
    assert again.shift_of("二楼") == (0.0, 0.0)
    again.keep_printer("窗口激光", (0.0, 0.0))
    assert Settings.load(settings.folder).shift_of("窗口激光") == (0.0, 0.0)


def test_without_a_printer_it_says_so(qtbot: QtBot, settings: Settings) -> None:
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this computer has printers")
    document = PdfDocument(PAPERS["sign_in"].make(PAPERS["sign_in"].example()))
    dialog = PrintSetupDialog(document, "签到表", settings)
    qtbot.addWidget(dialog)
    dialog.show()
    said = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert "没有打印机" in said
    assert "添加" in said
    assert not dialog.printer.isEnabled()
    buttons = {b.text(): b for b in dialog.findChildren(QPushButton) if b.isVisible()}
    assert "打印" not in buttons
    qtbot.mouseClick(buttons["重新查找打印机"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.pdf_requested):
        qtbot.mouseClick(buttons["另存为 PDF"], Qt.MouseButton.LeftButton)
    assert settings.printer == ""


def test_a_paper_with_a_docx_offers_it_quietly(qtbot: QtBot, preview: Callable[[int], PrintPreview]) -> None:
    """One quiet button more; the red one stays 打印."""
    opened, asked = preview(1), list[bool]()
    opened.offer("另存为 Word", lambda: asked.append(True))
    (button,) = (b for b in opened.findChildren(QPushButton) if b.text() == "另存为 Word")
    assert button.property("kind") == "quiet"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [True]
