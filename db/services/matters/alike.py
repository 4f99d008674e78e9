"""可能是同一件事: matters of the same place and category that came within 90 days of one, and that nobody has said are not the same.

The place is the house where both have one, else the building where both have one: that of the house, or the one with whose name begins
what is written of the place; else what is written, else the estate or the grid as a whole. A category that nobody wrote tells nothing
apart at a door or at a place that is written alike; of an estate or a grid as a whole both must have the same. What a case calls its
dispute and what the centre calls its categories are not compared: a dispute and what is none, but for those of one door, must have words of
their subjects in common besides those for the place, and so must 会务 and what is none.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from attrs import frozen

from db.records.base import changed
from db.records.matters.codes import ABOUT_MEETINGS, DISPUTE
from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import Apart, Matter
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident, resident_among
from db.services.estates.naming import UNNAMED, names_by_estate
from db.services.matters.telling import named, tell
from db.services.matters.ways import together
from db.store import Store, Where, among, eq, ge, like, lt, none_of
from db.values import code_table, folding
from db.values.address import building_title
from db.values.day import day_of

WITHIN = timedelta(days=90)
MOST = 5
"""How many are told."""
LOOKED_AT = 100
"""How many of one place are looked at."""
_DOORS = r"\d+(?:号楼|号|[栋幢座#室楼层户]|单元)*|小区|社区|单元"
"""What a subject says of the place alone."""
OF_THEIR_OWN = (DISPUTE, ABOUT_MEETINGS)
"""Natures that no other one is like."""


@frozen
class Spot:
    """Where a matter is.

    Attributes:
        words: what is written of the place, folded.
    """

    house: int = 0
    building: int = 0
    estate: int = 0
    grid: int = 0
    words: str = ""


def alike(store: Store, matter: Matter, *, at_their_door: bool = False) -> list[Matter]:
    """The matters that may be the same as one, saved or not; of joined ones that to which they are joined.

    First those whose subjects have most in common with that of the one, pair of characters by pair, of these the newest.

    ``at_their_door`` takes a matter of which no place is known to be where whoever brought it lives.
    """
    look = _Look(store, matter, at_their_door=at_their_door)
    found = [one for one in look.others() if look.is_same(one) and look.is_like(one)]
    roots = store.get_many(Matter, dict.fromkeys(one.root or one.id for one in found))
    own = {*together(store, matter.root or matter.id)} if matter.id else set[int]()
    left_out = own | {one.other for one in matter.apart}
    kept = [m for m in roots.values() if m.id not in left_out and matter.id not in {one.other for one in m.apart}]
    return sorted(kept, key=lambda one: (look.in_common(one), str(one.taken), one.id), reverse=True)[:MOST]


def set_apart(store: Store, matter: Matter, other: Matter) -> Matter:
    """The matter, of which it is said that it is not the same as another one.

    Raises:
        RecordChanged: somebody else saved it since it was read.
    """
    with store.writing("不是一件事") as w:
        apart = (*matter.apart, Apart(other=other.id))
        return tell(store, w, changed(matter, apart=apart), f"和{named(other)}不是一件事", "apart")


def bring_together(store: Store, matter: Matter, other: Matter) -> Matter:
    """The matter without what was said by `set_apart`."""
    with store.writing("撤回：不是一件事") as w:
        apart = tuple(one for one in matter.apart if one.other != other.id)
        return tell(store, w, changed(matter, apart=apart), f"撤回：和{named(other)}不是一件事", "apart")


class _Look:
    """Looks for what is at the place of a matter."""

    def __init__(self, store: Store, matter: Matter, *, at_their_door: bool) -> None:
        self._store, self._matter = store, matter
        self._names = names_by_estate(store)
        self._houses: dict[int, House] = {}
        self._buildings: dict[int, Building] = {}
        self._read_places([matter])
        self._here = self._spot(matter)
        if at_their_door and self._here == Spot():
            self._here = self._door()

    def others(self) -> list[Matter]:
        """Matters of about that time that the store finds there, nearly all of them at the same place."""
        day = day_of(self._matter.taken) or date.today()
        first, last = day - WITHIN, day + WITHIN + timedelta(days=1)
        always = ge("taken", first.isoformat()), lt("taken", last.isoformat()), none_of("stage", VOID_STAGES)
        newest = "-taken", "-id"
        ids = {i for where in self._where() for i in self._store.ids(Matter, *always, *where, order=newest)[:LOOKED_AT]}
        found = list(self._store.get_many(Matter, ids).values())
        self._read_places(found)
        return found

    def is_same(self, other: Matter) -> bool:
        """Whether another one is at the same place."""
        here, there = self._here, self._spot(other)
        if here.house and there.house:
            return here.house == there.house
        if here.building and there.building:
            return here.building == there.building
        shared = any(a and a == b for a, b in ((here.estate, there.estate), (here.grid, there.grid)))
        if here.words or there.words:
            return here.words == there.words and (shared or not (here.estate and there.estate))
        as_a_whole = not (here.building or there.building)
        return as_a_whole and shared and _category(self._matter, other) is True

    def is_like(self, other: Matter) -> bool:
        """Whether another one may be about the same, as far as categories, natures and subjects tell."""
        natures = {one.nature for one in (self._matter, other)}
        if len(natures) == 1 or natures.isdisjoint(OF_THEIR_OWN):
            return _category(self._matter, other) is not False
        at_one_door = bool(other.house) and other.house == self._here.house
        return at_one_door or self.in_common(other) > 0

    def in_common(self, other: Matter) -> int:
        """How many pairs of characters the subjects of both have, besides those for the place."""
        return len(self._pairs & self._pairs_of(other))

    @cached_property
    def _pairs(self) -> set[str]:
        return self._pairs_of(self._matter)

    def _pairs_of(self, matter: Matter) -> set[str]:
        """Each two characters that stand side by side in what the subject of a matter says besides the place, folded."""
        pieces = map(folding.fold, self._place.split(matter.subject))
        return {piece[n : n + 2] for piece in pieces for n in range(len(piece) - 1)}

    @cached_property
    def _place(self) -> re.Pattern[str]:
        """What stands for a place in a subject."""
        names = {name for names in self._names.values() for name in names if name}
        return re.compile("|".join((*map(re.escape, sorted(names, key=len, reverse=True)), _DOORS)))

    def _where(self) -> Iterator[tuple[Where, ...]]:
        here, place = self._here, self._matter.place.strip()
        nowhere = eq("building", None), eq("house", None)
        if here.building:
            yield (eq("building", here.building),)
            yield (among("house", self._store.ids(House, eq("building", here.building))),)
            for name in self._called(self._store.get(Building, here.building)):
                yield (like("place", name), *nowhere)
        if place:
            yield (eq("place", place),)
        elif not here.building and self._matter.category:
            whole = eq("place", ""), among("category", _family(self._matter.category)), *nowhere
            yield from ((eq(name, i), *whole) for name, i in (("estate", here.estate), ("grid", here.grid)) if i)

    def _read_places(self, matters: list[Matter]) -> None:
        """Reads the doors and buildings where matters are, all at once."""
        self._houses |= self._store.get_many(House, {one.house for one in matters if one.house})
        of_doors = {house.building for house in self._houses.values()}
        named = {self._named_in(folding.fold(one.place)) for one in matters if not (one.house or one.building)}
        wanted = {one.building for one in matters} | of_doors | named
        self._buildings |= self._store.get_many(Building, wanted - {0} - self._buildings.keys())

    def _spot(self, matter: Matter) -> Spot:
        house = self._houses.get(matter.house)
        words = folding.fold(matter.place)
        number = matter.building or (house.building if house else self._named_in(words))
        building = self._buildings.get(number)
        estate, grid = (building.estate, building.grid) if building else (0, 0)
        return Spot(matter.house, number, matter.estate or estate, matter.grid or grid, words)

    def _named_in(self, words: str) -> int:
        """The building with whose name something begins."""
        return next((i for name, i in self._by_name.items() if words.startswith(name)), 0) if words else 0

    @cached_property
    def _by_name(self) -> dict[str, int]:
        """The buildings by all that they are called, those with the longest names first."""
        found = [(folding.fold(n), b.id) for b in self._store.select(Building) for n in self._called(b)]
        return dict(sorted(found, key=lambda pair: -len(pair[0])))

    def _called(self, building: Building) -> Iterator[str]:
        return (building_title(name, building.number) for name in self._names.get(building.estate, UNNAMED))

    def _door(self) -> Spot:
        residents = [i for one in self._matter.claimants if (i := resident_among(one.who))]
        for resident in self._store.get_many(Resident, residents).values():
            if house := self._store.find(House, resident.house) if resident.house else None:
                return Spot(house=house.id, building=house.building)
        return Spot()


def _category(one: Matter, other: Matter) -> bool | None:
    """Whether both have one category; None where that cannot be told."""
    comparable = one.category and other.category and (one.nature == DISPUTE) == (other.nature == DISPUTE)
    return other.category in _family(one.category) if comparable else None


def _family(category: str) -> tuple[str, ...]:
    """A category, those under it, and that above: one clerk sorts finer than another."""
    table = code_table.load("matter_category")
    return (*table.under(category), *filter(None, (table.upper.get(category, ""),)))
