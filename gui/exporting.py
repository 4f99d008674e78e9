"""导出: a list as a workbook, masked unless the clerk asks for the numbers in full; in the background."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from db.records.base import Record
from gui.messages import Question
from gui.session import Session
from gui.tasks import Tick
from gui.widgets.progress import Progress

FILE_FILTER = "Excel (*.xlsx);;CSV (*.csv)"


class Exporter(QObject):
    """Exports the records of one type: those that are picked, else those that a list is narrowed to, or all where it is not."""

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        parent: QWidget,
        narrowed: Callable[[], Sequence[int] | None] = lambda: None,
        picked: Callable[[], Sequence[int]] = lambda: (),
    ) -> None:
        super().__init__(parent)
        self._session, self._kind, self._parent, self._narrowed = session, kind, parent, narrowed
        self._picked = picked

    def ask(self) -> None:
        """Asks where to, and whether numbers are written in full; then exports."""
        picked = self._picked()
        only = picked or self._narrowed()
        if only is not None and not only:
            self._session.messages.inform(self.tr("按现在的筛选没有{0}，没有导出").format(self._kind.LABEL))
            return
        if only is None:
            title = self.tr("导出全部{0}（{1:,} 条）到").format(self._kind.LABEL, self._session.store.count(self._kind))
        else:
            words = self.tr("导出选中的{0}（{1:,} 条）到") if picked else self.tr("按现在的筛选导出{0}（{1:,} 条）到")
            title = words.format(self._kind.LABEL, len(only))
        usual = str(Path.home() / f"{self._kind.LABEL}.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, usual, FILE_FILTER)
        if not chosen:
            return
        path = Path(chosen)
        self.export(
            path if path.suffix else path.with_suffix(".xlsx"),
            plain=self._wants_plain(only),
            only=only,
            picked=bool(picked),
        )

    def _wants_plain(self, only: Sequence[int] | None) -> bool:
        """Whether what is masked is to be written in full; asked only where something is."""
        from db.services.export_table import masked_columns, texts_with_numbers  # heavy: only when a list is exported

        masked = masked_columns(self._kind)
        if masked:
            masked.append(self.tr("文字里的号码"))
        else:
            masked = texts_with_numbers(self._session.store, self._kind, only)
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

    def export(self, path: Path, *, plain: bool, only: Sequence[int] | None = None, picked: bool = False) -> None:
        """Writes the file; a cancelled export leaves none."""
        store, kind = self._session.store, self._kind

        def work(tick: Tick) -> int:
            from db.services.export_table import export_table  # heavy: only when a list is exported

            own = store.again()
            try:
                return export_table(own, kind, path, only=only, plain=plain, tick=tick)
            finally:
                own.close()

        def done(count: int) -> None:
            told = self.tr("已导出全部 {0:,} 条：{1}") if only is None else self.tr("已按现在的筛选导出 {0:,} 条：{1}")
            told = self.tr("已导出选中的 {0:,} 条：{1}") if picked else told
            self._session.messages.inform(told.format(count, path.name))

        Progress(self.tr("正在导出{0}").format(kind.LABEL), self._parent.window(), self._session.messages).run(
            work, done
        )
