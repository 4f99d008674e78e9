"""What a centre does to the stages of its work: whatever it does, what stands at one goes on, and no code means two stages."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import attrs
import pytest

from db.records.flow import Flow
from db.records.kind import Kind
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import MATTERS, Matter
from db.records.mediation.case import MEDIATION, MEDIATION_CASES, REFUSED, MediationCase
from db.records.stage_setting import StageSetting
from db.services.centre.own_words import lay_own_words
from db.services.centre.stage_names import insert, rename, settings_of, stages_of, switch_off
from db.services.check_store import check_store
from db.services.move import move, moves_of, undo_move, void
from db.services.to_do import due_of
from db.store import MoveRefused, NotByMove, Store, Warrant
from db.values import code_table
from tests.factories import begun

TODAY = date.today()
CASES = (MEDIATION_CASES, MEDIATION)


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    """The program's own names again, for the tests that follow."""
    yield
    code_table.lay_over({})


def put_in(store: Store, behind: str, label: str, of: tuple[Kind, Flow] = CASES) -> StageSetting:
    own = insert(store, *of, behind, label)
    assert own is not None
    return own


def case_at(store: Store, *names: str) -> MediationCase:
    """A case of today after some moves."""
    case = begun(store, MediationCase, {"received": TODAY, "due": TODAY + timedelta(days=30)})
    for name in names:
        case = move(store, case, name)
    return case


def again(store: Store, case: MediationCase) -> MediationCase:
    return store.get(MediationCase, case.id)


def undone(store: Store, case: MediationCase) -> MediationCase:
    """The case once its last move is taken back."""
    undo_move(store, case)
    return again(store, case)


def setting_of(store: Store, code: str) -> StageSetting:
    return settings_of(store, *CASES)[code]


def onward(store: Store, case: MediationCase) -> list[str]:
    return [one.name for one in moves_of(store, case) if one.main]


AT_WORK = [(), ("consent",), ("consent", "investigate"), ("consent", "mediate"), ("consent", "mediate", "agree")]


@pytest.mark.parametrize("names", AT_WORK, ids=len)
def test_an_own_stage_counts_as_that_behind_which_it_stands(store: Store, names: tuple[str, ...]) -> None:
    """As late, and as much a thing for who refused: mediation may be refused before it has begun, and an agreement has no term."""
    case = case_at(store)
    for name in names:
        case = move(store, case, name, result="赔三百元")
    refusing = tuple(attrs.evolve(party, consent=REFUSED) for party in case.parties)

    def told(one: MediationCase) -> tuple[object, list[str]]:
        (item,) = due_of(store, store.kinds["mediation_case"], datetime.now())
        return item.due, [p.code for p in attrs.evolve(one, parties=refusing).problems()]

    before = told(case)
    own = put_in(store, case.stage, "本中心的")
    case = move(store, case, f"enter_{own.code}")
    assert case.stage == own.code
    assert told(case) == before
    assert (before[0] is None) == ("agree" in names)
    assert ("consent_refused" in before[1]) == (len(names) > 1)
    code_table.lay_over({})
    lay_own_words(store)
    assert told(case) == before, "in the next process, too"


def test_who_refuses_at_an_own_stage_before_consent_is_written_down(store: Store) -> None:
    own = put_in(store, "1", "初步了解")
    case = move(store, case_at(store), f"enter_{own.code}")
    refusing = attrs.evolve(case, parties=tuple(attrs.evolve(party, consent=REFUSED) for party in case.parties))
    assert move(store, store.save(refusing), "refuse", reason="一方不同意").stage == "9"


def test_a_stage_behind_which_own_ones_stand_is_not_switched_off(store: Store) -> None:
    own = put_in(store, "3", "法律咨询")
    with pytest.raises(MoveRefused, match="“调查核实”后面有本中心加的“法律咨询”，请先去掉，再不设这个环节"):
        switch_off(store, *CASES, "3", off=True)
    case = case_at(store, "consent", "investigate", f"enter_{own.code}")
    assert onward(store, case) == ["mediate"]
    switch_off(store, *CASES, own.code, off=True)
    switch_off(store, *CASES, "3", off=True)
    assert onward(store, case) == ["mediate"], "what stands in it goes on all the same"
    assert onward(store, case_at(store, "consent")) == ["mediate"]
    with pytest.raises(MoveRefused, match="“调查核实”已经不设，后面不能加环节"):
        switch_off(store, *CASES, own.code, off=False)
    with pytest.raises(MoveRefused, match="“调查核实”已经不设，后面不能加环节"):
        insert(store, *CASES, "3", "专家会诊")
    switch_off(store, *CASES, "3", off=False)
    switch_off(store, *CASES, own.code, off=False)
    assert onward(store, case_at(store, "consent", "investigate")) == [f"enter_{own.code}"]


def test_what_is_off_stays_off_from_its_day(store: Store) -> None:
    before = TODAY - timedelta(days=9)
    store.save(StageSetting(table="mediation_case", flow="mediation", code="3", off=True, since=before))
    switch_off(store, *CASES, "3", off=True)
    assert setting_of(store, "3").since == before


@pytest.mark.parametrize("code", ["1", "4", "7", "0"])
def test_a_stage_that_is_not_optional_is_not_done_without(store: Store, code: str) -> None:
    with pytest.raises(MoveRefused, match="不能不设"):
        switch_off(store, *CASES, code, off=True)


@pytest.mark.parametrize("behind", ["7", "0", "77", "u1"])
def test_an_own_stage_stands_behind_one_that_work_is_done_at(store: Store, behind: str) -> None:
    with pytest.raises(MoveRefused, match="要接在还在办的环节后面"):
        insert(store, *CASES, behind, "法律咨询")
    assert store.count(StageSetting) == 0


@pytest.mark.parametrize("days", [-400, -1])
def test_the_day_on_which_it_began_is_put_right_while_it_stands_in_an_own_stage(store: Store, days: int) -> None:
    own = put_in(store, "2", "法律咨询")
    case = case_at(store, "consent", f"enter_{own.code}")
    case = store.save(attrs.evolve(case, received=TODAY + timedelta(days=days)))
    flow = store.flow_of(case)
    assert flow is not None
    assert flow.stage_of(case) is not None
    assert onward(store, case) == ["investigate", "mediate"]
    assert undone(store, move(store, case, "mediate")).stage == own.code


def test_an_own_stage_that_is_taken_out_lets_go_on_what_stands_there(store: Store) -> None:
    own = put_in(store, "2", "法律咨询")
    there, before = case_at(store, "consent", f"enter_{own.code}"), case_at(store, "consent")
    off = switch_off(store, *CASES, own.code, off=True)
    assert off is not None
    assert (off.off, off.since, off.label) == (True, TODAY, "法律咨询")
    assert onward(store, before) == ["investigate", "mediate"], "nothing enters it any more"
    assert onward(store, there) == ["investigate", "mediate"]
    back = undone(store, move(store, there, "investigate"))
    assert (back.stage, onward(store, back)) == (own.code, ["investigate", "mediate"])
    assert undone(store, back).stage == "2"
    assert [s.code for s in stages_of(MEDIATION, settings_of(store, *CASES))][:4] == ["1", "2", own.code, "3"]


def test_a_move_into_an_own_stage_is_taken_back_after_the_stage_was_taken_out(store: Store) -> None:
    own = put_in(store, "2", "法律咨询")
    case = move(store, case_at(store, "consent", f"enter_{own.code}"), "mediate")
    switch_off(store, *CASES, own.code, off=True)
    case = undone(store, case)
    assert (case.stage, onward(store, case)) == (own.code, ["investigate", "mediate"])
    assert store.verify() == []
    assert move(store, case, "mediate").stage == "4"


def test_a_stage_at_which_nothing_ever_stood_leaves_nothing_behind(store: Store) -> None:
    own = put_in(store, "2", "写错了")
    assert switch_off(store, *CASES, own.code, off=True) is None
    assert store.count(StageSetting) == 0
    assert put_in(store, "4", "写错了").behind == "4", "the name is free again"


@pytest.mark.parametrize("warrant", [None, *Warrant])
def test_the_setting_of_a_stage_at_which_something_stood_is_never_deleted(
    store: Store, warrant: Warrant | None
) -> None:
    own, fresh = put_in(store, "2", "法律咨询"), put_in(store, "4", "专家会诊")
    undo_move(store, case_at(store, "consent", f"enter_{own.code}"))
    with pytest.raises(NotByMove, match="有资料到过“法律咨询”这个环节"), store.writing("撤销", warrant) as w:
        w.delete(own)
    with store.writing("撤销", warrant) as w:
        w.delete(fresh)
    assert settings_of(store, *CASES).keys() == {own.code}


def test_whatever_stands_there_or_stood_there_keeps_the_setting(store: Store) -> None:
    """Also what was brought in from elsewhere, with no move that led to it."""
    own = put_in(store, "2", "法律咨询")
    case = begun(store, MediationCase, {"stage": own.code, "received": TODAY})
    for _ in range(2):
        with pytest.raises(NotByMove), store.writing("撤销", Warrant.UNDO) as w:
            w.delete(own)
        case = move(store, case, "mediate") if case.stage == own.code else case


def test_steps_of_another_type_keep_no_setting(store: Store) -> None:
    for table, flow, behind in (("matter", "closed_loop", "1"), ("mediation_case", "mediation", "2")):
        store.save(StageSetting(table=table, flow=flow, code="u1", label=table, behind=behind))
    undo_move(store, move(store, begun(store, Matter), "enter_u1", datetime(2026, 3, 25, 15, 0)))
    assert switch_off(store, *CASES, "u1", off=True) is None
    assert switch_off(store, MATTERS, CLOSED_LOOP, "u1", off=True) is not None


def test_what_was_taken_out_is_set_again_and_not_put_in_twice(store: Store) -> None:
    own = put_in(store, "2", "法律咨询")
    case_at(store, "consent", f"enter_{own.code}")
    switch_off(store, *CASES, own.code, off=True)
    with pytest.raises(MoveRefused, match="“法律咨询”是去掉了的环节，要用请点它后面的“重新设”"):
        insert(store, *CASES, "4", "法律咨询")
    with pytest.raises(MoveRefused, match="已经有一个环节叫“法律咨询”"):
        rename(store, *CASES, "4", "法律咨询")
    on = switch_off(store, *CASES, own.code, off=False)
    assert on is not None
    assert (on.code, on.off, on.since) == (own.code, False, TODAY)
    assert onward(store, case_at(store, "consent")) == [f"enter_{own.code}"]


def test_no_code_comes_twice_in_whatever_flow(store: Store) -> None:
    first = put_in(store, "2", "甲")
    switch_off(store, *CASES, first.code, off=True)
    second = put_in(store, "2", "乙")
    third = put_in(store, "2", "丙", (MATTERS, CLOSED_LOOP))
    assert [one.code for one in (first, second, third)] == ["u1", "u2", "u3"]


def test_codes_that_were_given_by_hand_or_lost_their_setting_do_not_come_again(store: Store) -> None:
    store.save(StageSetting(table="matter", flow="closed_loop", code="u1", label="网格初核", behind="1"))
    undo_move(store, move(store, begun(store, Matter), "enter_u1", datetime(2026, 3, 25, 15, 0)))
    store._connection.execute("UPDATE stage_setting SET code = 'u2'")
    begun(store, MediationCase, {"stage": "u3"})
    assert put_in(store, "2", "甲").code == "u4"


def test_own_stages_are_shown_in_the_order_in_which_they_are_passed(store: Store) -> None:
    first, second = put_in(store, "2", "甲"), put_in(store, "2", "乙")
    shown = [stage.code for stage in stages_of(MEDIATION, settings_of(store, *CASES))]
    case = case_at(store, "consent")
    flow = store.flow_of(case)
    assert flow is not None
    assert shown == [stage.code for stage in flow.stages]
    assert shown[1:4] == ["2", second.code, first.code]
    assert onward(store, case) == [f"enter_{second.code}"]
    assert onward(store, move(store, case, f"enter_{second.code}")) == [f"enter_{first.code}"]


def test_what_stands_at_a_stage_that_nobody_knows_is_made_void_and_taken_back(store: Store) -> None:
    case = begun(store, MediationCase, {"stage": "x9"})
    assert moves_of(store, case) == []
    gone = void(store, case, "录重了")
    assert (gone.stage, store.steps(gone)[-1].before) == ("0", "x9")
    back = undone(store, gone)
    assert (back.stage, store.steps(back)[-1].after) == ("x9", "x9")
    (fault,) = check_store(store, datetime.now(), lambda _done, _all: True).faults
    assert fault.text == "调解案件里有 1 条的办理环节是“x9”，程序不认识"
    assert fault.remedy.startswith("请先换上最新的程序再看")
    with pytest.raises(MoveRefused, match="现在是“作废”，不能作废"):
        void(store, void(store, back, "录重了"), "录重了")


def test_a_setting_makes_no_other_code_known_than_an_own_one(store: Store) -> None:
    store.save(StageSetting(table="mediation_case", flow="mediation", code="x9", label="别的"))
    begun(store, MediationCase, {"stage": "x9"})
    assert len(store.verify()) == 1
