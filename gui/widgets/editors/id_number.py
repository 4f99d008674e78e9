"""The editor of identity numbers: checked while it is typed, and telling sex and birth to the form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from db.fields import Field
from db.records.base import Record
from db.values import code_table, day, id_number
from gui.widgets.editors.text import TextEditor
from gui.words import tr


class IdNumberEditor(TextEditor):
    """IdNumber: says live what is missing or what the number tells; a wrong one may stay as written."""

    def __init__(self, kind: Field[Any], parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._national = True
        self._before: dict[str, object] = {}

    def set_national(self, national: bool) -> None:
        """Whether the number is one of a resident identity card; other papers follow no rule we know."""
        self._national = national
        self._show_echo()

    def _show_echo(self) -> None:
        number = id_number.tidy(self._text())
        if not number or not self._national or self._blank:
            self.line.set_echo("")
            return
        fault = id_number.fault(number)
        if not fault:
            self.line.set_echo(_told(number), "good")
        elif fault == "id_length" and len(number) < 18 and self.line.hasFocus():
            self.line.set_echo(self.tr("还差 {count} 位").format(count=18 - len(number)))
        else:
            self.line.set_echo(_SHORT[fault], "wrong")

    def told_before(self, record: Record) -> Mapping[str, object]:
        """What the right number that stood here before told of sex and birth; empty where there was none."""
        return self._before

    def _set_text(self, text: str) -> None:
        super()._set_text(text)
        self._before = self._told_now()

    def _on_line_edited(self) -> None:
        super()._on_line_edited()
        if told := self._told_now():
            self.suggested.emit(told)
            self._before = told

    def _told_now(self) -> dict[str, object]:
        number = id_number.tidy(self._text())
        if not self._national or id_number.fault(number):
            return {}
        return {"sex": id_number.sex(number), "birth": id_number.birth(number)}


_SHORT = {
    "id_missing": "",
    "id_length": "不是18位",
    "id_characters": "有不该有的字符",
    "id_birth": "出生日期不对",
    "id_checksum": "末位校验不符",
}


def _told(number: str) -> str:
    born = id_number.birth(number)
    age = tr(" {0}岁").format(day.age_on(born, date.today())) if born else ""
    return f"✓ {code_table.load('sex').label(id_number.sex(number))}{age}"
