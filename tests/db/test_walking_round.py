"""Nothing with stages is walked round: for every declared flow, every change that is no move is refused by the store itself."""

import json
from collections.abc import Callable
from contextlib import suppress
from itertools import permutations
from typing import Any, NoReturn

import attrs
import pytest

from db.fields import Field, Link, LongText, Ref, Rows, Text
from db.records.base import Record, changed, fields_of
from db.records.flow import Flow, Meaning
from db.records.kind import Kind
from db.records.step import NOTED, Step
from db.services import move as moving
from db.store import NotByMove, Store, Warrant, Writer
from db.store.guard import OPENS, Door
from tests.added import EVERY, with_added
from tests.factories import begun, plant, told_apart, value

STAGED = [kind for kind in EVERY if kind.flows]
FLOWS = [(kind, flow) for kind in STAGED for flow in kind.flows]


def over(flows: list[tuple[Kind, Flow]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("kind", "flow"), flows, ids=lambda v: getattr(v, "name", "") or v.table)


each_flow = over(FLOWS)
each_with_outcome = over([(kind, flow) for kind, flow in FLOWS if flow.outcome])
each_numbered = over([(kind, flow) for kind, flow in FLOWS if kind.number])
OWN_DOORS = {
    Warrant.IMPORT: {Door.BEGIN},
    Warrant.UNDO: {Door.BEGIN, Door.STAGE, Door.LOCKED, Door.DELETE},
    Warrant.MERGE: {Door.DELETE},
    Warrant.CORRECT: {Door.LOCKED},
    Warrant.PURGE: {Door.DELETE},
    Warrant.PRACTICE: {Door.BEGIN},
    Warrant.UPGRADE: {Door.BEGIN, Door.STAGE, Door.LOCKED},
}
"""What each warrant is for, told a second time: one that opened another door as well would pass for its own."""
each_warrant = pytest.mark.parametrize("warrant", [None, *Warrant], ids=str)


@pytest.fixture
def store(store: Store) -> Store:
    """One that holds a type with stages more than the program has."""
    return with_added(store)


@attrs.define
class Kept:
    """A store in which nothing of what is tried stays: a record at each stage is made once for all that is tried with it."""

    store: Store
    _made: dict[object, Any] = attrs.field(factory=dict)

    def at(self, kind: Kind, flow: Flow, code: str) -> Any:
        """A record that stands at a stage, without a number."""
        stage = flow.stage(code)
        ended = {flow.outcome: "1"} if flow.outcome and stage and stage.meaning is Meaning.DONE else {}
        return self._once((kind.table, flow.name, code), kind, {flow.field: code} | ended | told_apart(flow))

    def begun(self, kind: Kind, flow: Flow) -> Any:
        """A record that stands at the beginning."""
        return self._once((kind.table, flow.name), kind, told_apart(flow))

    def new(self, kind: Kind, flow: Flow) -> Any:
        """A record that could be saved as a new one."""
        first = self.begun(kind, flow)
        parts = {
            n: tuple(attrs.evolve(p, id=0) for p in getattr(first, n))
            for n, f in fields_of(kind.record).items()
            if isinstance(f, Rows)
        }
        return changed(first, id=0, version=0, **parts)

    def linked(self, table: str) -> Any:
        """A record to which nothing leads."""
        if table not in self._made:
            self._made[table] = plant(self.store, EVERY[table].record)
        return self._made[table]

    def _once(self, which: object, kind: Kind, changes: dict[str, Any]) -> Any:
        if which not in self._made:
            self._made[which] = begun(self.store, kind.record, changes)
        record = self._made[which]
        assert self.store.get(kind.record, record.id) == record, "what was tried has left something behind"
        return record


@pytest.fixture(scope="module")
def kept(kept_store: Store) -> Kept:
    """One that holds a type with stages more than the program has, too."""
    return Kept(with_added(kept_store))


class Tried(Exception):
    """Ends a transaction that must leave nothing behind."""


def is_let_pass(store: Store, warrant: Warrant | None, act: Callable[[Writer], object]) -> bool:
    """Whether an act is let pass; nothing of it stays."""
    passed: list[object] = []

    def tried(writer: Writer) -> NoReturn:
        passed.append(act(writer))
        raise Tried

    with suppress(Tried, NotByMove), store.writing("试", warrant) as w:
        tried(w)
    return bool(passed)


def lets(store: Store, warrant: Warrant | None, record: Record, **values: object) -> bool:
    """Whether a change of a record is let pass."""
    return is_let_pass(store, warrant, lambda w: w.save(changed(record, **values)))


def lets_go(store: Store, warrant: Warrant | None, record: Record) -> bool:
    """Whether a record may be deleted."""
    return is_let_pass(store, warrant, lambda w: w.delete(record))


def opens(warrant: Warrant | None, door: Door) -> bool:
    return warrant is not None and door in OWN_DOORS[warrant]


def test_there_is_something_to_guard() -> None:
    assert {kind.table for kind in STAGED if kind.number} >= {"matter", "mediation_case", "spare_whistle"}
    assert {kind.table for kind, flow in FLOWS if flow.outcome} >= {"matter", "mediation_case"}


@each_warrant
@each_flow
def test_no_stage_is_reached_by_a_save(kept: Kept, kind: Kind, flow: Flow, warrant: Warrant | None) -> None:
    for one, other in permutations(flow.stages, 2):
        record = kept.at(kind, flow, one.code)
        assert lets(kept.store, warrant, record, **{flow.field: other.code}) == opens(warrant, Door.STAGE), (one, other)


@each_warrant
@each_with_outcome
def test_no_outcome_is_written_by_a_save(kept: Kept, kind: Kind, flow: Flow, warrant: Warrant | None) -> None:
    for stage in flow.stages:
        record = kept.at(kind, flow, stage.code)
        other = "2" if getattr(record, flow.outcome) == "1" else "1"
        assert lets(kept.store, warrant, record, **{flow.outcome: other}) == opens(warrant, Door.STAGE), stage


def others(kept: Kept, field: Field[Any], there: Any) -> Any:
    """Another value than the one that is there."""
    if isinstance(field, Link):
        return kept.linked(field.to).id
    if isinstance(field, Ref):
        return EVERY.reference_of(kept.linked(field.to[0]))
    if isinstance(field, Rows):
        return ()
    for serial in range(2, 6):
        if (made := value(field, serial)) != there:
            return made
    return field.EMPTY


@each_warrant
@each_flow
def test_locked_fields_are_written_by_moves_alone(kept: Kept, kind: Kind, flow: Flow, warrant: Warrant | None) -> None:
    """A field that is never typed at any stage; any field once the work is over."""
    for stage in flow.stages:
        record = kept.at(kind, flow, stage.code)
        for name, field in fields_of(kind.record).items():
            if name in (flow.field, flow.outcome, flow.when[0]):
                continue
            other = others(kept, field, getattr(record, name))
            if changed(record, **{name: other}).refusals() or other == getattr(record, name):
                continue
            locked = field.fixed or stage.meaning.is_over
            allowed = not locked or opens(warrant, Door.LOCKED)
            assert lets(kept.store, warrant, record, **{name: other}) == allowed, (stage, name)


@each_warrant
@each_flow
def test_what_was_numbered_worked_on_or_ended_is_not_deleted(
    kept: Kept, store: Store, kind: Kind, flow: Flow, warrant: Warrant | None
) -> None:
    open_door = opens(warrant, Door.DELETE)
    for stage in flow.stages:
        allowed = open_door or not stage.meaning.is_over
        assert lets_go(kept.store, warrant, kept.at(kind, flow, stage.code)) == allowed, stage
    noted = begun(store, kind.record, told_apart(flow))
    moving.note(store, noted, "来电催办", NOTED)
    assert lets_go(store, warrant, noted) == open_door
    if kind.number:
        numbered = begun(store, kind.record, changes={kind.number.number: "试〔2026〕1号"} | told_apart(flow))
        assert lets_go(store, warrant, numbered) == open_door
    if not open_door:
        with (
            pytest.raises(NotByMove, match=f"这条{kind.label}已经在办或取过号，不能删除"),
            store.writing("试", warrant) as w,
        ):
            w.delete(noted)


@each_numbered
def test_the_book_changes_a_number_and_nothing_with_it(store: Store, kind: Kind, flow: Flow) -> None:
    assert kind.number
    record = begun(store, kind.record, told_apart(flow))
    number = {kind.number.number: "试〔2026〕2号"}
    for name in (flow.field, flow.outcome, kind.number.subject):
        other = flow.stages[1].code if name == flow.field else "1" if name == flow.outcome else "别的事"
        with pytest.raises(NotByMove, match="不能同时改别的"), store.writing("试") as w:
            w.follow(changed(record, **number | {name: other}), kind.number.number)
    with store.writing("取号") as w:
        assert w.follow(changed(record, **number), kind.number.number) == changed(record, version=2, **number)


@each_warrant
@each_flow
def test_a_new_record_begins_at_the_beginning(kept: Kept, kind: Kind, flow: Flow, warrant: Warrant | None) -> None:
    fresh = kept.new(kind, flow)
    for stage in flow.stages:
        ended = {flow.outcome: "1"} if flow.outcome and stage.meaning is Meaning.DONE else {}
        allowed = stage.meaning is Meaning.NEW or opens(warrant, Door.BEGIN)
        assert lets(kept.store, warrant, fresh, **{flow.field: stage.code} | ended) == allowed, stage
    if flow.outcome:
        assert lets(kept.store, warrant, fresh, **{flow.outcome: "1"}) == opens(warrant, Door.BEGIN)


@each_warrant
@each_flow
def test_a_new_record_has_nothing_that_moves_alone_write(
    kept: Kept, kind: Kind, flow: Flow, warrant: Warrant | None
) -> None:
    """But what whoever begins it gives it: a code, a term."""
    fresh = kept.new(kind, flow)
    assert lets(kept.store, warrant, fresh)
    tried: set[str] = set()
    for name, field in fields_of(kind.record).items():
        early = changed(fresh, **{name: others(kept, field, getattr(fresh, name))})
        if field.fixed and name != flow.field and not early.refusals():
            # Parts are no moves': who acts follows from the names, and what is not the same is said as one is taken in.
            allowed = name in flow.given or isinstance(field, Rows) or opens(warrant, Door.BEGIN)
            assert is_let_pass(kept.store, warrant, lambda w, early=early: w.save(early)) == allowed, name
            tried.add(name)
    told = {kind.number.number} if kind.number else set()
    over = flow.codes(Meaning.DONE)
    ended = {name for move in flow.moves if move.to in over for name in move.stamps}
    assert tried >= told | {flow.outcome, *ended, *flow.given} - {""}


@each_numbered
def test_a_new_record_has_its_number_out_of_the_book_and_nothing_with_it(kept: Kept, kind: Kind, flow: Flow) -> None:
    assert kind.number
    name = kind.number.number
    numbered = changed(kept.new(kind, flow), **{name: "试〔2026〕1号"})
    assert not is_let_pass(kept.store, None, lambda w: w.save(numbered))
    assert is_let_pass(kept.store, None, lambda w: w.follow(numbered, name))
    early = changed(numbered, **{flow.outcome: "1"})
    assert not is_let_pass(kept.store, None, lambda w: w.follow(early, name))


@each_warrant
def test_a_step_is_neither_written_nor_changed_nor_deleted_by_itself(store: Store, warrant: Warrant | None) -> None:
    record = begun(store, STAGED[0].record)
    step = moving.note(store, record, "来电催办", NOTED)
    assert lets(store, warrant, attrs.evolve(step, id=0, version=0)) == opens(warrant, Door.BEGIN)
    assert lets(store, warrant, step, note="没有催办") == opens(warrant, Door.STAGE)
    assert lets_go(store, warrant, step) == opens(warrant, Door.DELETE)


def test_every_warrant_opens_something_and_no_two_doors_are_one() -> None:
    assert OPENS == OWN_DOORS
    assert all(OWN_DOORS.values())
    assert {door for doors in OWN_DOORS.values() for door in doors} == set(Door)


@each_flow
def test_a_warrant_inside_another_transaction_opens_nothing(store: Store, kind: Kind, flow: Flow) -> None:
    record = begun(store, kind.record, told_apart(flow))
    moved = changed(record, **{flow.field: flow.stages[1].code})
    for outer in (None, *(one for one in Warrant if Door.STAGE not in OWN_DOORS[one])):
        with pytest.raises(NotByMove), store.writing("试", outer), store.writing("整理", Warrant.UPGRADE) as w:
            w.save(moved)
    assert store.get(kind.record, record.id) == record


def named_since(store: Store, seq: int) -> list[str]:
    """The warrants that the audit names after an entry."""
    rows = store._connection.execute(
        "SELECT change FROM audit WHERE seq > ? AND action = 'warrant' ORDER BY seq", (seq,)
    )
    return [json.loads(str(row[0]))["warrant"][1] for row in rows.fetchall()]


@each_flow
def test_a_warrant_is_named_in_the_audit(store: Store, kind: Kind, flow: Flow) -> None:
    record = begun(store, kind.record, told_apart(flow))
    before = store.last_entry().seq
    with store.writing("整理", Warrant.UPGRADE) as w:
        w.save(changed(record, **{flow.field: flow.stages[1].code}))
    assert named_since(store, before) == ["升级"]


@pytest.mark.parametrize("kind", STAGED, ids=lambda kind: kind.table)
def test_what_is_no_move_is_named_for_what_it_is(store: Store, kind: Kind) -> None:
    typed = (
        name for name, field in fields_of(kind.record).items() if isinstance(field, Text | LongText) and not field.fixed
    )
    subject = kind.number.subject if kind.number else next(typed)
    record = begun(store, kind.record)
    before = store.last_entry().seq
    gone = moving.void(store, record, "录重了")
    assert named_since(store, before) == [], "a move needs none"
    moving.undo_move(store, gone)
    right: dict[str, Any] = {subject: "别的事"}
    moving.correct(store, store.get(kind.record, record.id), "写错", **right)
    assert named_since(store, before) == [Warrant.UNDO, Warrant.CORRECT]


def test_what_has_no_stages_is_not_guarded(store: Store) -> None:
    grid = plant(store, EVERY["grid"].record)
    assert lets(store, None, grid, name="别的网格")
    with store.writing() as w:
        w.delete(grid)
    assert store.find(type(grid), grid.id) is None
    assert store.select(Step) == []
