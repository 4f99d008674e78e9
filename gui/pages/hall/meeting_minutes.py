"""纪要: topic by topic what was said and decided, and who does it by when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import ValueUnreadable
from db.records.base import fields_of
from db.records.hall.meeting import AgendaItem, Meeting, Resolution
from db.services.registry.contradictions import before_its_meeting
from db.values.day import day_of
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.editors import editor_for
from gui.widgets.minutes_items import MinutesItem
from gui.widgets.parts import Card, EmptyState, label, scrolled
from printing.typed import without_marks

HERE = frozenset({"subject", "owner", "due"})


class MinutesStep(QWidget):
    """The third step of a meeting.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._lookup = lookup
        self.items: list[MinutesItem] = []
        self._meeting = Meeting()
        self._elsewhere: list[Resolution] = []
        kinds = fields_of(Meeting)
        self._dissent = editor_for(kinds["dissent"], lookup)
        self._day = editor_for(kinds["minutes_day"], lookup)
        self._offered = self._day.typed()
        for editor in (self._dissent, self._day):
            editor.changed.connect(self.changed)
        self._inside = QWidget()
        self._inside.setObjectName("plain")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, px(6), 0)
        self._lines.setSpacing(px(12))
        area = scrolled(self._inside)
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        self._last = self._make_last()

    def show_meeting(self, meeting: Meeting, resolutions: Sequence[Resolution]) -> None:
        """Shows the topics of a meeting with what is already written."""
        while item := self._lines.takeAt(0):
            widget = item.widget()
            if widget and widget is not self._last:
                widget.hide()
                widget.deleteLater()
        self.items = []
        self._meeting = meeting
        by_item = _by_item(meeting.agenda, resolutions)
        self._elsewhere = by_item[-1]
        subjects = without_marks([topic.subject for topic in meeting.agenda])
        for number, (topic, subject, own) in enumerate(zip(meeting.agenda, subjects, by_item, strict=False), start=1):
            self._add(MinutesItem(f"{number}. {subject}", topic, own, self._lookup))
        if not meeting.agenda:
            self._lines.addWidget(EmptyState(self.tr("这次会议还没有议题"), self.tr("请先在“筹备”里加上议题")))
        self._lines.addWidget(self._last)
        self._lines.addStretch(1)
        self._dissent.set_value(meeting.dissent)
        self._day.set_value(_usual_day(meeting))
        self._offered = self._day.typed()
        for row in (row for item in self.items for row in item.filled()):
            row.show_problems(list(before_its_meeting(row.resolution(), meeting)))

    def typed(self) -> object:
        """What is written, as a draft keeps it: by topic, then what stands under all of them; no day that was offered."""
        topics = {item.key(): item.typed() for item in self.items}
        day = {"day": self._day.typed()} if self._has_own_day() else {}
        return {"topics": topics, "dissent": self._dissent.typed(), **day}

    def set_typed(self, typed: object) -> None:
        """Shows what a draft kept; what was written on a topic that is no longer on the agenda is not shown."""
        if not isinstance(typed, dict):
            return
        topics = typed.get("topics", {})
        for item in self.items:
            if item.key() in topics:
                item.set_typed(topics[item.key()])
        for name, editor in (("dissent", self._dissent), ("day", self._day)):
            if name in typed:
                editor.set_typed(typed[name])

    def agenda(self) -> tuple[AgendaItem, ...]:
        """The topics with what is typed."""
        return tuple(item.item() for item in self.items)

    def dissent(self) -> str:
        """Opinions on which nobody agreed."""
        return str(self._dissent.value())

    def day(self, meeting: Meeting) -> date:
        """The day of the minutes: as written, else the one that goes with the meeting as it is saved now."""
        if not self._has_own_day():
            return _usual_day(meeting)
        try:
            value = self._day.value()
        except ValueUnreadable:
            value = None
        return value if isinstance(value, date) else date.today()

    def places(self) -> list[int]:
        """The place on the agenda of each of the `resolutions`, as far as they stand under an item."""
        return [place for place, item in enumerate(self.items) for _ in item.filled()]

    def resolutions(self) -> list[Resolution] | None:
        """Who does what by when, or None after showing what is wrong.

        First what stands under the items, then what was resolved beside them and is not shown here.
        """
        found: list[Resolution] = []
        wrong: QWidget | None = None
        for row in (row for item in self.items for row in item.filled()):
            try:
                resolution = row.resolution()
            except ValueUnreadable as error:
                kind = fields_of(Resolution)["due"]
                row.show_problems([kind.problem("unreadable", error.message, error.remedy)])
                wrong = wrong or row
                continue
            problems = [*resolution.problems(), *before_its_meeting(resolution, self._meeting)]
            row.show_problems(problems := [p for p in problems if p.field in HERE])
            wrong = wrong or (row if any(p.blocking for p in problems) else None)
            found.append(resolution)
        if wrong:
            self._area.ensureWidgetVisible(wrong)
            return None
        return [*found, *self._elsewhere]

    def focus_first(self) -> None:
        """Goes to the first topic."""
        if self.items:
            self.items[0].discussion.setFocus()

    def _has_own_day(self) -> bool:
        return self._day.typed() != self._offered

    def _add(self, item: MinutesItem) -> None:
        item.changed.connect(self.changed)
        self.items.append(item)
        self._lines.addWidget(item)

    def _make_last(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(px(14))
        for editor, stretch in ((self._dissent, 3), (self._day, 1)):
            column = QVBoxLayout()
            column.setSpacing(px(4))
            column.addWidget(label(editor.kind.label, "quiet", "small"))
            column.addWidget(editor)
            column.addStretch(1)
            editor.target().setAccessibleName(editor.kind.label)
            row.addLayout(column, stretch)
        card.inside.addLayout(row)
        return card


def _usual_day(meeting: Meeting) -> date:
    """The day of minutes that have none yet: never older than their meeting, also where they are prepared before it."""
    held = day_of(meeting.starts) or date.min
    return meeting.minutes_day or max(date.today(), held)


def _by_item(agenda: Sequence[AgendaItem], resolutions: Sequence[Resolution]) -> list[list[Resolution]]:
    """The resolutions of each item, then those that belong to none.

    Those without a topic stand under the first item that has none either, those of another topic nowhere here.
    """
    found: list[list[Resolution]] = [[] for _ in range(len(agenda) + 1)]
    topics = [item.topic for item in agenda]
    for resolution in resolutions:
        found[topics.index(resolution.topic) if resolution.topic in topics else -1].append(resolution)
    return found
