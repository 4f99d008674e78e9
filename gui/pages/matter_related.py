"""相关, on the page of one matter: what belongs to it, whom it names, and what may be the same."""

from collections import defaultdict
from collections.abc import Sequence

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.records.base import Record
from db.records.kind import Kind
from db.records.matters.matter import Matter
from db.services.earlier import SHOWN, Told, earlier, residents_named, told
from db.services.matters.begin_way import begun_with, ways_to_begin
from db.services.matters.ways import matter_of_way
from db.store import Store
from gui.pages.matter_moves import Desk
from gui.pages.matter_proposals import ProposalsRead
from gui.theme import px
from gui.widgets.parts import Card, button, label, put_in_place
from gui.words import tr


class RelatedCard(Card):
    """相关: what points here, whom it names, and what these had before.

    Signals:
        open_requested: table and id.
    """

    open_requested = Signal(str, object)

    def __init__(self, title: str) -> None:
        super().__init__(title=title)
        self._rows = QWidget()
        self.inside.addWidget(self._rows)
        self.lines: tuple[Told, ...] = ()

    def show_lines(self, lines: Sequence[Told]) -> None:
        """Shows records, each in one line that opens it."""
        self.lines = tuple(lines)
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(lines):
            link = button(one.title, "link")
            link.clicked.connect(lambda _on=False, one=one: self.open_requested.emit(one.table, one.id))
            grid.addWidget(label(one.label, "quiet"), row, 0)
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(link)
            if one.line:
                cell.addWidget(label(one.line, "quiet", "small", wrap=True))
            grid.addLayout(cell, row, 1)
        put_in_place(self.inside, self._rows, fresh)
        self._rows = fresh


class RelatedCards(QWidget):
    """相关, and under it what may be the same.

    Signals:
        open_requested: table and id.
        begin_requested: the table of which a way of the matter is to be begun, and what it begins with.
    """

    open_requested = Signal(str, object)
    begin_requested = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._card = RelatedCard(tr("相关"))
        self._ways = QWidget()
        self._card.inside.addWidget(self._ways)
        self._proposals = ProposalsRead(desk)
        self.alike = self._proposals.card
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for card in (self._card, self.alike):
            card.open_requested.connect(self.open_requested)
            column.addWidget(card)

    @property
    def lines(self) -> tuple[Told, ...]:
        """What is shown as related."""
        return self._card.lines

    def show_record(self, record: Record) -> None:
        """Shows what belongs to a record."""
        lines = related(self._desk.store, record)
        self._card.show_lines(lines)
        kinds = ways_to_begin(self._desk.store, record) if isinstance(record, Matter) else []
        self._show_ways(kinds, record)
        self._card.setVisible(bool(lines or kinds))
        self._proposals.show_record(record)

    def _show_ways(self, kinds: Sequence[Kind], record: Record) -> None:
        fresh = QWidget()
        row = QHBoxLayout(fresh)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        for kind in kinds:
            begin = button(kind.new, "chip", tr("算这件诉求的，不另登记一件"))
            begin.clicked.connect(lambda _on=False, kind=kind: self._begin(kind, record))
            row.addWidget(begin)
        row.addStretch(1)
        put_in_place(self._card.inside, self._ways, fresh)
        self._ways = fresh
        fresh.setVisible(bool(kinds))

    def _begin(self, kind: Kind, record: Record) -> None:
        if isinstance(record, Matter):
            self.begin_requested.emit(kind.table, begun_with(kind, record))


def related(store: Store, record: Record) -> list[Told]:
    """The matter of which a record is a way or to which it is joined, what points at it or is named in it, and can be opened."""
    by_table: dict[str, list[int]] = defaultdict(list)
    if matter := record.root if isinstance(record, Matter) else matter_of_way(store, record):
        by_table[Matter.TABLE].append(matter)
    for table, record_id in sorted(store.pointing_at(record)):
        by_table[table].append(record_id)
    lines = [one for t, ids in by_table.items() if (k := store.kinds[t]).tab for one in told(store, k, ids[-SHOWN:])]
    if isinstance(record, Matter):
        words = {record.root: tr("并入")}
        lines = [evolve(o, label=words.get(o.id, tr("并来的"))) if o.table == Matter.TABLE else o for o in lines]
    named = residents_named(store, record)
    residents = told(store, store.kinds["resident"], named) if named else ()
    return [*residents, *lines, *earlier(store, named, (record.TABLE, record.id))]
