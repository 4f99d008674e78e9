"""One editor for each kind of field; whoever builds a form asks `editor_for`."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from db.fields import Code, Day, Field, Flag, IdNumber, Link, LongText, Moment, Name, Period, Ref, Rows, StageCode
from gui.lookup import Lookup
from gui.widgets.editors.acting import ActingEditor
from gui.widgets.editors.base import EchoLine, Editor, LineEditor
from gui.widgets.editors.choice import CodeEditor, FlagEditor
from gui.widgets.editors.day import DayEditor
from gui.widgets.editors.id_number import IdNumberEditor
from gui.widgets.editors.link import LinkEditor, RefEditor
from gui.widgets.editors.period import PeriodEditor
from gui.widgets.editors.rows import RowsEditor
from gui.widgets.editors.text import LongTextEditor, TextEditor

__all__ = [
    "ActingEditor",
    "CodeEditor",
    "DayEditor",
    "EchoLine",
    "Editor",
    "FlagEditor",
    "IdNumberEditor",
    "LineEditor",
    "LinkEditor",
    "LongTextEditor",
    "PeriodEditor",
    "RefEditor",
    "RowsEditor",
    "TextEditor",
    "editor_for",
]

# A kind that is not named here is one line of text: Text, Name, Phone, Whole, Amount, Money.
_PLAIN: dict[type[Field[Any]], Callable[[Any], Editor]] = {
    LongText: LongTextEditor,
    IdNumber: IdNumberEditor,
    Day: DayEditor,
    Moment: DayEditor,
    Flag: FlagEditor,
    Code: CodeEditor,
    StageCode: CodeEditor,
    Period: PeriodEditor,
}


def editor_for(kind: Field[Any], lookup: Lookup, parent: QWidget | None = None) -> Editor:
    """The editor of a field."""
    if isinstance(kind, Link):
        return LinkEditor(kind, lookup, parent)
    if isinstance(kind, Ref):
        return RefEditor(kind, lookup, parent)
    if isinstance(kind, Name) and kind.acts:
        return ActingEditor(kind, lookup, parent)
    if isinstance(kind, Rows):
        return RowsEditor(kind, lambda inner: editor_for(inner, lookup), parent=parent)
    editor = _PLAIN.get(type(kind), TextEditor)(kind)
    if parent is not None:
        editor.setParent(parent)
    return editor
