"""Taking an import back: weighed first, asked where somebody stays, done in one transaction, with a way back."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from db.services.undo_import import PastImport, Undone, redo_import, undo_import, weigh_undo
from db.store import Store
from gui.messages import Messages, Question
from gui.pages.importing.past_imports import taken_back, unit_of
from gui.tasks import Tick

T = TypeVar("T")
Run = Callable[[Callable[[Store, Tick], object], str, Callable[[object], None]], None]
NAMED = 5


class ImportUndo(QObject):
    """The steps of it, one task after another.

    Args:
        messages: the door to the clerk.
        run: runs work on a store of its own under a line of words, and hands the result on.
        done: told what was taken back; None where nothing was, or where it was brought back.
    """

    def __init__(self, messages: Messages, run: Run, done: Callable[[Undone | None], None]) -> None:
        super().__init__()
        self._messages, self._run, self._done = messages, run, done

    def start(self, past: PastImport, *, ask: bool = True) -> None:
        """Takes an import back; without ``ask`` at once, unless somebody would stay."""

        def weigh(store: Store, tick: Tick) -> object:
            return weigh_undo(store, past, tick)

        self._run(weigh, self.tr("正在看导入以后有没有改动"), lambda found: self._on_weighed(past, found, ask=ask))

    def redo(self, past: PastImport) -> None:
        """Brings an import back that was just taken back."""

        def work(store: Store, tick: Tick) -> object:
            redo_import(store, past, tick)
            return None

        self._run(work, self.tr("正在恢复导入"), lambda _none: self._on_redone(past))

    def _on_weighed(self, past: PastImport, found: object, *, ask: bool) -> None:
        assert isinstance(found, Undone)
        if (ask or found.kept) and not self._messages.ask(self._question(past, found)):
            self._done(None)
            return

        def work(store: Store, tick: Tick) -> object:
            return undo_import(store, past, tick)

        self._run(work, self.tr("正在撤销导入"), lambda undone: self._on_undone(past, undone))

    def _on_undone(self, past: PastImport, undone: object) -> None:
        assert isinstance(undone, Undone)
        self._done(undone)
        told = self.tr("已撤销导入“{0}”：{1}").format(past.file, taken_back(undone) or self.tr("没有可拿掉的"))
        self._messages.inform(told, lambda: self.redo(past))

    def _on_redone(self, past: PastImport) -> None:
        self._done(None)
        self._messages.inform(self.tr("已恢复导入“{0}”").format(past.file))

    def _question(self, past: PastImport, found: Undone) -> Question:
        lines = [
            self.tr("{0} 导入的“{1}”，撤销后{2}。").format(
                f"{past.when:%Y-%m-%d %H:%M}", past.file, taken_back(found) or self.tr("没有可拿掉的")
            )
        ]
        if found.kept:
            names = "、".join(kept.name for kept in found.kept[:NAMED])
            more = self.tr("等") if len(found.kept) > NAMED else ""
            lines.append(
                self.tr("{0} {1}之后改过或用到了，留着不动：{2}{3}。").format(
                    len(found.kept), unit_of(found), names, more
                )
            )
        return Question(self.tr("撤销这次导入？"), "\n".join(lines), self.tr("撤销导入"), grave=True)
