"""听议定, on the page of one matter: what was heard, where it is talked over and what is resolved, side by side, each with its day."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.services.matters.three_steps import Dated
from gui.theme import px
from gui.widgets.parts import Card, button, label, put_in_place
from gui.words import tr


class StepsCard(Card):
    """The three parts; hidden where there are none.

    Signals:
        open_requested: table and id.
    """

    open_requested = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(title=tr("听议定"))
        self._row = QWidget()
        self.inside.addWidget(self._row)
        self.parts: tuple[Dated, ...] = ()
        self.hide()

    def show_parts(self, parts: Sequence[Dated]) -> None:
        """Shows them."""
        self.parts = tuple(parts)
        fresh = QWidget()
        row = QHBoxLayout(fresh)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(18))
        for one in parts:
            row.addLayout(self._part(one), 1)
        put_in_place(self.inside, self._row, fresh)
        self._row = fresh
        self.setVisible(bool(parts))

    def _part(self, one: Dated) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(2))
        head = tr("{0} {1}").format(one.name, one.day).strip()
        if one.opens[0]:
            link = button(head, "link")
            link.clicked.connect(lambda: self.open_requested.emit(*one.opens))
            column.addWidget(link)
        else:
            column.addWidget(label(head, "" if one.day else "faint"))
        column.addWidget(label(one.words, "quiet", "small", wrap=True))
        column.addStretch(1)
        return column
