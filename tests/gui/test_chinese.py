"""What Qt itself says is Chinese: file dialogs, standard buttons, menus of text fields."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from gui.chinese import speak_chinese

FOREIGN = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication) -> Iterator[None]:
    """As the program starts; afterwards as before."""
    locale = QLocale()
    assert speak_chinese(qapp)
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)


def _foreign(texts: list[str]) -> list[str]:
    """What is left in English, keys such as Ctrl+C and the file's own names apart."""
    plain = (re.sub(r"\t.*|\(&.\)|Ctrl\+\w|PDF|\*\.pdf", "", text) for text in texts)
    return [text for text in plain if FOREIGN.search(text)]


@pytest.mark.parametrize("mode", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave])
def test_file_dialogs_speak_chinese(mode: QFileDialog.AcceptMode, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "资料").mkdir()
    dialog = QFileDialog(None, "另存为 PDF", str(tmp_path), "PDF (*.pdf)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    qtbot.addWidget(dialog)
    dialog.show()
    said = [b.text() for b in dialog.findChildren(QAbstractButton)]
    said += [b.toolTip() for b in dialog.findChildren(QAbstractButton)]
    said += [label.text() for label in dialog.findChildren(QLabel)]
    assert _foreign(said) == []
    assert {"取消"} < set(said)


def test_our_own_words_stay_and_a_folder_is_called_a_folder(qapp: QApplication) -> None:
    assert QApplication.translate("FirstStart", "您的姓名") == "您的姓名"
    assert qapp.translate("QAbstractFileIconProvider", "Folder") == "文件夹"


def test_standard_buttons_and_menus_speak_chinese(qtbot: QtBot) -> None:
    kinds = QMessageBox.StandardButton
    box = QMessageBox(QMessageBox.Icon.Question, "", "", kinds.Ok | kinds.Cancel | kinds.Yes | kinds.No)
    qtbot.addWidget(box)
    assert [re.sub(r"\(&.\)", "", button.text()) for button in box.buttons()] == ["确定", "取消", "是", "否"]
    for field in (QLineEdit("字"), QPlainTextEdit("字")):
        qtbot.addWidget(field)
        said = [action.text() for action in field.createStandardContextMenu().actions()]
        assert _foreign(said) == []
        assert any("复制" in text for text in said)
