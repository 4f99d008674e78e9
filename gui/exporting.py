"""导出: a list as a workbook, masked unless the clerk asks for the numbers in full; in the background."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from db.records.base import Record
from db.services.chosen import EVERYTHING, Chosen
from gui.messages import Question
from gui.session import Session
from gui.tasks import Tick
from gui.widgets.progress import Progress

FILE_FILTER = "Excel (*.xlsx);;CSV (*.csv)"


class Listed(Protocol):
    """What a list shows by now."""

    def narrowed(self) -> Sequence[int] | None:
        """The ids of what it is narrowed to; None where it shows everything."""
        ...

    def picked(self) -> Sequence[int]:
        """Those of the rows that are picked."""
        ...

    def meant(self) -> Sequence[int]:
        """Those of the rows that are picked; of all that are listed where none is."""
        ...

    def columns(self) -> tuple[str, ...]:
        """Those that were chosen to be shown; () for the usual ones."""
        ...


class Exporter(QObject):
    """Exports the records of one type: those that are picked, else those that a list is narrowed to, or all where it is not.

    A list whose columns were chosen is exported as it is shown, in its order.
    """

    def __init__(self, session: Session, kind: type[Record], parent: QWidget, listed: Listed | None = None) -> None:
        super().__init__(parent)
        self._session, self._kind, self._parent, self._listed = session, kind, parent, listed

    def ask(self) -> None:
        """Asks where to, and whether numbers are written in full; then exports."""
        words, chosen = self._meant()
        if chosen.ids is not None and not chosen.ids:
            self._session.messages.inform(self.tr("按现在的筛选没有{0}，没有导出").format(self._kind.LABEL))
            return
        count = self._session.store.count(self._kind) if chosen.ids is None else len(chosen.ids)
        title = self.tr("导出{0}{1}（{2:,} 条）到").format(words, self._kind.LABEL, count)
        if chosen.columns:
            title = self.tr("{0}：只有显示的 {1} 栏").format(title, len(chosen.columns))
        usual = str(Path.home() / f"{self._kind.LABEL}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self._parent, title, usual, FILE_FILTER)
        if name:
            path = Path(name)
            path = path if path.suffix else path.with_suffix(".xlsx")
            self.export(path, plain=self._wants_plain(chosen), chosen=chosen, words=words)

    def _meant(self) -> tuple[str, Chosen]:
        """What is exported, and the words for that."""
        every = self.tr("全部")
        if (listed := self._listed) is None:
            return every, Chosen()
        narrowed, picked, columns = listed.narrowed(), listed.picked(), listed.columns()
        words = self.tr("选中的") if picked else every if narrowed is None else self.tr("现在筛选的")
        if columns:
            return words, Chosen(listed.meant(), columns)
        return words, Chosen(picked or narrowed)

    def _wants_plain(self, chosen: Chosen) -> bool:
        """Whether what is masked is to be written in full; asked only where something is."""
        from db.services.export_table import masked_columns, texts_with_numbers  # heavy: only when a list is exported

        masked = masked_columns(self._kind, chosen)
        if masked:
            masked.append(self.tr("文字里的号码"))
        else:
            masked = texts_with_numbers(self._session.store, self._kind, chosen)
        if not masked:
            return False
        question = Question(
            self.tr("{0}要写全吗？").format("、".join(masked)),
            self.tr(
                "写全的名单带着个人信息，只给有权看的人；交给别的单位，要告知本人并取得单独同意"
                "（个人信息保护法第二十三条）。导出会记入操作记录。\n"
                "遮住的名单只留证件号码的前六位和后两位、出生的年份，备注等文字里的证件号码、电话、卡号也遮住。"
            ),
            self.tr("写全"),
            self.tr("遮住再导出"),
            grave=True,
        )
        return self._session.messages.ask(question)

    def export(self, path: Path, *, plain: bool, chosen: Chosen = EVERYTHING, words: str = "") -> None:
        """Writes the file; a cancelled export leaves none. ``words`` tell what is exported."""
        store, kind = self._session.store, self._kind

        def work(tick: Tick) -> int:
            from db.services.export_table import export_table  # heavy: only when a list is exported

            own = store.again()
            try:
                return export_table(own, kind, path, chosen=chosen, plain=plain, tick=tick)
            finally:
                own.close()

        def done(count: int) -> None:
            told = self.tr("已导出{0} {1:,} 条：{2}").format(words or self.tr("全部"), count, path.name)
            self._session.messages.inform(told)

        Progress(self.tr("正在导出{0}").format(kind.LABEL), self._parent.window(), self._session.messages).run(
            work, done
        )
