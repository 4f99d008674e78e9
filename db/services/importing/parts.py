"""Repeated parts as an export writes them into one cell, read back: 张三（申请人，13812345678）、李四."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from db.errors import ValueUnreadable
from db.fields import Day, Field, Leading, Rows
from db.records.base import Row, columns_of
from db.services.importing.links import LinkFinder

_MOST = 400
"""Ways of reading one part that are tried: what can be read in more of them is not written by a program."""


def read_parts(rows: Rows, text: str, links: LinkFinder) -> tuple[Row, ...] | None:
    """The parts that a cell tells; None where somebody must look."""
    found: list[Row] = []
    for piece in _split(text, "、"):
        head, inner = _bracketed(piece)
        part = next((p for p in _ways(rows.part, [head, *_split(inner, "，")], links)), None)
        if part is None or part.refusals():
            return None
        found.append(part)
    return tuple(found)


def _ways(part: type[Row], texts: Sequence[str], links: LinkFinder) -> Iterator[Row]:
    """The ways in which texts can be the values of a part, in the order of its fields; names before links."""
    columns = list(columns_of(part).items())
    plain = [(n, f) for n, f in columns if not isinstance(f, Leading)]
    for tried in (plain, columns) if plain != columns else (columns,):
        for number, values in enumerate(_assigned(tried, texts, links)):
            if number > _MOST:
                return
            yield part(**values)


def _assigned(
    columns: Sequence[tuple[str, Field[Any]]], texts: Sequence[str], links: LinkFinder
) -> Iterator[dict[str, Any]]:
    if not texts:
        yield {}
        return
    for place, (name, field) in enumerate(columns):
        value = _value(field, texts[0], links)
        if value is None:
            continue
        for rest in _assigned(columns[place + 1 :], texts[1:], links):
            yield {name: value, **rest}


def _value(field: Field[Any], text: str, links: LinkFinder) -> Any:
    """The value of a text that an export would write just so; None for none."""
    if isinstance(field, Leading):
        found = links.find(field, text)
        return found[0] if len(found) == 1 else None
    bare = text.removeprefix(field.label) if isinstance(field, Day) else text
    try:
        value = field.read(bare)
    except ValueUnreadable:
        return None
    return value if value != field.EMPTY and field.show(value) == bare and bare else None


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
