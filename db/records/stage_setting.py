"""环节设置: what a centre changed about the stages of a flow: other names, optional ones off, its own in between."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar

import attrs
from attrs import frozen

from db.errors import Problem
from db.fields import Day, Flag, Text
from db.records.base import Record, fields_of
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import Kind, Room

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
        off: whether the centre does without it, which only an optional one allows.
        since: the day from which that holds: records begun before go through it as ever.
        behind: code of the stage behind which an own one stands.
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

    def rules(self) -> Iterable[Problem]:
        """An own stage has a name and a place; what is off is off from a day on."""
        kinds = fields_of(StageSetting)
        if self.code.startswith(OWN) and not self.label:
            yield kinds["label"].problem("required", "没有填", "请给自己的环节起个名字")
        if self.code.startswith(OWN) and not self.behind:
            yield kinds["behind"].problem("required", "没有填", "请写明接在哪个环节之后")
        if self.off and self.since is None:
            yield kinds["since"].problem("required", "没有填", "请写明从哪天起不设这个环节")


def adapted(flow: Flow, settings: Sequence[StageSetting], begun: date | None, at: str = "") -> Flow:
    """The flow as the centre has it, for a record that was begun on a day and stands at a stage.

    Names change for all records. An optional stage goes only for those begun from its day on, and not while one stands there:
    moves that led to it lead where its usual move leads, unless that is made from where they begin anyway. Between A and an
    own stage X behind it stands 进入X, and what led on from A leads on from X.
    """
    labels = {s.code: s.label for s in settings if s.label}
    stages = tuple(attrs.evolve(s, label=labels.get(s.code, s.label)) for s in flow.stages)
    flow = attrs.evolve(flow, stages=stages)
    for setting in settings:
        stage = flow.stage(setting.code)
        if (
            setting.off
            and stage
            and stage.optional
            and stage.code != at
            and begun
            and setting.since
            and begun >= setting.since
        ):
            flow = _without(flow, stage)
    for setting in sorted(settings, key=lambda s: s.code):
        if setting.code.startswith(OWN) and not _is_before(begun, setting.since):
            flow = _with(flow, setting)
    return flow


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
    return attrs.evolve(flow, stages=tuple(s for s in flow.stages if s != stage), moves=tuple(moves))


def _with(flow: Flow, setting: StageSetting) -> Flow:
    """The flow with an own stage; records that are past the one before it do not come back to it."""
    codes = [stage.code for stage in flow.stages]
    if setting.behind not in codes or setting.code in codes:
        return flow
    at = codes.index(setting.behind) + 1
    own = Stage(setting.code, setting.label, Meaning.WORKING)
    enter = Move(
        name=f"{ENTERING}{setting.code}",
        label=f"进入{setting.label}",
        source=(setting.behind,),
        to=setting.code,
        main=True,
    )
    moves: list[Move] = []
    for move in flow.moves:
        if setting.behind in move.source and move.to:
            rest = tuple(code for code in move.source if code != setting.behind)
            ahead = flow.stage(move.to)
            stays = ahead is not None and ahead.meaning.is_over and not move.main
            source = (*rest, setting.code, setting.behind) if stays else (*rest, setting.code)
            moves.append(attrs.evolve(move, source=source))
        elif setting.behind in move.source:
            moves.append(attrs.evolve(move, source=(*move.source, setting.code)))
        else:
            moves.append(move)
    return attrs.evolve(flow, stages=(*flow.stages[:at], own, *flow.stages[at:]), moves=(*moves, enter))


STAGE_SETTINGS = Kind(record=StageSetting, code=28, room=Room.CENTRE)
