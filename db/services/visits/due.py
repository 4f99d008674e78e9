"""What is due of visits: promises that have a day or an owner until they are kept, and the calls that were promised."""

from collections.abc import Sequence
from datetime import datetime

from db.records.participant import actors_of
from db.records.visits.visit import Visit
from db.services.due import DueItem
from db.store import Store, among, eq, ne
from db.store.where import Either

VISIT_AGAIN = ("2", "4")
PROMISED = "promise_owner"


def visits_due(store: Store, _now: datetime) -> list[DueItem]:
    """Open promises, each once; doors and persons that were promised another call, where nobody has called since."""
    told_for = Either((ne("promise_due", None), ne("promise_owner", "")))  # most promises of old have neither
    narrow = ne("promise", ""), told_for, eq("promise_kept", None), eq("matter", None)
    open_ones = [visit for visit in store.select(Visit, *narrow) if visit.has_open_promise()]
    told = {visit.id for visit in open_ones}
    again = [visit for visit in _again(store) if visit.id not in told and not visit.promise_kept]
    titles = store.linked_titles([*open_ones, *again])
    me = store.person_at_work()
    found = [
        _item(visit, titles[visit.id], visit.promise_owner or "答应的事")._replace(
            due=visit.promise_due, is_others=_is_others(visit, me), is_mine=_is_mine(visit, me)
        )
        for visit in open_ones
    ]
    return [*found, *(_item(visit, titles[visit.id], "需再访") for visit in again)]


def _again(store: Store) -> Sequence[Visit]:
    promised = store.select(Visit, among("result", VISIT_AGAIN))
    doors = store.select(Visit, among("house", {v.house for v in promised if v.house}), order=("day",))
    persons = store.select(Visit, among("resident", {v.resident for v in promised if v.resident}), order=("day",))
    last_at = {v.house: v.id for v in doors}
    last_with = {v.resident: v.id for v in persons}
    return [v for v in promised if v.id == (last_at[v.house] if v.house else last_with.get(v.resident, v.id))]


def _item(visit: Visit, titles: "dict[str, str]", stage: str) -> DueItem:
    who = titles.get("resident") or titles.get("house", "")
    return DueItem("visit", visit.id, "走访", visit.promise or visit.finding, who, stage, None)


def _is_others(visit: Visit, me: int) -> bool:
    """Whether somebody else was named, and not who works here."""
    return bool(visit.promise_owner) and bool(me) and not _is_mine(visit, me)


def _is_mine(visit: Visit, me: int) -> bool:
    """Whether who works here was named."""
    return bool(me) and me in {actor.who for actor in actors_of(visit) if actor.role == PROMISED}
