"""A move that was acknowledged is there whole after the program was killed, and any other is there whole or not at all."""

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.services.matters.take_in import take_in
from db.services.move import move
from db.services.unfinished import draft_of_move, unfinished
from db.store import Store, eq
from tests.db.moving import AT, Moved, faults, kept, told, wrong_numbers
from tests.db.windows import heard, rest_of, tell, window
from tests.factories import plant

KILLS = 4
POINTS = 20
STATEMENTS = 1270
"""So many the engine is given until every deed was done once."""
AT_ONE = [*(("SELECT", last) for last in range(2, 60, 8)), *(("COMMIT", last) for last in range(1, 11))]
"""For one move: the last statements are those around its end."""


@pytest.fixture
def closed(store: Store) -> Store:
    """A store with all that the moves need, which nobody has open."""
    plant(store, Body, name="幸福物业")
    for name in ("王建军", "李敏"):
        plant(store, Person, name=name)
    store.close()
    return store


def stands_whole(closed: Store, lines: Sequence[str], windows: int = 1) -> list[Moved]:
    """The records of a store whose windows were killed, after all that they acknowledged was looked at."""
    opened = Store._with_key(closed.folder, closed._key)
    try:
        assert opened.verify() == []
        records = kept(opened)
        assert {r.id: found for r in records if (found := list(faults(opened, r)))} == {}
        assert list(wrong_numbers(opened)) == []
        assert not opened.select(Matter, eq("stage", "3")), "one of two moves that are keyed together"
        acknowledged: dict[tuple[str, int], dict[str, Any]] = {}
        for line in map(json.loads, lines):
            acknowledged[line["table"], line["id"]] = line
        of_cases = {
            case.matter for case in opened.select(MediationCase)
        }  # each is made by the deed that accepts its case
        there = {(r.TABLE, r.id): r for r in records if not (isinstance(r, Matter) and r.id in of_cases)}
        assert acknowledged.keys() <= there.keys(), "a record is lost"
        ahead = [key for key, record in there.items() if told(opened, record) != acknowledged.get(key)]
        assert all(there[key].version > acknowledged.get(key, {"version": 0})["version"] for key in ahead)
        assert len(ahead) <= windows, "at most the deed that was just committed"
        for matter in opened.select(Matter, eq("stage", "1")):
            if matter.id in of_cases:
                continue
            assert move(opened, matter, "withdraw", reason="不提了").stage == "5", "it is gone on with"
    finally:
        opened.close()
    return records


@pytest.mark.parametrize("kill", range(KILLS))
def test_killed_from_outside(closed: Store, kill: int) -> None:
    """Kill -9, somewhere in the deed after so many."""
    with window("along", closed.folder) as other:
        tell(other)
        lines = [heard(other) for _ in range(random.Random(kill).randint(1, 40))]
        other.kill()
        lines += rest_of(other)
    assert stands_whole(closed, lines)


@pytest.mark.parametrize("kill", range(POINTS))
def test_killed_between_two_statements(closed: Store, kill: int) -> None:
    """Kill -9, as the engine is about to do something: the statements of a deed are gone through in even steps."""
    last = 1 + kill * STATEMENTS // POINTS
    with window("along", closed.folder) as other:
        tell(other, str(last))
        lines = rest_of(other)
    stands_whole(closed, lines)


@pytest.mark.parametrize(("since", "last"), [*AT_ONE, ("COMMIT", 99)])
def test_what_was_typed_for_a_move_is_there_as_long_as_the_move_is_not_made(
    closed: Store, since: str, last: int
) -> None:
    """Nothing that is done is offered to be done, and nothing that was typed is lost before."""
    store = Store._with_key(closed.folder, closed._key)
    matter = take_in(store, Matter(subject="充电桩断电", taken=AT, claimants=(Claimant(name="周桂芳"),)))
    store.drafts.keep(Matter.TABLE, matter.id, draft_of_move("gather"), {"called": "网格长"}, None)
    store.close()
    with window("make_typed_move", closed.folder) as other:
        tell(other, f"{last} {since}")
        lines = rest_of(other)
    opened = Store._with_key(closed.folder, closed._key)
    try:
        (after,) = opened.select(Matter)
        waiting = [one.draft.begun for one in unfinished(opened)]
        assert (after.stage, waiting) in [("1", [draft_of_move("gather")]), ("2", [])]
        assert after.stage == "2" or not lines, "what is acknowledged is there"
        assert lines or last < 99, "the last one is the whole deed"
        assert list(faults(opened, after)) == []
    finally:
        opened.close()


def test_one_of_two_windows_is_killed(closed: Store) -> None:
    """The one that lives goes on; what both draw is drawn once."""
    with window("along", closed.folder) as one, window("along", closed.folder) as two:
        for other in (one, two):
            tell(other)
        lines = [heard(other) for _ in range(8) for other in (one, two)]
        one.kill()
        lines += rest_of(one)
        lines += [heard(two) for _ in range(12)]
        two.kill()
        lines += rest_of(two)
    assert len(stands_whole(closed, lines, windows=2)) >= 4
