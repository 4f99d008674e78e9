"""Whether the log is the one that was written: its seal, what its entries tell of the rows, and what was kept of it elsewhere.

What anybody who may verify can find: tables, indexes, triggers, rows. What needs a secret that the desk does not hold: a chain that was
written anew together with its head (`db.store.seal`).
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

from attrs import frozen

from db.records.kinds import Kinds
from db.store import audit, purge_check, replay, schema_check, seal
from db.store.driver import Connection
from db.store.replay import Off
from db.store.seal import Holder, Run
from db.store.upgrade import DEED

Passed = Callable[[int], None]
Titles = Callable[[str, Sequence[int]], Mapping[int, str]]
TOLD = 10
"""So many records are named that are not what the log tells of them."""


@frozen
class Unsealed:
    """What a secret found.

    Attributes:
        faults: what is not as it was sealed.
        told: since when it can tell; for the clerk, no fault.
        sound: the boxes that were opened and found right, and have no proof yet.
    """

    faults: tuple[str, ...]
    told: tuple[str, ...]
    sound: tuple[Holder, ...] = ()


def faults(connection: Connection, kinds: Kinds, titles: Titles, passed: Passed) -> list[str]:
    """What is wrong as anybody finds it; rows are looked at only where the tables are those of this program."""
    return schema_check.faults(connection, kinds) or [
        *_state_faults(connection),
        *_base_faults(connection),
        *purge_check.faults(connection, kinds),
        *_row_faults(connection, kinds, titles, passed),
    ]


def _state_faults(connection: Connection) -> Iterator[str]:
    run, head = seal.last_run(connection), audit.head(connection)
    if run is None:
        yield "操作日志没有封存：封存的记录不见了"
    elif run.seq != head.seq:
        yield f"操作日志封存到第 {run.seq} 条，实际有 {head.seq} 条：有人绕过本程序改过"
    yield from _gaps(connection)


def _gaps(connection: Connection) -> Iterator[str]:
    """Each run goes on where the one before ended, and the first one behind the last entry of before the seal."""
    end = 0
    for run in seal.runs(connection):
        if run.begun != end and (end or audit.is_sealed(connection, run.begun)):
            yield f"操作日志第 {end + 1}–{run.begun} 条的封存不见了：有人绕过本程序改过"
        end = run.seq


def _base_faults(connection: Connection) -> Iterator[str]:
    seq, digest = replay.base(connection)
    row = connection.execute("SELECT change FROM audit WHERE seq = ? AND action = ?", (seq + 1, DEED)).fetchone()
    told = json.loads(str(row[0]))["rows"][1] if row else digest
    if (seq and row is None) or told != digest or not replay.base_is_whole(connection):
        yield "操作日志从哪些资料接着记的，底数被改过：有人绕过本程序改过"


def _row_faults(connection: Connection, kinds: Kinds, titles: Titles, passed: Passed) -> Iterator[str]:
    found = replay.off(connection, kinds, passed)
    named = list(islice(found, TOLD))
    for one in named:
        yield f"{one.label}“{_title(one, titles)}”和操作日志不一致：有人绕过本程序改过、加过或删过"
    if more := sum(1 for _ in found):
        yield f"另有 {more} 条资料和操作日志不一致"


def _title(one: Off, titles: Titles) -> str:
    return titles(one.table, [one.row_id]).get(one.row_id) or f"编号 {one.row_id}"


def unsealed(connection: Connection, privates: Mapping[str, bytes], passed: Passed) -> Unsealed:
    """What somebody finds who holds one of the secrets that the seal is for.

    Args:
        connection: to the store.
        privates: private keys by the ids of their entries of the key ring.
        passed: hears how many more entries were looked at.
    """
    faults: list[str] = []
    told: list[str] = []
    sound: list[Holder] = []
    boxes = [one for one in seal.holders(connection) if one.entry in privates]
    for run in seal.runs(connection):
        if run.seq == run.begun:
            continue
        box = next((one for one in boxes if one.run == run.id and _is_for(one, privates)), None)
        if box is None:
            told.append(f"操作日志第 {run.begun + 1}–{run.seq} 条不是为这个恢复码或口令封存的，没有核对")
            continue
        private = privates[box.entry]
        key = seal.opened(box, private)
        if key is None or (box.proof and box.proof != seal.proof_of(connection, box, private, key)):
            faults.append(f"操作日志第 {box.seq + 1} 条起的封存被人换过")
        elif not seal.fits(connection, run, box, key, passed):
            faults.append(f"操作日志第 {box.seq + 1}–{run.seq} 条和封存的不一致：有人改写过日志")
        else:
            told.append(_since(run, box))
            sound += [] if box.proof else [box]
    if not told and not faults:
        told.append("操作日志还没有为这个恢复码或口令封存过")
    return Unsealed(tuple(faults), tuple(told), tuple(sound))


def tags_at(connection: Connection, privates: Mapping[str, bytes], seqs: Collection[int]) -> dict[int, set[str]]:
    """What tags the seal had behind entries, 64 hexadecimal digits each, as somebody finds who holds one of the secrets that it is for.

    Nothing of an entry for which he has no box.
    """
    found: dict[int, set[str]] = defaultdict(set)
    runs = {run.id: run for run in seal.runs(connection)}
    boxes = [one for one in seal.holders(connection) if one.entry in privates and _is_for(one, privates)]
    first = {box.run: box for box in reversed(boxes)}
    for box in first.values():
        key = seal.opened(box, privates[box.entry])
        if key is not None and box.run in runs:
            for seq, tag in seal.tags(connection, runs[box.run], box, key, seqs).items():
                found[seq].add(tag.hex())
    return found


def _is_for(box: Holder, privates: Mapping[str, bytes]) -> bool:
    from db.store import x25519

    return x25519.public(privates[box.entry]) == box.public


def _since(run: Run, box: Holder) -> str:
    since = f"{box.at[:16].replace('T', ' ')}（第 {box.seq + 1} 条）"
    if box.proof:
        return f"从 {since} 到第 {run.seq} 条，操作日志和封存的一致"
    return f"从 {since} 到第 {run.seq} 条，操作日志和封存的一致；这是第一次用它核对：以前核对过的，说明封存被人换过；更早有没有改写，请对存档点或打印的月报"
