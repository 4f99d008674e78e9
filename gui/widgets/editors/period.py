"""The editor of periods: 3月, 本季度, 2026上半年; with an echo of what was understood."""

from db.errors import ValueUnreadable
from gui.widgets.editors.text import TextEditor


class PeriodEditor(TextEditor):
    """Period: a line that says which period was understood."""

    def _show_echo(self) -> None:
        text = self._text().strip()
        if not text or self._hidden is not None:
            self.line.set_echo("")
            return
        try:
            shown = self.kind.show(self.kind.read(text))
        except ValueUnreadable:
            # While somebody types, half a period is not yet a mistake.
            self.line.set_echo("" if self.line.hasFocus() else self.tr("看不懂"), "wrong")
            return
        self.line.set_echo("" if shown == text else shown)
