"""What the search tests share: people by their names, and what a search says of them."""

from db.records.base import Record
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.store import Store, eq
from tests import factories


def people(store: Store, *names: str) -> list[Resident]:
    """Saved residents with nothing but a name."""
    with store.writing() as w:
        return w.save_all([Resident(name=name) for name in names])


def house(store: Store, estate: str, number: str, unit: str, room: str) -> House:
    """A saved house; its building is saved when it is not there yet."""
    known = store.select(Building, eq("estate", factories.estate(store, estate) or None), eq("number", number))
    building = known[0] if known else store.save(Building(estate=factories.estate(store, estate), number=number))
    return store.save(House(building=building.id, unit=unit, room=room))


def found(store: Store, words: str, limit: int = 50) -> list[str]:
    """The titles of what the words find, best first."""
    return [store.titles(hit.table, [hit.id])[hit.id] for hit in store.search(words, limit)]


def reasons(store: Store, words: str) -> list[str]:
    """The steps that found something, in their order."""
    return [hit.why for hit in store.search(words)]


def finds(store: Store, words: str, record: Record) -> bool:
    """Whether a record is among what the words find."""
    return (record.TABLE, record.id) in {(hit.table, hit.id) for hit in store.search(words)}
