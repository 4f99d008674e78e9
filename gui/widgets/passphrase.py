"""Fields for passphrases: a new one typed twice, with a hint of its strength."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from db.values.passphrase import SHORTEST_PASSPHRASE, Strength, missing, passphrase_problems
from db.values.passphrase import strength as of_passphrase
from gui.borrowed import restyle
from gui.theme import px
from gui.widgets.parts import label
from gui.words import tr


class NewPassphrase(QWidget):
    """A new passphrase, twice.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self, name: str = "", known: Collection[str] = ()) -> None:
        """``known`` is what everybody knows of whose it is, and makes it easy to guess."""
        super().__init__()
        self._known = known
        self.first, self.second = hidden_line(), hidden_line()
        self.first.setPlaceholderText(self.tr("至少{0}个字符，可以是一句话").format(SHORTEST_PASSPHRASE))
        self._hint = label(" ", "quiet", "small")
        self.form = form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(8))
        form.addRow(field_name(name or self.tr("口令")), self.first)
        form.addRow(field_name(self.tr("再输一遍")), self.second)
        form.addRow("", self._hint)
        for one in (self.first, self.second):
            one.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """The passphrase as typed first."""
        return self.first.text()

    def fault(self) -> str:
        """Why it will not do yet, or ""."""
        if problems := passphrase_problems(self.first.text(), self._known):
            return f"{problems[0].label}{problems[0].message}，{problems[0].remedy}"
        return "" if self.first.text() == self.second.text() else self.tr("两遍口令不一样")

    def focus_fault(self) -> None:
        """Goes to the line that is wrong."""
        (self.first if passphrase_problems(self.first.text(), self._known) else self.second).setFocus()

    def _on_text_changed(self) -> None:
        text, tone = strength(self.first.text(), self._known)
        if text and self.second.text() and self.first.text() != self.second.text():
            text, tone = self.tr("两遍还不一样"), "warn"
        self._hint.setText(text or " ")
        self._hint.setProperty("tone", tone)
        restyle(self._hint)
        self.changed.emit()


def strength(passphrase: str, known: Collection[str] = ()) -> tuple[str, str]:
    """A word on a passphrase, and its tone; see `db.values.passphrase.strength`."""
    if not passphrase:
        return "", "quiet"
    if left := missing(passphrase):
        return tr("还差{0}个字符").format(left), "warn"
    found = of_passphrase(passphrase, known)
    if found is Strength.WEAK:
        return tr("容易猜到：请混用汉字、字母或一句话"), "warn"
    return (tr("够强"), "good") if found is Strength.STRONG else (tr("可以用；再长一点更好"), "quiet")


def hidden_line() -> QLineEdit:
    """A line whose text is not shown."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def field_name(text: str) -> QWidget:
    """The name before a field of a dialog."""
    made = label(text, "quiet")
    made.setMinimumHeight(px(36))
    return made
