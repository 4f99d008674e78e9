"""打印 of a ledger: 名单, 签到表 or 签领表 of who is left, or of the rows that are picked, with the ledger's own columns left empty."""

from collections.abc import Sequence

from db.records.registry.ledger import Ledger, LedgerRow
from db.values.reference import parted
from gui.pages.sheet_prints import Selection, SheetPrints
from gui.papers.sheets import MOST_OWN, Shape, usual
from gui.widgets.chips import Meant
from gui.widgets.print_menu import Printable


class LedgerPrints(SheetPrints):
    """What can be printed of one ledger."""

    def choices(self, ledger: Ledger, rows: Sequence[LedgerRow], picked: Sequence[LedgerRow]) -> list[Printable]:
        """The three sheets; nothing of a ledger without anybody."""
        if not rows:
            return []
        return [Printable(f"{shape}…", lambda shape=shape: self.ask(shape, ledger, rows, picked)) for shape in Shape]

    def ask(self, shape: Shape, ledger: Ledger, rows: Sequence[LedgerRow], picked: Sequence[LedgerRow]) -> None:
        """Asks what the sheet is to be like; then it is made."""
        kind = self._session.store.kinds[ledger.table]
        own = tuple(column.name for column in ledger.columns)[:MOST_OWN]
        proposed = usual(kind, shape, ledger.name)
        self.ask_of(Selection(kind, (Ledger.TABLE, ledger.id), self._meant(rows, picked), proposed, own))

    def _meant(self, rows: Sequence[LedgerRow], picked: Sequence[LedgerRow]) -> list[Meant]:
        """Those that are left, then those that are picked where there are several, then all."""
        left = [row for row in rows if row.done is None]
        parts = [(self.tr("还剩的 {0:,} 条"), left), (self.tr("选中的 {0:,} 条"), picked if len(picked) > 1 else ())]
        parts.append((self.tr("全部 {0:,} 条"), rows))
        return [
            Meant(words.format(len(part)), tuple(parted(row.who)[1] for row in part)) for words, part in parts if part
        ]
