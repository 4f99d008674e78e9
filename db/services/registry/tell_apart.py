"""Which of the things found are what was typed, and which contradict it: another door, another number, another name."""

import re
from collections.abc import Sequence

import attrs

from db.errors import ValueUnreadable
from db.records.registry.place import Building, Grid, House
from db.services.estates.naming import keys_of, names_by_estate
from db.services.find import Found
from db.store import Store
from db.values import address, address_query
from db.values.numerals import numbers_in

_INITIALS = re.compile(r"[A-Za-z]{2,}")
_PLACES = frozenset({Grid.TABLE, Building.TABLE, House.TABLE})
_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")
# What tells an estate from one whose name begins alike: 幸福里 and 幸福里二期 are two.
_QUALIFIER = re.compile(
    r"(?:\d+|[A-Z东西南北中新老前后上下甲乙丙丁]{1,2})(?:期|号?院|片?区|组团|小?组|街坊|段|苑|园|里|村)"
)


def told_apart(store: Store, words: str, found: Sequence[Found]) -> list[Found]:
    """What was found in one table, what is equal first, and last and marked as near what contradicts the words."""
    doors = _doors(store, words, found)
    judged = [
        attrs.evolve(one, near=one.near or _contradicts(words, one, doors), equal=_equals(words, one, doors))
        for one in found
    ]
    return sorted(judged, key=lambda one: (one.near, not one.equal))


Key = tuple[str, str, str, str]
Doors = tuple[tuple[Key, ...], dict[int, tuple[Key, ...]]]


def _doors(store: Store, words: str, found: Sequence[Found]) -> Doors:
    """The keys of the addresses that the words may mean, and those of the houses found, one for each name of the estate."""
    ids = [one.id for one in found if one.table == House.TABLE]
    typed = _typed(words) if ids else ()
    if not typed:
        return (), {}
    houses = store.get_many(House, ids)
    buildings = store.get_many(Building, (house.building for house in houses.values()))
    names = names_by_estate(store)
    return typed, {
        i: tuple(
            (*place, address.part_key(h.unit), address.part_key(h.room))
            for place in keys_of(buildings[h.building], names)
        )
        for i, h in houses.items()
        if h.building in buildings
    }


def _typed(words: str) -> tuple[Key, ...]:
    """What a whole address says; after initials of an estate, whatever the search reads."""
    if _INITIALS.match(words.strip()):
        return tuple(("", place.building, place.unit, place.room) for place in address_query.read(words))
    try:
        return (address.parse(words).key(),)
    except ValueUnreadable:
        return ()


def _equals(words: str, one: Found, doors: Doors) -> bool:
    typed, keys = doors
    if one.id in keys:
        return any(said[1:] == there[1:] and said[0] in ("", there[0]) for said in typed for there in keys[one.id])
    return _plain(words) == _plain(one.title)


def _contradicts(words: str, one: Found, doors: Doors) -> bool:
    typed, keys = doors
    if one.id in keys:
        return all(_is_another_door(said, there) for said in typed for there in keys[one.id])
    if one.table not in _PLACES or not _HAN.search(words):
        return False
    # 第二网格 is not 第十二网格: a number in the words is a number of the thing, or it is another thing.
    told = numbers_in(f"{one.title} {one.subtitle}")
    return any(number not in told for number in numbers_in(words))


def _is_another_door(typed: Key, there: Key) -> bool:
    parts = zip(typed[1:], there[1:], strict=True)
    return _is_another_estate(typed[0], there[0]) or any(said and said != has for said, has in parts)


def _is_another_estate(typed: str, there: str) -> bool:
    """Whether an estate as typed cannot be this one; a part of its name can be."""
    if not typed or typed == there:
        return False
    before, part, after = there.partition(typed)
    return not part or any(_QUALIFIER.fullmatch(rest) for rest in (before, after) if rest)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
