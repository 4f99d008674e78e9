"""The order in which texts stand in a list: by pinyin, character by character, and by the numbers in them.

Characters of one reading stay together, as in a dictionary: all 张 come before the first 章. What changes a key changes what
`db.store.search_index.RULES` counts: an index keeps the keys of names.
"""

from functools import lru_cache

from db.values import folding, numerals, pinyin

_UNREAD = "~"
"""Stands for the reading of a character that has none: it comes behind all letters."""


def of_name(name: str | None) -> str:
    """A text that sorts as the name of a person does: 单 as a surname is shan."""
    units = folding.units(name or "")
    length = pinyin.surname_length(units)
    return _of_surname(units[:length]) + "".join(map(_of_unit, units[length:]))


@lru_cache(maxsize=65536)
def of_text(text: str | None) -> str:
    """A text that sorts as another text does: 第二网格 before 第十网格, 2号楼 before 10号楼."""
    return "".join(
        f"{piece:020d}" if isinstance(piece, int) else "".join(map(_of_unit, folding.units(piece)))
        for piece in numerals.split(text or "")
    )


@lru_cache(maxsize=16384)
def _of_unit(unit: str) -> str:
    return _joined((unit,), person=False)


@lru_cache(maxsize=1024)
def _of_surname(units: tuple[str, ...]) -> str:
    return _joined(units, person=True)


def _joined(units: tuple[str, ...], *, person: bool) -> str:
    """Each reading before its character; a blank sorts before all letters, so that zhan comes before zhang."""
    readings = pinyin.spellings(units, person=person)[0]
    return "".join(f"{reading or _UNREAD} {unit}" for unit, reading in zip(units, readings, strict=True))
