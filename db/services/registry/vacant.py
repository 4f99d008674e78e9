"""空置: houses behind whose doors nobody is known to live, and since when: no home of the register, and no shop."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from db.records.registry.place import House
from db.records.registry.resident import ENDED, Resident
from db.store import Store

SHOP = "1"
"""商用 of the table ``house_use``."""


def vacant_since(store: Store, houses: Collection[int], day: date) -> Mapping[int, date | None]:
    """Which of some houses stand empty on a day, each with since when: the day after the last one moved out; None where nobody knows it.

    Who stays somewhere for a time lives there as well. Whoever sees only some of the residents is told by these alone.
    """
    asked = {i for i, one in store.get_many(House, houses).items() if one.use != SHOP}
    last: dict[int, date] = {}
    for resident in store.owners(Resident, "residences", "house", asked):
        has_left = resident.state in ENDED
        for one in resident.residences:
            if one.house not in asked or (one.since and one.since > day):
                continue
            until = one.until or (resident.state_day if has_left else None)
            if until is None and has_left:
                continue  # nobody knows when they left
            if until is None or until >= day:
                asked.discard(one.house)
            else:
                last[one.house] = max(last.get(one.house, until), until)
    return {i: last[i] + timedelta(days=1) if i in last else None for i in asked}
