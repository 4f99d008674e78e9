"""What is wrong with who may what, as sentences for whoever declared it; a part of `db.records.checker`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from db.fields import Code, Field, Link, Ref
from db.records.base import columns_of
from db.records.kind import Kind
from db.records.may import May, Own, Right
from db.records.participant import acting, participant_of
from db.records.paths import Find, persons_told
from db.records.role import Role
from db.records.scopes import ways_to

GRID = "grid"


def may_faults(kind: Kind, kinds: Sequence[Kind]) -> Iterator[str]:
    """What is wrong with who may what with records of a type."""
    may = kind.may
    if not may.roles(Right.SEE):
        yield "has no may: nobody could see it"
        return
    yield from _unknown(kind)
    yield from _unseen(kind)
    by_table = {one.table: one for one in kinds}
    yield from _owned(may, columns_of(kind.record), by_table)
    yield from _led(kind, by_table)
    owns = may.own(Role)
    if Own.GRIDS in owns and not _leads_to_a_grid(
        kind, lambda table: by_table[table].record if table in by_table else None
    ):
        yield "is seen by grids, and leads to none"
    if Own.MINE in owns and not (persons_told(kind.record) or (acting(kind.record) and participant_of(kind.record))):
        yield "is seen by whoever acts in it, and nobody does"
    if (Own.ABOUT in owns) != bool(may.about) or (may.about and may.about not in columns_of(kind.record)):
        yield f"is seen by what it is about, and {may.about or 'nothing'} is no column that tells it"


def _leads_to_a_grid(kind: Kind, find: Find) -> bool:
    return kind.table == GRID or bool(ways_to(kind.record, GRID, find))


def _named(kind: Kind) -> Iterator[tuple[str, Iterable[object]]]:
    """Everything that names roles, with what it is called."""
    yield "sees", kind.may.sees
    for right in (Right.MAKE, Right.CHANGE, Right.DELETE, Right.EXPORT):
        yield f"{right.name.casefold()}s", kind.may.roles(right)
    for flow in kind.flows:
        yield from ((f"move {move.name}", move.by) for move in flow.moves)


def _unknown(kind: Kind) -> Iterator[str]:
    for what, roles in _named(kind):
        yield from (f"{what} names {role}, which is no role" for role in roles if not isinstance(role, Role))


def _unseen(kind: Kind) -> Iterator[str]:
    """Nobody does anything with what he does not see."""
    seeing = kind.may.roles(Right.SEE)
    for what, roles in _named(kind):
        if blind := sorted(role.name for role in roles if isinstance(role, Role) and role not in seeing):
            yield f"{what} lets {' and '.join(blind)}, who does not see it"


def _owned(may: May, columns: Mapping[str, Field[Any]], kinds: Mapping[str, Kind]) -> Iterator[str]:
    """What it belongs to is there."""
    field, owns = columns.get(may.of), may.own(Role)
    if bool(may.of) != bool(owns & (Own.OWNED | Own.LOOSE)):
        yield f"belongs to what {may.of or 'nothing'} leads to, and nobody sees it by that"
    elif may.of and not (isinstance(field, Link | Ref) or (isinstance(field, Code) and f"{may.of}_id" in columns)):
        yield f"belongs to what {may.of} leads to, which leads nowhere"
    if isinstance(field, Link) and field.to in kinds and kinds[field.to].may.of:
        yield f"belongs to what {may.of} leads to, which belongs to something else"
    if may.as_owner and (not may.of or any(may.roles(right) for right in (Right.MAKE, Right.CHANGE, Right.DELETE))):
        yield "is made and changed by whoever may change what it belongs to, and says who besides"


def _led(kind: Kind, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """What leads here does, and is not seen by what leads there itself."""
    if (Own.LED_TO in kind.may.own(Role)) != bool(kind.may.led):
        yield "is seen by what leads here, and nothing is said to"
    for table, name in kind.may.led:
        field = columns_of(kinds[table].record).get(name) if table in kinds else None
        if not (isinstance(field, Link) and field.to == kind.table):
            yield f"is led to by {table}.{name}, which does not lead here"
        elif kinds[table].may.led or kinds[table].may.of == name:
            yield f"is led to by {table}, which is seen by what leads on itself"
