"""以前的拆分与合并, under what is asked: each with the way back, or with why there is none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.services.estates.past_divisions import PastDivision, past_divisions
from db.store import Store
from gui.theme import px
from gui.widgets.parts import Card, button, label


class PastDivisions(Card):
    """The last ones, the newest first.

    Signals:
        take_back_requested: the number of one that is to be taken back.
    """

    take_back_requested = Signal(object)

    def __init__(self, store: Store) -> None:
        super().__init__(self.tr("最近的拆分与合并"))
        self._store = store
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self.inside.addLayout(self._rows)

    def refresh(self) -> None:
        """Reads them again."""
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        rows = [self._row(past) for past in past_divisions(self._store)]
        for row in rows or [label(self.tr("还没有拆分、合并过"), "quiet")]:
            self._rows.addWidget(row)
            row.show()

    def _row(self, past: PastDivision) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = self.tr("“{0}”并入“{1}”") if past.joined else self.tr("“{0}”拆出“{1}”")
        told = self.tr("{0} 起 {1}，{2} 栋楼（{3} {4}办的）").format(
            past.day.isoformat(),
            words.format(past.estate, past.into),
            past.buildings,
            f"{past.when:%Y-%m-%d %H:%M}",
            past.clerk,
        )
        column = QVBoxLayout()
        column.setSpacing(px(2))
        column.addWidget(label(told, wrap=True))
        if past.undone or past.hindrance:
            why = self.tr("已撤回") if past.undone else self.tr("不能撤回：{0}").format(past.hindrance)
            column.addWidget(label(why, "quiet", wrap=True))
        line.addLayout(column, 1)
        if not past.undone and not past.hindrance:
            back = button(self.tr("撤回"))
            back.clicked.connect(lambda _on=False, seq=past.seq: self.take_back_requested.emit(seq))
            line.addWidget(back)
        return row
