"""上报、退回下级: which level a matter comes to by a move, and since when it stands there."""

from collections.abc import Sequence

from attrs import evolve

from db.records.base import changed, fields_of
from db.records.flow import Move
from db.records.matters.ladder import ASSIGNED, BACK, BEGUN, HAND_BACK, HAND_UP, UP, MatterLevel
from db.records.matters.matter import Matter
from db.store import MoveRefused
from db.values import code_table

_LEVELS = "matter_level"
_WAYS = {HAND_UP: UP, HAND_BACK: BACK}
_REMEDIES = {HAND_UP: "要往下走请用“退回下级”", HAND_BACK: "要往上走请用“上报”"}


def climbed(before: Matter, after: Matter, move: Move | None) -> Matter:
    """The matter as a move is to leave it, with the levels at which it stood and who led there; as it is where one is taken back (None).

    Where nobody chose another level, handing up goes one up and handing back one down.

    Raises:
        MoveRefused: there is none further up or down, or the one that was chosen does not lie that way.
    """
    if move is None or "levels" not in move.gives:
        return after
    if move.name in _WAYS:
        after = changed(after, level=_level_by(before, after, move))
    if after.level == before.level:
        return _led(after)
    how = _WAYS.get(move.name, ASSIGNED if before.levels else BEGUN)
    came = MatterLevel(level=after.level, came=after.levelled, how=how, lead=after.lead)
    was = tuple(one if one.went else evolve(one, went=after.levelled) for one in before.levels)
    return changed(after, levels=(*was, *((came,) if after.level else ())))


def _led(matter: Matter) -> Matter:
    """The matter, with who leads now at the level at which it stands."""
    if not (matter.lead and matter.levels) or matter.levels[-1].went or matter.levels[-1].lead == matter.lead:
        return matter
    return changed(matter, levels=(*matter.levels[:-1], evolve(matter.levels[-1], lead=matter.lead)))


def with_rungs(matter: Matter, moves: Sequence[Move]) -> list[Move]:
    """The moves without handing up from the top of the ladder, or back from its foot."""
    if matter.level not in code_table.load(_LEVELS).labels:
        return list(moves)
    none = {name: not _beyond(matter.level, name) for name in _WAYS}
    return [move for move in moves if not none.get(move.name)]


def level_beyond(matter: Matter, move: Move) -> str:
    """What the level is called to which handing up or back leads where nobody chooses another; "" for none, and for other moves."""
    labels = code_table.load(_LEVELS).labels
    beyond = _beyond(matter.level, move.name) if move.name in _WAYS and matter.level in labels else []
    return labels[beyond[0]] if beyond else ""


def _beyond(level: str, name: str) -> list[str]:
    """The levels to which handing up or back may lead from one, the nearest first: those that the centre still has."""
    table = code_table.load(_LEVELS)
    levels = list(table.labels)
    at = levels.index(level)
    way = levels[at + 1 :] if name == HAND_UP else levels[:at][::-1]
    return [one for one in way if one in table.offered]


def _level_by(before: Matter, after: Matter, move: Move) -> str:
    """The level to which handing up or back leads."""
    table, chosen = code_table.load(_LEVELS), after.level
    if before.level not in table.labels:
        if chosen in table.labels:
            return chosen
        raise _refused("没有填", "请选一个层级")
    beyond = _beyond(before.level, move.name)
    if not beyond:
        raise _refused(f"已经是最{'高' if move.name == HAND_UP else '低'}一层", _REMEDIES[move.name])
    if chosen in ("", before.level):
        return beyond[0]
    if chosen not in beyond:
        raise _refused(f"“{table.label(chosen)}”不能这样{move.label}", _REMEDIES[move.name])
    return chosen


def _refused(what: str, remedy: str) -> MoveRefused:
    return MoveRefused([fields_of(Matter)["level"].problem("way", what, remedy)])
