"""What an export writes into its cells, and a list tells: the values of fields, masked unless somebody asks for the whole."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.fields import Amount, Day, Field, Leading, Privacy, Rows, Whole
from db.records.base import Row, columns_of

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
Value = str | int | Decimal
Titles = Mapping[str, Mapping[int, str]]


def cell(field: Field[Any], value: Any, titles: Titles, *, plain: bool) -> Value:
    """What a cell holds: numbers as numbers, everything else as text; masked unless plain."""
    if isinstance(field, Whole):
        return "" if value is None else value
    if isinstance(field, Amount):
        return "" if value is None else value
    if isinstance(field, Leading):
        title = titles[field.titled_by].get(value, "")
        return title if plain else field.mask_shown(title)
    if not plain and value and field.privacy >= Privacy.SENSITIVE:
        return field.mask(value)
    if isinstance(field, Rows):
        return "、".join(part_told(field.part, part, titles, plain) for part in value)
    return _CONTROL.sub("", field.show(value) if plain else field.mask(value))


def part_told(kind: type[Row], part: Row, titles: Titles, plain: bool) -> str:
    """A repeated part as one word, the rest of it in brackets: 残疾（肢体二级）, 张三（户主）."""
    cells = {n: str(cell(f, getattr(part, n), titles, plain=plain)) for n, f in columns_of(kind).items()}
    days = {n for n, f in columns_of(kind).items() if isinstance(f, Day)}
    shown = [f"{columns_of(kind)[n].label}{told}" if told and n in days else told for n, told in cells.items()]
    first, *others = [s for s in shown if s] or [""]
    return f"{first}（{'，'.join(others)}）" if others else first
