"""Rows of any selection as texts, column by column: what a list that is printed tells."""

from collections.abc import Callable, Mapping, Sequence

from db.errors import Cancelled
from db.fields import Field, Name, StageCode
from db.records.base import Record, derived_of, exported_of, parts_of
from db.records.kind import Kind
from db.services.told_cells import cell
from db.services.typed_values import stage_labels
from db.store import Store

_PIECE = 500
Tick = Callable[[int, int], bool]


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


def told_rows(
    store: Store,
    kind: Kind,
    ids: Sequence[int],
    names: Sequence[str],
    tick: Tick = lambda _done, _count: True,
    *,
    plain: bool = False,
) -> list[tuple[str, ...]]:
    """The rows of records in the order of the ids; those that are gone meanwhile are left out.

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
    fields, stages = columns_to_tell(kind.record), stage_labels(store, kind)
    told: list[tuple[str, ...]] = []
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        found = store.get_many(kind.record, piece)
        records = [found[i] for i in piece if i in found]
        titles = store.all_titles(records)
        for record in records:
            values = [(fields[name], getattr(record, name)) for name in names]
            told.append(
                tuple(
                    stages.get(str(value), str(value))
                    if isinstance(field, StageCode)
                    else str(cell(field, value, titles, plain=plain))
                    for field, value in values
                )
            )
        if not tick(start, len(ids)):
            raise Cancelled
    return told
