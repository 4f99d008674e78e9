"""What this one paper is to be like: the fields that its input leaves to the hour of printing, and what is masked."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError
from db.fields import Field
from db.services.duties.giving_out import Use
from gui.fitted import FittedDialog
from gui.keys import on_key, red_key
from gui.lookup import Lookup
from gui.papers.asked import MASKED, Answers
from gui.theme import px
from gui.widgets.chips import Chips
from gui.widgets.editors import Editor, editor_for
from gui.widgets.parts import button, label
from gui.widgets.passphrase import field_name
from gui.widgets.whole_use import WholeUse

RESET_KEY = "Ctrl+0"
_MASK_NUMBER, _PLAIN_NUMBER = 0, 1


class PaperOptions(FittedDialog):
    """Asks; Enter makes the paper. Personal data are masked unless the clerk says what they are needed for.

    Attributes:
        editors: of the fields asked for, by name.
    """

    def __init__(
        self, title: str, kinds: Mapping[str, Field[Any]], defaults: Answers, lookup: Lookup, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._defaults = defaults
        self._masks = MASKED in kinds
        self.editors: dict[str, Editor] = {n: editor_for(k, lookup) for n, k in kinds.items() if n != MASKED}
        self.asks = WholeUse(lookup)
        self._mask = Chips((self.tr("遮挡"), self.tr("完整")))
        self._fault = label("", "accent", "small", wrap=True)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(12))
        column.addWidget(label(self.tr("打印{0}").format(title), size="large"))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(px(14))
        self._form.setVerticalSpacing(px(10))
        column.addLayout(self._form)
        column.addWidget(self._fault)
        column.addLayout(self._make_foot())
        self._fill_form()
        on_key(RESET_KEY, self, self.reset, everywhere=True)
        self.reset()
        # On the red button where nothing is to be typed: a chip that has the keys would take Enter for itself.
        first = next((editor.target() for editor in self.editors.values()), self._out)
        first.setFocus()

    def set_answers(self, answers: Answers) -> None:
        """Shows answers given before."""
        for name, editor in self.editors.items():
            if name in answers:
                editor.set_value(answers[name])

    def answers(self) -> dict[str, Any]:
        """What is answered.

        Raises:
            ValueUnreadable: something typed is no value of its field.
        """
        found = {name: editor.value() for name, editor in self.editors.items()}
        return {**found, MASKED: not self.is_plain()} if self._masks else found

    def is_plain(self) -> bool:
        """Whether personal data are printed in full."""
        return self._masks and self._mask.current() == _PLAIN_NUMBER

    def use(self) -> Use | None:
        """What the full data are needed for; None while they are masked."""
        return self.asks.use() if self.is_plain() else None

    def reset(self) -> None:
        """Everything as if nothing had been answered."""
        self.set_answers(self._defaults)
        self.asks.clear()
        if self._masks:
            self.choose_plain(plain=False)
        self.say_in(self._fault, "")

    def choose_plain(self, *, plain: bool) -> None:
        """In full, or masked."""
        self._mask.choose(_PLAIN_NUMBER if plain else _MASK_NUMBER)
        self._show_reason()

    def accept(self) -> None:
        """Closes when everything can be read; otherwise says what cannot."""
        for editor in self.editors.values():
            if fault := _fault(editor):
                self.say_in(self._fault, fault)
                editor.setFocus()
                return
        if self.is_plain() and (fault := self.asks.fault()):
            self.say_in(self._fault, fault)
            return
        super().accept()

    def _fill_form(self) -> None:
        for name, editor in self.editors.items():
            self._form.addRow(field_name(editor.kind.label), editor)
            if editor.kind.help:
                self._form.addRow("", label(editor.kind.help, "quiet", "small", wrap=True))
            self.editors[name].changed.connect(lambda: self.say_in(self._fault, ""))
        if not self._masks:
            return
        self._mask.chosen.connect(self._on_mask_chosen)
        self._form.addRow(field_name(self.tr("个人信息")), self._mask)
        self._form.addRow(self.asks)
        self.asks.changed.connect(lambda: self.say_in(self._fault, ""))

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(px(10))
        again = button(self.tr("恢复默认"), "quiet", RESET_KEY)
        again.clicked.connect(self.reset)
        leave = button(self.tr("返回"))
        leave.clicked.connect(self.reject)
        self._out = button(self.tr("排版预览"), "primary", "Ctrl+Enter")
        self._out.setDefault(True)
        self._out.clicked.connect(self.accept)
        red_key(self, self.accept)
        foot.addWidget(again)
        foot.addStretch()
        foot.addWidget(leave)
        foot.addWidget(self._out)
        return foot

    def _on_mask_chosen(self) -> None:
        self._show_reason()
        if self.is_plain():
            self.asks.focus_first()

    def _show_reason(self) -> None:
        self._form.setRowVisible(self.asks, self.is_plain())
        self.say_in(self._fault, "")


def _fault(editor: Editor) -> str:
    """What is wrong with the answer; "" for nothing."""
    try:
        problem = editor.kind.fault(editor.value())
    except AppError as error:
        return str(error)
    return f"{problem.label}：{problem.message}，{problem.remedy}" if problem else ""
