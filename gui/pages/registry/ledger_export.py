"""导出 of a 专项台账: the rows that are picked, else those that are shown, as a workbook that comes back by 导入."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.records.registry.ledger import Ledger, LedgerRow
from db.services.duties.giving_out import Use
from db.values.file_name import dated
from gui.exporting import ask_whole
from gui.file_choice import TABLES, where_to
from gui.large_work import LargeWork
from gui.session import Session


class LedgerExport(QObject):
    """Asks where to, and whether numbers are written in full; then exports."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._work = LargeWork(session, page)

    def ask(
        self, ledger: Ledger, rows: Sequence[LedgerRow], picked: Sequence[LedgerRow], shown: Sequence[LedgerRow]
    ) -> None:
        """Of all ``rows`` those that are ``picked``, where there are several, else those that are ``shown``."""
        meant = picked if len(picked) > 1 else shown
        if not meant:
            self._session.messages.inform(self.tr("没有要导出的"))
            return
        words = (
            self.tr("选中的")
            if meant is picked
            else self.tr("现在列出的")
            if len(shown) < len(rows)
            else self.tr("全部")
        )
        title = self.tr("导出“{0}”{1}（{2:,} 条）到").format(ledger.name, words, len(meant))
        path = where_to(self._page, title, dated(ledger.name, date.today()), TABLES)
        if path is not None:
            self.export(ledger, meant, path, words)

    def export(self, ledger: Ledger, rows: Sequence[LedgerRow], path: Path, words: str = "") -> None:
        """Writes the file; a cancelled export leaves none."""
        from db.services.registry.ledgers.export import (
            export_ledger,
            sheet_of,
        )  # heavy: only when something is exported

        messages = self._session.messages
        sheet = sheet_of(self._session.store, ledger, rows)

        def write(whole: Use | None) -> None:
            self._work.do(
                self.tr("正在导出专项台账"),
                len(rows),
                lambda store, tick: export_ledger(store, sheet, path, whole=whole, tick=tick),
                done,
            )

        def done(count: int) -> None:
            told = self.tr("已导出“{0}”{1} {2:,} 条：{3}；填好了再“导入…”，就记进来")
            messages.inform(told.format(ledger.name, words or self.tr("全部"), count, path.name))

        ask_whole(self._session, sheet.masked(), len(rows), self._page.window(), write)
