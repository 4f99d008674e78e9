"""Rows of a list that are named one by one, or by a number: what narrows a list and is no condition."""

from collections.abc import Iterable
from typing import Protocol

from attrs import frozen

from db.store import Store, Where, among


class Rows(Protocol):
    """Rows that a list shows alone."""

    def words(self) -> str:
        """What they are called over the list."""
        ...

    def where(self, store: Store) -> Iterable[Where]:
        """What is asked of the rows."""
        ...

    def unseen(self, store: Store) -> int:
        """How many more there are that whoever asks may not see."""
        ...


@frozen
class ListedRows:
    """Records that were found by a list that somebody pasted.

    Attributes:
        ids: theirs, each once.
    """

    ids: tuple[int, ...]

    def words(self) -> str:
        """按名单找到的 37 人."""
        return f"按名单找到的 {len(self.ids):,} 人"

    def where(self, store: Store) -> Iterable[Where]:
        """See `Rows`."""
        return [among("id", self.ids)]

    def unseen(self, store: Store) -> int:
        """See `Rows`: none, for nobody finds whom he may not see."""
        return 0
