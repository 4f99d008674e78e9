"""What a list is narrowed to: words typed, and codes chosen."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from db.fields import Link
from db.records.base import Record, fields_of
from db.store import Store, Where, among, eq

SEARCH_LIMIT = 2_000


@frozen
class RecordFilter:
    """A filter of one list.

    Attributes:
        words: as in the search box: initials, pinyin, name, digits, an address.
        codes: field name and the stored value it must have.
        only: further conditions, set by the page.
    """

    words: str = ""
    codes: Mapping[str, str | int] = field(factory=dict)
    only: tuple[Where, ...] = ()

    def is_empty(self) -> bool:
        """Whether everything passes."""
        return not (self.words.strip() or self.codes or self.only)

    def conditions(self, store: Store, kind: type[Record]) -> list[Where]:
        """The filter as conditions for the store; words are left to its search."""
        found = [eq(name, value) for name, value in self.codes.items()] + list(self.only)
        if words := self.words.strip():
            hits = store.search(words, SEARCH_LIMIT)
            found.append(among("id", [hit.id for hit in hits if hit.table == kind.TABLE]))
        return found

    def passes(self, record: Record, linked: Mapping[str, str]) -> bool:
        """Whether a record in memory passes; words must occur in what it shows."""
        kinds = fields_of(type(record))
        if any(kinds[name].store(getattr(record, name)) != value for name, value in self.codes.items()):
            return False
        words = self.words.strip().casefold()
        return not words or any(words in _text(kinds[n], record, linked).casefold() for n in kinds)


def _text(kind: Any, record: Record, linked: Mapping[str, str]) -> str:
    if isinstance(kind, Link):
        return linked.get(kind.name, "")
    return kind.show(getattr(record, kind.name))
