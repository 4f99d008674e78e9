"""An estate divided in two and joined again: what belonged where is told as of any day, and all of it can be taken back."""

import threading
from datetime import date, timedelta

import attrs
import pytest

from db.errors import AppError, RecordChanged, RecordInvalid
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.estates.estate import Estate
from db.records.registry.building_place import BuildingPlace, placed
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.records.spells import overlap
from db.services.estates.dividing import CannotDivide, Division, carry_out, weigh_join, weigh_split
from db.services.estates.past_divisions import DivisionStands, past_divisions, take_back
from db.store import Store, eq
from tests.factories import plant

DAY = date(2024, 5, 1)
EVE = DAY - timedelta(days=1)
TODAY = date.today()


@pytest.fixture
def whole(store: Store) -> Estate:
    """翠湖里 with five buildings in one grid, a house in each, somebody behind two doors."""
    estate = store.save(Estate(name="翠湖里", aliases="老翠湖"))
    grid = store.save(Grid(name="第一网格"))
    with store.writing() as w:
        made = w.save_all([Building(estate=estate.id, number=str(n), grid=grid.id) for n in (1, 2, 3, 10, 11)])
        houses = w.save_all([House(building=b.id, unit="1", room="101") for b in made])
        w.save_all([Resident(name="甲", house=houses[0].id), Resident(name="乙", house=houses[3].id)])
    return estate


def split(store: Store, estate: Estate, *numbers: str, day: date = DAY) -> Division:
    going = [b.id for b in store.select(Building, eq("estate", estate.id)) if b.number in numbers]
    return weigh_split(store, estate, "翠湖里（东区）", going, day)


def there(store: Store, estate: int, day: date) -> list[str]:
    return [b.number for b in store.as_of(Building, day, eq("estate", estate), order=("number",))]


def test_what_would_come_of_it_is_told_and_nothing_is_changed(store: Store, whole: Estate) -> None:
    seen = store.last_entry()
    plan = split(store, whole, "10", "11", "1")
    assert [(m.before, m.after) for m in plan.moving] == [
        ("翠湖里1号楼", "翠湖里（东区）1号楼"),
        ("翠湖里10号楼", "翠湖里（东区）10号楼"),
        ("翠湖里11号楼", "翠湖里（东区）11号楼"),
    ]
    assert (plan.staying, plan.houses, plan.residents, plan.households) == (2, 3, 2, 0)
    assert store.last_entry() == seen


def test_an_estate_in_two_has_its_buildings_as_of_before_and_after(store: Store, whole: Estate) -> None:
    done = carry_out(store, split(store, whole, "10", "11"))
    east = done.division.into
    assert (east.name, east.phase) == ("翠湖里", "东区")
    assert there(store, whole.id, EVE) == ["1", "2", "3", "10", "11"]
    assert (there(store, east.id, EVE), there(store, east.id, date.min)) == ([], [])
    assert there(store, whole.id, DAY) == there(store, whole.id, TODAY) == ["1", "2", "3"]
    assert there(store, east.id, DAY) == ["10", "11"]
    (ten,) = [b for b in store.as_of(Building, EVE) if b.number == "10"]
    assert (ten.estate, len(ten.places)) == (whole.id, 1)
    assert store.titles("building", [ten.id]) == {ten.id: "翠湖里（东区）10号楼"}
    assert store.search("翠湖里东区10号楼")[0].id == ten.id


def test_it_is_taken_back_whole(store: Store, whole: Estate) -> None:
    before = {b.id: changed(b, version=0) for b in store.select(Building)}
    done = carry_out(store, split(store, whole, "10"))
    take_back(store, done.seq)
    after = {b.id: changed(b, version=0) for b in store.select(Building)}
    assert {i: (b.estate, [(p.since, p.until, p.estate) for p in b.places]) for i, b in after.items()} == {
        i: (b.estate, [(p.since, p.until, p.estate) for p in b.places]) for i, b in before.items()
    }
    assert store.count(Estate) == 1
    assert store.verify() == []


def test_what_somebody_did_since_is_not_taken_back(store: Store, whole: Estate) -> None:
    done = carry_out(store, split(store, whole, "10"))
    body = store.save(plant(store, Body, estate=done.division.into.id))
    with pytest.raises(DivisionStands, match="已经用在组织"):
        take_back(store, done.seq)
    assert there(store, done.division.into.id, TODAY) == ["10"]
    store.save(attrs.evolve(body, estate=0))
    ten = next(b for b in store.select(Building) if b.number == "10")
    store.save(attrs.evolve(ten, note="后来改的"))
    with pytest.raises(DivisionStands, match="楼栋“翠湖里（东区）10号楼”后来又改过"):
        take_back(store, done.seq)
    assert there(store, done.division.into.id, TODAY) == ["10"]


def test_a_list_tells_what_was_done_and_what_can_be_taken_back(store: Store, whole: Estate) -> None:
    assert past_divisions(store) == []
    first = carry_out(store, split(store, whole, "10", "11"))
    later = carry_out(
        store, weigh_join(store, first.division.into, store.get(Estate, whole.id), DAY + timedelta(days=9))
    )
    joined, divided = past_divisions(store)
    assert (joined.estate, joined.into, joined.buildings, joined.joined) == ("翠湖里（东区）", "翠湖里", 2, True)
    assert (divided.seq, divided.into, divided.day, divided.joined) == (first.seq, "翠湖里（东区）", DAY, False)
    assert (joined.hindrance, divided.hindrance) == ("", "楼栋“翠湖里10号楼”后来又改过")
    take_back(store, later.seq)
    joined, divided = past_divisions(store)
    assert (joined.undone, divided.undone, divided.hindrance) == (True, False, "")
    with pytest.raises(DivisionStands, match="已经撤回过"):
        take_back(store, later.seq)
    take_back(store, first.seq)
    assert [past.undone for past in past_divisions(store)] == [True, True]
    assert there(store, whole.id, TODAY) == ["1", "2", "3", "10", "11"]
    assert store.count(Estate) == 1
    assert store.verify() == []


def test_a_building_that_was_changed_since_it_was_weighed_stops_all(store: Store, whole: Estate) -> None:
    plan = split(store, whole, "10", "11")
    store.save(attrs.evolve(plan.moving[1].building, note="别的窗口"))
    with pytest.raises(RecordChanged):
        carry_out(store, plan)
    assert store.count(Estate) == 1
    assert there(store, whole.id, TODAY) == ["1", "2", "3", "10", "11"]


def test_what_was_divided_is_joined_again_and_its_names_are_kept(store: Store, whole: Estate) -> None:
    east = carry_out(store, split(store, whole, "10", "11")).division.into
    later = date(2025, 1, 1)
    done = carry_out(store, weigh_join(store, east, store.get(Estate, whole.id), later))
    assert there(store, whole.id, TODAY) == ["1", "2", "3", "10", "11"]
    assert there(store, east.id, later - timedelta(days=1)) == ["10", "11"]
    gone, kept = store.get(Estate, east.id), store.get(Estate, whole.id)
    assert (gone.closed, gone.joined, gone.mark()) == (later, whole.id, "已并出")
    assert kept.names() == ("翠湖里", "老翠湖", "翠湖里（东区）")
    take_back(store, done.seq)
    assert (store.get(Estate, east.id).closed, there(store, east.id, TODAY)) == (None, ["10", "11"])


@pytest.mark.parametrize(
    ("name", "numbers", "day"),
    [
        ("", ("1",), DAY),
        ("老翠湖", ("1",), DAY),
        ("翠湖里小区", ("1",), DAY),
        ("东区", (), DAY),
        ("东区", ("1", "2", "3", "10", "11"), DAY),
        ("东区", ("1",), TODAY + timedelta(days=1)),
    ],
)
def test_what_cannot_be_divided_is_refused(
    store: Store, whole: Estate, name: str, numbers: tuple[str, ...], day: date
) -> None:
    going = [b.id for b in store.select(Building) if b.number in numbers]
    with pytest.raises(CannotDivide):
        weigh_split(store, whole, name, going, day)


def test_what_belonged_elsewhere_since_cannot_go_earlier(store: Store, whole: Estate) -> None:
    east = carry_out(store, split(store, whole, "10")).division.into
    with pytest.raises(CannotDivide, match="还变动过"):
        weigh_join(store, east, whole, DAY)


def test_what_is_part_of_another_one_is_not_joined_again(store: Store, whole: Estate) -> None:
    """Each would be part of the other, and no estate be left."""
    other = carry_out(store, weigh_join(store, whole, store.save(Estate(name="景和苑")), DAY)).division.into
    for estate, into in (
        (other, whole),
        (whole, store.save(Estate(name="启岚苑"))),
        (store.save(Estate(name="老里")), whole),
    ):
        with pytest.raises(CannotDivide, match="已经并出"):
            weigh_join(store, store.get(Estate, estate.id), store.get(Estate, into.id), TODAY)


def test_two_buildings_of_one_number_are_not_joined(store: Store, whole: Estate) -> None:
    other = store.save(Estate(name="景和苑"))
    store.save(Building(estate=other.id, number="10"))
    with pytest.raises(CannotDivide, match="10号楼"):
        weigh_join(store, other, whole, DAY)


def test_another_grid_goes_on_from_the_day_it_is_said(store: Store, whole: Estate) -> None:
    second = store.save(Grid(name="第二网格"))
    one = next(b for b in store.select(Building) if b.number == "1")
    saved = store.save(attrs.evolve(one, grid=second.id))
    assert [(p.since, p.until, p.grid, p.estate) for p in saved.places] == [
        (None, TODAY - timedelta(days=1), one.grid, whole.id),
        (TODAY, None, second.id, whole.id),
    ]
    assert store.as_of(Building, TODAY - timedelta(days=1), eq("grid", second.id)) == []
    assert [b.id for b in store.as_of(Building, TODAY, eq("grid", second.id))] == [one.id]
    back = store.save(attrs.evolve(saved, grid=one.grid))
    assert [(p.since, p.until, p.grid) for p in back.places] == [(None, None, one.grid)]


def test_days_that_are_written_right_tell_where_it_belongs(store: Store, whole: Estate) -> None:
    second = store.save(Grid(name="第二网格"))
    one = next(b for b in store.select(Building) if b.number == "1")
    spells = (
        BuildingPlace(until=EVE, estate=whole.id, grid=one.grid),
        BuildingPlace(since=DAY, estate=whole.id, grid=second.id),
    )
    saved = store.save(attrs.evolve(one, places=spells))
    assert saved.grid == second.id
    with pytest.raises(RecordInvalid):
        store.save(attrs.evolve(saved, places=(attrs.evolve(spells[0], until=DAY), spells[1])))


def test_what_becomes_known_is_known_of_all_the_time() -> None:
    first = placed((), 0, 7, DAY)
    assert [(p.since, p.until, p.estate, p.grid) for p in placed(first, 3, 7, DAY)] == [(None, None, 3, 7)]
    assert placed((), 0, 0, DAY) == ()


def test_places_in_any_order_of_changes_never_overlap() -> None:
    days = [DAY + timedelta(days=n) for n in (0, 0, 1, 5, 5, 9)]
    for seed in range(64):
        places: tuple[BuildingPlace, ...] = ()
        for n, day in enumerate(days):
            places = placed(places, 1 + (seed >> n) % 2, 1 + (seed >> (5 - n)) % 2, day)
            assert not overlap(places)
            assert sum(place.until is None for place in places) == 1
            assert (places[-1].estate, places[-1].grid) == (1 + (seed >> n) % 2, 1 + (seed >> (5 - n)) % 2)


def test_the_row_of_where_a_building_belongs_today_is_not_taken_out_in_silence(store: Store, whole: Estate) -> None:
    carry_out(store, split(store, whole, "10"))
    ten = next(b for b in store.select(Building) if b.number == "10")
    earlier, now = ten.places
    with pytest.raises(RecordInvalid, match="现在的小区和网格，没有保存"):
        store.save(attrs.evolve(ten, places=(earlier,)))
    kept = store.save(attrs.evolve(ten, places=(now,)))
    assert [(p.since, p.estate) for p in kept.places] == [(DAY, ten.estate)], "the past is put right"
    moved = store.save(attrs.evolve(kept, places=(), estate=whole.id))
    assert [p.estate for p in moved.places] == [whole.id]


def test_what_another_window_does_is_before_or_after_taking_it_back(store: Store, whole: Estate) -> None:
    """The other one waits for the lock, or this one sees what it did: nothing is written over."""
    done = carry_out(store, split(store, whole, "10"))
    other = store.again()
    with other.writing() as w:
        (building,) = w.read.select(Building, eq("number", "10"))
        found: list[AppError] = []
        waiting = threading.Thread(target=lambda: found.extend(_refused(store.again(), done.seq)))
        waiting.start()
        waiting.join(0.5)
        w.save(changed(building, note="外墙在修"))
    waiting.join()
    other.close()
    assert [type(error) for error in found] == [DivisionStands]
    assert store.get(Building, building.id).note == "外墙在修"


def _refused(store: Store, seq: int) -> list[AppError]:
    try:
        take_back(store, seq)
    except AppError as error:
        return [error]
    finally:
        store.close()
    return []
