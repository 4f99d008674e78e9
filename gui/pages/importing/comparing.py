"""核对名单: a list held against the register behind the preview, looked at in a dialog of its own."""

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.services.duties.giving_out import Use
from db.services.registry.compare_roster import Comparison, compare, take
from db.services.registry.compare_roster.marked import beside, write_marked
from db.services.registry.import_roster import Choices, Counts, Roster
from db.store import Store
from gui.dialogs.compare_dialog import CompareDialog
from gui.messages import Messages
from gui.tasks import Tick
from gui.words import tr

Run = Callable[[Callable[[Store, Tick], object], str, Callable[[object], None]], None]


class Comparing(QObject):
    """Compares, and does what the dialog asks for: in the thread of the import page, which shows progress and can be cancelled."""

    def __init__(
        self,
        page: QWidget,
        messages: Messages,
        run: Run,
        back: Callable[[], None],
        committed: Callable[[object], None],
        opened: Callable[[str, int], None],
    ) -> None:
        """``back`` brings the preview to the front again, ``committed`` takes the counts of an import, ``opened`` a record to show."""
        super().__init__(page)
        self._page, self._messages, self._run = page, messages, run
        self._back, self._committed, self._opened = back, committed, opened
        self.dialog: CompareDialog | None = None

    def start(
        self, store: Store, roster: Roster, choices: Choices, path: Path, ticked: Collection[str] = frozenset()
    ) -> None:
        """Compares a roster as the clerk wants it understood, and shows what is ``ticked`` already."""

        def work(own: Store, tick: Tick) -> object:
            return compare(own, roster, choices=choices, today=date.today(), tick=tick)

        def then(found: object) -> None:
            assert isinstance(found, Comparison)
            self._back()
            dialog = self.dialog = CompareDialog(store, found, self._page.window())
            dialog.changes.tick(ticked)

            def save(use: Use) -> None:
                # Anew once it is entered to whom it went: what is taken over has to be as the store is then.
                kept = dialog.changes.ticked()
                self._save(roster, found, path, use, lambda: self.start(store, roster, choices, path, kept))

            dialog.open_requested.connect(self._opened)
            dialog.save_requested.connect(save)
            dialog.take_requested.connect(lambda taken: self._take(roster, found, taken))
            dialog.open()
            dialog.changes.setFocus()

        self._run(work, tr("正在核对名单"), then)

    def _save(self, roster: Roster, found: Comparison, path: Path, use: Use, again: Callable[[], None]) -> None:
        def then(made: object) -> None:
            assert isinstance(made, list)
            self._back()
            self._messages.inform(tr("标好的表在原来的文件旁边：{0}").format("、".join(one.name for one in made)))
            again()

        self._run(
            lambda own, tick: write_marked(own, found, roster, beside(path), use, tick), tr("正在写标好的表"), then
        )

    def _take(self, roster: Roster, found: Comparison, taken: frozenset[tuple[int, str]]) -> None:
        def work(own: Store, tick: Tick) -> Counts:
            return take(own, found, taken, roster.source, tick)

        self._run(work, tr("正在导入"), self._committed)
