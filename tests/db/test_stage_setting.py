"""A flow as a centre has it: other names, optional stages off, own ones in between; records that are past a change go on."""

from datetime import date, datetime

import pytest

from db.records.flow import Flow, Meaning
from db.records.mediation.case import MEDIATION, MediationCase
from db.records.stage_setting import StageSetting, adapted, stage_order
from db.services.move import move, moves_of, undo_move
from db.store import MoveRefused, Store
from tests.factories import begun

TABLE, FLOW = "mediation_case", "mediation"
MARCH = date(2026, 3, 1)
AT = datetime(2026, 3, 2, 10, 0)


def setting(code: str, **values: object) -> StageSetting:
    return StageSetting(table=TABLE, flow=FLOW, code=code, **values)  # type: ignore[arg-type]


def ways(flow: Flow) -> set[tuple[str, str, str]]:
    """Every move that changes a stage: from, by, to."""
    return {(source, m.name, m.to) for m in flow.moves if m.to for source in m.source}


def test_a_name_of_the_centres_own_changes_nothing_else() -> None:
    named = adapted(MEDIATION, [setting("3", label="上门核实")], MARCH)
    assert [s.label for s in named.stages if s.code == "3"] == ["上门核实"]
    assert ways(named) == ways(MEDIATION)


def test_an_optional_stage_goes_for_what_begins_from_its_day_on() -> None:
    off = [setting("3", off=True, since=MARCH)]
    without = adapted(MEDIATION, off, MARCH)
    assert without.stage("3") is None
    assert ("2", "mediate", "4") in ways(without)
    assert not any("3" in (source, to) for source, _, to in ways(without))
    assert adapted(MEDIATION, off, date(2026, 2, 28)) == MEDIATION
    assert adapted(MEDIATION, off, None) == MEDIATION


def test_a_stage_that_is_not_optional_stays() -> None:
    assert adapted(MEDIATION, [setting("4", off=True, since=MARCH)], MARCH) == MEDIATION


def test_an_own_stage_stands_between_two() -> None:
    with_own = adapted(MEDIATION, [setting("u1", label="法律咨询", behind="2")], MARCH)
    assert [s.code for s in with_own.stages][:4] == ["1", "2", "u1", "3"]
    assert with_own.stage("u1") is not None
    assert ("2", "enter_u1", "u1") in ways(with_own)
    assert {(s, n, t) for s, n, t in ways(with_own) if s == "u1"} == {
        ("u1", "investigate", "3"), ("u1", "mediate", "4"), ("u1", "end", "8"),
    }  # fmt: skip
    assert not {w for w in ways(with_own) if w[0] == "2"} & {("2", "investigate", "3"), ("2", "mediate", "4")}
    assert ("2", "end", "8") in ways(with_own), "what ends the work early still does"
    assert with_own.moves_from("2")[0].name == "enter_u1"


def test_an_own_stage_is_not_for_what_began_before_it() -> None:
    later = [setting("u1", label="法律咨询", behind="2", since=date(2026, 4, 1))]
    assert adapted(MEDIATION, later, MARCH) == MEDIATION


@pytest.mark.parametrize(
    "wrong", [setting("u1", label="法律咨询", behind=behind) for behind in ("77", "u1", "7", "0", "")]
)
def test_a_stage_that_stands_behind_none_stands_behind_the_first(wrong: StageSetting) -> None:
    assert stage_order(MEDIATION, [wrong])[:3] == ["1", "u1", "2"]
    flow = adapted(MEDIATION, [wrong], MARCH)
    assert [s.code for s in flow.stages][:3] == ["1", "u1", "2"]
    assert {("1", "enter_u1", "u1"), ("u1", "consent", "2")} <= ways(flow)


def test_of_own_stages_behind_one_the_later_stands_directly_behind_it() -> None:
    own = [setting(f"u{n}", label=f"自设{n}", behind="2") for n in (1, 2, 10)]
    assert stage_order(MEDIATION, own)[:6] == ["1", "2", "u10", "u2", "u1", "3"]
    flow = adapted(MEDIATION, own, MARCH)
    assert [s.code for s in flow.stages][:6] == ["1", "2", "u10", "u2", "u1", "3"]
    on = {a: m.to for a in ("2", "u10", "u2", "u1") for m in flow.moves_from(a)[:1]}
    assert on == {"2": "u10", "u10": "u2", "u2": "u1", "u1": "3"}


def test_an_own_stage_behind_one_that_is_off_is_carried_over_to_the_one_before() -> None:
    both = [
        setting("3", off=True, since=MARCH),
        setting("u1", label="甲", behind="3"),
        setting("u2", label="乙", behind="2"),
    ]
    flow = adapted(MEDIATION, both, MARCH)
    assert [s.code for s in flow.stages][:5] == ["1", "2", "u2", "u1", "4"]
    assert {("2", "enter_u2", "u2"), ("u2", "enter_u1", "u1"), ("u1", "mediate", "4")} <= ways(flow)


@pytest.mark.parametrize("day", [date(2026, 1, 1), MARCH, date(2026, 12, 1), None])
@pytest.mark.parametrize("off", [False, True])
def test_a_record_has_the_own_stage_at_which_it_stands_and_that_behind_which_it_was_put(
    day: date | None, off: bool
) -> None:
    own = setting("u1", label="法律咨询", behind="3", since=MARCH, off=off)
    without = setting("3", off=True, since=date(2026, 2, 1))
    flow = adapted(MEDIATION, [without, own], day, "u1")
    assert [s.code for s in flow.stages][:5] == ["1", "2", "3", "u1", "4"]
    assert [m.name for m in flow.moves_from("u1")] == ["mediate", "end"]
    assert all("u1" in m.source for m in flow.clock_moves())


def test_an_own_stage_that_is_off_is_entered_no_more() -> None:
    off = [setting("u1", label="法律咨询", behind="2", since=MARCH, off=True)]
    for day in (date(2026, 1, 1), MARCH, None):
        assert adapted(MEDIATION, off, day, "2") == MEDIATION


def test_whatever_is_set_every_open_stage_leads_on() -> None:
    optional = [s.code for s in MEDIATION.stages if s.optional]
    settings = [setting(code, off=True, since=MARCH) for code in optional]
    settings += [
        setting(f"u{n}", label=f"自设{n}", behind=s.code)
        for n, s in enumerate(MEDIATION.stages)
        if not s.meaning.is_over
    ]
    flow = adapted(MEDIATION, settings, MARCH)
    for stage in flow.stages:
        ahead = [m for m in flow.moves_from(stage.code) if m.to]
        assert bool(ahead) != stage.meaning.is_over, stage
        assert all(flow.stage(m.to) for m in ahead), stage
    reached, waiting = set[str](), [flow.stages[0].code]
    while waiting:
        code = waiting.pop()
        reached.add(code)
        waiting += [m.to for m in flow.moves_from(code) if m.to and m.to not in reached]
    assert {s.code for s in flow.stages if s.meaning is not Meaning.VOID} <= reached


def test_records_that_stand_in_a_stage_that_is_switched_off_go_on(store: Store) -> None:
    old = begun(store, MediationCase, {"received": date(2026, 2, 1)})
    old = move(store, move(store, old, "consent", AT), "investigate", AT)
    new = begun(store, MediationCase, {"received": date(2026, 3, 2)})
    store.save(setting("3", off=True, since=MARCH))
    assert next(m.name for m in moves_of(store, old)) == "mediate"
    assert move(store, old, "mediate", AT).stage == "4"
    new = move(store, new, "consent", AT)
    assert [m.name for m in moves_of(store, new) if m.main] == ["mediate"]


def test_a_record_that_stands_there_already_leaves_it_by_its_moves(store: Store) -> None:
    case = begun(store, MediationCase, {"received": date(2026, 3, 2)})
    case = move(store, move(store, case, "consent", AT), "investigate", AT)
    store.save(setting("3", off=True, since=MARCH))
    assert [m.name for m in moves_of(store, case)] == ["mediate", "end", "extend", "pause"]
    assert move(store, case, "mediate", AT).stage == "4"


def test_a_stage_that_was_inserted_with_records_in_it_is_taken_back(store: Store) -> None:
    store.save(setting("u1", label="法律咨询", behind="1"))
    case = begun(store, MediationCase, {"received": date(2026, 3, 2)})
    with pytest.raises(MoveRefused, match="不能征得同意"):
        move(store, case, "consent", AT)
    entered = move(store, case, "enter_u1", AT)
    assert store.steps(entered)[-1].said == "进入法律咨询 → 法律咨询"
    assert undo_move(store, entered).record.version == entered.version + 1
    assert store.get(MediationCase, case.id).stage == "1"


def test_settings_that_say_too_little_are_refused() -> None:
    assert [p.field for p in setting("u1").problems()] == ["label", "behind"]
    assert [p.field for p in setting("3", off=True).problems()] == ["since"]
    assert not setting("3", label="上门核实").problems()
