"""A list frozen into a ledger on a day; rows that are added later, taken out, put back."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve, frozen

from db.errors import ArgumentError, RecordChanged
from db.records.condition import Condition, written
from db.records.kind import Kind
from db.records.registry.ledger import Ledger, LedgerRow
from db.services.registry.ledgers.facts import facts_of
from db.services.ticks import PIECE, Tick, go_on, never_stop
from db.store import Store, Warrant, Writer, among, eq
from db.values.reference import reference

TAKEN_OUT = "take_out_of_ledger"
"""The deed by which the audit tells that a clerk took rows out; whoever is added and taken back at once was never taken out."""
FROM_ITS_LIST = "定专项台账的名单"
FROM_ELSEWHERE = "加进专项台账"
"""What the audit says of how a row came: out of the list that the ledger stands for, or another list or by hand."""


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
class Added:
    """What was added to a ledger.

    Attributes:
        was: the ledger before; as it was typed where it was begun with them.
        now: as it is saved.
        rows: those that it has more.
    """

    was: Ledger
    now: Ledger
    rows: tuple[LedgerRow, ...]


def open_ledgers(store: Store, kind: Kind, day: date) -> list[Ledger]:
    """Those to which records of a type can be added, the newest first."""
    found = store.select(Ledger, among("table", (kind.table, "")), order=("-since", "-id"))
    return [one for one in found if not one.closed and (one.until is None or one.until >= day)]


def add(store: Store, ledger: Ledger, asked: Asked, day: date, tick: Tick = never_stop) -> Added:
    """Adds those who were asked for to a ledger, as they are called on a day; all of it or nothing.

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
    made: list[LedgerRow] = []
    of_its_list = not ledger.table or (asked.conditions and written(asked.conditions) == ledger.conditions)
    with store.writing(f"{FROM_ITS_LIST if of_its_list else FROM_ELSEWHERE}：{ledger.name}") as w:
        there = w.read.select(LedgerRow, eq("ledger", ledger.id)) if ledger.id else []
        known = {row.who for row in there}
        fresh = [row for row in rows if row.who not in known]
        if not fresh:
            raise ArgumentError("没有要加的人", "他们都在台账里了" if there else "请先筛出名单，再加进来")
        saved = w.save(begun) if begun != ledger or not ledger.id else ledger
        first = last_serial(there) + 1
        for start in range(0, len(fresh), PIECE):
            go_on(tick, len(rows) + start, 2 * len(rows))
            piece = enumerate(fresh[start : start + PIECE], first + start)
            made += w.save_all([evolve(row, ledger=saved.id, serial=serial) for serial, row in piece])
    return Added(ledger, saved, tuple(made))


def freeze(store: Store, ledger: Ledger, asked: Asked, day: date) -> Ledger:
    """The ledger to which those who were asked for were added; raises as `add` does."""
    return add(store, ledger, asked, day).now


def last_serial(rows: Iterable[LedgerRow]) -> int:
    """The last of the numbers that rows of one ledger have; 0 for none."""
    return max((row.serial or 0 for row in rows), default=0)


def _begun(ledger: Ledger, asked: Asked, day: date) -> Ledger:
    return evolve(
        ledger,
        table=asked.kind.table,
        conditions=written(asked.conditions) if asked.conditions else "",
        source=asked.source,
        frozen=day,
    )


def take_back(store: Store, added: Added, tick: Tick = never_stop) -> None:
    """Undoes what `add` did: the ledger is as it was, and goes where it was begun with them.

    Raises:
        RecordChanged: something was written since in one of the rows, or in the ledger.
        RecordInUse: others were added since to a ledger that was begun with them.
        Cancelled: the tick said so.
    """
    was, now = added.was, added.now
    with store.writing(f"撤销加进专项台账：{now.name}", warrant=Warrant.UNDO) as w:
        _take_out(w, added.rows, tick)
        if not was.id:
            w.delete(now)
        elif was != now:
            w.save(evolve(was, version=now.version))


def take_out(store: Store, rows: Sequence[LedgerRow], tick: Tick = never_stop) -> None:
    """Takes rows out of their ledger; all or none.

    Raises:
        RecordChanged: something was written in one of them since it was read.
        Cancelled: the tick said so.
    """
    with store.writing("从专项台账里拿掉") as w:
        _take_out(w, rows, tick)
        for ledger in {row.ledger for row in rows}:
            w.end_deed(TAKEN_OUT, LedgerRow.TABLE, {"ledger": [None, ledger], "rows": [None, len(rows)]})


def _take_out(w: Writer, rows: Sequence[LedgerRow], tick: Tick) -> None:
    for start in range(0, len(rows), PIECE):
        go_on(tick, start, len(rows))
        piece = rows[start : start + PIECE]
        now = w.read.get_many(LedgerRow, [row.id for row in piece])
        for row in piece:
            if row.id in now and now[row.id].version != row.version:
                raise RecordChanged(f"{LedgerRow.LABEL}（{row.name}）")
        w.delete_all(LedgerRow, now)


def put_back(store: Store, rows: Sequence[LedgerRow], tick: Tick = never_stop) -> list[LedgerRow]:
    """Puts rows that were taken out back as they were; they as they are saved. All or none.

    Raises:
        LinkGone: their ledger is gone.
        RecordTwice: one is there.
        Cancelled: the tick said so.
    """
    with store.writing("放回专项台账", warrant=Warrant.UNDO) as w:
        return _put_back(w, _numbered_anew(w, rows), tick)


def _numbered_anew(w: Writer, rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    """Rows with numbers that nobody in their ledger got meanwhile: by them a table that comes back finds a row."""
    found: list[LedgerRow] = []
    for ledger in {row.ledger for row in rows}:
        there = w.read.select(LedgerRow, eq("ledger", ledger))
        taken, last = {row.serial for row in there}, last_serial([*there, *rows])
        for row in (one for one in rows if one.ledger == ledger):
            last += row.serial in taken
            found.append(evolve(row, serial=last) if row.serial in taken else row)
    return found


def _put_back(w: Writer, rows: Sequence[LedgerRow], tick: Tick) -> list[LedgerRow]:
    saved: list[LedgerRow] = []
    for start in range(0, len(rows), PIECE):
        go_on(tick, start, len(rows))
        saved += w.put_back(rows[start : start + PIECE])
    return saved


def empty(w: Writer, ledger: Ledger, tick: Tick = never_stop) -> list[LedgerRow]:
    """Takes all rows out of a ledger that goes; they.

    Raises:
        Cancelled: the tick said so.
    """
    rows = w.read.select(LedgerRow, eq("ledger", ledger.id))
    for start in range(0, len(rows), PIECE):
        go_on(tick, start, len(rows))
        w.delete_all(LedgerRow, [row.id for row in rows[start : start + PIECE]])
    return rows


def carry_over(w: Writer, rows: Sequence[LedgerRow], now: Ledger, tick: Tick = never_stop) -> None:
    """Gives a deleted ledger that was saved as a new one the rows that it had.

    Raises:
        Cancelled: the tick said so.
    """
    _put_back(w, [evolve(row, ledger=now.id) for row in rows], tick)


def _rows(store: Store, asked: Asked, day: date, tick: Tick) -> list[LedgerRow]:
    """A row for each that is there, in the order of the ids."""
    made: list[LedgerRow] = []
    ids = list(dict.fromkeys(asked.ids))
    for start in range(0, len(ids), PIECE):
        go_on(tick, start, 2 * len(ids))
        piece = ids[start : start + PIECE]
        told = facts_of(store, asked.kind, store.get_many(asked.kind.record, piece))
        for one in (one for one in piece if one in told):
            facts, who = told[one], reference(asked.kind.code, one)
            made.append(LedgerRow(who=who, name=facts.name, place=facts.place, grid=facts.grid, joined=day))
    return made
