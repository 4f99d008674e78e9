"""What an export writes into its cells, and a list tells: the values of fields, masked unless somebody asks for the whole."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.fields import Amount, Day, Field, Leading, Name, Phone, Privacy, Rows, Whole, Words
from db.records.base import Row, columns_of
from db.records.matters.listening import ListeningLine
from db.records.matters.parts import Claimant
from db.records.registry.resident import CareTag, Document

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no workbook can hold (XML 1.0, 2.2)."""
Value = str | int | Decimal
BETWEEN = frozenset("，、（）；;,\n")
"""The signs between the values of a part, and between parts."""
QUOTES = frozenset("「」")
CLOSED = re.compile(r"[^，、（）；;,\n]+（[^，、（）；;,\n]*）[^，、（）；;,\n]*")
"""What has brackets of its own that nobody mistakes within others."""
_WHO = frozenset(("who", "name", "phone"))
_OF_ROSTERS = (CareTag, Document)
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
    return holdable(field.show(value) if plain else field.mask(value))


def holdable(text: str) -> str:
    """A text without the controls that no workbook can hold."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def part_told(kind: type[Row], part: Row, titles: Titles, plain: bool) -> str:
    """A repeated part as one word, the rest of it in brackets: 残疾（肢体二级）, 张三（户主）.

    So that an import can read it back, a value with signs that stand between values has 「」 around it, and words that would be taken
    for those of another field stand behind the label of theirs. A roster knows those of residents without.
    """
    fields, kept = columns_of(kind), untold(part, plain=plain)
    shown: list[str] = []
    passed, is_told = False, kind not in _OF_ROSTERS
    for name, field in fields.items():
        words = isinstance(field, Words | Phone) and not isinstance(field, Name)
        told = "" if name in kept else str(cell(field, getattr(part, name), titles, plain=plain))
        if told:
            labelled = isinstance(field, Day) or (words and passed and is_told) or (not is_told and name == "source")
            label = (f"{field.label}：" if is_told and not isinstance(field, Day) else field.label) if labelled else ""
            shown.append(f"{label}{_quoted(told) if is_told else told}")
        passed = passed or (words and not told)
    first, *others = shown or [""]
    return f"{first}（{'，'.join(others)}）" if others else first


def untold(part: Row, *, plain: bool) -> frozenset[str]:
    """The fields of a part that only plain ones tell: who it is that wants no name, or does not want to be named to others."""
    keeps = isinstance(part, Claimant | ListeningLine) and (part.hidden or part.anonymous)
    return frozenset() if plain or not keeps else _WHO


def _quoted(told: str) -> str:
    """A value in quotation marks where the signs between values stand in it."""
    parted = BETWEEN.intersection(told) and not CLOSED.fullmatch(told)
    return f"「{told}」" if parted and not QUOTES.intersection(told) else told
