"""Lists and figures of a centre's own that asked what is called otherwise now, as a step of the schema changes them; frozen like the step.

A list of households that asked for booklets, or for a number, is one of booklets. What asked for one sort of households and for
booklets at once means no records any more that one list has: it stays as it is, and the program says so.
"""

import json
from collections.abc import Callable
from typing import Any, cast

Execute = Callable[..., Any]
Piece = dict[str, Any]
_SORTS = {"1", "2", "3"}
_SORT_OF_BOOKLET = {"1": "1", "2": "1", "3": "2"}
_COLUMNS = {"booklet": "number"}


def change_asked(execute: Execute) -> None:
    """What is kept of each list and figure, in its table."""
    for row in execute('SELECT id, "table", conditions, "order", columns FROM saved_list').fetchall():
        key, table, text, order, columns = (row[0], *map(str, row[1:]))
        now, asked = _asked(table, text)
        shown = _shown(table, now, columns.split())
        kept = _ordered(table, now, order)
        if (now, asked, kept, " ".join(shown)) != (table, text, order, columns):
            sql = 'UPDATE saved_list SET "table" = ?, conditions = ?, "order" = ?, columns = ? WHERE id = ?'
            execute(sql, (now, asked, kept, " ".join(shown), key))
    for row in execute('SELECT id, "table", conditions FROM kept_figure').fetchall():
        key, table, text = row[0], str(row[1]), str(row[2])
        now, asked = _asked(table, text)
        if (now, asked) != (table, text):
            execute('UPDATE kept_figure SET "table" = ?, conditions = ? WHERE id = ?', (now, asked, key))


def _asked(table: str, text: str) -> tuple[str, str]:
    """The table of today and the conditions; both as they are where they cannot be read."""
    try:
        found: object = json.loads(text or "[]")
    except ValueError:
        return table, text
    if not isinstance(found, list):
        return table, text
    pieces = [_telephone(table, one) for one in cast("list[object]", found)]
    now = table
    if table == "household":
        now, pieces = _of_households(pieces)
    if now == table and pieces == found:
        return table, text
    return now, json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))


def _telephone(table: str, piece: object) -> object:
    """A condition on the second telephone of residents asks for the further ones."""
    if not isinstance(piece, dict):
        return piece
    told = dict(cast("Piece", piece))
    path = told.get("path")
    if isinstance(path, str) and (path.endswith(".other_phone") or (path == "other_phone" and table == "resident")):
        told["path"] = f"{path.removesuffix('other_phone')}telephones.number"
    if isinstance(told.get("having"), list):
        told["having"] = [_telephone("", one) for one in told["having"]]
    return told


def _of_households(pieces: list[object]) -> tuple[str, list[object]]:
    sorts = [one for one in pieces if _path(one) == "kind"]
    meant = set(_SORTS)
    for one in sorts:
        meant &= _meant(cast("Piece", one))
    rest = [one for one in pieces if _path(one) != "kind"]
    if not meant:
        return "household", pieces
    if any(_path(one) == "booklet" for one in pieces) or "1" not in meant:
        return "booklet", [*map(_numbered, rest), *_sort_of_booklets(meant)]
    return "household", pieces if "2" in meant and meant != _SORTS else rest


def _meant(piece: Piece) -> set[str]:
    """Which sorts a condition lets through."""
    values = {str(one) for one in cast("list[object]", piece.get("values") or [])}
    test = piece.get("test")
    if test in ("is", "among"):
        return values & _SORTS
    if test in ("is_not", "none_of"):
        return _SORTS - values
    return set(_SORTS) if test == "something" else set()


def _sort_of_booklets(meant: set[str]) -> list[Piece]:
    asked = {_SORT_OF_BOOKLET[one] for one in meant}
    return [] if len(asked) > 1 else [{"path": "kind", "test": "is", "values": sorted(asked)}]


def _numbered(piece: object) -> object:
    return {**cast("Piece", piece), "path": "number"} if _path(piece) == "booklet" else piece


def _path(piece: object) -> object:
    return cast("Piece", piece).get("path") if isinstance(piece, dict) else None


def _shown(table: str, now: str, columns: list[str]) -> list[str]:
    """The columns under their names of today, without those that are gone."""
    if table == "resident":
        return ["telephones" if one == "other_phone" else one for one in columns]
    if table != "household":
        return columns
    if now == "booklet":
        return [_COLUMNS.get(one, one) for one in columns]
    return [one for one in columns if one not in ("kind", "booklet")]


def _ordered(table: str, now: str, order: str) -> str:
    """By which column it is ordered; as the list itself is, where that is gone or is a list of rows now."""
    back = order[: len(order) - len(order.lstrip("-"))]
    found = _shown(table, now, [order.lstrip("-")])
    return back + found[0] if found and found[0] != "telephones" else ""
