"""专项台账: a list frozen on a day, marks of what is done, who is left, and who the list has more by today."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from attrs import evolve, frozen

from db.errors import ArgumentError, Cancelled, RecordChanged
from db.fields import Amount, Day, Field, Flag, Text
from db.records.base import Record
from db.records.condition import Condition, read, written
from db.records.kind import Kind
from db.records.paths import Wrong, faults
from db.records.registry.household import Household
from db.records.registry.ledger import DAY, NUMBER, TICK, Ledger, LedgerColumn, LedgerRow
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.due import DueItem
from db.store import Store, Warrant, Writer, among, eq
from db.values.address_order import place_key
from db.values.reference import parted, reference

NO_GRID = "未划网格"
YES = Flag("").show(True)
"""What a tick is written as."""
_PIECE = 1000
Tick = Callable[[int, int], bool]
"""Told how many of how many are done; whether to go on."""


@frozen
class Asked:
    """What a ledger is filled with.

    Attributes:
        kind: of the records.
        ids: which.
        conditions: of the list that they are; () where they were picked.
        source: what that list is called; "" for none.
    """

    kind: Kind
    ids: Sequence[int]
    conditions: tuple[Condition, ...] = ()
    source: str = ""


@frozen
class GridCount:
    """How many of a grid are in a ledger, and how many are left."""

    grid: str
    total: int
    left: int


@frozen
class Changed:
    """How the list differs today from what was frozen.

    Attributes:
        more: ids of those whom it has more.
        fewer: rows of those whom it has no more; they stay in the ledger.
    """

    more: tuple[int, ...] = ()
    fewer: tuple[LedgerRow, ...] = ()


def open_ledgers(store: Store, kind: Kind, day: date) -> list[Ledger]:
    """Those to which records of a type can be added, the newest first."""
    found = store.select(Ledger, among("table", (kind.table, "")), order=("-since", "-id"))
    return [one for one in found if not one.closed and (one.until is None or one.until >= day)]


def rows_of(store: Store, ledger: int) -> list[LedgerRow]:
    """All rows by grid, then in the order of their doors."""
    rows = store.select(LedgerRow, eq("ledger", ledger))
    return sorted(rows, key=lambda row: (row.grid == "", place_key(row.grid), place_key(row.place), row.id))


def freeze(store: Store, ledger: Ledger, asked: Asked, day: date, tick: Tick = lambda _done, _total: True) -> Ledger:
    """A ledger with those who were asked for, as they are called on a day; all of it or nothing.

    Those who are in it already stay as they are. The conditions of a ledger are those of the list that it began with.

    Raises:
        ArgumentError: it is of another type, or there is nobody.
        Cancelled: the tick said so.
        RecordInvalid: the ledger may not be saved so.
    """
    if ledger.table and ledger.table != asked.kind.table:
        raise ArgumentError(f"“{ledger.name}”是另一种资料的台账", "请另立一本")
    rows = _rows(store, asked, day, tick)
    begun = ledger if ledger.table else _begun(ledger, asked, day)
    with store.writing(f"定专项台账的名单：{ledger.name}") as w:
        there = {row.who for row in w.read.select(LedgerRow, eq("ledger", ledger.id))} if ledger.id else set[int]()
        fresh = [row for row in rows if row.who not in there]
        if not fresh:
            raise ArgumentError("没有要加的人", "他们都在台账里了" if there else "请先筛出名单，再加进来")
        saved = w.save(begun) if begun != ledger or not ledger.id else ledger
        for start in range(0, len(fresh), _PIECE):
            _go_on(tick, len(rows) + start, 2 * len(rows))
            w.save_all([evolve(row, ledger=saved.id) for row in fresh[start : start + _PIECE]])
    return saved


def _go_on(tick: Tick, done: int, total: int) -> None:
    if not tick(done, total):
        raise Cancelled


def _begun(ledger: Ledger, asked: Asked, day: date) -> Ledger:
    return evolve(
        ledger,
        table=asked.kind.table,
        conditions=written(asked.conditions) if asked.conditions else "",
        source=asked.source,
        frozen=day,
    )


def take_back(store: Store, was: Ledger, now: Ledger, rows: Sequence[LedgerRow]) -> None:
    """Undoes that rows were added by `freeze`: the ledger is as it was, and goes where it was begun with them.

    Raises:
        RecordChanged: something was written since in one of the rows, or in the ledger.
        RecordInUse: others were added since to a ledger that was begun with them.
    """
    with store.writing(f"撤销加进专项台账：{now.name}", warrant=Warrant.UNDO) as w:
        _take_out(w, rows)
        if not was.id:
            w.delete(now)
        elif was != now:
            w.save(evolve(was, version=now.version))


def take_out(store: Store, rows: Sequence[LedgerRow]) -> None:
    """Takes rows out of their ledger; all or none.

    Raises:
        RecordChanged: something was written in one of them since it was read.
    """
    with store.writing("从专项台账里拿掉") as w:
        _take_out(w, rows)


def _take_out(w: Writer, rows: Sequence[LedgerRow]) -> None:
    now = w.read.get_many(LedgerRow, [row.id for row in rows])
    for row in rows:
        if row.id in now and now[row.id].version != row.version:
            raise RecordChanged(f"{LedgerRow.LABEL}（{row.name}）")
    w.delete_all(LedgerRow, now)


def put_back(store: Store, rows: Sequence[LedgerRow]) -> None:
    """Rows that were taken out, as they were.

    Raises:
        LinkGone: their ledger is gone.
        RecordTwice: one is there.
    """
    with store.writing("放回专项台账", warrant=Warrant.UNDO) as w:
        w.put_back(list(rows))


def empty(w: Writer, ledger: Ledger) -> list[LedgerRow]:
    """Takes all rows out of a ledger that goes; they."""
    rows = w.read.select(LedgerRow, eq("ledger", ledger.id))
    w.delete_all(LedgerRow, [row.id for row in rows])
    return rows


def carry_over(w: Writer, rows: Sequence[LedgerRow], was: Ledger, now: Ledger) -> None:
    """Gives a deleted ledger that was saved as a new one the rows that it had, with what stands in its columns."""
    columns = {str(old.id): str(new.id) for old, new in zip(was.columns, now.columns, strict=True)}
    w.put_back(
        [
            evolve(
                row, ledger=now.id, values=_json({columns.get(key, key): text for key, text in _values(row).items()})
            )
            for row in rows
        ]
    )


def mark(
    store: Store,
    rows: Sequence[LedgerRow],
    day: date | None,
    who: str,
    tick: Tick = lambda _done, _total: True,
) -> list[LedgerRow]:
    """The rows as done with on a day by somebody; None lets them be left again. All or none.

    Raises:
        RecordChanged: another window saved one of them meanwhile.
        Cancelled: the tick said so.
    """
    saved: list[LedgerRow] = []
    with store.writing("专项台账：办了" if day else "专项台账：没有办") as w:
        for start in range(0, len(rows), _PIECE):
            _go_on(tick, start, len(rows))
            piece = rows[start : start + _PIECE]
            saved += w.save_all([evolve(row, done=day, did=who if day else "") for row in piece])
    return saved


def restore(store: Store, before: Sequence[LedgerRow]) -> list[LedgerRow]:
    """Rows as done with or left as they were before a mark; whatever else was saved of them since stays."""
    with store.writing("专项台账：撤销") as w:
        now = w.read.get_many(LedgerRow, [row.id for row in before])
        return w.save_all([evolve(now[row.id], done=row.done, did=row.did) for row in before if row.id in now])


def kind_of(column: LedgerColumn) -> Field[Any]:
    """The field that reads and shows what stands in a column."""
    fields: Mapping[str, Field[Any]] = {
        TICK: Flag(column.name),
        DAY: Day(column.name),
        NUMBER: Amount(column.name, places=2),
    }
    return fields.get(column.form) or Text(column.name, longest=200)


def told(row: LedgerRow, column: LedgerColumn) -> str:
    """What stands in a column of a row, as a clerk reads it; "" for nothing."""
    return _values(row).get(str(column.id), "")


def write(store: Store, row: LedgerRow, column: LedgerColumn, typed: str) -> LedgerRow:
    """The row with something else in a column.

    Raises:
        ValueUnreadable: it cannot stand there.
        RecordChanged: another window saved the row meanwhile.
    """
    field = kind_of(column)
    value = field.read(typed)
    if fault := field.fault(value):
        raise ArgumentError(f"{column.name}：{fault.message}", fault.remedy)
    shown = "" if value == field.EMPTY else field.show(value)
    values = {key: text for key, text in {**_values(row), str(column.id): shown}.items() if text}
    return store.save(evolve(row, values=_json(values)), f"专项台账：{column.name}")


def _values(row: LedgerRow) -> dict[str, str]:
    """By id of the column; nothing where that is not what was written."""
    try:
        kept: object = json.loads(row.values) if row.values else {}
    except ValueError:
        return {}
    found = cast("dict[object, object]", kept) if isinstance(kept, dict) else {}
    return {str(key): str(text) for key, text in found.items()}


def _json(values: Mapping[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else ""


def by_grid(rows: Iterable[LedgerRow]) -> list[GridCount]:
    """How many are left in each grid, in the order of their names; those of none last."""
    found: dict[str, list[LedgerRow]] = {}
    for row in rows:
        found.setdefault(row.grid or NO_GRID, []).append(row)
    ordered = sorted(found, key=lambda grid: (grid == NO_GRID, place_key(grid)))
    return [GridCount(grid, len(found[grid]), sum(row.done is None for row in found[grid])) for grid in ordered]


def by_day(rows: Iterable[LedgerRow]) -> list[tuple[date, int]]:
    """How many were done with on each day, the newest first."""
    found: dict[date, int] = {}
    for row in rows:
        if row.done:
            found[row.done] = found.get(row.done, 0) + 1
    return sorted(found.items(), reverse=True)


def changed(store: Store, ledger: Ledger, rows: Sequence[LedgerRow]) -> Changed:
    """Whom the list that it was frozen out of has more or fewer by now; nobody where rows were picked."""
    found, kind = read(ledger.conditions), store.kinds.find(ledger.table)
    if kind is None or not found.conditions or found.unread:
        return Changed()
    if any(fault.wrong is not Wrong.CODE for fault in faults(found.conditions, kind.record, store.kinds.record_of)):
        return Changed()  # this program cannot ask all of it
    ids = store.ids(kind.record, *store.where(kind.record, found.conditions))
    now, there = set(ids), {parted(row.who)[1]: row for row in rows}
    more = tuple(i for i in ids if i not in there)
    return Changed(more, tuple(row for i, row in there.items() if i not in now))


def ledgers_due(store: Store, now: datetime) -> list[DueItem]:
    """Ledgers that are being worked through and have somebody left."""
    day = now.date()
    found = [one for one in store.select(Ledger) if one.is_open(day)]
    titles = store.linked_titles(found)
    items: list[DueItem] = []
    for one in found:
        left = store.count(LedgerRow, eq("ledger", one.id), eq("done", None))
        if left:
            who = titles[one.id].get("responsible", "")
            items.append(DueItem(Ledger.TABLE, one.id, "专项台账", one.name, who, f"还剩 {left:,}", one.until))
    return items


def _rows(store: Store, asked: Asked, day: date, tick: Tick) -> list[LedgerRow]:
    """A row for each that is there, in the order of the ids."""
    made: list[LedgerRow] = []
    ids = list(dict.fromkeys(asked.ids))
    for start in range(0, len(ids), _PIECE):
        _go_on(tick, start, 2 * len(ids))
        found = store.get_many(asked.kind.record, ids[start : start + _PIECE])
        records = [found[i] for i in ids[start : start + _PIECE] if i in found]
        names, places = store.titles(asked.kind.table, found), _places(store, records)
        for record in records:
            place, grid = places.get(record.id, ("", ""))
            who = reference(asked.kind.code, record.id)
            made.append(LedgerRow(who=who, name=names.get(record.id, ""), place=place, grid=grid, joined=day))
    return made


def _places(store: Store, records: Sequence[Record]) -> dict[int, tuple[str, str]]:
    """The home of each, and its grid."""
    homes = {record.id: _home(record) for record in records}
    houses = store.get_many(House, set(homes.values()))
    titles = store.titles(House.TABLE, houses)
    buildings = store.get_many(Building, {house.building for house in houses.values()})
    grids = store.titles(Grid.TABLE, {building.grid for building in buildings.values() if building.grid})
    told: dict[int, tuple[str, str]] = {}
    for record, home in homes.items():
        house = houses.get(home)
        building = buildings.get(house.building) if house else None
        told[record] = (titles.get(home, ""), grids.get(building.grid, "") if building else "")
    return told


def _home(record: Record) -> int:
    """The house where a record lives, or that it is; 0 for none."""
    return record.id if isinstance(record, House) else record.house if isinstance(record, Resident | Household) else 0
