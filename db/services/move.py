"""办理: one move of a record: checked, stamped, written down with its step and its audit entry, in one transaction.

move(store, case, "investigate", did=person.id)
undo_move(store, case)          # as long as nothing followed
void(store, case, "录重了")      # it counts nowhere
correct(store, case, "地址写错", place="3号楼")
catch_up(store, case, [Keyed("agree", at), Keyed("visit", later)])    # 补记
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from attrs import evolve, frozen

from db.errors import AppError, LinkGone, RecordInvalid
from db.records.base import Record, changed, fields_of
from db.records.flow import VOIDING, Flow, Move
from db.records.moving import added, latest, leading, live, moved, moves_at
from db.records.participant import ACTORS
from db.records.running import clock_names
from db.records.step import CORRECTED, MOVED, NOTED, RECKONED, UNDONE, Step
from db.services.answers import UNASKED, Answers
from db.services.changes_told import changes_told
from db.services.clocks import day_corrected, days_by_rule
from db.services.correcting import refuse_correcting
from db.services.far_ahead import not_far
from db.services.following import followed, led_to, offered, refuse_doer
from db.services.keyed import Keyed, StepRefused
from db.services.letters.number_record import drop_number, give_back
from db.services.note_output import Deed
from db.services.save_as_declared import save_as_declared
from db.store import MoveRefused, Store, Warrant, Writer
from db.store.audit import Entry
from db.store.rows import with_picture
from db.values import masks
from db.values.day import CLOCK_SLACK, this_minute

R = TypeVar("R", bound=Record)
_NOT_YET = 1 << 62
"""Ids of steps that are not written yet: behind all that are."""


class NotToUndo(AppError):
    """A step that cannot be taken back any more."""

    code = "not_to_undo"


@frozen
class Weighed:
    """What taking back a move would do.

    Attributes:
        step: the move.
        entry: of the audit, which tells what it changed.
        printed: labels of the papers that were made of the record since, which somebody may hold.
        ahead: what the program made by itself after it, the last first, with what the audit tells of it; it goes with it.
    """

    step: Step
    entry: Entry
    printed: tuple[str, ...]
    ahead: tuple[tuple[Step, Entry], ...] = ()

    def words(self) -> str:
        """What is out of the house already; "" where nothing is."""
        return f"此后印过{'、'.join(self.printed)}" if self.printed else ""


@frozen
class TakenBack:
    """What taking back a move did.

    Attributes:
        record: as it was before.
        printed: labels of the papers that were made of it meanwhile, which somebody may hold.
    """

    record: Record
    printed: tuple[str, ...] = ()


def flow_of(store: Store, record: Record) -> Flow:
    """The flow of a record as the centre has it.

    Raises:
        MoveRefused: its type has none.
    """
    if (flow := store.flow_of(record)) is None:
        raise MoveRefused([], f"{record.LABEL}没有办理环节")
    return flow


def moves_of(store: Store, record: Record, ahead: Sequence[Keyed] = ()) -> list[Move]:
    """What may be done with a record now by who works here, the usual next move first; none while it is not saved.

    Args:
        store: where it is.
        record: as it was read, or as moves that are not made yet would leave it.
        ahead: these moves.
    """
    flow = store.flow_of(record) if record.id else None
    if flow is None:
        return []
    code = str(getattr(record, flow.field))
    found = [move for move in offered(store, record, moves_at(flow, record)) if store.may_move(record, move)]
    if not flow.clocks:
        return found
    declared = store.declared_flow(record) or flow
    names = clock_names(declared, record, [*store.steps(record), *_steps_ahead(store, flow, record, ahead)])
    own = (move for move in flow.clock_moves() if move.name in names and code in move.source)
    return [*found, *(move for move in own if store.may_move(record, move))]


def _steps_ahead(store: Store, flow: Flow, record: Record, keyed: Sequence[Keyed]) -> Iterator[Step]:
    """The steps of moves that are not made yet, as far as clocks ask for them."""
    code = str(getattr(store.get(type(record), record.id), flow.field)) if keyed else ""
    for number, one in enumerate(keyed):
        if (found := flow.move(one.name)) is not None:
            ahead = found.leads_to(code)
            at = one.at or this_minute()
            yield Step(id=_NOT_YET + number, move=one.name, before=code, after=ahead, said=found.label, at=at)
            code = ahead


def move(
    store: Store, record: R, name: str, at: datetime | None = None, did: int = 0, reason: str = "", **values: object
) -> R:
    """The record as the move leaves it; ``values`` are those of the fields that it fills in.

    Args:
        store: where it is.
        record: as it was read.
        name: of the move.
        at: when it happened; None for now.
        did: the person who did it; 0 where nobody says.
        reason: why, where the move asks for it.
        values: by field.

    Raises:
        MoveRefused: there is no such move at its stage, or its conditions are not met.
        RecordInvalid: the values forbid saving.
        RecordChanged: somebody else saved the record since it was read.
    """
    return catch_up(store, record, [Keyed(name, at, did, reason=reason, values=values)])


def catch_up(store: Store, record: R, keyed: Sequence[Keyed]) -> R:
    """补记: several moves in their order, all or none; raises as `move` does, of several a `StepRefused`."""
    flow = flow_of(store, record)
    labels = [found.label if (found := flow.move(one.name)) else one.name for one in keyed]
    with store.writing("、".join(labels)) as w:
        for number, one in enumerate(keyed):
            try:
                record = _made(store, w, record, one)
            except (MoveRefused, RecordInvalid) as refused:
                if len(keyed) == 1:
                    raise
                raise StepRefused(number, labels[number], refused) from refused
    return record


def can_follow(store: Store, record: Record, names: Sequence[str]) -> bool:
    """Whether moves can be made one after the other, as far as their stages tell."""
    ahead: list[Keyed] = []
    for name in names:
        if name not in {move.name for move in moves_of(store, record, ahead)}:
            return False
        ahead.append(Keyed(name))
        record = after_move(store, record, ahead[-1])
    return True


def _made(store: Store, w: Writer, record: R, one: Keyed, *, by_itself: bool = False) -> R:
    """The record as a move leaves it, and the one that the program makes by itself after it."""
    flow = w.read.flow_of(record)
    found = flow.move(one.name) if flow else None
    if flow is None or found is None or (found.itself and not by_itself):
        raise MoveRefused([], f"{record.LABEL}没有“{one.name}”这个动作")
    if not found.itself:  # before anything is told of what stands in the way
        store.rights.require_move(store.kinds[record.TABLE], found, record)
    now, steps = this_minute(), w.read.steps(record)
    found = leading(found, steps)
    at = one.at or (now if found.name == VOIDING else _by_the_clock(flow, record, steps, now))
    if unknown := set(one.values) - set(fields_of(type(record))):
        raise MoveRefused([], f"{record.LABEL}没有字段 {'、'.join(sorted(unknown))}")
    if own := sorted({flow.field, *found.sets, *found.gives, *found.stamps, *found.once} & set(one.values)):
        labels = "、".join(fields_of(type(record))[name].label for name in own)
        raise MoveRefused([], f"{labels}由{found.label}自己填，不用另写")
    refuse_doer(store, record, found, one.did)
    values = added(record, found, one.values, at, one.did)
    given = {**not_far(record, values), **days_by_rule(store, w, record, found, values, at)}
    after = followed(store, w, (record, moved(changed(record, **given), flow, found, at)), found)
    step = Step(
        move=found.name, at=at, did=one.did, second=one.second, keyed=now,
        account=store.account, reason=one.reason.strip(), note=one.note.strip(),
    )  # fmt: skip
    saved = w.move(after, step)[0]
    if found.name == VOIDING and store.kinds[record.TABLE].number:
        drop_number(store, w, record, masks.in_text(one.reason.strip()))
    name, why = led_to(store, record, saved, found)
    return _made(store, w, saved, Keyed(name, at, one.did, note=why), by_itself=True) if name else saved


def _by_the_clock(flow: Flow, record: Record, steps: Sequence[Step], now: datetime) -> datetime:
    """When a move happens of which nobody says when: now; with what was last, where the clock was set back a little since.

    Raises:
        MoveRefused: the clock is behind what is known of the record, so that somebody must say when.
    """
    known = latest(flow, record, steps)
    if known is None or known <= now:
        return now
    if known - now <= CLOCK_SLACK:
        return known
    kind = fields_of(Step)["at"]
    what = f"没有填，而这件事已经记到{kind.show(known)}，比这台电脑的时钟（{kind.show(now)}）还晚"
    raise MoveRefused([kind.problem("clock", what, "请校准电脑的时钟，或写明这一步是什么时候办的")])


def after_move(store: Store, record: R, one: Keyed) -> R:
    """The record as a move would leave it, unsaved and unchecked: from there the next one is keyed."""
    flow = flow_of(store, record)
    found = leading(named, store.steps(record)) if (named := flow.move(one.name)) else None
    if found is None:
        return record
    at = one.at or this_minute()
    after = moved(changed(record, **added(record, found, one.values, at, one.did)), flow, found, at)
    name, _ = led_to(store, record, after, found)
    return moved(after, flow, next_move, at) if (next_move := flow.move(name)) else after


def last_move(store: Store, record: Record) -> Step | None:
    """The move that may be taken back: the last one, while nothing followed but what was taken back; None when there is none.

    That clocks were reckoned anew, others were joined or it was said whose a name is does not count.
    """
    steps = store.steps(record)
    moves = live(steps)
    if not moves or moves[-1].kept is None:
        return None
    known = {step.kept for step in steps if step.what in (MOVED, UNDONE, RECKONED, NOTED)}
    since = set(range(moves[-1].kept + 1, record.version + 1)) - known
    tied = {v for v, told in _by_version(store, record).items() if set(told.change) == {ACTORS}} if since else since
    return moves[-1] if since <= tied else None


def weigh_undo(store: Store, record: Record) -> Weighed:
    """What taking back the last move of a record would do; changes nothing.

    Raises:
        NotToUndo: nothing was done, or something followed.
    """
    if last_move(store, record) is None:
        raise NotToUndo("上一步之后又改过，或者还没有办过", "请用“更正”或“作废”")
    flow, ahead = flow_of(store, record), list[tuple[Step, Entry]]()
    for step in reversed(live(store.steps(record))):
        entry, made = _entry_of(store, record, step.kept or 0), flow.move(step.move)
        if made is None or not made.itself:
            return Weighed(step, entry, _printed_since(store, record, entry.seq), tuple(ahead))
        ahead.append((step, entry))
    raise NotToUndo("操作日志里找不到那一步", "请用“更正”或“作废”")


def undo_move(store: Store, record: Record) -> TakenBack:
    """The record as it was before its last move; a reversing step says so.

    What was printed meanwhile is told by the step, for somebody may hold it.

    Raises:
        NotToUndo: nothing was done, something followed, or whom it led to before is gone.
        RecordChanged: somebody else saved the record since it was read.
    """
    weighed = weigh_undo(store, record)
    try:
        with store.writing(f"撤回：{weighed.step.said}", Warrant.UNDO) as w:
            back = record
            for step, entry in (*weighed.ahead, (weighed.step, weighed.entry)):
                back = _taken_back(store, w, back, evolve(weighed, step=step, entry=entry))
    except LinkGone as error:
        gone = "这一步以前关联的人或房屋已从登记里删除或并掉，不能撤回"
        raise NotToUndo(gone, "请用“更正”改") from error
    return TakenBack(back, weighed.printed)


def _taken_back(store: Store, w: Writer, record: Record, weighed: Weighed) -> Record:
    step, said = weighed.step, f"撤回：{weighed.step.said}"
    if step.move == VOIDING and store.kinds[record.TABLE].number:
        give_back(store, w, record, weighed.entry.seq)
    was = with_picture(record, {name: values[0] for name, values in weighed.entry.change.items()})
    was = followed(store, w, (record, was), None)
    with w.clocks.told_next(record):
        back = w.save(was)
    now = this_minute()
    w.write_step(
        back,
        Step(
            what=UNDONE, move=step.move, before=step.after, after=step.before, said=said, at=now, keyed=now,
            account=store.account, reverses=step.id, kept=back.version, note=weighed.words(),
        ),
    )  # fmt: skip
    return w.clocks.follow(back)


def _entry_of(store: Store, record: Record, kept: int) -> Entry:
    """The entry of the audit that tells what a step changed."""
    if (entry := _by_version(store, record).get(kept)) is None:
        raise NotToUndo("操作日志里找不到那一步", "请用“更正”或“作废”")
    return entry


def _by_version(store: Store, record: Record) -> Mapping[int, Entry]:
    """The entries of the audit that tell of a record, by its version: one is written each time that grows."""
    told = [entry for entry in store.history(record) if entry.action in ("create", "update")]
    return dict(zip(range(record.version, 0, -1), told, strict=False))


def _printed_since(store: Store, record: Record, seq: int) -> tuple[str, ...]:
    """The papers that were made of a record after an entry of the audit; within a minute the clock does not tell that."""
    found = [e for e in store.history(record)[::-1] if e.action in set(Deed) and e.seq > seq]
    return tuple(dict.fromkeys(str(e.told("paper")) for e in found))


def void(store: Store, record: R, reason: str, did: int = 0, at: datetime | None = None) -> R:
    """The record as void: it was entered by mistake, counts nowhere, and its number is not given again.

    Raises:
        MoveRefused: no reason is given, or it is void already.
    """
    return catch_up(store, record, [Keyed(VOIDING, at, did, reason=reason)])


def correct(store: Store, record: R, reason: str, did: int = 0, answers: Answers = UNASKED, **values: object) -> R:
    """The record with what was wrong put right, though it is locked; steps and files stay, and the book follows.

    Raises:
        MoveRefused: its type has no stages, no reason is given, nothing would change, or a value is not to be corrected: a
            stage, an outcome, a number, what no move has filled in yet, or nothing in place of what a move needed.
        Undecided: something is to be said first, such as what becomes of a number whose record goes to another year.
    """
    names = [name for name, value in values.items() if getattr(record, name) != value]
    refuse_correcting(store, flow_of(store, record), record, {name: values[name] for name in names})
    if not reason.strip():
        raise MoveRefused([], "更正要写明理由")
    if changed(record, **values) == record:
        raise MoveRefused([], "没有要更正的内容")
    number = store.kinds[record.TABLE].number
    with store.writing("更正", Warrant.CORRECT) as w:
        with w.clocks.told_next(record):
            saved = save_as_declared(store, changed(record, **values), answers)
        if number and getattr(saved, number.number) != getattr(record, number.number):
            names.append(number.number)
        step = Step(
            what=CORRECTED, said="更正", did=did, reason=reason.strip(), note=changes_told(store, record, saved, names),
            until=day_corrected(store, saved, names),
        )  # fmt: skip
        _write(store, w, saved, step)
        return w.clocks.follow(saved)


def note(store: Store, record: Record, text: str, what: str, did: int = 0) -> Step:
    """A note, a reminder or a call, written down with a record; it changes nothing else.

    Raises:
        MoveRefused: nothing is said.
    """
    if not text.strip():
        raise MoveRefused([], "还没有写内容")
    with store.writing("记一笔") as w:
        return _write(store, w, record, Step(what=what, note=text.strip(), did=did))


def _write(store: Store, w: Writer, record: Record, step: Step) -> Step:
    now, kept = this_minute(), record.version if step.what in (MOVED, UNDONE, CORRECTED) else None
    return w.write_step(record, changed(step, at=now, keyed=now, account=store.account, kept=kept))
