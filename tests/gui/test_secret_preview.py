"""The recovery code is seen once: it is printed or copied by hand, never saved, and never lost by an Esc."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.print_setup import PrintSetupDialog
from gui.dialogs.secret_preview import SecretPreview
from gui.settings import Settings
from printing.papers import PAPERS
from tests.gui.conftest import Shown

SAVE = "另存为 PDF"


@pytest.fixture
def preview(qtbot: QtBot, shown: Shown, tmp_path: Path) -> SecretPreview:
    paper = PAPERS["recovery"]
    made = SecretPreview("恢复码单", paper.make(paper.example()), shown, Settings(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


def texts(widget: QWidget) -> set[str]:
    return {button.text() for button in widget.findChildren(QPushButton) if button.isVisible()}


def test_it_cannot_become_a_file(qtbot: QtBot, preview: SecretPreview, tmp_path: Path) -> None:
    assert "打印" in texts(preview)
    assert SAVE not in texts(preview)
    setup = PrintSetupDialog(preview.document, "恢复码单", Settings(tmp_path))
    qtbot.addWidget(setup)
    setup.leave_saving_out()
    setup._choose("")  # a computer without a printer
    setup.show()
    assert SAVE not in texts(setup)


def test_esc_before_printing_asks_and_no_keeps_it_open(qtbot: QtBot, preview: SecretPreview, shown: Shown) -> None:
    shown.answer = False
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert preview.isVisible()
    assert not preview.close()
    assert [question.title for question in shown.questions] == ["恢复码单还没有打印，关掉吗？"] * 2
    shown.answer = True
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_after_printing_it_closes_without_a_word(qtbot: QtBot, preview: SecretPreview, shown: Shown) -> None:
    preview.printed.emit()
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()
    assert not shown.questions
