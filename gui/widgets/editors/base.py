"""What all editors share: a field, its value, what is wrong with it, and the line of text they are made of."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import Problem
from db.fields import Field
from db.records.base import Record
from db.values import masks
from gui.borrowed import restyle
from gui.keys import stops_in
from gui.theme import px
from gui.tokens import TOKENS
from gui.widgets.editors.edits import EditWatch
from gui.widgets.parts import label

TONES = {"": TOKENS.quiet, "good": TOKENS.good, "doubt": TOKENS.warn, "wrong": TOKENS.accent}


class Editor(QWidget):
    """Edits one field of a record.

    Signals:
        changed: the clerk changed something; not when a value is set.
        suggested: values for other fields of the same record, by field name.
        left: the focus went elsewhere.
        uncovered: the clerk begins to edit what was masked, and so sees it whole.
    """

    changed = Signal()
    uncovered = Signal()
    suggested = Signal(dict)
    left = Signal()
    WIDE = False

    def __init__(self, kind: Field[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._note: QLabel | None = None
        self._hint: QLabel | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(3))

    def told_before(self, record: Record) -> Mapping[str, object]:
        """What was told of other fields by what stood here before, and gives way to what is told now."""
        return {}

    def value(self) -> Any:
        """The value.

        Raises:
            ValueUnreadable: what is typed is no value of this field.
        """
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Shows a value."""
        raise NotImplementedError

    def typed(self) -> object:
        """What is there, readable or not, as JSON can hold it: for drafts."""
        raise NotImplementedError

    def set_typed(self, typed: object) -> None:
        """Shows what a draft kept."""
        raise NotImplementedError

    def target(self) -> QWidget:
        """The widget that takes the keys."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in the order in which it is seen."""
        return stops_in(self)

    def set_blank(self, blank: bool) -> None:
        """Hides the value behind stars while a visitor looks on."""

    def set_veiled(self, veiled: bool) -> None:
        """Shows the value masked as its field says, until the whole is asked for or edited; it is never lost by that."""

    def veil_as(self, first: object) -> None:
        """Masks what is as it was shown first, of which `typed` told; what was typed since is left alone."""
        self.set_veiled(self.typed() == first)

    def is_veiled(self) -> bool:
        """Whether less is shown than is there, because nobody has asked for the whole."""
        return False

    def label_of(self, problem: Problem) -> str:
        """What a problem of this editor is about, as it is named on the screen."""
        return problem.label

    def show_problem(self, problem: Problem | None) -> None:
        """Shows what is wrong under the field, or nothing."""
        if problem is None:
            self._set_state("")
            if self._note is not None:
                self._note.hide()
            return
        tone = "wrong" if problem.blocking else "doubt"
        self._set_state(tone)
        if self._note is None:
            self._note = QLabel()
            self._note.setWordWrap(True)
            self._note.setProperty("textSize", "small")
            self._layout.addWidget(self._note)
        text = problem.message + (f"。{problem.remedy}" if problem.remedy else "")
        self._note.setText(text)
        self._note.setProperty("tone", "accent" if problem.blocking else "warn")
        restyle(self._note)
        self._note.show()

    def note(self) -> str:
        """What is written under the field now."""
        return self._note.text() if self._note is not None and not self._note.isHidden() else ""

    def show_hint(self, text: str) -> None:
        """Says something quiet under the field, such as what holds where it is left empty; "" for nothing."""
        if self._hint is None and text:
            self._hint = label("", "quiet", "small", wrap=True)
            self._layout.insertWidget(1, self._hint)
        if self._hint is not None:
            self._hint.setText(text)
            self._hint.setVisible(bool(text))

    def hint(self) -> str:
        """What is said quietly under the field now."""
        return self._hint.text() if self._hint is not None else ""

    def _set_state(self, state: str) -> None:
        target = self.target()
        if target.property("state") != state:
            target.setProperty("state", state)
            restyle(target)


class EchoLine(QLineEdit):
    """A line of text with a quiet remark at its right end: what was understood.

    Signals:
        focused: the focus came.
        unfocused: the focus went.
    """

    focused = Signal()
    unfocused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._echo = ""
        self._tone = ""

    def set_echo(self, text: str, tone: str = "") -> None:
        """Shows a remark; ``tone`` is "", good, doubt or wrong."""
        self._echo, self._tone = text, tone
        self.update()

    def echo(self) -> str:
        """The remark shown."""
        return self._echo

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the remark where the text leaves room for it."""
        super().paintEvent(event)
        if not self._echo:
            return
        metrics: QFontMetrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self._echo)
        room = self.width() - metrics.horizontalAdvance(self.text()) - px(36)
        if wide > room:
            return
        painter = QPainter(self)
        painter.setPen(QColor(TONES[self._tone]))
        area = QRect(self.width() - wide - px(12), 0, wide, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._echo)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells that the focus came."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells that the focus went."""
        super().focusOutEvent(event)
        self.unfocused.emit()


class LineEditor(Editor):
    """An editor made of one line of text."""

    def __init__(self, kind: Field[Any], parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.line = EchoLine()
        self.line.textEdited.connect(self._on_line_edited)
        self.line.unfocused.connect(self._on_line_unfocused)
        EditWatch(self.line).begins.connect(self._uncover)
        self._layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._proposed = ""
        self.line.focused.connect(self._on_line_focused)
        self._hidden: str | None = None
        self._blank = self._veiled = False
        self._given: Any = kind.EMPTY

    def value(self) -> Any:
        """See `Editor`; what was set and not written over is what it was, even where nobody could type it any more."""
        text = self._text()
        return self._given if text == self.kind.show(self._given) else self.kind.read(text)

    def set_value(self, value: Any) -> None:
        """See `Editor`."""
        self._given = value
        self._set_text(self.kind.show(value))

    def typed(self) -> object:
        """See `Editor`."""
        return self._text()

    def set_typed(self, typed: object) -> None:
        """See `Editor`."""
        self._set_text(str(typed))

    def target(self) -> QWidget:
        """See `Editor`."""
        return self.line

    def set_blank(self, blank: bool) -> None:
        """See `Editor`."""
        if blank != self._blank:
            text, self._blank = self._text(), blank
            self.line.setReadOnly(blank)
            self._set_text(text)

    def set_veiled(self, veiled: bool) -> None:
        """See `Editor`."""
        if veiled != self._veiled:
            text, self._veiled = self._text(), veiled
            self._set_text(text)

    def is_veiled(self) -> bool:
        """See `Editor`."""
        return self._hidden is not None and not self._blank

    def _uncover(self) -> None:
        """Shows the whole to somebody who begins to edit it."""
        if self.is_veiled():
            self._show_whole()
            self.uncovered.emit()

    def _show_whole(self) -> None:
        """Masks nothing any more; what was selected stays so."""
        at, start, count = self.line.cursorPosition(), self.line.selectionStart(), len(self.line.selectedText())
        whole = count == len(self.line.text())
        self.set_veiled(False)
        self.line.setCursorPosition(at)
        if whole:
            self.line.selectAll()
        elif count:
            self.line.setSelection(start, count)

    def propose(self) -> None:
        """What is there was filled in for the clerk: what is typed next takes its place."""
        self._proposed = self.line.text()

    def _on_line_focused(self) -> None:
        if self._proposed and self.line.text() == self._proposed:
            self.line.selectAll()

    def _text(self) -> str:
        return self.line.text() if self._hidden is None else self._hidden

    def _set_text(self, text: str) -> None:
        shown = masks.whole(text) if self._blank else self.kind.mask_shown(text) if self._veiled else text
        self._hidden = text if shown != text else None
        self.line.setText(shown)
        self.line.setCursorPosition(0)
        self._show_echo()

    def _show_echo(self) -> None:
        """Shows what was understood; the plain line has nothing to add."""

    def _on_line_edited(self) -> None:
        self._veiled = False  # what is typed now is shown as it is typed
        self.show_problem(None)
        self._show_echo()
        self.changed.emit()

    def _on_line_unfocused(self) -> None:
        self._show_echo()
        self.left.emit()
