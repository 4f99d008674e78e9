"""接待（办件）: numbered, filled in where it goes without saying, over at once in one line, counted by what is written down."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from db.errors import RecordInvalid
from db.records.figure import Value
from db.records.letters.number import VOID, IssuedNumber
from db.records.matters.reception import RECEPTIONS, Material, Reception
from db.records.registry.resident import Resident, reference_to
from db.services.check_store import faults_of
from db.services.figures.laid_down import Laid, NotLaidDown, lay_down
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import of_period
from db.services.matters.receive_at_once import receive_at_once, take_back
from db.services.save_as_declared import save_as_declared
from db.store import Store
from db.values.calendar_period import CalendarPeriod
from tests.factories import plant

MARCH = of_period(CalendarPeriod(2026, 3))
AT = datetime(2026, 3, 9, 9, 20)


def received(store: Store, **values: Any) -> Reception:
    return save_as_declared(store, Reception(**{"item": "老年证办理", "at": AT, "name": "张国富", **values}))


def value(store: Store, name: str) -> Value:
    return measure(store, figures_by_name(store.kinds)[name], MARCH).value


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


@pytest.mark.parametrize(
    ("odd", "field"),
    [
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
        [{"finished": date(2026, 4, 1), "trips": 1}, {"trips": 1}, {"finished": date(2026, 3, 12)}],
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


@pytest.mark.parametrize(
    ("name", "add", "expected"),
    [
        ("receptions_on_spot", lambda store: received(store), Value(1, 2)),
        ("receptions_in_one_trip", lambda store: received(store, finished=AT.date(), trips=2), Value(1, 2)),
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


def test_what_is_late_is_in_its_view(desk: Store) -> None:
    late = received(desk, promised=date(2026, 3, 12))
    received(desk, promised=date(2026, 3, 12), finished=date(2026, 3, 13))
    received(desk, promised=date(2999, 1, 1))
    view = RECEPTIONS.views[1]
    assert desk.ids(Reception, *desk.where(Reception, view.conditions)) == [late.id]
