"""补记: several moves at once, all or none; a refusal tells which one."""

from datetime import datetime, timedelta

import pytest

from db.records.bodies.body import Body
from db.records.matters.matter import Claimant, Matter
from db.services.matters.take_in import take_in
from db.services.move import Keyed, StepRefused, can_follow, catch_up, move
from db.services.unfinished import CATCHING_UP, steps_kept, steps_typed
from db.store import MoveRefused, Store
from tests.factories import plant

NOON = datetime(2026, 3, 2, 12, 0)
GATHER = Keyed("gather", NOON, values={"called": "网格长"})


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that was just taken in."""
    return take_in(store, Matter(subject="3号楼充电桩断电", taken=NOON, claimants=(Claimant(name="周桂芳"),)))


def refused(store: Store, matter: Matter, *keyed: Keyed) -> StepRefused:
    with pytest.raises(StepRefused) as error:
        catch_up(store, matter, keyed)
    assert store.get(Matter, matter.id) == matter
    assert store.steps(matter) == []
    return error.value


def test_which_step_is_refused_is_told_with_its_fields(store: Store, matter: Matter) -> None:
    error = refused(store, matter, GATHER, Keyed("assign", NOON))
    assert (error.number, [p.field for p in error.problems]) == (1, ["lead", "due"])
    assert error.message.startswith("第2步“转交处置”：主办单位：没有填。转交处置以前要填")


def test_a_value_that_forbids_saving_and_a_move_that_there_is_not_are_told_with_their_step(
    store: Store, matter: Matter
) -> None:
    lead = plant(store, Body, name="幸福物业").id
    early = Keyed("assign", NOON, values={"lead": lead, "due": (NOON - timedelta(days=1)).date()})
    error = refused(store, matter, GATHER, early)
    assert (error.number, [p.field for p in error.problems]) == (1, ["due"])
    assert "第2步“转交处置”：办理期限：早于受理时间。请改期限" in str(error)
    error = refused(store, matter, GATHER, Keyed("fly", NOON), early)
    assert (error.number, str(error)) == (1, "第2步“fly”：诉求没有“fly”这个动作")


def test_one_by_itself_is_told_without_a_number(store: Store, matter: Matter) -> None:
    with pytest.raises(MoveRefused, match="召集了谁：没有填") as error:
        move(store, matter, "gather", NOON)
    assert not isinstance(error.value, StepRefused)


def test_moves_follow_one_another_by_their_stages(store: Store, matter: Matter) -> None:
    assert can_follow(store, matter, ["gather", "assign", "extend", "handle", "return"])
    assert can_follow(store, matter, [])
    assert not can_follow(store, matter, ["gather", "gather"])
    assert not can_follow(store, matter, ["assign"])
    assert not can_follow(store, matter, ["fly"])
    assert not can_follow(store, catch_up(store, matter, [GATHER]), ["gather"])


def test_what_is_typed_for_several_moves_is_read_back(store: Store, matter: Matter) -> None:
    steps: list[tuple[str, dict[str, object]]] = [("gather", {"called": "网格长"}), ("assign", {}), ("assign", {})]
    draft = store.drafts.keep(matter.TABLE, matter.id, CATCHING_UP, steps_kept(steps), None)
    assert steps_typed(draft) == steps
    assert steps_typed(store.drafts.keep(matter.TABLE, matter.id, "", {"place": "东门"}, None)) == []
