"""Whether a move may be made: pure rules over the record before and after, the step and the steps before it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from attrs import evolve

from db.errors import Problem
from db.fields import Day, Moment
from db.records.base import Record, Row, changed, columns_of, fields_of
from db.records.flow import VOIDING, Flow, Meaning, Move
from db.records.kind import Kind
from db.records.step import MOVED, Step
from db.values.day import has_clock, moment_of

R = TypeVar("R", bound=Record)


def live(steps: Iterable[Step]) -> list[Step]:
    """The moves that were not taken back, in the order in which they were keyed."""
    found = sorted(steps, key=lambda step: step.id)
    back = {step.reverses for step in found if step.reverses}
    return [step for step in found if step.what == MOVED and step.id not in back]


def leading(move: Move, steps: Iterable[Step]) -> Move:
    """A move with the stage to which it leads for a record: where the move that it takes back was made last."""
    last = next((step for step in reversed(live(steps)) if step.move == move.back), None) if move.back else None
    return evolve(move, to=last.before) if last else move


def moved(record: R, flow: Flow, move: Move, at: datetime) -> R:
    """The record as the move leaves it: at its new stage, stamped, with the values that the move gives."""
    kinds = fields_of(type(record))
    told: dict[str, Any] = {flow.field: move.leads_to(str(getattr(record, flow.field))), **move.sets}
    for name in (*move.stamps, *(name for name in move.once if getattr(record, name) == kinds[name].EMPTY)):
        told[name] = _stamp(kinds[name], at)
    return changed(record, **told)


def added(record: Record, move: Move, values: Mapping[str, Any], at: datetime, did: int) -> dict[str, Any]:
    """The values that a move was given; of rows to which it adds all there are then, the new ones with its time and person."""
    given = dict(values)
    if move.adds:
        new = tuple(changed(part, at=at, by=did) for part in given.get(move.adds, ()))
        given[move.adds] = (*getattr(record, move.adds), *new)
    return given


def _stamp(kind: object, at: datetime) -> date | datetime:
    if isinstance(kind, Day):
        return at.date()
    if isinstance(kind, Moment):
        return at
    raise TypeError(f"{kind} holds no time")


def asked(row: type[Record], move: Move) -> tuple[str, ...]:
    """The fields that whoever makes a move is asked: what it asks and needs, but for what other moves or itself fill in."""
    kinds = fields_of(row)
    asks = (*move.asks, *((move.adds,) if move.adds else ()))
    names = [name for name in dict.fromkeys((*asks, *move.needs)) if name in asks or not kinds[name].fixed]
    return tuple(name for name in names if name not in move.stamps)


def moves_at(flow: Flow, record: Record) -> list[Move]:
    """The moves at the stage of a record, the usual next one first.

    Where that needs what another one fills in, and this was not done yet, the other one is the usual: what is checked before it
    is filed.
    """
    found = flow.moves_from(str(getattr(record, flow.field)))
    usual = next((move for move in found if move.main), None)
    if usual is None:
        return found
    asks, kinds = asked(type(record), usual), fields_of(type(record))
    lacking = [n for n in usual.needs if n not in asks and getattr(record, n) == kinds[n].EMPTY]
    first = next((move for n in lacking if (move := flow.filled_before(n, usual)) in found), None)
    if first is None:
        return found
    return [evolve(first, main=True), evolve(usual, main=False), *(m for m in found if m not in (first, usual))]


def correctable(kind: Kind) -> tuple[str, ...]:
    """The fields that can be put right when they are locked: what is typed, and what moves fill in; never stage, outcome, number.

    What a move fills in that another one takes back and gives otherwise is put right by these.
    """
    filled = {
        n
        for flow in kind.flows
        for move in flow.every_move()
        for n in (*move.asks, *move.stamps, *move.once, move.adds)
    }
    never = {name for flow in kind.flows for name in (flow.field, flow.outcome, flow.when[0])}
    never |= {kind.number.number} if kind.number else set()
    undone = {(move.back, name) for flow in kind.flows for move in flow.moves if move.back for name in move.sets}
    never |= {n for flow in kind.flows for move in flow.moves for n in move.asks if (move.name, n) in undone}
    fields = fields_of(kind.record)
    return tuple(name for name, field in fields.items() if (field.is_typed or name in filled) and name not in never)


def filled_in(flow: Flow, record: Record, steps: Iterable[Step]) -> tuple[set[str], set[str]]:
    """The fields that the moves of a record have filled in, and those of them that they needed or stamped.

    What led to where it stands stamped its fields, though no step tells: 0.1.0 let cases end without the day of their end.
    """
    kinds, filled, owed = fields_of(type(record)), set[str](), set[str]()
    for step in live(steps):
        if (move := flow.move(step.move)) is None:
            continue
        gone = {name for name, value in move.sets.items() if value == kinds[name].EMPTY}
        owed = (owed | {*move.needs, *move.stamps}) - gone
        filled = (filled | owed | {*move.asks, *move.once, move.adds}) - gone
    stage = str(getattr(record, flow.field))
    owed |= {name for move in flow.moves if move.to == stage for name in move.stamps}
    return filled | owed, owed


def changed_fields(before: Record, after: Record) -> set[str]:
    """The names of the fields that differ; parts count by what they hold, not by their ids."""
    columns = columns_of(type(before))
    return {
        name
        for name in fields_of(type(before))
        if (getattr(before, name) != getattr(after, name) if name in columns else not _same(before, after, name))
    }


def _same(before: Record, after: Record, name: str) -> bool:
    was: tuple[Row, ...] = getattr(before, name)
    now: tuple[Row, ...] = getattr(after, name)
    return [_told(part) for part in was] == [_told(part) for part in now]


def _told(part: Row) -> list[object]:
    return [getattr(part, column) for column in columns_of(type(part))]


def refusals(
    flow: Flow, move: Move, records: tuple[Record, Record], step: Step, earlier: Sequence[Step]
) -> list[Problem]:
    """Why a move must not be made; empty when it may.

    Args:
        flow: as the centre has it for this record.
        move: of this flow.
        records: before and after.
        step: that is to be written.
        earlier: all steps of the record so far.
    """
    before, after = records
    return [
        *_wrong_stage(flow, move, before, after),
        *_locked(flow, move, before, after),
        *_missing(flow, move, after),
        *_added(move, before, after),
        *move.hindered(after),
        *_wrong_step(flow, move, step),
        *_wrong_order(flow, move, before, step, earlier),
        *_same_person(flow, move, before, step, live(earlier)),
    ]


def _wrong_stage(flow: Flow, move: Move, before: Record, after: Record) -> Iterator[Problem]:
    kind = fields_of(type(before))[flow.field]
    was, now = str(getattr(before, flow.field)), str(getattr(after, flow.field))
    if flow.leads_from(move, was) and not move.fits(before):
        yield kind.problem("not_fit", f"不是能{move.label}的", "请打开这条看看现在能做什么")
    elif not flow.leads_from(move, was):
        stage = flow.stage(was)
        what = f"现在是“{stage.label if stage else was}”，不能{move.label}"
        yield kind.problem("wrong_stage", what, "请打开这条看看现在能做什么")
    elif now != move.leads_to(was):
        yield kind.problem("wrong_stage", f"{move.label}不到这个环节", "请重新打开再办")


def _locked(flow: Flow, move: Move, before: Record, after: Record) -> Iterator[Problem]:
    """What the move does not fill in stays as it is, where it is locked."""
    kinds = fields_of(type(before))
    allowed = {flow.field, flow.outcome, *move.fills} - {flow.when[0]}
    stage = flow.stage_of(before)
    over = stage is not None and stage.meaning.is_over
    for name in sorted(changed_fields(before, after) - allowed):
        if over or kinds[name].fixed or name == flow.when[0]:
            yield kinds[name].problem("locked", "已经锁定", "确实写错了，请用“更正”并写明理由")


def _missing(flow: Flow, move: Move, after: Record) -> Iterator[Problem]:
    """What must be filled in with the move; the outcome at the end, and not before."""
    kinds = fields_of(type(after))
    for name in move.needs:
        if getattr(after, name) == kinds[name].EMPTY:
            other = flow.filled_before(name, move) if kinds[name].fixed and name not in move.asks else None
            remedy = f"请先办“{other.label}”" if other else f"{move.label}以前要填"
            yield kinds[name].problem("needed", "没有填", remedy)
    if not flow.outcome:
        return
    ended = flow.stage_of(after)
    is_done = ended is not None and ended.meaning is Meaning.DONE
    if is_done and not getattr(after, flow.outcome) and flow.outcome not in move.needs:
        yield kinds[flow.outcome].problem("needed", "没有填", "请选这件事怎样了结")
    if not is_done and ended is not None and ended.meaning is not Meaning.VOID and getattr(after, flow.outcome):
        yield kinds[flow.outcome].problem("too_early", "还没有办完", "办完时再填结果")


def _added(move: Move, before: Record, after: Record) -> Iterator[Problem]:
    """To rows something is added, and those that were there stay."""
    if not move.adds:
        return
    kind, was, now = fields_of(type(before))[move.adds], getattr(before, move.adds), getattr(after, move.adds)
    if [_told(part) for part in now[: len(was)]] != [_told(part) for part in was]:
        yield kind.problem("locked", "记过的已经锁定", "确实写错了，请用“更正”并写明理由")
    elif len(now) == len(was):
        yield kind.problem("needed", "没有填", f"请写明这次{move.label}的情况")


def _wrong_step(flow: Flow, move: Move, step: Step) -> Iterator[Problem]:
    kinds = fields_of(Step)
    if move.reason and not step.reason.strip():
        yield kinds["reason"].problem("required", "没有填", f"{move.label}要写明理由")
    if move.voices > 1 and not (step.did and step.second):
        yield kinds["second"].problem("voices", "要两个人同意", "请写明两位经办人")
    elif move.approved and not step.second:
        remedy = f"{move.label}要有人批准，请写明批准人"
        yield kinds["second"].problem("approved", "没有填", remedy)._replace(label="批准人")
    elif flow.names_who(move) and not step.did:
        yield kinds["did"].problem("required", "没有填", f"{move.label}要写明由谁办的")


def latest(flow: Flow, record: Record, steps: Iterable[Step]) -> datetime | None:
    """The latest time that is known of a record: when it was begun, or its last move."""
    known = (began_at(flow, record), *(step.at for step in live(steps)))
    return max((at for at in known if at), default=None)


def began_at(flow: Flow, record: Record) -> datetime | None:
    """When a record was begun; a day alone has no clock time."""
    return moment_of(getattr(record, flow.begun)) if flow.begun else None


def _wrong_order(flow: Flow, move: Move, before: Record, step: Step, earlier: Sequence[Step]) -> Iterator[Problem]:
    """What happened later is not keyed as earlier, nor as before the record began, nor as to come.

    A clock that went wrong locks nothing. Where the record knows of a time after that of the clock, one of both was wrong: a
    step ahead of the clock is taken then, and is compared with all times; any other with those that the clock lets pass.
    What should not be there is made void as of any time before: its own times may be what is wrong.
    """
    if step.at is None:
        return
    kind = fields_of(Step)["at"]
    keyed = step.keyed or datetime.max
    is_ahead = step.at > keyed
    if is_ahead and (latest(flow, before, earlier) or keyed) <= keyed:
        yield kind.problem("ahead", "还没有到这个时候", "请核对时间")
    if move.name == VOIDING:
        return
    began = began_at(flow, before)
    if began and (is_ahead or began.date() <= keyed.date()) and step.at.date() < began.date():
        yield kind.problem("before_begun", *_before_begun(flow, before))
    last = max((s.at for s in live(earlier) if s.at and (is_ahead or s.at <= keyed)), default=None)
    if last and (step.at < last if has_clock(step.at) else step.at.date() < last.date()):
        yield kind.problem("before_last", f"早于上一步的时间（{kind.show(last)}）", "请核对时间")


def _before_begun(flow: Flow, record: Record) -> tuple[str, str]:
    """What is wrong, and that the day on which it was begun can be put right, too, and how."""
    begun, stage = fields_of(type(record))[flow.begun], flow.stage_of(record)
    way = "更正" if begun.fixed or (stage and stage.meaning.is_over) else "修改"
    what = f"早于{begun.label}（{begun.show(getattr(record, flow.begun))}）"
    return what, f"请核对时间；{begun.label}登记错了的，先用“{way}”改对它，再记这一步"


def _same_person(flow: Flow, move: Move, before: Record, step: Step, earlier: Sequence[Step]) -> Iterator[Problem]:
    kind = fields_of(Step)["did"]
    code = str(getattr(before, flow.field))
    for name in move.not_same:
        done = next((s for s in reversed(earlier) if s.move == name), None)
        other = flow.move(name)
        label = other.label if other else name
        if done is None:
            continue
        if not done.did:
            yield kind.problem("unknown", f"不知道“{label}”是谁办的", _once_more(flow, name, label, code))
        elif {done.did, done.second} & {step.did, step.second} - {0}:
            yield kind.problem("same_person", f"“{label}”和“{move.label}”不能是同一个人", "请换一位")
        elif move.two_hands and done.account and done.account == step.account:
            what = f"“{label}”是您录入的，“{move.label}”要由另一位用自己的口令来办"
            yield kind.problem("same_hand", what, "请按 F10 换人；他还没有口令的，请管理员在“工作人员”里给")


def _once_more(flow: Flow, name: str, label: str, code: str) -> str:
    """What can be done where nobody told who made an earlier move: it is made once more, and told then."""
    way = flow.way_to(name, code)
    if way is None:
        return "请把这一条作废，重新登记"
    before = "、".join(f"“{move.label}”" for move in way)
    return f"请{f'先办{before}，' if before else ''}再办一次“{label}”，写明经办人"
