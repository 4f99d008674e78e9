"""环节的叫法: what a centre calls the stages of a flow, which optional ones it does without, and its own in between.

What a setting says of a stage is changed here alone, and never so that a record is left without a move: whatever a record ever
stood at keeps its setting, and an own stage stands behind one that records pass.
"""

from datetime import date

import attrs

from db.records.flow import Flow, Stage
from db.records.kind import Kind
from db.records.stage_setting import OWN, StageSetting, stage_order
from db.services.centre.own_words import lay_own_words, tidy_name
from db.store import MoveRefused, Store, Writer, eq
from db.store.reading import Reader

_COUNTER = "own stage"
"""The counter of the codes of own stages: one for all flows, so that no code ever means two stages."""


LONGEST_NAME = 10
"""Characters of a stage's name: it stands on the strip beside all the others; the program's own have four."""


def settings_of(store: Reader, kind: Kind, flow: Flow) -> dict[str, StageSetting]:
    """What the centre changed about the stages of a flow, by their codes."""
    found = store.select(StageSetting, eq("table", kind.table), eq("flow", flow.name), order=("id",))
    return {setting.code: setting for setting in found}


def stages_of(flow: Flow, settings: dict[str, StageSetting]) -> list[Stage | StageSetting]:
    """The program's stages and the centre's own, those that are off included, in the order in which they are passed."""
    return [flow.stage(code) or settings[code] for code in stage_order(flow, settings.values())]


def rename(store: Store, kind: Kind, flow: Flow, code: str, label: str) -> StageSetting | None:
    """What the centre changed about a stage, once it has another name; "" is the program's name again.

    Raises:
        MoveRefused: an own stage would have no name, two stages the same, or one more than `LONGEST_NAME`.
    """
    label = tidy_name(label)
    _refuse_long(label)
    with store.writing("环节设置") as w:
        settings = settings_of(w.read, kind, flow)
        names = {stage.code: stage.label for stage in flow.stages}
        names |= {s.code: s.label for s in settings.values() if s.label}
        stage = flow.stage(code)
        called = label or (stage.label if stage else "")
        if not called:
            raise MoveRefused([], "自己的环节要有名字")
        if called in [name for other, name in names.items() if other != code]:
            raise MoveRefused([], f"已经有一个环节叫“{called}”")
        saved = _keep(w, attrs.evolve(_of(settings, kind, flow, code), label=label))
    lay_own_words(store)
    return saved


def switch_off(store: Store, kind: Kind, flow: Flow, code: str, *, off: bool) -> StageSetting | None:
    """The same once the centre does without an optional stage, or an own one, or has it again.

    An optional one goes for what begins from today on. An own one is entered no more, and what stands there goes on as ever;
    where nothing ever stood, nothing is left of it. One that is there again is there for what begins from today on.

    Raises:
        MoveRefused: it is not optional, own stages stand behind it, or it stands behind one that is off.
    """
    with store.writing("环节设置") as w:
        settings = settings_of(w.read, kind, flow)
        setting = _of(settings, kind, flow, code)
        stage = flow.stage(code)
        if stage is not None and not stage.optional:
            raise MoveRefused([], f"“{setting.label or stage.label}”不能不设")
        if setting.off == off:
            return setting if setting.id else None
        behind = [s.label for s in settings.values() if s.is_own() and s.behind == code and not s.off]
        if off and stage and behind:
            named = "”“".join(behind)
            raise MoveRefused(
                [], f"“{setting.label or stage.label}”后面有本中心加的“{named}”，请先去掉，再不设这个环节"
            )
        if not off and stage is None:
            _refuse_behind(flow, settings, setting.behind)
        since = date.today() if off or stage is None else None
        saved = _keep(w, attrs.evolve(setting, off=off, since=since))
    lay_own_words(store)
    return saved


def insert(store: Store, kind: Kind, flow: Flow, behind: str, label: str) -> StageSetting | None:
    """A stage of the centre's own directly behind another, for what begins from today on.

    Raises:
        MoveRefused: it has no name, one longer than `LONGEST_NAME` or that of another, also of one that was taken out, or would stand
            behind none that work is done at.
    """
    label = tidy_name(label)
    if not label:
        raise MoveRefused([], "自己的环节要有名字")
    _refuse_long(label)
    with store.writing("环节设置") as w:
        settings = settings_of(w.read, kind, flow)
        if any(s.off and s.label == label for s in settings.values() if s.is_own()):
            raise MoveRefused([], f"“{label}”是去掉了的环节，要用请点它后面的“重新设”，或者另起名字")
        if label in [s.label for s in (*flow.stages, *settings.values())]:
            raise MoveRefused([], f"已经有一个环节叫“{label}”")
        _refuse_behind(flow, settings, behind)
        fresh = StageSetting(table=kind.table, flow=flow.name, code=_fresh_code(w), label=label)
        saved = _keep(w, attrs.evolve(fresh, behind=behind, since=date.today()))
    lay_own_words(store)
    return saved


def _refuse_long(label: str) -> None:
    if len(label) > LONGEST_NAME:
        raise MoveRefused([], f"环节的名字最多 {LONGEST_NAME} 个字，“{label}”有 {len(label)} 个字，请写短一些")


def _refuse_behind(flow: Flow, settings: dict[str, StageSetting], behind: str) -> None:
    """Lets an own stage stand only behind one of the program's that is there and not the end."""
    stage = flow.stage(behind)
    if stage is None or stage.meaning.is_over:
        raise MoveRefused([], "自己的环节要接在还在办的环节后面")
    if behind in settings and settings[behind].off:
        label = settings[behind].label or stage.label
        raise MoveRefused([], f"“{label}”已经不设，后面不能加环节；请先重新设它，或者加在别的环节后面")


def _fresh_code(writer: Writer) -> str:
    """A code that no own stage ever had, of whatever flow."""
    taken = writer.read.own_stages_named()
    while (code := f"{OWN}{writer.take_number(_COUNTER)}") in taken:
        continue
    return code


def _of(settings: dict[str, StageSetting], kind: Kind, flow: Flow, code: str) -> StageSetting:
    return settings.get(code) or StageSetting(table=kind.table, flow=flow.name, code=code)


def _keep(writer: Writer, setting: StageSetting) -> StageSetting | None:
    """Saves a setting; one that says nothing any more, or is off before anything stood there, goes."""
    says = setting.label or setting.off
    if setting.is_own() and setting.off:
        says = writer.read.has_stood(setting)
    if says:
        return writer.save(setting)
    if setting.id:
        writer.delete(setting)
    return None
