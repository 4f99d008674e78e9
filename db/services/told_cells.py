"""What an export writes into its cells, and a list tells: the values of fields, masked unless somebody asks for the whole."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.fields import Amount, Day, Field, Leading, Name, Privacy, Rows, Whole, Words
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
    fields = columns_of(kind)
    cells = {n: str(cell(f, getattr(part, n), titles, plain=plain)) for n, f in fields.items()}
    shown: list[str] = []
    passed = False
    for name, field in fields.items():
        words = isinstance(field, Words) and not isinstance(field, Name)
        if told := cells[name]:
            label = field.label if isinstance(field, Day) else f"{field.label}：" if plain and words and passed else ""
            shown.append(f"{label}{told}")
        passed = passed or (words and not told)  # an import would take the next words for these
    first, *others = shown or [""]
    return f"{first}（{'，'.join(others)}）" if others else first
