"""Numbers in Chinese numerals, written and read, alone and within words.

By their value words are compared and put in order: 第一网格, 第二网格, 第十网格 stand in this order, and 2号楼 before
10号楼; by their characters they would not.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

HAN = "零〇一二三四五六七八九十百"
"""What numbers of floors, doors and days are written with."""
FIGURES = "一二三四五六七八九千百十〇零两"
"""What a number that counts is written with."""
_DIGITS = "零一二三四五六七八九"
_COUNTING = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(r"(\d+|[零〇一二两三四五六七八九十百千]+)")
_RUN = re.compile(f"[{HAN}]+")


def value_of(numeral: str) -> int:
    """The number that figures or Chinese numerals mean: 十二 is 12, 一百零三 is 103, 五〇一 is 501."""
    if numeral.isdecimal():
        return int(numeral)
    plain = numeral.replace("〇", "零").replace("两", "二")
    if not any(sign in _UNITS for sign in plain):
        return int(number(plain))
    total, last = 0, 0
    for sign in plain:
        if sign in _UNITS:
            total += (last or 1) * _UNITS[sign]
            last = 0
        else:
            last = _DIGITS.index(sign)
    return total + last


def number(han: str) -> str:
    """The figures of a run of numerals, noughts in front kept: 十二 is 12, 五〇一 is 501, 〇三〇二 is 0302."""
    if any(sign in _UNITS for sign in han):
        return str(value_of(han))
    return "".join(str(_DIGITS.index(sign)) for sign in han.replace("〇", "零"))


def figures(text: str) -> str:
    """The text with Arabic figures for its numerals: 十二栋 as 12栋."""
    return _RUN.sub(lambda run: number(run[0]), text)


def numbers_in(text: str) -> set[int]:
    """All numbers in a text."""
    return {value_of(numeral) for numeral in _NUMERAL.findall(text)}


@lru_cache(maxsize=65536)
def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts texts by their words and, within them, by their numbers."""
    return tuple((piece, "") if isinstance(piece, int) else (-1, piece) for piece in split(text))


def split(text: str) -> Iterator[str | int]:
    """The words of a text, and the numbers between them by their value."""
    for piece in _NUMERAL.split(text):
        if piece:
            yield value_of(piece) if _NUMERAL.fullmatch(piece) else piece


def han_number(count: int) -> str:
    """As headings and list marks count: 1 as 一, 12 as 十二, 101 as 一百〇一, 12345 as 一万二千三百四十五."""
    if count >= 10_000:
        high, low = divmod(count, 10_000)
        gap = "〇" if 0 < low < 1_000 else ""
        return f"{han_number(high)}万{gap}{_below_myriad(low) if low else ''}"
    found = _below_myriad(count)
    return found.removeprefix("一") if found.startswith("一十") else found


def _below_myriad(count: int) -> str:
    """The figures of a number below 10,000, ten as 一十."""
    found = ""
    for digit, unit in zip(map(int, f"{count:04d}"), ("千", "百", "十", ""), strict=True):
        if digit:
            found += _COUNTING[digit] + unit
        elif found and found[-1] != "〇":
            found += "〇"
    return found.removesuffix("〇") or "〇"


def han_value(text: str) -> int | None:
    """The number below 10,000 that `han_number` writes so (with 零 for 〇 as well); None for anything else, such as 三四."""
    if not text or not set(text) <= set(FIGURES):
        return None
    found = value_of(text)
    return found if han_number(found) == text.replace("零", "〇") else None
