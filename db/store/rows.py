"""Between records and rows of tables: loading, storing, and what changed between two versions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import compress, groupby, islice
from operator import itemgetter
from typing import Any, TypeVar, cast

import attrs

from db.fields import Rows, Stored
from db.records.base import Part, Row, changed, columns_of, fields_of, holding, parts_of
from db.store.driver import Connection, RowValues, whole

R = TypeVar("R", bound=Row)
C = TypeVar("C", bound=int | str)
CHUNK = 500
_MANY = 50
Picture = dict[str, Any]


@cache
def select_sql(kind: type[Row], *, part: bool = False) -> str:
    """SELECT of all columns of a record or part, without any clause."""
    names = ", ".join(f'"{name}"' for name in columns_of(kind))
    lead = "owner, id, version" if part else "id, version"
    return f"SELECT {lead}, {names} FROM {kind.TABLE}"  # noqa: S608


def load(kind: type[R], values: Sequence[Stored], parts: dict[str, tuple[Row, ...]] | None = None) -> R:
    """The record of one row and its parts.

    It is made as `changed` makes one: many are read at once, and most of their columns are as the table has them.
    """
    names, changing = _loading(kind)
    kept = _blank(kind).copy()
    kept.update(zip(names, values, strict=True))
    for name, read, nothing in changing:
        value = kept[name]
        kept[name] = nothing if value is None else read(value)
    if parts:
        kept.update(parts)
    return holding(kind, kept)


@cache
def _blank(kind: type[Row]) -> dict[str, Any]:
    """What a new one holds."""
    return dict(vars(kind()))


@cache
def _loading(kind: type[Row]) -> tuple[tuple[str, ...], tuple[tuple[str, Callable[[Any], Any], Any], ...]]:
    """The attributes of a row in the order of `select_sql`, and those that the table keeps otherwise, with what reads them and reads nothing."""
    fields = columns_of(kind)
    changing = tuple((name, f.load, f.load(None)) for name, f in fields.items() if not f.is_loaded_as_is)
    return ("id", "version", *fields), changing


@cache
def _columns(kind: type[Row]) -> tuple[tuple[str, ...], tuple[tuple[str, Callable[[Any], Stored]], ...]]:
    """The attributes of a row that are no columns, and the columns that are stored otherwise, with what stores them."""
    fields = columns_of(kind)
    changing = tuple((name, field.store) for name, field in fields.items() if not field.is_stored_as_is)
    return tuple(one.name for one in attrs.fields(kind) if one.name not in fields), changing


def stored(row: Row) -> dict[str, Stored]:
    """The columns of a record or part as the table keeps them, without id and version, in the order of the fields."""
    others, changing = _columns(type(row))
    told: dict[str, Stored] = vars(row).copy()
    for name in others:
        del told[name]
    for name, store in changing:
        if (value := told[name]) is not None:
            told[name] = store(value)
    return told


def chunks(ids: Iterable[C]) -> Iterable[list[C]]:
    """The ids in pieces that fit into one statement, sorted."""
    ordered: list[C] = sorted(set(ids))  # pyright: ignore[reportArgumentType]  all of one type
    return (ordered[i : i + CHUNK] for i in range(0, len(ordered), CHUNK))


def load_parts(connection: Connection, kind: type[Row], ids: Iterable[int]) -> dict[int, dict[str, tuple[Row, ...]]]:
    """The parts of many records: by id of the record, by field, where there are any; one query for each field and 500 records."""
    found: dict[int, dict[str, tuple[Row, ...]]] = {}
    pieces = list(chunks(ids))
    for name, rows in parts_of(kind).items():
        for piece in pieces:
            marks = ", ".join("?" * len(piece))
            sql = f"{select_sql(rows.part, part=True)} WHERE owner IN ({marks}) ORDER BY owner, position"
            for owner, parts in groupby(connection.execute(sql, piece), itemgetter(0)):
                loaded = tuple(load(rows.part, values[1:]) for values in parts)
                found.setdefault(whole(owner), {})[name] = loaded
    return found


def load_all(connection: Connection, kind: type[R], rows: list[RowValues]) -> list[R]:
    """The records of rows, with their parts."""
    if not parts_of(kind):
        return [load(kind, values) for values in rows]
    parts = load_parts(connection, kind, (whole(values[0]) for values in rows))
    return [load(kind, values, parts.get(whole(values[0]))) for values in rows]


def picture(row: Row) -> Picture:
    """A record as the audit keeps it: columns as stored, parts as lists of such."""
    told: Picture = stored(row)
    held = vars(row)
    for name in parts_of(type(row)):
        told[name] = [stored(part) for part in parts] if (parts := held[name]) else []
    return told


def difference(before: Picture | None, after: Picture | None) -> dict[str, list[object]]:
    """Old and new value of each field that differs; of a new or deleted record only what is not empty."""
    if before is None:
        return {name: [None, value] for name, value in after.items() if value} if after else {}
    if after is None:
        return {name: [value, None] for name, value in before.items() if value}
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}


def with_picture(row: R, told: Mapping[str, Any]) -> R:
    """The record with the values that pictures have; parts keep the ids of those that stand at their places."""
    values: dict[str, object] = {}
    for name, field in fields_of(type(row)).items():
        if name not in told:
            continue
        if isinstance(field, Rows):
            there = getattr(row, name)
            pictures: list[Picture] = told[name] or []
            ids = [part.id for part in there[: len(pictures)]] + [0] * (len(pictures) - len(there))
            values[name] = tuple(_part(field.part, i, one) for i, one in zip(ids, pictures, strict=True))
        else:
            values[name] = field.load(told[name])
    return changed(row, **values)


def _part(kind: type[Row], part_id: int, told: Picture) -> Row:
    return with_picture(kind(id=part_id), told)


def columns_in(kind: type[Row], told: Picture) -> list[Stored]:
    """The columns in a picture of a record, which come before its parts."""
    return list(islice(told.values(), len(columns_of(kind))))


def parts_in(record: Row | None, name: str) -> tuple[Part, ...]:
    """The parts in a field of a record; none of no record."""
    return cast("tuple[Part, ...]", getattr(record, name)) if record else ()


def insert(
    connection: Connection, kind: type[Row], values: Sequence[Sequence[Stored]], lead: Sequence[str] = ()
) -> None:
    """Writes new rows: id, version, what the lead names, then the columns."""
    if not values:
        return
    names = ["id", "version", *lead, *columns_of(kind)]
    if len(values) >= _MANY:
        names, values = _without_empty(names, values)
    marks = ", ".join("?" * len(names))
    listed = ", ".join(f'"{name}"' for name in names)
    connection.executemany(f"INSERT INTO {kind.TABLE} ({listed}) VALUES ({marks})", values)  # noqa: S608


def _without_empty(
    names: list[str], values: Sequence[Sequence[Stored]]
) -> tuple[list[str], Sequence[Sequence[Stored]]]:
    """Names and values without the columns that are empty in all rows: the table holds no text, or nothing, there by itself.

    Of a list most columns are; handing them over one by one costs a quarter of what storing takes. See `db.store.schema`.
    """
    columns = list(zip(*values, strict=True))
    filled = [one[0] not in ("", None) or one.count(one[0]) < len(one) for one in columns]
    if all(filled):
        return names, values
    return list(compress(names, filled)), list(zip(*compress(columns, filled), strict=True))


def update(connection: Connection, row: Row, told: Picture) -> bool:
    """Writes a row as a picture has it over the version before its own; whether that was there."""
    sets = ", ".join(f'"{name}" = ?' for name in ["version", *columns_of(type(row))])
    sql = f"UPDATE {row.TABLE} SET {sets} WHERE id = ? AND version = ?"  # noqa: S608
    values = (row.version, *columns_in(type(row), told), row.id, row.version - 1)
    return bool(connection.execute(sql, values).rowcount)
