"""楼栋的小区和网格, from a day to a day: which estate and which grid a building belonged to when."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar

import attrs
from attrs import frozen

from db.fields import Day, Link, Looks
from db.records.base import Spell
from db.records.spells import ONE_DAY


@frozen(kw_only=True, slots=False)
class BuildingPlace(Spell):
    """Where a building belonged from one day to another, both included; the open one is where it belongs today."""

    TABLE: ClassVar[str] = "building_place"
    LABEL: ClassVar[str] = "小区和网格的变动"

    since: Annotated[date | None, Day("起", looks=Looks.BACK, width=6)] = None
    until: Annotated[date | None, Day("止", looks=Looks.BACK, width=6)] = None
    estate: Annotated[int, Link("小区", to="estate", width=8)] = 0
    grid: Annotated[int, Link("所属网格", to="grid", width=8)] = 0


def standing(places: Sequence[BuildingPlace]) -> BuildingPlace | None:
    """The one that is open; None where there is none."""
    return next((place for place in places if place.until is None), None)


def placed(places: Sequence[BuildingPlace], estate: int, grid: int, day: date) -> tuple[BuildingPlace, ...]:
    """The places of a building that belongs to an estate and a grid from a day on.

    What was not known before is known for all the time that is open: only another estate or grid is a change.
    """
    now = BuildingPlace(estate=estate, grid=grid)
    earlier = [place for place in places if place.until is not None]
    if (open_ := standing(places)) is None:
        since = max((place.until for place in earlier if place.until), default=None)
        fresh = attrs.evolve(now, since=since + ONE_DAY if since else None)
        return (*earlier, fresh) if estate or grid else tuple(earlier)
    if open_.estate in (0, estate) and open_.grid in (0, grid):
        return tuple(attrs.evolve(p, estate=estate, grid=grid) if p is open_ else p for p in places)
    if open_.since is None or open_.since < day:
        return (*earlier, attrs.evolve(open_, until=day - ONE_DAY), attrs.evolve(now, since=day))
    for place in earlier:
        if place.until == open_.since - ONE_DAY and (place.estate, place.grid) == (estate, grid):
            return tuple(attrs.evolve(p, until=None) if p is place else p for p in earlier)
    return (*earlier, attrs.evolve(open_, estate=estate, grid=grid))
