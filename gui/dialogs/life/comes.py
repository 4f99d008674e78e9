"""办了以后: what an event would change, what is to be looked at, and why it cannot be."""

from PySide6.QtWidgets import QWidget

from db.services.registry.events import Weighed
from db.values import masks
from gui.widgets.parts import Card, label
from gui.words import tr

MOST = 10
"""So many changes are told one by one."""


class Comes(Card):
    """The lines; told masked, as lists are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("办了以后"), margin=14)
        if parent is not None:
            self.setParent(parent)
        self.told = label("", wrap=True)
        self.doubts = label("", "quiet", "small", wrap=True)
        self.fault = label("", "warn", wrap=True)
        for one in (self.fault, self.told, self.doubts):
            self.inside.addWidget(one)
        self.inside.addStretch(1)

    def show_weighed(self, weighed: Weighed | None) -> None:
        """Tells what comes of it; None where what is typed cannot be read."""
        if weighed is None:
            self.say(tr("还有看不懂的，请改好"))
            return
        lines = [line.text() for line in weighed.lines]
        if len(lines) > MOST:
            lines = [*lines[:MOST], tr("还有 {0} 项").format(len(lines) - MOST)]
        self._put(masks.in_text(weighed.refused), lines, [masks.in_text(one) for one in weighed.doubts])

    def say(self, fault: str) -> None:
        """Tells why it will not do, and nothing else."""
        self._put(fault, [], [])

    def _put(self, fault: str, lines: list[str], doubts: list[str]) -> None:
        told = "；".join(doubts)
        for one, text in (
            (self.fault, fault),
            (self.told, "\n".join(lines)),
            (self.doubts, told and tr("请看：") + told),
        ):
            one.setText(text)
            one.setVisible(bool(text))
