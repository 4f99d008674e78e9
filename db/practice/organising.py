"""Estates, bodies, who acts in them and which posts they hold, in the practice community."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from db.practice.data import Unit, table, units
from db.practice.town import Town
from db.records.base import fields_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.placement import Placement
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account
from db.records.estates.estate import Estate
from db.records.registry.place import GRID_CHIEF, STEWARD, Building, BuildingActor, Grid
from db.records.registry.resident import Resident
from db.store import Store, among
from db.values import credit_code

COMMITTEE = "幸福里社区居民委员会"
GROUP, COMPANY = "16", "50"
STAIR, PARTY_TREE, BELONGS = "5", "1", "1"
WAYS = {GRID_CHIEF: "3", STEWARD: "2"}
"""Chiefs are appointed, stewards chosen."""
GROUPS_SINCE, STEWARDS_SINCE = date(2020, 4, 20), date(2024, 5, 20)


def organise(store: Store, town: Town) -> None:
    """Saves all of them."""
    estates = town.estates
    with store.writing() as w:
        bodies = {b.name: b for b in w.save_all([*_bodies(estates), *_groups(town.grids, estates)])}
        home = bodies[COMMITTEE].id
        w.save_all([attrs.evolve(e, community=home) for e in estates.values()])
        known = {p.name: p for p in store.select(Person)}
        people = {p.name: p for p in w.save_all([*_staff(home, known), *_outsiders(bodies)])}
        stewards = w.save_all([_steward(resident) for resident in town.stewards])
        w.save_all([attrs.evolve(bodies[body], head=people[head].id) for body, head in _heads().items()])
        w.save_all(list(_placements(bodies)))
        w.save_all(list(_written_posts(store, bodies, people)))
        w.save_all(list(_looked_after(town, stewards)))
        held = store.select(Tenure, among("post", tuple(WAYS)))
        w.save_all([attrs.evolve(post, way=WAYS[post.post]) for post in held])


def _bodies(estates: Mapping[str, Estate]) -> Iterator[Body]:
    known = {unit.name: unit for unit in units().values()}
    for serial, (name, kind, level, estate, _, founded, *_) in enumerate(table("bodies"), 1):
        first17 = f"91990000MA{serial:07d}"
        yield Body(
            name=name,
            kind=kind,
            level=level,
            estate=estates[estate].id if estate else 0,
            phone=known[name].phone if name in known else "",
            founded=date.fromisoformat(founded),
            uscc=first17 + credit_code.check_character(first17) if kind == COMPANY else "",
        )


def _groups(grids: list[Grid], estates: Mapping[str, Estate]) -> Iterator[Body]:
    """The party group of each grid."""
    for grid, (_, estate, _, group, _) in zip(grids, table("grids"), strict=True):
        yield Body(name=group, kind=GROUP, level=STAIR, grid=grid.id, estate=estates[estate].id, founded=GROUPS_SINCE)


def _heads() -> dict[str, str]:
    """The name of the head, by that of the body."""
    heads = {name: head for name, _, _, _, head, *_ in table("bodies") if head}
    return heads | {group: chief for _, _, _, group, chief in table("grids")}


def _staff(home: int, known: Mapping[str, Person]) -> Iterator[Person]:
    """Those who have accounts are persons by these."""
    shown = fields_of(Account)["role"].show
    for role, name, phone in table("staff"):
        yield attrs.evolve(known.get(name, Person(name=name)), unit=home, job=shown(role), phone=phone)


def _outsiders(bodies: Mapping[str, Body]) -> Iterator[Person]:
    """Who speaks for the organisations that are bodies here; a shop is none."""
    known: list[Unit] = [unit for unit in units().values() if unit.name in bodies]
    return (Person(name=u.person, unit=bodies[u.name].id, job=u.post, phone=u.phone) for u in known)


def _steward(resident: Resident) -> Person:
    return Person(name=resident.name, resident=resident.id, politics=resident.politics, phone=resident.phone)


def _placements(bodies: Mapping[str, Body]) -> Iterator[Placement]:
    for name, _, _, _, _, founded, tree, upper, relation in table("bodies"):
        if upper:
            since = date.fromisoformat(founded)
            ids = bodies[upper].id, bodies[name].id
            yield Placement(tree=tree, upper=ids[0], lower=ids[1], relation=relation, since=since)
    for _, estate, _, group, _ in table("grids"):
        ids = bodies[f"{estate}党支部"].id, bodies[group].id
        yield Placement(tree=PARTY_TREE, upper=ids[0], lower=ids[1], relation=BELONGS, since=GROUPS_SINCE)


def _written_posts(store: Store, bodies: Mapping[str, Body], people: Mapping[str, Person]) -> Iterator[Tenure]:
    for person, body, post, way, time, since, until in table("tenures"):
        yield Tenure(
            person=people[person].id,
            of=store.kinds.reference_of(bodies[body]),
            post=post,
            way=way,
            time=time,
            since=date.fromisoformat(since),
            until=date.fromisoformat(until) if until else None,
            why_left="任期届满" if until else "",
        )


def _looked_after(town: Town, stewards: list[Person]) -> Iterator[Building]:
    """The buildings with their stewards, who hold that post by being named there."""
    for person in stewards:
        building = town.home_of[person.resident].building
        named = BuildingActor(role="steward", name=person.name, who=person.id)
        yield attrs.evolve(building, steward=person.name, steward_since=STEWARDS_SINCE, actors=(named,))
