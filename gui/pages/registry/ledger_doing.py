"""What a clerk does with the rows of a 专项台账: marks, takes out, brings in, writes; each with a way back, and behind the window where they are many."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import AppError
from db.records.condition import read
from db.records.registry.ledger import Ledger, LedgerColumn, LedgerRow
from db.services.registry.ledgers import freezing, marks, tying
from db.services.registry.ledgers.freezing import Added, Asked
from db.store import Store
from gui.large_work import LargeWork
from gui.messages import Question
from gui.pages.registry.ledger_words import at_stake, called
from gui.session import Session
from gui.tasks import Tick


class LedgerDoing(QObject):
    """Does it in the store, and tells the clerk.

    Signals:
        saved: the rows as they are by now.
        reshaped: rows came or went, or are otherwise than they were shown: all of them are to be read again.
    """

    saved = Signal(object)
    reshaped = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._work = LargeWork(session, page)

    def is_busy(self) -> bool:
        """Whether something goes on behind the window."""
        return self._work.is_running()

    def turn_marks(self, picked: Sequence[LedgerRow]) -> None:
        """Marks rows as done today; where all of them are, lets them be left again."""
        day = None if all(row.done for row in picked) else date.today()
        self.mark([row for row in picked if (row.done is None) == (day is not None)], day)

    def mark(self, rows: Sequence[LedgerRow], day: date | None) -> None:
        """Marks rows as done on a day; None lets them be left again."""
        who = self._session.store.actor

        def marked(saved: Sequence[LedgerRow]) -> None:
            self.saved.emit(saved)
            words = self.tr("记下了：{0} 办了") if day else self.tr("改回没有办：{0}")
            self._session.messages.inform(words.format(called(saved)), partial(self._restore, rows))

        title = self.tr("正在记“办了”") if day else self.tr("正在改回没有办")
        self._do(title, rows, lambda store, tick: marks.mark(store, rows, day, who, tick), marked)

    def take_out(self, ledger: Ledger, rows: Sequence[LedgerRow], then: Callable[[], object]) -> None:
        """Takes rows out of the ledger; that can be taken back. What was written of them is told first, and asked."""
        if (written := at_stake(ledger, rows)) and not self._session.messages.ask(
            Question(
                self.tr("从台账里拿掉{0}？").format(called(rows)),
                self.tr(
                    "已经记了：{0}，拿掉以后台账、统计、打印里都没有。点下面的“撤销”或按 F8，或者以后点上面的“放回”，连同这些原样回来。"
                ).format(written),
                self.tr("拿掉"),
                grave=True,
            )
        ):
            return

        def taken(_nothing: object) -> None:
            self.reshaped.emit()
            then()
            self._session.messages.inform(self.tr("拿掉了：{0}").format(called(rows)), partial(self._put_back, rows))

        self._do(self.tr("正在拿掉"), rows, lambda store, tick: freezing.take_out(store, rows, tick), taken)

    def bring_in(self, ledger: Ledger, ids: Sequence[int]) -> None:
        """Adds those whom the list has more by today; that can be taken back."""
        asked = Asked(self._session.store.kinds[ledger.table], ids, read(ledger.conditions).conditions)

        def brought(added: Added) -> None:
            self.reshaped.emit()
            told = self.tr("补进 {0:,} 条").format(len(added.rows))
            self._session.messages.inform(told, partial(self._take_back, added))

        self._do(
            self.tr("正在补进来"),
            ids,
            lambda store, tick: freezing.add(store, ledger, asked, date.today(), tick),
            brought,
        )

    def put_back(self, rows: Sequence[LedgerRow]) -> None:
        """Puts rows that were taken out back as they were; that can be taken back."""

        def back(saved: Sequence[LedgerRow]) -> None:
            self.reshaped.emit()
            self._session.messages.inform(self.tr("放回了：{0}").format(called(saved)), partial(self._out_again, saved))

        self._do(self.tr("正在放回"), rows, lambda store, tick: freezing.put_back(store, rows, tick), back)

    def tie(self, rows: Sequence[LedgerRow], whom: Mapping[int, int]) -> None:
        """Ties rows to what the register knows by now; that can be taken back."""

        def tied(saved: Sequence[LedgerRow]) -> None:
            self.reshaped.emit()
            told = self.tr("连上了：{0}").format(called(saved))
            self._session.messages.inform(told, partial(self._loosen, saved))

        self._do(self.tr("正在连到登记"), rows, lambda store, tick: tying.tie(store, rows, whom, tick), tied)

    def write(self, row: LedgerRow, column: LedgerColumn | str, typed: str) -> bool:
        """Writes something into a column of the ledger's own or a field of a row; whether it could stand there."""
        if self.is_busy():
            return False
        store = self._session.store
        try:
            if isinstance(column, LedgerColumn):
                saved = marks.write(store, row, column, typed)
            else:
                saved = marks.fill(store, row, column, typed, date.today())
        except AppError as error:
            self._refuse(error)
            return False
        self.saved.emit([saved])
        return True

    # The ways back.

    def _restore(self, before: Sequence[LedgerRow]) -> None:
        self._again(self.tr("正在撤销"), before, lambda store, tick: marks.restore(store, before, tick))

    def _loosen(self, rows: Sequence[LedgerRow]) -> None:
        self._again(self.tr("正在撤销"), rows, lambda store, _tick: tying.loosen(store, rows))

    def _put_back(self, rows: Sequence[LedgerRow]) -> None:
        self._again(self.tr("正在放回"), rows, lambda store, tick: freezing.put_back(store, rows, tick))

    def _out_again(self, rows: Sequence[LedgerRow]) -> None:
        self._again(self.tr("正在拿掉"), rows, lambda store, tick: freezing.take_out(store, rows, tick))

    def _take_back(self, added: Added) -> None:
        self._again(self.tr("正在撤销"), added.rows, lambda store, tick: freezing.take_back(store, added, tick))

    def _again(self, title: str, rows: Sequence[object], work: Callable[[Store, Tick], object]) -> None:
        self._do(title, rows, work, lambda _: self.reshaped.emit())

    def _do(
        self, title: str, rows: Sequence[object], work: Callable[[Store, Tick], object], done: Callable[..., object]
    ) -> None:
        self._work.do(title, len(rows), work, done, self._refuse)

    def _refuse(self, error: AppError) -> None:
        """Tells why something could not be done, and shows the rows as they are: another window may have been first."""
        self._session.messages.show_error(error)
        self.reshaped.emit()
