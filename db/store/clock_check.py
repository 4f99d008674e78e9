"""Whether the clocks that the store keeps are those that steps and rules tell: what runs is reckoned once more and compared."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from db.fields import Moment
from db.records.base import Record
from db.records.kind import Kind
from db.store.clock_runs import Reckoner, Run
from db.store.driver import Connection
from db.store.rows import chunks
from db.values import masks

if TYPE_CHECKING:
    from db.store.reading import Reader

COMPARED: Mapping[str, str] = {
    "started": "起算",
    "due": "期限",
    "paused_at": "暂停",
    "paused": "停过的分钟",
    "extended": "延期次数",
    "stopped": "结束",
}
"""What must agree, with what a clerk calls it; when it turns yellow and what was read on its day may be those of an older program."""


Named = Callable[[Record], str]


def disagreeing(
    connection: Connection, read: "Reader", named: Named, passed: Callable[[], None] = lambda: None
) -> Iterator[str]:
    """A sentence for each clock that is kept otherwise than the steps of its record and the rules tell.

    What has ended is compared with its steps alone, for no calendar that changed since moves it.

    Args:
        connection: the store's.
        read: reads all by it.
        named: says what a record is called, to whoever asks.
        passed: hears each time that some records were looked at; what it raises ends it.
    """
    reckoner = Reckoner(connection, read)
    for kind in (one for one in read.kinds if one.clocks):
        for piece in chunks(read.ids(kind.record)):
            passed()
            yield from _disagreeing(read, named, reckoner, kind, piece)


def _disagreeing(read: "Reader", named: Named, reckoner: Reckoner, kind: Kind, ids: list[int]) -> Iterator[str]:
    labels = {clock.name: clock.label for clock in kind.clocks}
    for record, steps, written in reckoner.together(read.get_many(kind.record, ids).values()):
        for was, run in reckoner.reckoned(record, steps, written):
            if not written and run is not None and run.stopped is not None:
                continue  # it had ended before clocks were kept
            told = "、".join(_differences(was, run))
            if told:
                name = (run or was or written[0]).clock
                yield f"{masks.in_text(named(record))}：{labels.get(name, name)}时限和经过、规则对不上（{told}）"
        yield from _other_days(reckoner, named, record, written)


def _differences(was: Run | None, run: Run | None) -> Iterator[str]:
    if was is None or run is None:
        yield "经过里有，没有记着" if was is None else "记着，经过里没有"
        return
    for name, label in COMPARED.items():
        kept, wanted = getattr(was, name), getattr(run, name)
        if kept != wanted:
            yield f"{label}记的是{_shown(kept)}，应是{_shown(wanted)}"


def _other_days(reckoner: Reckoner, named: Named, record: Record, written: list[Run]) -> Iterator[str]:
    """Where the last day that a record shows is none that its clock comes to, while it runs."""
    if any(run.stopped is None for run in written) and (days := reckoner.later_days(record, written)):
        told = "、".join(f"写的是{getattr(record, name)}，时限算到{day}" for name, day in days.items())
        yield f"{masks.in_text(named(record))}：{record.LABEL}的期限和时限对不上（{told}）"


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return Moment("").show(value)
    return "没有" if value is None else str(value)
