"""Body text as clerks type it: a line that begins with 一、 （一） 1. or （1） is set as a heading of that level."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from printing.column import Row, kept
from printing.flow import Span
from printing.parts import LEVELS, Body, numbered

_MARKS = (
    (1, re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})\s*[、.．]\s*"), "{}、"),
    (2, re.compile(r"[（(]\s*(?P<number>[一二三四五六七八九十]{1,3})\s*[)）]\s*、?"), "（{}）"),
    (3, re.compile(r"(?P<number>\d{1,2})\s*(?:、|[.．](?!\d))\s*"), "{}."),
    (4, re.compile(r"[（(]\s*(?P<number>\d{1,2})\s*[)）]\s*"), "（{}）"),
)
_STOPS = re.compile(r"[：。！？；]")
_LONGEST_HEAD = 20
"""A first sentence longer than this is body text: only its number is set as a heading."""


class Typed(NamedTuple):
    """One typed line.

    Attributes:
        level: 1 to 4 for headings, 0 for plain text.
        head: number and heading, marks as GB/T 9704-2012 7.3.3 writes them.
        rest: what follows the heading on the same line.
    """

    level: int
    head: str
    rest: str

    def is_heading(self) -> bool:
        """Whether the line is a heading alone, with its text under it."""
        return self.level > 0 and not self.rest and not _STOPS.search(self.head)


def typed(line: str) -> Typed:
    """What a line is."""
    text = line.strip()
    for level, mark, form in _MARKS:
        if match := mark.match(text):
            number, after = form.format(match["number"]), text[match.end() :]
            head = _head(after)
            return Typed(level, number + head, after[len(head) :])
    return Typed(0, "", text)


def _head(text: str) -> str:
    """The heading at the beginning of a line: up to its first stop, all of it where there is none."""
    stop = _STOPS.search(text)
    if stop is None:
        return text
    return text[: stop.end()] if stop.end() <= _LONGEST_HEAD else ""


def typed_rows(body: Body, line: str) -> list[Row]:
    """The rows of a typed line; a heading is kept with the text under it."""
    found = typed(line)
    if not found.level:
        return body.paragraph(found.rest)
    spans = [Span(found.head, LEVELS[found.level])]
    if found.rest:
        spans.append(Span(found.rest))
    rows = body.paragraph(spans)
    if found.is_heading():
        return kept(rows, to_next=True)
    return [*kept(rows[:2]), *rows[2:]]  # a heading at the head of its text is not left behind either


def typed_text(body: Body, lines: Iterable[str]) -> list[Row]:
    """The rows of several typed lines."""
    return [row for line in lines for row in typed_rows(body, line)]


def labelled_rows(body: Body, number: int, label: str, lines: Sequence[str]) -> list[Row]:
    """一、时间：… with the label in the heading's font and the first line after it; more lines as they are typed."""
    first, *more = lines or ("",)
    head = Span(f"{numbered(1, number)}{label}：", LEVELS[1])
    return [*body.paragraph((head, Span(first))), *typed_text(body, more)]


def highest_number(lines: tuple[str, ...]) -> int:
    """How many headings of the first level the lines have, so that a further one can go on counting."""
    return sum(typed(line).level == 1 for line in lines)
