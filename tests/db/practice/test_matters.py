"""The matters of the practice community: every stage, by people whose work it is, the same for the same day."""

from datetime import timedelta

import pytest

from db.records.bodies.person import Person
from db.records.exhibit import Exhibit
from db.records.hall.meeting import Topic
from db.records.matters.codes import INQUIRY, JOINED
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.records.step import MOVED, Step
from db.services.hall.raise_topic import CHANNELS
from db.services.move import moves_of
from db.services.timeline import timeline
from db.store import Store, among, ne
from tests.db.matters.hub import problems
from tests.db.practice.conftest import TODAY

pytestmark = pytest.mark.xdist_group("practice")


@pytest.fixture(scope="module")
def matters(made: Store) -> list[Matter]:
    """What was brought to the desk and is neither mediated nor talked over in the hall."""
    of_ways = {way.matter for kind in (MediationCase, Topic) for way in made.select(kind)}
    return [one for one in made.select(Matter, order=("taken", "id")) if one.id not in of_ways]


def moves(store: Store, matter: Matter) -> list[Step]:
    return [step for step in store.steps(matter) if step.what == MOVED]


def test_they_stand_at_every_stage_and_came_in_three_months(made: Store, matters: list[Matter]) -> None:
    assert 24 <= len(matters) <= 30
    assert {m.stage for m in matters} == {stage.code for stage in CLOSED_LOOP.stages}
    assert all(m.taken and TODAY - timedelta(days=95) <= m.taken.date() < TODAY for m in matters)
    first = made.count(MediationCase) + 1
    assert [m.number for m in matters] == [f"诉求〔2026〕{n}号" for n in range(first, first + len(matters))]
    assert len({m.channel for m in matters}) >= 8
    assert len({m.nature for m in matters}) >= 6
    assert {m.outcome for m in matters} >= {"", "1", "2", "3", "4", "5"}
    assert not [problem for m in matters for problem in m.problems()]


def test_each_case_has_a_matter_of_its_own_with_a_slip(made: Store) -> None:
    cases = made.select(MediationCase)
    of_cases = made.get_many(Matter, (case.matter for case in cases))
    assert len(of_cases) == len(cases)
    assert {(case.title_text, case.received) for case in cases} == {
        (one.subject, one.taken and one.taken.date()) for one in of_cases.values()
    }
    assert all(one.slip and one.number for one in of_cases.values())


def test_each_topic_that_somebody_brought_has_a_matter_and_ends_it(made: Store) -> None:
    topics = made.select(Topic)
    assert {bool(one.matter) for one in topics if one.source in CHANNELS} == {True}
    assert {bool(one.matter) for one in topics if one.source not in CHANNELS} == {False}
    own = made.get_many(Matter, (one.matter for one in topics if one.matter and not one.case))
    assert len(own) >= 8
    assert {(one.subject, one.taken and one.taken.date()) for one in own.values()} == {
        (one.subject, one.raised) for one in topics if one.matter and not one.case
    }
    assert {bool(one.closed) for one in own.values()} == {True, False}


def test_every_move_of_the_flow_was_made_somewhere(made: Store, matters: list[Matter]) -> None:
    found = {step.move for m in made.select(Matter) for step in moves(made, m)}
    assert found == {move.name for move in CLOSED_LOOP.every_move()} | {"void"}
    asked = [m for m in matters if m.nature == INQUIRY]
    assert len(asked) >= 4
    assert all(m.on_spot and m.taken and m.closed == m.taken.date() for m in asked)


def test_some_are_joined_some_were_and_some_ended_with_their_cases(made: Store, matters: list[Matter]) -> None:
    joined = [m for m in matters if m.root]
    assert joined
    assert all(m.outcome == JOINED and made.get(Matter, m.root).is_open() for m in joined)
    assert [m for m in matters if not m.root and "unjoin" in {step.move for step in moves(made, m)}]
    ended = made.select(Matter, among("id", [case.matter for case in made.select(MediationCase)]), ne("closed", None))
    assert len(ended) > 3
    to_settle = [m for m in made.select(Matter) if any(move.ways for move in moves_of(made, m))]
    assert 1 <= len(to_settle) <= 8, "some are left to practise on"
    assert len(problems(made)) == made.count(Matter, ne("stage", "0")) - len(joined)


def test_claimants_are_residents_or_said_who_they_are_or_not(made: Store, matters: list[Matter]) -> None:
    people = {r.id: r for r in made.select(Resident)}
    claimants = [c for m in matters for c in m.claimants]
    assert len(claimants) == len(matters)
    registered = [people[made.kinds.leads_to(c.who)[1]].name == c.name for c in claimants if c.who]
    assert len(registered) >= 20
    assert all(registered)
    assert [c for c in claimants if c.anonymous and not c.name]
    assert [c for c in claimants if c.hidden]
    assert [c for c in claimants if c.name and not c.who]


def test_who_checked_is_not_who_handled_and_nothing_happened_before_it_came(made: Store, matters: list[Matter]) -> None:
    people = {p.id for p in made.select(Person)}
    for matter in matters:
        steps = moves(made, matter)
        assert {step.did for step in steps} <= people
        assert [step.at for step in steps] == sorted(step.at for step in steps if step.at)
        assert matter.taken
        assert all(step.at and matter.taken < step.at and step.at.date() < TODAY for step in steps)
        handler = 0
        for step in steps:
            handler = step.did if step.move == "handle" else handler
            assert step.move != "check" or step.did != handler != 0
        assert timeline(made, matter)


def test_slips_are_told_apart_and_the_same_for_the_same_day(made: Store, again: Store) -> None:
    every = made.select(Matter, order=("taken", "id"))
    slips = [m.slip for m in every]
    assert len(set(slips)) == len(slips)
    assert all(len(slip) == 5 and slip.isdigit() for slip in slips)
    assert again.select(Matter, order=("taken", "id")) == every
    assert made.verify() == made.disagreeing_clocks() == []


def test_there_are_photos_to_look_at(made: Store) -> None:
    shown = made.select(Exhibit, order=("id",))
    owners = [made.kinds.leads_to(one.of)[0] for one in shown]
    assert [one.caption for one in shown] == [
        "断电的充电桩", "送电以后", "不亮的楼道灯", "换好以后", "下沉的井盖", "门口", "会场"
    ]  # fmt: skip
    assert owners == ["matter"] * 5 + ["visit", "meeting"]
    assert all(one.taken and one.taken.date() <= TODAY for one in shown)
    assert all(made.evidence.read(one.piece).startswith(b"\xff\xd8\xff") for one in shown)
    assert made.evidence.faults() == []
