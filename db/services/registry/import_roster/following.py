"""Whom the homes follow: those of the import who left the register, or live behind another door than the household they belong to.

A roster fills what is empty and changes no state and no door; `compare_roster` takes over both where the clerk ticked it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import attrs
from attrs import field, frozen

from db.records.registry.resident import ENDED, Resident
from db.services.bodies.leaving import end_posts_of
from db.services.registry.events.board import CannotHappen
from db.services.registry.events.in_bulk import left_all, moved_all
from db.services.registry.import_roster.households import Family
from db.services.registry.import_roster.match import Person
from db.store import Store, Writer


@frozen
class Follow:
    """Whom the homes follow.

    Attributes:
        left: those who left, or died.
        moved: those who live behind another door, or are in the register again.
        told: what the list says that each is to the head; codes of the table ``relation``.
    """

    left: tuple[Person, ...] = field(default=(), repr=False)
    moved: tuple[Person, ...] = field(default=(), repr=False)
    told: tuple[tuple[Person, str], ...] = field(default=(), repr=False)

    def words(self) -> str:
        """What is told before anything is written; "" where nobody is concerned."""
        count = len({id(one) for one in (*self.left, *self.moved)})
        return f"{count:,} 人随住处、状态变动，户里的行一起写上止日" if count else ""


def followers(people: Iterable[Person], family_of: Callable[[Person], Family | None]) -> Follow:
    """Whom the homes follow of those whom a roster brings or completes: asks nothing of the store."""
    left: list[Person] = []
    moved: list[Person] = []
    for one in people:
        resident = one.resident
        if not resident.id:
            if resident.state in ENDED and resident.state_day and family_of(one):
                left.append(one)
        elif one.changed and one.home and not resident.house:
            family = family_of(one)
            if family and family.household.id and family.home and family.home is not one.home:
                moved.append(one)
    return Follow(tuple(left), tuple(moved))


def follow(store: Store, w: Writer, whom: Follow, ids: Mapping[int, int], today: date) -> None:
    """Lets the homes follow, behind the saving of everything else; ``ids`` has the id of each person by the person's identity.

    Raises:
        CannotHappen: somebody came to their household after the day on which they are said to have left.
    """
    if not (whom.left or whom.moved):
        return
    left = [ids[id(one)] for one in whom.left]
    told = {ids[id(one)]: relation for one, relation in whom.told if id(one) in ids}
    try:
        left_all(store, w, left)
        moved_all(store, w, (ids[id(one)] for one in whom.moved), told, today)
    except CannotHappen as why:
        raise CannotHappen(why.message, "请核对这个人的日期；核对名单的，先不勾这一项") from why
    end_posts_of(store, w, store.get_many(Resident, left).values())


def also(whom: Follow, other: Follow) -> Follow:
    """Both, each person once."""
    left = {id(one): one for one in (*whom.left, *other.left)}
    moved = {id(one): one for one in (*whom.moved, *other.moved)}
    return attrs.evolve(whom, left=tuple(left.values()), moved=tuple(moved.values()), told=(*whom.told, *other.told))
