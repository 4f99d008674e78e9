"""Body text as clerks type it: lines that begin with 一、 （一） 1. or （1） and count up are set as headings of that level.

What merely looks like a mark is text: “3、4号楼因管道检修停水” has no item 1 and 2 before it, “一、二层住户” names floors.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from db.values.numerals import FIGURES, han_value
from printing.column import Row, kept
from printing.flow import NO_START, Span
from printing.parts import LEVELS, Body, numbered, parted

_HAN = rf"[{FIGURES}]{{1,7}}"
_MARKS = (
    (1, re.compile(rf"(?P<number>{_HAN})\s*(?P<sign>[、.．])\s*"), "{}、"),
    (2, re.compile(rf"(?P<sign>[（(])\s*(?P<number>{_HAN})\s*[)）]\s*、?"), "（{}）"),
    (3, re.compile(r"(?P<number>\d{1,3})\s*(?P<sign>、|[.．](?!\d))\s*"), "{}."),
    (4, re.compile(r"(?P<sign>[（(])\s*(?P<number>\d{1,3})\s*[)）]\s*"), "（{}）"),
)
_COUNTED = re.compile(
    r"号(?![召码])|[栋幢]|楼(?![道梯顶内上下宇栋])|单元|层|座(?!谈)|室(?![内外])|组(?![织建成])|期(?![间限])|[、和及与至或]?[（(]|$"
)
"""What a number in brackets counts that is no mark: (1)号门, （一）（二）期; 组织 and 楼道 begin headings."""
_DOUBTS = {1: re.compile(rf"[{FIGURES}]|$"), 2: _COUNTED, 3: re.compile(r"\d|$"), 4: _COUNTED}
"""How a text goes on where what stands before it may name houses, floors or months as well as count."""
_TITLE_MARKS = (
    *((level, mark) for level, mark, _ in _MARKS),
    (5, re.compile(rf"第(?P<number>{_HAN}|\d{{1,3}})[项个条]?\s*[、：:，,.．]\s*")),
    (6, re.compile(rf"(?:议题|议程|附件|事项)\s*(?P<number>{_HAN}|\d{{1,3}})\s*[、：:，,.．]\s*")),
    (7, re.compile(r"(?P<number>[①-⑳])\s*、?")),
    (8, re.compile(r"(?P<number>\d{1,3})\s*[)）]\s*")),
)
"""Marks in front of a title that is counted by the paper anyhow."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
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

    def text(self) -> str:
        """The whole line."""
        return self.head + self.rest


class _Mark(NamedTuple):
    """What may be the mark of a line.

    Attributes:
        line: the line's number.
        number: what it counts.
        sign: the sign behind or around the figure, as it was typed.
        doubtful: it may as well belong to the text, as in 一、二层.
        head: the mark as the standard writes it.
        after: the text behind it.
    """

    line: int
    number: int
    sign: str
    doubtful: bool
    head: str
    after: str


def typed_lines(lines: Iterable[str]) -> list[Typed]:
    """What each line is. A mark counts only in a run that begins with the first of its kind and counts up."""
    texts = [line.strip() for line in lines]
    found = {number: Typed(0, "", text) for number, text in enumerate(texts)}
    above: list[int] = []
    for level, mark, form in _MARKS:
        marks = _counted([m for n, text in enumerate(texts) if (m := _mark(n, text, level, mark, form))], above)
        for one in marks:
            head = _head(one.after)
            found[one.line] = Typed(level, parted(one.head, head or one.after) + head, one.after[len(head) :])
        above += [one.line for one in marks]
    return list(found.values())


def _mark(line: int, text: str, level: int, mark: re.Pattern[str], form: str) -> _Mark | None:
    match = mark.match(text)
    number = _value(match["number"]) if match else None
    if match is None or number is None:
        return None
    after = text[match.end() :]
    head = form.format(match["number"])
    return _Mark(line, number, match["sign"].replace("．", "."), bool(_DOUBTS[level].match(after)), head, after)


def _value(figures: str) -> int | None:
    if figures in _CIRCLED:
        return _CIRCLED.index(figures) + 1
    return int(figures) if figures.isdecimal() else han_value(figures)


def _counted(marks: Sequence[_Mark], above: Sequence[int]) -> list[_Mark]:
    """The marks of one level that stand in runs; ``above`` are the lines of headings of higher levels."""
    runs: list[list[_Mark]] = []
    going: list[list[_Mark]] = []
    for mark in marks:
        fitting = [run for run in going if _follows(run, mark, above)]
        if fitting:
            run = max(fitting, key=lambda run: (run[-1].sign == mark.sign, not run[-1].doubtful, going.index(run)))
            if run[-1].number == mark.number:
                run.pop()
            run.append(mark)
            del going[going.index(run) + 1 :]
        elif mark.number == 1:
            runs.append([mark])
            going.append(runs[-1])
    return [mark for run in runs if not all(one.doubtful for one in run) for mark in run]


def _follows(run: Sequence[_Mark], mark: _Mark, above: Sequence[int]) -> bool:
    """Whether a mark counts on in a run, or stands better where a doubtful one was taken into it."""
    last = run[-1]
    if mark.doubtful and (mark.sign != last.sign or any(last.line < line < mark.line for line in above)):
        return False
    again = mark.number == last.number and mark.number > 1 and last.doubtful and not mark.doubtful
    return again or mark.number == last.number + 1


def _head(text: str) -> str:
    """The heading at the beginning of a line: up to its first stop, all of it where there is none."""
    stop = _STOPS.search(text)
    if stop is None:
        return text
    return text[: stop.end()] if stop.end() <= _LONGEST_HEAD else ""


def without_marks(titles: Sequence[str]) -> list[str]:
    """Titles that a paper counts itself, without the numbers that they were pasted with and without a stop at the end.

    A number that may belong to the title, as in 3、4号楼停水, goes only where all of them count up as the paper does.
    """
    texts = [title.strip().rstrip("。；;") for title in titles]
    found = [_title_mark(text) for text in texts]
    numbers = [one[0] if one else None for one in found]
    counted = len(texts) > 1 and numbers == list(range(1, len(texts) + 1))
    return [one[2] if one and (counted or not one[1]) else text for text, one in zip(texts, found, strict=True)]


def _title_mark(text: str) -> tuple[int, bool, str] | None:
    """What a title is counted by, whether that is doubtful, and the title behind it."""
    for level, mark in _TITLE_MARKS:
        match = mark.match(text)
        number = _value(match["number"]) if match else None
        if match and number is not None:
            after = text[match.end() :]
            if not after or after[0] in NO_START:
                return None
            return number, level in _DOUBTS and bool(_DOUBTS[level].match(after)), after
    return None


def _rows(body: Body, found: Typed) -> list[Row]:
    """The rows of a typed line; a heading is kept with the text under it."""
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
    return list(_all_rows(body, typed_lines(lines)))


def _all_rows(body: Body, found: Iterable[Typed]) -> Iterator[Row]:
    for one in found:
        yield from _rows(body, one)


def labelled_rows(body: Body, number: int, label: str, lines: Sequence[str]) -> list[Row]:
    """一、时间：… with the label in the heading's font and the first line after it; more lines as they are typed."""
    first, *more = typed_lines(lines or ("",))
    head = Span(f"{numbered(1, number)}{label}：", LEVELS[1])
    return [*body.paragraph((head, Span(first.text()))), *_all_rows(body, more)]


def highest_number(lines: Sequence[str]) -> int:
    """How many headings of the first level the lines have, so that a further one can go on counting."""
    return sum(one.level == 1 for one in typed_lines(lines))
