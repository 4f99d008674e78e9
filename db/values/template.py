"""Texts with fields in braces, as a clerk writes them: 现定于{日期}召开{会议名称}."""

import re
from collections.abc import Collection, Iterator, Mapping

from attrs import frozen

_BRACES = str.maketrans("｛｝", "{}")
_PIECE = re.compile(r"\{([^{}]*)\}")


@frozen
class Fault:
    """What is wrong with a text.

    Attributes:
        code: ``unbalanced_brace`` or ``unknown_field``.
        message: in the clerk's words.
        remedy: what to do.
    """

    code: str
    message: str
    remedy: str


def tidy(text: str) -> str:
    """The text with the braces of the keyboard's Chinese half made plain, and no blanks within them."""
    return _PIECE.sub(lambda match: "{" + match[1].strip() + "}", text.strip().translate(_BRACES))


def fields_in(text: str) -> list[str]:
    """The names of the fields, in their order."""
    return _PIECE.findall(text)


def texts_in(text: str) -> list[str]:
    """What stands before, between and behind the fields: one more than there are fields."""
    return _PIECE.split(text)[::2]


def listed(names: Collection[str]) -> str:
    """The fields as a clerk may write them: {时间}{地点}."""
    return "".join(f"{{{name}}}" for name in names)


def faults(text: str, allowed: Collection[str] | None) -> Iterator[Fault]:
    """Why a text cannot be filled; ``allowed`` None leaves the names unasked."""
    rest = _PIECE.sub("", text)
    if strays := [brace for brace in "{}" if brace in rest]:
        other = "}" if strays[0] == "{" else "{"
        yield Fault("unbalanced_brace", f"有一个“{strays[0]}”没有配上“{other}”", "字段要写成{字段名}，前后各一个")
    if allowed is None:
        return
    for name in dict.fromkeys(fields_in(text)):
        if name not in allowed:
            usable = f"可用的有：{listed(allowed)}" if allowed else "这里没有可用的字段"
            yield Fault("unknown_field", f"不认识字段“{{{name}}}”", usable)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with the value of each field in its place; a value with braces of its own stays as it is.

    Raises:
        KeyError: a field has no value (a bug: texts are checked by `faults` before).
    """
    return _PIECE.sub(lambda match: values[match[1]], text)
