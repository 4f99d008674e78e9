"""Stages as the store has them: which own ones anything names, and those that records stand at and no flow knows."""

from collections.abc import Iterable, Iterator

from db.records.base import Record, columns_of
from db.records.centre.option_list import OptionList
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.stage_setting import OWN, StageSetting
from db.records.step import Step
from db.store.driver import Connection
from db.store.guard import NotByMove
from db.values.reference import reference


def unknown(connection: Connection, kinds: Kinds) -> list[str]:
    """A sentence for each stage of each type that neither the program nor the centre has."""
    found: list[str] = []
    sql = f'SELECT code FROM {StageSetting.TABLE} WHERE "table" = ?'  # noqa: S608
    for kind in (one for one in kinds if one.flows):
        known = {stage.code for flow in kind.flows for stage in flow.stages}
        known |= {code for row in connection.execute(sql, (kind.table,)) if (code := str(row[0])).startswith(OWN)}
        for name in _fields(kind):
            label = columns_of(kind.record)[name].label
            counted = f'SELECT "{name}", count(*) FROM {kind.table} GROUP BY 1'  # noqa: S608
            found += [
                f"{kind.label}里有 {count} 条的{label}是“{code}”，程序不认识"
                for code, count in connection.execute(counted)
                if code and code not in known
            ]
    return found


def own_codes(connection: Connection, kinds: Kinds) -> set[str]:
    """The codes of own stages that anything names: a setting, a step, a record that stands there."""
    asked = [f"SELECT code FROM {StageSetting.TABLE}"]  # noqa: S608
    asked += [f"SELECT DISTINCT {side} FROM {Step.TABLE}" for side in ('"before"', '"after"')]  # noqa: S608
    asked += [f'SELECT DISTINCT "{name}" FROM {kind.table}' for kind in kinds for name in _fields(kind)]  # noqa: S608
    return {code for sql in asked for row in connection.execute(sql) if (code := str(row[0])).startswith(OWN)}


def has_stood(connection: Connection, kinds: Kinds, setting: StageSetting) -> bool:
    """Whether a record ever stood at the stage of a setting, as far as records and their steps tell."""
    if (kind := kinds.find(setting.table)) is None:
        return True
    for name in _fields(kind):
        if connection.execute(f'SELECT 1 FROM {kind.table} WHERE "{name}" = ? LIMIT 1', (setting.code,)).fetchone():  # noqa: S608
            return True
    first, behind_last = reference(kind.code, 0), reference(kind.code + 1, 0)
    sql = f'SELECT 1 FROM {Step.TABLE} WHERE "of" >= ? AND "of" < ? AND ? IN ("before", "after") LIMIT 1'  # noqa: S608
    return connection.execute(sql, (first, behind_last, setting.code)).fetchone() is not None


def refuse_named(connection: Connection, kinds: Kinds, records: Iterable[Record]) -> None:
    """Lets settings go, but for own stages at which something ever stood, and for own codes, whatever warrant there is.

    Raises:
        NotByMove: a record or a step may name one: it would be known no more, and nothing would lead on from a stage.
    """
    for setting in records:
        if isinstance(setting, OptionList) and any(option.is_own() for option in setting.options):
            raise NotByMove("里面有本中心自己加的选项，不能删掉", "不再用的请在“设置 → 选项”里勾“不再用”")
        if isinstance(setting, StageSetting) and setting.is_own() and has_stood(connection, kinds, setting):
            raise NotByMove(
                f"有资料到过“{setting.label}”这个环节，不能删掉",
                "请在“设置 → 环节”里去掉：以后的不再进入，停在那里的照常办",
            )


def _fields(kind: Kind) -> Iterator[str]:
    """The fields of a type that keep stages."""
    yield from dict.fromkeys(flow.field for flow in kind.flows)
