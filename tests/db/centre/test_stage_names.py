"""环节: a centre's own names, the optional ones it does without and its own in between; what is refused, and what says nothing."""

from collections.abc import Iterator
from datetime import date

import pytest

from db.records.base import fields_of
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import MATTERS, Matter
from db.records.mediation.case import MEDIATION, MEDIATION_CASES, MediationCase
from db.records.stage_setting import StageSetting
from db.services.centre.own_words import lay_own_words
from db.services.centre.stage_names import insert, rename, settings_of, stages_of, switch_off
from db.store import MoveRefused, Store
from db.values import code_table
from tests.factories import begun

STAGE = fields_of(Matter)["stage"]


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    """The program's own names again, for the tests that follow."""
    yield
    code_table.lay_over({})


def test_a_name_of_the_centres_own_is_shown_until_it_is_taken_away(store: Store) -> None:
    assert rename(store, MATTERS, CLOSED_LOOP, "1", " 问题收集 ") is not None
    assert [(s.code, s.label, s.off, s.since) for s in store.select(StageSetting)] == [("1", "问题收集", False, None)]
    assert (STAGE.show("1"), STAGE.show("2")) == ("问题收集", "分级转办")
    assert rename(store, MATTERS, CLOSED_LOOP, "1", "问题收集"), "its own name is no second one"
    assert rename(store, MATTERS, CLOSED_LOOP, "1", "") is None
    assert (STAGE.show("1"), store.count(StageSetting)) == ("网格召集", 0)


def test_two_stages_never_have_one_name(store: Store) -> None:
    rename(store, MATTERS, CLOSED_LOOP, "1", "问题收集")
    for code, label in (("2", "问题收集"), ("2", "核查反馈")):
        with pytest.raises(MoveRefused, match=f"已经有一个环节叫“{label}”"):
            rename(store, MATTERS, CLOSED_LOOP, code, label)
        with pytest.raises(MoveRefused, match=f"已经有一个环节叫“{label}”"):
            insert(store, MATTERS, CLOSED_LOOP, "2", f" {label} ")
    assert rename(store, MATTERS, CLOSED_LOOP, "2", "网格召集"), "the name that the first stage has no more is free"


def test_what_nobody_sees_makes_no_other_name(store: Store) -> None:
    for label in ("核查\u200b反馈", "核查反馈\ufeff", "\u2060核查反馈\n"):
        with pytest.raises(MoveRefused, match="已经有一个环节叫“核查反馈”"):
            rename(store, MATTERS, CLOSED_LOOP, "1", label)
        with pytest.raises(MoveRefused, match="已经有一个环节叫“核查反馈”"):
            insert(store, MATTERS, CLOSED_LOOP, "2", label)
    with pytest.raises(MoveRefused, match="自己的环节要有名字"):
        insert(store, MATTERS, CLOSED_LOOP, "2", "\u200b \t")
    assert rename(store, MATTERS, CLOSED_LOOP, "1", "\u200b") is None, "and is no name of its own"
    assert store.count(StageSetting) == 0


def test_a_name_that_is_taken_away_is_not_that_of_another_stage_by_then(store: Store) -> None:
    rename(store, MATTERS, CLOSED_LOOP, "2", "分流")
    rename(store, MATTERS, CLOSED_LOOP, "3", "分级转办")
    with pytest.raises(MoveRefused, match="已经有一个环节叫“分级转办”"):
        rename(store, MATTERS, CLOSED_LOOP, "2", "")
    rename(store, MATTERS, CLOSED_LOOP, "3", "")
    assert rename(store, MATTERS, CLOSED_LOOP, "2", "") is None
    assert len({s.label for s in store.flows_of(MATTERS)[0].stages}) == len(CLOSED_LOOP.stages)


def test_an_optional_stage_goes_from_today_on_and_comes_back(store: Store) -> None:
    off = switch_off(store, MEDIATION_CASES, MEDIATION, "3", off=True)
    assert off is not None
    assert (off.code, off.off, off.since) == ("3", True, date.today())
    assert fields_of(MediationCase)["stage"].show("3") == "调查核实", "switched off, it still has its name"
    rename(store, MEDIATION_CASES, MEDIATION, "3", "查明事实")
    on = switch_off(store, MEDIATION_CASES, MEDIATION, "3", off=False)
    assert on is not None
    assert (on.off, on.since, on.label) == (False, None, "查明事实")
    rename(store, MEDIATION_CASES, MEDIATION, "3", "")
    assert store.count(StageSetting) == 0, "what says nothing any more is not kept"
    assert switch_off(store, MEDIATION_CASES, MEDIATION, "3", off=False) is None


def test_own_stages_have_codes_and_names_of_their_own(store: Store) -> None:
    first = insert(store, MATTERS, CLOSED_LOOP, "2", " 会商 ")
    second = insert(store, MATTERS, CLOSED_LOOP, "2", "再会商")
    assert first is not None
    assert second is not None
    assert [(s.code, s.label, s.behind, s.since) for s in (first, second)] == [
        ("u1", "会商", "2", date.today()),
        ("u2", "再会商", "2", date.today()),
    ]
    labels = [stage.label for stage in stages_of(CLOSED_LOOP, settings_of(store, MATTERS, CLOSED_LOOP))]
    assert labels[:4] == ["网格召集", "分级转办", "再会商", "会商"], (
        "what is put in behind one stands directly behind it"
    )
    assert STAGE.show("u1") == "会商"
    for nameless in ("", " "):
        with pytest.raises(MoveRefused, match="自己的环节要有名字"):
            insert(store, MATTERS, CLOSED_LOOP, "2", nameless)
        with pytest.raises(MoveRefused, match="自己的环节要有名字"):
            rename(store, MATTERS, CLOSED_LOOP, "u1", nameless)
    with pytest.raises(MoveRefused, match="已经有一个环节叫“会商”"):
        insert(store, MATTERS, CLOSED_LOOP, "3", "会商")


def test_an_own_stage_that_is_taken_out_keeps_its_name_where_something_stood(store: Store) -> None:
    insert(store, MATTERS, CLOSED_LOOP, "2", "会商")
    insert(store, MATTERS, CLOSED_LOOP, "3", "复核")
    begun(store, Matter, {"stage": "u1"})
    for code in ("u1", "u2"):
        switch_off(store, MATTERS, CLOSED_LOOP, code, off=True)
    assert [(s.code, s.off) for s in store.select(StageSetting)] == [("u1", True)]
    assert (STAGE.show("u1"), STAGE.show("u2")) == ("会商", "u2")


def test_settings_of_what_the_program_does_not_know_change_nothing(store: Store) -> None:
    """A newer program may have written them."""
    store.save(StageSetting(table="no_such", flow="loop", code="1", label="某环节"))
    store.save(StageSetting(table="matter", flow="no_such", code="1", label="某环节"))
    lay_own_words(store)
    assert STAGE.show("1") == "网格召集"
    assert settings_of(store, MATTERS, CLOSED_LOOP) == {}


def test_a_setting_is_called_by_the_name_or_else_by_the_code_of_its_stage() -> None:
    setting = StageSetting(table="matter", flow=CLOSED_LOOP.name, code="2")
    assert setting.title({}) == "2"
    assert StageSetting(table="matter", flow=CLOSED_LOOP.name, code="2", label="分流").title({}) == "分流"
