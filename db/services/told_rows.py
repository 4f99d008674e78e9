"""Records of any type as texts, field by field and in pieces: what a list that is printed, exported or asked for by a command tells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from db.fields import Field, Name, StageCode
from db.records.base import Record, derived_of, exported_of, parts_of
from db.records.kind import Kind
from db.services.ticks import Tick, go_on, never_stop
from db.services.told_cells import Titles, cell
from db.services.typed_values import stage_labels
from db.store import Store

_PIECE = 1000


def columns_to_tell(kind: type[Record]) -> Mapping[str, Field[object]]:
    """The columns that a list can tell, by name; rows that nobody types are none."""
    return exported_of(kind)


def usual_columns(kind: type[Record]) -> tuple[str, ...]:
    """Those that a list shows, derived ones too."""
    return tuple(name for name, field in columns_to_tell(kind).items() if field.listed)


def naming_columns(kind: type[Record]) -> tuple[str, ...]:
    """Those by which somebody finds their own row: names, and where they live; else the first that is listed."""
    listed = [name for name in usual_columns(kind) if name not in parts_of(kind) and name not in derived_of(kind)]
    named = [n for n in listed if isinstance(columns_to_tell(kind)[n], Name) or n in ("house", "building", "unit")]
    return tuple(named or listed[:2])


def pieces(store: Store, kind: type[Record], ids: Sequence[int]) -> Iterator[list[Record]]:
    """The records in the order of the ids, some at a time; those that are gone meanwhile are left out."""
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        found = store.get_many(kind, piece)
        yield [found[i] for i in piece if i in found]


@frozen
class Teller:
    """Tells fields of the records of one type in words.

    Attributes:
        fields: those that can be told, by name.
        stages: what the centre calls the stages; see `stage_labels`.
        plain: whether nothing is masked.
    """

    fields: Mapping[str, Field[object]]
    stages: Mapping[str, str]
    plain: bool

    @classmethod
    def of(cls, store: Store, kind: Kind, *, plain: bool) -> "Teller":
        """One for the records of a type."""
        return cls(columns_to_tell(kind.record), stage_labels(store, kind), plain)

    def told(self, record: Record, titles: Titles, names: Iterable[str]) -> dict[str, str]:
        """What some fields of a record say, by name."""
        return {name: self._text(self.fields[name], getattr(record, name), titles) for name in names}

    def _text(self, field: Field[object], value: object, titles: Titles) -> str:
        if isinstance(field, StageCode):
            return self.stages.get(str(value), str(value))
        return str(cell(field, value, titles, plain=self.plain))


def told_rows(
    store: Store,
    kind: Kind,
    ids: Sequence[int],
    names: Sequence[str],
    tick: Tick = never_stop,
    *,
    plain: bool = False,
) -> list[tuple[str, ...]]:
    """The rows of records in the order of the ids; those that are gone meanwhile are left out. Raises as `told_by_id` does."""
    return list(told_by_id(store, kind, ids, names, tick, plain=plain).values())


def told_by_id(
    store: Store,
    kind: Kind,
    ids: Sequence[int],
    names: Sequence[str],
    tick: Tick = never_stop,
    *,
    plain: bool = False,
) -> dict[int, tuple[str, ...]]:
    """The rows of records by id, in the order of the ids; those that are gone meanwhile are left out.

    Args:
        store: the open store.
        kind: of the records.
        ids: which.
        names: of the columns.
        tick: told how far it is; False stops it.
        plain: whether nothing is masked.

    Raises:
        Cancelled: the tick said so.
    """
    teller = Teller.of(store, kind, plain=plain)
    told: dict[int, tuple[str, ...]] = {}
    for records in pieces(store, kind.record, ids):
        titles = store.all_titles(records)
        told |= {record.id: tuple(teller.told(record, titles, names).values()) for record in records}
        go_on(tick, len(told), len(ids))
    return told
