"""One row of an import: all that there is to say of it, and what the clerk may decide about it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.fields import Field, Privacy
from db.records.base import fields_of
from db.records.kinds import Kinds
from db.services.importing.choices import Choices, Take
from db.services.importing.drafts import Change
from db.services.importing.problems import RowProblem
from db.values import masks
from gui.models.import_rows import ImportRow, sentence_of
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button, label, scrolled
from gui.words import tr

_CHIP = 40
"""How many characters of a value a button shows; the rest stands in its hint."""


class RowDetail(QWidget):
    """What is said of one row, with a button for every way of deciding it.

    Signals:
        answered: sheet, row and what is asked, and the answer.
        change_taken: sheet, row and field of a change, and whose value counts.
        row_taken: whether the row is imported.
    """

    answered = Signal(object, str)
    change_taken = Signal(object, object)
    row_taken = Signal(object, bool)

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self._kinds = kinds
        self.row: ImportRow | None = None
        self._choices = Choices()
        self._inside = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_row(self, row: ImportRow | None, choices: Choices) -> None:
        """Shows a row, or nothing."""
        self.row, self._choices = row, choices
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        inside = self._inside = QWidget()
        inside.setObjectName("plain")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, px(6), 0)
        lines.setSpacing(px(6))
        if row is None:
            lines.addWidget(label(tr("选一行，这里说明它为什么这样、可以怎么定"), "quiet", wrap=True))
        else:
            head = tr("{0} 第{1}行　{2}").format(*row.place, _short(masks.in_text(row.title)))
            lines.addWidget(label(head, "quiet", "small", wrap=True))
            self._fill(lines, row)
        lines.addStretch(1)
        area = scrolled(inside)
        self._column.addWidget(area)
        area.show()  # now, for the keys come next

    def buttons(self) -> list[QPushButton]:
        """The buttons that are shown, from above to below."""
        return self._inside.findChildren(QPushButton)

    def take_focus(self) -> None:
        """Takes the keys, at the first thing to decide."""
        if buttons := self.buttons():
            buttons[0].setFocus()

    def _fill(self, lines: QVBoxLayout, row: ImportRow) -> None:
        for problem in row.problems:
            if problem.code == "differs":
                continue
            lines.addWidget(label(_sentence(problem), wrap=True))
            if shown := self._written(problem):
                lines.addWidget(label(shown, "quiet", "small", wrap=True))
            if problem.options:
                lines.addWidget(self._options(row, problem))
        for name, change in row.changes.items():
            lines.addLayout(self._change(row, name, change))
        out = row.place in self._choices.left_out
        if row.table or out:
            last = button(tr("还是导入这一行") if out else tr("不导入这一行"), "link")
            last.clicked.connect(lambda: self.row_taken.emit(row.place, out))
            foot = QHBoxLayout()
            foot.addWidget(last)
            foot.addStretch()
            lines.addLayout(foot)

    def _options(self, row: ImportRow, problem: RowProblem) -> QWidget:
        said = self._choices.answers.get((*row.place, problem.options[0].ask), problem.options[0].answer)
        line = QWidget()
        line.setObjectName("plain")
        flow = FlowLayout(line, px(6))
        for option in problem.options:
            made = button(masks.in_text(option.words), "chip")
            made.setCheckable(True)
            made.setChecked(option.answer == said)
            made.clicked.connect(lambda _on=False, one=option: self.answered.emit((*row.place, one.ask), one.answer))
            flow.addWidget(made)
        return line

    def _change(self, row: ImportRow, name: str, change: Change) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(change.field.label, "quiet"))
        if change.fills:
            line.addWidget(label(tr("补上 {0}").format(change.said), wrap=True), 1)
            return line
        ways = QWidget()
        ways.setObjectName("plain")
        flow = FlowLayout(ways, px(6))
        for take, words in (
            (Take.KEEP, tr("保留 {0}").format(change.was)),
            (Take.TABLE, tr("改成 {0}").format(change.said)),
        ):
            made = button(_short(words, _CHIP), "chip", words)
            made.setCheckable(True)
            made.setChecked(change.taken == (take is Take.TABLE))
            made.clicked.connect(lambda _on=False, take=take: self.change_taken.emit((*row.place, name), take))
            flow.addWidget(made)
        line.addWidget(ways, 1)
        return line

    def _written(self, problem: RowProblem) -> str:
        """What the row says, and what is kept instead, as everybody may see it."""
        kind = self._kinds.find(problem.table)
        field = fields_of(kind.record).get(problem.field) if kind else None
        if field is not None and field.privacy >= Privacy.SENSITIVE:
            return ""
        told = [(tr("原文"), problem.written), (tr("现有"), problem.kept)]
        return "　".join(f"{word}：{_short(_masked(field, text))}" for word, text in told if text)


def _masked(field: Field[Any] | None, text: str) -> str:
    return masks.in_text(field.mask_shown(text) if field else text)


def _short(text: str, most: int = 28) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _sentence(problem: RowProblem) -> str:
    return f"{sentence_of(problem)}。{problem.remedy}"
