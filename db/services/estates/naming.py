"""Which estate is meant by a name, in whatever spelling, and what the estates of buildings are called."""

import re
from collections.abc import Iterable, Mapping

from db.records.estates.estate import Estate
from db.records.registry.place import Building
from db.store import Writer
from db.store.reading import Reader
from db.values.address import building_key, estate_key

_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")
_SHORTEST = 2
UNNAMED = ("",)
"""What buildings of no estate are looked up by."""


def names_by_estate(store: Reader) -> dict[int, tuple[str, ...]]:
    """What each estate is called, by id; what addresses begin with comes first."""
    return {estate.id: estate.names() for estate in store.select(Estate, order=("id",))}


def estate_called(store: Reader, name: str) -> Estate | None:
    """The estate of a name: one that is called just so, else one whose name is only spelled otherwise; None for none.

    One that is part of another comes after all others.
    """
    estates = store.select(Estate, order=("closed", "id")) if name else []
    wanted = estate_key(name)
    spelled = [e for e in estates if name in e.names()]
    return next(iter(spelled or [e for e in estates if wanted in map(estate_key, e.names())]), None)


def estate_for(writer: Writer, name: str) -> int:
    """The id of the estate of a name, which is made when there is none; 0 for no name."""
    if not name:
        return 0
    known = estate_called(writer.read, name)
    return known.id if known else writer.save(Estate.called(name)).id


def new_estate(store: Reader, words: str) -> str:
    """What an estate would be called that is entered out of words; "" where they may mean one that there is, or are no name."""
    words = words.strip()
    if len(_HAN.findall(words)) < _SHORTEST or estate_called(store, words):
        return ""
    known = (name for names in names_by_estate(store).values() for name in names)
    return "" if any(words in name for name in known) else words


def keys_of(building: Building, names: Mapping[int, tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    """The keys of a building: one for each name of its estate."""
    return (building_key(name, building.number) for name in names.get(building.estate, UNNAMED))


def estate_of(building: Building, names: Mapping[int, tuple[str, ...]]) -> str:
    """What the address of a building begins with; "" for nothing."""
    return names.get(building.estate, UNNAMED)[0]
