"""敲门行动: at which doors somebody called in a time, at which nobody opened, and at which nobody was."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.store import Store, among, eq, ge, le
from db.values.address_order import place_key

AT_THE_DOOR = "1"
"""Of the table ``visit_way``."""
NOBODY = frozenset({"3", "5"})
"""未遇 and 空置 of the table ``visit_result``: whatever else came of a call, somebody opened."""


class Knocked(StrEnum):
    """How a door stands; the value is the name of the figure."""

    DUE = "doors_due"
    ANSWERED = "doors_answered"
    UNANSWERED = "doors_unanswered"
    NEVER = "doors_never"


@frozen
class BuildingCoverage:
    """A building: how many of its doors stand how."""

    building: int
    title: str
    counts: Mapping[Knocked, int]


def coverage(store: Store, span: Span, now: datetime) -> list[BuildingCoverage]:
    """Each building that has doors, in the order of the walk, of what whoever asks sees: the rows of the four figures, told apart."""
    stands = _standing(store, span, now)
    building_of = {house.id: house.building for house in store.select(House)}
    counts: dict[int, dict[Knocked, int]] = {}
    for house, how in stands.items():
        of_building = counts.setdefault(building_of[house], dict.fromkeys(Knocked, 0))
        of_building[Knocked.DUE] += 1
        of_building[how] += 1
    titles = store.titles("building", counts)
    found = [BuildingCoverage(building, titles.get(building, ""), told) for building, told in counts.items()]
    return sorted(found, key=lambda one: place_key(one.title))


def _standing(store: Store, span: Span, now: datetime) -> Mapping[int, Knocked]:
    """How each door stands over a time; one figure counts it and no other."""
    last = min(span.last, now.date())
    days = ge("day", (span.first or date.min).isoformat()), le("day", last.isoformat())
    calls = store.select(Visit, eq("way", AT_THE_DOOR), *days)
    at_home = _homes(store, calls)
    stands = dict.fromkeys(store.ids(House, order=("building", "unit", "room")), Knocked.NEVER)
    for call in calls:
        house = call.house or at_home.get(call.resident, 0)
        if house in stands and stands[house] is not Knocked.ANSWERED:
            stands[house] = Knocked.UNANSWERED if call.result in NOBODY else Knocked.ANSWERED
    return stands


def _homes(store: Store, calls: Sequence[Visit]) -> Mapping[int, int]:
    """The doors of persons who were called on without a door being written."""
    people = {call.resident for call in calls if call.resident and not call.house}
    return {one.id: one.house for one in store.select(Resident, among("id", people))} if people else {}


def _told(store: Store, span: Span, now: datetime, how: Knocked) -> Counted:
    stands = _standing(store, span, now)
    return Counted({House.TABLE: [house for house, one in stands.items() if how in (Knocked.DUE, one)]})


def doors_due(store: Store, span: Span, now: datetime) -> Counted:
    """Every door."""
    return _told(store, span, now, Knocked.DUE)


def doors_answered(store: Store, span: Span, now: datetime) -> Counted:
    """Doors that were opened once at least."""
    return _told(store, span, now, Knocked.ANSWERED)


def doors_unanswered(store: Store, span: Span, now: datetime) -> Counted:
    """Doors at which somebody called, and nobody ever opened."""
    return _told(store, span, now, Knocked.UNANSWERED)


def doors_never(store: Store, span: Span, now: datetime) -> Counted:
    """Doors at which nobody called."""
    return _told(store, span, now, Knocked.NEVER)
