"""并案, 拆出来 and 办结: what follows from the moves of a matter and of its ways, in the transaction of the move.

Whatever is joined has one root, which is never joined itself; each joining and taking out gives the row of the root its next
version, so that two windows cannot both be right.
"""

from collections.abc import Iterator

from db.errors import RecordGone
from db.records.base import Record, changed, fields_of
from db.records.flow import Meaning, Move
from db.records.matters.matter import CLOSED_LOOP, JOINED, UNTOLD, Matter
from db.records.step import NOTED, Step
from db.services.matters.ways import open_ways, root_of, together, ways_of
from db.store import MoveRefused, Store, Writer, eq
from db.values import masks
from db.values.day import this_minute

SETTLE = "settle"
"""The move that ends a matter whose ways are over."""
_VOID = CLOSED_LOOP.codes(Meaning.VOID)


def matter_moved(store: Store, w: Writer, before: Matter, after: Matter, move: str) -> Matter:
    """The matter as a move, or taking one back ("" for that), is to leave it; its root and what is joined to it follow.

    Raises:
        MoveRefused: it would be joined to itself or to what is void, ended while a way is open, or settled without a way.
        RecordGone: what it is joined to is gone.
    """
    if after.joined != before.joined:
        return _joined(store, w, before, after)
    if before.is_open() and not after.is_open() and after.outcome != JOINED:
        _refuse_open_ways(store, after)
    if move == SETTLE and not ways_of(store, together(store, after.id)):
        raise _refused("stage", "没有别的办理途径", "请按环节办到评议归档，或用“当场办结”")
    return after


def way_moved(store: Store, _w: Writer, before: Record, after: Record, _move: str) -> Record:
    """A way as a move, or taking one back, is to leave it.

    Raises:
        MoveRefused: it would be open while its matter is over.
    """
    was, now = _is_over(store, before), _is_over(store, after)
    root = root_of(store, after)
    if was and not now and root is not None and not root.is_open():
        raise MoveRefused([], f"{root.title({})}已经办结，不能撤回{after.LABEL}的办结；请先撤回或重开诉求")
    return after


def offered(store: Store, record: Record, moves: list[Move]) -> list[Move]:
    """The moves that are offered of these: a matter is settled where it has ways and all are over, and then nothing else is usual."""
    if not any(move.name == SETTLE for move in moves) or not isinstance(record, Matter):
        return moves
    can_settle = bool(ways_of(store, together(store, record.id))) and not open_ways(store, record)
    return [move for move in moves if move.name != SETTLE or can_settle]


def proposed(store: Store, record: Record, move: Move) -> str:
    """How the way that was over last ended, which is proposed where a matter is settled; "" where none says."""
    if move.name != SETTLE or not isinstance(record, Matter):
        return ""
    ended = [
        (_ended_at(store, way), outcome)
        for way in ways_of(store, together(store, record.id))
        if (outcome := _outcome(store, way))
    ]
    return max(ended, default=("", ""))[1]


def settleable(store: Store, record: Record) -> Matter | None:
    """The open matter of a way that is over, once none of its ways is open; None for anything else."""
    root = root_of(store, record) if not isinstance(record, Matter) and _is_over(store, record) else None
    return root if root is not None and root.is_open() and not open_ways(store, root) else None


def _joined(store: Store, w: Writer, before: Matter, after: Matter) -> Matter:
    """The matter with its root; what is joined to it goes along, or comes back with it."""
    target = store.find(Matter, after.joined) if after.joined else None
    if after.joined and target is None:
        raise RecordGone(Matter.LABEL)
    if target is not None and target.stage in _VOID:
        raise _refused("joined", "这一件已经作废", "请另选一件")
    root = (target.root or target.id) if target else 0
    if root == after.id:
        raise _refused("joined", "它就是这一件，或已经并到这一件", "请另选一件")
    for one in list(_followers(store, before, root)):
        w.follow(changed(one, root=root or after.id), "root")
    title = masks.in_text(after.title({}))
    said = f"{title}并到这件" if root else f"{title}拆出去了"
    if owner := store.find(Matter, root or before.root):
        _bump(store, w, owner, said)
    return changed(after, root=root)


def _followers(store: Store, before: Matter, root: int) -> Iterator[Matter]:
    """What goes with a matter: all that has it as its root, or that came to its root by way of it."""
    if root and not before.root:
        yield from store.select(Matter, eq("root", before.id))
        return
    others = {one.id: one for one in store.select(Matter, eq("root", before.root))} if before.root else {}
    for one in others.values():
        at = one
        while at.joined in others and at.joined != before.id:
            at = others[at.joined]
        if one.id != before.id and at.joined == before.id:
            yield one


def _bump(store: Store, w: Writer, root: Matter, said: str) -> None:
    saved, now = w.follow(root, "root"), this_minute()
    w.write_step(
        saved, Step(what=NOTED, said=said, at=now, keyed=now, account=store.account_id(store.actor), kept=saved.version)
    )


def _refuse_open_ways(store: Store, matter: Matter) -> None:
    if found := open_ways(store, matter):
        titles = "、".join(f"{way.LABEL}“{store.title(way)}”" for way in found[:3])
        raise _refused("stage", f"还有没办完的：{titles}", "请先把它们办完；最后办完的一件会提出结果")


def _refused(field: str, what: str, remedy: str) -> MoveRefused:
    return MoveRefused([fields_of(Matter)[field].problem("joined", what, remedy)])


def _is_over(store: Store, way: Record) -> bool:
    flow = store.flow_of(way)
    stage = flow.stage_of(way) if flow else None
    return stage is not None and stage.meaning.is_over


def _outcome(store: Store, way: Record) -> str:
    flow = store.flow_of(way)
    outcome = str(getattr(way, flow.outcome)) if flow and flow.outcome else ""
    return "" if outcome == UNTOLD else outcome


def _ended_at(store: Store, way: Record) -> str:
    return max((str(step.at) for step in store.steps(way)), default="")
