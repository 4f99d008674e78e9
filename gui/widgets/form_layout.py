"""Where the fields of a form stand: groups under headings, two columns, wide fields across both."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from db.fields import Text
from db.records.base import Record, group_of
from gui.theme import px
from gui.tokens import TOKENS
from gui.widgets.editors import Editor, RowsEditor
from gui.widgets.parts import label

# A text of this usual width, in Han characters, takes the whole line.
WIDE_TEXT = 20
COLUMNS = 2


class FormGrid(QWidget):
    """Editors with their labels; asks nothing of the record but its declaration."""

    def __init__(self, kind: type[Record], editors: Mapping[str, Editor]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._row, self._column = 0, 0
        groups = group_of(kind)
        current = ""
        for name, editor in editors.items():
            if groups[name] != current:
                current = groups[name]
                self._add_heading(current)
            self._add(editor)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(2 * column + 1, 1)
            self._grid.setColumnMinimumWidth(2 * column, self._label_width())

    def _add_heading(self, text: str) -> None:
        self._end_line()
        heading = label(text, "quiet", "small")
        heading.setContentsMargins(0, px(10 if self._row else 0), 0, 0)
        self._grid.addWidget(heading, self._row, 0, 1, 2 * COLUMNS)
        self._row += 1

    def _add(self, editor: Editor) -> None:
        wide = editor.WIDE or (isinstance(editor.kind, Text) and editor.kind.width >= WIDE_TEXT)
        if wide:
            self._end_line()
        name = _field_label(editor)
        self._grid.addWidget(name, self._row, 2 * self._column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(editor, self._row, 2 * self._column + 1, 1, 2 * COLUMNS - 1 if wide else 1)
        self._grid.setAlignment(editor, Qt.AlignmentFlag.AlignTop if not wide else Qt.AlignmentFlag(0))
        self._column += 1
        if wide or self._column == COLUMNS:
            self._end_line(filled=True)

    def _end_line(self, *, filled: bool = False) -> None:
        if filled or self._column:
            self._row, self._column = self._row + 1, 0

    def _label_width(self) -> int:
        names = [w for w in self.findChildren(QLabel) if w.buddy()]
        return max((w.sizeHint().width() for w in names), default=0)


def _field_label(editor: Editor) -> QLabel:
    """The label of a field, with a red mark when it is required, and its help where there is room for it."""
    kind = editor.kind
    mark = f' <span style="color:{TOKENS.accent}">*</span>' if kind.required else ""
    name = QLabel(escape(kind.label) + mark)
    name.setProperty("tone", "quiet")
    name.setBuddy(editor)
    name.setMinimumHeight(px(36))
    name.setToolTip(kind.help)
    editor.setAccessibleName(kind.label)
    target = editor.target()
    if kind.help and isinstance(target, QLineEdit | QPlainTextEdit) and not target.placeholderText():
        target.setPlaceholderText(kind.help)
    if isinstance(editor, RowsEditor):
        name.setMinimumHeight(px(48))
    return name
