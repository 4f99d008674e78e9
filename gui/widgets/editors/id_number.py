"""The editor of identity numbers: checked while it is typed, and telling kind of paper, sex and birth to the form.

A reader of cards types like a keyboard and ends with Enter or Tab: either goes on to the next field, and to no further one.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from db.fields import Field
from db.records.base import Record
from db.values import code_table, day, id_number, paper_number
from gui.widgets.editors.text import TextEditor
from gui.words import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class IdNumberEditor(TextEditor):
    """IdNumber: says live what is missing or what the number tells; a wrong one may stay as written."""

    def __init__(self, kind: Field[Any], parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._paper = paper_number.CITIZEN
        self._before: dict[str, object] = {}
        self.line.installEventFilter(self)

    def set_kind(self, kind: str) -> None:
        """Of what paper the number is said to be, a code of ``id_kind``; papers whose rule nobody knows are not checked."""
        self._paper = kind
        self._show_echo()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab take what is offered for an old number; Enter then stays, or else goes on as Tab does, and never saves what is around it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self._take_widened()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().eventFilter(watched, event)
        if not self._take_widened():
            self.line.focusNextPrevChild(True)
        return True

    def _take_widened(self) -> bool:
        """Writes an old number as it is now; whether there was one."""
        wider = paper_number.widened(id_number.tidy(self._text())) if self._is_checked() and not self._blank else ""
        if wider:
            self.line.setText(wider)
            self._on_line_edited()
        return bool(wider)

    def _is_checked(self) -> bool:
        return self._paper in paper_number.NUMBERED

    def _show_echo(self) -> None:
        number = id_number.tidy(self._text())
        checked = bool(number) and self._is_checked() and not self._blank
        self.show_hint(_hint(number) if checked and not self._hidden else "")
        if not checked:
            self.line.set_echo("")
            return
        fault = paper_number.fault(paper_number.kind_of(number), number)
        if not fault:
            self.line.set_echo(_told(number), "good")
        elif paper_number.widened(number):
            self.line.set_echo(self.tr("15位旧号"), "doubt")
        elif fault == "id_length" and len(number) < 18 and self.line.hasFocus():
            self.line.set_echo(self.tr("还差 {count} 位").format(count=18 - len(number)))
        else:
            self.line.set_echo(_SHORT[fault], "wrong")

    def told_before(self, record: Record) -> Mapping[str, object]:
        """What the right number that stood here before told; where there was none, that a citizen's card is what most have."""
        return {"id_kind": paper_number.CITIZEN} | self._before

    def _set_text(self, text: str) -> None:
        super()._set_text(text)
        self._before = self._told_now()

    def _on_line_edited(self) -> None:
        super()._on_line_edited()
        if told := self._told_now():
            self.suggested.emit(told)
            self._before = told

    def _told_now(self) -> dict[str, object]:
        told = paper_number.read(id_number.tidy(self._text())) if self._is_checked() else None
        return told.fields() if told else {}


_SHORT = {
    "id_missing": "",
    "id_length": "不是18位",
    "id_characters": "有不该有的字符",
    "id_birth": "出生日期不对",
    "id_checksum": "末位校验不符",
}


def _told(number: str) -> str:
    told = paper_number.read(number)
    if told is None:
        return ""
    age = tr(" {0}岁").format(day.age_on(told.birth, date.today())) if told.birth else ""
    sex = code_table.load("sex").label(told.sex) if told.sex else tr("永居证")
    return " ".join(filter(None, (f"✓ {sex}{age}", told.province, told.country)))


def _hint(number: str) -> str:
    """What is to be looked at in a number: nobody knows where it was given, or it is an old one."""
    if wider := paper_number.widened(number):
        return tr("15位旧号现在是 {0}，按 Enter 或 Tab 换上").format(wider)
    if paper_number.is_over_100(number):
        return tr("15位旧号末三位 996–999 是百岁老人用的，出生年份请看户口簿，不能自动升位")
    if (told := paper_number.read(number)) is None:
        return ""
    if region := paper_number.region_fault(told.kind, number):
        return tr("{0}；撤销过的代码照样有效，请看证件").format(region)
    return ""
