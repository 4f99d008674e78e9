"""What of the log is asked for: by whom, what was done, from which day to which, and to whom or what."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from db.errors import ValueUnreadable
from db.records.centre.account import Account, told_apart
from db.records.power import Power
from db.services.log_lines import Sort, actions_of, asked_words
from db.store.log_reading import Asked
from db.values.day_words import read_day
from gui.borrowed import restyle
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import button, label
from gui.widgets.press import Button

FOUND = 50
"""So many people and things are meant by words at most."""


class LogAskedLine(QWidget):
    """The line.

    Signals:
        chosen: something else is asked for.

    Attributes:
        who, sort: buttons with a menu.
        since, until: days as people write them.
        words: of whom or what.
    """

    chosen = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._account: Account | None = None
        self._sort: Sort | None = None
        self._days: dict[str, date | None] = {"since": None, "until": None}
        self._records: tuple[tuple[str, int], ...] | None = None
        self.who, self.sort = Button(), Button()
        for one, fill in ((self.who, self._people), (self.sort, self._sorts)):
            one.setProperty("kind", "chip")
            menu = QMenu(one)
            menu.aboutToShow.connect(partial(self._fill, menu, fill))
            one.setMenu(menu)
        self.since, self.until, self.words = QLineEdit(), QLineEdit(), QLineEdit()
        self.clear_all = button(self.tr("全部"), "link", self.tr("不筛选"))
        self.clear_all.clicked.connect(self.clear)
        self._told = label("", "accent", "small", wrap=True)
        self._told.hide()
        self._lay_out()
        self._show()

    def asked(self) -> Asked:
        """What is asked for."""
        who = self._account
        return Asked(
            account=who.id if who else 0,
            name=who.name if who else "",
            since=self._days["since"],
            until=self._days["until"],
            actions=actions_of(self._sort) if self._sort else frozenset(),
            records=self._records,
        )

    def told(self) -> str:
        """The same in words; "" for everything."""
        return asked_words(
            self.asked(), self._sort, self._account.name if self._account else "", self.words.text().strip()
        )

    def choose(self, who: Account | None = None, sort: Sort | None = None) -> None:
        """Asks for the deeds of somebody, and of a kind."""
        self._account, self._sort = who, sort
        self._show()
        self.chosen.emit()

    def clear(self) -> None:
        """Asks for everything."""
        for one in (self.since, self.until, self.words):
            one.clear()
        self._days, self._records = {"since": None, "until": None}, None
        self._told.hide()
        self.choose()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.who)
        row.addWidget(self.sort)
        for name, one, words, wide in (
            ("since", self.since, self.tr("从哪天"), 110),
            ("until", self.until, self.tr("到哪天"), 110),
            ("words", self.words, self.tr("哪个人、哪件事"), 170),
        ):
            one.setPlaceholderText(words)
            one.setAccessibleName(words)
            one.setFixedWidth(px(wide))
            one.editingFinished.connect(partial(self._take, name))
            row.addWidget(one)
        row.addWidget(self.clear_all)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(row)
        column.addWidget(self._told)

    def _fill(self, menu: QMenu, choices: Callable[[], Iterable[tuple[str, Callable[[], None]]]]) -> None:
        menu.clear()
        for words, do in choices():
            menu.addAction(words).triggered.connect(lambda _on=False, do=do: do())

    def _people(self) -> Iterable[tuple[str, Callable[[], None]]]:
        store = self._session.store
        every = store.select(Account, order=("left", "id"))
        if not store.can(Power.LOG):
            every = [one for one in every if one.id == store.account]
        yield self.tr("所有人"), lambda: self.choose(None, self._sort)
        names = told_apart(every)
        for one in every:
            yield names[one.id], partial(self.choose, one, self._sort)

    def _sorts(self) -> Iterable[tuple[str, Callable[[], None]]]:
        yield self.tr("所有的事"), lambda: self.choose(self._account)
        for one in Sort:
            yield str(one), partial(self.choose, self._account, one)

    def _take(self, name: str) -> None:
        """Takes what is typed in a line; what cannot be read is said, and what held before holds on."""
        if name == "words":
            self._take_words()
            return
        line = self.since if name == "since" else self.until
        try:
            found = read_day(line.text()) if line.text().strip() else None
        except ValueUnreadable as error:
            self._refuse(line, str(error))
            return
        self._refuse(line, "")
        if found:
            line.setText(found.isoformat())
        if found != self._days[name]:
            self._days[name] = found
            self.chosen.emit()

    def _take_words(self) -> None:
        words = self.words.text().strip()
        hits = self._session.store.search(words, FOUND) if words else []
        found = tuple((hit.table, hit.id) for hit in hits) if words else None
        self._refuse(self.words, self.tr("没有找到“{0}”").format(words) if found == () else "")
        if found != self._records:
            self._records = found
            self.chosen.emit()

    def _refuse(self, line: QLineEdit, why: str) -> None:
        line.setProperty("state", "wrong" if why else "")
        restyle(line)
        self._told.setText(why)
        self._told.setVisible(bool(why))

    def _show(self) -> None:
        self.who.setText(self._account.name if self._account else self.tr("所有人"))
        self.sort.setText(str(self._sort) if self._sort else self.tr("所有的事"))
