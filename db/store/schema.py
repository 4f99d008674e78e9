"""The tables that the record declarations ask for, as SQL text.

Migrations carry their own frozen copy of this text; a test holds both against each other.
``python -m db.store.schema TABLE`` prints them; with ``--step`` it writes the step of a new type, in `db.store.table_steps`.
"""

import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from db.fields import Field, Link, Ref
from db.records import KINDS
from db.records.base import Record, Row, Spell, columns_of, parts_of
from db.records.kinds import Kinds
from db.store import table_steps
from db.store.asked_rows import ALL


def table_sql(kind: type[Row], owner: type[Row] | None = None) -> str:
    """CREATE TABLE of a record or, with its owner, of a repeated part."""
    lines = ["id INTEGER PRIMARY KEY", "version INTEGER NOT NULL"]
    if owner:
        lines += [f"owner INTEGER NOT NULL REFERENCES {owner.TABLE}(id) ON DELETE CASCADE", "position INTEGER NOT NULL"]
    lines += [_column_sql(name, field) for name, field in columns_of(kind).items()]
    return f"CREATE TABLE {kind.TABLE} (\n  " + ",\n  ".join(lines) + "\n) STRICT"


def _column_sql(name: str, field: Field[object]) -> str:
    text = f'"{name}" {field.SQL}'
    if isinstance(field, Link):
        return f"{text} REFERENCES {field.to}(id) DEFERRABLE INITIALLY DEFERRED"
    if isinstance(field, Ref) or field.EMPTY is None:
        return text
    return f"{text} NOT NULL DEFAULT {int(field.EMPTY) if field.SQL == 'INTEGER' else repr(field.EMPTY)}"


def indexes_sql(kind: type[Row], owner: type[Row] | None = None) -> Iterator[str]:
    """CREATE INDEX for the owner and every link, so that looking back costs no scan; for spells with their days, for what is asked most."""
    if owner and issubclass(kind, Spell):
        yield f"CREATE INDEX {kind.TABLE}_owner ON {kind.TABLE}(owner, since, until)"
    elif owner:
        yield f"CREATE INDEX {kind.TABLE}_owner ON {kind.TABLE}(owner)"
    for name, field in columns_of(kind).items():
        if isinstance(field, Link | Ref):
            unique = "UNIQUE " if isinstance(field, Link) and field.unique else ""
            yield f'CREATE {unique}INDEX {kind.TABLE}_{name} ON {kind.TABLE}("{name}")'
    if issubclass(kind, Record) and kind.ASKED:
        columns = ", ".join(f'"{name}"' for name in kind.ASKED)
        yield f"CREATE INDEX {kind.TABLE}_asked ON {kind.TABLE}({columns}) WHERE {ALL}"


def statements(kind: type[Row]) -> list[str]:
    """All statements for a record and its parts."""
    found = [table_sql(kind), *indexes_sql(kind)]
    for rows in parts_of(kind).values():
        found += [table_sql(rows.part, kind), *indexes_sql(rows.part, kind)]
    return found


def script(tables: Collection[str] = (), kinds: Kinds = KINDS) -> str:
    """The statements for some records, or for all, as a migration keeps them."""
    wanted = (kind.record for kind in kinds if not tables or kind.table in tables)
    return ";\n\n".join(sql for kind in wanted for sql in statements(kind)) + "\n"


def write_step(place: Path, tables: Collection[str], kinds: Kinds = KINDS) -> Path:
    """The file of the step that makes the tables of some records, written behind all steps that there are."""
    from db.store.upgrade import last_step

    number = int(max([last_step(), *table_steps.names(place)])[1:4]) + 1
    place.mkdir(exist_ok=True)
    file = place / f"m{number:03d}_{'_'.join(tables)}{table_steps.SUFFIX}"
    file.write_text(script(tables, kinds), encoding="utf-8", newline="\n")
    return file


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        sys.stdout.write(f"{write_step(Path(str(table_steps.folder())), sys.argv[2:])}\n")
    else:
        sys.stdout.write(script(sys.argv[1:]))
