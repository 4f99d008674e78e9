"""Numbers in Chinese figures, as headings and list marks count: 一, 十二, 一百〇三."""

_DIGITS = "〇一二三四五六七八九"
_UNITS = "千百十"
FIGURES = _DIGITS[1:] + _UNITS + "〇零两"
"""What such a number is written with."""


def han_number(number: int) -> str:
    """1 as 一, 12 as 十二, 100 as 一百, 101 as 一百〇一, 12345 as 一万二千三百四十五."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "〇" if 0 < low < 1_000 else ""
        return f"{han_number(high)}万{gap}{_below_myriad(low) if low else ''}"
    found = _below_myriad(number)
    return found.removeprefix("一") if found.startswith("一十") else found


def _below_myriad(number: int) -> str:
    """The figures of a number below 10,000, ten as 一十."""
    digits = [int(digit) for digit in f"{number:04d}"]
    found = ""
    for digit, unit in zip(digits, (*_UNITS, ""), strict=True):
        if digit:
            found += _DIGITS[digit] + unit
        elif found and found[-1] != "〇":
            found += "〇"
    return found.removesuffix("〇") or "〇"


def han_value(text: str) -> int | None:
    """The number below 10,000 that figures say, as `han_number` writes it (零 is read as 〇); None for anything else."""
    plain = text.replace("零", "〇")
    total, digit = 0, 1 if plain.startswith("十") else 0
    for character in plain:
        if character in _UNITS:
            total, digit = total + digit * 10 ** (3 - _UNITS.index(character)), 0
        elif character in _DIGITS:
            digit = _DIGITS.index(character)
        else:
            return None
    found = total + digit
    return found if plain and han_number(found) == plain else None
