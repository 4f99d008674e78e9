"""What a list is narrowed to: words typed, and codes chosen."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from db.fields import Code, Field, Link
from db.records.base import Record, columns_of, fields_of
from db.records.condition import Condition
from db.store import Store, Where, among, eq, like


@frozen
class RecordFilter:
    """A filter of one list.

    Attributes:
        words: as in the search box: initials, pinyin, name, digits, an address.
        codes: field name and the stored value it must have.
        only: further conditions, such as those of a view.
    """

    words: str = ""
    codes: Mapping[str, str | int] = field(factory=dict)
    only: tuple[Condition, ...] = ()

    def conditions(self, store: Store, kind: type[Record]) -> list[Where]:
        """The filter as conditions for the store; words are left to its search."""
        found = [*(eq(name, value) for name, value in self.codes.items()), *store.where(kind, self.only)]
        if words := self.words.strip():
            found.append(among("id", matching(store, kind, words)))
        return found

    def passes(self, record: Record, linked: Mapping[str, str]) -> bool:
        """Whether a record in memory passes; words must occur in what it shows."""
        kinds = fields_of(type(record))
        if any(kinds[name].store(getattr(record, name)) != value for name, value in self.codes.items()):
            return False
        words = self.words.strip().casefold()
        return not words or any(words in _text(kinds[n], record, linked).casefold() for n in kinds)


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


def _text(kind: Any, record: Record, linked: Mapping[str, str]) -> str:
    if isinstance(kind, Link):
        return linked.get(kind.name, "")
    return kind.show(getattr(record, kind.name))
