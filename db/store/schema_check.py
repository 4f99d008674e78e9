"""Tables, indexes and triggers held against what the steps of this program make: whoever drops what refuses a change is found."""

from collections.abc import Mapping
from functools import cache

from db.records import KINDS
from db.records.kinds import Kinds
from db.store import driver, schema, upgrade
from db.store.driver import Connection

_WORDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_TOLD = 5
Made = Mapping[tuple[str, str], str]


def faults(connection: Connection, kinds: Kinds) -> list[str]:
    """A sentence for each kind of difference; none where the store was made by this program alone."""
    more_kinds = (kind.record for kind in kinds if kind.table not in KINDS)
    there, made = _made_in(connection), _made_here(tuple(sql for one in more_kinds for sql in schema.statements(one)))
    gone = [key for key in made if key not in there]
    more = [key for key in there if key not in made]
    other = [key for key, sql in made.items() if key in there and there[key] != sql]
    told = (("少了", gone), ("多了", more), ("改过", other))
    return [f"资料文件的构造和本程序的不一样：{what}{_named(keys)}" for what, keys in told if keys]


def _named(keys: list[tuple[str, str]]) -> str:
    named = "、".join(f"{_WORDS.get(kind, kind)} {name}" for kind, name in sorted(keys)[:_TOLD])
    return f"{named} 等 {len(keys)} 个" if len(keys) > _TOLD else named


@cache
def _made_here(besides: tuple[str, ...]) -> Made:
    from sqlite_utils import Database  # heavy, and not before somebody verifies

    connection = driver.in_memory()
    try:
        upgrade.own_steps().apply(Database(connection, strict=True))  # type: ignore[arg-type]
        for sql in besides:
            connection.execute(sql)
        return _made_in(connection)
    finally:
        connection.close()


def _made_in(connection: Connection) -> Made:
    sql = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return {(str(kind), str(name)): " ".join(str(text).split()) for kind, name, text in connection.execute(sql)}
