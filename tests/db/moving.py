"""Records moved along by a process of its own, and whether each stands whole afterwards.

`along` is the work of `tests.db.another`; after each deed it says in a line how what it did to stands.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import TypeVar

from db.fields import Day
from db.records.base import changed, columns_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.letters.number import CASE, MATTER, VALID, VOID, IssuedNumber
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase, Party
from db.records.moving import live
from db.records.step import CORRECTED, MOVED, UNDONE
from db.services.letters.issue_number import last_serial
from db.services.matters.take_in import take_in
from db.services.mediation.accept_case import accept_case
from db.services.move import Keyed, catch_up, correct, move, undo_move, void
from db.store import Store, eq, rows
from tests.db.matters.hub import CONTENT

Moved = Matter | MediationCase
R = TypeVar("R", Matter, MediationCase)

AT = datetime(2026, 3, 2, 9, 0)
DAY = AT.date()
YEAR = 2026


def along(store: Store) -> None:
    """Takes in matters and cases and moves them to their ends, for ever, or until so many statements as a line of input says."""
    if last := sys.stdin.readline().strip():
        end_at(store, int(last))
    body, one, other = _planted(store)
    while True:
        for record in chain(_a_matter(store, body, one, other), _a_case(store, one, other)):
            sys.stdout.write(json.dumps(told(store, record)) + "\n")
            sys.stdout.flush()


def make_typed_move(store: Store) -> None:
    """Makes the move of the one matter that was typed in the one draft, until a statement that a line of input says."""
    (matter,), (draft,) = store.select(Matter), store.drafts.all()
    last, since = sys.stdin.readline().split()
    end_at(store, int(last), since)
    with store.drafts.going_with(draft):
        move(store, matter, "gather", AT, called="网格长")
    sys.stdout.write("made\n")
    sys.stdout.flush()
    store.close()


def _planted(store: Store) -> tuple[int, int, int]:
    people = store.select(Person, order=("id",))
    return store.select(Body)[0].id, people[0].id, people[1].id


def end_at(store: Store, last: int, since: str = "") -> None:
    """Kills this process as the engine begins a statement: what is before it is done, and it is not.

    They are counted from the first one that begins with these words.
    """
    begun = 0

    def count(sql: str) -> None:
        nonlocal begun
        begun += bool(begun) or sql.startswith(since)
        if begun == last:
            os.kill(os.getpid(), signal.SIGKILL)

    store._connection.set_trace_callback(count)  # type: ignore[attr-defined]


def _a_matter(store: Store, body: int, one: int, other: int) -> Iterator[Moved]:
    yield (given := take_in(store, Matter(subject="充电桩断电", taken=AT, claimants=(Claimant(name="周桂芳"),))))
    yield (given := move(store, given, "gather", AT, one, called="网格长"))
    yield (given := _back(store, given))
    yield (given := move(store, given, "gather", AT, one, called="网格长、物业"))
    handled = {"result": "主开关跳闸，已恢复"}
    steps = [Keyed("assign", AT, values={"lead": body, "due": DAY}), Keyed("handle", AT, one, values=handled)]
    yield (given := catch_up(store, given, steps))
    yield (given := move(store, given, "check", AT, other, finding="已恢复"))
    yield (given := move(store, given, "callback", AT, other, callbacks=CONTENT))
    yield (given := move(store, given, "archive", AT, outcome="1", rating="1"))
    yield correct(store, given, "地点写错", place="3号楼东侧")
    yield (wrong := take_in(store, Matter(subject="录重了的", taken=AT, claimants=(Claimant(name="周桂芳"),))))
    yield (wrong := void(store, wrong, "录重了"))
    yield _back(store, wrong)


def _a_case(store: Store, one: int, other: int) -> Iterator[Moved]:
    parties = (Party(name="张桂芳"), Party(side="2", name="李国富"))
    case = MediationCase(title_text="楼上渗水", dispute="2", facts="渗水。", received=DAY, parties=parties)
    yield (given := accept_case(store, case))
    agreed = tuple(changed(party, consent="1") for party in given.parties)
    yield (given := move(store, given, "consent", AT, one, parties=agreed))
    yield (given := move(store, given, "mediate", AT, one))
    yield (given := move(store, given, "agree", AT, one, result="赔三百元"))
    yield (given := _back(store, given))
    put_off = Keyed("extend", AT, one, other, "要鉴定", values={"due": date(YEAR, 5, 2)})
    yield (given := catch_up(store, given, [put_off]))
    yield (given := move(store, given, "end", AT, one, "谈不拢", outcome="3"))
    yield void(store, given, "录错了")


def _back(store: Store, record: R) -> R:
    undo_move(store, record)
    return store.get(type(record), record.id)


def told(store: Store, record: Moved) -> dict[str, object]:
    """How a record stands: stage, number, stamps and steps, by version."""
    stamps = [str(getattr(record, n)) for n, f in columns_of(type(record)).items() if isinstance(f, Day)]
    shared = {"table": record.TABLE, "id": record.id, "version": record.version, "number": record.number}
    return {**shared, "stage": record.stage, "stamps": stamps, "steps": len(store.steps(record))}


def kept(store: Store) -> list[Moved]:
    """Every matter and every case."""
    return [*store.select(Matter, order=("id",)), *store.select(MediationCase, order=("id",))]


def faults(store: Store, record: Moved) -> Iterator[str]:
    """What of a record is there without the rest that belongs to it: its versions, steps, stamps, number and entries."""
    entries = [e for e in store.history(record)[::-1] if e.action in ("create", "update")]
    if len(entries) != record.version:
        yield f"{len(entries)} entries of {record.version} versions"
    read: dict[str, object] = {}
    for entry in entries:
        read |= {name: values[1] for name, values in entry.change.items()}
    picture = rows.picture(record)
    if wrong := {n for n, v in picture.items() if (read.get(n) or None) != (v or None)}:
        yield f"the audit tells otherwise of {wrong}"
    yield from _wrong_steps(store, record, [set(entry.change) for entry in entries])
    yield from _wrong_number(store, record)


def _wrong_steps(store: Store, record: Moved, changes: list[set[str]]) -> Iterator[str]:
    flow = store.flow_of(record)
    assert flow is not None
    steps = [step for step in store.steps(record) if step.what in (MOVED, UNDONE, CORRECTED)]
    if [s.kept for s in steps] != [n for n in range(2, record.version + 1)]:
        yield f"steps of versions {[s.kept for s in steps]} of {record.version}"
        return
    at, stamped = flow.stages[0].code, dict[str, object]()
    for step in steps:
        if len(store.history(step)) != 1:
            yield f"step {step.id} is not entered once"
        if step.what == CORRECTED:
            continue
        made, filled = flow.move(step.move), changes[(step.kept or 0) - 1]
        assert made is not None
        if step.before != at or ((step.before != step.after) != (flow.field in filled)):
            yield f"{step.said} goes from {step.before} and not from {at}"
        if any(name not in filled and stamped.get(name) != step.at for name in made.stamps):
            yield f"{step.said} left out {made.stamps}"
        stamped |= dict.fromkeys(made.stamps, step.at)  # what is stamped again in the same minute is as it was
        at = step.after
    stage = flow.stage_of(record)
    if stage is None or stage.code != at:
        yield f"stands at {stage} and its steps lead to {at}"
    closed = any("closed" in made.stamps for s in live(steps) if (made := flow.move(s.move)))
    if closed != (record.closed is not None):
        yield "is closed without a step, or not closed by one"


def _wrong_number(store: Store, record: Moved) -> Iterator[str]:
    written, stage = record.number, record.stage
    entries = store.select(IssuedNumber, eq("holder", record.TABLE), eq("holder_id", record.id))
    if [e.written for e in entries] != [written] or not written:
        yield f"bears {written} and the book has {[e.written for e in entries]}"
    elif entries[0].state != (VOID if stage == "0" else VALID):
        yield f"{written} is {entries[0].state} at stage {stage}"
    elif not any(hit.id == record.id for hit in store.search(written)):
        yield f"{written} is not found"


def wrong_numbers(store: Store) -> Iterator[str]:
    """Numbers that were drawn twice, or that nobody bears and the book says nothing of."""
    for family in (MATTER, CASE):
        book = store.select(IssuedNumber, eq("family", family), eq("year", YEAR), order=("serial",))
        if [e.serial for e in book] != list(range(1, last_serial(store, family, YEAR) + 1)):
            yield f"{family}: {[e.serial for e in book]} of {last_serial(store, family, YEAR)}"
        if len({e.written for e in book}) != len(book) or len({e.holder_id for e in book}) != len(book):
            yield f"{family}: one twice"
