"""A stage that the program does not know is kept, shown as it is and told."""

import pytest

from db.records.base import columns_of
from db.records.mediation.case import MediationCase
from db.records.stage_setting import StageSetting
from db.store import NotByMove, Store
from tests.factories import begun


def test_a_stage_that_nobody_knows_is_told_and_shown_as_it_is(store: Store) -> None:
    case = begun(store, MediationCase, {"stage": "x9"})
    assert columns_of(MediationCase)["stage"].show(case.stage) == "x9"
    assert store.verify() == ["调解案件里有 1 条的办理环节是“x9”，程序不认识"]


def test_what_stands_at_a_stage_that_nobody_knows_can_be_deleted_as_long_as_nothing_was_done_with_it(
    store: Store,
) -> None:
    bare = begun(store, MediationCase, {"stage": "x9", "number": ""})
    with store.writing() as w:
        w.delete(bare)
    numbered = begun(store, MediationCase, {"stage": "x9", "number": "民调〔2026〕1号"})
    with pytest.raises(NotByMove), store.writing() as w:
        w.delete(numbered)
    assert store.count(MediationCase) == 1


def test_a_stage_of_the_centres_own_is_known(store: Store) -> None:
    store.save(StageSetting(table="mediation_case", flow="mediation", code="u1", label="法律咨询", behind="1"))
    begun(store, MediationCase, {"stage": "u1"})
    assert store.verify() == []
