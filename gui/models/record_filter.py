"""What a list is narrowed to: words typed, and conditions."""

from typing import Any

from attrs import frozen

from db.fields import Code, Field, Link
from db.records.base import Record, columns_of
from db.records.condition import Condition
from db.services.figures.rows import FigureRows
from db.store import Store, Where, among, like


@frozen
class RecordFilter:
    """A filter of one list.

    Attributes:
        words: as in the search box: initials, pinyin, name, digits, an address.
        conditions: all must hold: those chosen, and those of views.
        rows: those of a figure alone; None for no such one.
    """

    words: str = ""
    conditions: tuple[Condition, ...] = ()
    rows: FigureRows | None = None

    def asked(self, store: Store, kind: type[Record]) -> list[Where]:
        """What the filter asks of the store; words are left to its search."""
        found = [*store.where(kind, self.conditions), *(self.rows.where(store) if self.rows else ())]
        if words := self.words.strip():
            found.append(among("id", matching(store, kind, words)))
        return found


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
    if isinstance(kind, Code):
        codes = [code for code, label in kind.codes().labels.items() if words in label]
        return among(name, codes) if codes else None
    return like(name, words) if kind.SQL == "TEXT" else None
