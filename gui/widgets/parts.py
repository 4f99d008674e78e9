"""The small parts that every page is made of: cards, headings, badges, empty states, tabs."""

from collections.abc import Collection, Sequence

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon
from gui.theme import px
from gui.widgets.press import Button

PLAIN_TEXT = 0
"""Qt.TextFormat.PlainText."""


def plain(text: str) -> QLabel:
    """A label that shows its text as it is, whatever marks are in it."""
    made = QLabel(text)
    # By number: the namespace Qt, with its hundred enumerations, is made at its first use, and the first window would wait.
    made.setProperty("textFormat", PLAIN_TEXT)
    return made


def label(text: str = "", tone: str = "", size: str = "", *, wrap: bool = False) -> QLabel:
    """A label; ``tone`` is quiet, faint, accent, good or warn; ``size`` is small, large, title or figure."""
    made = plain(text)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    if size:
        made.setProperty("textSize", size)
    return made


def button(text: str, kind: str = "", tip: str = "") -> QPushButton:
    """A button; ``kind`` is primary, quiet, link, chip or "" for an ordinary one."""
    made = Button(text)
    if kind:
        made.setProperty("kind", kind)
    if tip:
        made.setToolTip(tip)
    return made


def badge(text: str, tone: str = "plain") -> QLabel:
    """A small coloured word; ``tone`` is plain, accent, good or warn."""
    made = plain(text)
    made.setProperty("badge", tone)
    return made


def line() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("kind", "line")
    return made


class _Area(QScrollArea):
    """An area that is never narrower than its content can be."""

    def minimumSizeHint(self) -> QtCore.QSize:
        """As wide as its content must be, with the bar beside it."""
        inside, usual = self.widget(), super().minimumSizeHint()
        least = inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width() if inside else 0
        return QtCore.QSize(max(least, usual.width()), usual.height())


def scrolled(inside: QWidget, *, whole: bool = False) -> QScrollArea:
    """A frameless area that scrolls its content up and down only; the keys stay with what is inside.

    A ``whole`` one takes the width that its content needs at the least, so that nothing of it is cut.
    """
    area = _Area() if whole else QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def put_in_place(layout: QLayout, old: QWidget, fresh: QWidget) -> None:
    """Puts a widget where another one stood, which goes.

    The layout would show it only when the loop goes on, and it would be painted before its words have their room.
    """
    layout.replaceWidget(old, fresh)
    old.hide()
    old.deleteLater()
    fresh.show()


def button_row(*buttons: QWidget | None) -> QHBoxLayout:
    """The foot of a dialog; None is the gap that pushes what follows to the right."""
    row = QHBoxLayout()
    row.setSpacing(px(10))
    for one in buttons:
        row.addStretch() if one is None else row.addWidget(one)
    return row


class Card(QFrame):
    """A white card; put things into `inside`."""

    def __init__(self, title: str = "", hint: str = "", *, margin: int = 18) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.inside: QBoxLayout = QVBoxLayout(self)
        self.inside.setContentsMargins(px(margin), px(margin), px(margin), px(margin))
        self.inside.setSpacing(px(10))
        if title:
            self.inside.addLayout(section_header(title, hint))


def section_header(title: str, hint: str = "") -> QHBoxLayout:
    """A heading inside a card, with a quiet remark at its right end."""
    row = QHBoxLayout()
    row.addWidget(label(title, size="large"))
    row.addStretch()
    if hint:
        row.addWidget(label(hint, "quiet", "small"))
    return row


class PageHeader(QWidget):
    """The head of a page: a way back, the title or a ``lead`` in its place, a quiet remark, and buttons.

    Signals:
        back_requested: the clerk wants back to the list.
    """

    back_requested = Signal()

    def __init__(self, title: str, *, with_back: bool = False, lead: QWidget | None = None) -> None:
        super().__init__()
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(px(6))
        row, self._buttons = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(px(10))
        self._back = Button(icon("back"), "")
        self._back.setProperty("kind", "quiet")
        self._back.setFixedSize(px(36), px(36))
        self._back.setToolTip(self.tr("返回（Esc）"))
        self._back.setAccessibleName(self.tr("返回"))
        if not with_back:
            self._back.hide()
        self._back.clicked.connect(self.back_requested)
        self._title = label(title, size="title")
        self._remark = label("", "quiet", "small")
        self._buttons.setSpacing(px(10))
        self._buttons.addStretch()
        row.addWidget(self._back)
        row.addWidget(lead or self._title)
        row.addWidget(self._remark)
        row.addStretch()
        self._lines.addLayout(row, 1)
        self._lines.addLayout(self._buttons)
        self._row = row
        self.setFixedHeight(px(44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons into a line of their own where they and the tabs or the title would cut each other."""
        super().resizeEvent(event)
        self._set_lines()

    def event(self, event: QtCore.QEvent) -> bool:
        """What it holds became wider or narrower."""
        if event.type() == QtCore.QEvent.Type.LayoutRequest:
            self._set_lines()
        return super().event(event)

    def _set_lines(self) -> None:
        remark = self._remark.fontMetrics().horizontalAdvance(self._remark.text())
        title = self._row.sizeHint().width() - self._remark.sizeHint().width() + remark
        self._wrap(wraps=title > self.width())
        asked = title + self._buttons.sizeHint().width()
        way = QBoxLayout.Direction
        wanted = way.TopToBottom if asked + px(10) > self.width() else way.LeftToRight
        if wanted != self._lines.direction():
            self._lines.setDirection(wanted)
            self.setFixedHeight(px(44) * (2 if wanted == way.TopToBottom else 1))

    def _wrap(self, *, wraps: bool) -> None:
        """Puts a remark that is too long for the whole width into two lines."""
        if wraps != self._remark.wordWrap():
            self._remark.setWordWrap(wraps)
            self._row.setStretchFactor(self._remark, int(wraps))

    def add_action(self, action: QWidget, *, before_last: bool = False) -> None:
        """One more button at the right end, or left of the one that stands there."""
        self._buttons.insertWidget(self._buttons.count() - before_last, action)

    def set_title(self, title: str) -> None:
        """Another title."""
        self._title.setText(title)

    def set_remark(self, text: str) -> None:
        """Another remark beside the title."""
        self._remark.setText(text)

    def title(self) -> str:
        """The title shown."""
        return self._title.text()


class EmptyState(QWidget):
    """What a list shows that has nothing in it: what it is for, and what to do."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(px(8))
        column.addStretch(2)
        self._title, self._text = label(title, size="large"), label(text, "quiet", wrap=True)
        self._buttons = QHBoxLayout()
        for one in (self._title, self._text):
            one.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
            column.addWidget(one)
        column.addSpacing(px(8))
        centre = QHBoxLayout()
        centre.addStretch()
        centre.addLayout(self._buttons)
        centre.addStretch()
        column.addLayout(centre)
        column.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """Other words."""
        self._title.setText(title)
        self._text.setText(text)

    def add_action(self, action: QPushButton) -> None:
        """One thing to do."""
        self._buttons.addWidget(action)


class Tabs(QWidget):
    """A row of words of which one is chosen; ``upright`` for a list.

    By the keys one comes to the word that is chosen.

    Signals:
        chosen: the number of the word.
    """

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], *, upright: bool = False) -> None:
        super().__init__()
        row: QBoxLayout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0 if upright else px(22))
        self._group = QButtonGroup(self)
        for number, name in enumerate(names):
            tab = button(name, "nav" if upright else "tab")
            tab.setCheckable(True)
            self._group.addButton(tab, number)
            row.addWidget(tab)
        row.addStretch()
        self._group.idClicked.connect(self.chosen)
        self.choose(0)

    def choose(self, number: int) -> None:
        """Marks a word, without a signal."""
        if chosen := self._group.button(number):
            chosen.setChecked(True)
            for tab in self._group.buttons():
                tab.setFocusPolicy(
                    QtCore.Qt.FocusPolicy.StrongFocus if tab is chosen else QtCore.Qt.FocusPolicy.ClickFocus
                )

    def elide(self, width: int) -> None:
        """Cuts words that are longer than a width in pixels; the whole ones are told over them."""
        for tab in self._group.buttons():
            words = tab.text()
            tab.setText(tab.fontMetrics().elidedText(words, QtCore.Qt.TextElideMode.ElideRight, width))
            tab.setAccessibleName(words)
            tab.setToolTip(words if tab.text() != words else "")

    def keep_only(self, numbers: Collection[int]) -> None:
        """Shows none but these words; the others keep their numbers."""
        for tab in self._group.buttons():
            tab.setVisible(self._group.id(tab) in numbers)

    def take_focus(self) -> None:
        """Takes the keys, at the marked word."""
        if chosen := self._group.checkedButton():
            chosen.setFocus()

    def current(self) -> int:
        """The number of the marked word."""
        return self._group.checkedId()
