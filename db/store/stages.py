"""Stages that records stand at and no flow knows: shown as they are, and told when the store is checked."""

from db.records.base import columns_of
from db.records.kinds import Kinds
from db.records.stage_setting import StageSetting
from db.store.driver import Connection


def unknown(connection: Connection, kinds: Kinds) -> list[str]:
    """A sentence for each stage of each type that neither the program nor the centre has."""
    found: list[str] = []
    sql = f'SELECT code FROM {StageSetting.TABLE} WHERE "table" = ?'  # noqa: S608
    for kind in (one for one in kinds if one.flows):
        known = {stage.code for flow in kind.flows for stage in flow.stages}
        known |= {str(row[0]) for row in connection.execute(sql, (kind.table,))}
        for name in dict.fromkeys(flow.field for flow in kind.flows):
            label = columns_of(kind.record)[name].label
            counted = f'SELECT "{name}", count(*) FROM {kind.table} GROUP BY 1'  # noqa: S608
            found += [
                f"{kind.label}里有 {count} 条的{label}是“{code}”，程序不认识"
                for code, count in connection.execute(counted)
                if code and code not in known
            ]
    return found
