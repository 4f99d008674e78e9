"""打印 of a ledger: 名单, 签到表 or 签领表 of who is left, or of the rows that are picked, with the ledger's own columns as they are filled."""

from collections.abc import Sequence

from db.records.base import fields_of
from db.records.registry.ledger import Ledger, LedgerRow
from db.services.registry.ledgers.marks import told
from db.values.reference import parted
from gui.pages.sheet_prints import Selection, SheetPrints
from gui.papers.sheets import LONGEST_OWN, MOST_OWN, Beside, Shape, own_columns, usual
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
        named = (one.name for one in ledger.columns if len(one.name) <= LONGEST_OWN)
        own = tuple(name for name in named if own_columns(name) == (name,))[:MOST_OWN]
        proposed, by_id = usual(kind, shape, ledger.name), {row.id: row for row in rows}

        def lines(ids: Sequence[int], columns: Sequence[str]) -> list[Beside]:
            return [_line(ledger, by_id[i], columns) for i in ids]

        meant = self._meant(rows, picked)
        self.ask_of(Selection(kind, (Ledger.TABLE, ledger.id), meant, proposed, own, lines))

    def _meant(self, rows: Sequence[LedgerRow], picked: Sequence[LedgerRow]) -> list[Meant]:
        """The ids of the rows: of those that are left, then of those that are picked where there are several, then of all."""
        left = [row for row in rows if row.done is None]
        parts = [(self.tr("还剩的 {0:,} 条"), left), (self.tr("选中的 {0:,} 条"), picked if len(picked) > 1 else ())]
        parts.append((self.tr("全部 {0:,} 条"), rows))
        return [Meant(words.format(len(part)), tuple(row.id for row in part)) for words, part in parts if part]


def _line(ledger: Ledger, row: LedgerRow, columns: Sequence[str]) -> Beside:
    """What a row tells beside the register, and in its place of whom that does not know."""
    texts = {"name": row.name, "house": row.place, "phone": row.phone, "id_number": row.number}
    if "name" not in columns:  # it stands where a record is named
        texts |= {name: row.name for name in columns[:1]}
    own = {column.name: told(row, column) for column in ledger.columns}
    return Beside(parted(row.who)[1], texts, {fields_of(LedgerRow)["note"].label: row.note} | own)
