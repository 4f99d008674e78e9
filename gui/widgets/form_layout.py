"""Where the fields of a form stand: groups under headings, as many columns as there is room for."""

from collections import Counter
from collections.abc import Mapping
from html import escape

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from db.fields import Text
from db.records.base import Record, group_of
from gui.theme import px
from gui.tokens import TOKENS
from gui.widgets.editors import Editor, RowsEditor
from gui.widgets.parts import label

# A text of this usual width, in Han characters, takes two columns.
WIDE_TEXT = 20
MOST_COLUMNS = 3
LEAST_EDITOR = 150
GAP = 12


@frozen
class _Cell:
    name: QLabel
    editor: Editor
    span: int


class FormGrid(QWidget):
    """Editors with their labels; asks nothing of the record but its declaration."""

    def __init__(self, kind: type[Record], editors: Mapping[str, Editor]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(GAP))
        self._grid.setVerticalSpacing(px(6))
        self._columns = 0
        groups = group_of(kind)
        sizes = Counter(groups[name] for name in editors)
        self._cells: list[_Cell | QLabel] = []
        current = ""
        for name, editor in editors.items():
            if groups[name] != current:
                current = groups[name]
                # A group of one field needs no heading over its label.
                if sizes[current] > 1:
                    self._cells.append(self._heading(current))
            self._cells.append(_Cell(_field_label(editor, self), editor, _span(editor)))
            editor.setParent(self)
        self._label_width = max(c.name.sizeHint().width() for c in self._cells if isinstance(c, _Cell))
        self._arrange(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Takes as many columns as the new width has room for."""
        super().resizeEvent(event)
        one = self._label_width + px(LEAST_EDITOR) + 2 * px(GAP)
        self._arrange(min(max(self.width() // one, 1), MOST_COLUMNS))

    def columns(self) -> int:
        """How many columns there are now."""
        return self._columns

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0):
            pass
        row = column = 0
        for cell in self._cells:
            span = columns if isinstance(cell, QLabel) else min(cell.span, columns)
            if column and column + span > columns:
                row, column = row + 1, 0
            self._put(cell, row, column, span)
            column += span
            if column >= columns:
                row, column = row + 1, 0
        for number in range(MOST_COLUMNS):
            used = number < columns
            self._grid.setColumnStretch(2 * number + 1, 1 if used else 0)
            self._grid.setColumnMinimumWidth(2 * number, self._label_width if used else 0)

    def _put(self, cell: "_Cell | QLabel", row: int, column: int, span: int) -> None:
        if isinstance(cell, QLabel):
            cell.setContentsMargins(0, px(6 if row else 0), 0, 0)
            self._grid.addWidget(cell, row, 0, 1, 2 * span)
            return
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(cell.name, row, 2 * column, top)
        self._grid.addWidget(cell.editor, row, 2 * column + 1, 1, 2 * span - 1)
        self._grid.setAlignment(cell.editor, top)

    def _heading(self, text: str) -> QLabel:
        made = label(text, "faint", "small")
        made.setParent(self)
        return made


def _span(editor: Editor) -> int:
    if editor.WIDE:
        return MOST_COLUMNS
    return 2 if isinstance(editor.kind, Text) and editor.kind.width >= WIDE_TEXT else 1


def _field_label(editor: Editor, parent: QWidget) -> QLabel:
    """The label of a field, with a red mark when it is required, and its help where there is room for it."""
    kind = editor.kind
    mark = f' <span style="color:{TOKENS.accent}">*</span>' if kind.required else ""
    name = QLabel(escape(kind.label) + mark, parent)
    name.setProperty("tone", "quiet")
    name.setBuddy(editor)
    name.setMinimumHeight(px(44 if isinstance(editor, RowsEditor) else 36))
    name.setToolTip(kind.help)
    editor.setAccessibleName(kind.label)
    target = editor.target()
    if kind.help and isinstance(target, QLineEdit | QPlainTextEdit) and not target.placeholderText():
        target.setPlaceholderText(kind.help)
    return name
