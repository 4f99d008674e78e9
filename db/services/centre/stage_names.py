"""环节的叫法: what a centre calls the stages of a flow, which optional ones it does without, and its own in between."""

from collections import defaultdict
from datetime import date

import attrs

from db.fields import Code
from db.records.base import columns_of
from db.records.flow import Flow, Stage
from db.records.kind import Kind
from db.records.stage_setting import OWN, StageSetting
from db.store import MoveRefused, Store, eq
from db.values import code_table


def lay_labels(store: Store) -> None:
    """Lets lists, forms, sheets and exports of this process show the stages as the centre of a store calls them."""
    tables: dict[str, dict[str, str]] = defaultdict(dict)
    for setting in store.select(StageSetting, order=("id",)):
        kind = store.kinds.find(setting.table)
        flow = next((f for f in kind.flows if f.name == setting.flow), None) if kind else None
        field = columns_of(kind.record).get(flow.field) if kind and flow else None
        if isinstance(field, Code) and setting.label:
            tables[field.table][setting.code] = setting.label
    code_table.lay_over(tables)


def settings_of(store: Store, kind: Kind, flow: Flow) -> dict[str, StageSetting]:
    """What the centre changed about the stages of a flow, by their codes."""
    found = store.select(StageSetting, eq("table", kind.table), eq("flow", flow.name), order=("id",))
    return {setting.code: setting for setting in found}


def stages_of(flow: Flow, settings: dict[str, StageSetting]) -> list[Stage | StageSetting]:
    """The program's stages in their order, the centre's own each behind the one that it stands behind."""
    found: list[Stage | StageSetting] = []
    own = [s for s in settings.values() if s.code.startswith(OWN)]
    for stage in flow.stages:
        found += [stage, *(s for s in own if s.behind == stage.code)]
    return found


def rename(store: Store, kind: Kind, flow: Flow, code: str, label: str) -> StageSetting | None:
    """What the centre changed about a stage, once it has another name; "" is the program's name again.

    Raises:
        MoveRefused: an own stage would have no name, or two stages the same.
    """
    settings = settings_of(store, kind, flow)
    label = label.strip()
    names = {stage.code: stage.label for stage in flow.stages} | {s.code: s.label for s in settings.values() if s.label}
    if label in [name for other, name in names.items() if other != code]:
        raise MoveRefused([], f"已经有一个环节叫“{label}”")
    if not label and code.startswith(OWN):
        raise MoveRefused([], "自己的环节要有名字")
    return _keep(store, attrs.evolve(_of(settings, kind, flow, code), label=label))


def switch_off(store: Store, kind: Kind, flow: Flow, code: str, *, off: bool) -> StageSetting | None:
    """The same once the centre does without an optional stage for what begins from today on, or has it again."""
    setting = _of(settings_of(store, kind, flow), kind, flow, code)
    return _keep(store, attrs.evolve(setting, off=off, since=date.today() if off else None))


def insert(store: Store, kind: Kind, flow: Flow, behind: str, label: str) -> StageSetting | None:
    """A stage of the centre's own behind another, for what begins from today on. Raises as `rename` does."""
    settings = settings_of(store, kind, flow)
    if not label.strip():
        raise MoveRefused([], "自己的环节要有名字")
    if label.strip() in [s.label for s in (*flow.stages, *settings.values())]:
        raise MoveRefused([], f"已经有一个环节叫“{label.strip()}”")
    taken = [int(code[1:]) for code in settings if code.startswith(OWN) and code[1:].isdigit()]
    fresh = _of(settings, kind, flow, f"{OWN}{max(taken, default=0) + 1}")
    return _keep(store, attrs.evolve(fresh, label=label.strip(), behind=behind, since=date.today()))


def take_out(store: Store, kind: Kind, setting: StageSetting, flow: Flow) -> None:
    """Takes an own stage out again at which nothing stands.

    Raises:
        MoveRefused: something stands there.
    """
    if count := store.count(kind.record, eq(flow.field, setting.code)):
        raise MoveRefused([], f"还有 {count} 件停在“{setting.label}”，办过去了再去掉")
    with store.writing("去掉环节") as w:
        w.delete(setting)
    lay_labels(store)


def _of(settings: dict[str, StageSetting], kind: Kind, flow: Flow, code: str) -> StageSetting:
    return settings.get(code) or StageSetting(table=kind.table, flow=flow.name, code=code)


def _keep(store: Store, setting: StageSetting) -> StageSetting | None:
    """Saves a setting; one that says nothing any more is taken out."""
    saved: StageSetting | None = None
    if setting.label or setting.off:
        saved = store.save(setting, "环节设置")
    elif setting.id:
        with store.writing("环节设置") as w:
            w.delete(setting)
    lay_labels(store)
    return saved
