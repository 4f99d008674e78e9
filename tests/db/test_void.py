"""作废: it counts nowhere and its number is void, which is taken back together, and draws no other number meanwhile."""

from datetime import datetime, timedelta

import attrs
import pytest

from db.records import KINDS
from db.records.kinds import Kinds
from db.records.letters.number import VALID, VOID, IssuedNumber
from db.records.matters.matter import Claimant, Matter
from db.services.letters.issue_number import give_back_number, void_number
from db.services.letters.number_record import NumberFixed, entry_of, number_fault, renew_number
from db.services.matters.take_in import take_in
from db.services.move import move, moves_of, undo_move, void
from db.store import MoveRefused, Store, eq
from tests.factories import begun

NOON = datetime(2026, 3, 2, 12, 0)


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that was just taken in."""
    given = Matter(subject="3号楼充电桩断电", taken=NOON, claimants=(Claimant(name="周桂芳"),))
    return take_in(store, given)


def test_void_that_is_taken_back_leaves_what_was_done_in_the_book_since(store: Store, matter: Matter) -> None:
    before = entry_of(store, matter)
    assert before is not None
    gone = void(store, matter, "录重了")
    voided = entry_of(store, gone)
    assert voided is not None
    void_number(store, give_back_number(store, voided, before), "纸已收回")
    assert number_fault(store, undo_move(store, gone).record) == f"{matter.number}已作废：纸已收回"


@pytest.mark.parametrize("at", [NOON - timedelta(days=9), NOON + timedelta(minutes=1)])
def test_what_should_not_be_there_is_made_void_as_of_any_time_before(
    store: Store, matter: Matter, at: datetime
) -> None:
    """What is wrong may be its own times: a day on which it began that is too late, a move that never was."""
    done = move(store, matter, "gather", NOON + timedelta(hours=1), called="网格长")
    with pytest.raises(MoveRefused, match="早于上一步的时间"):
        move(store, done, "withdraw", at, reason="不提了")
    gone = void(store, done, "录重了", at=at)
    assert (gone.stage, store.steps(gone)[-1].at) == ("0", at)
    undo_move(store, gone)
    assert store.get(Matter, matter.id).stage == "2"


def test_what_is_void_draws_no_new_number(store: Store, matter: Matter) -> None:
    gone = void(store, matter, "录重了")
    with pytest.raises(NumberFixed, match="这条诉求已经作废，不能取新号"):
        renew_number(store, gone, NOON.date())
    assert store.get(Matter, matter.id) == gone
    assert store.count(IssuedNumber) == 1


def test_void_that_is_taken_back_gives_the_number_back(store: Store, matter: Matter) -> None:
    gone = void(store, matter, "录重了")
    undo_move(store, gone)
    back = store.get(Matter, matter.id)
    assert (back.stage, number_fault(store, back)) == ("1", "")
    (entry,) = store.select(IssuedNumber, eq("holder_id", matter.id), eq("holder", "matter"))
    assert (entry.state, entry.reason) == (VALID, "")


def test_void_counts_nowhere_and_its_number_is_void(store: Store, matter: Matter) -> None:
    with pytest.raises(MoveRefused, match="要写明理由"):
        void(store, matter, " ")
    gone = void(store, matter, "录重了")
    assert gone.stage == "0"
    assert gone.number == matter.number != ""
    (entry,) = store.select(IssuedNumber, eq("holder_id", matter.id), eq("holder", "matter"))
    assert (entry.state, entry.reason) == (VOID, "录重了")
    assert moves_of(store, gone) == []
    with pytest.raises(MoveRefused):
        void(store, gone, "再来一次")


def test_what_bears_no_number_is_made_void_too(store: Store) -> None:
    store.kinds = Kinds(attrs.evolve(k, number=None) if k.record is Matter else k for k in KINDS)
    gone = void(store, begun(store, Matter), "录重了")
    assert gone.stage == "0"
    assert store.count(IssuedNumber) == 0


def test_void_by_its_name_takes_the_number_along_and_tells_no_identity_number(store: Store, matter: Matter) -> None:
    move(store, matter, "void", reason="王某220502198001151234录错")
    (entry,) = store.select(IssuedNumber, eq("holder_id", matter.id), eq("holder", "matter"))
    assert entry.state == VOID
    assert "198001151234" not in entry.reason
