"""What a cell leads to: a record by its title, its code, its number, or another name of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from attrs import define, field

from db.errors import ValueUnreadable
from db.fields import Code, CreditCode, Leading, Link, Phone, Ref, StageCode, Words
from db.records.base import Record, fields_of
from db.records.bodies.person import Person
from db.records.estates.estate import Estate
from db.records.kind import Kind
from db.records.registry.place import Building, Grid, House
from db.services.importing.keys import alternatives, bare
from db.services.importing.known import Known
from db.values.address import Address, building_key, estate_key, parse, part_key
from db.values.folding import fold

_LESSER = ("short", "aliases")
"""Fields with other names of a record."""
MADE: Mapping[str, Callable[[str], Record]] = {
    Person.TABLE: lambda words: Person(name=words),
    Estate.TABLE: Estate.called,
    Grid.TABLE: lambda words: Grid(name=words),
}
"""Of these a name is enough to enter one that is not there."""
KnownOf = Callable[[str], Known]
"""What is known of a type, by its table."""


@define
class LinkFinder:
    """Finds what cells lead to; what it reads of a type it reads once."""

    _known: KnownOf
    _code: Callable[[str], int]
    _table: Callable[[int], tuple[str, int]]
    _by_name: dict[str, dict[str, dict[int, None]]] = field(factory=dict[str, dict[str, dict[int, None]]])
    _counted: dict[str, int] = field(factory=dict[str, int])

    def find(self, kind: Leading, words: str) -> list[int]:
        """The numbers that a field of this kind would hold for what words name; several where nobody can tell."""
        tables = (kind.to,) if isinstance(kind, Link) else kind.to if isinstance(kind, Ref) else ()
        found = [(table, i) for table in tables for i in self.named(table, words)]
        return [i if isinstance(kind, Link) else (self._code(table) << 48) | i for table, i in found]

    def named(self, table: str, words: str) -> list[int]:
        """The ids of the records of a type that words name."""
        if table in (Building.TABLE, House.TABLE) and (found := self._of_address(table, words)):
            return found
        known = self._known(table)
        if table == Estate.TABLE:
            named = self._index(known, _estate_names).get(estate_key(words), ())
            there = [
                i for i in named if not _is_joined(known.record(i))
            ]  # its name goes on with the one that it is part of
            return there or list(named)
        names = self._index(known, self._names)
        bare_words = words.partition(" ")[2] if known.kind.number else ""
        # Of the book of another store: its numbers do not come along, and what bears none here is called by the rest alone.
        return list(names.get(fold(words)) or (names.get(fold(bare_words), ()) if bare_words else ()))

    def at(self, table: str, told: Address, *, anywhere: bool = False) -> list[int]:
        """The ids of the houses, or buildings, at an address; one that names no estate may be ``anywhere`` where none has none."""
        buildings = self._buildings(told, anywhere=anywhere)
        if table == Building.TABLE:
            return buildings
        doors = self._index(self._known(House.TABLE), _door, "doors")
        unit, room = part_key(told.unit), part_key(told.door())
        return [i for building in buildings for i in doors.get(f"{building} {unit} {room}", ())]

    def _index(
        self, known: Known, names: Callable[[Kind, Record], list[str]], called: str = ""
    ) -> Mapping[str, dict[int, None]]:
        """The records of a type by their names, or by what else is ``called`` so; what was brought since it was asked last is added."""
        key = called or known.kind.table
        if key not in self._by_name:
            self._by_name[key], self._counted[key] = defaultdict(dict), 0
            self._learn(key, known.kind, known.records.values(), names)
        drafts = list(known.drafts.values())
        self._learn(key, known.kind, (draft.record for draft in drafts[self._counted[key] :]), names)
        self._counted[key] = len(drafts)
        return self._by_name[key]

    def _learn(
        self, key: str, kind: Kind, records: Iterable[Record], names: Callable[[Kind, Record], list[str]]
    ) -> None:
        found = self._by_name[key]
        for record in records:
            for name in names(kind, record):
                found[name].setdefault(record.id)

    def _names(self, kind: Kind, record: Record) -> list[str]:
        fields = fields_of(kind.record)
        single = [bare(names[0]) for names in alternatives(kind) if len(names) == 1]
        told = [n for n in (*single, *_LESSER) if n in fields and _is_named(fields[n])]
        return [
            name for name in (fold(self.title(kind, record)), *(fold(str(getattr(record, n))) for n in told)) if name
        ]

    def title(self, kind: Kind, record: Record) -> str:
        """What the clerk calls a record, as the import would leave it."""
        return record.title({name: self._title(kind, record, name) for name in kind.record.TITLED_BY})

    def leads_to(self, kind: Leading, number: int) -> tuple[str, int]:
        """Table and id of what a link or reference leads to."""
        return (kind.to, number) if isinstance(kind, Link) else self._table(number)

    def told_of(self, kind: Leading, number: int) -> frozenset[str]:
        """What tells a record that a field leads to from its namesakes, as an export writes it: telephone and address."""
        table, record_id = self.leads_to(kind, number)
        known = self._known(table)
        record, fields = known.record(record_id), fields_of(known.kind.record)
        told = [field.show(getattr(record, name)) for name, field in fields.items() if isinstance(field, Phone)]
        homes = [
            self.shown(f, getattr(record, n)) for n, f in fields.items() if isinstance(f, Link) and f.to == House.TABLE
        ]
        return frozenset(filter(None, (*told, *homes)))

    def shown(self, kind: Leading, number: int) -> str:
        """What a link or reference leads to."""
        if not number:
            return ""
        table, record_id = self.leads_to(kind, number)
        known = self._known(table) if table else None
        there = known is not None and (record_id in known.records or record_id in known.drafts)
        return self.title(known.kind, known.record(record_id)) if known and there else ""

    def _title(self, kind: Kind, record: Record, name: str) -> str:
        """The title of what a link of a record leads to, as far as names go."""
        to, number = fields_of(kind.record)[name], getattr(record, name)
        return self.shown(to, number) if isinstance(to, Leading) else ""

    def _of_address(self, table: str, words: str) -> list[int]:
        try:
            told = parse(words if table == House.TABLE else f"{words}101室")
        except ValueUnreadable:
            return []
        return self.at(table, told)

    def _buildings(self, told: Address, *, anywhere: bool = False) -> list[int]:
        known = self._known(Building.TABLE)
        numbered = self._index(known, _number, "numbers").get(_number_key(told.building), ())
        there = [b for i in numbered if isinstance(b := known.record(i), Building)]
        estates = set(self.named(Estate.TABLE, told.estate)) if told.estate else {0}
        found = [b.id for b in there if b.estate in estates]
        return found or ([b.id for b in there] if anywhere and not told.estate else [])


def _estate_names(_kind: Kind, record: Record) -> list[str]:
    return [estate_key(name) for name in record.names()] if isinstance(record, Estate) else []


def _number(_kind: Kind, record: Record) -> list[str]:
    return [_number_key(record.number)] if isinstance(record, Building) else []


def _number_key(number: str) -> str:
    return building_key("", number)[1]


def _door(_kind: Kind, record: Record) -> list[str]:
    if not isinstance(record, House):
        return []
    return [f"{record.building} {part_key(record.unit)} {part_key(record.room)}"]


def _is_joined(record: Record) -> bool:
    return isinstance(record, Estate) and record.closed is not None


def _is_named(field: object) -> bool:
    return isinstance(field, Words | CreditCode) and not isinstance(field, Code | StageCode)
