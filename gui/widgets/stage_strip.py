"""The strip of stages: which are behind, where it stands, which are ahead; folded where they are many."""

from attrs import frozen
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import px
from gui.tokens import TOKENS

DISC, GAP, LEAST_LINE = 22, 8, 16
TICK, CROSS = "✓", "×"


@frozen
class Stop:
    """One stage on the strip.

    Attributes:
        label: its name.
        is_behind: whether the record was there and went on.
        is_here: whether it stands there.
        end: the mark in its disc where it stands there and nothing more is done: `TICK`, or `CROSS` where it counts nowhere.
    """

    label: str
    is_behind: bool = False
    is_here: bool = False
    end: str = ""

    @property
    def mark(self) -> str:
        """What its disc has in place of its number; "" for the number."""
        return TICK if self.is_behind else self.end


class StageStrip(QWidget):
    """Shows stages in their order; where there is no room for all names, those far from where it stands lose theirs first."""

    def __init__(self) -> None:
        super().__init__()
        self._stops: tuple[Stop, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stops(self, stops: tuple[Stop, ...]) -> None:
        """Shows these."""
        self._stops = stops
        here = next((stop.label for stop in stops if stop.is_here), "")
        self.setAccessibleName(self.tr("现在的环节：{0}").format(here))
        self.setToolTip(" → ".join(stop.label for stop in stops))
        self.update()

    def stops(self) -> tuple[Stop, ...]:
        """What is shown."""
        return self._stops

    def named(self) -> list[str]:
        """The names for which there is room now."""
        return [self._stops[i].label for i in sorted(self._named())]

    def sizeHint(self) -> QSize:
        """As high as a disc; it takes what width there is."""
        return QSize(px(200), px(DISC + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws discs, names and the lines between them."""
        if not self._stops:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named = self._named()
        widths = [px(DISC) + (self._text_width(i) if i in named else 0) for i in range(len(self._stops))]
        spare = self.width() - sum(widths)
        between = spare // max(len(self._stops) - 1, 1)
        left = 0
        for number, (stop, wide) in enumerate(zip(self._stops, widths, strict=True)):
            self._draw(painter, left, number, named=number in named)
            left += wide
            if number + 1 < len(self._stops):
                line = QColor(TOKENS.good if stop.is_behind else TOKENS.line)
                painter.setPen(QPen(line, px(2)))
                middle = self.height() // 2
                painter.drawLine(left + px(GAP), middle, left + between - px(GAP), middle)
                left += between

    def _draw(self, painter: QPainter, left: int, number: int, *, named: bool) -> None:
        stop = self._stops[number]
        disc = QRect(left + 1, (self.height() - px(DISC)) // 2, px(DISC) - 2, px(DISC) - 2)
        colour = QColor(_colour(stop))
        painter.setPen(QPen(colour, px(2)))
        painter.setBrush(colour if stop.mark else QColor(TOKENS.white))
        painter.drawEllipse(disc)
        painter.setPen(QColor(TOKENS.white) if stop.mark else colour if stop.is_here else QColor(TOKENS.faint))
        painter.setFont(self._font(bold=stop.is_here))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, stop.mark or str(number + 1))
        if named:
            tone = _colour(stop) if stop.is_here else TOKENS.text if stop.is_behind else TOKENS.faint
            painter.setPen(QColor(tone))
            area = QRect(left + px(DISC + GAP), 0, self._text_width(number), self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, stop.label)

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font

    def _text_width(self, number: int) -> int:
        stop = self._stops[number]
        return px(GAP) + QFontMetrics(self._font(bold=stop.is_here)).horizontalAdvance(stop.label) + px(2)

    def _named(self) -> set[int]:
        """The stages whose names have room: those nearest to where it stands come first."""
        count = len(self._stops)
        here = next((i for i, stop in enumerate(self._stops) if stop.is_here), 0)
        room = self.width() - count * px(DISC) - (count - 1) * px(LEAST_LINE + 2 * GAP)
        found: set[int] = set()
        for i in sorted(range(count), key=lambda i: (abs(i - here), i)):
            if (wide := self._text_width(i)) > room:
                break
            found.add(i)
            room -= wide
        return found


def _colour(stop: Stop) -> str:
    """Of its disc, and of its name where it stands there."""
    if stop.mark == TICK:
        return TOKENS.good
    if stop.mark == CROSS:
        return TOKENS.quiet
    return TOKENS.accent if stop.is_here else TOKENS.line_strong
