"""Over what happened with a record: each of its clocks with its sum, and how long there is."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from db.records.base import Record
from db.services.clocks import Sum, Urgency, sums
from db.store import Store
from gui.theme import px
from gui.widgets.parts import Card, label, put_in_place
from gui.words import tr

A_MINUTE = 60_000
TONES = {Urgency.LATE: "accent", Urgency.RED: "accent", Urgency.YELLOW: "warn"}


class ClockCard(Card):
    """Two lines a clock, and where it is written how long it may take; hidden where none has begun."""

    def __init__(self) -> None:
        super().__init__(margin=10)
        self._shown = QWidget()
        self.inside.addWidget(self._shown)
        self.lines: tuple[str, ...] = ()
        self.sources: tuple[str, ...] = ()
        self._told: tuple[Sum, ...] = ()
        self._clock = QTimer(self)
        self._clock.setInterval(A_MINUTE)
        self._clock.timeout.connect(lambda: self.show_sums(self._told, datetime.now()))
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """While it is seen, hours and minutes go on."""
        self._clock.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees stands still."""
        self._clock.stop()
        super().hideEvent(event)

    def over(self, below: QWidget) -> QVBoxLayout:
        """A column with this over another widget, which has the rest of the room."""
        column = QVBoxLayout()
        column.setSpacing(px(10))
        column.addWidget(self)
        column.addWidget(below, 1)
        return column

    def show_record(self, store: Store, record: Record) -> None:
        """Shows the clocks of a record as they stand now."""
        self.show_sums(sums(store, record), datetime.now())

    def show_sums(self, told: Sequence[Sum], now: datetime) -> None:
        """Shows these as they stand at a time."""
        self._told = tuple(told)
        self.lines = tuple(" ".join((tr("{0}时限：").format(s.clock), s.words, s.left(now))).strip() for s in told)
        self.sources = tuple(tr("依据：{0}").format(s.source) for s in told if s.source)
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(px(6), 0, px(6), 0)
        grid.setVerticalSpacing(px(2))
        grid.setColumnStretch(0, 1)
        for row, one in enumerate(told):
            tone = TONES.get(one.urgency(now), "quiet") if one.is_running else "quiet"
            grid.addWidget(label(tr("{0}时限").format(one.clock), "quiet", "small"), 3 * row, 0)
            grid.addWidget(label(one.left(now), tone, "small"), 3 * row, 1)
            grid.addWidget(label(one.words, size="small", wrap=True), 3 * row + 1, 0, 1, 2)
            if one.source:
                source = label(tr("依据：{0}").format(one.source), "quiet", "small", wrap=True)
                grid.addWidget(source, 3 * row + 2, 0, 1, 2)
        put_in_place(self.inside, self._shown, fresh)
        self._shown = fresh
        self.setVisible(bool(told))
