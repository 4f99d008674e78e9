"""The entries of the audit that tell what a deed did, in pieces."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from db.fields import Stored
from db.records.base import Record, fields_of
from db.services.gone import led_otherwise, missing
from db.services.ticks import Tick, go_on
from db.store import Writer
from db.store.audit import Entry
from db.store.reading import Reader
from db.store.rows import with_picture

R = TypeVar("R", bound=Record)


class Steps:
    """The entries of a deed in pieces; counts them and asks whether to go on.

    Attributes:
        deed: the entry of the deed.
    """

    def __init__(self, store: Reader, deed: Entry, tick: Tick, passes: int) -> None:
        self.deed = deed
        self._store, self._tick = store, tick
        self._after = store.before_deed(deed)
        self._total = (deed.seq - self._after - 1) * passes
        self._done = 0
        self._ask()

    def pieces(self, kind: type[Record]) -> Iterator[list[Entry]]:
        """What the deed did to records of a type, in the order in which it did it."""
        for piece in self._store.entries_of(self.deed, self._after, kind.TABLE):
            yield piece
            self._done += len(piece)
            self._ask()

    def end(self) -> None:
        """All is done."""
        self._done = self._total
        self._ask()

    def _ask(self) -> None:
        go_on(self._tick, self._done, self._total)


def restore(writer: Writer, kind: type[R], entries: Iterable[Entry]) -> int:
    """Gives records the values again that they had before the entries; those that are gone stay so. How many are other than they were."""
    was = before(writer.read, kind, entries)
    there = writer.read.get_many(kind, was)
    writer.save_all([record for i, record in was.items() if record != there[i]])
    return len(was)


def before(store: Reader, kind: type[R], entries: Iterable[Entry]) -> dict[int, R]:
    """Records as they were before the entries, by id, but for those that are gone."""
    old: dict[int, dict[str, object]] = {}
    for entry in entries:  # of several the first tells how it was
        old[entry.row_id] = {name: values[0] for name, values in entry.change.items()} | old.get(entry.row_id, {})
    return {i: with_picture(record, old[i]) for i, record in store.get_many(kind, old).items()}


def leading_nowhere(store: Reader, kind: type[Record], entries: Iterable[Entry]) -> set[int]:
    """The ids of the records that would lead to something that is gone by now, were they as before the entries."""
    was = before(store, kind, entries)
    there = store.get_many(kind, was)
    led = {i: led_otherwise(store, record, there[i]) for i, record in was.items()}
    gone = missing(store, (to for found in led.values() for to in found))
    return {i for i, found in led.items() if found & gone}


def deleted(kind: type[R], entry: Entry) -> R:
    """A deleted record as it was; what is not told of was empty."""
    told: dict[str, Stored | object] = dict.fromkeys(fields_of(kind))
    told |= {name: values[0] for name, values in entry.change.items()}
    return with_picture(kind(id=entry.row_id), told)
