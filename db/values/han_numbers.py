"""Numbers in Chinese numerals: 十二, 二〇二六, 五〇一, 两."""

import re

HAN = "零〇一二三四五六七八九十百"
_DIGITS = "零〇一二三四五六七八九"
_RUN = re.compile(f"[{HAN}]+")


def number(han: str) -> str:
    """The figures of a run of numerals: 十二 is 12, 五〇一 is 501."""
    if "十" not in han and "百" not in han:
        return "".join(str(max(_DIGITS.index(c) - 1, 0)) for c in han)
    total, last = 0, 0
    for c in han:
        if c in "十百":
            total += max(last, 1) * (10 if c == "十" else 100)
            last = 0
        else:
            last = max(_DIGITS.index(c) - 1, 0)
    return str(total + last)


def figures(text: str) -> str:
    """The text with Arabic figures for its numerals."""
    return _RUN.sub(lambda m: number(m[0]), text)
