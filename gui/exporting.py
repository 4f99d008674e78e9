"""导出: a list as a workbook, masked unless the clerk asks for the numbers in full; in the background."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from db.records.base import Record
from db.services.chosen import EVERYTHING, Chosen
from db.services.duties.giving_out import Use
from db.store import Store
from db.values.file_name import dated
from gui.dialogs.export_dialog import ExportDialog
from gui.dialogs.whole_use import WholeDialog
from gui.file_choice import TABLES, where_to
from gui.session import Session
from gui.tasks import Tick, on_own_store
from gui.widgets.chips import Meant, Selecting, selections
from gui.widgets.progress import Progress
from gui.widgets.whole_list import Reading, when_whole


class Listed(Selecting, Reading, Protocol):
    """What a list shows by now."""

    def refresh(self) -> None:
        """Reads again what was saved since."""
        ...

    def shown(self) -> tuple[str, ...]:
        """The columns that are seen."""
        ...

    def order(self) -> str:
        """The column by which the clerk ordered it; "" for none."""
        ...

    def name(self) -> str:
        """What is listed is called; "" for no name of its own."""
        ...


def ask_whole(
    session: Session, masked: Sequence[str], count: int, window: QWidget, then: Callable[[Use | None], object]
) -> None:
    """Asks whether what is masked is to be written in full, to whom and what for, and goes on; not where nothing is masked."""
    if not masked:
        then(None)
        return
    dialog = WholeDialog(masked, count, session.lookup, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then(dialog.use()))
    dialog.open()


class Exporter(QObject):
    """Exports the records of one type: those that are picked, else those that a list is narrowed to, or all where it is not.

    Signals:
        asked: the dialog that asks of whom, and which columns.
    """

    asked = Signal(object)

    def __init__(self, session: Session, kind: type[Record], parent: QWidget, listed: Listed) -> None:
        super().__init__(parent)
        self._session, self._kind, self._parent, self._listed = session, kind, parent, listed

    def ask(self) -> None:
        """Asks of whom, which columns and where to, and whether numbers are written in full; then exports."""
        if not self._listed.picked():
            self._listed.refresh()
        when_whole(self._listed, self._session.messages, self._ask)

    def _ask(self) -> None:
        listed, label = self._listed, self._kind.LABEL
        meant = selections(listed)
        if not meant[0].ids:
            words = (
                self.tr("还没有{0}，没有导出")
                if listed.narrowed() is None
                else self.tr("按现在的筛选没有{0}，没有导出")
            )
            self._session.messages.inform(words.format(label))
            return
        dialog = ExportDialog(self._kind, meant, listed.shown(), self._parent.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._ask_where(dialog.meant(), dialog.columns()))
        dialog.open()
        self.asked.emit(dialog)

    def _ask_where(self, meant: Meant, columns: tuple[str, ...]) -> None:
        label = self._kind.LABEL
        chosen = Chosen(meant.ids, columns, is_ordered=bool(columns or self._listed.order()))
        title = self.tr("导出{0}（{1}）到").format(label, meant.words)
        path = where_to(self._parent, title, dated(self._listed.name() or label, date.today()), TABLES)
        if path is not None:
            self._look_for_numbers(chosen, lambda masked: self._ask_whole(path, chosen, masked))

    def _ask_whole(self, path: Path, chosen: Chosen, masked: Sequence[str]) -> None:
        def write(use: Use | None) -> None:
            self.export(path, whole=use, chosen=chosen)

        ask_whole(self._session, masked, len(chosen.ids or ()), self._parent.window(), write)

    def _look_for_numbers(self, chosen: Chosen, then: Callable[[Sequence[str]], object]) -> None:
        """Goes on with what is told in full only on demand; where no column is so, all texts are looked through, behind a bar."""
        from db.services.export_table import masked_columns, texts_with_numbers  # heavy: only when a list is exported

        store, kind = self._session.store, self._kind
        if masked := masked_columns(kind, chosen):
            then([*masked, self.tr("文字里的号码")])
            return

        def work(own: Store, tick: Tick) -> list[str]:
            return texts_with_numbers(own, kind, chosen, tick)

        bar = Progress(self.tr("正在看文字里有没有号码"), self._parent.window(), self._session.messages)
        bar.run(on_own_store(store, work), then)

    def export(self, path: Path, *, whole: Use | None = None, chosen: Chosen = EVERYTHING) -> None:
        """Writes the file; a cancelled export leaves none."""
        store, kind = self._session.store, self._kind

        def work(own: Store, tick: Tick) -> int:
            from db.services.export_table import export_table  # heavy: only when a list is exported

            return export_table(own, kind, path, chosen=chosen, whole=whole, tick=tick)

        def done(count: int) -> None:
            self._session.messages.inform(self.tr("已导出 {0:,} 条：{1}").format(count, path.name))

        bar = Progress(self.tr("正在导出{0}").format(kind.LABEL), self._parent.window(), self._session.messages)
        bar.run(on_own_store(store, work), done)
