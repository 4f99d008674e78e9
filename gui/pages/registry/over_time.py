"""前前后后: a person, a household, a booklet or a door over time, and as of any day: what is over looks otherwise than what is so."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError, ValueUnreadable
from db.fields import Day, Looks
from db.records.base import Record, fields_of
from db.records.may import Right
from db.records.registry.booklet import TAKEN_OVER, Booklet, BookletMember
from db.records.registry.household import Household
from db.records.registry.place import House
from db.services.registry.events import Done
from db.services.registry.fill_booklet import fill_booklet, members_to_fill
from db.services.registry.over_time import Turn, over_time
from db.services.registry.vacant import vacant_since
from db.values import masks
from gui.dialogs.life import of_home
from gui.messages import Question
from gui.pages.registry.life_opening import may_happen, open_life
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import DayEditor
from gui.widgets.fold import FoldHeading
from gui.widgets.long_link import LongLink
from gui.widgets.parts import Card, button, label, put_in_place
from gui.words import tr

TOLD = (House, Household, Booklet)
"""The types whose form tells it."""
MOST = 60
"""So many lines are shown; a day that is asked for tells all of that day."""


def is_told(kind: type[Record]) -> bool:
    """Whether the form of a type tells what was so before."""
    return issubclass(kind, TOLD)


class OverTimeCard(Card):
    """Lines from a day to a day, the newest first; with a day only what held then.

    Attributes:
        ready: saves what is typed before a booklet is filled; whether it could.
        heading: under a form it is shut until somebody opens it, for the fields come first; None on a card.

    Signals:
        open_requested: table and id.
        filled: a booklet as it was saved with those who stand in it.
        happened: a household as it is after something happened to its people, or after that was taken back.
    """

    open_requested = Signal(str, object)
    filled = Signal(object)
    happened = Signal(object)

    def __init__(self, session: Session, kind: type[Record]) -> None:
        super().__init__("" if is_told(kind) else tr("以前和现在"), margin=10 if is_told(kind) else 18)
        self._session = session
        self.ready: Callable[[], bool] = lambda: True
        self.turns: Sequence[Turn] = ()
        self.record: Record | None = None
        self.day = DayEditor(Day(tr("看哪一天"), looks=Looks.BACK))
        self.day.line.setAccessibleName(tr("看哪一天"))
        self.day.line.setPlaceholderText(tr("写一天，只看那天的；空着看全部"))
        self.day.line.textChanged.connect(self._show_lines)
        self.heading = FoldHeading(tr("以前和现在"), self) if is_told(kind) else None
        top, asked = QHBoxLayout(), QHBoxLayout()
        self.fill = button(tr("核对成员…"), tip=tr("住在一起的户籍人口，看过名单再写进这本户口簿"))
        self.fill.clicked.connect(self._on_fill_clicked)
        self.fill.setVisible(False)
        self.life = button(tr("变动…"), tip=tr("迁入、搬家、迁出、出生、死亡、结婚、分户、并户（Ctrl+E）"))
        self.life.clicked.connect(self.ask_life)
        self.life.setVisible(False)
        for row in (top, asked):
            row.setSpacing(px(10))
        if self.heading:
            top.addWidget(self.heading, 1)
        for one in (self.fill, self.life):
            top.addWidget(one)
        asked.addWidget(label(tr("看哪一天"), "quiet"))
        asked.addWidget(self.day, 1)
        asked.addStretch(1)
        self.inside.addLayout(top)
        self.empty = label("", "accent", "small", wrap=True)
        self.empty.setVisible(False)
        self.inside.addWidget(self.empty)
        self._rows, self._told = QWidget(), QWidget()
        self._told_layout = QVBoxLayout(self._told)
        self._told_layout.setContentsMargins(0, 0, 0, 0)
        self._told_layout.addLayout(asked)
        self._told_layout.addWidget(self._rows)
        self.inside.addWidget(self._told)
        if self.heading:
            self._told.setVisible(False)
            self.heading.toggled.connect(self._told.setVisible)
        self._fills = kind is Booklet and session.may(Booklet, Right.CHANGE)
        self._tells_life = kind is Household and may_happen(session)

    def show_record(self, record: Record) -> None:
        """Shows what is told of a record; of a new one nothing."""
        self.record = record
        found = over_time(self._session.store, record) if record.id else []
        if self.heading:
            self.heading.setVisible(bool(found))
            self.heading.setChecked(False)
            self.heading.set_summary("  ".join(filter(None, _texts(found[0]))) if found else "")
        self.show_turns(found)
        if isinstance(record, House):
            self._show_vacancy(record)
        self.fill.setVisible(self._fills and isinstance(record, Booklet) and TAKEN_OVER in record.doubt)
        self.life.setVisible(self._tells_life)
        offered = self.fill.isVisibleTo(self) or self._tells_life
        self.setVisible(bool(record.id) and (bool(found) or offered or bool(self.empty.text())))

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Shows these lines."""
        self.turns = turns
        self._show_lines()

    def lines(self) -> list[tuple[str, ...]]:
        """What is shown: days, what, title and the rest, of each line."""
        return [_texts(turn) for turn in self._shown()]

    def _shown(self) -> list[Turn]:
        try:
            day = self.day.value()
        except ValueUnreadable:
            return []
        return [one for one in self.turns if day is None or one.holds(day)]

    def _show_lines(self) -> None:
        shown = self._shown()
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(2, 1)
        today = date.today()
        for row, turn in enumerate(shown[:MOST]):
            tone = "" if turn.holds(today) else "faint"
            days, what, title, more = _texts(turn)
            grid.addWidget(label(days, tone or "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(what, tone or "quiet"), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._cell(turn, title, more, tone), row, 2)
        if not shown and self.turns:
            grid.addWidget(label(tr("那一天没有登记"), "quiet"), 0, 0, 1, 3)
        if len(shown) > MOST:
            told = tr("还有更早的 {0} 条，写一天就看得到").format(len(shown) - MOST)
            grid.addWidget(label(told, "faint", "small"), MOST, 0, 1, 3)
        put_in_place(self._told_layout, self._rows, fresh)
        self._rows = fresh

    def _cell(self, turn: Turn, title: str, more: str, tone: str) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if turn.table and title:
            link = LongLink(title)
            link.clicked.connect(lambda _on=False, one=turn: self.open_requested.emit(one.table, one.id))
            column.addWidget(link)
        elif title:
            column.addWidget(label(title, tone, wrap=True))
        if more:
            column.addWidget(label(more, tone or "quiet", "small", wrap=True))
        return cell

    def _show_vacancy(self, house: House) -> None:
        """空置: that nobody lives there, and since when."""
        found = vacant_since(self._session.store, [house.id], date.today()) if house.id else {}
        since = found.get(house.id)
        told = tr("空置：从 {0} 起没有人住").format(since.isoformat()) if since else tr("空置：没有登记的人住")
        self.empty.setText(told if house.id in found else "")
        self.empty.setVisible(house.id in found)

    def ask_life(self) -> None:
        """Asks what happened to the people of the household; what is typed is saved before."""
        household, store = self.record, self._session.store
        if not isinstance(household, Household) or not self._tells_life or not self.ready():
            return

        def told(_done: Done) -> None:
            if isinstance(self.record, Household) and (now := store.find(Household, household.id)) is not None:
                self.happened.emit(now)

        open_life(self._session, of_home(store, store.get(Household, household.id)), self, told)

    def _on_fill_clicked(self) -> None:
        """Shows who would be written in, and writes them in once somebody has said so."""
        if not self.ready():
            return
        booklet, store = self.record, self._session.store
        if not isinstance(booklet, Booklet):
            return
        people = members_to_fill(store, booklet)
        if not people:
            self._session.messages.inform(tr("没有找到同住的户籍人口：请在“户籍成员”里自己写上，再清空“待核实”"))
            return
        relation = fields_of(BookletMember)["relation"]
        told = "\n".join(f"{masks.in_text(one.name)}  {relation.show(code)}".rstrip() for one, code in people)
        ask = Question(
            tr("把这 {0} 人写进这本户口簿？").format(len(people)),
            tr(
                "住在一起、人员类别是户籍人口、不在别的户口簿上的：\n{0}\n写进去以后，待核实里的那一句清空；不对的再改。"
            ).format(told),
            tr("写进去"),
        )
        if not self._session.messages.ask(ask):
            return
        try:
            saved = fill_booklet(store, booklet)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self.filled.emit(saved)


def _texts(turn: Turn) -> tuple[str, str, str, str]:
    """Days, what it is, its title and the rest, as a line tells them; numbers in them masked."""
    since = turn.since.isoformat() if turn.since else tr("不知道哪天")
    until = turn.until.isoformat() if turn.until else tr("不知道哪天") if turn.gone else tr("现在")
    return (
        tr("{0} 至 {1}").format(since, until),
        turn.what,
        masks.in_text(turn.title),
        masks.in_text(" · ".join(turn.more)),
    )
