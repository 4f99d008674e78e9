"""The editor of names of those who act: people of 人员 are offered, and whoever is not there is typed."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from db.fields import Name
from db.records.base import Record
from db.records.bodies.person import Person
from gui.lookup import Lookup
from gui.widgets.dropdown import FIRST, NOTHING, Choice, Dropdown
from gui.widgets.editors.text import TextEditor

PAUSE_MS = 60
_LAST_NAME = re.compile(r"[^、，,/／;；\s]*$")


class ActingEditor(TextEditor):
    """Name of who acts: several names stand apart, and the last one is completed by name or pinyin."""

    def __init__(self, kind: Name, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._lookup = lookup
        self._phone = kind.phone
        self._doubt = kind.doubt
        self._known = ""
        self._told: dict[str, object] = {}
        self._dropdown = Dropdown(self.line, tab_takes=True)
        self._dropdown.chosen.connect(self._on_dropdown_chosen)
        self._dropdown.outdated.connect(self._offer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._offer)

    def choices(self) -> Sequence[Choice]:
        """Whoever may be chosen now."""
        return self._dropdown.lines()

    def told_before(self, record: Record) -> Mapping[str, object]:
        """What stands there of whoever was named before: it gives way."""
        return self._told or ({self._phone: getattr(record, self._phone)} if self._phone else {})

    def _set_text(self, text: str) -> None:
        super()._set_text(text)
        self._known, self._told = text, {}

    def _offer(self) -> None:
        self._pause.stop()
        words = self._last()
        if not words or not self.line.hasFocus():
            self._dropdown.hide()
            return
        found = [one for one in self._lookup.find(words, Person.TABLE) if not one.near]
        if any(one.title == words for one in found):
            found = [one for one in found if one.title == words] if len(found) > 1 else []
        # Letters can only stand for somebody who is there; characters may be the name of somebody who is not.
        marked = FIRST if words.isascii() else NOTHING
        self._dropdown.offer([Choice(one.title, detail=one.subtitle, value=one.title) for one in found], marked)

    def _last(self) -> str:
        match = _LAST_NAME.search(self._text())
        return match.group() if match else ""

    def _on_line_edited(self) -> None:
        super()._on_line_edited()
        self._pause.start()

    def _on_dropdown_chosen(self, name: str) -> None:
        text = self._text()
        self.line.setText(text[: len(text) - len(self._last())] + name)
        self.show_problem(None)
        self.changed.emit()
        self._tell()

    def _on_line_unfocused(self) -> None:
        self._pause.stop()
        super()._on_line_unfocused()
        if not self.note() and (doubt := self._doubt(self._text())):
            self.show_problem(doubt)
        self._tell()

    def _tell(self) -> None:
        """The telephone of whoever is named now, where somebody else was named before."""
        name = self._text().strip()
        if self._phone and self._hidden is None and name != self._known:
            told: dict[str, object] = {self._phone: self._lookup.phone_of(name)}
            self.suggested.emit(told)
            self._known, self._told = name, told
