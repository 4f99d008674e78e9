"""The cards of the page of one matter: what is known of it, what belongs to it, what happened."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.fields import Field, Flag, Leading, Link, LongText, Rows
from db.records.base import Record, Row, columns_of, fields_of
from db.records.matters.flow import JOINED_BY
from db.records.matters.matter import Matter
from db.records.may import Right
from db.records.participant import ACTORS, actors_of
from db.services.clocks import last_moments
from db.services.timeline import Line, timeline
from db.store import Store
from db.store.titles import Titles
from gui.theme import px
from gui.widgets.drafting import Drafts
from gui.widgets.note_line import NoteLine
from gui.widgets.parts import Card, button, label, put_in_place, scrolled
from gui.words import tr

LONG = 22
"""A value longer than this many characters has a line of its own."""
SHORT = 6
"""Lines of facts that are shown before the clerk asks for all of them: what this stage needs stands below, in sight."""


@frozen
class Fact:
    """One field that is not empty.

    Attributes:
        name: of the field.
        label: of the field.
        text: what is shown.
        is_covered: whether less is shown than is there.
        opens: table and id of what it leads to, where that can be opened.
    """

    name: str
    label: str
    text: str
    is_covered: bool = False
    opens: tuple[str, int] = ("", 0)


def facts(store: Store, record: Record, leave_out: Collection[str], *, whole: bool) -> Iterator[Fact]:
    """What is not empty of a record, masked unless the whole was asked for."""
    titles = store.all_titles([record])
    fields = fields_of(type(record))
    who, moments = _who(record), last_moments(store, record)
    way = store.kinds[record.TABLE].way  # its matter stands among what is related, as that does to which one is joined
    hidden = {*leave_out, ACTORS, *((way.by,) if way else ()), *(JOINED_BY if isinstance(record, Matter) else ())}
    for name in sorted(fields, key=lambda name: _rank(store, record, name, fields[name])):
        kind = fields[name]
        value = getattr(record, name)
        if name in hidden or value == kind.EMPTY:
            continue
        if isinstance(kind, Rows):
            for number, part in enumerate(value):
                text, full = (_part_words(part, titles, whole=one) for one in (whole, True))
                yield Fact(name, "" if number else kind.label, text, text != full)
            continue
        full = moments.get(name) or _shown(kind, value, titles, whole=True)
        text = full if whole else moments.get(name) or _shown(kind, value, titles, whole=False)
        yield Fact(
            name,
            kind.label,
            text,
            text != full,
            _opens(store, kind, value) if name not in who else ("person", who[name]),
        )


def _who(record: Record) -> dict[str, int]:
    """The persons behind the fields that name one who acts, where it is known who that is."""
    by_role: dict[str, list[int]] = defaultdict(list)
    for actor in actors_of(record):
        by_role[actor.role].append(actor.who)
    return {role: ids[0] for role, ids in by_role.items() if len(ids) == 1 and ids[0]}


def _rank(store: Store, record: Record, name: str, kind: Field[object]) -> int:
    """Whom it concerns comes first, then what it is about, then what its list shows of it."""
    on = store.kinds[record.TABLE].on_card
    if on and name == on.by.partition(".")[0]:
        return 0
    return 1 if isinstance(kind, LongText) else 2 if kind.listed else 3


def _shown(kind: Field[object], value: object, titles: Titles, *, whole: bool) -> str:
    led_to = titles.get(kind.titled_by, {}) if isinstance(kind, Leading) else None
    shown = kind.show(value) if led_to is None else led_to.get(int(str(value)), "")
    return shown if whole else kind.mask_shown(shown)


def _part_words(part: Row, titles: Titles, *, whole: bool) -> str:
    words: list[str] = []
    for name, kind in columns_of(type(part)).items():
        value = getattr(part, name)
        if value == kind.EMPTY:
            continue
        words.append(kind.label if isinstance(kind, Flag) else _shown(kind, value, titles, whole=whole))
    return " · ".join(dict.fromkeys(filter(None, words)))


def _opens(store: Store, kind: Field[object], value: object) -> tuple[str, int]:
    if not isinstance(kind, Leading) or not isinstance(value, int):
        return ("", 0)
    table, record_id = (kind.to, value) if isinstance(kind, Link) else store.kinds.leads_to(value)
    found = store.kinds.find(table)
    return (table, record_id) if found and found.tab and store.may(found, Right.SEE) else ("", 0)


class FactsCard(Card):
    """这件事.

    Signals:
        open_requested: table and id.
    """

    open_requested = Signal(str, object)

    def __init__(self, title: str = "") -> None:
        super().__init__(title=title or tr("这件事"))
        self._grid = QWidget()
        self.inside.addWidget(self._grid)
        self.more = button("", "link")
        self.more.clicked.connect(lambda: self.show_facts(self.facts, every=True))
        self.inside.addWidget(self.more)
        self.facts: tuple[Fact, ...] = ()

    def show_facts(self, shown: Sequence[Fact], *, every: bool = False) -> None:
        """Shows facts in two columns, long ones across both; only the first lines of many, unless every one is asked for."""
        self.facts = tuple(shown)
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(6))
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        top = Qt.AlignmentFlag.AlignTop
        row = at = 0
        rest = 0
        for fact in shown:
            wide = len(fact.text) > LONG or not fact.label or fact.text.count("\n") > 0
            if wide and at:
                row, at = row + 1, 0
            if row >= SHORT and not every:
                rest += 1
                continue
            grid.addWidget(label(fact.label, "quiet"), row, 2 * at, top)
            grid.addWidget(self._value(fact), row, 2 * at + 1, 1, 3 if wide else 1, top)
            row, at = (row, 1) if not wide and not at else (row + 1, 0)
        put_in_place(self.inside, self._grid, fresh)
        self._grid = fresh
        self.more.setText(tr("还有 {0} 项").format(rest))
        self.more.setVisible(bool(rest))
        self.setVisible(bool(shown))

    def _value(self, fact: Fact) -> QWidget:
        if not fact.opens[0]:
            return label(fact.text, wrap=True)
        made = button(fact.text, "link")
        made.clicked.connect(lambda: self.open_requested.emit(*fact.opens))
        return made


class TimelineCard(Card):
    """经过, the newest first, with a line to write down a note or a call.

    Signals:
        told: what happened, and which kind of step it is.
    """

    told = Signal(str, str)

    def __init__(self, drafts: Drafts) -> None:
        super().__init__(title=tr("经过"))
        self.noting = NoteLine(drafts)
        self.noting.told.connect(self.told)
        self.inside.addWidget(self.noting)
        inside = QWidget()
        inside.setObjectName("plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, px(6), 0)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        self._column.addStretch(1)
        self.inside.addWidget(scrolled(inside), 1)
        self.lines: tuple[Line, ...] = ()

    def show_noting(self, record: Record, *, writes: bool) -> None:
        """Lets whoever ``writes`` something down of a record write it."""
        self.noting.show_record(record)
        self.noting.setVisible(writes)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows what happened."""
        self.lines = tuple(lines)
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for number, line in enumerate(lines):
            column.addWidget(_line(line, newest=not number))
        put_in_place(self._column, self._rows, fresh)
        self._rows = fresh


def told_of(store: Store, record: Record, *, whole: bool) -> list[Line]:
    """The lines of the timeline; the whole is entered in the log."""
    return timeline(store, record, plain=whole)


def _line(line: Line, *, newest: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(label("●", "accent" if newest else "faint", "small"), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(px(2))
    what = label(line.what, "faint" if line.is_back else "", wrap=True)
    column.addWidget(label(line.when() + (tr("（已撤回）") if line.is_back else ""), "faint", "small"))
    column.addWidget(what)
    for text in filter(None, (line.who, *line.more)):
        column.addWidget(label(text, "quiet", "small", wrap=True))
    row.addLayout(column, 1)
    return made
