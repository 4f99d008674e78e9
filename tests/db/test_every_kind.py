"""Every declared type by its declaration alone: list, search, export, sheet, what points at it, and its flows."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from db.errors import RecordInUse
from db.fields import Day, Field, Link, Ref, Rows
from db.records import moving
from db.records.base import Record, Row, columns_of, fields_of, parts_of, shown_of
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.flow import VOIDING, Flow, Meaning, Move
from db.records.kind import Kind
from db.records.matters.matter import Matter
from db.records.matters.skip_rule import SkipRule
from db.records.step import MOVED, Step
from db.services.export_table import export_table
from db.services.find import second_line
from db.services.list_records import list_records
from db.services.move import Keyed, catch_up, moves_of, undo_move, void
from db.store import MoveRefused, Store, Warrant
from printing.papers import record_sheet
from tests.added import EVERY, with_added
from tests.factories import begun, example, plant, planted_links, told_apart, unsaved, value
from tests.printing.boxes import text

AT = datetime(2026, 3, 2, 15, 40)
each_kind = pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.table)
FLOWS = [(kind, flow) for kind in EVERY for flow in kind.flows]
each_flow = pytest.mark.parametrize(("kind", "flow"), FLOWS, ids=lambda v: getattr(v, "name", "") or v.table)
WAYS = [
    pytest.param(kind, flow, stage.code, move, id=f"{kind.table}-{stage.code}-{move.name}")
    for kind, flow in FLOWS
    for stage in flow.stages
    for move in (*flow.moves_from(stage.code), *filter(None, [flow.voiding()]))
    if stage.code in move.source and not move.itself  # what the program makes alone nobody keys
]
each_way = pytest.mark.parametrize(("kind", "flow", "code", "move"), WAYS)
STEPS_ALONE = Step.TABLE  # no record of its own: it is written with what it belongs to


@pytest.fixture
def store(store: Store) -> Store:
    """One that holds two types more than the program has: what is tried here asks for nothing but declarations."""
    return with_added(store)


def paths_of(kind: Kind) -> list[str]:
    found = kind.found
    if found is None:
        return []
    return [*found.persons, *found.texts, *found.identities, *found.telephones, *found.documents]


def at_path(record: Record, path: str) -> str:
    """What stands at a path of a record, in the first of its parts."""
    first, _, rest = path.partition(".")
    inner = getattr(record, first)
    return str(getattr(inner[0], rest) if rest else inner)


# every type


@each_kind
def test_it_is_saved_changed_and_read_back(store: Store, kind: Kind) -> None:
    saved = plant(store, kind.record)
    assert store.get(kind.record, saved.id) == saved
    other = attrs.evolve(example(kind.record, 7), id=saved.id, version=saved.version)
    links = {n: getattr(saved, n) for n, f in fields_of(kind.record).items() if isinstance(f, Link | Ref | Rows)}
    with store.writing(warrant=Warrant.UNDO) as w:
        changed = w.save(attrs.evolve(other, **links))
    assert (changed.id, changed.version) == (saved.id, saved.version + 1)
    assert store.get(kind.record, saved.id) == changed


@pytest.mark.parametrize(
    ("kind", "path"), [(k, path) for k in EVERY for path in paths_of(k)], ids=lambda v: getattr(v, "table", v)
)
def test_it_is_found_by_all_that_it_says_it_is_found_by(store: Store, kind: Kind, path: str) -> None:
    saved, other = plant(store, kind.record, 3), plant(store, kind.record, 14)
    found = [(hit.table, hit.id) for hit in store.search(at_path(saved, path))]
    assert (kind.table, saved.id) in found
    if at_path(saved, path) != at_path(other, path):
        assert found.index((kind.table, saved.id)) == 0 or (kind.table, other.id) not in found[:1]


@each_kind
def test_its_list_has_an_order_and_its_views_are_parts_of_it(store: Store, kind: Kind) -> None:
    ids = {plant(store, kind.record).id for _ in range(3)}
    listed = store.ids(kind.record, order=kind.order)
    assert ids <= set(listed)
    assert len(listed) == len(set(listed))
    for view in kind.views:
        part = store.ids(kind.record, *store.where(kind.record, view.conditions), order=kind.order)
        assert part == [i for i in listed if i in part]


@each_kind
def test_it_is_listed_and_exported_whole(store: Store, tmp_path: Path, kind: Kind) -> None:
    saved = plant(store, kind.record)
    file = tmp_path / "out.csv"
    count = export_table(store, kind.record, file)
    told = list_records(store, kind)
    assert count == len(told) == store.count(kind.record)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        head, *rows = list(csv.reader(opened))
    told_of = {name: f for name, f in shown_of(kind.record).items() if not (isinstance(f, Rows) and f.fixed)}
    labels = [field.label for field in told_of.values()]
    assert head[: len(labels)] == labels
    one = next(one for one in told if one.id == saved.id)
    values = one.values
    for name, field in parts_of(kind.record).items():
        assert field.is_masked == (name not in one.parts)
        assert all(list(part) == list(shown_of(field.part)) for part in one.parts.get(name, ()))
        assert len(one.parts.get(name, getattr(saved, name))) == len(getattr(saved, name))
    cells = [[cell.strip() for cell in row[: len(labels)]] for row in rows]
    stages = {flow.field for flow in kind.flows}
    wanted = [shown.strip() for name, shown in values.items() if name not in stages]
    assert wanted in [[cell for name, cell in zip(told_of, row, strict=True) if name not in stages] for row in cells]


@each_kind
def test_its_plain_sheet_is_printed(store: Store, kind: Kind) -> None:
    record = plant(store, kind.record)
    given = record_sheet.RecordSheet(centre=store.centre(), record=record, titles=store.all_titles([record]))
    told = text(record_sheet.PAPER.make(given))
    assert f"{kind.label}登记信息表" in told


@each_kind
def test_what_tells_it_from_its_namesakes_is_filled(store: Store, kind: Kind) -> None:
    record = plant(store, kind.record)
    if kind.found:
        assert second_line(kind, record, store.linked_titles([record])[record.id])
    assert store.title(record).strip()
    assert bool(kind.help) == bool(kind.tab)


# what points at it


def leading() -> Iterator[Any]:
    """Every column of every type and part that leads to another record, with each table that it leads to."""
    for kind in EVERY:
        rows: list[tuple[str, type[Row]]] = [
            ("", kind.record),
            *((n, f.part) for n, f in parts_of(kind.record).items()),
        ]
        for part, row in rows:
            for name, field in columns_of(row).items():
                if kind.table == STEPS_ALONE and isinstance(field, Ref):
                    continue
                for table in (field.to,) if isinstance(field, Link) else field.to if isinstance(field, Ref) else ():
                    yield pytest.param(kind, part, name, table, id=f"{kind.table}.{part or '-'}.{name}>{table}")


def owning(store: Store, kind: Kind, part: str, name: str, number: int) -> Record:
    """A saved record that leads to something by a column of its own, or of the first of its parts."""
    if not part:
        return plant(store, kind.record, **{name: number})
    first = plant(store, kind.record)
    there = getattr(first, part) or (example(parts_of(kind.record)[part].part),)
    parts = tuple(attrs.evolve(p, **{name: number}) if n == 0 else p for n, p in enumerate(there))
    with store.writing(warrant=Warrant.UNDO) as w:
        return w.save(attrs.evolve(first, **{part: parts}))


@pytest.mark.parametrize(("kind", "part", "name", "table"), list(leading()))
def test_whatever_leads_to_a_record_is_known_and_keeps_it(
    store: Store, kind: Kind, part: str, name: str, table: str
) -> None:
    target = plant(store, EVERY[table].record)
    row = parts_of(kind.record)[part].part if part else kind.record
    field = columns_of(row)[name]
    number = EVERY.reference_of(target) if isinstance(field, Ref) else target.id
    owner = owning(store, kind, part, name, number)
    assert (kind.table, owner.id) in store.pointing_at(target)
    with pytest.raises(RecordInUse, match="还有别的资料用到它"), store.writing(warrant=Warrant.PURGE) as w:
        w.delete(store.get(type(target), target.id))
    assert store.find(type(target), target.id) is not None
    with store.writing(warrant=Warrant.PURGE) as w:
        w.delete_all(
            Tenure, [i for t, i in store.pointing_at(owner) if t == Tenure.TABLE]
        )  # who is named in it holds a post
        w.delete_all(type(owner), [owner.id])
    assert (kind.table, owner.id) not in store.pointing_at(target)


# flows


def filled(store: Store, field: Field[Any], now: object) -> Any:
    """A value for a field that a move fills in, another one than it has."""
    if isinstance(field, Link):
        return plant(store, EVERY[field.to].record).id
    if isinstance(field, Day):
        return date(2026, 3, 9)
    made = value(field) if value(field) != now else value(field, 2)
    if isinstance(field, Rows):
        return tuple(attrs.evolve(part, **planted_links(store, type(part))) for part in made)
    return made


def standing(store: Store, kind: Kind, flow: Flow, code: str, move: Move) -> Any:
    """A record at a stage that has what a move needs and does not ask for; of one that takes another one back, after that."""
    stage = flow.stage(code)
    assert stage
    if move.back:
        earlier = next(one for one in flow.moves if one.name == move.back)
        first = standing(store, kind, flow, earlier.source[0], earlier)
        keyed = Keyed(
            earlier.name, AT, plant(store, Person).id, reason="有缘由", values=asked(store, kind, first, earlier)
        )
        return led_on(store, kind, flow, code, catch_up(store, first, [keyed]))
    fields = fields_of(kind.record)
    changes: dict[str, Any] = {flow.field: code, **told_apart(flow)}
    if flow.outcome and stage.meaning is Meaning.DONE:
        changes[flow.outcome] = "1"
    changes |= {n: filled(store, fields[n], None) for n in move.needs if n not in move.asks}
    if not move.fits(begun(store, kind.record, changes=changes)):  # it takes away what is not there
        changes |= {n: filled(store, fields[n], None) for n, v in move.sets.items() if v == fields[n].EMPTY}
    return placed(store, kind, move, changes)


def led_on(store: Store, kind: Kind, flow: Flow, code: str, record: Any) -> Any:
    """A record that goes on by the usual moves to a stage."""
    while (now := getattr(record, flow.field)) != code:
        onward = next(one for one in flow.moves if one.main and one.to and now in one.source)
        keyed = Keyed(onward.name, AT, plant(store, Person).id, values=asked(store, kind, record, onward))
        record = catch_up(store, record, [keyed])
    return record


def placed(store: Store, kind: Kind, move: Move, changes: dict[str, Any]) -> Any:
    """A record with these values; for a move that ends what its ways have ended it has one that is over."""
    record = begun(store, kind.record, changes=changes)
    if move.ways:
        way = next(one for one in EVERY if one.way and one.flows)
        flow = way.flows[0]
        over = {flow.field: flow.codes(Meaning.DONE)[0], flow.outcome: "1", **told_apart(flow)}
        begun(store, way.record, changes=over | ({way.way.by: record.id} if way.way else {}))
    if move.ruled and isinstance(record, Matter):
        plant(store, SkipRule, urgency=record.urgency, category="", copies=(), since=date(2020, 1, 1), until=None)
    return record


def asked(store: Store, kind: Kind, record: Record, move: Move) -> dict[str, Any]:
    fields = fields_of(kind.record)
    found = {n: filled(store, fields[n], getattr(record, n)) for n in move.needs if n in move.asks}
    if move.adds and isinstance(rows := fields[move.adds], Rows):
        inner = fields_of(rows.part).items()
        found[move.adds] = (example(rows.part, **{n: f.EMPTY for n, f in inner if f.fixed or isinstance(f, Link)}),)
    ruled = store.select(SkipRule, order=("-id",)) if move.ruled else []
    return found | ({"level": ruled[0].level, "lead": ruled[0].lead} if ruled else {})


@each_way
def test_every_move_from_every_stage(store: Store, kind: Kind, flow: Flow, code: str, move: Move) -> None:
    record, person = standing(store, kind, flow, code, move), plant(store, Person)
    assert move.name in [m.name for m in moves_of(store, record)] or move.name == VOIDING
    values = asked(store, kind, record, move)
    keyed = Keyed(move.name, AT, person.id, reason="有缘由" if move.reason else "", note="说明", values=values)
    steps = store.steps(record)
    led_to = moving.leading(move, steps).leads_to(code)
    done = catch_up(store, record, [keyed])
    assert store.get(kind.record, record.id) == done
    assert (getattr(done, flow.field), done.version) == (led_to, record.version + 1)
    for name, kept in {**values, **move.sets}.items():
        assert name == move.adds or unsaved(getattr(done, name)) == unsaved(kept)
    for name in move.stamps:
        assert getattr(done, name) == (AT.date() if isinstance(fields_of(kind.record)[name], Day) else AT)
    (step,) = (one for one in store.steps(done) if one not in steps)
    assert (step.what, step.move, step.before, step.after) == (MOVED, move.name, code, led_to)
    assert (step.at, step.did, step.kept, step.note) == (AT, person.id, done.version, "说明")
    led = flow.stage(led_to)
    assert led
    plain = led.code == code or led.label == move.label  # what leads nowhere, or says where, is told in its own word
    assert step.said == (move.label if plain else f"{move.label} → {led.label}")
    entry = store.history(done)[0]
    assert (entry.action, entry.reason) == ("update", move.label)
    assert undo_move(store, done).record == attrs.evolve(record, version=done.version + 1)
    assert store.get(kind.record, record.id) == attrs.evolve(record, version=done.version + 1)


@each_way
def test_no_move_without_what_it_needs(store: Store, kind: Kind, flow: Flow, code: str, move: Move) -> None:
    fields = fields_of(kind.record)
    reason = "有缘由" if move.reason else ""
    did = plant(store, Person).id
    for name in move.needs:
        record = placed(
            store,
            kind,
            move,
            changes={
                f: getattr(standing(store, kind, flow, code, move), f) for f in filter(None, (flow.field, flow.outcome))
            }
            | told_apart(flow)
            | {n: filled(store, fields[n], None) for n in move.needs if n not in move.asks and n != name}
            | {n: fields[n].EMPTY for n in move.needs if n in move.asks and n != flow.outcome},
        )
        values = asked(store, kind, record, move) | {n: fields[n].EMPTY for n in (name,) if n in move.asks}
        with pytest.raises(MoveRefused) as refused:
            catch_up(store, record, [Keyed(move.name, AT, did, reason=reason, values=values)])
        assert name in {problem.field for problem in refused.value.problems}
        assert store.steps(record) == []
    if move.reason:
        record = standing(store, kind, flow, code, move)
        with pytest.raises(MoveRefused, match="要写明理由"):
            catch_up(store, record, [Keyed(move.name, AT, did, reason=" ", values=asked(store, kind, record, move))])


@each_flow
def test_it_is_made_void_from_every_stage_once(store: Store, kind: Kind, flow: Flow) -> None:
    (end,) = flow.codes(Meaning.VOID)
    for stage in flow.stages:
        ended = {flow.outcome: "1"} if flow.outcome and stage.meaning is Meaning.DONE else {}
        record = begun(store, kind.record, changes={flow.field: stage.code} | ended | told_apart(flow))
        if stage.code == end:
            with pytest.raises(MoveRefused):
                void(store, record, "录重了")
            continue
        gone = void(store, record, "录重了")
        assert getattr(gone, flow.field) == end
        assert moves_of(store, gone) == []


def test_what_may_lead_to_a_resident_and_others_is_called_alike_and_after_none_of_them() -> None:
    rows: list[type[Row]] = [
        row for k in EVERY if k.tab for row in (k.record, *(f.part for f in parts_of(k.record).values()))
    ]
    fields = [field for row in rows for field in columns_of(row).values() if isinstance(field, Ref)]
    assert {field.label for field in fields if "resident" in field.to and len(field.to) > 1} == {"登记的人或单位"}
