"""The letters of a batch by addressee: found by name, door or initials, brought into sight, printed again alone."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeySequence, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout

from gui.keys import on_key
from gui.page_setup import Letter
from gui.theme import px
from gui.tokens import TOKENS
from gui.widgets.parts import button, label

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_FEW = 4
"""So many are seen at once, the two sheets of a poster: nothing to look for."""


class _Found(QAbstractListModel):
    """The letters that are found."""

    def __init__(self, letters: Sequence[Letter], parent: QObject) -> None:
        super().__init__(parent)
        self.letters = letters
        self._blank = False

    def set_blank(self, blank: bool) -> None:
        """Hides the names while a visitor looks on."""
        self._blank = blank
        self.take(self.letters)

    def take(self, letters: Sequence[Letter]) -> None:
        """Shows other letters."""
        self.beginResetModel()
        self.letters = letters
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.letters)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self.letters[index.row()].name if index.isValid() and shown and not self._blank else None


class LetterList(QFrame):
    """A column beside the pages.

    Signals:
        chosen: the letter that the clerk wants to see.
        print_asked: the one letter that is to be printed.
    """

    chosen = Signal(object)
    print_asked = Signal(object)

    def __init__(self, letters: Sequence[Letter]) -> None:
        super().__init__()
        self._letters = letters
        self.setFixedWidth(px(270))
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("找姓名、门牌或拼音首字母"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._on_words_changed)
        if len(letters) <= _FEW:
            self.words.hide()
        self._found = _Found(letters, self)
        self.list = QListView()
        self.list.setModel(self._found)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(px(2))
        quiet = self.list.palette()  # the one red thing here is the button that prints
        quiet.setColor(QPalette.ColorRole.Highlight, QColor(TOKENS.selected))
        quiet.setColor(QPalette.ColorRole.HighlightedText, QColor(TOKENS.text))
        self.list.setPalette(quiet)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._count = label("", "quiet", "small")
        self._one = button(self.tr("只印这一份"))
        self._one.clicked.connect(self._on_one_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), 0, px(10), px(14))
        column.setSpacing(px(8))
        for part in (self.words, self._count, self.list, self._one):
            column.addWidget(part, 1 if part is self.list else 0)
        on_key(QKeySequence.StandardKey.Find, self, self.words.setFocus, everywhere=True)
        self._show_count()
        self.mark(0)

    def found(self) -> Sequence[Letter]:
        """The letters shown."""
        return self._found.letters

    def current(self) -> Letter | None:
        """The letter that is marked, when it is among those found."""
        index = self.list.currentIndex()
        return self._found.letters[index.row()] if index.isValid() else None

    def mark(self, page: int) -> None:
        """Marks the letter that a page belongs to, without a signal."""
        row = max((n for n, letter in enumerate(self._found.letters) if letter.first <= page), default=-1)
        if row < 0 or self._found.letters[row].first + self._found.letters[row].count <= page:
            return
        with QSignalBlocker(self.list.selectionModel()):
            self.list.setCurrentIndex(self._found.index(row, 0))
        self.list.viewport().update()
        self._one.setEnabled(True)

    def _on_words_changed(self, typed: str) -> None:
        words = typed.lower().split()
        self._found.take([one for one in self._letters if all(_is_in(word, one.name) for word in words)])
        self._show_count()
        self.list.setCurrentIndex(self._found.index(0, 0))
        self._one.setEnabled(self.current() is not None)

    def _on_current_changed(self) -> None:
        letter = self.current()
        self._one.setEnabled(letter is not None)
        if letter is not None:
            self.chosen.emit(letter)

    def _on_one_clicked(self) -> None:
        letter = self.current()
        if letter is not None:
            self.print_asked.emit(letter)

    def _show_count(self) -> None:
        total, found = len(self._letters), len(self._found.letters)
        self._count.setText(
            self.tr("共 {0} 份").format(total)
            if found == total
            else self.tr("找到 {0} 份，共 {1} 份").format(found, total)
        )


def _is_in(word: str, name: str) -> bool:
    """Whether the word stands in the name, or is the beginning of somebody's initials."""
    from db.values.pinyin import initials, spellings  # its tables are not loaded before somebody looks for a name

    if word in name.lower():
        return True
    if not word.isascii() or not word.isalpha():
        return False
    person = name.split(" ", 1)[0]
    return any(initials(spelling).startswith(word) for spelling in spellings(tuple(person), person=True))
