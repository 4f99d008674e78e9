"""Editors of plain text, names, telephone numbers and figures."""

import math
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from db.errors import ValueUnreadable
from db.fields import Field, LongText
from db.values import masks
from gui.later import soon
from gui.theme import px
from gui.widgets.editors.base import Editor, LineEditor
from gui.widgets.editors.edits import EditWatch

MOST_LINES = 12


class TextEditor(LineEditor):
    """Text, Name, Phone, Whole, Amount: tidied as the kind reads it when the focus leaves."""

    def _on_line_unfocused(self) -> None:
        if self._hidden is None:
            try:
                tidied = self.kind.show(self.value())
            except ValueUnreadable as error:
                self.show_problem(self.kind.problem("unreadable", error.message, error.remedy))
            else:
                if tidied != self.line.text():
                    self.line.setText(tidied)
        super()._on_line_unfocused()


class LongTextEditor(Editor):
    """LongText: a few lines that grow with what is typed; Tab goes on to the next field."""

    WIDE = True

    def __init__(self, kind: Field[Any], parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._least = kind.lines if isinstance(kind, LongText) else 1
        self._hidden: str | None = None
        self._blank = self._veiled = False
        self.box = QPlainTextEdit()
        EditWatch(self.box).begins.connect(self._uncover)
        self.box.setTabChangesFocus(True)
        self.box.textChanged.connect(self._on_box_changed)
        self.box.installEventFilter(self)
        self._layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self._fit()

    def value(self) -> Any:
        """See `Editor`."""
        return self.kind.read(self._text())

    def set_value(self, value: Any) -> None:
        """See `Editor`."""
        self.set_typed(self.kind.show(value))

    def typed(self) -> object:
        """See `Editor`."""
        return self._text()

    def set_typed(self, typed: object) -> None:
        """See `Editor`."""
        text = str(typed)
        shown = masks.whole(text) if self._blank else self.kind.mask_shown(text) if self._veiled else text
        self._hidden = text if shown != text else None
        self.box.blockSignals(True)
        self.box.setPlainText(shown)
        self.box.blockSignals(False)
        self._fit()

    def target(self) -> QWidget:
        """See `Editor`."""
        return self.box

    def set_blank(self, blank: bool) -> None:
        """See `Editor`."""
        if blank != self._blank:
            text, self._blank = self._text(), blank
            self.box.setReadOnly(blank)
            self.set_typed(text)

    def set_veiled(self, veiled: bool) -> None:
        """See `Editor`."""
        if veiled != self._veiled:
            text, self._veiled = self._text(), veiled
            if self._hidden is not None or self.kind.mask_shown(text) != text:
                self.set_typed(text)

    def is_veiled(self) -> bool:
        """See `Editor`."""
        return self._hidden is not None and not self._blank

    def _uncover(self) -> None:
        """Shows the whole to somebody who begins to edit it, the cursor and what is selected where they were."""
        if not self.is_veiled():
            return
        cursor = self.box.textCursor()
        anchor, at = cursor.anchor(), cursor.position()
        self.set_veiled(False)
        cursor = self.box.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(at, cursor.MoveMode.KeepAnchor)
        self.box.setTextCursor(cursor)
        self.uncovered.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells when the focus leaves; fits the height to a new width."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        elif event.type() == QEvent.Type.Resize:
            soon(self, self._fit)  # the text is broken anew only once the box has its new width
        return False

    def _text(self) -> str:
        return self.box.toPlainText() if self._hidden is None else self._hidden

    def _fit(self) -> None:
        rows, high = _measured(self.box)
        self.box.setFixedHeight(max(self._least, min(rows, MOST_LINES)) * high + px(26))

    def _on_box_changed(self) -> None:
        self._veiled = False  # what is typed now is shown as it is typed
        self._fit()
        self.show_problem(None)
        self.changed.emit()


def _measured(box: QPlainTextEdit) -> tuple[int, int]:
    """How many rows the text takes, long paragraphs broken, and how high one is: characters may come from a higher font.

    The layout breaks a paragraph only when it is asked for.
    """
    layout, block = box.document().documentLayout(), box.document().firstBlock()
    rows, high = 0, box.fontMetrics().lineSpacing()
    while block.isValid() and rows < MOST_LINES:
        layout.blockBoundingRect(block)
        found = block.layout()
        rows += max(found.lineCount(), 1)
        if found.lineCount():
            high = max(high, math.ceil(found.lineAt(0).height()))
        block = block.next()
    return rows, high
