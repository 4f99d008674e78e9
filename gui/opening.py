"""From the start of the program to an open store: first start, passphrase, or the practice community."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QLineEdit

from db.disk.parts import is_in_pieces, is_store
from db.errors import AppError
from gui import practice
from gui.messages import Messages
from gui.settings import Settings
from gui.tasks import Tick
from gui.widgets.progress import Progress

if TYPE_CHECKING:
    from db.store import Store
    from gui.threshold import Threshold


class Opening(QObject):
    """Asks what has to be asked, once.

    Signals:
        opened: the open store, and the recovery code of a new one or "".
        given_up: the clerk closed the question.
    """

    opened = Signal(object, str)
    given_up = Signal()

    def __init__(
        self, messages: Messages, practice: Path, parent: QObject | None = None, settings: Settings | None = None
    ) -> None:
        """Where there are settings, they remember who opened the store last."""
        super().__init__(parent)
        self._messages, self._practice, self._settings = messages, practice, settings
        self.dialog: QDialog | None = None
        self._asked: list[QDialog] = []
        """All questions so far: PySide 6.9.3 dies of one that goes while another follows from what it tells."""
        self._secret = ""
        self._threshold: Threshold | None = None
        self._told = ""

    def ask(self, folder: Path) -> None:
        """Asks for the passphrase of the store in a folder, or makes one where there is none."""
        self.mend(folder)
        if is_store(folder):
            from gui.dialogs.unlock import Unlock  # each question brings only itself before the first paint

            unlock = Unlock(folder, self._messages, last=self._settings.last_entry if self._settings else "")
            unlock.opened.connect(self._on_unlocked)
            unlock.practice_requested.connect(self.open_practice)
            unlock.restore_requested.connect(lambda: self.restore(folder))
            unlock.say(self._told)
            self._told = ""
            self._show(unlock)
        else:
            from gui.dialogs.first_start import FirstStart

            first = FirstStart(folder, self._messages)
            first.made.connect(self._finish)
            first.practice_requested.connect(self.open_practice)
            first.restore_requested.connect(lambda: self.restore(folder))
            first.found.connect(self._ask_again)
            self._show(first)

    def mend(self, folder: Path) -> None:
        """Finishes a restore in which the program was killed; the next question says what came of it."""
        if not is_in_pieces(folder):
            return
        from db.disk.switch import finish  # seldom

        try:
            self._told = finish(folder)
        except AppError as error:
            self._told = str(error)
        except OSError:
            self._told = self.tr("上次恢复备份没有做完，现在也做不下去：请关掉正在使用资料文件夹的程序，再打开一次")

    def seek(self, folder: Path, usual: Path) -> None:
        """Asks where the store is that was in a folder; a restored or a new one comes to the ``usual`` place."""
        from gui.dialogs.lost_store import LostStore  # a disk that is not plugged in: seldom

        lost = LostStore(folder)
        lost.found.connect(self._ask_again)
        lost.fresh_requested.connect(lambda: self._ask_again(usual))
        lost.restore_requested.connect(lambda: self.restore(usual))
        self._show(lost)

    def restore(self, folder: Path, file: Path | None = None) -> None:
        """Asks for a backup, if need be another one than ``file``, and puts it in the place of the store in a folder."""
        from gui.dialogs.restore import RestoreDialog  # seldom asked for

        dialog = RestoreDialog(folder, self._messages, self.dialog)
        dialog.file.setText(str(file or ""))
        dialog.restored.connect(self._on_unlocked)
        dialog.open()

    def open_practice(self) -> None:
        """Opens the practice community, which is made at its first use; what was done in it before is there again."""
        is_made = is_store(self._practice)
        self._practise(self.tr("正在打开练习小区") if is_made else self.tr("正在布置练习小区"), practice.open_practice)

    def reset_practice(self) -> None:
        """Throws the practice community away and opens a new one."""
        self._practise(self.tr("正在复原练习小区"), practice.reset_practice)

    def _practise(self, title: str, make: Callable[[Path, date, Tick], "Store"]) -> None:
        folder = self._practice

        def work(tick: Tick) -> "Store":
            return make(folder, date.today(), tick)

        progress = Progress(title, self.dialog, self._messages)
        task = progress.run(work, lambda closed: self._finish(closed.again(), ""), self._on_practice_not_made)
        task.failed.connect(self._on_practice_not_made)

    def _ask_again(self, folder: Path) -> None:
        """Another question in place of the one that is open."""
        self._hide()
        self.ask(folder)

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        self._asked.append(dialog)
        dialog.rejected.connect(self.given_up)
        dialog.show()

    def _on_unlocked(self, store: "Store", secret: str) -> None:
        self._secret = secret
        self._finish(store, "")

    def _finish(self, store: "Store", code: str) -> None:
        """Lets the clerk in, once nothing is to be asked any more."""
        if store.loss is not None:
            refusal = store.refusal_to_go_on()
            store.close()
            self._ask_about_loss(store, refusal)
            return
        secret, self._secret = self._secret, ""
        if secret and (store.ring.is_unclaimed or store.ring.must_change):
            self._cross(store, secret)
            return
        if self._settings is not None and secret:
            self._settings.last_entry = store.ring.entry
        self.opened.emit(store, code)
        self._hide()

    def _cross(self, store: "Store", secret: str) -> None:
        """Asks who it is, or for a passphrase of one's own, before anything else."""
        self._hide()
        folder = store.folder
        if self._threshold is None:
            from gui.threshold import Threshold  # seldom

            self._threshold = Threshold(self._messages, self)
            self._threshold.passed.connect(self._on_crossed)
            self._threshold.turned_back.connect(lambda: self.ask(folder))
        self._threshold.enter(store, secret)

    def _on_crossed(self, store: "Store", code: str) -> None:
        if self._settings is not None:
            self._settings.last_entry = store.ring.entry
        self.opened.emit(store, code)

    def _ask_about_loss(self, closed: "Store", refusal: AppError | None) -> None:
        """Asks what to do with a store that ends too early."""
        from gui.dialogs.lost_entries import LostEntries  # seldom

        self._hide()
        lost = LostEntries(closed, self._messages, refusal=refusal)
        lost.opened.connect(lambda store: self._finish(store, ""))  # the secret is remembered
        lost.restore_requested.connect(lambda file: self.restore(closed.folder, file))
        self._show(lost)

    def _hide(self) -> None:
        if self.dialog is not None:
            self.dialog.rejected.disconnect(self.given_up)
            self.dialog.close()
            for line in self.dialog.findChildren(QLineEdit):
                line.clear()  # it stays, and what was typed does not
            self.dialog = None

    def _on_practice_not_made(self) -> None:
        # Where no question is open behind it, there is nothing left to do.
        if self.dialog is None:
            self.given_up.emit()
