"""The rules of a move by themselves: records before and after, the step and the steps before it; nothing is stored."""

from datetime import datetime, timedelta

import attrs
import pytest

from db.records.flow import Move
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import MATTERS, Matter
from db.records.moving import changed_fields, correctable, live, moved, refusals
from db.records.step import MOVED, NOTED, UNDONE, Step
from tests.factories import make

NOON = datetime(2026, 3, 2, 12, 0)
HANDLED = Step(id=1, what=MOVED, move="handle", at=NOON, did=5)
PLAIN = Move(name="go", label="办", source=("3",), to="4")
AT_WORK = Matter(id=9, version=3, subject="充电桩断电", taken=NOON, stage="3")


def told(move: Move, step: Step, before: Matter = AT_WORK, *earlier: Step, **changes: object) -> list[tuple[str, str]]:
    """Field and code of all that is wrong with a move of a matter."""
    after = attrs.evolve(moved(before, CLOSED_LOOP, move, NOON), **changes)
    return [(p.field, p.code) for p in refusals(CLOSED_LOOP, move, (before, after), step, earlier)]


def test_nothing_is_wrong_with_a_plain_one() -> None:
    assert told(PLAIN, Step(move="go", at=NOON)) == []


def test_it_begins_and_ends_where_it_says() -> None:
    assert told(PLAIN, Step(at=NOON), attrs.evolve(AT_WORK, stage="2")) == [("stage", "wrong_stage")]
    assert told(PLAIN, Step(at=NOON), stage="2") == [("stage", "wrong_stage")]
    assert told(PLAIN, Step(at=NOON), attrs.evolve(AT_WORK, stage="unknown")) == [("stage", "wrong_stage")]


@pytest.mark.parametrize(("did", "second", "wrong"), [(1, 2, False), (1, 0, True), (0, 2, True), (0, 0, True)])
def test_where_two_must_agree_both_are_named(did: int, second: int, wrong: bool) -> None:
    two = attrs.evolve(PLAIN, voices=2)
    assert told(two, Step(at=NOON, did=did, second=second)) == ([("second", "voices")] if wrong else [])
    assert told(PLAIN, Step(at=NOON, did=did, second=second)) == []


@pytest.mark.parametrize(
    ("handled", "checks", "code"),
    [
        ((5, 0), (6, 0), ""),
        ((5, 0), (5, 0), "same_person"),
        ((5, 0), (6, 5), "same_person"),
        ((5, 7), (7, 0), "same_person"),
        ((5, 7), (8, 7), "same_person"),
        ((5, 7), (8, 9), ""),
        ((5, 0), (0, 0), "required"),
        ((0, 0), (6, 0), "unknown"),
    ],
)
def test_who_must_not_be_the_same_is_not(handled: tuple[int, int], checks: tuple[int, int], code: str) -> None:
    apart = attrs.evolve(PLAIN, not_same=("handle",))
    earlier = attrs.evolve(HANDLED, did=handled[0], second=handled[1])
    step = Step(at=NOON, did=checks[0], second=checks[1])
    assert told(apart, step, AT_WORK, earlier) == ([("did", code)] if code else [])


@pytest.mark.parametrize(("two_hands", "keyed", "code"), [(True, 8, "same_hand"), (True, 9, ""), (False, 8, "")])
def test_a_name_that_one_typed_is_no_second_person_where_two_must_key(two_hands: bool, keyed: int, code: str) -> None:
    apart = attrs.evolve(PLAIN, not_same=("handle",), two_hands=two_hands)
    earlier = attrs.evolve(HANDLED, did=5, account=8)
    step = Step(at=NOON, did=6, account=keyed)
    assert told(apart, step, AT_WORK, earlier) == ([("did", code)] if code else [])


def test_the_last_one_who_handled_counts_and_what_was_taken_back_does_not() -> None:
    apart = attrs.evolve(PLAIN, not_same=("handle",))
    again = attrs.evolve(HANDLED, id=2, did=6)
    assert told(apart, Step(at=NOON, did=5), AT_WORK, HANDLED, again) == []
    assert told(apart, Step(at=NOON, did=6), AT_WORK, HANDLED, again) == [("did", "same_person")]
    back = Step(id=3, what=UNDONE, move="handle", at=NOON, reverses=2)
    assert told(apart, Step(at=NOON, did=6), AT_WORK, HANDLED, again, back) == []
    assert told(apart, Step(at=NOON, did=6), AT_WORK) == [], "nobody handled it"


def test_it_is_told_who_made_what_another_must_not_make() -> None:
    named = {move.name for move in CLOSED_LOOP.moves if CLOSED_LOOP.names_who(move)}
    assert named == {"handle", "check", "callback"}
    handle = CLOSED_LOOP.move("handle")
    assert handle
    assert told(handle, Step(at=NOON), result="好") == [("did", "required")]
    assert told(handle, Step(at=NOON, did=5), result="好") == []
    assert CLOSED_LOOP.names_who(attrs.evolve(PLAIN, voices=2))


def test_the_shortest_way_back_to_a_move_is_found_and_never_by_way_of_the_end() -> None:
    def way(name: str, code: str) -> list[str] | None:
        found = CLOSED_LOOP.way_to(name, code)
        return None if found is None else [move.name for move in found]

    assert way("handle", "3") == []
    assert way("handle", "4") == ["return"]
    assert way("handle", "1") == ["gather", "assign"]
    assert way("gather", "4") is None
    assert way("reopen", "4") is None
    assert way("handle", "5") == ["reopen"], "from the end itself it leads on"


def test_it_did_not_happen_before_the_last_one() -> None:
    minute = timedelta(minutes=1)
    assert told(PLAIN, Step(at=NOON), AT_WORK, HANDLED) == []
    assert told(PLAIN, Step(at=NOON - minute), AT_WORK, HANDLED) == [("at", "before_last")]
    later = attrs.evolve(HANDLED, id=4, at=NOON + minute)
    assert told(PLAIN, Step(at=NOON), AT_WORK, later, HANDLED) == [("at", "before_last")]
    day = NOON.replace(hour=0)
    assert told(PLAIN, Step(at=day), AT_WORK, HANDLED) == [], "a day alone may be any time of it"
    assert told(PLAIN, Step(at=day - minute), AT_WORK, HANDLED)[-1] == ("at", "before_last")
    assert told(PLAIN, Step(at=day.replace(fold=1)), AT_WORK, HANDLED) == [("at", "before_last")], "midnight is a time"
    note = Step(id=5, what=NOTED, at=NOON + minute)
    assert told(PLAIN, Step(at=NOON), AT_WORK, note) == [], "a note is no move"


def test_how_it_ended_is_told_at_the_end_and_only_there() -> None:
    end = attrs.evolve(PLAIN, to="5")
    assert told(end, Step(at=NOON)) == [("outcome", "needed")]
    assert told(end, Step(at=NOON), outcome="1") == []
    asking = attrs.evolve(end, needs=("outcome",))
    assert told(asking, Step(at=NOON)) == [("outcome", "needed")], "said once"
    assert told(PLAIN, Step(at=NOON), outcome="1") == [("outcome", "too_early")]
    assert told(attrs.evolve(PLAIN, to="0"), Step(at=NOON), outcome="1") == [], "what is void may have ended before"


def test_what_it_does_not_fill_in_stays_where_it_is_locked() -> None:
    assert told(PLAIN, Step(at=NOON), place="东") == []
    assert told(PLAIN, Step(at=NOON), lead=4) == [("lead", "locked")]
    assert told(attrs.evolve(PLAIN, asks=("lead",)), Step(at=NOON), lead=4) == []
    assert told(attrs.evolve(PLAIN, stamps=("closed",)), Step(at=NOON)) == []
    over = attrs.evolve(AT_WORK, stage="5", outcome="1")
    back = attrs.evolve(PLAIN, source=("5",), to="3", sets={"outcome": ""})
    assert told(back, Step(at=NOON), over) == []
    assert told(back, Step(at=NOON), over, place="东") == [("place", "locked")]


def test_a_reason_is_more_than_blanks() -> None:
    why = attrs.evolve(PLAIN, reason=True)
    assert told(why, Step(at=NOON, reason=" ")) == [("reason", "required")]
    assert told(why, Step(at=NOON, reason="没修好")) == []


def test_live_moves_stand_in_the_order_in_which_they_were_keyed() -> None:
    first, second = HANDLED, attrs.evolve(HANDLED, id=2)
    assert [s.id for s in live([second, first])] == [1, 2]
    assert live([first, Step(id=3, what=UNDONE, reverses=1)]) == []


def test_parts_differ_by_what_they_hold() -> None:
    one = make(Matter)
    same = attrs.evolve(one, claimants=tuple(attrs.evolve(c, id=77, version=3) for c in one.claimants))
    assert changed_fields(one, same) == set()
    other = attrs.evolve(one, claimants=tuple(attrs.evolve(c, name="周桂芳") for c in one.claimants), place="东")
    assert changed_fields(one, other) == {"claimants", "place"}
    assert changed_fields(one, attrs.evolve(one, claimants=())) == {"claimants"}


def test_a_number_is_put_right_in_its_book_even_where_it_is_typed() -> None:
    assert "subject" in correctable(MATTERS)
    assert "number" not in correctable(MATTERS)
    assert MATTERS.number is not None
    typed = attrs.evolve(MATTERS, number=attrs.evolve(MATTERS.number, number="subject"))
    assert "subject" not in correctable(typed)
