"""Editors of days and times: typed as people write them, with an echo of what was understood."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from db.errors import ValueUnreadable
from db.fields import Day, Field, Moment
from db.values import day
from gui.widgets.editors.text import TextEditor
from gui.words import tr


class DayEditor(TextEditor):
    """Day: 3.2, 20260302, 明天, 下周三; Up and Down go a day on or back."""

    def __init__(self, kind: Field[Any], parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.line.installEventFilter(self)
        self._fresh = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steps by days with the arrow keys."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
            if event.key() in steps and not self.line.isReadOnly():
                self._step(steps[Qt.Key(event.key())])
                return True
        return False

    def _step(self, days: int) -> None:
        self._uncover()
        self._veiled = False
        try:
            now = self.value()
        except ValueUnreadable:
            return
        ordinal = (now.toordinal() if now else date.today().toordinal() - days) + days
        moved = date.fromordinal(ordinal)
        fresh = datetime.combine(moved, now.time()) if isinstance(now, datetime) else moved
        self.set_value(fresh)
        self._on_line_edited()

    def _on_line_edited(self) -> None:
        self._fresh = True
        super()._on_line_edited()

    def _on_line_unfocused(self) -> None:
        super()._on_line_unfocused()
        if self._fresh and isinstance(self.kind, Day | Moment) and not self.note():
            self._fresh = False
            with suppress(ValueUnreadable):
                self.show_problem(self.kind.doubt(self.value(), date.today()))

    def _show_echo(self) -> None:
        text = self._text().strip()
        if not text or self._hidden is not None:
            self.line.set_echo("")
            return
        try:
            value = self.kind.read(text)
        except ValueUnreadable:
            # While somebody types, an unfinished date is not yet a mistake.
            self.line.set_echo("" if self.line.hasFocus() else self.tr("看不懂"), "wrong")
            return
        settled = text == self.kind.show(value)
        self.line.set_echo(_weekday(value) if settled else spelled(value))


def spelled(value: date | datetime | None) -> str:
    """2026年3月2日 星期一, with the clock where there is one."""
    if value is None:
        return ""
    clock = f" {day.clock_form(value)}" if isinstance(value, datetime) else ""
    return f"{day.long_form(value)} {_weekday(value)}{clock}"


def _weekday(value: date | None) -> str:
    return tr("星期{0}").format(day.WEEKDAYS[value.weekday()]) if value else ""
