"""One line over a record whose number is void or was given twice, with the way to a new number."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from db.records.base import Record
from db.services.letters.number_record import is_void, number_fault, void_words
from db.store import Store
from gui.theme import px
from gui.widgets.parts import button, label


class NumberFault(QFrame):
    """The line; hidden while all is well.

    Signals:
        renewal_requested: the clerk wants a new number.
    """

    renewal_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self._text = label("", "accent", wrap=True)
        self._renew = button(self.tr("取新号"), "link", self.tr("作废的号留在文号簿上，这份资料换下一个号"))
        self._renew.clicked.connect(self.renewal_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(12), px(6))
        row.addWidget(self._text, 1)
        row.addWidget(self._renew)
        self.hide()

    def show_record(self, store: Store, record: Record) -> None:
        """Tells what is wrong with the number that a record bears."""
        told = number_fault(store, record)
        void = bool(told) and told == void_words(store, record)
        self._text.setText(self.tr("{0}。再打印会标明“作废”").format(told) if void else told)
        self._renew.setVisible(void and not is_void(store, record))
        self.setVisible(bool(told))

    def told(self) -> str:
        """What is shown; "" while all is well."""
        return "" if self.isHidden() else self._text.text()
