"""What is written into the rows of a ledger: that they are done with, and what stands in the ledger's own columns."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from attrs import evolve, frozen

from db.errors import ArgumentError, ValueUnreadable
from db.fields import Amount, Day, Field, Flag, Text
from db.records.base import fields_of
from db.records.registry.ledger import DAY, NUMBER, TICK, LedgerColumn, LedgerRow
from db.services.ticks import PIECE, Tick, go_on, never_stop
from db.store import Store

YES = Flag("").show(True)
"""What a tick is written as."""


_UNIT = re.compile(r"(?<=\d)\s*(?:元整?|块钱?|人次|人|名|户|次|件|个|套|天|岁|㎡|平方米|平米)\s*$")


@frozen
class Counted(Amount):
    """A number of a centre's own column: what is counted may stand behind it, for the heading of the column says it."""

    def read(self, written: str) -> Decimal | None:
        """As `Amount.read`: 380元 is 380; 3万元 is none, for 万 is no unit. Raises as that."""
        return super().read(_UNIT.sub("", written))


def mark(
    store: Store, rows: Sequence[LedgerRow], day: date | None, who: str, tick: Tick = never_stop
) -> list[LedgerRow]:
    """The rows as done with on a day by somebody; None lets them be left again. All or none.

    Raises:
        RecordChanged: another window saved one of them meanwhile.
        Cancelled: the tick said so.
    """
    saved: list[LedgerRow] = []
    with store.writing("专项台账：办了" if day else "专项台账：没有办") as w:
        for start in range(0, len(rows), PIECE):
            go_on(tick, start, len(rows))
            piece = rows[start : start + PIECE]
            saved += w.save_all([evolve(row, done=day, did=who if day else "") for row in piece])
    return saved


def restore(store: Store, before: Sequence[LedgerRow], tick: Tick = never_stop) -> list[LedgerRow]:
    """Rows as done with or left as they were before a mark; whatever else was saved of them since stays. All or none.

    Raises:
        Cancelled: the tick said so.
    """
    saved: list[LedgerRow] = []
    with store.writing("专项台账：撤销") as w:
        for start in range(0, len(before), PIECE):
            go_on(tick, start, len(before))
            piece = before[start : start + PIECE]
            now = w.read.get_many(LedgerRow, [row.id for row in piece])
            saved += w.save_all([evolve(now[row.id], done=row.done, did=row.did) for row in piece if row.id in now])
    return saved


def kind_of(column: LedgerColumn) -> Field[Any]:
    """The field that reads and shows what stands in a column."""
    fields: Mapping[str, Field[Any]] = {
        TICK: Flag(column.name),
        DAY: Day(column.name),
        NUMBER: Counted(column.name, places=2),
    }
    return fields.get(column.form) or Text(column.name, longest=200)


def value_of(column: LedgerColumn, text: str) -> Any:
    """What stands in a column as its field has it; None for nothing, and for what was written while the column held something else."""
    return value_in(kind_of(column), text)


def value_in(field: Field[Any], text: str) -> Any:
    """The same of a column whose field is at hand."""
    try:
        value = field.read(text)
    except ValueUnreadable:
        return None
    return None if value == field.EMPTY else value


def told(row: LedgerRow, column: LedgerColumn) -> str:
    """What stands in a column of a row, as a clerk reads it; "" for nothing."""
    return values_of(row).get(column.key, "")


def write(store: Store, row: LedgerRow, column: LedgerColumn, typed: str) -> LedgerRow:
    """The row with something else in a column.

    Raises:
        ValueUnreadable: it cannot stand there.
        RecordChanged: another window saved the row meanwhile.
    """
    field = kind_of(column)
    value = field.read(typed)
    if (fault := field.fault(value)) and fault.blocking:
        raise ArgumentError(f"{column.name}：{fault.message}", fault.remedy)
    shown = "" if value == field.EMPTY else field.show(value)
    values = {key: text for key, text in {**values_of(row), column.key: shown}.items() if text}
    return store.save(evolve(row, values=written(values)), f"专项台账：{column.name}")


def fill(store: Store, row: LedgerRow, field: str, typed: str, today: date) -> LedgerRow:
    """The row with something else in a field of its own; the day on which it was done with comes with who says so now.

    Raises:
        ValueUnreadable: it cannot stand there.
        ArgumentError: nothing is done with on a day to come.
        RecordChanged: another window saved the row meanwhile.
    """
    kind = fields_of(LedgerRow)[field]
    value = kind.read(typed)
    if field == "done" and value and value > today:
        raise ArgumentError(f"{kind.label}：还没到这一天", "请核对日期")
    if (fault := kind.fault(value)) and fault.blocking:
        raise ArgumentError(f"{kind.label}：{fault.message}", fault.remedy)
    if field == "done":
        return mark(store, [row], value, store.actor)[0]
    return store.save(evolve(row, **{field: value}), f"专项台账：{kind.label}")


def values_of(row: LedgerRow) -> dict[str, str]:
    """What stands in the columns, by their keys; nothing where that is not what was written."""
    try:
        kept: object = json.loads(row.values) if row.values else {}
    except ValueError:
        return {}
    found = cast("dict[object, object]", kept) if isinstance(kept, dict) else {}
    return {str(key): str(text) for key, text in found.items()}


def written(values: Mapping[str, str]) -> str:
    """What `values_of` reads, as a row keeps it."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else ""
