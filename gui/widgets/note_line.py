"""记一笔: one line in which a note or a call is written down; what stands there is kept as a draft of its record."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import Record
from db.records.step import CALLED, NOTED
from db.services.unfinished import NOTING
from gui.theme import px
from gui.widgets.drafting import DraftPause, Drafts
from gui.widgets.parts import button, label


class NoteLine(QWidget):
    """The line, and a button for each kind of thing that it writes down.

    Signals:
        told: what happened, and which kind of step it is.
    """

    told = Signal(str, str)

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self._drafts = drafts
        self._place: tuple[str, int, str] = ("", 0, NOTING)
        self._held: Any = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("记一笔：说了什么、做了什么"))
        self.line.setAccessibleName(self.tr("记一笔"))
        self.line.returnPressed.connect(lambda: self._tell(NOTED))
        self.note = button(self.tr("记一笔"), "link", "Enter")
        self.note.clicked.connect(lambda: self._tell(NOTED))
        self.call = button(self.tr("来电"), "link", self.tr("记下一次来电"))
        self.call.clicked.connect(lambda: self._tell(CALLED))
        self._fault = label("", "warn", "small", wrap=True)
        self._fault.hide()
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for one in (self.line, self.note, self.call):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(row)
        column.addWidget(self._fault)
        self._pause = DraftPause(self, self.keep_draft)
        self.line.textEdited.connect(self._pause.start_or_keep)

    @property
    def held(self) -> Any:
        """The draft of what is typed, as it was kept last; None for none."""
        return self._held

    def show_record(self, record: Record) -> None:
        """Shows what was written for a record and not told; what stands here for another one is kept as its draft."""
        place = (record.TABLE, record.id, NOTING)
        if place == self._place and (self._held is not None or self.line.text()):
            return
        self.keep_pending()
        self._place = place
        self._held = self._drafts.load(*place)
        self.line.setText(str(self._held.values.get("note", "")) if self._held is not None else "")

    def keep_draft(self) -> None:
        """Keeps what stands here; drops the draft when nothing does."""
        self._pause.stop()
        fault = ""
        try:
            if self.line.text().strip():
                self._held = self._drafts.keep(*self._place, {"note": self.line.text()}, self._held)
            elif self._held is not None:
                self._drafts.forget(self._held)
                self._held = None
        except AppError as error:
            fault = self.tr("草稿还没有存上：{why}").format(why=error.message)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def keep_pending(self) -> None:
        """Keeps what waits to be kept."""
        self._pause.keep_pending()

    def clear(self) -> None:
        """What stood here was written down."""
        self.line.clear()
        self.keep_draft()

    def hideEvent(self, event: QHideEvent) -> None:
        """A draft that waits to be kept is kept now: the store may be closed next."""
        self.keep_pending()
        super().hideEvent(event)

    def _tell(self, what: str) -> None:
        if self.line.text().strip():
            self.told.emit(self.line.text(), what)
        else:
            self.line.setFocus()
