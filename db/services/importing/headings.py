"""Headings of columns, and the words by which they are known."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from attrs import define, field, frozen

from db.fields import Field, Text

IGNORE = ""
SEQUENCE = "sequence"
SEQUENCE_WORDS = ("序号", "行号", "序", "次序", "NO", "NO.")
# What clerks put behind a heading without changing what it means.
_HARMLESS = re.compile(r"(?:信息|情况|填写|\*+|栏)$")
TELEPHONE = "(?:联系|移动)?(?:电话|手机|方式)(?:号码?)?"
"""A shape of headings over telephones, behind whose they are."""
_TEN_THOUSAND = re.compile(r"万元")


def tidy_heading(written: str) -> str:
    """A heading for comparing: without blanks, brackets, stars and colons."""
    text = unicodedata.normalize("NFKC", written)
    text = re.sub(r"[(\[【].*?[)\]】]", "", text)
    return re.sub(r"[\s*:：\u200b\ufeff]+", "", text).upper()


def unit_of(heading: str) -> int:
    """How many yuan one of a column is: 10,000 under 预算（万元）."""
    return 10_000 if _TEN_THOUSAND.search(unicodedata.normalize("NFKC", heading)) else 1


@frozen
class Topic:
    """One thing that a column of a form can hold.

    Attributes:
        key: unlike any other of the form; a name of letters, figures and underscores.
        label: what the clerk reads in the preview.
        words: headings under which sheets carry it.
        shape: a pattern of other such headings, tidied; "" for none.
        kind: how its cells are read.
        repeated: whether several columns may carry it, and what they say is put together.
        loose: headings that mean it where something else speaks for the form: 姓名 is whose in a 楼栋长名册, and anybody's elsewhere.
        holds: a pattern of what its cells hold and no others do, so that a column is known by them under a heading that nobody knows.
    """

    key: str
    label: str
    words: tuple[str, ...] = ()
    shape: str = ""
    kind: Field[Any] = field(default=Text("", longest=10_000), kw_only=True)
    repeated: bool = field(default=False, kw_only=True)
    loose: tuple[str, ...] = field(default=(), kw_only=True)
    holds: str = field(default="", kw_only=True)


@define
class Words:
    """The topics of a form by the headings that mean them."""

    topics: tuple[Topic, ...]
    _by_word: dict[str, str] = field(factory=dict[str, str])
    _shapes: list[tuple[re.Pattern[str], str]] = field(factory=list[tuple[re.Pattern[str], str]])

    @classmethod
    def of(cls, topics: Iterable[Topic], *, loose: bool = False) -> "Words":
        """Those of these topics, with the loose ones or without; a word that two have means the first."""
        words = cls(tuple(topics))
        for topic in words.topics:
            for word in (topic.label, *topic.words, *(topic.loose if loose else ())):
                words._by_word.setdefault(tidy_heading(word), topic.key)
            if topic.shape:
                words._shapes.append((re.compile(topic.shape), topic.key))
        for word in SEQUENCE_WORDS:
            words._by_word.setdefault(tidy_heading(word), SEQUENCE)
        return words

    def meaning_of(self, heading: str) -> str | None:
        """The key of what a heading means; None where nobody knows."""
        text = tidy_heading(heading)
        while text:
            if (key := self._by_word.get(text)) is not None:
                return key
            if found := next((key for shape, key in self._shapes if shape.fullmatch(text)), ""):
                return found
            shorter = _HARMLESS.sub("", text, count=1)
            if shorter == text:
                return None
            text = shorter
        return None
