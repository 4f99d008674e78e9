"""核对名单: a list held against the register behind the preview, looked at in a dialog of its own."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import AppError
from db.services.duties.giving_out import Use
from db.services.registry.compare_roster import Comparison, Within, compare, take
from db.services.registry.compare_roster.gone import clear_gone, doubt_gone
from db.services.registry.compare_roster.marked import beside, write_marked
from db.services.registry.import_roster import Choices, Counts, Roster
from db.store import Store
from gui.dialogs.compare_dialog import CHANGES, GONE, CompareDialog
from gui.messages import Messages
from gui.tasks import Tick
from gui.words import tr

Asked = tuple[Roster, Choices, Path]
Left = tuple[frozenset[str], int]
"""What was ticked, and the tab at which it was left."""
Run = Callable[[Callable[[Store, Tick], object], str, Callable[[object], None]], None]


class Comparing(QObject):
    """Compares, and does what the dialog asks for: in the thread of the import page, which shows progress and can be cancelled.

    Signals:
        outdated: something was written since the preview was reckoned.
    """

    outdated = Signal()

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
        self._has_written = False
        self.dialog: CompareDialog | None = None

    def start(self, store: Store, roster: Roster, choices: Choices, path: Path) -> None:
        """Compares a roster as the clerk wants it understood."""
        self._has_written = False
        self._compare(store, (roster, choices, path), Within())

    def _compare(self, store: Store, asked: Asked, within: Within, left: Left | None = None) -> None:
        """Compares within a scope; behind a dialog in which something was written or another scope chosen, from where that was left."""
        roster, choices, _ = asked

        def work(own: Store, tick: Tick) -> object:
            return compare(own, roster, within, choices=choices, today=date.today(), tick=tick)

        def then(found: object) -> None:
            assert isinstance(found, Comparison)
            self._back()
            dialog = self.dialog = CompareDialog(store, found, self._page.window())
            dialog.open_requested.connect(self._opened)
            dialog.save_requested.connect(lambda use: self._save(store, asked, use, dialog))
            dialog.take_requested.connect(lambda taken: self._take(roster, found, taken))
            dialog.scope_requested.connect(lambda one: self._compare(store, asked, one, (dialog.ticked(), GONE)))
            dialog.doubt_requested.connect(lambda ids: self._doubt(store, asked, ids, dialog))
            dialog.rejected.connect(self._on_rejected)
            dialog.open()
            if left is not None:
                dialog.go_on(*left)

        self._run(work, tr("正在核对名单"), then)

    def _doubt(self, store: Store, asked: Asked, ids: Sequence[int], dialog: CompareDialog) -> None:
        """Marks them, and compares again: what was reckoned before anything was written is not imported any more."""

        def back() -> None:
            try:
                clear_gone(store, marked)
            except AppError as error:
                self._messages.show_error(error)
                return
            self._messages.inform(tr("已撤回，没有记"))

        try:
            marked = [one.id for one in doubt_gone(store, ids, date.today())]
        except AppError as error:
            self._messages.show_error(error)
            return
        self._has_written = self._has_written or bool(marked)
        if marked:
            self._messages.inform(tr("已记为待核实：{0} 人").format(len(marked)), back)
        else:
            self._messages.inform(tr("原来就记着待核实"))
        self._compare(store, asked, dialog.found.within, (dialog.ticked(), GONE))

    def _on_rejected(self) -> None:
        if self._has_written:
            self.outdated.emit()

    def _save(self, store: Store, asked: Asked, use: Use, dialog: CompareDialog) -> None:
        """Writes the copy, and compares again, for its entry is written as well."""
        (roster, _, path), found, left = asked, dialog.found, (dialog.ticked(), CHANGES)

        def then(made: object) -> None:
            assert isinstance(made, list)
            self._has_written = True
            self._messages.inform(tr("标好的表在原来的文件旁边：{0}").format("、".join(one.name for one in made)))
            self._compare(store, asked, found.within, left)

        self._run(
            lambda own, tick: write_marked(own, found, roster, beside(path), use, tick), tr("正在写标好的表"), then
        )

    def _take(self, roster: Roster, found: Comparison, taken: frozenset[tuple[int, str]]) -> None:
        def work(own: Store, tick: Tick) -> Counts:
            return take(own, found, taken, roster.source, tick)

        self._run(work, tr("正在导入"), self._committed)
