"""The cards over what is to be done: a figure each, and below it more of them, each of which opens its rows."""

from collections.abc import Callable
from datetime import date, datetime

from db.services.figures.rows import FigureRows
from db.services.whats_due import Today
from gui.widgets.figure_card import Below, FigureCard
from gui.words import tr

COUNTED = {
    "problems": "problems_open",
    "cases": "cases_open",
    "topic_day": "topics_waiting",
    "resolutions": "resolutions_on_time",
}
"""The figure that each card tells; the rest of what it says stands below."""


class TodayFigures:
    """The cards.

    Attributes:
        cards: by name, in their order.
    """

    def __init__(self, open_rows: Callable[[FigureRows], object], show_due: Callable[[bool], None]) -> None:
        """``show_due`` shows of what is to be done what is due, or what is late of it (True)."""
        self._today: Today | None = None
        self._open, self._show_due = open_rows, show_due
        self.cards = {
            "due": FigureCard(tr("到期和逾期"), "accent"),
            "problems": FigureCard(tr("在办的问题")),
            "cases": FigureCard(tr("在办纠纷")),
            "topic_day": FigureCard(tr("议事日")),
            "resolutions": FigureCard(tr("决议按期办结"), "good"),
        }
        self.cards["due"].opened.connect(lambda: show_due(False))
        for name, figure in COUNTED.items():
            self.cards[name].opened.connect(lambda figure=figure: self._open_rows(figure))

    def show(self, today: Today, now: datetime) -> None:
        """Shows other figures."""
        self._today = today
        due = today.due_by(now.date())
        late = sum(1 for item in due if item.is_late(now))
        is_late = Below(tr("其中 {0} 件已经逾期").format(late), lambda: self._show_due(True))
        self.cards["due"].show_figure(str(len(due)), [is_late if late else Below(tr("没有逾期"))])
        self.cards["due"].set_tone("accent" if due else "")
        for name, figure in COUNTED.items():
            if figure in today.figures and name != "topic_day":
                value = today.figures[figure].value
                shown = value.shown() if value.total is None else value.share()
                self.cards[name].show_figure(shown, self._below(name, today, now.date()))
        if "topics_waiting" in today.figures:
            day = tr("{0}日").format(today.topic_day.day) if today.topic_day else "—"
            self.cards["topic_day"].show_figure(day, self._below("topic_day", today, now.date()))
        for (
            name,
            figure,
        ) in COUNTED.items():  # nothing of what the centre does not do, nor of what is not for who works here
            self.cards[name].setVisible(figure in today.figures)

    def _open_rows(self, name: str) -> None:
        if self._today and name in self._today.figures:
            self._open(FigureRows.of(self._today.figures[name]))

    def _below(self, name: str, today: Today, day: date) -> list[Below]:
        """The line below a card, in which every number opens what it counts."""
        match name:
            case "problems":
                return [self._told("problems", tr("本月来 {0}")), self._told("problems_ended", tr("了结 {0}"))]
            case "cases":
                return [self._told("cases_accepted", tr("本月受理 {0}")), self._told("cases_settled", tr("调成 {0}"))]
            case "topic_day":
                left = (today.topic_day - day).days if today.topic_day else 0
                ahead = tr("还有 {0} 天").format(left) if left else tr("就在今天")
                waiting = self._told("topics_waiting", tr("{0} 个议题"))
                return [Below(ahead), waiting] if today.topic_day else [waiting]
            case _:
                some = today.figures["resolutions_on_time"].value.total
                told = self._told("resolutions_on_time", tr("本季 {0}"))
                return [told if some else Below(tr("本季没有到期的决议"))]

    def _told(self, name: str, words: str) -> Below:
        assert self._today is not None
        shown = self._today.figures[name].value.shown()
        return Below(words.format(shown), lambda: self._open_rows(name))
