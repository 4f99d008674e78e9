"""A year that a clerk mistypes is refused with what to look at: a birth to come, a last day or a term years ahead."""

from datetime import date, timedelta

import pytest

from db.errors import RecordInvalid
from db.records.bodies.placement import Placement
from db.records.bodies.tenure import Tenure
from db.records.hall.meeting import Resolution
from db.records.registry.resident import Resident
from db.services.move import correct
from db.store import MoveRefused, Store
from tests.db.clocks import assigned, extended

FAR = date(2126, 12, 1)


def test_nobody_is_born_tomorrow(store: Store) -> None:
    with pytest.raises(RecordInvalid, match=r"出生日期：2126年12月1日还没有到。请核对年份"):
        store.save(Resident(name="李娜", birth=FAR))
    with pytest.raises(RecordInvalid, match="还没有到"):
        store.save(Resident(name="李娜", birth=date.today() + timedelta(days=1)))
    assert store.save(Resident(name="李娜", birth=date.today())).id


@pytest.mark.parametrize("part", [Tenure, Placement])
def test_a_term_ends_within_ten_years(part: type[Tenure] | type[Placement]) -> None:
    (found,) = [p for p in part(until=FAR).refusals() if p.field == "until"]
    assert found.sentence() == "止：2126年12月1日在10年以后。请核对年份"
    five_years = date.today() + timedelta(days=5 * 366)
    assert not [p for p in part(until=five_years).refusals() if p.field == "until"]


def test_what_was_resolved_is_due_within_three_years() -> None:
    assert [p.code for p in Resolution(due=FAR).refusals() if p.field == "due"] == ["too_far_ahead"]
    next_year = date.today() + timedelta(days=366)
    assert not [p for p in Resolution(due=next_year).refusals() if p.field == "due"]


def test_a_last_day_given_with_a_move_lies_not_years_ahead(store: Store) -> None:
    with pytest.raises(MoveRefused, match=r"办理期限：2126年12月1日在3年以后。请核对年份"):
        assigned(store, due=FAR)
    matter = assigned(store, due=date(2026, 3, 9))
    with pytest.raises(MoveRefused, match="请核对年份"):
        extended(store, matter, FAR)
    with pytest.raises(MoveRefused, match="请核对年份"):
        correct(store, matter, "写错", due=FAR)
    assert store.get(type(matter), matter.id).due == date(2026, 3, 9)
