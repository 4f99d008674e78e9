"""交接单, from the store to paper. No Qt: made in a worker's thread."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from db.services.centre.handover.in_hand import Line, in_hand
from db.services.centre.handover.take_over import HandedOver, Key
from db.store import Store
from db.values.code_table import VEILED
from db.values.file_name import dated
from gui.papers.paperwork import Job
from gui.tasks import Tick

if TYPE_CHECKING:
    from printing.papers.centre.handover_sheet import SheetLine

_TITLE = "交接单"


def sheet_of(account: int, keys: Collection[Key], at: datetime) -> Job:
    """What somebody has in hand, or of that some lines, for whoever signs that they took it over."""

    def make(store: Store, tick: Tick) -> bytes:
        found = in_hand(store, account)
        lines = [line for line in found.lines if not keys or line.key in keys]
        return _made(store, tick, (found.giver.name, ""), at, _told(lines))

    return Job(_TITLE, make, file=dated(_TITLE, at.date()))


def sheet_of_deed(done: HandedOver, at: datetime) -> Job:
    """What went over just now."""

    def make(store: Store, tick: Tick) -> bytes:
        return _made(store, tick, (done.giver.name, done.taker.name), at, _told(done.moved))

    return Job(_TITLE, make, file=dated(_TITLE, at.date()))


def _made(store: Store, tick: Tick, people: tuple[str, str], at: datetime, lines: Iterator["SheetLine"]) -> bytes:
    from printing.papers.centre import handover_sheet as paper

    giver, taker = people
    given = paper.HandoverSheet(centre=store.centre(), giver=giver, taker=taker, at=at, lines=tuple(lines))
    return paper.PAPER.make(given, tick)


def _told(lines: Iterable[Line]) -> Iterator["SheetLine"]:
    """A line each; of what whoever prints may not see how many of each sort."""
    from printing.papers.centre.handover_sheet import SheetLine

    lines = tuple(lines)
    covered = Counter((line.group, line.label) for line in lines if line.is_covered)
    for line in lines:
        if not line.is_covered:
            yield SheetLine(group=line.group, label=line.label, title=line.title, day=line.day, note=line.note)
        elif count := covered.pop((line.group, line.label), 0):
            yield SheetLine(group=line.group, label=line.label, title=VEILED, note=f"{count} 条", count=count)
