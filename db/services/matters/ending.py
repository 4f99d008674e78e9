"""办结: a matter ends when none of its ways is open; the last one that ended says how, and none is open once it is over."""

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve, frozen

from db.errors import Problem, RecordInvalid
from db.fields import Code
from db.records.base import Record, columns_of, fields_of
from db.records.flow import Meaning, Move
from db.records.kind import Kind
from db.records.matters.codes import UNTOLD
from db.records.matters.flow import VOID_STAGES, was_never_dealt_with
from db.records.matters.matter import Matter
from db.records.moving import live
from db.services.centre.switches import in_use
from db.services.matters.climbing import with_rungs
from db.services.matters.skipping import skipping
from db.services.matters.stages import called_back_first
from db.services.matters.telling import named_to
from db.services.matters.ways import is_open, live_ways, matter_of_way, open_ways, root_of, together
from db.store import MoveRefused, Store, Writer
from db.store.lift import Lift
from db.store.reading import Reader
from db.store.rights import roles_words
from db.values import masks

NAMED = 3
"""How many of the ways that are open are named."""


@frozen
class Left:
    """How the matter of a way stands once this is over.

    Attributes:
        matter: with which it is counted; it is open.
        can_settle: whether its ways have ended it: none is open any more, not all are void, and it was never dealt with by stages.
        by: who says that it is over, where whoever works here may not; "" where they may.
    """

    matter: Matter
    can_settle: bool
    by: str = ""


def refuse_ending(store: Store, matter: Matter, move: Move | None) -> None:
    """Lets a matter end of which no way is open.

    Raises:
        MoveRefused: one is open, or the move ends what its ways have ended and there are none.
    """
    kind = fields_of(Matter)["stage"]
    with store.lifted(Lift.FOLLOWING):
        found = open_ways(store, matter)
        lives = bool(live_ways(store, together(store, matter.id)))
    if found:
        titles = "、".join(f"{way.LABEL}“{masks.in_text(_title(store, way))}”" for way in found[:NAMED])
        kinds = {way.TABLE: store.kinds[way.TABLE] for way in found}
        how = "；".join(dict.fromkeys(f"{_first(store, kind)}{_how_it_ends(kind)}" for kind in kinds.values()))
        raise MoveRefused([kind.problem("open", f"还有没办完的{titles}", how)])
    if move is not None and move.ways and not lives:
        raise MoveRefused([kind.problem("no_way", "没有别的办理途径", "请按环节办到评议归档，或用“当场办结”")])


def way_moved(store: Store, _w: Writer, before: Record, after: Record, _move: Move | None) -> Record:
    """A way as a move, or taking one back, is to leave it.

    Raises:
        MoveRefused: it would be open while its matter is over.
    """
    reopened = _is_over(store, before) and not _is_over(store, after)
    if reopened and (found := closed(store, after, f"要接着办这件{after.LABEL}，请先撤回或重开那件诉求")):
        raise MoveRefused([found])
    return after


def refuse_opening(store: Store, way: Record) -> None:
    """Lets a way be opened whose matter is open.

    Raises:
        RecordInvalid: that is over.
    """
    if found := closed(store, way):
        raise RecordInvalid([found])


def closed(store: Reader, way: Record, remedy: str = "") -> Problem | None:
    """Why a record cannot be open as a way of its matter, for that is over; None where it can."""
    with store.lifted(Lift.FOLLOWING):
        root, by = root_of(store, way), store.kinds[way.TABLE].way
        if by is None or root is None:
            return None
        own = store.get(Matter, matter_of_way(store, way))
    if own.stage in VOID_STAGES:  # it was joined before; what is void has no ways, whatever becomes of the other one
        root = own
    if root.is_open():
        return None
    what = f"{named_to(store, root)}已经{'作废' if root.stage in VOID_STAGES else '办结'}"
    return columns_of(type(way))[by.by].problem(
        "over", what, remedy or "是同一件事，请先重开它；是新的事，请登记新的诉求"
    )


def offered(store: Store, record: Record, moves: list[Move]) -> list[Move]:
    """The moves that are offered of these: what ends a matter by its ways is the usual one once they are over, and none before."""
    if not isinstance(record, Matter):
        return moves
    moves = with_rungs(record, called_back_first(record, skipping(store, record, moves)))
    by_ways = next((move for move in moves if move.ways), None)
    if by_ways is None:
        return moves
    others = [move for move in moves if not move.ways]
    return [evolve(by_ways, main=True), *others] if _can_settle(store, record) else others


def proposed(store: Store, record: Record) -> str:
    """How the way ended that was over last, where a matter ends; "" while one is open, and where none says."""
    if not isinstance(record, Matter) or not _can_settle(store, record):
        return ""
    with store.lifted(Lift.FOLLOWING):
        ways = live_ways(store, together(store, record.id))
        ended = [(_ended_at(store, way), outcome) for way in ways if (outcome := _outcome(store, way))]
    return max(ended, default=(datetime.min, ""))[1]


def left(store: Store, record: Record) -> Left | None:
    """How the matter of a way stands that is over; None where that is over, too, and for what is no way."""
    if isinstance(record, Matter) or is_open(store, record):
        return None
    root = root_of(store, record)
    if root is None or not root.is_open():
        return None
    return Left(root, was_never_dealt_with(root) and _can_settle(store, root), _settled_by(store, root))


def _settled_by(store: Store, matter: Matter) -> str:
    """Who ends what its ways have ended, where whoever works here may not."""
    flow = store.flow_of(matter)
    settle = next((move for move in flow.moves_from(matter.stage) if move.ways), None) if flow else None
    return "" if settle is None or store.may_move(matter, settle) else roles_words(settle.keyed_by(matter))


def _can_settle(store: Store, matter: Matter) -> bool:
    with store.lifted(Lift.FOLLOWING):
        return bool(live_ways(store, together(store, matter.id))) and not open_ways(store, matter)


def _title(store: Store, way: Record) -> str:
    """What a way is called, to whoever may know it."""
    return store.titles(way.TABLE, [way.id]).get(way.id, "")


def _first(store: Store, kind: Kind) -> str:
    """What is to be done before a type of way can be opened at all: the centre may have ceased to do it while one was open."""
    if kind.switch is None or kind.table in in_use(store):
        return ""
    return f"请先在“设置 → 开展的工作”里勾上“{kind.switch.label}”，"


def _how_it_ends(kind: Kind) -> str:
    """What a clerk does to have a way of a type over."""
    if kind.flows:
        labels = [stage.label for flow in kind.flows for stage in flow.stages if stage.meaning is Meaning.DONE]
        return f"请打开{kind.label}办到{_either(labels)}，录错的作废"
    for condition in kind.view(kind.way.open).conditions if kind.way else ():
        field = columns_of(kind.record).get(condition.path)
        if isinstance(field, Code):
            labels = [label for code, label in field.codes().labels.items() if code not in condition.values]
            return f"请打开{kind.label}，把{field.label}改成{_either(labels)}"
    return f"请先办完{kind.label}"


def _either(labels: Iterable[str]) -> str:
    return "或".join(f"“{label}”" for label in dict.fromkeys(labels))


def _is_over(store: Store, way: Record) -> bool:
    flow = store.flow_of(way)
    stage = flow.stage_of(way) if flow else None
    return stage is not None and stage.meaning.is_over


def _outcome(store: Store, way: Record) -> str:
    flow = store.flow_of(way)
    outcome = str(getattr(way, flow.outcome)) if flow and flow.outcome else ""
    return "" if outcome == UNTOLD else outcome


def _ended_at(store: Store, way: Record) -> datetime:
    return max((step.at for step in live(store.steps(way)) if step.at), default=datetime.min)
