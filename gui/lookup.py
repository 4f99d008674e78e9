"""How widgets find and name other records: handed down, so that no widget knows the store."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from attrs import frozen

from db.services.find import Found, find
from db.store import Store
from db.values import pinyin

PICK_LIMIT = 200
SHOWN = 12


class Lookup(Protocol):
    """Finding and naming records."""

    def find(self, words: str, table: str = "") -> Sequence[Found]:
        """What the words find, best first, in one table or in all."""
        ...

    def title(self, table: str, record_id: int) -> str:
        """What the clerk calls a record; "" when it is gone."""
        ...


@frozen
class StoreLookup:
    """Looks up in a store."""

    store: Store

    def find(self, words: str, table: str = "") -> Sequence[Found]:
        """See `Lookup`."""
        if not table:
            return find(self.store, words)
        return [f for f in find(self.store, words, PICK_LIMIT) if f.table == table][:SHOWN]

    def title(self, table: str, record_id: int) -> str:
        """See `Lookup`."""
        return self.store.titles(table, [record_id]).get(record_id, "") if record_id else ""


@cache
def initials(label: str) -> str:
    """First letters of the usual readings of a label: 邻里纠纷 gives lljf."""
    return "".join(pinyin.readings(c)[0][0] if pinyin.readings(c) else c for c in label).casefold()
