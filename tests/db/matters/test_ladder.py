"""The ladder: handed up and back with a reason, and when it stood at which level."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from db.records.bodies.body import Body
from db.records.matters.ladder import ASSIGNED, BACK, BEGUN, UP
from db.records.matters.matter import Matter
from db.services.centre.own_options import retire
from db.services.matters.take_in import take_in
from db.services.move import Keyed, catch_up, move, moves_of, undo_move
from db.store import MoveRefused, Store
from db.values import code_table
from tests.factories import plant

MORNING, NOON, EVENING = (datetime(2026, 3, 2, hour, 0) for hour in (9, 12, 18))


@pytest.fixture(autouse=True)
def no_own_words() -> Iterator[None]:
    """What a test lays over goes with it."""
    yield
    code_table.lay_over({})


def gathered(store: Store, level: str = "2") -> Matter:
    matter = take_in(store, Matter(subject="3号楼外墙保温脱落", taken=MORNING))
    return move(store, matter, "gather", MORNING, called="网格长", level=level)


def told(matter: Matter) -> list[tuple[str, datetime | None, datetime | None, str]]:
    return [(one.level, one.came, one.went, one.how) for one in matter.levels]


def test_twice_up_and_once_back_with_the_times_of_each(store: Store) -> None:
    one = gathered(store)
    one = move(store, one, "hand_up", NOON, reason="网格解决不了")
    one = move(store, one, "hand_up", NOON, reason="社区解决不了")
    one = move(store, one, "hand_back", EVENING, reason="社区能办")
    assert told(one) == [
        ("2", MORNING, NOON, BEGUN),
        ("3", NOON, NOON, UP),
        ("4", NOON, EVENING, UP),
        ("3", EVENING, None, BACK),
    ]
    assert (one.level, one.levelled, one.stage) == ("3", EVENING, "2")
    assert store.get(Matter, one.id) == one


def test_a_level_that_is_chosen_may_be_further_up_and_never_the_other_way(store: Store) -> None:
    one = gathered(store)
    with pytest.raises(MoveRefused, match="不能这样上报"):
        move(store, one, "hand_up", NOON, reason="x", level="1")
    with pytest.raises(MoveRefused, match="理由"):
        move(store, one, "hand_up", NOON)
    assert move(store, one, "hand_up", NOON, reason="县里的事", level="6").level == "6"


def test_there_is_nothing_above_the_top_or_below_the_foot(store: Store) -> None:
    with pytest.raises(MoveRefused, match="现层级：已经是最高一层"):
        move(store, gathered(store, "6"), "hand_up", NOON, reason="x")
    with pytest.raises(MoveRefused, match="现层级：已经是最低一层"):
        move(store, gathered(store, "1"), "hand_back", NOON, reason="x")


def test_a_level_that_the_centre_retired_is_passed_by(store: Store) -> None:
    retire(store, "matter_level", "3", off=True)
    up = move(store, gathered(store), "hand_up", NOON, reason="网格解决不了")
    assert up.level == "4"
    assert move(store, up, "hand_back", NOON, reason="能办").level == "2"
    for level in ("5", "6"):
        retire(store, "matter_level", level, off=True)
    assert "hand_up" not in [one.name for one in moves_of(store, up)]
    with pytest.raises(MoveRefused, match="已经是最高一层"):
        move(store, gathered(store, "4"), "hand_up", NOON, reason="x")


@pytest.mark.parametrize(("level", "ways"), [("1", ["hand_up"]), ("3", ["hand_up", "hand_back"]), ("6", ["hand_back"])])
def test_what_leads_nowhere_is_not_offered(store: Store, level: str, ways: list[str]) -> None:
    assert [one.name for one in moves_of(store, gathered(store, level)) if one.name.startswith("hand_")] == ways


def test_taking_it_back_takes_the_level_back_too(store: Store) -> None:
    one = gathered(store)
    up = move(store, one, "hand_up", NOON, reason="网格解决不了")
    back = undo_move(store, up).record
    assert isinstance(back, Matter)
    assert told(back) == told(one)
    assert (back.level, back.levelled) == ("2", MORNING)


def test_the_same_level_said_again_is_no_other_one(store: Store) -> None:
    one = gathered(store)
    keyed = Keyed("assign", NOON, values={"level": "2", "lead": plant(store, Body).id, "due": EVENING.date()})
    one = catch_up(store, one, [keyed])
    assert told(one) == [("2", MORNING, None, BEGUN)]


def test_another_level_at_assigning_is_kept_as_assigned(store: Store) -> None:
    keyed = Keyed(
        "assign", NOON, values={"level": "3", "lead": plant(store, Body).id, "due": EVENING.date(), "size": "2"}
    )
    one = catch_up(store, gathered(store), [keyed])
    assert told(one) == [("2", MORNING, NOON, BEGUN), ("3", NOON, None, ASSIGNED)]
    assert one.levels[-1].lead == one.lead


def test_who_leads_at_the_level_at_which_it_stands_is_kept_with_it(store: Store) -> None:
    """Whoever it is given to, that is decided or that it is opened again for: 逐级调处单 says who dealt with it there."""
    first, second, third = (plant(store, Body, name=name).id for name in ("物业", "城管中队", "街道办"))
    one = move(store, gathered(store), "assign", NOON, lead=first, due=EVENING.date())
    assert [level.lead for level in one.levels] == [first]
    one = move(store, one, "hand_up", NOON, reason="网格解决不了")
    one = move(
        store, move(store, one, "object", NOON, reason="不归我们管"), "decide", NOON, reason="按职责分工", lead=second
    )
    assert [level.lead for level in one.levels] == [first, second]
    one = move(store, one, "withdraw", NOON, reason="算了")
    one = move(store, one, "reopen", NOON, reason="又掉", lead=third, due=EVENING.date())
    assert [(level.lead, level.went) for level in store.get(Matter, one.id).levels] == [(first, NOON), (third, None)]
