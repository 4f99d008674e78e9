"""相关, on the page of one matter: what belongs to it, whom it names, and what may be the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.records.base import Record
from db.records.flow import Move
from db.records.hall.meeting import Topic
from db.records.matters.matter import Matter
from db.records.matters.three_steps import ThreeSteps
from db.services.earlier import SHOWN, Told, earlier, residents_named, told
from db.services.matters.begin_way import Begun, begun_here, begun_with, ways_to_begin
from db.services.matters.steps_on_agenda import heard_words
from db.services.matters.three_steps import three_steps_of
from db.services.matters.ways import matter_of_way
from db.services.move import moves_of
from db.store import Store
from gui.keys import on_key
from gui.pages.matter_common import KEY, CommonCard
from gui.pages.matter_head import key_words
from gui.pages.matter_moves import Desk
from gui.pages.matter_proposals import ProposalsRead
from gui.pages.matter_steps import StepsCard
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

    def __init__(self, desk: Desk, keys_of: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._card = RelatedCard(tr("相关"))
        self._ways = QWidget()
        self._keyed: dict[str, Begun] = {}
        self._record: Record = Matter()
        self._as_of = 0
        self._card.inside.addWidget(self._ways)
        self._proposals = ProposalsRead(desk)
        self.alike = self._proposals.card
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        self.common, self.steps = CommonCard(desk), StepsCard()
        self.common.begin_requested.connect(self.begin_requested)
        for card in (self.steps, self._card, self.common, self.alike):
            card.open_requested.connect(self.open_requested)
            column.addWidget(card)
        self._take_keys(keys_of)

    @property
    def lines(self) -> tuple[Told, ...]:
        """What is shown as related."""
        return self._card.lines

    def show_record(self, record: Record, moves: Sequence[Move]) -> None:
        """Shows what belongs to a record, of which these moves can be made."""
        self._record, self._as_of = record, self._desk.store.last_entry().seq
        lines = related(self._desk.store, record)
        self._card.show_lines(lines)
        begins = list(self._begins(record))
        self._show_ways(begins)
        self._card.setVisible(bool(lines or begins))
        self.common.show_record(record)
        self.steps.show_parts(three_steps_of(self._desk.store, record) if isinstance(record, Matter) else ())
        self._proposals.show_record(record, moves)

    def is_behind(self) -> bool:
        """Whether anything was written since this was shown."""
        return self._as_of != self._desk.store.last_entry().seq

    def _begins(self, record: Record) -> Iterator[tuple[Begun, str, str]]:
        """What can be begun here, each with its key and what the button says when asked."""
        matter = self._matter_of(record)
        for kind in ways_to_begin(self._desk.store, matter) if matter else []:
            assert matter is not None
            if matter is not record and kind.record is not Topic:
                continue
            key = kind.way.key if kind.way else ""
            values = begun_with(kind, matter)
            if isinstance(record, ThreeSteps) and (words := heard_words(record)):
                values = {**values, "subject": record.subject, "detail": words}
            yield Begun(kind.table, kind.new, values), key, tr("算这件诉求的，不另登记一件")
        yield from ((one, one.key, "") for one in begun_here(self._desk.store, record))

    def _matter_of(self, record: Record) -> Matter | None:
        """The matter of which ways are begun here: the record itself, or that of which 听议定 is to come to a meeting."""
        if isinstance(record, ThreeSteps):
            return self._desk.store.find(Matter, record.matter) if record.is_open() else None
        return record if isinstance(record, Matter) else None

    def _show_ways(self, begins: Sequence[tuple[Begun, str, str]]) -> None:
        fresh = QWidget()
        row = QHBoxLayout(fresh)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self._keyed = {key: one for one, key, _ in begins if key}
        for one, key, tip in begins:
            begin = button(one.label, "chip", "\n".join(filter(None, (tip, key_words(key)))))
            begin.clicked.connect(lambda _on=False, one=one: self.begin_requested.emit(one.table, one.values))
            row.addWidget(begin)
        row.addStretch(1)
        put_in_place(self._card.inside, self._ways, fresh)
        self._ways = fresh
        fresh.setVisible(bool(begins))

    def _take_keys(self, owner: QWidget) -> None:
        """Letters begin ways and moves anywhere in a widget where nothing is typed, and with Alt while something is."""
        kinds = self._desk.store.kinds
        ways = {kind.way.key for kind in kinds if kind.way} | {at.key for kind in kinds for at in kind.begun_at}
        moves = {move.key for kind in kinds for flow in kind.flows for move in flow.moves}
        for key in sorted((ways | moves | {KEY}) - {""}):
            for pressed in (key, f"Alt+{key}"):
                on_key(pressed, owner, partial(self._begin_by, key))

    def _begin_by(self, key: str) -> None:
        if not self.isVisible():  # the form is in front
            return
        if key == KEY:
            self.common.go()
        elif one := self._keyed.get(key):
            self.begin_requested.emit(one.table, one.values)
        elif move := next((one for one in moves_of(self._desk.store, self._record) if one.key == key), None):
            self._desk.ask(self._record, move)


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
