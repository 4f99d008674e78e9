"""Whether what was deleted for good was decided: every entry of a purge leads to an appraisal that two people had decided before it.

Rows do not tell that, for whoever has the file may write them: what counts are the entries of the appraisal and of its steps, which stand in
the chain before that of the purge. One that is carried out once more, after a backup of before it was restored, leads to the entry of the
restoring, which names what had gone.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from db.records.duties.retention import APPRAISE, APPROVE, APPROVED, Appraisal
from db.records.kinds import Kinds
from db.records.step import MOVED, Step
from db.store import audit, replay
from db.store.driver import Connection, whole
from db.values.reference import reference

BY, AGAIN = "appraisal", "restored"
"""What an entry of a purge leads to: the id of an appraisal, or the number of the entry of a restoring."""
RESTORED, HAD_GONE = "restore", "purged"
"""The deed of restoring, and what its entry says of what had gone before: ids by table."""
_TOLD = 10


@frozen
class _Moment:
    """What one entry tells of an appraisal: at which stage it is, who made a move and keyed it, that its list was changed."""

    seq: int
    stage: str
    move: str
    people: frozenset[int]
    account: int
    listed: bool


def is_decided(connection: Connection, kinds: Kinds, appraisal: int) -> bool:
    """Whether two people have decided an appraisal, as the log tells it."""
    return _is_decided(_moments(connection, kinds, appraisal), audit.head(connection).seq + 1)


def faults(connection: Connection, kinds: Kinds) -> Iterator[str]:
    """The entries of purges that nobody had decided, a sentence each; of very many for the first ones."""
    found = list(_undecided(connection, kinds))
    for seq in found[:_TOLD]:
        yield f"操作日志第 {seq} 条的彻底删除，没有两个人批准的鉴定销毁：有人绕过本程序做的"
    if len(found) > _TOLD:
        yield f"另有 {len(found) - _TOLD} 条彻底删除没有批准"


def _undecided(connection: Connection, kinds: Kinds) -> Iterator[int]:
    known: dict[int, list[_Moment]] = {}
    sql = "SELECT seq, tbl, row_id, change FROM audit WHERE action = ? ORDER BY seq"
    for number, table, row_id, text in connection.execute(sql, (audit.PURGE,)).fetchall():
        seq, told = whole(number), _read(text)
        if again := _number(told, AGAIN):
            went = had_gone(connection, again)
            of_others = bool(went) and replay.LEFT in told  # what is told of him with a record that stays
            if again > seq or not (of_others or (str(table), whole(row_id)) in went):
                yield seq
            continue
        appraisal = _number(told, BY)
        if appraisal not in known:
            known[appraisal] = list(_moments(connection, kinds, appraisal))
        moments = known[appraisal]
        if not (_is_decided(moments, seq) and any(one.listed and one.seq > seq for one in moments)):
            yield seq


def had_gone(connection: Connection, seq: int) -> set[tuple[str, int]]:
    """What had gone for good before a backup took the place of a store, as the entry of that says: table and id."""
    row = connection.execute("SELECT change FROM audit WHERE seq = ? AND action = ?", (seq, RESTORED)).fetchone()
    told: Mapping[str, list[int]] = (_value(_read(row[0]), HAD_GONE) if row else None) or {}
    return {(table, int(i)) for table, ids in told.items() for i in ids}


def _is_decided(moments: list[_Moment], seq: int) -> bool:
    """Whether the appraisal stood at its stage before an entry, one having appraised and another one approved."""
    stage = ""
    made: dict[str, _Moment] = {}
    for one in moments:
        if one.seq >= seq:
            break
        stage = one.stage or stage
        if one.move:
            made[one.move] = one
    first, second = made.get(APPRAISE), made.get(APPROVE)
    if stage != APPROVED or first is None or second is None or not (first.people and second.people):
        return False
    return not first.people & second.people and (not first.account or first.account != second.account)


def _moments(connection: Connection, kinds: Kinds, appraisal: int) -> list[_Moment]:
    kind = kinds.find(Appraisal.TABLE)
    if kind is None or not appraisal:
        return []
    own = connection.execute(
        "SELECT seq, change FROM audit WHERE tbl = ? AND row_id = ? AND action IN ('create', 'update')",
        (Appraisal.TABLE, appraisal),
    )
    found = [_own(whole(seq), _read(text)) for seq, text in own]
    of = reference(kind.code, appraisal)
    steps = connection.execute(
        "SELECT seq, change FROM audit WHERE tbl = ? AND action = 'create' AND row_id IN (SELECT id FROM step WHERE \"of\" = ?)",
        (Step.TABLE, of),
    )
    found += [one for seq, text in steps if (one := _step(whole(seq), _read(text), of))]
    return sorted(found, key=lambda one: one.seq)


def _own(seq: int, told: Mapping[str, Any]) -> _Moment:
    stage = str(told["stage"][1] or "") if "stage" in told else ""
    return _Moment(seq, stage, "", frozenset(), 0, "items" in told)


def _step(seq: int, told: Mapping[str, Any], of: int) -> _Moment | None:
    """What a step tells; None for one of something else, or that is no move."""
    if _number(told, "of") != of or str(_value(told, "what") or "") != MOVED:
        return None
    people = frozenset(number for name in ("did", "second") if (number := _number(told, name)))
    return _Moment(seq, "", str(_value(told, "move") or ""), people, _number(told, "account"), listed=False)


def _read(text: object) -> Mapping[str, Any]:
    return json.loads(str(text) or "{}")


def _value(told: Mapping[str, Any], name: str) -> Any:
    return told[name][1] if name in told else None


def _number(told: Mapping[str, Any], name: str) -> int:
    return int(_value(told, name) or 0)
