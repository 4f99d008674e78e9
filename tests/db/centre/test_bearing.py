"""How many records bear an option, of each type that is filled in from its table."""

from datetime import date, datetime

from db.records import KINDS
from db.records.matters.matter import Matter
from db.records.registry.resident import CareTag, Resident
from db.services.centre.bearing import bearing
from db.store import Store
from tests.factories import begun


def test_each_type_is_counted_by_its_own_field(store: Store) -> None:
    for channel in ("2", "2", "1"):
        begun(store, Matter, {"subject": "路灯", "channel": channel, "taken": datetime(2026, 11, 2, 9)})
    assert bearing(store, KINDS, "matter_channel", "2") == {"诉求": 2}
    assert bearing(store, KINDS, "matter_channel", "3") == {}


def test_what_stands_in_parts_counts_its_record_once_and_what_is_over_too(store: Store) -> None:
    over = CareTag(kind="11", since=date(2020, 1, 1), until=date(2021, 1, 1))
    store.save(Resident(name="王桂兰", care=(CareTag(kind="11", since=date(2022, 1, 1)), over)))
    store.save(Resident(name="李国庆", care=(over,)))
    store.save(Resident(name="赵敏", care=(CareTag(kind="12"),)))
    assert bearing(store, KINDS, "care", "11") == {"居民": 2}
