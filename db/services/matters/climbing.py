"""上报、退回下级: which level a matter comes to by a move, and since when it stands there."""

from collections.abc import Sequence

from attrs import evolve

from db.records.base import changed, fields_of
from db.records.flow import Move
from db.records.matters.ladder import ASSIGNED, BACK, BEGUN, HAND_BACK, HAND_UP, UP, MatterLevel
from db.records.matters.matter import Matter
from db.store import MoveRefused
from db.values import code_table

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
    levels = list(code_table.load("matter_level").labels)
    at = levels.index(matter.level) if matter.level in levels else -1
    none = {HAND_UP: at == len(levels) - 1, HAND_BACK: at == 0}
    return [move for move in moves if not none.get(move.name)]


def _level_by(before: Matter, after: Matter, move: Move) -> str:
    """The level to which handing up or back leads."""
    levels, step = list(code_table.load("matter_level").labels), 1 if move.name == HAND_UP else -1
    at, to = (levels.index(one) if one in levels else -1 for one in (before.level, after.level))
    if before.level and to == at:
        to = at + step
    if not 0 <= to < len(levels):
        raise _refused("再没有了" if before.level else "没有填", "请选一个层级")
    if before.level and (to - at) * step < 0:
        label = code_table.load("matter_level").label(levels[to])
        raise _refused(f"“{label}”不能这样{move.label}", _REMEDIES[move.name])
    return levels[to]


def _refused(what: str, remedy: str) -> MoveRefused:
    return MoveRefused([fields_of(Matter)["level"].problem("way", what, remedy)])
