"""The ways of dealing with a matter: cases, topics and whatever else says so; all of one root are counted once.

root_of(store, case)           # the id of the matter with which it is counted
open_ways(store, matter)       # what is still being done about it, and about those joined to it
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from db.records.base import Record
from db.records.condition import Test
from db.records.flow import Meaning
from db.records.kind import Kind, Way
from db.records.matters.matter import Matter
from db.store import Store, Where, among, eq, none_of
from db.store.reading import Reader


def ways_of(store: Store, matters: Collection[int]) -> list[Record]:
    """The records that are ways of dealing with any of these matters, type by type, in the order in which they came."""
    return [way for kind, by in _kinds(store) for way in _ways(store, kind, by, matters)]


def live_ways(store: Store, matters: Collection[int]) -> list[Record]:
    """The ways of these matters that were not made void."""
    return [way for way in ways_of(store, matters) if not _is_void(store, way)]


def open_ways(store: Store, matter: Matter) -> list[Record]:
    """The ways of a matter, and of those that are joined to it, that are not over."""
    matters = together(store, matter.id)
    return [way for kind, by in _kinds(store) for way in _still_open(store, kind, by, matters)]


def together(store: Store, matter: int) -> list[int]:
    """The ids of a matter and of those that are joined to it."""
    return [matter, *store.ids(Matter, eq("root", matter), order=("id",))]


def is_open(store: Reader, way: Record) -> bool:
    """Whether a record, in the store or not, would be open as a way of its matter."""
    kind = store.kinds[way.TABLE]
    if kind.way and kind.way.open:
        named = kind.view(kind.way.open).conditions
        return all(getattr(way, one.path) in one.values for one in named if one.test is Test.AMONG)
    flow = store.flow_of(way)
    stage = flow.stage_of(way) if flow else None
    return stage is None or not stage.meaning.is_over


def matter_of_way(store: Reader, record: Record) -> int:
    """The id of the matter that a record is, or is a way of; 0 for none."""
    if isinstance(record, Matter):
        return record.id
    way = store.kinds[record.TABLE].way
    return int(getattr(record, way.by)) if way else 0


def root_of(store: Reader, record: Record) -> Matter | None:
    """The matter with which a record is counted once: itself, that of which it is a way, or the one that is joined to.

    None where that is not seen.
    """
    found = store.find(Matter, i) if (i := matter_of_way(store, record)) else None
    return store.find(Matter, found.root) if found and found.root else found


def roots(store: Store, records: Iterable[Record]) -> Mapping[tuple[str, int], int]:
    """The id of the root of each record that has one, by its table and id."""
    of = {(one.TABLE, one.id): matter for one in records if (matter := matter_of_way(store, one))}
    matters = store.get_many(Matter, set(of.values()))
    return {key: matters[matter].root or matter for key, matter in of.items() if matter in matters}


def told_once(store: Store, found: Mapping[str, Collection[int]]) -> dict[str, list[int]]:
    """Ids by table without those that tell of what another of them tells: of a matter and a way of it one is told.

    That is the way, as long as it is open or nothing is; once it is over and the matter is not, the matter.
    """
    kept = {table: list(ids) for table, ids in found.items()}
    matters = store.get_many(Matter, kept.get(Matter.TABLE, ()))
    for kind, way in _kinds(store):
        ids = kept.get(kind.table)
        if not ids or not matters:
            continue
        is_open = set(store.ids(kind.record, among("id", ids), *_conditions(store, kind, way)))
        for one in store.get_many(kind.record, ids).values():
            matter = matters.get(int(getattr(one, way.by)))
            if matter is None:
                continue
            if one.id in is_open or not matter.is_open():
                kept[Matter.TABLE] = [i for i in kept[Matter.TABLE] if i != matter.id]
            else:
                ids.remove(one.id)
    return kept


def _is_void(store: Store, way: Record) -> bool:
    flow = store.flow_of(way)
    stage = flow.stage_of(way) if flow else None
    return stage is not None and stage.meaning is Meaning.VOID


def _kinds(store: Store) -> Iterator[tuple[Kind, Way]]:
    yield from ((kind, kind.way) for kind in store.kinds if kind.way)


def _ways(store: Store, kind: Kind, way: Way, matters: Collection[int], *conditions: Where) -> list[Record]:
    return store.select(kind.record, among(way.by, matters), *conditions, order=("id",)) if matters else []


def _conditions(store: Store, kind: Kind, way: Way) -> Sequence[Where]:
    """What holds of those that are open."""
    if way.open:
        return store.where(kind.record, kind.view(way.open).conditions)
    return [none_of(flow.field, flow.codes(Meaning.DONE, Meaning.VOID)) for flow in kind.flows]


def _still_open(store: Store, kind: Kind, way: Way, matters: Collection[int]) -> Iterator[Record]:
    last: dict[int, int] = defaultdict(int)
    if way.continues:
        for later in _ways(store, kind, way, matters, *store.where(kind.record, (way.continues,))):
            last[int(getattr(later, way.by))] = later.id
    for one in _ways(store, kind, way, matters, *_conditions(store, kind, way)):
        if one.id >= last[int(getattr(one, way.by))]:
            yield one
