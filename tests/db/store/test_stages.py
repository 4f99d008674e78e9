"""A stage that the program does not know is kept, shown as it is and told."""

from db.records.base import columns_of
from db.records.mediation.case import MediationCase
from db.records.stage_setting import StageSetting
from db.store import Store
from tests.factories import begun


def test_a_stage_that_nobody_knows_is_told_and_shown_as_it_is(store: Store) -> None:
    case = begun(store, MediationCase, {"stage": "x9"})
    assert columns_of(MediationCase)["stage"].show(case.stage) == "x9"
    assert store.verify() == ["调解案件里有 1 条的办理环节是“x9”，程序不认识"]


def test_a_stage_of_the_centres_own_is_known(store: Store) -> None:
    store.save(StageSetting(table="mediation_case", flow="mediation", code="u1", label="法律咨询", behind="1"))
    begun(store, MediationCase, {"stage": "u1"})
    assert store.verify() == []
