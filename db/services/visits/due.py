"""What is due of visits: the calls that were promised."""

from datetime import datetime

from db.records.visits.visit import Visit
from db.services.due import DueItem
from db.store import Store, among

VISIT_AGAIN = ("2", "4")


def visits_due(store: Store, _now: datetime) -> list[DueItem]:
    """Doors and persons that were promised another call, where nobody has called since."""
    promised = store.select(Visit, among("result", VISIT_AGAIN))
    doors = store.select(Visit, among("house", {v.house for v in promised if v.house}), order=("day",))
    persons = store.select(Visit, among("resident", {v.resident for v in promised if v.resident}), order=("day",))
    last_at = {v.house: v.id for v in doors}
    last_with = {v.resident: v.id for v in persons}
    again = [v for v in promised if v.id == (last_at[v.house] if v.house else last_with.get(v.resident, v.id))]
    titles = store.linked_titles(again)
    return [
        DueItem(
            "visit",
            visit.id,
            "走访",
            visit.promise or visit.finding,
            titles[visit.id].get("resident") or titles[visit.id].get("house", ""),
            "需再访",
            None,
        )
        for visit in again
    ]
