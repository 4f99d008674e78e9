"""Whatever a centre changes of the stages of a flow: every stage is still reached and left."""

from collections.abc import Iterator
from datetime import date

import attrs
import pytest

from db.records.checker import faults
from db.records.flow import Flow, Meaning
from db.records.kind import Kind
from db.records.stage_setting import OWN, StageSetting, adapted, stage_order
from tests.added import EVERY


def reached(flow: Flow, start: str, *, back: bool = False) -> set[str]:
    """The stages to which moves lead from one; or those from which they lead to it."""
    found, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        ahead = [(source, move.leads_to(source)) for move in flow.moves for source in move.source]
        next_ones = {a for a, b in ahead if b == at} if back else {b for a, b in ahead if a == at}
        waiting += next_ones - found
        found |= next_ones
    return found


def settings_of(kind: Kind, flow: Flow) -> Iterator[tuple[str, list[StageSetting]]]:
    """Every change of the stages that a centre may make, by itself; and all of them together."""
    off = [
        StageSetting(table=kind.table, flow=flow.name, code=s.code, off=True, since=date(2026, 1, 1))
        for s in flow.stages
        if s.optional
    ]
    own = [
        StageSetting(table=kind.table, flow=flow.name, code=f"{OWN}{n}", label=f"自设{n}", behind=s.code)
        for n, s in enumerate(flow.stages)
        if not s.meaning.is_over
    ]
    yield "as declared", []
    for setting in (*off, *own):
        yield f"{setting.code} {'off' if setting.off else f'behind {setting.behind}'}", [setting]
    yield "all off", off
    yield "all own", own
    yield "all", [*off, *own]
    yield "two behind one", [*own[:1], attrs.evolve(own[0], code=f"{OWN}99", label="又一个")]


CHANGED = [
    pytest.param(kind, flow, settings, id=f"{kind.table} {name}")
    for kind in EVERY
    for flow in kind.flows
    for name, settings in settings_of(kind, flow)
]


@pytest.mark.parametrize(("kind", "flow", "settings"), CHANGED)
def test_whatever_a_centre_changes_every_stage_is_reached_and_left(
    kind: Kind, flow: Flow, settings: list[StageSetting]
) -> None:
    has = adapted(flow, settings, date(2026, 3, 2))
    codes = {stage.code for stage in has.stages}
    off = {s.code for s in settings if s.off}
    assert codes == {s.code for s in flow.stages} - off | {s.code for s in settings if not s.off}
    for move in has.moves:
        assert {*move.source, *filter(None, (move.to,))} <= codes, f"{move.name} names a stage that there is not"
    (end,) = has.codes(Meaning.VOID)
    assert reached(has, has.stages[0].code) == codes - {end}
    leaving = set[str]().union(*(reached(has, done, back=True) for done in has.codes(Meaning.DONE)))
    assert leaving == codes - {end}
    for stage in has.stages:
        main = [move.to for move in has.moves_from(stage.code) if move.main]
        assert len(main) == len(set(main)), f"two buttons lead on from {stage.label} to the same stage"
        assert main or stage.meaning.is_over
    flows = tuple(has if one.name == flow.name else one for one in kind.flows)
    changed = (attrs.evolve(kind, flows=flows) if one is kind else one for one in EVERY)
    assert not [fault for fault in faults(tuple(changed)) if "in the field" not in fault]
    order = stage_order(flow, settings)
    assert [stage.code for stage in has.stages] == [code for code in order if code in codes], (
        "one order, the same in both"
    )
    before = adapted(flow, [s for s in settings if s.off], date(2025, 12, 31))
    assert before == flow, "what began before a stage was switched off goes through it"
