"""Three 走访日 rounds: what each grid's chief found at the doors, and what was promised."""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from attrs import evolve, field, frozen

from db.practice.data import items, table
from db.practice.desk_days import past_visit_days
from db.practice.town import Home, Town
from db.practice.wording import addressed, fill
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.centre.recurring_days import next_visit_day
from db.services.visits.sheets import prepare
from db.services.visits.visit_round import rounds
from db.store import Store

ROUNDS = 3
TO_BE_DONE, DAYS_TO_DO = "2", 21
"""The result of a call with a request, and how long after it what was promised is to be done."""
AT_THE_DOOR = "1"
SHOP = "shop"
OF_WORK = frozenset({"disabled", "disabled_old", "poor", "worker"})
PARTY_MEMBER = "01"
ALONE, OLD_PAIR, AGED, DEPENDENT, DISABLED, POOR, VETERAN = "11", "12", "10", "13", "20", "30", "50"
OLD = 60


@frozen
class Errand:
    """A door and what happened there, as ``visits.json`` tells it."""

    who: str
    start: int
    steps: list[tuple[str, str, str]]
    estate: str = ""
    building: str = ""
    room: str = ""
    way: str = AT_THE_DOOR


@frozen
class Door:
    """Where an errand leads: house, resident (none at a shop) and the visitor."""

    house: int
    resident: Resident | None
    visitor: str
    words: Mapping[str, str] = field(factory=dict[str, str])


class Rounds:
    """Makes the visits."""

    def __init__(self, town: Town, chance: random.Random, parties: frozenset[int]) -> None:
        self._town = town
        self._parties = parties
        self._chance = chance
        self._visited: set[int] = set()
        self._wanted: Mapping[str, Callable[[Resident, Home], bool]] = {
            "alone": lambda r, _: self._tagged(r, ALONE),
            "old_pair": lambda r, h: self._tagged(r, OLD_PAIR) and len(h.living) == 2,
            "aged": lambda r, h: self._tagged(r, AGED) and len(h.living) > 1,
            "disabled_old": lambda r, h: self._tagged(r, DEPENDENT) and len(h.living) > 1,
            "disabled": lambda r, _: self._tagged(r, DISABLED) and town.age(r) >= 18,
            "poor": lambda r, _: self._tagged(r, POOR) and town.age(r) < 75,
            "veteran": lambda r, _: self._tagged(r, VETERAN),
            "baby": lambda r, h: r is h.head and town.age(r) < OLD and self._child_at_home(h, 0, 2),
            "pupil": lambda r, h: r is h.head and town.age(r) < OLD and self._child_at_home(h, 7, 12),
            "tenant": lambda r, h: r is h.head and h.rented and h.kind in ("nuclear", "young_couple"),
            "shared": lambda r, h: r is h.head and h.kind == "shared",
            "grandchild": lambda r, h: r is h.head and h.kind == "grandchild",
            "party": lambda r, _: r.politics == PARTY_MEMBER and 40 <= town.age(r) <= 70,
            "worker": lambda r, _: 24 <= town.age(r) <= 50 and r.sex != "",
            "any": lambda r, h: r is h.head and not h.rented and 35 <= town.age(r) <= 78,
        }

    def go(self, store: Store) -> None:
        """Writes the visits of the last three rounds, each in the order of the grids."""
        days = past_visit_days(store, self._town.today, ROUNDS)
        by_day: dict[date, list[Visit]] = {day: [] for day in days}
        for item in items("visits"):
            errand = Errand(**item)
            if door := self._door(errand):
                for place, step in enumerate(errand.steps):
                    at = errand.start - 1 + place
                    called = days[at]
                    made = _visit(called, door, errand, step, follow_up=place > 0)
                    later = days[at + 1] if place + 1 < len(errand.steps) else None
                    by_day[called].append(_with_end(made, later, last=at == ROUNDS - 1))
        with store.writing() as w:
            for day in days:
                w.save_all(sorted(by_day[day], key=lambda v: v.house))
        if (ahead := next_visit_day(store, self._town.today)) and (walks := rounds(store)):
            prepare(store, walks[0], ahead)

    def _door(self, errand: Errand) -> Door | None:
        """Somebody whom the errand suits and who was not called on yet; in their estate before elsewhere."""
        if errand.who == SHOP:
            return Door(self._town.shops[errand.room].id, None, self._keeper_of_shops())
        for estate, building in ((errand.estate, errand.building), (errand.estate, ""), ("", "")):
            fitting = [
                (resident, home)
                for home in self._town.in_estate(estate)
                if building in ("", home.building.number) and home.house.id not in self._visited
                for resident in home.residents
                if self._wanted[errand.who](resident, home) and not self._told_otherwise(errand, resident)
            ]
            if fitting:
                resident, home = self._chance.choice(fitting)
                self._visited.add(home.house.id)
                age = self._town.age(resident)
                words = {"称": addressed(resident, age), "龄": str(age)}
                return Door(home.house.id, resident, home.grid.chief, words)
        return None

    def _told_otherwise(self, errand: Errand, resident: Resident) -> bool:
        """Whether a case says of somebody what work they do, and the errand would say something else."""
        return errand.who in OF_WORK and resident.id in self._parties

    def _keeper_of_shops(self) -> str:
        estate, building = table("shops")[0][:2]
        home = next(h for h in self._town.in_estate(estate) if h.building.number == building)
        return home.grid.chief

    def _tagged(self, resident: Resident, kind: str) -> bool:
        return any(tag.kind == kind for tag in resident.care)

    def _child_at_home(self, home: Home, youngest: int, oldest: int) -> bool:
        return any(youngest <= self._town.age(c) <= oldest for c in home.children())


def _with_end(visit: Visit, later: date | None, *, last: bool) -> Visit:
    """What was promised was done by the next call; of the last round some is to be done yet, by whoever called."""
    if not visit.promise or visit.day is None:
        return visit
    if later is not None:
        return evolve(visit, promise_due=later, promise_owner=visit.visitor, promise_kept=later)
    if last and visit.result == TO_BE_DONE:
        return evolve(visit, promise_due=visit.day + timedelta(days=DAYS_TO_DO), promise_owner=visit.visitor)
    return visit


def _visit(day: date, door: Door, errand: Errand, step: tuple[str, str, str], *, follow_up: bool) -> Visit:
    result, finding, promise = step
    return Visit(
        day=day,
        house=door.house,
        resident=door.resident.id if door.resident else 0,
        visitor=door.visitor,
        way=errand.way if follow_up else AT_THE_DOOR,
        result=result,
        finding=fill(finding, door.words),
        promise=fill(promise, door.words),
    )
