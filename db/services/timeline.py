"""经过: everything that happened with a record, newest first: steps, papers, changes; a move and its audit entry are one line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

import attrs
from attrs import frozen

from db.errors import RecordGone
from db.fields import Field, Link, Ref, Rows
from db.records.base import Record, fields_of
from db.records.centre.account import Account
from db.records.clock import EXTEND
from db.records.moving import live
from db.records.participant import ACTORS, acting
from db.records.step import CORRECTED, MOVED, NOTED, RECKONED, UNDONE, Step
from db.services.evidence.shown import Deed as Shown
from db.services.note_output import SEEN, Deed, note_seen
from db.store import Store
from db.store.audit import Entry
from db.values import masks
from db.values.day import has_clock, short_form
from db.values.legible import brief

CREATED, UPDATED = "create", "update"
_WORDS = {
    CREATED: "登记", UPDATED: "修改", SEEN: "查看完整内容", Deed.PRINT: "打印", Deed.SAVE: "另存文书",
    Shown.ADDED: "添加照片和扫描件", Shown.REMOVED: "拿掉照片和扫描件", Shown.BROUGHT_BACK: "放回照片和扫描件",
    Shown.CAPTIONED: "改照片说明", Shown.EXPORTED: "导出照片和扫描件",
}  # fmt: skip


@frozen
class Line:
    """One line of a timeline.

    Attributes:
        at: when it happened.
        what: what it was: 达成协议, 打印受理登记表.
        who: who did it, and who keyed it where that is somebody else.
        more: reason, what was said, what changed.
        step: id of the step; 0 for what is none.
        is_back: whether it was taken back afterwards.
    """

    at: datetime
    what: str
    who: str = ""
    more: tuple[str, ...] = ()
    step: int = 0
    is_back: bool = False

    def when(self) -> str:
        """2026-11-27 16:40, or the day where no clock time is known."""
        return short_form(self.at)


def timeline(store: Store, record: Record, *, plain: bool = False) -> list[Line]:
    """The lines of a record, newest first, masked as exports are; ``plain`` shows all, which is entered in the audit.

    Raises:
        RecordGone: it is not saved.
    """
    if not record.id:
        raise RecordGone(record.LABEL)
    steps, entries = store.steps(record), store.history(record)[::-1]
    by_version = dict(enumerate((e for e in entries if e.action in (CREATED, UPDATED)), 1))
    written = {s.id: by_version[s.kept].seq for s in steps if s.kept in by_version}
    # A note changes nothing: its place among what happened in the same minute is that of its own entry.
    places = {s.id: written.get(s.id) or _entered(store, s) for s in steps}
    told = {written[s.id] for s in steps if s.id in written and s.what in (NOTED, MOVED, UNDONE, CORRECTED, RECKONED)}
    tell = _Telling(store, record, plain=plain)
    changes = {s.id: by_version[s.kept].change for s in steps if s.kept in by_version}
    lines = [*tell.steps(steps, places, changes), *tell.entries(e for e in entries if e.seq not in told)]
    if plain:
        note_seen(store, record.TABLE, record.id, ["经过"])
    return _newest_first(lines)


def _newest_first(placed: Iterable[tuple[int, Line]]) -> list[Line]:
    """Lines by when it happened; what has a day alone stands over all that was written down before it of that day."""
    known: dict[date, datetime] = {}
    timed: list[tuple[datetime, int, Line]] = []
    for place, line in sorted(placed, key=lambda pair: pair[0]):
        day = line.at.date()
        at = line.at if has_clock(line.at) else max(line.at, known.get(day, line.at))
        known[day] = max(at, known.get(day, at))
        timed.append((at, place, line))
    return [line for *_, line in sorted(timed, key=lambda one: one[:2], reverse=True)]


def _entered(store: Store, step: Step) -> int:
    """The number of the entry that tells of a step itself."""
    return next((entry.seq for entry in store.history(step) if entry.action == CREATED), 0)


class _Telling:
    """Makes lines of steps and of audit entries; each with its place among others of the same minute."""

    def __init__(self, store: Store, record: Record, *, plain: bool) -> None:
        self._store, self._plain = store, plain
        self._kinds: Mapping[str, Field[Any]] = fields_of(type(record))
        self._table = record.TABLE
        self._moves = tuple(move for flow in store.kinds[record.TABLE].flows for move in flow.moves)
        self._acting = acting(type(record)).keys()

    def steps(
        self, steps: Sequence[Step], places: Mapping[int, int], changes: Mapping[int, Mapping[str, Any]]
    ) -> Iterator[tuple[int, Line]]:
        names = self._store.titles("person", {i for s in steps for i in (s.did, s.second)})
        clerks = {a.id: a for a in self._store.get_many(Account, {s.account for s in steps}).values()}
        kept = {s.id for s in live(steps)}
        for step in steps:
            line = self._step(step, names, clerks, is_back=step.what == MOVED and step.id not in kept)
            to = self._others(step, changes.get(step.id, {}))
            yield places[step.id], attrs.evolve(line, more=(*to, *line.more))

    def _others(self, step: Step, change: Mapping[str, Any]) -> Iterator[str]:
        """The records of the same type to which a move led, such as that to which this one was joined."""
        asked = next((move.asks for move in self._moves if step.what == MOVED and move.name == step.move), ())
        for name in asked:
            kind = self._kinds[name]
            if isinstance(kind, Link) and kind.to == self._table and (led := change.get(name, (0, 0))[1]):
                title = self._store.titles(kind.to, [led]).get(led, "")
                yield f"{kind.label}：{self._free(title)}"

    def _step(self, step: Step, names: Mapping[int, str], clerks: Mapping[int, Account], *, is_back: bool) -> Line:
        allowed = step.second if step.move == EXTEND else 0
        did = "、".join(self._free(names[i]) for i in (step.did, step.second) if i in names and i != allowed)
        clerk = clerks.get(step.account)
        keyed = f"{clerk.name} 记" if clerk and not (clerk.person and clerk.person == step.did) else ""
        more = [self._free(text) for text in (step.reason and f"理由：{step.reason}", step.note) if text]
        if allowed in names:
            more.append(f"批准人：{self._free(names[allowed])}")
        if step.until:
            more.append(f"期限：{fields_of(Step)['until'].show(step.until)}")
        if len({moment.date() for moment in (step.at, step.keyed) if moment}) > 1:
            more.append(f"{step.keyed:%Y-%m-%d} 补记")
        what = step.said or fields_of(Step)["what"].show(step.what)
        who = " · ".join(filter(None, (did, keyed)))
        return Line(step.at or datetime.min, what, who, tuple(more), step.id, is_back)

    def entries(self, entries: Iterable[Entry]) -> Iterator[tuple[int, Line]]:
        for entry in entries:
            what = _WORDS.get(entry.action, "")
            if not what:
                continue
            if "paper" in entry.change:
                what += str(entry.told("paper"))
            more = tuple(self._changes(entry)) if entry.action == UPDATED else tuple(self._exhibits(entry))
            yield entry.seq, Line(entry.at.replace(second=0), what, entry.actor, more)

    def _exhibits(self, entry: Entry) -> Iterator[str]:
        """What an entry tells of photos and scans: which, what was said of it before, and why one of what is over was taken away."""
        before, titles = entry.change.get("evidence", (None, None))
        if not isinstance(titles, list):
            return
        told = "、".join(self._free(brief(str(title))) for title in cast("list[object]", titles))
        yield f"{self._free(brief(str(before)))} → {told}" if before else told
        if reason := entry.reason.partition("：")[2]:
            yield f"理由：{self._free(reason)}"

    def _changes(self, entry: Entry) -> Iterator[str]:
        """What an update changed: label, old and new value; of links and parts the label alone, unless they were texts then."""
        follows = {ACTORS} if self._acting & entry.change.keys() else set[str]()
        for name, (old, new) in entry.change.items():
            if (kind := self._kinds.get(name)) is None or name in follows:
                continue
            if isinstance(kind, Rows | Link | Ref) and not {type(old), type(new)} & {str}:
                yield f"{kind.label}有改动"
                continue
            yield f"{kind.label}：{self._value(kind, old) or '（空）'} → {self._value(kind, new) or '（空）'}"

    def _value(self, kind: Field[Any], stored: Any) -> str:
        value = kind.load(stored)
        return brief(kind.show(value) if self._plain else kind.mask(value))

    def _free(self, text: str) -> str:
        return text if self._plain else masks.in_text(text)
