"""What is typed or pasted into the search box, as words: what stands around a number goes, a pasted list is taken apart."""

import re

from attrs import frozen

from db.values import characters, search_numbers
from db.values.legible import seen

MOST_LETTERS = 200
MOST_IN_A_LIST = 2000
MOST_WORDS = 8
MOST_LINES = 40
_LINES = re.compile(r"[\n\r\u2028\u2029]+")
_QUOTES = re.compile(r"(?<![A-Za-z])['‘’\"“”`]|['‘’\"“”`](?![A-Za-z])")
_LABELS = re.compile(
    r"(?:(?:居民|公民)?身份证件?(?:号码?)?|公民身份号码|证件号码?|(?:联系|家庭|办公)?电话(?:号码?)?|手机(?:号码?)?|座机|联系方式"
    r"|(?<![A-Za-z])(?:tel|mobile|id))\s*[.:：]*\s*(?=[(（]?\+?\d)|(?:姓名|住址|地址|小区|房号)[:：]",
    re.IGNORECASE,
)
_OWN = re.compile(r"[(（](?:本人|户主)[)）]")
_AREA = re.compile(r"[(（](0\d{2,3})[)）]\s*-?(?=\d)")
_COUNTRY = re.compile(r"(?<!\d)(?:\+|00)86[\s-]*(?=\d)")
_FRACTION = re.compile(r"(?<=\d{7})\.0+(?!\d)")
_PLUS = re.compile(rf"(?<=[{characters.HAN}])\s*[+＋]\s*(?=[{characters.HAN}])")
_SEPARATORS = re.compile(r"[\s,，;；、|]+")
_WHOLE = frozenset({11, 15, 18})
_SEVERAL_FIGURES = 7


@frozen
class Asked:
    """What somebody asks for.

    Attributes:
        ways: the words of each thing that is asked for; all words of one must fit.
        else_each: what to ask for one by one when nothing fits them together.
    """

    ways: tuple[tuple[str, ...], ...]
    else_each: tuple[tuple[str, ...], ...] = ()


def read(typed: str) -> Asked:
    """The words, in their order; several lines, or several whole numbers, are asked for one by one."""
    narrow = seen(typed[:MOST_IN_A_LIST])
    lines = [words for line in _LINES.split(narrow) if (words := _words(line))]
    if len(lines) > 1:
        return Asked(tuple(words[:MOST_WORDS] for words in lines[:MOST_LINES]))
    words = lines[0] if lines else ()
    if len(words) > 1 and all(len(search_numbers.typed(word)) in _WHOLE for word in words):
        return Asked(tuple((word,) for word in words[:MOST_LINES]))
    words = tuple(" ".join(words)[:MOST_LETTERS].split())[:MOST_WORDS]
    pieces = [p for word in words for p in _SEPARATORS.split(word) if p]
    each = tuple((p,) for p in pieces[:MOST_WORDS]) if len(pieces) > len(words) else ()
    return Asked((words,) if words else (), each)


def _words(line: str) -> tuple[str, ...]:
    """The words of a line; commas divide where a number stands beside one, else they belong to the text."""
    text = _LABELS.sub(" ", _AREA.sub(r"\1-", _OWN.sub(" ", _QUOTES.sub("", line))))
    text = _FRACTION.sub("", _COUNTRY.sub(" ", text))
    text = _PLUS.sub("+", text) if "+" in text or "＋" in text else text
    pieces = [p for p in _SEPARATORS.split(text) if p]
    if any(len(search_numbers.typed(p)) >= _SEVERAL_FIGURES for p in pieces):
        return tuple(pieces)
    return tuple(text.split())
