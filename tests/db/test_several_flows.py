"""A type with several flows: a code tells which is a record's, that code never changes, and without a flow nothing passes."""

from datetime import datetime

import attrs
import pytest

from db.records import KINDS
from db.records.flow import Flow, Move
from db.records.kind import WhileOpen
from db.records.kinds import Kinds
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import MATTERS, Matter
from db.records.moving import correctable
from db.services.move import correct, move, moves_of
from db.services.to_do import due_of
from db.store import MoveRefused, NotByMove, Store, Warrant

NOON = datetime(2026, 3, 2, 12, 0)


def way(name: str, *natures: str, **more: object) -> Flow:
    return attrs.evolve(CLOSED_LOOP, name=name, when=("nature", natures), **more)


SHORT = way("short", "1", moves=tuple(m for m in CLOSED_LOOP.moves if m.name in ("answer", "withdraw", "reopen")))
"""What is only asked is answered."""


@pytest.fixture
def store(store: Store) -> Store:
    """A store in which matters have two flows, and those of two natures none."""
    kind = attrs.evolve(MATTERS, flows=(SHORT, way("long", *"234567")))
    store.kinds = Kinds(kind if k is MATTERS else k for k in KINDS)
    return store


def taken(store: Store, nature: str) -> Matter:
    return store.save(Matter(subject="充电桩断电", nature=nature, taken=NOON))


def test_each_has_the_moves_of_its_own_flow(store: Store) -> None:
    assert [m.name for m in moves_of(store, taken(store, "1"))] == ["answer", "withdraw"]
    assert moves_of(store, taken(store, "2"))[0].name == "gather"


def test_what_no_flow_fits_is_not_begun_changed_nor_deleted(store: Store) -> None:
    with pytest.raises(NotByMove, match="这条诉求没有合适的流程可办"):
        taken(store, "9")
    assert store.count(Matter) == 0
    for warrant in (Warrant.IMPORT, Warrant.PRACTICE):
        with store.writing(warrant=warrant) as w, pytest.raises(NotByMove, match="没有合适的流程"):
            w.save(Matter(subject="会务", nature="9", taken=NOON))
    with store.writing(warrant=Warrant.UPGRADE) as w:
        old = w.save(Matter(subject="会务", nature="9", taken=NOON))
    for changes in ({"stage": "5", "outcome": "1"}, {"place": "东门"}, {"nature": "2"}):
        with pytest.raises(NotByMove, match="没有合适的流程"):
            store.save(attrs.evolve(old, **changes))
    with store.writing() as w, pytest.raises(NotByMove, match="没有合适的流程"):
        w.delete(old)
    assert moves_of(store, old) == []


@pytest.mark.parametrize("nature", ["1", "3", "9"])
def test_the_code_that_tells_the_flow_does_not_change_once_it_is_saved(store: Store, nature: str) -> None:
    given = taken(store, "2")
    with pytest.raises(NotByMove, match="性质定下了怎样办，不能改"):
        store.save(attrs.evolve(given, nature=nature))
    with pytest.raises(MoveRefused, match="性质：已经锁定"):
        move(store, given, "gather", NOON, called="网格长", nature=nature)
    with pytest.raises(MoveRefused, match="性质：不能更正"):
        correct(store, given, "选错了", nature=nature)
    assert store.get(Matter, given.id) == given
    assert "nature" not in correctable(store.kinds["matter"])
    assert "nature" in correctable(MATTERS), "where it tells no flow, it is put right as anything"


def test_a_move_does_not_change_it_whatever_it_asks(store: Store) -> None:
    turn = Move(name="turn", label="转性质", source=("1",), asks=("nature",))
    kind = attrs.evolve(MATTERS, flows=(SHORT, way("long", "2", moves=(*CLOSED_LOOP.moves, turn))))
    store.kinds = Kinds(kind if k is MATTERS else k for k in KINDS)
    given = taken(store, "2")
    with pytest.raises(MoveRefused, match="性质：已经锁定"):
        move(store, given, "turn", NOON, nature="1")
    assert store.get(Matter, given.id) == given


def test_what_names_neither_whom_it_concerns_nor_when_it_was_begun_is_done_and_due_all_the_same(store: Store) -> None:
    kind = attrs.evolve(MATTERS, flows=(attrs.evolve(CLOSED_LOOP, begun=""),), due=WhileOpen())
    store.kinds = Kinds(kind if k is MATTERS else k for k in KINDS)
    matter = taken(store, "2")
    (item,) = [item for item in due_of(store, kind, NOON) if item.id == matter.id]
    assert (item.who, item.due, item.stage) == ("", None, "网格召集")
    assert move(store, matter, "gather", called="网格长").stage == "2"
