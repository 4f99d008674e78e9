"""Where the fields of a form stand: groups under headings, as many columns as there is room for; groups that are shut beside each other."""

from collections import Counter
from collections.abc import Collection, Mapping
from html import escape

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from db.errors import ValueUnreadable
from db.records.base import Record, fields_of, group_of
from gui.keys import scroll_to
from gui.later import soon
from gui.theme import px
from gui.tokens import TOKENS
from gui.widgets.editors import CodeEditor, Editor, IdNumberEditor, LinkEditor, RowsEditor
from gui.widgets.fold import FoldHeading
from gui.widgets.parts import label

MOST_COLUMNS = 4
LEAST_EDITOR = 150
LEAST_OF_FOUR = 180
GAP = 12
# What a line needs besides its words: its edges, the arrow of a list, the remark on what was understood.
EDGES = 26
ARROW = 24
REMARK = 96


@frozen
class _Cell:
    name: QLabel
    editor: Editor
    group: str

    def span(self, columns: int, room: int) -> int:
        """How many of so many columns it takes, of which one has this room: a second one where its usual words need it."""
        return columns if self.editor.WIDE else min(1 + (_need(self.editor) > room), columns)


class FormGrid(QWidget):
    """Editors with their labels; asks nothing of the record but its declaration.

    Attributes:
        folds: the headings of the groups that can be shut, by group.
    """

    def __init__(self, kind: type[Record], editors: Mapping[str, Editor]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(GAP))
        self._grid.setVerticalSpacing(px(6))
        self._columns = 0
        self._spans: list[int] = []
        self._guests: set[Editor] = set()
        self._beside: list[Editor] = []
        self._blank_record = kind()
        self._editors = editors
        groups = group_of(kind)
        self.folds: dict[str, FoldHeading] = {}
        self._unfolding = {f.group: f.unfolded_by for f in fields_of(kind).values() if f.folded}
        sizes = Counter(groups[name] for name in editors)
        self._cells: list[_Cell | QLabel | FoldHeading] = []
        current = ""
        for name, editor in editors.items():
            if groups[name] != current:
                current = groups[name]
                # What stands first has the title of the page over it, and a group of one field its label.
                if current in self._unfolding:
                    self._cells.append(self._fold(current))
                elif sizes[current] > 1 and self._cells:
                    self._cells.append(self._heading(current))
            self._cells.append(_Cell(field_label(editor, self), editor, current))
            editor.setParent(self)
            editor.changed.connect(lambda name=name: self._on_changed(name))
        self._label_width = self._fit_labels()
        self._arrange(2, self.width())

    def put_behind(self, name: str, editor: Editor) -> None:
        """Puts an editor of something beside the record behind a field; it is seen and stopped at while it is not hidden."""
        named = ((n, c) for n, c in enumerate(self._cells) if isinstance(c, _Cell))
        at, cell = next((n, c) for n, c in named if c.editor.kind.name == name)
        self._cells.insert(at + 1, _Cell(field_label(editor, self), editor, cell.group))
        self._guests.add(editor)
        self._beside.append(editor)
        editor.setParent(self)

    def empty_guests(self) -> None:
        """Empties such editors: what was said beside one record is nothing typed of the next, nor of the one once saved."""
        for editor in self._beside:
            editor.set_value(editor.kind.EMPTY)

    def show_guest(self, editor: Editor, *, seen: bool) -> None:
        """Shows such an editor, or takes it out of sight."""
        (self._guests.discard if seen else self._guests.add)(editor)
        self._spans = []
        self._arrange(self._columns, self.width())

    def fit(self, width: int) -> None:
        """Takes as many columns as a width has room for.

        It is told, and not its own: that depends on whether there is a scroll bar, and that on what is decided here.
        """
        self._arrange(next(n for n in range(MOST_COLUMNS, 0, -1) if n == 1 or width >= n * self._least(n)), width)

    def refold(self, opened: Collection[str] = ()) -> None:
        """Shuts the groups that can be shut, but for those named and those that the record asks to be open."""
        for group, fold in self.folds.items():
            fold.setChecked(group in opened or self._asks_open(group))
        self._summarize()

    def opened(self) -> set[str]:
        """The groups that can be shut and are open."""
        return {group for group, fold in self.folds.items() if fold.isChecked()}

    def unfold(self, name: str) -> None:
        """Opens the group that a field stands in."""
        for cell in self._cells:
            if isinstance(cell, _Cell) and cell.editor.kind.name == name and cell.group in self.folds:
                self.folds[cell.group].setChecked(True)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in the order in which it is seen."""
        cells = [cell for cell in self._cells if not isinstance(cell, QLabel)]
        return [stop for c in cells for stop in (c.editor.stops() if isinstance(c, _Cell) else [c])]

    def columns(self) -> int:
        """How many columns there are now."""
        return self._columns

    def _fit_labels(self) -> int:
        """What the labels need that are always there; a longer one of a group that can be shut goes on in a second line."""
        cells = [c for c in self._cells if isinstance(c, _Cell)]
        wide = max((c.name.sizeHint().width() for c in cells if c.group not in self.folds), default=0)
        for name in (c.name for c in cells if wide and c.name.sizeHint().width() > wide):
            name.setWordWrap(True)
            name.setFixedWidth(wide)
        return wide or max((c.name.sizeHint().width() for c in cells), default=0)

    def _is_shut(self, cell: _Cell) -> bool:
        return cell.editor in self._guests or (cell.group in self.folds and not self.folds[cell.group].isChecked())

    def _least(self, columns: int) -> int:
        """What one of so many columns needs."""
        return self._label_width + px(LEAST_OF_FOUR if columns == MOST_COLUMNS else LEAST_EDITOR) + 2 * px(GAP)

    def _arrange(self, columns: int, width: int) -> None:
        room = (width + px(GAP)) // columns - self._label_width - 2 * px(GAP)
        spans = [self._span(cell, columns, room) for cell in self._cells]
        if (columns, spans) != (self._columns, self._spans):
            self._columns, self._spans = columns, spans
            self._place()
            soon(self, self._show_focused)  # once all has its new place

    @staticmethod
    def _span(cell: "_Cell | QLabel | FoldHeading", columns: int, room: int) -> int:
        """How many columns something takes; a heading all of them, but for a group that is shut."""
        if isinstance(cell, _Cell):
            return cell.span(columns, room)
        return 1 if isinstance(cell, FoldHeading) and not cell.isChecked() else columns

    def _on_folded(self) -> None:
        """A group was opened or shut: its heading takes another room than before."""
        self._spans = []
        self._arrange(self._columns, self.width())

    def _show_focused(self) -> None:
        """What is being typed in stays in sight where the columns became others, such as for what stands beside the form."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            scroll_to(focused)

    def _place(self) -> None:
        columns = self._columns
        # Not by `takeAt`: a widget tells its new height to its first item alone, as long as that one lives.
        for cell in self._cells:
            for widget in (cell.name, cell.editor) if isinstance(cell, _Cell) else (cell,):
                self._grid.removeWidget(widget)
        row = column = 0
        folded = False
        for cell, span in zip(self._cells, self._spans, strict=True):
            if isinstance(cell, _Cell):
                shut = self._is_shut(cell)
                cell.name.setVisible(not shut)
                cell.editor.setVisible(not shut)
                if shut:
                    continue
            if column and (column + span > columns or folded != isinstance(cell, FoldHeading)):
                row, column = row + 1, 0
            folded = isinstance(cell, FoldHeading)
            self._put(cell, row, column, span)
            column += span
            if column >= columns:
                row, column = row + 1, 0
        for number in range(MOST_COLUMNS):
            used = number < columns
            self._grid.setColumnStretch(2 * number + 1, 1 if used else 0)
            self._grid.setColumnMinimumWidth(2 * number, self._label_width if used else 0)

    def _put(self, cell: "_Cell | QLabel | FoldHeading", row: int, column: int, span: int) -> None:
        if isinstance(cell, QLabel):
            cell.setContentsMargins(0, px(6 if row else 0), 0, 0)
        if not isinstance(cell, _Cell):
            self._grid.addWidget(cell, row, 2 * column, 1, 2 * span)
            return
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(cell.name, row, 2 * column, top)
        self._grid.addWidget(cell.editor, row, 2 * column + 1, 1, 2 * span - 1)
        self._grid.setAlignment(cell.editor, top)

    def _fold(self, group: str) -> FoldHeading:
        fold = self.folds[group] = FoldHeading(group, self)
        fold.toggled.connect(self._on_folded)
        return fold

    def _asks_open(self, group: str) -> bool:
        name, wanted = self._unfolding[group]
        return name in self._editors and _value(self._editors[name]) == wanted

    def _on_changed(self, name: str) -> None:
        for group, (deciding, _wanted) in self._unfolding.items():
            if deciding == name and self._asks_open(group):
                self.folds[group].setChecked(True)
        self._summarize()

    def _summarize(self) -> None:
        """Tells on each heading what its fields hold, or else which they are."""
        for group, fold in self.folds.items():
            editors = [c.editor for c in self._cells if isinstance(c, _Cell) and c.group == group]
            held = [told for editor in editors if (told := self._told(editor))]
            several = len(editors) > 1
            names = "、".join(editor.kind.label for editor in editors) if several else ""
            fold.set_summary("，".join(held) or names)

    def _told(self, editor: Editor) -> str:
        value = _value(editor)
        if value is None or value == getattr(self._blank_record, editor.kind.name):
            return ""
        shown = editor.line.text() if isinstance(editor, LinkEditor) else editor.kind.show(value)
        return shown if isinstance(editor, RowsEditor) else f"{editor.kind.label} {shown}"

    def _heading(self, text: str) -> QLabel:
        made = label(text, "faint", "small")
        made.setParent(self)
        return made


def _value(editor: Editor) -> object:
    """The value typed, or None when it cannot be read."""
    try:
        return editor.value()
    except ValueUnreadable:
        return None


def _need(editor: Editor) -> int:
    """How wide an editor has to be for what its field usually holds."""
    beside = (
        ARROW if isinstance(editor, CodeEditor | LinkEditor) else REMARK if isinstance(editor, IdNumberEditor) else 0
    )
    return px(TOKENS.base * editor.kind.width + EDGES + beside)


def field_label(editor: Editor, parent: QWidget) -> QLabel:
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
