"""How many records bear an option: what another name for it changes on the screen and on paper."""

from collections.abc import Iterator, Mapping

from db.fields import Code
from db.records.base import Record, columns_of, parts_of
from db.records.condition import Condition, has, is_
from db.records.kinds import Kinds
from db.store import Store
from db.store.lift import Lift


def bearing(store: Store, kinds: Kinds, table: str, code: str) -> Mapping[str, int]:
    """How many records of these types bear a code of a table, by what the types are called; types without any are left out.

    They are the whole centre's: whoever renames it does so for all.
    """
    with store.lifted(Lift.IN_USE):
        found = {
            kind.label: {one for asked in _asked(kind.record, table, code) for one in _ids(store, kind.record, asked)}
            for kind in kinds
        }
    return {label: len(ids) for label, ids in found.items() if ids}


def _ids(store: Store, record: type[Record], asked: Condition) -> list[int]:
    return store.ids(record, *store.where(record, (asked,)))


def _asked(record: type[Record], table: str, code: str) -> Iterator[Condition]:
    for name, field in columns_of(record).items():
        if isinstance(field, Code) and field.table == table:
            yield is_(name, code)
    for name, rows in parts_of(record).items():
        for inside, field in columns_of(rows.part).items():
            if isinstance(field, Code) and field.table == table:
                yield has(name, is_(inside, code), ever=True)
