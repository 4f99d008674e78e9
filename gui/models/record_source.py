"""Where a list gets its records: from the store, page by page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from attrs import define, field

from db.fields import Link
from db.records.base import Record, columns_of
from db.store import Store, Where
from gui.models.record_filter import RecordFilter

Linked = Mapping[str, str]


class RecordSource(Protocol):
    """Records of one type, in an order and through a filter."""

    kind: type[Record]

    def ids(self, chosen: RecordFilter, order: str) -> Sequence[int]:
        """The ids that pass the filter; ``order`` is a field name, with a leading hyphen for descending, or ""."""
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


@define
class StoreSource:
    """The records of a type in a store.

    Attributes:
        default_order: how the list is ordered before the clerk chooses.
        only: conditions that all of them meet, whatever is typed into the filter.
    """

    store: Store
    kind: type[Record]
    default_order: tuple[str, ...] = field(default=("-id",))
    only: tuple[Where, ...] = ()

    def ids(self, chosen: RecordFilter, order: str) -> Sequence[int]:
        """See `RecordSource`."""
        conditions = [*self.only, *chosen.asked(self.store, self.kind)]
        return self.store.ids(self.kind, *conditions, order=self._order(order) if order else self.default_order)

    def records(self, ids: Iterable[int]) -> Mapping[int, Record]:
        """See `RecordSource`."""
        return self.store.get_many(self.kind, ids)

    def linked(self, records: Sequence[Record]) -> Mapping[int, Linked]:
        """See `RecordSource`."""
        return self.store.linked_titles(list(records))

    def can_sort(self, name: str) -> bool:
        """All but links of which the list is not told what they are ordered by: the table holds only their ids."""
        field = columns_of(self.kind).get(name)
        return field is not None and (not isinstance(field, Link) or self._order(name) != (name,))

    def _order(self, order: str) -> tuple[str, ...]:
        """A column, or the texts of what it leads to by which the list is ordered."""
        sign, name = order[: order.startswith("-")], order.lstrip("-")
        return tuple(sign + one for one in self.default_order if one.startswith(f"{name}.")) or (order,)
