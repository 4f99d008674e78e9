"""The line into which an exception of a paper is keyed: number, Enter, result, Enter; what else there is lies behind Tab."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import ValueUnreadable
from db.fields import Whole
from db.records.base import fields_of
from db.records.visits.visit import Visit
from db.services.visits.key_sheet import NOT_WALKED, Exceptional
from db.values import code_table
from gui.theme import px
from gui.widgets.editors import DayEditor, LineEditor, TextEditor
from gui.widgets.parts import label
from gui.words import tr


def results() -> Mapping[str, str]:
    """The words for results by their codes, with that of a door to which nobody came."""
    return {**code_table.load("visit_result").offered, NOT_WALKED: tr("没走到")}


class ExceptionLine(QWidget):
    """The line.

    Signals:
        keyed: an `Exceptional`.
        refused: why it is none; "" once somebody types on.

    Attributes:
        number, result, finding, promise, due, owner, matter: what is keyed.
        codes: what is keyed for which result, read whole under the line.
    """

    keyed = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        kinds = fields_of(Visit)
        self.number = TextEditor(Whole(self.tr("行号")))
        self.result = TextEditor(kinds["result"])
        self.finding = TextEditor(kinds["finding"])
        self.promise = TextEditor(kinds["promise"])
        self.due = DayEditor(kinds["promise_due"])
        self.owner = TextEditor(kinds["promise_owner"])
        self.codes = label("　".join(f"{code} {word}" for code, word in results().items()), "quiet", "small", wrap=True)
        self.matter = QCheckBox(self.tr("转诉求"))
        self._lay_out()
        for editor in self._editors():
            editor.changed.connect(lambda: self.refused.emit(""))
            editor.target().setAccessibleName(editor.kind.label)
            if editor is not self.number:
                editor.line.returnPressed.connect(self.take)
        self.number.line.returnPressed.connect(self.result.setFocus)
        self.result.changed.connect(self._echo_result)

    def take(self) -> None:
        """Gives what was keyed, and begins the next."""
        try:
            one = self._read()
        except ValueUnreadable as error:
            self.refused.emit(str(error))
            return
        self.keyed.emit(one)

    def clear(self) -> None:
        """Leaves nothing keyed."""
        for editor in self._editors():
            editor.set_value(editor.kind.EMPTY)
        self.matter.setChecked(False)
        self.result.line.set_echo("")

    def show_one(self, one: Exceptional) -> None:
        """Shows one to be keyed otherwise."""
        self.number.set_value(one.line)
        self.result.line.setText(one.result)
        self.finding.set_value(one.finding)
        self.promise.set_value(one.promise)
        self.due.set_value(one.due)
        self.owner.set_value(one.owner)
        self.matter.setChecked(one.matter)
        self._echo_result()
        self.result.setFocus()
        self.result.line.selectAll()

    def is_empty(self) -> bool:
        """Whether nothing is half keyed."""
        return not any(editor.line.text().strip() for editor in self._editors())

    def _read(self) -> Exceptional:
        number = self.number.value()
        if number is None:
            self.number.setFocus()
            raise ValueUnreadable("还没有写行号", "行号在纸上每一行的最前面")
        return Exceptional(
            line=int(number),
            result=self._result(),
            finding=self.finding.value(),
            promise=self.promise.value(),
            due=self.due.value(),
            owner=self.owner.value(),
            matter=self.matter.isChecked(),
        )

    def _result(self) -> str:
        text = self.result.line.text().strip()
        if not text:
            self.result.setFocus()
            raise ValueUnreadable(
                "还没有写结果", "例如：" + "，".join(f"{code}{word}" for code, word in results().items())
            )
        found = next((code for code, word in results().items() if text in (code, word)), "")
        return found or str(self.result.kind.read(text))

    def _echo_result(self) -> None:
        self.result.line.set_echo(results().get(self.result.line.text().strip(), ""))

    def _editors(self) -> tuple[LineEditor, ...]:
        return self.number, self.result, self.finding, self.promise, self.due, self.owner

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addLayout(row)
        column.addWidget(self.codes)
        row.setSpacing(px(8))
        stretches = (2, 4, 6, 6, 5, 3)
        for editor, stretch in zip(self._editors(), stretches, strict=True):
            cell = QVBoxLayout()
            cell.setSpacing(px(2))
            cell.addWidget(label(editor.kind.label, "quiet", "small"))
            cell.addWidget(editor)
            cell.addStretch(1)
            row.addLayout(cell, stretch)
        last = QVBoxLayout()
        last.setSpacing(px(2))
        last.addWidget(label(" ", "quiet", "small"))
        last.addWidget(self.matter)
        last.addStretch(1)
        row.addLayout(last)
