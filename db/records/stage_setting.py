"""环节设置: what a centre changed about the stages of a flow: other names, optional ones off, its own in between."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar

import attrs
from attrs import frozen

from db.errors import Problem
from db.fields import Day, Flag, Text
from db.records.base import Record, fields_of
from db.records.clock import Clock
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import Kind, Room
from db.records.may import SETTINGS_MAY

OWN = "u"
"""What the codes of a centre's own stages begin with."""
ENTERING = "enter_"
"""What the moves into a centre's own stages begin with."""


@frozen(kw_only=True, slots=False)
class StageSetting(Record):
    """One stage of one flow, as the centre has it.

    Attributes:
        table: of the record type.
        flow: its name.
        code: of the stage; one that begins with `OWN` is the centre's own.
        label: the centre's name for it; "" for the program's.
        off: whether the centre does without it, which only an optional one and an own one allow.
        since: the day from which that holds: an own one is for what is begun from it on, an optional one that is off goes for that.
        behind: code of the stage of the program behind which an own one stands.
    """

    TABLE: ClassVar[str] = "stage_setting"
    LABEL: ClassVar[str] = "环节设置"

    table: Annotated[str, Text("资料", required=True, width=8, listed=True)] = ""
    flow: Annotated[str, Text("流程", required=True, width=6, listed=True)] = ""
    code: Annotated[str, Text("环节代号", required=True, width=4, listed=True)] = ""
    label: Annotated[str, Text("本中心的叫法", width=8, listed=True)] = ""
    off: Annotated[bool, Flag("不设这个环节", width=4, listed=True)] = False
    since: Annotated[date | None, Day("起", width=6, listed=True)] = None
    behind: Annotated[str, Text("接在哪个环节之后", width=6)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The name of the stage, or its code."""
        return self.label or self.code

    def is_own(self) -> bool:
        """Whether it is a stage that the program does not ship."""
        return self.code.startswith(OWN)

    def rules(self) -> Iterable[Problem]:
        """An own stage has a name and a place; what is off is off from a day on."""
        kinds = fields_of(StageSetting)
        if self.is_own() and not self.label:
            yield kinds["label"].problem("required", "没有填", "请给自己的环节起个名字")
        if self.is_own() and not self.behind:
            yield kinds["behind"].problem("required", "没有填", "请写明接在哪个环节之后")
        if self.off and self.since is None:
            yield kinds["since"].problem("required", "没有填", "请写明从哪天起不设这个环节")


def stage_order(flow: Flow, settings: Iterable[StageSetting]) -> list[str]:
    """The codes of the stages of a flow and of the centre's own, those that are off included, in the one order that holds.

    An own stage stands directly behind the one that it was put behind; of two behind the same, the later one comes first, for
    whoever put it there saw the other one further down. What is behind none that work is done at stands behind the first.
    """
    codes = [stage.code for stage in flow.stages]
    over = flow.codes(Meaning.DONE, Meaning.VOID)
    own = _own(flow, settings)
    for code in sorted(own, key=own_number):
        behind = own[code].behind
        codes.insert(codes.index(behind) + 1 if behind in codes and behind not in over else 1, code)
    return codes


def own_number(code: str) -> int:
    """The number in the code of an own stage, by which they were put in; 0 where there is none."""
    number = code.removeprefix(OWN)
    return int(number) if number.isdecimal() else 0


def adapted(flow: Flow, settings: Sequence[StageSetting], begun: date | None, at: str = "") -> Flow:
    """The flow as the centre has it, for a record that was begun on a day and stands at a stage.

    Names change for all records. An optional stage goes only for those begun from its day on: moves that led to it lead where its
    usual move leads, unless that is made from where they begin anyway. Between A and an own stage X behind it, as
    `stage_order` has them, stands 进入X, and what led on from A leads on from X; an own stage that is off is entered no more.
    Whatever days and switches say, a record has the stage at which it stands, and that behind which it was put.
    """
    own = _own(flow, settings)
    held = _held(own, at)
    order = stage_order(flow, settings)
    labels = {s.code: s.label for s in settings if s.label}
    stages = tuple(attrs.evolve(s, label=labels.get(s.code, s.label)) for s in flow.stages)
    flow = attrs.evolve(flow, stages=stages)
    for setting in settings:
        stage = flow.stage(setting.code)
        if stage and stage.optional and stage.code not in held and _goes(setting, begun):
            flow = _without(flow, stage)
    ahead = ""
    for code in order:
        stage = flow.stage(code)
        if code in own and (code in held or not (own[code].off or _is_before(begun, own[code].since))):
            flow = _with(flow, own[code], ahead)
            ahead = code
        elif stage is not None and not stage.meaning.is_over:
            ahead = code
    return flow


def _own(flow: Flow, settings: Iterable[StageSetting]) -> dict[str, StageSetting]:
    return {s.code: s for s in settings if s.is_own() and flow.stage(s.code) is None}


def _held(own: Mapping[str, StageSetting], at: str) -> set[str]:
    """The stage at which a record stands, and that behind which it was put."""
    held = set[str]()
    while at and at not in held:
        held.add(at)
        at = own[at].behind if at in own else ""
    return held


def _goes(setting: StageSetting, begun: date | None) -> bool:
    return bool(setting.off and begun and setting.since and begun >= setting.since)


def _is_before(begun: date | None, since: date | None) -> bool:
    return bool(begun and since and begun < since)


def _without(flow: Flow, stage: Stage) -> Flow:
    onward = next((m for m in flow.moves_from(stage.code) if m.main and m.to), None)
    if onward is None:
        return flow
    moves: list[Move] = []
    for move in flow.moves:
        leads_there = move.to == stage.code
        passed = {stage.code, *(onward.source if leads_there else ())}
        source = tuple(code for code in move.source if code not in passed)
        if source:
            moves.append(attrs.evolve(move, source=source, to=onward.to if leads_there else move.to))
    stages = tuple(s for s in flow.stages if s != stage)
    return attrs.evolve(flow, stages=stages, moves=tuple(moves), clocks=_clocks(flow, {s.code for s in stages}, moves))


def _clocks(flow: Flow, codes: set[str], moves: Sequence[Move]) -> tuple[Clock, ...]:
    """The clocks by what is left of stages and moves; without those that nothing begins any more."""
    known = codes | {move.name for move in moves}
    left = [
        attrs.evolve(
            c, **{n: tuple(one for one in getattr(c, n) if one in known) for n in ("starts", "stops", "pauses")}
        )
        for c in flow.clocks
    ]
    return tuple(now for was, now in zip(flow.clocks, left, strict=True) if bool(was.starts) == bool(now.starts))


def _with(flow: Flow, setting: StageSetting, behind: str) -> Flow:
    """The flow with an own stage; records that are past the one before it do not come back to it."""
    codes = [stage.code for stage in flow.stages]
    at = codes.index(behind) + 1
    own = Stage(setting.code, setting.label, Meaning.WORKING)
    enter = Move(
        name=f"{ENTERING}{setting.code}", label=f"进入{setting.label}", source=(behind,), to=setting.code, main=True
    )
    moves: list[Move] = []
    for move in flow.moves:
        if behind in move.source and move.to:
            rest = tuple(code for code in move.source if code != behind)
            ahead = flow.stage(move.to)
            stays = move.itself or (ahead is not None and ahead.meaning.is_over and not move.main)
            source = (*rest, setting.code, behind) if stays else (*rest, setting.code)
            moves.append(attrs.evolve(move, source=source))
        elif behind in move.source:
            moves.append(attrs.evolve(move, source=(*move.source, setting.code)))
        else:
            moves.append(move)
    return attrs.evolve(flow, stages=(*flow.stages[:at], own, *flow.stages[at:]), moves=(*moves, enter))


STAGE_SETTINGS = Kind(record=StageSetting, code=28, room=Room.CENTRE, may=SETTINGS_MAY)
