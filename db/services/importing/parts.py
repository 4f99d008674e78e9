"""Repeated parts as an export writes them into one cell, read back: 张三（申请人，13812345678）、李四."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from db.errors import ValueUnreadable
from db.fields import Day, Field, Leading, Name, Rows, Words
from db.records.base import Row, columns_of
from db.services.importing.links import LinkFinder

_MOST = 400
"""Ways of reading one part that are tried: what can be read in more of them is not written by a program."""


def read_parts(rows: Rows, text: str, links: LinkFinder) -> tuple[Row, ...] | None:
    """The parts that a cell tells; None where somebody must look."""
    found: list[Row] = []
    for piece in _split(text, "、"):
        head, inner = _bracketed(piece)
        part = _likeliest(rows.part, [head, *_split(inner, "，")], links)
        if part is None:
            return None
        found.append(part)
    return tuple(found)


def _likeliest(part: type[Row], texts: Sequence[str], links: LinkFinder) -> Row | None:
    """The part that texts tell best of those that can be saved: as little as can be in fields that take any words."""
    best: tuple[int, Row] | None = None
    for loose, values in _ways(part, texts, links):
        if best is None or loose < best[0]:
            made = part(**values)
            best = best if made.refusals() else (loose, made)
    return best[1] if best else None


def _ways(part: type[Row], texts: Sequence[str], links: LinkFinder) -> Iterator[tuple[int, dict[str, Any]]]:
    """The ways in which texts can be the values of a part, in the order of its fields; names before links."""
    columns = list(columns_of(part).items())
    plain = [(n, f) for n, f in columns if not isinstance(f, Leading)]
    for tried in (plain, columns) if plain != columns else (columns,):
        found = False
        for way in islice(_assigned(tried, texts, links), _MOST):
            found = True
            yield way
        if found:
            return


def _assigned(
    columns: Sequence[tuple[str, Field[Any]]], texts: Sequence[str], links: LinkFinder
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Values by field, and how loosely they are read."""
    if not texts:
        yield 0, {}
        return
    for place, (name, field) in enumerate(columns):
        value = _value(field, texts[0], links)
        if value is None:
            continue
        for loose, rest in _assigned(columns[place + 1 :], texts[1:], links):
            yield loose + _looseness(field, texts[0], value), {name: value, **rest}


def _looseness(field: Field[Any], text: str, value: Any) -> int:
    """How little it says that a field takes a text: one of any words takes all, and none that says its label is mistaken."""
    if text.startswith(_label(field)):
        return 0
    if isinstance(field, Name):
        return 1
    return 2 if isinstance(field, Words) or field.fault(value) else 0


def _label(field: Field[Any]) -> str:
    """What an export writes before a value that would be taken for that of another field."""
    return field.label if isinstance(field, Day) else f"{field.label}："


def _value(field: Field[Any], text: str, links: LinkFinder) -> Any:
    """The value of a text that an export would write just so; None for none."""
    if isinstance(field, Leading):
        found = links.find(field, text)
        return found[0] if len(found) == 1 else None
    bare = text.removeprefix(_label(field))
    try:
        value = field.read(bare)
    except ValueUnreadable:
        return None
    if value == field.EMPTY or not bare or field.show(value) != bare:
        return None
    return None if (fault := field.fault(value)) and fault.blocking else value


@cache
def _split(text: str, sign: str) -> list[str]:
    """The pieces of a text between signs that stand in no brackets."""
    pieces, piece, depth = list[str](), "", 0
    for character in text:
        depth += (character == "（") - (character == "）" and depth > 0)
        if character == sign and not depth:
            pieces.append(piece)
            piece = ""
        else:
            piece += character
    return [one.strip() for one in (*pieces, piece) if one.strip()]


def _bracketed(piece: str) -> tuple[str, str]:
    head, bracket, inner = piece.partition("（")
    return (head.strip(), inner.removesuffix("）")) if bracket and piece.endswith("）") else (piece, "")
