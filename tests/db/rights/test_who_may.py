"""Every role tries everything with records of every type, and comes as far as the table says that was written by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import attrs
import pytest
from attrs import asdict

from db.errors import AppError, NotAllowed
from db.records import KINDS
from db.records.base import Record, parts_of
from db.records.centre.account import Account
from db.records.flow import VOIDING, flow_among
from db.records.kind import Kind
from db.records.may import Right
from db.records.power import Power
from db.records.role import Role
from db.records.step import MOVED, Step
from db.services.export_table import export_table
from db.store import Store, Warrant, Writer, among
from db.store.lift import Lift
from tests.db.rights.table import cells, holders, movers
from tests.db.rights.town import NOW, Town

CELLS, MOVERS = cells(), movers()
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
SIGNS = {"+": Right.MAKE, "~": Right.CHANGE, "-": Right.DELETE, ">": Right.EXPORT}


class TakenBack(Exception):
    """What was tried went through, and is taken back."""


def _take_back() -> NoReturn:
    raise TakenBack


def is_let(store: Store, deed: Callable[[Writer], object], warrant: Warrant | None = None) -> bool:
    """Whether a deed is let through, as far as it depends on who does it."""
    try:
        with store.writing("试试", warrant) as w:
            deed(w)
            _take_back()
    except NotAllowed:
        return False
    except (TakenBack, AppError):
        pass
    return True


def whats_seen(cell: str, role: Role, ids: dict[str, int]) -> set[int]:
    """The ids that somebody should see, by what the records are to him."""
    wanted = {"grid": "ag", "mine": "am", f"mine:{role}": "am", "owned": "ao"}
    return {i for what, i in ids.items() if set(wanted.get(what, "a")) & set(cell)}


def copy_of(record: Record) -> Record:
    """The same as if it had never been saved; whose account it is the store finds by the name."""
    parts = {name: tuple(attrs.evolve(part, id=0) for part in getattr(record, name)) for name in parts_of(type(record))}
    found = attrs.evolve(record, id=0, version=0, **parts)
    return attrs.evolve(found, person=0) if isinstance(found, Account) else found


def test_the_table_knows_every_type_every_move_and_every_power() -> None:
    assert CELLS.keys() == {kind.table for kind in KINDS}
    moves = {
        (kind.table, move.name)
        for kind in KINDS
        for flow in kind.flows
        for move in (*flow.moves, flow.voiding())
        if move
    }
    assert MOVERS.keys() == moves
    assert all(holders(power) for power in Power)


def test_the_table_lets_and_refuses_something_of_every_type() -> None:
    for table, row in CELLS.items():
        assert len(set(row.values())) > 1, table


@each_kind
def test_what_is_seen(clerk: Store, town: Town, role: Role, kind: Kind) -> None:
    cell, ids = CELLS[kind.table][role], dict(town.ids[kind.table])
    wanted = whats_seen(cell, role, ids)
    there = set(ids.values())
    assert set(clerk.ids(kind.record)) & there == wanted
    assert {r.id for r in clerk.select(kind.record)} & there == wanted
    assert clerk.get_many(kind.record, there).keys() == wanted
    assert clerk.count(kind.record, among("id", sorted(there))) == len(wanted)
    for i in there - wanted:
        assert clerk.find(kind.record, i) is None
        with pytest.raises(NotAllowed):
            clerk.get(kind.record, i)
    if wanted:
        assert clerk.may(kind, Right.SEE)


@each_kind
def test_what_is_done(clerk: Store, town: Town, role: Role, kind: Kind, tmp_path: Path) -> None:
    cell, ids = CELLS[kind.table][role], dict(town.ids[kind.table])
    at_hand = min(whats_seen(cell, role, ids), default=next(iter(ids.values())))
    with clerk.lifted(Lift.SAME):
        record = clerk.get(kind.record, at_hand)
    tried = {
        "+": is_let(clerk, lambda w: w.save(copy_of(record)), Warrant.PRACTICE),
        "~": is_let(clerk, lambda w: w.save(record)),
        "-": is_let(clerk, lambda w: w.delete_all(kind.record, [record.id])),
    }
    assert {sign for sign, let in tried.items() if let} == set(cell) & set("+~-")
    assert {sign for sign in "+~-" if clerk.may(kind, SIGNS[sign])} >= set(cell) & set("+~-")
    try:
        export_table(clerk, kind.record, tmp_path / "x.csv")
        exported = True
    except NotAllowed:
        exported = False
    assert exported == (">" in cell)


@pytest.mark.parametrize(("table", "name"), MOVERS, ids=lambda v: v)
def test_who_keys_which_move(clerk: Store, town: Town, role: Role, table: str, name: str) -> None:
    kind, ids = KINDS[table], dict(town.ids[table])
    seen = whats_seen(CELLS[table][role], role, ids)
    with clerk.lifted(Lift.SAME):
        records = clerk.get_many(kind.record, ids.values())
    ways = [flow for flow in kind.flows if name == VOIDING or flow.move(name)]
    for record_id, record in records.items():
        if flow_among(kind.flows, asdict(record, recurse=False)) not in ways:
            continue  # of a type with several ways another one has it
        step = Step(move=name, what=MOVED, at=NOW, keyed=NOW)
        let = is_let(clerk, lambda w, r=record, s=step: w.move(r, s))
        assert let == (role in MOVERS[table, name] and record_id in seen), (record_id, seen)
    flow = ways[0]
    move = flow.voiding() if name == VOIDING else flow.move(name)
    assert move is not None
    assert clerk.may_move(next(iter(records.values())), move) == (role in MOVERS[table, name])


def test_what_is_no_deed_with_one_type(clerk: Store, role: Role) -> None:
    assert {power for power in Power if clerk.can(power)} == {power for power in Power if role in holders(power)}


def test_whoever_has_every_role_is_asked_nothing(store: Store) -> None:
    assert store.rights.is_whole
