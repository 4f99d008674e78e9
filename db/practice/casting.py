"""Finds in the registry the people of whom a story can be told: neighbours above each other, a father and his children."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from attrs import frozen

from db.practice.names import FEMALE, MALE
from db.practice.town import Home, Town
from db.practice.wording import surname_of
from db.records.registry.resident import Resident

PARENTS = "5"
AGAIN = "again:"
_SONS = {(MALE, MALE): ("长子", "次子"), (FEMALE, FEMALE): ("长女", "次女")}


@frozen
class Player:
    """One party of a story that is in the registry.

    Attributes:
        child: the child that the story is about.
        kin: which child of the first party they are, such as 长子; or what they are to each other.
    """

    resident: Resident
    home: Home
    child: Resident | None = None
    kin: str = ""


Cast = list[Player]


@frozen
class Scope:
    """Where the parties of a story live, and how many they are."""

    estate: str = ""
    building: str = ""
    count: int = 2


class Casting:
    """Chooses parties; nobody plays in two stories, unless the story says so."""

    def __init__(self, town: Town, chance: random.Random) -> None:
        self._town = town
        self._chance = chance
        self._played: dict[str, Cast] = {}
        self._busy: set[int] = set()
        self._finders: Mapping[str, Callable[[list[Home], Scope], Iterable[Cast]]] = {
            "上下楼": lambda homes, _: self._stacked(homes),
            "一二楼": lambda homes, _: self._first_floors(homes),
            "楼上有孩子": lambda homes, _: self._child_above(homes),
            "同层": lambda homes, _: self._pairs(homes, lambda h: (*h.stairs, h.floor)),
            "同楼": lambda homes, _: self._pairs(homes, lambda h: h.house.building, apart=True),
            "邻居": lambda homes, _: self._pairs(homes, lambda h: h.estate, apart=True),
            "单元": self._staircase,
            "顶层": lambda homes, _: self._singles(homes, lambda h: h.floor >= 6 and self._long_here(h)),
            "低层": lambda homes, _: self._singles(homes, lambda h: h.floor <= 3),
            "一人": lambda homes, _: self._singles(homes, lambda _: True),
            "有老人户": lambda homes, _: self._singles(homes, self._keeps_an_elder),
            "小学生家长": lambda homes, _: self._with_child(homes, 4, 10),
            "家长": lambda homes, _: self._two_parents(homes),
            "房客": lambda homes, _: self._tenant_and_owner(homes),
            "租户工人": lambda homes, _: self._workmen(homes),
            "夫妻": lambda homes, _: self._couples(homes),
            "单亲": lambda homes, _: self._lone_mothers(homes),
            "赡养": lambda homes, _: self._father_and_children(homes),
            "手足": lambda homes, _: self._siblings(homes),
            "领舞": lambda homes, _: self._dancers(homes),
        }

    def cast(self, key: str, kind: str, scope: Scope) -> Cast | None:
        """The parties of a story, nearest to its place; None when the community has no such people."""
        if kind.startswith(AGAIN):
            return self._played.get(kind.removeprefix(AGAIN))
        for estate, building in ((scope.estate, scope.building), (scope.estate, ""), ("", "")):
            homes = [h for h in self._town.in_estate(estate) if building in ("", h.building.number)]
            homes = [h for h in homes if h.household.id not in self._busy and h.kind != "written"]
            self._chance.shuffle(homes)
            if found := next(iter(self._finders[kind](homes, scope)), None):
                self._played[key] = found
                self._busy |= {player.home.household.id for player in found}
                return found
        return None

    def _fit(self, home: Home) -> bool:
        """Whether the flat is their own and the head of an age to stand up for themselves."""
        return not home.rented and 24 <= self._town.age(home.head) <= 72

    def _long_here(self, home: Home) -> bool:
        """Whether they have lived there for two years and more."""
        since = home.household.members[0].since
        return since is not None and (self._town.today - since).days > 730

    def _heads(self, *homes: Home) -> Cast:
        return [Player(home.head, home) for home in homes]

    def _singles(self, homes: list[Home], wanted: Callable[[Home], bool]) -> Iterator[Cast]:
        return (self._heads(h) for h in homes if wanted(h) and self._fit(h) and self._town.age(h.head) < 68)

    def _pairs(self, homes: list[Home], place: Callable[[Home], object], *, apart: bool = False) -> Iterator[Cast]:
        """Two homes of the same place; apart: not on one staircase, or in the same building when that is the place."""
        first: dict[object, list[Home]] = {}
        for home in filter(self._fit, homes):
            for other in first.setdefault(place(home), []):
                if other.house.id != home.house.id and not (apart and other.stack == home.stack):
                    yield self._heads(other, home)
            first[place(home)].append(home)

    def _above(self, homes: list[Home]) -> Iterator[tuple[Home, Home]]:
        """A home and the one right above it."""
        by_place = {(h.stack, h.floor): h for h in homes}
        for home in homes:
            upper = by_place.get((home.stack, home.floor + 1))
            if upper and self._fit(home) and self._fit(upper):
                yield home, upper

    def _stacked(self, homes: list[Home]) -> Iterator[Cast]:
        return (self._heads(lower, upper) for lower, upper in self._above(homes))

    def _first_floors(self, homes: list[Home]) -> Iterator[Cast]:
        return (self._heads(upper, lower) for lower, upper in self._above(homes) if lower.floor == 1)

    def _child_above(self, homes: list[Home]) -> Iterator[Cast]:
        for lower, upper in self._above(homes):
            if child := self._child(upper, 8, 16):
                yield [Player(lower.head, lower), Player(upper.head, upper, child)]

    def _staircase(self, homes: list[Home], scope: Scope) -> Iterator[Cast]:
        """One on the ground floor, the others above on the same staircase."""
        fit = [h for h in homes if self._fit(h)]
        for home in fit:
            upper = [h for h in fit if h.stairs == home.stairs and h.floor > 1]
            if home.floor == 1 and len(upper) >= scope.count - 1:
                yield self._heads(home, *upper[: scope.count - 1])

    def _keeps_an_elder(self, home: Home) -> bool:
        return self._town.age(home.head) < 60 and any(self._town.age(r) >= 68 for r in home.residents)

    def _child(self, home: Home, youngest: int, oldest: int) -> Resident | None:
        """A son or daughter of the head of that age."""
        return next((c for c in home.children() if youngest <= self._town.age(c) <= oldest), None)

    def _with_child(self, homes: list[Home], youngest: int, oldest: int) -> Iterator[Cast]:
        for home in homes:
            child = self._child(home, youngest, oldest)
            if child and self._fit(home):
                yield [Player(home.head, home, child)]

    def _two_parents(self, homes: list[Home]) -> Iterator[Cast]:
        found = list(self._with_child(homes, 5, 11))
        return ([*one, *other] for one, other in pairwise(found))

    def _tenant_and_owner(self, homes: list[Home]) -> Iterator[Cast]:
        for home in homes:
            owner = self._town.owners.get(home.house.id)
            if owner and 22 <= self._town.age(home.head) <= 60:
                yield [Player(home.head, home), Player(owner, self._town.home_of[owner.id])]

    def _workmen(self, homes: list[Home]) -> Iterator[Cast]:
        for home in homes:
            men = [r for r in home.residents if r.sex == MALE and 26 <= self._town.age(r) <= 56]
            if home.rented and men:
                yield [Player(men[0], home)]

    def _couples(self, homes: list[Home]) -> Iterator[Cast]:
        """Wife and husband with a child at school."""
        for home in homes:
            spouse = home.spouse()
            if spouse and self._child(home, 6, 16):
                pair = sorted((home.head, spouse), key=lambda r: r.sex == MALE)
                yield [Player(r, home) for r in pair]

    def _lone_mothers(self, homes: list[Home]) -> Iterator[Cast]:
        for home in homes:
            child = self._child(home, 3, 15)
            if home.kind == "one_parent" and home.head.sex == FEMALE and child:
                yield [Player(home.head, home, child)]

    def _kinsfolk(self, homes: list[Home], youngest: int, oldest: int) -> dict[str, list[Player]]:
        """Heads of that age who do not keep a parent, by surname, one a home, the eldest first."""
        found: dict[str, list[Player]] = {}
        for home in homes:
            keeps = any(relation.startswith(PARENTS) for _, relation in home.living)
            if youngest <= self._town.age(home.head) <= oldest and not keeps:
                found.setdefault(surname_of(home.head.name), []).append(Player(home.head, home))
        for players in found.values():
            players.sort(key=lambda p: (str(p.resident.birth), p.resident.id))
        return found

    def _father_and_children(self, homes: list[Home]) -> Iterator[Cast]:
        kin = self._kinsfolk(homes, 34, 62)
        for home in homes:
            age = self._town.age(home.head)
            if home.head.sex != MALE or age < 70 or home.kind not in ("elder_alone", "elder_couple"):
                continue
            able = [p for p in kin.get(surname_of(home.head.name), []) if 23 <= age - self._town.age(p.resident) <= 38]
            for one, other in combinations(able, 2):
                if self._town.age(one.resident) - self._town.age(other.resident) in range(1, 10):
                    sexes = one.resident.sex, other.resident.sex
                    words = _SONS.get(sexes) or tuple("儿子" if s == MALE else "女儿" for s in sexes)
                    yield [
                        Player(home.head, home),
                        Player(one.resident, one.home, kin=words[0]),
                        Player(other.resident, other.home, kin=words[1]),
                    ]

    def _siblings(self, homes: list[Home]) -> Iterator[Cast]:
        for players in self._kinsfolk(homes, 42, 66).values():
            for three in combinations(players, 3):
                ages = [self._town.age(p.resident) for p in three]
                if ages[0] - ages[2] <= 12 and ages[0] > ages[1] > ages[2]:
                    yield [Player(p.resident, p.home, kin=_kin_word([q.resident.sex for q in three])) for p in three]

    def _dancers(self, homes: list[Home]) -> Iterator[Cast]:
        leaders = [
            Player(r, h) for h in homes for r in h.residents if r.sex == FEMALE and 55 <= self._town.age(r) <= 67
        ]
        for home in homes:
            if 26 <= self._town.age(home.head) <= 52:
                yield from ([Player(home.head, home), p] for p in leaders if p.home is not home)


def _kin_word(sexes: list[str]) -> str:
    """What brothers and sisters are to each other, the eldest first."""
    if len(set(sexes)) == 1:
        return "兄弟" if sexes[0] == MALE else "姐妹"
    return "兄妹" if sexes[0] == MALE else "姐弟"
