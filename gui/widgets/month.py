"""One month at a glance: today, the 议事日 filled, the 走访日 ringed."""

import calendar
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.services.centre.recurring_days import MonthDays
from db.values.day import WEEKDAYS
from gui.theme import px
from gui.tokens import TOKENS

COLUMNS = 7
ROW = 31
LOWEST_ROW = 22
DISC = 28


class MonthView(QWidget):
    """The month of a day, Monday first; it only shows. On a low screen its rows move together: no week is ever cut off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.today()
        self._days = MonthDays(None, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_month(self, today: date, days: MonthDays) -> None:
        """Shows the month of ``today`` with its marked days."""
        self._today, self._days = today, days
        self.setAccessibleDescription(self._in_words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(280), px(ROW) * self._rows())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(280), px(LOWEST_ROW) * self._rows())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for column, letter in enumerate(WEEKDAYS):
            self._write(painter, self._cell(0, column), letter, TOKENS.quiet)
        weeks = calendar.monthcalendar(self._today.year, self._today.month)
        for row, week in enumerate(weeks, start=1):
            for column, number in enumerate(week):
                if number:
                    self._draw_day(painter, self._cell(row, column), self._today.replace(day=number))

    def _rows(self) -> int:
        """The weeks of the month and the row of their days' names."""
        return len(calendar.monthcalendar(self._today.year, self._today.month)) + 1

    def _row_height(self) -> float:
        return min(float(px(ROW)), self.height() / self._rows())

    def _cell(self, row: int, column: int) -> QRectF:
        width, height = self.width() / COLUMNS, self._row_height()
        return QRectF(column * width, row * height, width, height)

    def _draw_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        colour = TOKENS.text
        if day == self._days.topic_day:
            self._disc(painter, cell.center(), TOKENS.accent, filled=True)
            colour = TOKENS.white
        elif day == self._today:
            self._disc(painter, cell.center(), TOKENS.line, filled=True)
        if day == self._days.visit_day:
            self._disc(painter, cell.center(), TOKENS.accent, filled=False)
            colour = TOKENS.accent
        bold = day in (self._days.topic_day, self._days.visit_day, self._today)
        self._write(painter, cell, str(day.day), colour, bold=bold)

    def _disc(self, painter: QPainter, centre: QPointF, colour: str, *, filled: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(QColor(colour), px(1.5)))
        painter.setBrush(QColor(colour) if filled else Qt.BrushStyle.NoBrush)
        radius = min(float(px(DISC)), self._row_height()) / 2
        painter.drawEllipse(centre, radius, radius)

    def _write(self, painter: QPainter, cell: QRectF, text: str, colour: str, *, bold: bool = False) -> None:
        font = QFont(self.font())
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _in_words(self) -> str:
        marks = ((self.tr("议事日"), self._days.topic_day), (self.tr("走访日"), self._days.visit_day))
        return "，".join(self.tr("{0} {1}月{2}日").format(name, day.month, day.day) for name, day in marks if day)
