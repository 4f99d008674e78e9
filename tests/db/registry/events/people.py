"""A family behind a door, with a booklet, and what is asked of all there is after an event."""

from collections import Counter
from datetime import date
from typing import Any

from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.heads import HEAD
from db.records.registry.household import Household, Member
from db.records.registry.place import House
from db.records.registry.residence import MAIN, Residence
from db.records.registry.resident import ENDED, IN_REGISTER, Resident
from db.records.step import Step
from db.services.registry.events import Asked, Done, Event, What, carry_out, weigh
from db.services.registry.register_resident import Door, house_at
from db.store import Store, rows

BEGAN = date(2020, 1, 1)
FAMILY = (("王老", "1", 1940, HEAD), ("李婆", "2", 1942, "12"), ("王大", "1", 1965, "22"), ("赵媳", "2", 1968, "38"))


def door(store: Store, room: str) -> House:
    return house_at(store, Door("幸福里小区", "3", "2", room))


def family(store: Store, room: str = "501", people: Any = FAMILY) -> dict[str, Resident]:
    """A family in one household and one booklet since 2020, by name."""
    house = door(store, room)
    lived = (Residence(house=house.id, since=BEGAN),)
    found = {
        name: store.save(Resident(name=name, sex=sex, birth=date(born, 5, 1), house=house.id, residences=lived))
        for name, sex, born, _ in people
    }
    seats = [(found[name].id, relation) for name, _, _, relation in people]
    members = tuple(Member(resident=i, relation=r, since=BEGAN) for i, r in seats)
    store.save(Household(house=house.id, head=seats[0][0], members=members))
    stands = tuple(BookletMember(resident=i, relation=r, since=BEGAN) for i, r in seats)
    store.save(Booklet(number=room, house=house.id, head=seats[0][0], members=stands))
    return found


def happens(store: Store, what: What, *who: Resident, head: int = 0, **asked: Any) -> Done:
    """Does it as it was weighed; whatever is refused fails."""
    weighed = weigh(store, Event(what=what, who=tuple(one.id for one in who), asked=Asked(**asked), head=head))
    assert not weighed.refused, weighed.refused
    return carry_out(store, weighed)


def refused(store: Store, what: What, *who: Resident, **asked: Any) -> str:
    """Why it is refused; "" where it is not."""
    return weigh(store, Event(what=what, who=tuple(one.id for one in who), asked=Asked(**asked))).refused


def told(store: Store, what: What, *who: Resident, **asked: Any) -> list[str]:
    """The lines of what it would change."""
    weighed = weigh(store, Event(what=what, who=tuple(one.id for one in who), asked=Asked(**asked)))
    return [line.text() for line in weighed.lines]


def picture(store: Store) -> dict[tuple[str, int], object]:
    """Everything that an event may touch, byte for byte but for versions."""
    kinds = (Resident, Household, Booklet, House, Tenure, Person, Step)
    return {(kind.TABLE, one.id): rows.picture(one) for kind in kinds for one in store.select(kind)}


def broken(store: Store) -> list[str]:
    """What of the register contradicts itself (reference: domain model, one head, one home, one booklet)."""
    found: list[str] = []
    homes: list[Household | Booklet] = [*store.select(Household), *store.select(Booklet)]
    seats = Counter((type(home), m.resident) for home in homes for m in home.present())
    found += [f"{who} has {count} seats of {kind.LABEL}" for (kind, who), count in seats.items() if count > 1]
    posts = {t.person for t in store.select(Tenure) if t.until is None}
    holders = {p.resident for p in store.select(Person) if p.id in posts}
    for one in store.select(Resident):
        mains = [row for row in one.residences if row.until is None and row.kind == MAIN]
        if len(mains) > 1 or (one.state == IN_REGISTER and one.house and [row.house for row in mains] != [one.house]):
            found.append(f"{one.name} does not live where they are listed, alone")
        if one.state in ENDED and (mains or any(tag.until is None for tag in one.care) or one.id in holders):
            found.append(f"{one.name} is gone and lives somewhere, is looked after or holds a post")
        if one.state in ENDED and any(who == one.id for _, who in seats):
            found.append(f"{one.name} is gone and has a seat")
    return found + [fault for home in homes for fault in _of_home(home)]


def _of_home(home: Household | Booklet) -> list[str]:
    heads = [m.resident for m in home.present() if m.relation == HEAD]
    found = [f"{home.LABEL} {home.id}: {p.code}" for p in home.problems()]
    if home.present() and heads != [home.head]:
        found.append(f"{home.LABEL} {home.id} has the heads {heads} and says {home.head}")
    return found
