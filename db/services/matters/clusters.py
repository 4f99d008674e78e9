"""共性: matters of one kind that came from one place within some days, each counted with its root; how many and how many days a centre says.

clusters(store, today)             # what may be a common problem, and what came since to one that there is
cluster_of(store, matter, today)   # that in which a matter stands
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import evolve, frozen

from db.errors import ArgumentError
from db.records.base import changed
from db.records.centre.centre import COMMON_COUNT, COMMON_DAYS, Rule, read_number
from db.records.condition import is_, nothing
from db.records.matters.common_flow import DECLINE, VOID_STAGES
from db.records.matters.common_problem import CommonMatter, CommonProblem
from db.records.matters.flow import VOID_STAGES as VOID_MATTERS
from db.records.matters.matter import Matter
from db.records.registry.place import Building, House
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store, Where, among, eq, ge, lt, none_of
from db.values import code_table
from db.values.day import day_of

USUAL: Final[Mapping[str, int]] = {COMMON_COUNT: 3, COMMON_DAYS: 90}
"""What holds until the centre says otherwise."""
_LABELS = {COMMON_COUNT: "共性问题：几件起", COMMON_DAYS: "共性问题：几天内"}
_NAMED = 20
"""Characters of the name of a place."""


class NoCluster(ArgumentError):
    """A matter that stands in none."""

    code = "no_cluster"


@frozen
class Cluster:
    """Matters that have kind and place in common.

    Attributes:
        category: that of all; else the one above.
        estate, building: where all are; 0 where that is not known, or not one.
        matters: the ids of their roots, the newest first.
        first, last: the days between which they came.
        problem: the id of the common problem that is open, to which they came since; 0 where they are none yet.
        name: what it may be called.
    """

    category: str
    estate: int
    building: int
    matters: tuple[int, ...]
    first: date
    last: date
    problem: int = 0
    name: str = ""


@frozen
class _Place:
    """Where a matter is: the building that it names or whose house it names, and the estate."""

    estate: int = 0
    building: int = 0

    @property
    def key(self) -> tuple[str, int]:
        return ("estate", self.estate) if self.estate else ("building", self.building)


def laid_down(store: Store, day: date) -> tuple[int, int]:
    """From how many matters within how many days on they are told, by the rules in force on a day."""
    count, days = (_limit(store, key, day) for key in (COMMON_COUNT, COMMON_DAYS))
    return count, days


def lay_down_limits(store: Store, count: str, days: str, since: date, source: str) -> list[Rule]:
    """The rules that say it from a day on; what was said of the same day is said anew.

    Raises:
        ValueUnreadable: one is no number.
        ArgumentError: no source is named.
    """
    if not source.strip():
        raise ArgumentError("还没有写依据", "请写文件名称；没有文件的写“本中心自定”")
    with store.writing("定几件算共性") as w:
        found: list[Rule] = []
        for key, value in ((COMMON_COUNT, count), (COMMON_DAYS, days)):
            said = w.read.select(Rule, eq("key", key), eq("since", since.isoformat()), order=("-id",), limit=1)
            rule = said[0] if said else Rule(key=key, label=_LABELS[key], since=since)
            found.append(w.save(evolve(rule, value=str(read_number(value)), source=source.strip())))
        return found


def clusters(store: Store, today: date) -> list[Cluster]:
    """What may be a common problem, those with most matters first; what came to one that is open stands before them."""
    return _named(store, _Look(store, today).clusters(store.select(Matter, *_recent(store, today))))


def cluster_of(store: Store, matter: Matter, today: date) -> Cluster | None:
    """The one in which a matter stands that may be a common problem; None for none."""
    place = _places(store, [matter]).get(matter.id, _Place()) if matter.category and matter.id else _Place()
    if place == _Place():
        return None
    recent = (*_recent(store, today), among("category", _family(matter.category)))
    ids = {i for where in _there(store, place) for i in store.ids(Matter, *recent, *where)}
    if matter.id not in ids:
        return None
    found = _Look(store, today).clusters(store.get_many(Matter, ids).values())
    own = next((one for one in found if (matter.root or matter.id) in one.matters), None)
    return _named(store, [own])[0] if own else None


def begun_common(store: Store, matter: Matter) -> CommonProblem:
    """A common problem of the cluster in which a matter stands, to be saved; of the matter alone where it stands in none."""
    today = date.today()
    found = cluster_of(store, matter, today)
    if found is None or found.problem:
        alone = (CommonMatter(matter=matter.root or matter.id),) if matter.id else ()
        return CommonProblem(raised=today, category=matter.category, estate=matter.estate, matters=alone)
    return _begun(found, today)


def decline(store: Store, matter: Matter) -> CommonProblem:
    """That of the cluster in which a matter stands, declined: it is remembered, and what it has is not proposed again.

    Raises:
        NoCluster: it stands in none any more.
        AppError: see `save_record` and `move`.
    """
    today = date.today()
    with store.writing("不采纳共性问题"):
        saved = save_as_declared(store, _begun(_standing(store, matter, today), today))
        return move(store, saved, DECLINE, did=store.person_at_work())


def add_to(store: Store, matter: Matter) -> tuple[CommonProblem, CommonProblem]:
    """The open common problem to which the cluster of a matter came since, before and with those matters.

    Raises:
        NoCluster: it stands in none any more, or in one of its own.
        AppError: see `save_record`.
    """
    today = date.today()
    with store.writing("归到共性问题"):
        found = _standing(store, matter, today)
        if not found.problem:
            raise NoCluster("还没有立这个共性问题", "请先“立为共性问题”")
        before = store.get(CommonProblem, found.problem)
        rows = (*before.matters, *(CommonMatter(matter=one) for one in reversed(found.matters)))
        last = max(filter(None, (before.last, found.last)), default=found.last)
        return before, save_as_declared(store, changed(before, matters=rows, last=last))


def _standing(store: Store, matter: Matter, today: date) -> Cluster:
    found = cluster_of(store, matter, today)
    if found is None:
        raise NoCluster("这一群已经不在了", "刚在别处立了或者改了，请重新看一遍")
    return found


def _begun(found: Cluster, today: date) -> CommonProblem:
    return CommonProblem(
        name=found.name, category=found.category, estate=found.estate, building=found.building, raised=today,
        first=found.first, last=found.last, matters=tuple(CommonMatter(matter=one) for one in reversed(found.matters)),
    )  # fmt: skip


def _limit(store: Store, key: str, day: date) -> int:
    rule = store.rule_in_force(key, day)
    return read_number(rule.value) if rule and rule.value.strip() else USUAL[key]


def _recent(store: Store, today: date) -> tuple[Where, ...]:
    """What holds of the matters that are looked at."""
    _, days = laid_down(store, today)
    first, after = today - timedelta(days=days), today + timedelta(days=1)
    came = ge("taken", first.isoformat()), lt("taken", after.isoformat())
    return (*came, none_of("stage", VOID_MATTERS), none_of("category", ("",)))


def _there(store: Store, place: _Place) -> Iterator[Sequence[Where]]:
    """The ways in which a matter can be at a place: by itself, by its building, by its house."""
    nowhere = nothing("estate"), nothing("building")
    if not place.estate:
        yield store.where(Matter, (nothing("estate"), is_("building", place.building)))
        yield store.where(Matter, (*nowhere, is_("house.building", place.building)))
        return
    yield store.where(Matter, (is_("estate", place.estate),))
    yield store.where(Matter, (nothing("estate"), is_("building.estate", place.estate)))
    yield store.where(Matter, (*nowhere, is_("house.building.estate", place.estate)))


def _places(store: Store, matters: Iterable[Matter]) -> dict[int, _Place]:
    """Where each matter is of which that is known."""
    matters = list(matters)
    houses = store.get_many(House, {one.house for one in matters if one.house and not one.building})
    numbers = {one.id: one.building or (houses[one.house].building if one.house in houses else 0) for one in matters}
    buildings = store.get_many(Building, {*numbers.values()} - {0})
    found: dict[int, _Place] = {}
    for one in matters:
        building = buildings.get(numbers[one.id])
        place = _Place(one.estate or (building.estate if building else 0), building.id if building else 0)
        if place != _Place():
            found[one.id] = place
    return found


class _Look:
    """Puts matters together, without those that a common problem has."""

    def __init__(self, store: Store, today: date) -> None:
        self._store = store
        self._count, _ = laid_down(store, today)
        self._problems = store.select(CommonProblem, none_of("stage", VOID_STAGES), order=("-raised", "-id"))
        had = {row.matter for one in self._problems for row in one.matters}
        self._had = had | {one.root for one in store.get_many(Matter, had).values()}

    def clusters(self, matters: Iterable[Matter]) -> list[Cluster]:
        """Those of which there are enough, or to which a common problem is open."""
        matters = [one for one in matters if (one.root or one.id) not in self._had]
        places = _places(self._store, matters)
        groups: dict[tuple[str, tuple[str, int]], list[Matter]] = defaultdict(list)
        for one in sorted(matters, key=lambda one: (str(one.taken), one.id), reverse=True):
            if one.id in places:
                groups[_top(one.category), places[one.id].key].append(one)
        found = [self._cluster(group, places) for group in groups.values()]
        enough = [one for one in found if one.problem or len(one.matters) >= self._count]
        return sorted(enough, key=lambda one: (bool(one.problem), len(one.matters), one.last), reverse=True)

    def _cluster(self, group: Sequence[Matter], places: Mapping[int, _Place]) -> Cluster:
        categories = {one.category for one in group}
        buildings = {places[one.id].building for one in group}
        category = categories.pop() if len(categories) == 1 else _top(group[0].category)
        building = buildings.pop() if len(buildings) == 1 else 0
        days = [day for one in group if (day := day_of(one.taken))]
        matters = tuple(dict.fromkeys(one.root or one.id for one in group))
        made = Cluster(category, places[group[0].id].estate, building, matters, min(days), max(days))
        return evolve(made, problem=next((one.id for one in self._problems if _continues(one, made)), 0))


def _continues(problem: CommonProblem, found: Cluster) -> bool:
    """Whether an open common problem is of the same kind and place."""
    at_building = not problem.building or problem.building == found.building
    here = problem.estate == found.estate and at_building and bool(problem.estate or problem.building)
    return problem.is_open() and here and bool(problem.category) and found.category in _family(problem.category)


def _top(category: str) -> str:
    return code_table.load("matter_category").upper.get(category, "") or category


def _family(category: str) -> tuple[str, ...]:
    """All that are sorted under the same: one clerk sorts finer than another."""
    return code_table.load("matter_category").under(_top(category))


def _named(store: Store, found: Sequence[Cluster]) -> list[Cluster]:
    table = code_table.load("matter_category")
    estates = store.titles("estate", {one.estate for one in found} - {0})
    buildings = store.titles(Building.TABLE, {one.building for one in found} - {0})
    told: list[Cluster] = []
    for one in found:
        place = buildings.get(one.building, "") or estates.get(one.estate, "")
        told.append(evolve(one, name=f"{place[:_NAMED]}{table.label(one.category)}".strip()))
    return told
