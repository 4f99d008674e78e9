"""The editor of repeated parts: a row of small editors for each part, with rows to add and take out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from db.errors import Problem
from db.fields import Code, Field, LongText, Rows
from db.records.base import Part, fields_of
from gui.icons import icon
from gui.keys import bring_to_sight, on_key, stops_in, tab_through
from gui.theme import px
from gui.widgets.editors.at_hand import AtHand
from gui.widgets.editors.base import Editor
from gui.widgets.editors.link import LinkEditor
from gui.widgets.editors.text import LongTextEditor
from gui.widgets.press import Button

# What fits on one line at 1366 pixels, in Han characters, and what each editor needs besides its text.
ROOM = 48
EXTRA = 2
CODE_EXTRA = 4
ADD_KEY = "Ctrl+J"
Maker = Callable[[Field[Any]], Editor]


class PartRow(QFrame):
    """The editors of one part.

    Signals:
        changed: something in the row was changed.
        removal_requested: the clerk wants the row out.
        picked: field name and id, when a linked record was chosen.
        uncovered: see `Editor`.
    """

    changed = Signal()
    uncovered = Signal()
    removal_requested = Signal()
    picked = Signal(str, object)

    def __init__(self, lines: Sequence[Sequence[Field[Any]]], make: Maker, part: Part) -> None:
        super().__init__()
        self._part = part
        self.editors: dict[str, Editor] = {}
        titled = len(lines) > 1
        self.setProperty("kind", "part" if titled else "")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(4))
        for kinds in lines:
            self._rows.addLayout(self._line(kinds, make, titled=titled))
        remove = Button(icon("close"), "")
        remove.setProperty("kind", "quiet")
        remove.setFixedSize(px(32), px(32))
        remove.setToolTip(self.tr("删去这一行"))
        remove.setAccessibleName(self.tr("删去这一行"))
        remove.clicked.connect(self.removal_requested)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, px(2), 0, px(10 if titled else 2))
        outer.setSpacing(px(4))
        outer.addLayout(self._rows, 1)
        outer.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_part(type(part)())
        self._fresh = self._cells()
        self.show_part(part)

    def part(self) -> Part:
        """The part as edited; see `Editor.value` for what it raises."""
        return attrs.evolve(self._part, **{name: editor.value() for name, editor in self.editors.items()})

    def is_untouched(self) -> bool:
        """Whether this is a new row in which nothing has been entered."""
        return not self._part.id and self._cells() == self._fresh

    def show_part(self, part: Part) -> None:
        """Shows a part."""
        self._part = part
        for name, editor in self.editors.items():
            editor.set_value(getattr(part, name) if part.id else editor.kind.offered(getattr(part, name)))

    def part_id(self) -> int:
        """The id of the part; 0 for a new one."""
        return self._part.id

    def veil_as(self, first: Mapping[str, object] | None) -> None:
        """Masks the cells that are as they were shown first; all of them where the row was not there."""
        for name, editor in self.editors.items():
            editor.set_veiled(first is None or editor.typed() == first.get(name))

    def typed(self) -> dict[str, object]:
        """What is there, for a draft."""
        return {"id": self._part.id, "version": self._part.version, "cells": self._cells()}

    def set_typed(self, cells: dict[str, object]) -> None:
        """Shows what a draft kept."""
        for name, typed in cells.items():
            if name in self.editors:
                self.editors[name].set_typed(typed)

    def _cells(self) -> dict[str, object]:
        return {name: editor.typed() for name, editor in self.editors.items()}

    def _line(self, kinds: Sequence[Field[Any]], make: Maker, *, titled: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(4))
        for kind in kinds:
            editor = make(kind)
            self.editors[kind.name] = editor
            editor.changed.connect(self.changed)
            editor.uncovered.connect(self.uncovered)
            if isinstance(editor, LongTextEditor):
                editor.box.setPlaceholderText(kind.help)
            if isinstance(editor, LinkEditor):
                editor.picked.connect(lambda i, name=kind.name: self.picked.emit(name, i))
            cell = _titled(kind, editor) if titled else _shrinking(editor)
            line.addWidget(cell, room_of(kind), Qt.AlignmentFlag.AlignTop)  # beside one with a word under it
        return line


class RowsEditor(Editor):
    """Rows: the parts of a record.

    Signals:
        picked: number of the row, field name and id, when a linked record was chosen in it.
        reshaped: rows came or went.
    """

    picked = Signal(int, str, object)
    reshaped = Signal()
    WIDE = True

    def __init__(self, kind: Rows, make: Maker, fields: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._part_kind: type[Part] = kind.part
        self._is_paper = kind.paper
        self._make = make
        kinds = {name: one for name, one in fields_of(kind.part).items() if one.is_typed}
        self._lines = wrapped_lines([kinds[name] for name in fields or kinds])
        self.rows: list[PartRow] = []
        self._taken_out: tuple[int, PartRow] | None = None
        self._frame = QFrame()
        self._frame.setProperty("kind", "rows")
        self._inside = QVBoxLayout(self._frame)
        self._inside.setContentsMargins(px(8), px(6), px(4), px(6))
        self._inside.setSpacing(0)
        self._header = self._make_header()
        self._inside.addWidget(self._header)
        self._inside.addLayout(self._make_footer())
        self._layout.addWidget(self._frame)
        on_key(ADD_KEY, self, self._on_add_clicked)
        if any(isinstance(one, Code) and one.is_masked for line in self._lines for one in line):
            AtHand(lambda: [(row, tuple(row.editors.values())) for row in self.rows], self)
        self._show_shape()

    def value(self) -> Any:
        """See `Editor`; rows in which nothing was entered are left out."""
        return tuple(row.part() for row in self.filled())

    def filled(self) -> list[PartRow]:
        """The rows in which something was entered: the n-th is the n-th part of `value`."""
        return [row for row in self.rows if not row.is_untouched()]

    def set_value(self, value: Any) -> None:
        """See `Editor`."""
        while self.rows:
            self._drop(self.rows[-1])
        for part in value:
            self._append(part)
        self._show_shape()

    def typed(self) -> object:
        """See `Editor`."""
        return [row.typed() for row in self.filled()]

    def set_typed(self, typed: object) -> None:
        """See `Editor`."""
        if not isinstance(typed, list):
            return
        self.set_value([self._part_kind(id=kept["id"], version=kept["version"]) for kept in typed])
        for row, kept in zip(self.rows, typed, strict=True):
            row.set_typed(kept["cells"])

    def target(self) -> QWidget:
        """See `Editor`."""
        return self._frame

    def stops(self) -> list[QWidget]:
        """See `Editor`; the rows as they stand, then the buttons below them."""
        return [*(stop for row in self.rows for stop in stops_in(row)), self._add, self._undo]

    def set_blank(self, blank: bool) -> None:
        """See `Editor`."""
        for row in self.rows:
            for editor in row.editors.values():
                editor.set_blank(blank)

    def set_veiled(self, veiled: bool) -> None:
        """See `Editor`."""
        for row in self.rows:
            for editor in row.editors.values():
                editor.set_veiled(veiled)

    def veil_as(self, first: object) -> None:
        """See `Editor`; cell by cell, and all of a row that was not there: the registry may have told what is in it."""
        shown = {kept["id"]: kept["cells"] for kept in first if kept["id"]} if isinstance(first, list) else {}
        for row in self.rows:
            row.veil_as(shown.get(row.part_id()))

    def is_veiled(self) -> bool:
        """See `Editor`."""
        return any(editor.is_veiled() for row in self.rows for editor in row.editors.values())

    def fresh(self) -> Part:
        """A part in which nothing is entered yet."""
        return self._part_kind()

    def add_row(self, part: Part | None = None) -> PartRow:
        """A row more, empty or with a part, as if the clerk had added it."""
        row = self._append(part or self._part_kind())
        self._show_shape()
        self.changed.emit()
        return row

    def take_over(self, number: int, cells: Mapping[str, Any]) -> None:
        """Shows values in a row, masked until they are asked for."""
        editors = self.rows[number].editors
        for name, value in cells.items():
            if name in editors:
                editors[name].set_value(value)
                editors[name].set_veiled(True)

    def show_part_problem(self, number: int, name: str, problem: Problem) -> Editor | None:
        """Shows a problem at one field of the n-th part; the editor it is shown at."""
        rows = self.filled()
        if number < len(rows) and name in rows[number].editors:
            editor = rows[number].editors[name]
            editor.show_problem(problem)
            return editor
        return None

    def label_of(self, problem: Problem) -> str:
        """See `Editor`; a row is named as it is counted on the screen, where the empty ones count too."""
        _, _, rest = problem.field.partition(".")
        if not rest:
            return problem.label
        number = int(rest.partition(".")[0])
        shown = self.rows.index(self.filled()[number])
        row = self.tr("第{number}行")
        return problem.label.replace(row.format(number=number + 1), row.format(number=shown + 1), 1)

    def clear_problems(self) -> None:
        """Takes all problems off the rows."""
        self.show_problem(None)
        for row in self.rows:
            for editor in row.editors.values():
                editor.show_problem(None)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # type: ignore[override]
        """Goes to the first field of the first row, or to the button that adds one."""
        if self.rows:
            next(iter(self.rows[0].editors.values())).setFocus(reason)
        else:
            self._add.setFocus(reason)

    def _append(self, part: Part, at: int = -1) -> PartRow:
        row = PartRow(self._lines, self._make, part)
        self._put(row, len(self.rows) if at < 0 else at)
        row.changed.connect(self._on_row_changed)
        row.uncovered.connect(self.uncovered)
        row.removal_requested.connect(lambda: self._on_row_removal_requested(row))
        row.picked.connect(lambda name, i: self.picked.emit(self.rows.index(row), name, i))
        if self._is_paper:
            for line in row.findChildren(QLineEdit):
                line.returnPressed.connect(lambda: self._go_on(row))
        return row

    def _put(self, row: PartRow, at: int) -> None:
        self.rows.insert(at, row)
        self._inside.insertWidget(at + 1, row)

    def _drop(self, row: PartRow) -> None:
        self.rows.remove(row)
        self._inside.removeWidget(row)
        row.deleteLater()

    def _make_header(self) -> QWidget:
        header = QWidget()
        line = QHBoxLayout(header)
        line.setContentsMargins(0, 0, px(36), 0)
        line.setSpacing(px(4))
        for kind in self._lines[0]:
            label = QLabel(kind.label + (" *" if kind.required else ""))
            label.setProperty("textSize", "small")
            label.setProperty("tone", "quiet")
            label.setIndent(px(10))
            line.addWidget(_shrinking(label), room_of(kind))
        return header

    def _make_footer(self) -> QHBoxLayout:
        self._add = Button(self.tr("＋ 加一行"))
        self._add.setToolTip(ADD_KEY)
        self._undo = Button(self.tr("撤销删除"))
        for button in (self._add, self._undo):
            button.setProperty("kind", "quiet")
        self._add.clicked.connect(self._on_add_clicked)
        self._undo.clicked.connect(self._on_undo_clicked)
        footer = QHBoxLayout()
        footer.addWidget(self._add)
        footer.addWidget(self._undo)
        footer.addStretch()
        return footer

    def _show_shape(self) -> None:
        self._header.setVisible(bool(self.rows) and len(self._lines) == 1)
        self._undo.setVisible(self._taken_out is not None)
        tab_through(self.stops())
        self.reshaped.emit()

    def _on_add_clicked(self) -> None:
        row = self.add_row()
        next(iter(row.editors.values())).setFocus()
        bring_to_sight(row)

    def _go_on(self, row: PartRow) -> None:
        """To the next line of the paper, which is made where there is none; not behind one in which nothing stands."""
        at = self.rows.index(row)
        if at + 1 < len(self.rows):
            next(iter(self.rows[at + 1].editors.values())).setFocus()
        elif not row.is_untouched():
            self._on_add_clicked()

    def _on_row_changed(self) -> None:
        self.show_problem(None)
        self.changed.emit()

    def _on_row_removal_requested(self, row: PartRow) -> None:
        if self._taken_out is not None:
            self._taken_out[1].deleteLater()
        self._taken_out = (self.rows.index(row), row)
        self.rows.remove(row)
        self._inside.removeWidget(row)
        row.hide()
        self._show_shape()
        self._add.setFocus()
        self.changed.emit()

    def _on_undo_clicked(self) -> None:
        if self._taken_out is not None:
            at, row = self._taken_out
            self._taken_out = None
            self._put(row, min(at, len(self.rows)))
            row.show()
            self._show_shape()
            self.changed.emit()


def room_of(kind: Field[Any]) -> int:
    """What an editor takes of a line, in Han characters; a list of codes has an arrow besides its text."""
    return kind.width + (CODE_EXTRA if isinstance(kind, Code) else EXTRA)


def wrapped_lines(kinds: Sequence[Field[Any]]) -> list[list[Field[Any]]]:
    """The fields of a part in as many lines as they need; long text has a line of its own or shares it."""
    lines: list[list[Field[Any]]] = [[]]
    used = 0
    for kind in kinds:
        wide = room_of(kind)
        breaks = isinstance(kind, LongText) and not any(isinstance(k, LongText) for k in lines[-1])
        if lines[-1] and (used + wide > ROOM or breaks):
            lines.append([])
            used = 0
        lines[-1].append(kind)
        used += wide
    return lines


def _shrinking(widget: QWidget) -> QWidget:
    """Lets the stretch alone decide the width, so that columns of different rows stand under each other."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
    widget.setMinimumWidth(1)
    return widget


def _titled(kind: Field[Any], editor: Editor) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    label = QLabel(kind.label + (" *" if kind.required else ""))
    label.setProperty("textSize", "small")
    label.setProperty("tone", "quiet")
    label.setIndent(px(10))
    column.addWidget(label)
    column.addWidget(editor)
    column.addStretch()
    return _shrinking(cell)
