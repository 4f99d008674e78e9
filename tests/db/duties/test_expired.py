"""期满: what a term is over for is told once it is, of what the program keeps, and of nothing else."""

from datetime import date, datetime

import attrs

from db.records.duties.retention import FOREVER, Retention
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.duties.expired import expired, retention_due
from db.store import Store
from tests.factories import plant

NOW = datetime(2026, 11, 30, 9)


def term(store: Store, **changes: object) -> Retention:
    values: dict[str, object] = {
        "what": "居民登记",
        "of": "1",
        "years": 2,
        "end": "1",
        "basis": "本中心定的",
        **changes,
    }
    return store.save(attrs.evolve(Retention(), **values))


def test_who_moved_away_so_long_ago_is_told_of(store: Store) -> None:
    days = {"甲一": date(2024, 11, 30), "乙二": date(2024, 12, 1), "丙三": None}
    people = [store.save(Resident(name=name, state="2", state_day=day)) for name, day in days.items()]
    store.save(Resident(name="丁四", state="1", state_day=date(2020, 1, 1)))
    one = term(store)
    assert expired(store, one, NOW.date()) == [people[0].id]
    (item,) = retention_due(store, NOW)
    assert (item.table, item.id, item.number, item.matter) == ("retention", one.id, "居民登记", "1 条保管期满")
    table, conditions = item.rows or ("", ())
    assert (table, store.ids(Resident, *store.where(Resident, conditions))) == ("resident", [people[0].id])


def test_nothing_is_told_where_nobody_decided(store: Store) -> None:
    store.save(Resident(name="甲一", state="2", state_day=date(2000, 1, 1)))
    term(store, of="")
    term(store, years=None)
    term(store, end=FOREVER)
    assert retention_due(store, NOW) == []


def test_visits_are_counted_from_their_day(store: Store) -> None:
    old = plant(store, Visit, day=date(2023, 11, 30), resident=0, house=0, matter=0)
    plant(store, Visit, day=date(2025, 1, 1), resident=0, house=0, matter=0)
    assert expired(store, term(store, of="2", years=3), NOW.date()) == [old.id]
