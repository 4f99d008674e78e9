"""没写完的: what was typed and not saved, each to go on with or to throw away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.services.unfinished import Unfinished
from gui.theme import px
from gui.widgets.parts import Card, button, label, scrolled

SHOWN = 3
LINE = 30


class UnfinishedCard(Card):
    """The drafts, the newest first; hidden when there is none.

    Signals:
        open_requested: the `Unfinished` that the clerk wants to go on with.
        drop_requested: the one that the clerk does not want.
    """

    open_requested = Signal(object)
    drop_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__(margin=14)
        self._heading = label("", size="large")
        inside = QWidget()
        inside.setObjectName("plain")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, px(6), 0)
        self._lines.setSpacing(0)
        self._area = scrolled(inside)
        self.inside.setSpacing(px(6))
        self.inside.addWidget(self._heading)
        self.inside.addWidget(self._area)
        self.hide()

    def show_drafts(self, drafts: Sequence[Unfinished]) -> None:
        """Shows these."""
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._heading.setText(self.tr("没写完的 {0} 份").format(len(drafts)))
        for one in drafts:
            self._lines.addWidget(self._line(one))
        self._area.setFixedHeight(px(LINE) * min(len(drafts), SHOWN))
        self.setVisible(bool(drafts))

    def _line(self, one: Unfinished) -> QWidget:
        line = QWidget()
        line.setFixedHeight(px(LINE))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        go_on = button(self._words(one), "link", self.tr("接着写"))
        go_on.clicked.connect(lambda: self.open_requested.emit(one))
        go_on.setEnabled(not one.is_gone)
        drop = button(self.tr("不要了"), "quiet")
        drop.setAccessibleName(self.tr("不要了：{0}").format(self._words(one)))
        drop.clicked.connect(lambda: self.drop_requested.emit(one))
        row.addWidget(go_on)
        row.addStretch(1)
        row.addWidget(label(f"{one.draft.saved_at:%m-%d %H:%M}", "quiet", "small"))
        row.addWidget(drop)
        return line

    def _words(self, one: Unfinished) -> str:
        if one.is_gone:
            return self.tr("{0} · 原来的记录已经删除").format(one.label)
        if one.is_new:
            return self.tr("新登记{0} · {1}").format(one.label, one.title or self.tr("（还没有写名称）"))
        return self.tr("修改{0} · {1}").format(one.label, one.title) if one.title else one.label
