"""What becomes of backups while a clerk works: the second place is brought up to date, and the newest is restored to try once a month.

All of it runs in one task after the other, behind the clerk's back; what is wrong is told where it is seen on every page.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import AppError, Cancelled
from db.services.kept_backups import todays_backup
from db.services.second_place.carry import Carried, SecondPlaceAway, carry
from db.services.second_place.places import is_there, places
from db.services.second_place.standing import Standing, standing
from db.services.try_restore import Tried, try_restore, try_when_due
from db.store import Store
from gui.messages import Messages, show_failure
from gui.tasks import Task, Tick, on_own_store
from gui.words import tr

LOOK_MS = 30_000
"""So often it is looked whether a stick was plugged in that was away."""
Found = tuple[tuple[Carried, ...], tuple[AppError, ...], Tried | None]


class Keeper(QObject):
    """Keeps the backups of one store, whoever works with it; there is none in the practice community.

    Signals:
        changed: what there is to tell is something else now.

    Attributes:
        doing: what runs, in the clerk's words; "" for nothing.
        done, total: how far that is.
        fault: what went wrong with the second place last; "" for nothing.
    """

    changed = Signal()

    def __init__(
        self, store: Callable[[], Store | None], messages: Callable[[], Messages], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._asked, self._messages = store, messages
        self._task: Task[Found] | None = None
        self._look: Task[bool] | None = None
        self._away: list[Path] = []
        self.doing, self.done, self.total, self.fault = "", 0, 0, ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Brings the second place up to date, after today's backup was made; then restores to try, where a month has passed."""
        self._run(by_hand=False, trial=False)
        self._timer.start()

    def carry_now(self) -> None:
        """The same because the clerk wants it: whatever is wrong is told at once."""
        self._run(by_hand=True, trial=False)

    def try_now(self) -> None:
        """Restores the newest backup to try, because the clerk wants it."""
        self._run(by_hand=True, trial=True)

    def cancel(self) -> None:
        """Asks what runs to stop; what was copied whole stays."""
        if self._task is not None:
            self._task.cancel()

    def is_busy(self) -> bool:
        """Whether something runs."""
        return self._task is not None and self._task.is_running()

    def standing(self) -> Standing | None:
        """What is known of the second place now; None while nobody can say."""
        return standing(store, datetime.now()) if (store := self._store()) is not None else None

    def look(self) -> None:
        """Looks behind the clerk's back whether what was away is there now, and goes on with it."""
        store = self._store()
        if store is None or self.is_busy() or not self._away or (self._look and self._look.is_running()):
            return
        away, folder = tuple(self._away), store.folder
        self._look = Task(lambda _tick: any(is_there(place, folder) for place in away), self)
        self._look.succeeded.connect(self._on_looked)
        self._look.start()

    def stop(self) -> None:
        """Ends what runs, for the store to be closed."""
        self._timer.stop()
        for task in (self._task, self._look):
            if task is not None:
                task.cancel()
                task.wait()
                task.blockSignals(True)
        self._task = self._look = None

    def _store(self) -> Store | None:
        """The store as it is worked with now; None while it rests, or lacks its end."""
        store = self._asked()
        return None if store is None or store.is_resting or store.loss is not None else store

    def _run(self, *, by_hand: bool, trial: bool) -> None:
        if (store := self._store()) is None or self.is_busy():
            return

        def work(own: Store, tick: Tick) -> Found:
            now = datetime.now()
            if by_hand:
                todays_backup(own, now)  # this morning's opens no more where the store was sealed anew since
            done, errors = _carry_all(own, now, tick)
            if trial:
                return (), (), try_restore(own, now, tick)
            tried = None
            if not by_hand:
                tried = try_when_due(own, now, tick)
            return done, errors, tried

        task: Task[Found] = Task(on_own_store(store, work), self)
        task.progressed.connect(self._on_progressed)
        task.succeeded.connect(lambda found: self._on_done(found, by_hand=by_hand))
        task.failed.connect(lambda error: self._on_failed(error, by_hand=by_hand))
        task.finished.connect(self._on_finished)
        self._task = task
        self.doing = tr("正在试恢复") if trial else tr("正在备份到第二处")
        self.done = self.total = 0
        task.start()
        self.changed.emit()

    def _on_looked(self, there: bool) -> None:
        if there:
            self._run(by_hand=False, trial=False)

    def _on_progressed(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self.changed.emit()

    def _on_done(self, found: Found, *, by_hand: bool) -> None:
        carried, errors, tried = found
        self._away = [error.place for error in errors if isinstance(error, SecondPlaceAway)]
        told = [error for error in errors if not isinstance(error, SecondPlaceAway)]
        self.fault = "；".join(error.message for error in told)
        if tried is not None and (by_hand or tried.faults):
            self._tell_of_trial(tried)
        for one in carried if by_hand else ():
            left = tr("；早先的 {0} 份放不下，没有存").format(one.left) if one.left else ""
            self._messages().inform(tr("已备份到第二处并打开核验：{0}").format(one.place) + left)
        wrong = errors if by_hand and not carried else tuple(told)
        if wrong and (by_hand or told):
            self._messages().show_error(wrong[0])

    def _tell_of_trial(self, tried: Tried) -> None:
        if tried.faults:
            self._messages().show_error(
                AppError(tried.sentence(), tr("请马上另做一份备份，存到另一个U盘，并到“设置 → 核验”查一遍"))
            )
        else:
            self._messages().inform(tried.sentence())

    def _on_failed(self, error: object, *, by_hand: bool) -> None:
        if isinstance(error, AppError) and not by_hand:
            self.fault = error.message
        show_failure(self._messages(), error)

    def _on_finished(self) -> None:
        self.doing = ""
        self.changed.emit()


def _carry_all(store: Store, now: datetime, tick: Tick) -> tuple[tuple[Carried, ...], tuple[AppError, ...]]:
    """Every place that was set, each by itself: one that is away or full holds up no other."""
    done: list[Carried] = []
    errors: list[AppError] = []
    for place in places(store):
        try:
            if (one := carry(store, place, now, tick)) is not None:
                done.append(one)
        except Cancelled:
            raise
        except AppError as error:
            errors.append(error)
    return tuple(done), tuple(errors)
