"""What stays on one line though it is several tokens: a number and its unit, the sign of a standard and its number."""

import re
from collections.abc import Sequence

_UNIT_WORDS = re.compile(
    r"单元|平方米|立方米|公里|千米|厘米|毫米|米|[万亿]?元|[万亿]|个月|个工作日|小时|分钟|周岁|岁|[栋幢楼层室号户]"
)
_STANDARD = re.compile(r"[A-Z]{2,5}\d*(/[A-Z]{1,2})?")
"""Such as GB/T: its number stays with it."""


def together(tokens: Sequence[str]) -> set[int]:
    """The tokens after which no line ends: a number before its unit, the sign of a standard before its number."""
    found: set[int] = set()
    for number, token in enumerate(tokens[:-1]):
        if token[-1].isdigit() and (unit := _UNIT_WORDS.match("".join(tokens[number + 1 : number + 5]))):
            found.update(range(number, number + len(unit[0])))
        elif _STANDARD.fullmatch(token) and [t[:1].isdigit() for t in tokens[number + 1 : number + 3]] == [False, True]:
            found.update({number, number + 1} if tokens[number + 1].isspace() else ())
    return found
