"""The rows of a list: what is asked for, and in which order; the first at once, all of them behind."""

import time
from array import array
from collections.abc import Callable
from typing import Any

from attrs import frozen

from db.errors import Cancelled
from db.fields import Code, Field, Link, Ref
from db.records.base import Record, columns_of
from db.records.condition import Condition
from db.services.listed_rows import Rows
from db.store import Store, Where, among, like
from db.values.reference import reference

PATIENCE_S = 0.06
"""So long a list waits for its first rows; what takes longer is read behind it."""
_GRACE = 30
"""So often the engine may ask whether it is to stop before time counts: small stores are read at once on any computer."""


@frozen
class Selection:
    """What is asked for of a list.

    Attributes:
        words: as in the search box: initials, pinyin, name, digits, an address.
        conditions: all must hold: those chosen, and those of lists that are kept.
        rows: those of a figure, or of a list that was pasted, alone; None for no such ones.
        order: the column that it is ordered by, behind a hyphen where the last comes first; "" as the list itself is.
    """

    words: str = ""
    conditions: tuple[Condition, ...] = ()
    rows: Rows | None = None
    order: str = ""


@frozen
class Listing:
    """The list of a type.

    Attributes:
        order: of the list itself.
        only: conditions that all of it meet, whatever is asked for.
    """

    kind: type[Record]
    order: tuple[str, ...] = ("-id",)
    only: tuple[Where, ...] = ()

    def first(self, store: Store, asked: Selection, limit: int) -> list[int] | None:
        """The first ids, in order; None where finding them would keep the clerk waiting."""
        stop = _patience()
        try:
            with store.stopping(stop):
                where = self._where(store, asked)
            return store.first_ids(self.kind, *where, order=self._order(asked.order), limit=limit, stop=stop)
        except Cancelled:
            return None

    def ids(
        self, store: Store, asked: Selection, counted: Callable[[int], object] = lambda _count: None
    ) -> "array[int]":
        """All ids, in order; ``counted`` hears before how many there are."""
        where = self._where(store, asked)
        count = store.count(self.kind, *where)
        counted(count)
        return store.all_ids(self.kind, *where, order=self._order(asked.order), count=count)

    def can_sort(self, name: str) -> bool:
        """All columns, links by what they lead to."""
        return name in columns_of(self.kind)

    def _where(self, store: Store, asked: Selection) -> list[Where]:
        found = [
            *self.only,
            *store.where(self.kind, asked.conditions),
            *(asked.rows.where(store) if asked.rows else ()),
        ]
        if words := asked.words.strip():
            found.append(among("id", matching(store, self.kind, words)))
        return found

    def _order(self, order: str) -> tuple[str, ...]:
        """The list's own; or a column, and what is the same there in the list's own order."""
        if not order:
            return self.order
        name = order.removeprefix("-")
        return (order, *(one for one in self.order if one.removeprefix("-") not in ("id", name)))


def matching(store: Store, kind: type[Record], words: str) -> list[int]:
    """The records of a type that words find: by the search, or else by what their listed columns show."""
    if found := store.found(kind, words):
        return found
    listed = {name: kind_ for name, kind_ in columns_of(kind).items() if kind_.listed}
    ids: set[int] = set()
    for name, one in listed.items():
        if (condition := _shows(store, name, one, words)) is not None:
            ids.update(store.ids(kind, condition))
    return sorted(ids)


def _shows(store: Store, name: str, kind: Field[Any], words: str) -> Where | None:
    """The condition that a column shows the words; None where it cannot."""
    if isinstance(kind, Link):
        linked = store.found(store.kinds[kind.to].record, words)
        return among(name, linked) if linked else None
    if isinstance(kind, Ref):
        kinds = [store.kinds[table] for table in kind.to]
        numbers = [reference(to.code, i) for to in kinds for i in store.found(to.record, words)]
        return among(name, numbers) if numbers else None
    if isinstance(kind, Code):
        codes = [code for code, label in kind.codes().labels.items() if words in label]
        return among(name, codes) if codes else None
    return like(name, words) if kind.SQL == "TEXT" else None


def _patience() -> Callable[[], bool]:
    """Says stop when too much time has gone."""
    until, asked = time.monotonic() + PATIENCE_S, 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > _GRACE and time.monotonic() > until

    return stop
