"""The commands of ``python -m db`` that tell and move single records: kinds, list, move, timeline."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from db.answer import Answer, opened
from db.errors import ArgumentError
from db.fields import Field, Rows
from db.records.base import Record, fields_of, shown_of
from db.records.bodies.tenure import Tenure
from db.records.clock import Clock, clock_key
from db.records.flow import VOIDING, Flow, Move
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.may import Right
from db.records.step import Step
from db.services.answers import UNASKED, Answers, Numbering
from db.services.centre.switches import seen
from db.services.figures.measure import figures_of
from db.services.import_file import forms_of
from db.services.importing.form import TableForm
from db.services.letters.number_record import NumberMoves
from db.services.list_records import list_records, listed_fields
from db.services.move import Keyed, catch_up, correct, undo_move
from db.services.musts import standings
from db.services.timeline import Line, timeline
from db.services.typed_values import LARGEST, the_one, typed_part, typed_values
from db.store import Store
from db.store.as_of import kept_by_days
from db.store.renames import OLD
from db.values import code_table, masks
from db.values.day_words import read_day
from db.values.working_time import Length
from db.whole_use import use_of

UNDO, CORRECT = "undo", "correct"
"""What can be done with a record beside the moves of its flow; making void is a move."""


def kinds(arguments: Namespace, passphrase: str) -> Answer:
    """Every type of record as it is declared; with a store, stages and moves as that centre has them."""
    if arguments.store is None:
        return _kinds_told([(kind, kind.flows) for kind in arguments.kinds], forms_of(arguments.kinds))
    with opened(arguments, passphrase) as store:
        return _kinds_told([(kind, store.flows_of(kind)) for kind in store.kinds], forms_of(store.kinds))


def _kinds_told(kinds: Sequence[tuple[Kind, tuple[Flow, ...]]], forms: Sequence[TableForm]) -> Answer:
    known = Kinds(kind for kind, _ in kinds)
    told = [
        {
            "table": kind.table,
            "label": kind.label,
            "room": kind.room.folder,
            "fields": [_field_told(name, field) for name, field in shown_of(kind.record).items()],
            "flows": [_flow_told(flow) for flow in flows],
            "clocks": [_clock_told(kind, clock) for clock in kind.clocks],
            "figures": [one.name for one in figures_of(kind, known)],
            "imports": [{"name": form.name, "label": form.label} for form in forms if form.table == kind.table],
        }
        for kind, flows in kinds
    ]
    lines = [
        f"{kind.table}\t{kind.label}\t{kind.room.value}\t{'、'.join(flow.label or flow.name for flow in kind.flows)}".rstrip()
        for kind, _ in kinds
    ]
    return Answer(told, tuple(lines))


def _field_told(name: str, field: Field[Any]) -> dict[str, object]:
    told: dict[str, object] = {
        "name": name,
        "label": field.label,
        "kind": type(field).__name__,
        "marks": list(field.marks),
    }
    if isinstance(field, Rows):
        told["parts"] = [_field_told(inner, one) for inner, one in shown_of(field.part).items()]
    return told


def _flow_told(flow: Flow) -> dict[str, object]:
    moves = [*flow.every_move(), *filter(None, [flow.voiding()])]
    return {
        "name": flow.name,
        "label": flow.label,
        "stages": [
            {"code": s.code, "label": s.label, "meaning": s.meaning.value, "optional": s.optional} for s in flow.stages
        ],
        "moves": [_move_told(move) for move in moves],
    }


def _clock_told(kind: Kind, clock: Clock) -> dict[str, object]:
    def length(told: Length | None) -> object:
        return {"amount": told.amount, "unit": code_table.load("clock_unit").label(told.unit)} if told else None

    return {
        "name": clock.name,
        "label": clock.label,
        "rule": clock_key(kind.table, clock.name),
        "starts": list(clock.starts),
        "stops": list(clock.stops),
        "pauses": list(clock.pauses),
        "day": clock.day,
        "by": dict(clock.by),
        "warn": length(clock.warn),
        "red": length(clock.red),
    }


def _move_told(move: Move) -> dict[str, object]:
    return {
        "name": move.name,
        "label": move.label,
        "from": list(move.source),
        "to": move.to,
        "asks": list(move.asks),
        "needs": list(move.needs),
        "reason": move.reason,
        "not_same": list(move.not_same),
        "two_hands": move.two_hands,
        "voices": move.voices,
        "approved": move.approved,
        "papers": list(move.papers),
        "main": move.main,
    }


def list_kind(arguments: Namespace, passphrase: str) -> Answer:
    """The records of a type, masked as in an export; in full they leave as one."""
    kind = kind_named(arguments.kinds, arguments.kind)
    use = use_of(arguments)
    where = [_pair(text, "--where") for text in arguments.where]
    day = _day(arguments.as_of)
    columns = listed_fields(kind.record)
    now = [name for name in shown_of(kind.record) if name not in kept_by_days(kind.record)] if day else []
    if day and not kept_by_days(kind.record):
        arguments.warnings.append(f"{kind.label}没有按起止日期保存的内容，列的都是现值")
    with opened(arguments, passphrase) as store:
        store.require(kind, Right.SEE)
        found = list_records(store, kind, where, day, whole=use)
    told = {
        "table": kind.table,
        "as_of": day.isoformat() if day else "",
        "now": now,
        "plain": bool(arguments.plain),
        "count": len(found),
        "records": [{"id": one.id, "title": one.title, "fields": {**one.values, **one.parts}} for one in found],
    }
    labels = (f"{field.label}（按现值）" if name in now else field.label for name, field in columns.items())
    lines = ["\t".join(("编号", *labels))]
    lines += ["\t".join((str(one.id), *(_flat(one.values[name]) for name in columns))) for one in found]
    return Answer(told, tuple(lines))


def must(arguments: Namespace, passphrase: str) -> Answer:
    """What each record of a type must have, as of a day: n of N, and which lack it."""
    day = _day(arguments.as_of) or date.today()
    past = day != date.today()
    with opened(arguments, passphrase) as store:
        store.require(store.kinds[Tenure.TABLE], Right.SEE)
        found = list(standings(store, seen(store), day))
    told = [
        {
            "name": one.must.name,
            "label": one.must.label,
            "table": one.kind.table,
            "as_of": day.isoformat(),
            "met": one.met,
            "total": one.total,
            "lacking": [{"id": o.id, "title": masks.in_text(o.title), "count": o.count} for o in one.lacking],
            "unknown": list(one.of_the_past()) if past else [],
        }
        for one in found
    ]
    lines = [line for one in found for line in (one.told(), *(f"  {said}" for said in one.of_the_past() if past))]
    return Answer(told, tuple(lines))


def _flat(text: str) -> str:
    return " ".join(text.split())


def move_record(arguments: Namespace, passphrase: str) -> Answer:
    """Makes one move with a record, makes it void, corrects it, or takes its last move back."""
    kind = kind_named(arguments.kinds, arguments.kind)
    _refuse_unused(arguments)
    with opened(arguments, passphrase) as store:
        record = record_named(store, kind, arguments.id)
        back = undo_move(store, record) if arguments.move == UNDO else None
        after = back.record if back else _done(store, kind, record, arguments)
        last = store.steps(after)[-1]
        title = masks.in_text(store.title(after))
        told = {
            "table": kind.table,
            "id": after.id,
            "title": title,
            "version": after.version,
            **_stage_told(store, after),
        }
        told |= {"step": last.id, "said": last.said, "at": fields_of(Step)["at"].show(last.at)}
        told |= {"printed": list(back.printed)} if back else {}
    lines = [f"{title}：{last.said}"]
    if back and back.printed:
        lines.append(f"已经印出去的：{'、'.join(back.printed)}，请收回")
    return Answer(told, tuple(lines))


def _done(store: Store, kind: Kind, record: Record, arguments: Namespace) -> Record:
    """The record as the move leaves it."""
    given = dict(_pair(text, "--set") for text in arguments.set)
    flow = store.flow_of(record)
    move = flow.move(arguments.move) if flow else None
    of_row = f"{move.adds}." if move and move.adds else ""
    row = {name.removeprefix(of_row): given.pop(name) for name in list(given) if of_row and name.startswith(of_row)}
    values = typed_values(store, kind, given)
    if row and move:
        values = {**values, move.adds: (typed_part(store, kind, move.adds, row),)}
    did, second = (
        the_one(store, store.kinds["person"], name) if name else 0 for name in (arguments.did, arguments.second)
    )
    at = fields_of(Step)["at"].read(arguments.at)
    if arguments.move == CORRECT:
        answers = Answers(number=Numbering(arguments.number)) if arguments.number else UNASKED
        try:
            return correct(store, record, arguments.reason, did, answers, **values)
        except NumberMoves as moves:
            keep, renew = Numbering.KEEP.value, Numbering.RENEW.value
            remedy = f"请加 --number {renew} {moves.yes.words}，或加 --number {keep} {moves.no.words}"
            raise ArgumentError(moves.message, remedy) from moves
    return catch_up(store, record, [Keyed(arguments.move, at, did, second, reason=arguments.reason, values=values)])


def _refuse_unused(arguments: Namespace) -> None:
    """Lets nothing be given that would not be kept."""
    unused = {
        UNDO: ("at", "did", "second", "set", "reason", "number"),
        CORRECT: ("at", "second"),
        VOIDING: ("second", "set", "number"),
    }
    for name in unused.get(arguments.move, ("number",)):
        if getattr(arguments, name):
            raise ArgumentError(f"{arguments.move} 用不上 --{name}", "请去掉再试")


def _stage_told(store: Store, record: Record) -> dict[str, object]:
    flow = store.flow_of(record)
    if flow is None:
        return {}
    code = str(getattr(record, flow.field))
    stage = flow.stage(code)
    outcome = str(getattr(record, flow.outcome)) if flow.outcome else ""
    return {"stage": code, "stage_label": stage.label if stage else code, "outcome": outcome}


def timeline_of(arguments: Namespace, passphrase: str) -> Answer:
    """What happened with a record, newest first."""
    kind = kind_named(arguments.kinds, arguments.kind)
    with opened(arguments, passphrase) as store:
        record = record_named(store, kind, arguments.id)
        found = timeline(store, record, plain=arguments.plain)
        title = store.title(record)
        title = title if arguments.plain else masks.in_text(title)

    def told(line: Line) -> dict[str, object]:
        return {
            "at": line.when(),
            "what": line.what,
            "who": line.who,
            "more": list(line.more),
            "step": line.step,
            "taken_back": line.is_back,
        }

    answer = {"table": kind.table, "id": record.id, "title": title, "lines": [told(line) for line in found]}
    return Answer(answer, (title, *("\t".join(_words(line)) for line in found)))


def _words(line: Line) -> Iterator[str]:
    yield line.when()
    yield f"{line.what}（已撤回）" if line.is_back else line.what
    yield line.who
    yield _flat("；".join(line.more))


def kind_named(kinds: Kinds, table: str) -> Kind:
    """The kind of a table, by its name of today or an older one.

    Raises:
        ArgumentError: there is none.
    """
    kind = kinds.find(OLD.today(table))
    if kind is None:
        raise ArgumentError(f"没有叫“{table}”的资料", f"有：{'、'.join(k.table for k in kinds)}")
    return kind


def record_named(store: Store, kind: Kind, text: str) -> Record:
    """The record of an id.

    Raises:
        ArgumentError: it is no id, or there is no such record.
    """
    return store.get(kind.record, record_id_named(kind, text))


def record_id_named(kind: Kind, text: str) -> int:
    """The id that somebody typed.

    Raises:
        ArgumentError: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) < len(str(LARGEST))):
        raise ArgumentError(f"“{text}”不是编号", f"请用 list {kind.table} 查编号")
    return int(text)


def _pair(text: str, option: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ArgumentError(f"“{text}”不对", f"请写成 {option} 字段=内容")
    return name.strip(), value


def _day(text: str) -> date | None:
    return read_day(text) if text.strip() else None
