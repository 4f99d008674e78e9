"""3+X联合调处: three seats are fixed, others free; it belongs to its matter."""

from datetime import datetime

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.matters.joint_talk import JointSeat, JointTalk
from db.records.matters.matter import Matter
from db.services.centre.switches import turn
from db.services.matters.begin_way import begun_here
from db.services.matters.take_in import take_in
from db.services.save_as_declared import save_as_declared
from db.store import Store

AT = datetime(2026, 3, 9, 14, 30)


def brought(store: Store) -> Matter:
    return take_in(store, Matter(subject="3号楼顶层漏水", taken=datetime(2026, 3, 2, 9, 0)))


def talked(store: Store, **changes: object) -> JointTalk:
    given = JointTalk(subject="3号楼顶层漏水", at=AT, matter=brought(store).id)
    return save_as_declared(store, changed(given, **changes))


def test_the_three_seats_are_there_and_before_all_others(store: Store) -> None:
    court, other = JointSeat(seat="3", name="周明", attended=True), JointSeat(seat="4", name="柏志坚", attended=True)
    one = talked(store, seats=(other, court))
    assert [(seat.seat, seat.name, seat.attended) for seat in one.seats] == [
        ("1", "", False),
        ("2", "", False),
        ("3", "周明", True),
        ("4", "柏志坚", True),
    ]
    assert store.get(JointTalk, one.id) == one


def test_others_are_as_many_as_are_needed_and_the_three_have_one_seat_each(store: Store) -> None:
    assert len(talked(store, seats=tuple(JointSeat(name=name) for name in "甲乙丙")).seats) == 6
    with pytest.raises(RecordInvalid, match="写了两次"):
        talked(store, seats=(JointSeat(seat="1"), JointSeat(seat="1")))


def test_who_was_not_there_did_not_sign(store: Store) -> None:
    with pytest.raises(RecordInvalid, match="没有参加"):
        talked(store, seats=(JointSeat(seat="1", signed=True),))


def test_it_is_begun_at_its_matter_where_the_centre_does_it(store: Store) -> None:
    matter = brought(store)
    switch = store.kinds["joint_talk"].switch
    assert switch is not None
    assert [one.table for one in begun_here(store, matter) if one.table == "joint_talk"] == []
    turn(store, switch, on=True)
    (begun,) = (one for one in begun_here(store, matter) if one.table == "joint_talk")
    assert (begun.label, begun.values["matter"]) == ("3+X调处", matter.id)
