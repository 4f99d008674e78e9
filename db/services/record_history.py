"""A record's own past, field by field; and 恢复成这样: what it was once, saved as a new change with a reason.

Only what may be typed comes back: what moves, numbers or the program itself write stays as it is, and so does what the clerk may not see.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from db.errors import AppError
from db.fields import Field
from db.records.base import Record, fields_of
from db.records.may import Right
from db.services.answers import Answers
from db.services.log_lines import WORDS, Change
from db.services.log_values import Telling
from db.services.save_as_declared import save_as_declared
from db.store import Store, rows
from db.store.audit import Entry
from db.values import masks
from db.values.code_table import VEILED

_CHANGES = ("create", "update")


class NothingToRestore(AppError):
    """A record is already as it is wanted, or nothing of what is otherwise may be typed."""

    code = "nothing_to_restore"


@frozen
class Version:
    """One change of a record.

    Attributes:
        seq: of its entry.
        can: whether the record can be made again what it was then.
    """

    seq: int
    at: datetime
    who: str
    what: str
    reason: str
    changes: tuple[Change, ...]
    can: bool


@frozen
class Plan:
    """What 恢复成这样 would do.

    Attributes:
        record: as it would be saved.
        changes: what would be otherwise.
        left: what stays, by label, each with why.
        names: of the fields that would be otherwise, in the order of ``changes``.
    """

    record: Record
    changes: tuple[Change, ...]
    left: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


def versions(store: Store, record: Record) -> list[Version]:
    """What happened to a record, the newest first; nothing of one that is not seen."""
    entries = store.history(record)
    told, fields = Telling(store, entries), fields_of(type(record))
    found: list[Version] = []
    for entry in entries:
        is_change = entry.action in _CHANGES
        if not is_change and entry.action not in WORDS:
            continue
        changes = tuple(
            Change(fields[name].label, told.value(fields[name], old), told.value(fields[name], new))
            for name, (old, new) in entry.change.items()
            if is_change and name in fields
        )
        what = WORDS[entry.action][1]
        reason = "" if entry.reason == what else masks.in_text(entry.reason)
        found.append(Version(entry.seq, entry.at, entry.actor, what, reason, changes, is_change and bool(found)))
    return found


def plan(store: Store, record: Record, seq: int) -> Plan:
    """What would become of a record that is made again what it was after an entry.

    Raises:
        NothingToRestore: nothing would be otherwise.
        NotAllowed: the clerk may not change it.
    """
    kind = store.kinds[record.TABLE]
    store.require(kind, Right.CHANGE)
    was, entries = _was(store.history(record), seq)
    told, fields = Telling(store, entries), fields_of(type(record))
    now = rows.picture(record)
    wanted: dict[str, Any] = {}
    changes: list[Change] = []
    left: list[tuple[str, str]] = []
    for name, value in was.items():
        if (field := fields.get(name)) is None or now.get(name) == value or (not now.get(name) and not value):
            continue
        if why := _why_not(store, record, field, value, now.get(name)):
            left.append((field.label, why))
            continue
        wanted[name] = value if value is not None else field.store(field.EMPTY)
        changes.append(Change(field.label, told.value(field, now.get(name)), told.value(field, value)))
    if not wanted:
        kept = "；".join(f"{label}：{why}" for label, why in left)
        raise NothingToRestore("现在就是这样，没有可恢复的" if not left else f"不能恢复：{kept}", "")
    return Plan(rows.with_picture(record, wanted), tuple(changes), tuple(left), tuple(wanted))


def part(record: Record, made: Plan, names: Collection[str]) -> Plan:
    """The same of some fields alone; the others stay as they are in ``record``.

    Raises:
        NothingToRestore: none of them would be otherwise.
    """
    kept = [(name, change) for name, change in zip(made.names, made.changes, strict=True) if name in names]
    if not kept:
        raise NothingToRestore("一栏也没有勾", "请勾上要恢复的那几栏")
    then = rows.picture(made.record)
    fresh = rows.with_picture(record, {name: then[name] for name, _ in kept})
    return Plan(fresh, tuple(change for _, change in kept), made.left, tuple(name for name, _ in kept))


def put_back(store: Store, made: Plan, at: datetime, reason: str, said: Answers) -> Record:
    """The record as saved, a change like any other.

    Raises:
        Undecided: something is to be said first.
        AppError: whatever else forbids saving.
    """
    with store.writing(f"恢复成{at:%Y-%m-%d %H:%M}的样子：{reason}"):
        return save_as_declared(store, made.record, said)


def _was(entries: Sequence[Entry], seq: int) -> tuple[Mapping[str, Any], Sequence[Entry]]:
    """What fields held after an entry that have changed since, and the entries of then and since."""
    was: dict[str, Any] = {}
    used: list[Entry] = []
    for entry in entries:
        used.append(entry)
        if entry.seq <= seq:
            break
        if entry.action == "update":
            was |= {name: old for name, (old, _) in entry.change.items()}
    return was, used


def _why_not(store: Store, record: Record, field: Field[Any], value: Any, now: Any) -> str:
    """Why a field does not come back; "" where it does."""
    flow = store.flow_of(record)
    stage = flow.stage_of(record) if flow else None
    if _has_unseen(value) or _has_unseen(now):
        return "里面有您无权查看的"
    if stage is not None and stage.meaning.is_over:
        return "已经办结，要改请用“更正”"
    if flow and field.name in (flow.field, flow.outcome, flow.when[0]):
        return "由办理动作决定"
    number = store.kinds[record.TABLE].number
    if number and field.name == number.number:
        return "编号在文号簿里办"
    if field.fixed or field.derived:
        return "由程序填写，不能直接改"
    return ""


def _has_unseen(value: Any) -> bool:
    return value == VEILED or (isinstance(value, list) and any(VEILED in part.values() for part in value))  # pyright: ignore
