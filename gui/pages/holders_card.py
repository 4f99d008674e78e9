"""历任网格长, 历任楼栋长: under the form of a record who held its posts, each in one line that opens the person."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.base import Record
from db.records.participant import posts_of
from db.services.bodies.holders import holders
from db.store import Store
from gui.pages.matter_related import RelatedCard
from gui.words import tr


class HoldersCard(QWidget):
    """A card for each post that a record of a type has.

    Signals:
        open_requested: table and id.
    """

    open_requested = Signal(str, object)

    def __init__(self, store: Store, kind: type[Record]) -> None:
        super().__init__()
        self._store = store
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.cards = {one.label: RelatedCard(tr("历任{0}").format(one.label)) for one in posts_of(kind).values()}
        for card in self.cards.values():
            card.open_requested.connect(self.open_requested)
            column.addWidget(card)

    def show_record(self, record: Record) -> None:
        """Shows who held its posts; nothing of a record that nobody held one of."""
        found = holders(self._store, record)
        for name, card in self.cards.items():
            lines = found.get(name, [])
            card.show_lines(lines)
            card.setVisible(bool(lines))
        self.setVisible(any(found.values()))
