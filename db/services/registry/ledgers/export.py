"""A ledger as a workbook: who is in it, its own columns, marks, days and notes; it comes back by the numbers of its rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import evolve, frozen

from db.errors import Cancelled
from db.fields import Field
from db.records.base import fields_of
from db.records.may import Right
from db.records.registry.ledger import NUMBER, Ledger, LedgerRow
from db.services.duties.consent_held import refuse_withdrawn
from db.services.duties.giving_out import EXPORTED, Given, Use, enter, refuse_whole
from db.services.export_table import refuse_suffix, written_table
from db.services.registry.ledgers.facts import name_label, place_label, reached_by
from db.services.registry.ledgers.marks import kind_of, value_in, values_of
from db.services.ticks import PIECE, Tick, never_stop
from db.services.told_cells import Value, cell
from db.store import Store

_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_TAB = 31
"""Characters that a tab has room for."""
_FIRST, _LAST = ("serial", "name", "number", "phone", "place", "grid"), ("done", "did", "note", "joined")
_SELDOM = ("number", "phone", "place", "grid")
"""Columns that are left out where none of the rows says anything in them."""


@frozen
class Sheet:
    """What is written of a ledger.

    Attributes:
        ledger: the ledger.
        rows: those that are written, with the number and the telephone that the register has of them by now.
    """

    ledger: Ledger
    rows: tuple[LedgerRow, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that are told, before and behind the ledger's own columns."""
        idle = {name for name in _SELDOM if not any(getattr(row, name) for row in self.rows)}
        return tuple(name for name in (*_FIRST, *_LAST) if name not in idle)

    def field(self, name: str) -> Field[object]:
        """A field, labelled as an import knows it again."""
        labels = {"name": name_label(self.ledger.table), "place": place_label(self.ledger.table), "done": "办了"}
        kind = fields_of(LedgerRow)[name]
        return evolve(kind, label=labels.get(name, kind.label))

    def masked(self) -> list[str]:
        """What is told in full only where somebody asks for it, in the clerk's words."""
        fields = [self.field(name) for name in self.names]
        found = [field.label for field in fields if field.is_masked]
        texts = [field for field in fields if field.name in ("name", "place", "note")]
        written = (field.show(getattr(row, field.name)) for row in self.rows for field in texts)
        note = fields_of(LedgerRow)["note"]

        def covers(texts: Iterable[str]) -> bool:
            return any(note.mask(text) != text for text in texts if text)

        own = [values_of(row) for row in self.rows]
        found += [one.name for one in self.ledger.columns if covers(values.get(one.key, "") for values in own)]
        return [*found, "文字里的号码"] if covers(written) else found


def tab_of(ledger: Ledger) -> str:
    """What the tab of its sheet is called, without signs that a tab cannot have."""
    return _NO_TITLE.sub(" ", ledger.name)


def sheet_of(store: Store, ledger: Ledger, rows: Sequence[LedgerRow]) -> Sheet:
    """What is written of rows of a ledger."""
    kind = store.kinds.find(ledger.table)
    told_rows: list[LedgerRow] = []
    for start in range(0, len(rows), PIECE):
        piece = rows[start : start + PIECE]
        led = {row.id: store.kinds.leads_to(row.who)[1] for row in piece if row.who and not (row.number and row.phone)}
        known = reached_by(store, store.get_many(kind.record, led.values())) if kind and led else {}
        for row in piece:
            number, phone = known.get(led.get(row.id, 0), ("", ""))
            told_rows.append(evolve(row, number=row.number or number, phone=row.phone or phone))
    return Sheet(ledger, tuple(told_rows))


def export_ledger(store: Store, sheet: Sheet, path: Path, *, whole: Use | None = None, tick: Tick = never_stop) -> int:
    """How many rows were written; numbers and telephones in full only for a ``whole`` use, which 外送登记 enters. The audit enters who exported what.

    Raises:
        StoreBusy: another window is writing; there is no file.
        ArgumentError: the suffix is neither xlsx nor csv.
        RecordInvalid: the use does not say to whom, or what for.
        NotAllowed: the clerk may not write ledgers into a file, or not whole numbers.
        FileUnwritable: the place cannot be written to.
        Cancelled: the tick said so; there is no file.
    """
    refuse_suffix(path)
    store.require(store.kinds[Ledger.TABLE], Right.EXPORT)
    refuse_whole(store, whole)
    if whole:
        refuse_withdrawn(store, whole, LedgerRow, [row.id for row in sheet.rows])
    plain, ledger = whole is not None, sheet.ledger
    names = sheet.names
    first, last = ([sheet.field(name) for name in names if name in part] for part in (_FIRST, _LAST))
    headings = [*(f.label for f in first), *(one.name for one in ledger.columns), *(f.label for f in last)]
    widths = [max(f.width, len(f.label)) * 2 + 2 for f in (*first, *map(kind_of, ledger.columns), *last)]
    title = (tab_of(ledger) + ("（练习小区）" if store.centre().practice else ""))[:_TAB]
    rows = _rows(sheet, first, last, plain=plain, tick=tick)
    with written_table(path, title, widths, headings, rows), store.writing("导出") as w:
        told_of = {"ledger": ledger.name, "file": path.name, "rows": len(sheet.rows), "plain": plain}
        w.note("export", LedgerRow.TABLE, 0, {name: [None, value] for name, value in told_of.items()})
        if whole:
            given = Given(
                what=f"台账“{ledger.name}”", way=EXPORTED, count=len(sheet.rows), told=sheet.masked(), file=path.name
            )
            enter(w, store.actor, whole, given)
    return len(sheet.rows)


def _rows(
    sheet: Sheet, first: Sequence[Field[object]], last: Sequence[Field[object]], *, plain: bool, tick: Tick
) -> Iterator[list[Value]]:
    total = len(sheet.rows)
    note = fields_of(LedgerRow)["note"]
    columns = [(one.key, kind_of(one) if one.form == NUMBER else None) for one in sheet.ledger.columns]
    for done, row in enumerate(sheet.rows):
        if done % PIECE == 0 and not tick(done, total):
            raise Cancelled
        values = values_of(row)
        own = [_own(note, number, values.get(key, ""), plain=plain) for key, number in columns]
        before, behind = ([cell(f, getattr(row, f.name), {}, plain=plain) for f in fields] for fields in (first, last))
        yield [*before, *own, *behind]
    tick(total, total)


def _own(note: Field[object], number: Field[object] | None, text: str, *, plain: bool) -> Value:
    """What stands in a column of the ledger's own: a number as one, so that it can be added up."""
    if number is not None and text and (value := value_in(number, text)) is not None:
        return cell(number, value, {}, plain=plain)
    return cell(note, text, {}, plain=plain)
