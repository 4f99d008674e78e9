"""F1: the page in front first, everything else beside it, found by typing."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.borrowed import screen_of
from gui.fitted import TITLE_BAR, FittedDialog
from gui.help.keys import Pairs
from gui.help.marks import marked
from gui.help.topics import Hit, Topic, find_in, words_of
from gui.theme import px
from gui.widgets.parts import badge, button, label, put_in_place, scrolled

WIDTH, HEIGHT, LIST_WIDTH, KEY_WIDTH = 960, 580, 270, 130
"""At 100 %, in pixels; less where the screen has less."""
_TO_LIST = {Qt.Key.Key_Down, Qt.Key.Key_Up}
_TOP = QModelIndex()
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class _Hits(QAbstractListModel):
    """The texts that hold what is looked for."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: list[Hit] = []

    def fill(self, hits: list[Hit]) -> None:
        """Shows others."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def topic(self, row: int) -> Topic | None:
        """The text in a row; None where there is none."""
        return self._hits[row].topic if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _TOP) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """See Qt: the name, and below it the words in which something was found."""
        hit = self._hits[index.row()]
        shown = f"{hit.topic.name}\n{hit.around}" if hit.around else hit.topic.name
        return shown if role == Qt.ItemDataRole.DisplayRole else None


class HelpSheet(FittedDialog):
    """The help.

    Attributes:
        line: what is looked for.
        list: the texts that hold it.
    """

    def __init__(self, parent: QWidget | None, topics: Sequence[Topic], front: str, off: Sequence[Topic] = ()) -> None:
        """The topics are all that can be read, those of what is ``off`` only when they are looked for."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("帮助"))
        room = screen_of(self).availableSize()
        self.setMinimumSize(min(px(WIDTH), room.width()), min(px(HEIGHT), room.height() - TITLE_BAR))
        self._topics, self._off = tuple(topics), tuple(off)
        self._front = front
        self._hits = _Hits()
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("找帮助：打字，如“并案”“备份”"))
        self.line.setAccessibleName(self.tr("找帮助"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._look_for)
        self.line.installEventFilter(self)
        self.list = QListView()
        self.list.setModel(self._hits)
        self.list.setObjectName("topics")
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("帮助目录"))
        self.list.selectionModel().currentRowChanged.connect(lambda now, _before: self._show(now.row()))
        self._none = label(self.tr("没有找到。换个说法，或只打一个字"), "quiet", "small", wrap=True)
        self._none.hide()
        self._text: QWidget = QWidget()
        self._lay_out()
        self._look_for("")

    def current(self) -> Topic | None:
        """The text that is read now."""
        return self._hits.topic(self.list.currentIndex().row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line the arrows go through the list, PageDown through the text, and Enter goes into the list."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _TO_LIST:
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() in _PAGES:
                self._turn(_PAGES[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _turn(self, pages: int) -> None:
        if isinstance(self._text, QScrollArea):
            bar = self._text.verticalScrollBar()
            bar.setValue(bar.value() + pages * bar.pageStep())

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(px(8))
        for widget in (self.line, self._none, self.list):
            widget.setFixedWidth(px(LIST_WIDTH))
            left.addWidget(widget)
        left.addStretch()
        left.setStretch(left.indexOf(self.list), 1)
        self._halves = QHBoxLayout()
        self._halves.setSpacing(px(24))
        self._halves.addLayout(left)
        self._halves.addWidget(self._text, 1)
        close = button(self.tr("知道了"), "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(18))
        column.setSpacing(px(14))
        column.addLayout(self._halves, 1)
        column.addLayout(foot)

    def _look_for(self, typed: str) -> None:
        hits = find_in(self._topics, typed, self._off)
        self._hits.fill(hits)
        keys = [hit.topic.key for hit in hits]
        at = keys.index(self._front) if not typed.strip() and self._front in keys else 0
        self._none.setHidden(bool(hits))
        self.list.setCurrentIndex(self._hits.index(at))
        if not hits:
            self._show(-1)

    def _show(self, row: int) -> None:
        topic = self._hits.topic(row)
        fresh = scrolled(_page_of(topic, is_front=topic.key == self._front)) if topic else QWidget()
        put_in_place(self._halves, self._text, fresh)
        self._halves.setStretch(self._halves.indexOf(fresh), 1)
        self._text = fresh
        if isinstance(fresh, QScrollArea):
            self._show_hit(fresh)

    def _show_hit(self, area: QScrollArea) -> None:
        """Marks what is looked for, and scrolls to where it stands first."""
        words = words_of(self.line.text())
        told = [one for one in area.widget().findChildren(QLabel) if marked(one, words)]
        if told:
            self._halves.activate()
            area.widget().adjustSize()
            area.ensureWidgetVisible(told[0], 0, px(24))


def _page_of(topic: Topic, *, is_front: bool) -> QWidget:
    """One text to be read: what it is for, how it goes, the keys."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, px(8), 0)
    column.setSpacing(px(10))
    head = QHBoxLayout()
    head.addWidget(label(topic.name, size="title", wrap=True), 1)
    if is_front:
        head.addWidget(badge(QApplication.translate("HelpSheet", "这一页")), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    for sentence in topic.sentences:
        column.addWidget(label(sentence, wrap=True))
    for keys in topic.pairs:
        column.addSpacing(px(4))
        column.addWidget(label(keys.heading, "faint", "small"))
        column.addLayout(_grid_of(keys))
    column.addStretch()
    return inside


def _grid_of(keys: Pairs) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(18))
    grid.setVerticalSpacing(px(6))
    grid.setColumnMinimumWidth(0, px(KEY_WIDTH))
    grid.setColumnStretch(1, 1)
    for row, (key, meaning) in enumerate(keys.pairs):
        grid.addWidget(badge(key), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(meaning, wrap=True), row, 1)
    return grid
