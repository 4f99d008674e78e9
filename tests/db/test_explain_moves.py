"""What a clerk would not think of: that entering an own stage asks nothing, and that an outcome is changed by a move."""

from datetime import datetime

import pytest

from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.records.stage_setting import StageSetting
from db.services.explain_moves import AskedLater, WayToOutcome, asked_later, way_to_outcome
from db.services.matters.take_in import take_in
from db.services.move import flow_of, move, moves_of
from db.store import Store
from tests.factories import begun

NOON = datetime(2026, 3, 2, 12, 0)


@pytest.fixture
def matter(store: Store) -> Matter:
    return take_in(store, Matter(subject="路灯不亮", taken=NOON, claimants=(Claimant(anonymous=True),)))


def own(store: Store, behind: str) -> None:
    store.save(StageSetting(table="matter", flow="closed_loop", code="u1", label="网格初核", behind=behind))


def test_entering_an_own_stage_asks_nothing_and_leaving_it_what_stood_here(store: Store, matter: Matter) -> None:
    gather = moves_of(store, matter)[0]
    assert asked_later(store, matter, gather) is None
    own(store, "1")
    enter = moves_of(store, matter)[0]
    assert enter.name == "enter_u1"
    assert asked_later(store, matter, enter) == AskedLater(("召集了谁", "现层级", "大小"), "召集完成，转分级")
    entered = move(store, matter, "enter_u1", NOON)
    assert asked_later(store, entered, moves_of(store, entered)[0]) is None


def test_where_nothing_is_asked_later_there_is_nothing_to_tell_of_it(store: Store, matter: Matter) -> None:
    own(store, "1")
    flow = flow_of(store, matter)
    enter = flow.move("enter_u1")
    assert enter is not None
    second = StageSetting(table="matter", flow="closed_loop", code="u2", label="再看一遍", behind="u1")
    store.save(second)
    assert asked_later(store, matter, enter) == AskedLater()


def test_the_outcome_of_a_matter_is_changed_by_opening_it_again(store: Store, matter: Matter) -> None:
    assert way_to_outcome(store, matter) is None, "it has none"
    over = move(store, matter, "answer", NOON, result="告诉他了", outcome="3")
    assert way_to_outcome(store, over) == WayToOutcome("结果", "重开")


def test_what_no_move_opens_again_has_no_way_to_its_outcome(store: Store) -> None:
    assert way_to_outcome(store, begun(store, MediationCase, {"stage": "7", "outcome": "1"})) is None
