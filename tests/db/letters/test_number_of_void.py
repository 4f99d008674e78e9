"""A record is made void and that is taken back, while the book was at its number: what the book did with it stays."""

from datetime import datetime

import pytest

from db.records.letters.number import VALID, VOID, IssuedNumber
from db.records.matters.matter import Claimant, Matter
from db.services.letters.issue_number import give_back_number, void_number
from db.services.letters.number_record import number_fault
from db.services.matters.take_in import take_in
from db.services.move import undo_move, void
from db.store import Store, eq


@pytest.fixture
def matter(store: Store) -> Matter:
    taken = datetime(2026, 3, 2, 12, 0)
    return take_in(store, Matter(subject="充电桩断电", taken=taken, claimants=(Claimant(name="周桂芳"),)))


def in_book(store: Store, matter: Matter) -> IssuedNumber:
    (entry,) = store.select(IssuedNumber, eq("holder_id", matter.id), eq("holder", "matter"))
    return entry


def test_a_number_that_was_void_before_is_not_in_force_again(store: Store, matter: Matter) -> None:
    void_number(store, in_book(store, matter), "印错了")
    gone = void(store, matter, "录重了")
    assert in_book(store, matter).reason == "印错了", "why it is void is told as it was"
    undo_move(store, gone)
    assert (in_book(store, matter).state, in_book(store, matter).reason) == (VOID, "印错了")
    assert "印错了" in number_fault(store, store.get(Matter, matter.id))


def test_a_number_that_the_book_gave_back_meanwhile_stays_in_force(store: Store, matter: Matter) -> None:
    before = in_book(store, matter)
    gone = void(store, matter, "录重了")
    give_back_number(store, in_book(store, matter), before)
    undo_move(store, gone)
    assert (in_book(store, matter).state, in_book(store, matter).reason) == (VALID, "")


def test_it_goes_back_and_forth(store: Store, matter: Matter) -> None:
    given = matter
    for reason in ("录重了", "又录重了"):
        undo_move(store, void(store, given, reason))
        given = store.get(Matter, matter.id)
        assert (in_book(store, matter).state, in_book(store, matter).reason) == (VALID, "")
    assert (void(store, given, "真录重了").stage, in_book(store, matter).state) == ("0", VOID)
