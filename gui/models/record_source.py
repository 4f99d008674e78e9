"""Where a list gets its records: from the store, page by page."""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Protocol

from attrs import define, field

from db.records.base import Record
from db.services.selection import Listing, Selection
from db.store import Store, Where
from gui.words import tr

FAR = 50_000
"""Instructions of the engine between two questions of the thread behind: each takes the window's turn to answer."""
Linked = Mapping[str, str]
Stop = Callable[[], bool]
Counted = Callable[[int], object]


@contextmanager
def only_reading(store: Store, stop: Stop) -> Generator[Store]:
    """A connection of its own for a thread that only reads, and that is told to stop within long questions, too."""
    own = store.again()
    try:
        with own.stopping(stop, FAR):
            yield own
    finally:
        own.leave()


class RecordSource(Protocol):
    """Records of one type, in an order and narrowed."""

    kind: type[Record]

    def stamp(self) -> object:
        """What is another one as soon as any record may be another one than before."""
        ...

    def first(self, asked: Selection, limit: int) -> Sequence[int] | None:
        """The first ids of those asked for; None where finding them would keep the clerk waiting."""
        ...

    def ids(self, asked: Selection) -> Sequence[int]:
        """All ids of those asked for."""
        ...

    def ids_behind(self, asked: Selection, stop: Stop, counted: Counted) -> Sequence[int]:
        """The same, from another thread, which hears before how many there are.

        Raises:
            Cancelled: it was to stop.
        """
        ...

    def records(self, ids: Iterable[int]) -> Mapping[int, Record]:
        """The records with these ids; those that are gone are left out."""
        ...

    def linked(self, records: Sequence[Record]) -> Mapping[int, Linked]:
        """Titles of what the records link to, by id of the record and by field."""
        ...

    def can_sort(self, name: str) -> bool:
        """Whether the source can order by a field."""
        ...


MARK = ""
"""In place of a field's name: what a list says behind the name of a record besides its own mark."""
RESIDENT = "resident"


@define
class StoreSource:
    """The records of a type in a store.

    Attributes:
        default_order: how the list is ordered before the clerk chooses.
        only: conditions that all of them meet, whatever is asked for.
    """

    store: Store
    kind: type[Record]
    default_order: tuple[str, ...] = field(default=("-id",))
    only: tuple[Where, ...] = ()

    @property
    def listing(self) -> Listing:
        """The list."""
        return Listing(self.kind, self.default_order, self.only)

    def stamp(self) -> object:
        """See `RecordSource`; every save makes an entry in the audit, and conditions may ask for today."""
        return self.store.last_entry(), self.store.actor, date.today()

    def first(self, asked: Selection, limit: int) -> Sequence[int] | None:
        """See `RecordSource`."""
        return self.listing.first(self.store, asked, limit)

    def ids(self, asked: Selection) -> Sequence[int]:
        """See `RecordSource`."""
        return self.listing.ids(self.store, asked)

    def ids_behind(self, asked: Selection, stop: Stop, counted: Counted) -> Sequence[int]:
        """See `RecordSource`."""
        with only_reading(self.store, stop) as own:
            return self.listing.ids(own, asked, counted)

    def records(self, ids: Iterable[int]) -> Mapping[int, Record]:
        """See `RecordSource`."""
        return self.store.get_many(self.kind, ids)

    def linked(self, records: Sequence[Record]) -> Mapping[int, Linked]:
        """See `RecordSource`; of residents who withdrew a consent that, under `MARK`."""
        titles = self.store.linked_titles(list(records))
        if self.kind.TABLE != RESIDENT or not records:
            return titles
        from db.services.duties.consent_held import withdrew  # not before the first list of people

        marks = withdrew(self.store, [one.id for one in records])
        return {**titles, **{i: {**titles.get(i, {}), MARK: tr("撤回了同意")} for i in marks}}

    def can_sort(self, name: str) -> bool:
        """See `RecordSource`."""
        return self.listing.can_sort(name)
