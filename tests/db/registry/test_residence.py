"""居住记录: where somebody lived is closed and never written over, whichever way it comes into the store."""

from datetime import date, timedelta

import attrs
import pytest

from db.errors import RecordInvalid
from db.records import condition as c
from db.records.base import changed
from db.records.registry.place import House
from db.records.registry.residence import Residence, moved
from db.records.registry.resident import Resident
from db.services.registry.register_resident import Door, house_at
from db.store import Store, upgrade
from db.store.driver import whole
from tests.db.store.bringing_up import before_step
from tests.db.store.test_migrations import old
from tests.factories import plant

__all__ = ["old"]
TODAY = date.today()
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = date(2020, 5, 1)


@pytest.fixture
def doors(store: Store) -> list[int]:
    return [house_at(store, Door("幸福里小区", "3", "2", room)).id for room in ("501", "502", "503")]


def told(resident: Resident) -> list[tuple[int, date | None, date | None]]:
    return [(one.house, one.since, one.until) for one in resident.residences]


def test_who_is_registered_behind_a_door_lives_there_nobody_knows_since_when(store: Store, doors: list[int]) -> None:
    saved = store.save(Resident(name="王五", house=doors[0]))
    assert told(saved) == [(doors[0], None, None)]
    assert told(store.save(Resident(name="李四"))) == []
    again = store.save(attrs.evolve(saved, phone="13812345678"))
    assert again.residences == saved.residences


def test_another_house_closes_the_row_and_opens_one(store: Store, doors: list[int]) -> None:
    one = store.save(Resident(name="王五", house=doors[0]))
    one = store.save(changed(one, house=doors[1]))
    assert told(one) == [(doors[0], None, YESTERDAY), (doors[1], TODAY, None)]
    one = store.save(changed(one, house=doors[2]))
    assert told(one) == [(doors[0], None, YESTERDAY), (doors[2], TODAY, None)], "a slip of the day is put right"
    one = store.save(changed(one, house=doors[0]))
    assert told(one) == [(doors[0], None, None)], "back within the day is as it was"
    one = store.save(changed(one, house=0))
    assert told(one) == [(doors[0], None, YESTERDAY)]
    one = store.save(changed(one, house=doors[0]))
    assert told(one) == [(doors[0], None, None)]
    assert store.verify() == []


def test_who_comes_after_a_gap_lives_there_from_the_day_on() -> None:
    rows = (Residence(house=1, since=LONG_AGO, until=date(2021, 1, 1)),)
    assert moved(rows, 1, TODAY) == (*rows, Residence(house=1, since=TODAY))


@pytest.mark.parametrize("state", ["2", "3", "4"])
def test_who_leaves_the_register_ends_there_on_that_day(store: Store, doors: list[int], state: str) -> None:
    visit = Residence(house=doors[1], since=LONG_AGO, kind="3")
    one = store.save(Resident(name="王五", house=doors[0], residences=(visit,)))
    gone = store.save(changed(one, state=state))
    assert [o[2] for o in told(gone)] == [None, None], "the day is not known"
    gone = store.save(changed(gone, state_day=date(2026, 3, 1)))
    assert sorted(told(gone), key=str) == sorted(
        [(doors[1], LONG_AGO, date(2026, 3, 1)), (doors[0], None, date(2026, 3, 1))], key=str
    )
    assert gone.house == doors[0], "a list of those who left tells where they lived"
    gone = store.save(changed(gone, state_day=date(2026, 3, 2), note="更正"))
    assert {o[2] for o in told(gone)} == {date(2026, 3, 2)}
    back = store.save(changed(gone, state="1", state_day=None))
    assert [o for o in told(back) if o[0] == doors[0]] == [(doors[0], None, None)]
    assert store.verify() == []


def test_nothing_ends_before_it_began(store: Store, doors: list[int]) -> None:
    rows = (Residence(house=doors[0], since=date(2026, 5, 1)),)
    one = store.save(Resident(name="王五", house=doors[0], residences=rows, state="3", state_day=date(2026, 3, 1)))
    assert told(one) == [(doors[0], date(2026, 5, 1), date(2026, 5, 1))]


def test_what_is_written_of_the_days_tells_the_house(store: Store, doors: list[int]) -> None:
    one = store.save(Resident(name="王五", house=doors[0]))
    (row,) = one.residences
    rows = (changed(row, until=date(2026, 1, 31)), Residence(house=doors[1], since=date(2026, 2, 1)))
    one = store.save(changed(one, residences=rows))
    assert one.house == doors[1]
    closed = store.save(changed(one, residences=(one.residences[0], changed(one.residences[1], until=YESTERDAY))))
    assert (closed.house, len(closed.residences)) == (0, 2)


def test_the_row_of_today_is_not_taken_out(store: Store, doors: list[int]) -> None:
    one = store.save(Resident(name="王五", house=doors[0]))
    with pytest.raises(RecordInvalid, match="现在的住处"):
        store.save(changed(one, residences=()))


def test_nobody_lives_for_good_in_two_places_and_may_stay_elsewhere_besides(store: Store, doors: list[int]) -> None:
    one = store.save(Resident(name="王五", house=doors[0]))
    twice = Residence(house=doors[1], since=LONG_AGO)
    with pytest.raises(RecordInvalid) as refused:
        store.save(changed(one, residences=(*one.residences, twice)))
    assert [p.code for p in refused.value.problems] == ["residences_overlap"]
    beside = store.save(changed(one, residences=(*one.residences, changed(twice, kind="2"))))
    assert beside.house == doors[0]


def test_who_lived_behind_a_door_is_told_as_of_any_day(store: Store, doors: list[int]) -> None:
    rows = (
        Residence(house=doors[1], since=LONG_AGO, kind="3"),
        Residence(house=doors[0], since=LONG_AGO, until=date(2025, 2, 28)),
        Residence(house=doors[2], since=date(2025, 3, 1)),
    )
    one = store.save(Resident(name="王五", house=doors[2], residences=rows))

    def there(house: int, day: date) -> list[int]:
        return [r.id for r in store.as_of(Resident, day, *store.where(Resident, [c.is_("house", house)], day))]

    assert there(doors[0], date(2025, 2, 28)) == [one.id]
    assert there(doors[0], date(2025, 3, 1)) == there(doors[1], date(2025, 3, 1)) == []
    assert there(doors[2], date(2025, 3, 1)) == [one.id]
    assert [r.house for r in store.as_of(Resident, date(2025, 2, 28))] == [doors[0]], "not where they stay besides"
    assert [r.house for r in store.as_of(Resident, date(2019, 1, 1))] == [0]


def test_whoever_had_a_house_has_a_row_after_the_step(old: Store) -> None:
    with before_step(old, "m049_residences") as opened:
        homes = {
            whole(one): whole(house)
            for one, house in opened.execute("SELECT id, house FROM resident WHERE house IS NOT NULL")
        }
        first = min(homes)
        opened.execute("UPDATE resident SET state = '3', state_day = '2026-02-03' WHERE id = ?", (first,))
    store = Store._with_key(old.folder, old._key)
    people = {r.id: r for r in store.select(Resident)}
    assert {i: [one.house for one in r.residences] for i, r in people.items() if r.house} == {
        i: [house] for i, house in homes.items()
    }
    assert told(people[first]) == [(homes[first], None, date(2026, 2, 3))]
    saved = store.save(changed(people[first], note="x"))
    assert saved.residences == people[first].residences
    new = store.save(Resident(name="新来的", house=people[first].house))
    assert new.residences[0].id not in {one.id for r in people.values() for one in r.residences}
    assert store.verify() == []
    assert "m049_residences" in upgrade.applied_steps(store._connection)
    store.close()


def test_whoever_is_new_lives_where_their_rows_tell(store: Store) -> None:
    house = plant(store, House)
    one = store.save(Resident(name="王五", residences=(Residence(house=house.id, since=date(2020, 1, 1)),)))
    assert (one.house, one.residences[0].until) == (house.id, None)
    gone = store.save(Resident(name="李四", residences=(Residence(house=house.id, until=date(2020, 1, 1)),)))
    assert (gone.house, gone.residences[0].until) == (0, date(2020, 1, 1))
