"""The types that a store holds, as one value: handed down with the store, never asked for by its readers elsewhere."""

from collections.abc import Iterable, Iterator

from db.records.base import Record
from db.records.clock import clock_key
from db.records.kind import Kind, Room
from db.records.participant import acting, participant_of
from db.values import code_table
from db.values.reference import parted, reference

HOLDERS, FAMILIES = "number_holder", "number_family"
"""Code tables that types with numbers add to."""
CLOCKS = "clock"
"""Code table that types with clocks add to: ``table.name``."""


class Kinds:
    """Several kinds in the order in which rooms, tabs and hits show them; each has a table and a code of its own.

    The number book knows from then on what the types and families are called that bear numbers, the tables of who acts in records
    what the roles are called, and rules of clocks what clocks there are.

    Raises:
        ValueError: two kinds have the same table or the same code.
    """

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = tuple(kinds)
        self._by_table = {kind.table: kind for kind in self._kinds}
        self._by_code = {kind.code: kind for kind in self._kinds}
        if not len(self._kinds) == len(self._by_table) == len(self._by_code):
            raise ValueError("two kinds with the same table or the same code")
        for kind in (one for one in self._kinds if one.number):
            code_table.declare(HOLDERS, {kind.table: kind.label})
            if kind.number and kind.number.family:
                code_table.declare(FAMILIES, {kind.family: kind.number.family.label or kind.label})
        for kind in self._kinds:
            if part := participant_of(kind.record):
                code_table.declare(part.TABLE, {name: field.label for name, field in acting(kind.record).items()})
            code_table.declare(
                CLOCKS, {clock_key(kind.table, one.name): f"{kind.label}{one.label}" for one in kind.clocks}
            )

    def __iter__(self) -> Iterator[Kind]:
        """The kinds in their order."""
        return iter(self._kinds)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kinds)

    def __contains__(self, table: str) -> bool:
        """Whether there is a kind of this table."""
        return table in self._by_table

    def __getitem__(self, table: str) -> Kind:
        """The kind of a table.

        Raises:
            KeyError: there is none.
        """
        return self._by_table[table]

    def find(self, table: str) -> Kind | None:
        """The kind of a table, or None."""
        return self._by_table.get(table)

    def record_of(self, table: str) -> type[Record] | None:
        """The class of the records of a table; None where there is no such type."""
        kind = self._by_table.get(table)
        return kind.record if kind else None

    def coded(self, code: int) -> Kind:
        """The kind of a code.

        Raises:
            KeyError: there is none.
        """
        return self._by_code[code]

    def reference_of(self, record: Record) -> int:
        """The number by which references lead to a record; see `db.values.reference`."""
        return reference(self[record.TABLE].code, record.id)

    def leads_to(self, number: int) -> tuple[str, int]:
        """Table and id of the record to which a reference leads; ("", 0) for none and for an unknown type."""
        code, record_id = parted(number)
        kind = self._by_code.get(code)
        return (kind.table, record_id) if kind else ("", 0)

    def rooms(self) -> tuple[Room, ...]:
        """The rooms, in the order in which kinds name them."""
        return tuple(dict.fromkeys(kind.room for kind in self._kinds))

    def of(self, room: Room) -> tuple[Kind, ...]:
        """The kinds of a room."""
        return tuple(kind for kind in self._kinds if kind.room is room)
