"""打印 of a ledger: 名单, 签到表 or 签领表 of who is left, or of the rows that are picked, with the ledger's own columns left empty."""

from collections.abc import Sequence
from datetime import date

from attrs import evolve
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from db.records.registry.ledger import Ledger, LedgerRow
from db.values.reference import parted
from gui.dialogs.sheet_dialog import Meant, SheetDialog, remembered, to_remember
from gui.papers.sheets import MOST_OWN, Shape, sheet, usual
from gui.session import Session
from gui.settings import sheet_key
from gui.widgets.print_menu import Printable


class LedgerPrints(QObject):
    """What can be printed of one ledger.

    Signals:
        asked: the dialog that asks what a sheet is to be like.
        ready: the job of a sheet.
    """

    asked = Signal(object)
    ready = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def choices(self, ledger: Ledger, rows: Sequence[LedgerRow], picked: Sequence[LedgerRow]) -> list[Printable]:
        """The three sheets; nothing of a ledger without anybody."""
        if not rows:
            return []
        return [Printable(f"{shape}…", lambda shape=shape: self.ask(shape, ledger, rows, picked)) for shape in Shape]

    def ask(self, shape: Shape, ledger: Ledger, rows: Sequence[LedgerRow], picked: Sequence[LedgerRow]) -> None:
        """Asks what the sheet is to be like; then it is made."""
        kind = self._session.store.kinds[ledger.table]
        key = sheet_key(self._session.store.folder, Ledger.TABLE, shape.name, ledger.id)
        kept = self._session.settings.sheet_of(key)
        proposed = usual(kind, shape, ledger.name)
        wanted = remembered(kind, proposed, kept)
        if not kept:
            wanted = evolve(wanted, own=tuple(column.name for column in ledger.columns)[:MOST_OWN])
        dialog = SheetDialog(kind, wanted, self._meant(rows, picked), self._page.window(), proposed)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            found = dialog.wanted()
            self._session.settings.keep_sheet(key, to_remember(found))
            self.ready.emit(sheet(kind, dialog.ids(), found, date.today()))

        dialog.accepted.connect(take)
        dialog.open()
        self.asked.emit(dialog)

    def _meant(self, rows: Sequence[LedgerRow], picked: Sequence[LedgerRow]) -> list[Meant]:
        """Those that are left, then those that are picked where there are several, then all."""
        left = [row for row in rows if row.done is None]
        parts = [(self.tr("还剩的 {0:,} 条"), left), (self.tr("选中的 {0:,} 条"), picked if len(picked) > 1 else ())]
        parts.append((self.tr("全部 {0:,} 条"), rows))
        return [
            Meant(words.format(len(part)), tuple(parted(row.who)[1] for row in part)) for words, part in parts if part
        ]
