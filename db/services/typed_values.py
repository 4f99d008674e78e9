"""What is typed for a field outside the window: as values of the record, links by the name of what they lead to."""

from collections.abc import Mapping
from typing import Any

from db.errors import ArgumentError
from db.fields import Field, Link, Ref, Rows, StageCode
from db.records.base import Part, fields_of, parts_of
from db.records.kind import Kind
from db.records.stage_setting import StageSetting
from db.store import Store, among, eq

LARGEST = (1 << 63) - 1
"""The largest number that a table holds."""
_NAMED = 5


def typed_values(store: Store, kind: Kind, typed: Mapping[str, str]) -> dict[str, Any]:
    """Values by field of what was typed.

    Raises:
        ArgumentError: there is no such field, it holds rows, or several records bear the name.
        ValueUnreadable: a text does not fit its field.
    """
    return {name: typed_value(store, field_of(kind, name), text, kind) for name, text in typed.items()}


def typed_part(store: Store, kind: Kind, rows: str, typed: Mapping[str, str]) -> Part:
    """A new row of a record of what was typed for its fields; raises as `typed_values` does."""
    row = parts_of(kind.record)[rows].part
    fields = {name: field for name, field in fields_of(row).items() if field.is_typed}
    if unknown := [name for name in typed if name not in fields]:
        known = "、".join(f"{rows}.{name}" for name in fields)
        raise ArgumentError(f"{row.LABEL}没有字段“{unknown[0]}”", f"有：{known}")
    return row(**{name: typed_value(store, fields[name], text, kind) for name, text in typed.items()})


def field_of(kind: Kind, name: str) -> Field[Any]:
    """The field of a name that one text can fill.

    Raises:
        ArgumentError: there is none.
    """
    fields = {n: f for n, f in fields_of(kind.record).items() if not isinstance(f, Rows)}
    if name not in fields:
        raise ArgumentError(f"{kind.label}没有字段“{name}”", f"有：{'、'.join(fields)}")
    return fields[name]


def typed_value(store: Store, field: Field[Any], text: str, kind: Kind) -> Any:
    """The value of a text; raises as `typed_values` does."""
    if isinstance(field, Link) and text.strip():
        return the_one(store, store.kinds[field.to], text)
    if isinstance(field, StageCode):
        return _stage(store, kind, text) or field.read(text)
    value = field.read(text)
    number = field.store(value)
    if isinstance(number, int) and abs(number) > LARGEST:
        raise ArgumentError(f"{field.label}的数太大：{text}")
    if isinstance(field, Ref) and value and not any(store.kinds.leads_to(value)):
        raise ArgumentError(f"{field.label}不是已有的资料：{text}")
    return value


def the_one(store: Store, kind: Kind, text: str) -> int:
    """The id of the record that is meant by an id or a name.

    Raises:
        ArgumentError: there is none, or there are several.
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        found = [int(text)] if len(text) < len(str(LARGEST)) and store.find(kind.record, int(text)) else []
    else:
        found = _named(store, kind, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ArgumentError(f"没有这一条{kind.label}：{text}", "请写编号，或一字不差的名称")
    known = "、".join(map(str, found[:_NAMED]))
    raise ArgumentError(f"叫“{text}”的{kind.label}有 {len(found)} 条", f"请写编号：{known}")


def _named(store: Store, kind: Kind, text: str) -> list[int]:
    ids = store.found(kind.record, text) if kind.found else store.ids(kind.record)
    return [i for i, title in store.titles(kind.table, ids).items() if title == text]


def _stage(store: Store, kind: Kind, text: str) -> str:
    """The code of a stage by the centre's name for it; "" for none."""
    return next((code for code, label in stage_labels(store, kind).items() if label == text.strip()), "")


def stage_labels(store: Store, kind: Kind) -> dict[str, str]:
    """What the centre calls the stages of a type, by code: the program's and its own."""
    labels = {stage.code: stage.label for flow in kind.flows for stage in flow.stages}
    flows = [flow.name for flow in kind.flows]
    own = store.select(StageSetting, eq("table", kind.table), among("flow", flows)) if flows else []
    return labels | {setting.code: setting.label for setting in own if setting.label}
