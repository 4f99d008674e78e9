"""接待（办件）: numbered, filled in where it goes without saying, over at once in one line, counted by what is written down."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from db.errors import RecordChanged, RecordInvalid
from db.records.base import changed
from db.records.figure import Value
from db.records.letters.number import VOID, IssuedNumber
from db.records.matters.matter import Matter
from db.records.matters.reception import RECEPTIONS, Material, Reception
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident, reference_to
from db.services.check_store import faults_of
from db.services.figures.laid_down import Laid, NotLaidDown, lay_down
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.scope import Scope
from db.services.figures.span import of_period
from db.services.matters.receive_at_once import receive_at_once, take_back
from db.services.matters.receptions import become_matter, in_hand_of, materials_for, matter_taken_back
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store
from db.values.calendar_period import CalendarPeriod
from tests.factories import plant

MARCH = of_period(CalendarPeriod(2026, 3))
AT = datetime(2026, 3, 9, 9, 20)


def received(store: Store, **values: Any) -> Reception:
    return save_as_declared(store, Reception(**{"item": "老年证办理", "at": AT, "name": "张国富", **values}))


def value(store: Store, name: str, scope: Scope | None = None) -> Value:
    return measure(store, figures_by_name(store.kinds)[name], MARCH, scope).value


def test_it_has_a_number_and_the_name_of_who_is_registered(desk: Store) -> None:
    resident = plant(desk, Resident, name="张国富", phone="13804350021")
    kept = save_as_declared(desk, Reception(item="老年证办理", at=AT, who=reference_to(resident.id)))
    assert (kept.number, kept.name, kept.phone) == ("办件〔2026〕1号", "张国富", "13804350021")
    other = save_as_declared(desk, Reception(item="老年证办理", at=AT, who=reference_to(resident.id), name="其女"))
    assert (other.number, other.name) == ("办件〔2026〕2号", "其女"), "what is typed is not written over"
    assert save_as_declared(desk, Reception(item="问一问")).at is not None
    assert faults_of(desk) == []


def test_what_is_done_while_somebody_waits_is_over_by_one_line(desk: Store) -> None:
    kept = receive_at_once(desk, " 居住证明咨询 ", "李敏")
    assert (kept.item, kept.name, kept.on_spot, kept.complete, kept.trips) == ("居住证明咨询", "李敏", True, True, 1)
    assert kept.at
    assert kept.finished == kept.at.date()
    assert kept.received_by == desk.actor
    take_back(desk, kept)
    assert desk.count(Reception) == 0
    assert [one.state for one in desk.select(IssuedNumber)] == [VOID]
    with pytest.raises(RecordInvalid):
        receive_at_once(desk, " ")
    assert desk.count(IssuedNumber) == 1, "no number is used up"


def test_what_is_saved_is_taken_back_as_it_was_unless_it_was_changed_since(desk: Store) -> None:
    before = received(desk)
    saved = save_as_declared(desk, changed(before, trips=2, notice=True))
    assert take_back(desk, saved, before) == changed(before, version=saved.version + 1)
    with pytest.raises(RecordChanged):
        take_back(desk, saved, before)
    assert [one.state for one in desk.select(IssuedNumber)] != [VOID]


def test_whoever_comes_came_once_and_of_what_was_over_before_nobody_knows(desk: Store) -> None:
    first = received(desk)
    assert first.trips == 1
    assert received(desk, finished=AT.date()).trips is None, "as a table of before brings it"
    assert save_as_declared(desk, changed(first, trips=None)).trips is None, "what somebody took out stays out"
    assert received(desk, trips=0).trips == 0


def test_what_is_in_hand_of_somebody_is_found_by_who_and_by_name(desk: Store) -> None:
    one, other = (reference_to(plant(desk, Resident, name=name).id) for name in ("张国富", "张国富"))
    mine = received(desk, who=one, at=AT)
    later = received(desk, name="张国富", at=AT + timedelta(days=1))
    received(desk, who=other)
    received(desk, who=one, finished=AT.date())
    received(desk, who=one, on_spot=True)
    assert [kept.id for kept in in_hand_of(desk, one, "张国富")] == [later.id, mine.id], (
        "not those of another one so called"
    )
    assert [kept.id for kept in in_hand_of(desk, one, "", mine.id)] == []
    assert in_hand_of(desk, 0, " ") == []
    become_matter(desk, mine)
    assert [kept.id for kept in in_hand_of(desk, one, "张国富")] == [later.id]


def test_what_is_to_be_brought_is_as_the_last_time(desk: Store) -> None:
    assert materials_for(desk, "老年证办理") == ()
    received(desk, materials=(Material(name="户口簿"),))
    received(desk, at=AT + timedelta(days=1), materials=(Material(name="照片", note="2张", brought=True),))
    received(desk, at=AT + timedelta(days=2))
    assert materials_for(desk, " 老年证办理 ") == (Material(name="照片", note="2张"),)
    assert materials_for(desk, "老年证") == ()


def test_it_becomes_a_matter_and_stands_for_itself_again(desk: Store) -> None:
    house = plant(desk, House)
    resident = plant(desk, Resident, name="张国富", phone="13804350021", house=house.id)
    kept = received(desk, item="楼道灯坏了", who=reference_to(resident.id), received_by="王芳", remark="三楼到四楼")
    matter = become_matter(desk, kept)
    led = desk.get(Reception, kept.id)
    assert (led.matter, matter.subject, matter.taken, matter.facts) == (matter.id, "楼道灯坏了", AT, "三楼到四楼")
    assert (matter.house, matter.claimants[0].who, matter.claimants[0].name) == (house.id, kept.who, "张国富")
    assert matter.taker
    assert matter.number
    assert matter.slip
    assert desk.ids(Reception, *desk.where(Reception, RECEPTIONS.views[0].conditions)) == []
    with pytest.raises(RecordChanged):
        become_matter(desk, led)
    matter_taken_back(desk, led, matter)
    assert desk.get(Reception, kept.id).matter == 0
    assert not desk.get(Matter, matter.id).is_open()
    assert faults_of(desk) == []


def test_what_was_begun_in_the_matter_is_not_taken_back(desk: Store) -> None:
    kept = received(desk, name="")
    matter = become_matter(desk, kept)
    assert matter.claimants[0].anonymous, "nobody gave a name"
    move(desk, matter, "gather", matter.taken, 0, called="网格长")
    with pytest.raises(RecordChanged):
        matter_taken_back(desk, kept, matter)
    assert desk.get(Reception, kept.id).matter == matter.id


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"notice": True, "trips": 1, "finished": date(2026, 3, 10)}, "trips"),
        ({"finished": date(2026, 3, 8)}, "finished"),
        ({"promised": date(2026, 3, 8)}, "promised"),
        ({"on_spot": True, "finished": date(2026, 3, 10)}, "finished"),
        ({"complete": True, "materials": (Material(name="照片"),)}, "complete"),
    ],
)
def test_what_cannot_be_so_is_a_word(odd: dict[str, Any], field: str) -> None:
    told = Reception(item="老年证办理", at=AT, **odd)
    assert [(one.field, one.blocking) for one in told.rules()] == [(field, False)]


def test_what_goes_together_is_no_word() -> None:
    whole = (Material(name="照片", brought=True),)
    for more in ({"trips": 2}, {"agent": "王芳", "trips": 1}):
        assert not list(Reception(item="老年证办理", at=AT, notice=True, finished=date(2026, 3, 10), **more).rules())  # pyright: ignore[reportArgumentType]
    right = {"finished": AT.date(), "promised": AT.date(), "on_spot": True, "complete": True, "materials": whole}
    assert not list(Reception(item="老年证办理", at=AT, **right).rules())  # pyright: ignore[reportArgumentType]


FIGURES: dict[str, tuple[dict[str, Any], Value, list[dict[str, Any]]]] = {
    "receptions": ({}, Value(2), [{"at": datetime(2026, 2, 28, 23, 59)}, {"at": datetime(2026, 4, 1)}]),
    "receptions_by_agent": (
        {"agent": "王芳"},
        Value(2),
        [{"agent": ""}, {"agent": "王芳", "at": datetime(2026, 4, 1)}],
    ),
    "receptions_on_spot": ({"on_spot": True}, Value(2, 2), [{"on_spot": True, "at": datetime(2026, 4, 1)}]),
    "receptions_in_one_trip": (
        {"finished": date(2026, 3, 12), "trips": 1},
        Value(2, 2),
        [{"finished": date(2026, 4, 1), "trips": 1}, {"trips": 1}, {"finished": date(2026, 3, 12)}, {}],
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_one_more_is_one_more_and_what_must_not_count_does_not(desk: Store, name: str) -> None:
    so, twice, others = FIGURES[name]
    received(desk, **so)
    before = value(desk, name)
    received(desk, **so)
    assert value(desk, name) == twice
    assert twice.number == before.number + 1
    for other in others:
        received(desk, **other)
        assert value(desk, name) == twice, other
    gone = received(desk, **so)
    assert value(desk, name).number == twice.number + 1
    take_back(desk, gone)
    assert value(desk, name) == twice, "what was taken back is not there"


@pytest.mark.parametrize("name", FIGURES)
def test_each_is_counted_where_they_live(desk: Store, name: str) -> None:
    so = FIGURES[name][0]
    east, west = (plant(desk, Building) for _ in range(2))
    for building, times in ((east, 2), (west, 1)):
        house = plant(desk, House, building=building.id)
        resident = plant(desk, Resident, house=house.id)
        for _ in range(times):
            received(desk, who=reference_to(resident.id), **so)
    received(desk, **so)
    assert [value(desk, name, Scope("building", one.id, "")).number for one in (east, west)] == [2, 1]
    assert value(desk, name).number == 4


@pytest.mark.parametrize(
    ("name", "add", "expected"),
    [
        ("receptions_on_spot", lambda store: received(store), Value(1, 2)),
        ("receptions_in_one_trip", lambda store: received(store, finished=AT.date(), trips=2), Value(1, 2)),
        ("receptions_in_one_trip", lambda store: received(store, finished=AT.date()), Value(1, 1)),
        ("receptions_in_one_trip", lambda store: received(store, finished=AT.date(), trips=0), Value(2, 2)),
    ],
)
def test_what_is_not_so_is_among_the_whole(
    desk: Store, name: str, add: Callable[[Store], object], expected: Value
) -> None:
    received(desk, on_spot=True)
    add(desk)
    assert value(desk, name) == expected


def test_whether_they_are_content_is_told_as_the_centre_lays_down(desk: Store) -> None:
    for rating in ("1", "2", "3", "9", ""):
        received(desk, finished=AT.date(), rating=rating)
    received(desk, rating="1")
    share = figures_by_name(desk.kinds)["receptions_satisfied"]
    with pytest.raises(NotLaidDown):
        measure(desk, share, MARCH)
    lay_down(desk, share, Laid(("1", "2"), ("1", "2", "3"), date(2026, 1, 1), "本中心自定"))
    assert value(desk, "receptions_satisfied") == Value(2, 3)
    one = received(desk, finished=AT.date(), rating="1")
    assert value(desk, "receptions_satisfied") == Value(3, 4)
    take_back(desk, one)
    received(desk, finished=date(2026, 4, 1), rating="1")
    assert value(desk, "receptions_satisfied") == Value(2, 3)
    assert value(desk, "receptions_satisfied", Scope("building", plant(desk, Building).id, "")) == Value(0, 0)


def test_what_is_late_is_in_its_view(desk: Store) -> None:
    late = received(desk, promised=date(2026, 3, 12))
    received(desk, promised=date(2026, 3, 12), finished=date(2026, 3, 13))
    received(desk, promised=date(2999, 1, 1))
    become_matter(desk, received(desk, promised=date(2026, 3, 12)))
    view = RECEPTIONS.views[1]
    assert desk.ids(Reception, *desk.where(Reception, view.conditions)) == [late.id]
