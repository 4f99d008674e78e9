"""The report as text, in which every number can be pressed."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.services.figures.measure import Measured
from db.services.figures.report import Checked, Report, Told, Untold, by_time, lead_of
from gui.keys import bring_to_sight
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import badge, button, label
from gui.widgets.press import Button

STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
"""How far an arrow goes from a number."""


class NumberButton(Button):
    """One number of the text.

    Attributes:
        found: what it tells.
    """

    def __init__(self, found: Measured) -> None:
        value = found.value
        shown = value.shown() if value.total is None else f"{value.share()}（{value.shown()}）"
        super().__init__(shown)
        self.found = found
        self.setProperty("kind", "told")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{found.figure.label} {shown}{found.figure.unit}")
        self.setToolTip(found.figure.about)
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves the arrows to the text: a button of Qt would go to whatever comes next, which may be a link."""
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ReportText(QWidget):
    """The text; the arrows go from number to number.

    Signals:
        chosen: the `Measured` whose rows are to be seen beside.
        opened: the same, in the list itself.
        to_lay_down: the `Figure` that is not told until the centre lays down how it is reckoned.
        left_out: the `FigureRows` that a figure of a place leaves out, which are wanted in their list.

    Attributes:
        untold: the buttons that ask for that.
        links: what opens those that are left out.
    """

    chosen = Signal(object)
    opened = Signal(object)
    to_lay_down = Signal(object)
    left_out = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.links: list[QPushButton] = []
        self.numbers: list[NumberButton] = []
        self.checks: list[QWidget] = []
        self.untold: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, px(8), 0)
        self._column.setSpacing(px(6))
        self._parts: list[QWidget] = []

    def show_report(self, found: Report) -> None:
        """Shows other figures; the number that has the keys keeps them."""
        kept = next((one.found.figure.name for one in self.numbers if one.hasFocus()), "")
        marked = next((one.found.figure.name for one in self.numbers if one.isChecked()), "")
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.numbers, self._parts, self.checks, self.untold, self.links = [], [], [], [], []
        while self._column.count():
            self._column.takeAt(0)
        for room, told in found.rooms.items():
            self._add(label(room.value, size="large"))
            for part in by_time(told):
                self._add(self._paragraph(part))
            for one in found.untold.get(room, ()):
                self._add(self._untold(one))
        for check in found.checks:
            self.checks.append(self._check(check))
            self._add(self.checks[-1])
        self._column.addStretch(1)
        for one in self.numbers:
            one.setChecked(one.found.figure.name == marked)
            if one.found.figure.name == kept:
                _go_to(one)

    def mark(self, found: Measured | None) -> None:
        """Marks the number whose rows are seen; none where none are."""
        for one in self.numbers:
            one.setChecked(found is not None and one.found.figure.name == found.figure.name)

    def take_focus(self) -> None:
        """Puts the keys on the number that is marked, or the first one."""
        for one in [*(n for n in self.numbers if n.isChecked()), *self.numbers][:1]:
            _go_to(one)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go on and back; Ctrl+Enter opens the list."""
        at = next((n for n, one in enumerate(self.numbers) if one.hasFocus()), -1)
        key = Qt.Key(event.key())
        step = STEPS.get(key, 0)
        if at >= 0 and step and 0 <= at + step < len(self.numbers):
            _go_to(self.numbers[at + step])
        elif at >= 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            one = self.numbers[at]
            is_list = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.opened if is_list else self.chosen).emit(one.found)
        else:
            super().keyPressEvent(event)

    # Inside.

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._column.addWidget(part)

    def _paragraph(self, told: Sequence[Told]) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made, px(4))
        flow.addWidget(label(f"{lead_of(told, date.today())}：", "quiet"))
        for number, one in enumerate(told, 1):
            flow.addWidget(self._piece(one, "。" if number == len(told) else "，"))
        return made

    def _piece(self, told: Told, end: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(3))
        number = NumberButton(told.found)
        number.clicked.connect(lambda _on=False, found=told.found: self.chosen.emit(found))
        self.numbers.append(number)
        for part in self._around(told, number, end):
            row.addWidget(part)
        return made

    def _around(self, told: Told, number: QWidget, end: str) -> Iterator[QWidget]:
        yield label(told.found.figure.label)
        yield number
        claim = f"，{told.claim.word}" if told.claim and told.claim.holds else ""
        yield label(f"{told.found.figure.unit}{claim}{'' if told.left else end}")
        if (left := told.left) is not None:
            link = button(self.tr("（{0}）").format(left.words()), "link")
            link.setAccessibleName(f"{told.found.figure.label} {left.words()}")
            link.clicked.connect(lambda: self.left_out.emit(left.rows))
            self.links.append(link)
            yield link
            yield label(end)

    def _untold(self, one: Untold) -> QWidget:
        """Why one is not told; with what lays down how it is reckoned, where that is why."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(label(one.why, "quiet"))
        if one.figure.by_rule or one.figure.choice:
            ask = button(self.tr("定怎样算…"), "link")
            ask.setAccessibleName(self.tr("{0}怎样算").format(one.figure.label))
            ask.clicked.connect(lambda: self.to_lay_down.emit(one.figure))
            self.untold.append(ask)
            row.addWidget(ask)
        row.addStretch(1)
        return made

    def _check(self, found: Checked) -> QWidget:
        """Those that hold are grey; only those that fail ask to be looked at."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, px(4), 0, 0)
        row.setSpacing(px(8))
        if not found.holds:
            row.addWidget(badge(self.tr("请核"), "warn"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(found.words(), "faint" if found.holds else "", "small", wrap=True), 1)
        return made


def _go_to(number: QWidget) -> None:
    """Puts the keys on a number, and the number in sight."""
    number.setFocus()
    bring_to_sight(number)
