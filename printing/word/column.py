"""An official paper as the paragraphs of a .docx, each pushed to the height at which the PDF has it.

LibreOffice lets characters of a line of fixed height stand at four fifths of it. Heights are in twips from the
paper's upper edge.
"""

from collections.abc import Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

from printing.column import Row
from printing.drawing import Rule
from printing.official import Editable
from printing.page import ASCENT, Geometry
from printing.word import paragraphs
from printing.word.flowing import flowing
from printing.word.paragraphs import Place
from printing.word.pieces import Bar, TextLine, from_top, gathered, twips

_RISE = 0.8
"""Of a line of fixed height, the part that lies above the baseline."""
_NARROW = 20
_LEAST_BLANK = 80
_ROOM = 1.2
"""Height of a line that does not stand on the grid, in sizes."""
_BODY_SIZE = 44
_FLAT = 20
"""Height of a frame that holds a rule alone."""
_OUTSIDE_PT = 1.0
"""A rule that begins so far left of the type area is not part of the text."""


class Measures:
    """The page of one paper in twips.

    Attributes:
        line: height of a row of the grid, rounded down so that all rows fit.
        pitch: of the file's grid, a twip more, so that rounding does not cost a row.
        top: the upper margin.
        first: where the first row begins.
        left: the type area's left edge.
        width: of the type area.
        tall: the paper's height, as wide is its width.
        bottom: the lower margin, which leaves room for the rows and no more.
    """

    def __init__(self, paper: Editable) -> None:
        grid = paper.grid
        self.line = int(grid.pitch_pt * 20)
        self.pitch = self.line + 1
        spare = (
            grid.rows + 2
        )  # LibreOffice cuts the page to whole rows of the pitch and halves the rest above and below
        self.top = from_top(grid.baseline_pt(0), grid) - round(_RISE * self.line) - 1
        self.first = self.top + 1
        self.left, self.width = twips(grid.left_pt), twips(grid.width_pt)
        self.wide, self.tall = (twips(length) for length in grid.paper_pt)
        self.bottom = self.tall - self.top - grid.rows * self.line - spare


class Stack:
    """Lines one under the other, from ``at`` downwards.

    Attributes:
        at: the lower edge of the last.
        parts: the paragraphs.
    """

    def __init__(self, measures: Measures) -> None:
        self.at, self.parts = measures.first, list[str]()
        self._measures = measures
        self._blanks, self._new_page = 0, False
        self._above: Bar | None = None

    def turn_page(self) -> None:
        """The next paragraph begins a page."""
        self.at, self._blanks, self._new_page = self._measures.first, 0, True

    def run_on(self) -> None:
        """A full page has ended by itself."""
        self.at, self._blanks = self._measures.first, 0

    def skip(self) -> None:
        """An empty row."""
        self._blanks += 1

    def place(self, y: int, size: int, *, tight: bool = False) -> Place:
        """Where a line with this baseline stands, its characters being of so many half points."""
        least = round(size * 10 * _ROOM)
        height = self._measures.line if size <= _BODY_SIZE and not tight else least
        if self._above:
            return self._under_bar(y, least)
        gap = y - round(_RISE * height) - self.at
        if self._blanks and gap >= self._blanks * _LEAST_BLANK:
            each = gap // self._blanks
            for _ in range(self._blanks):
                self.parts.append(paragraphs.blank(Place(0, each, new_page=self._taken())))
                self.at += each
            gap -= each * self._blanks
        if gap < -_NARROW:
            height = max(round((y - self.at) / _RISE), round(size * 10 * ASCENT / _RISE))
            gap = y - round(_RISE * height) - self.at
        before = gap if gap > _NARROW else 0
        self._blanks = 0
        self.at += before + height
        return Place(before, height, self._taken())

    def _under_bar(self, y: int, height: int) -> Place:
        """The place of a line whose upper edge is a rule: room above the rule, whole points between, the line."""
        assert self._above
        bar, self._above, self._blanks = self._above, None, 0
        before, under = max(bar.y - self.at, 0), bar.y + round(bar.eighths * 2.5)
        space = max((y - round(_RISE * height) - under) // 20, 0)
        height = round((y - under - space * 20) / _RISE)
        self.at = under + space * 20 + height
        return Place(before, height, self._taken(), above=(bar, space))

    def blank_page(self) -> Place:
        """The one empty line of a page without marks."""
        return Place(0, self._measures.line, self._taken())

    def rest_on(self, y: int) -> None:
        """The last line of a paragraph has this baseline."""
        self.at = y + round((1 - _RISE) * self._measures.line)

    def _taken(self) -> bool:
        """Whether a page is begun here; once."""
        taken, self._new_page = self._new_page, False
        return taken

    def add(self, items: Sequence[TextLine | Bar], *, tight: bool = False) -> None:
        """Lines and rules: a rule is the lower edge of the line before it, the first the upper edge of the one after."""
        for number, item in enumerate(items):
            if isinstance(item, Bar):
                self._above = None if number else item
                continue
            below = next((i for i in items[number + 1 : number + 2] if isinstance(i, Bar)), None)
            place = self.place(item.y, item.size, tight=tight)
            if below:
                space = max(round((below.y - self.at) / 20), 0)
                place = place._replace(below=(below, space))
                self.at += space * 20 + round(below.eighths * 2.5)
            self.parts.append(paragraphs.placed(item, place, self._measures.left, self._measures.width))


class Spot(NamedTuple):
    """A row on its page; ``forced`` where the page before it was not full."""

    page: int
    at: int
    row: Row
    forced: bool


class Composed(NamedTuple):
    """The paragraphs of one paper; ``silent`` are those of the last pages when they carry no number."""

    numbered: list[str]
    silent: list[str]


def composed(paper: Editable) -> Composed:
    """The paragraphs of one paper."""
    measures = Measures(paper)
    stack = Stack(measures)
    outer = outer_rules(paper)
    ops = tuple(op for op in paper.head.ops if op not in outer) if paper.head else ()
    head = gathered([(0.0, ops)], paper.grid)
    # Text makes way for the frame of a rule, so that a mark just above one needs a frame too.
    edge = max(measures.top, min((from_top(rule.y0_pt, paper.grid) for rule in outer), default=0))
    stack.add([item for item in head if item.y > edge])
    above = [framed(item, measures) for item in head if item.y <= edge and isinstance(item, TextLine)]
    pages = paper.pages()
    spots = _spots(pages, paper.grid.rows)
    shown: dict[int, int] = {}
    for _, group in groupby(_counted(spots), key=lambda item: item[0]):
        _add_block(stack, [spot for _, spot in group], paper, shown)
    blank = sum(1 for _ in takewhile(_is_blank, reversed(pages)))
    silent = blank > 0 and len(pages) in paper.unnumbered()
    end = Stack(measures) if silent else stack
    _turn_to_foot(end, blank, begun=silent)
    if paper.foot:
        end.add(gathered([paper.placed_foot(paper.foot, pages[-1])], paper.grid), tight=True)
    return Composed([*above, *stack.parts], end.parts if silent else [])


def _is_blank(rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether a page has no text."""
    return not any(row.ops for _, row in rows)


def _turn_to_foot(stack: Stack, blank: int, *, begun: bool) -> None:
    """Begins so many pages without text; ``begun``: the first begins by itself, with its section."""
    for number in range(blank):
        if number or not begun:
            stack.turn_page()
        if number < blank - 1:
            stack.parts.append(paragraphs.blank(stack.blank_page()))


def _spots(pages: Sequence[Sequence[tuple[int, Row]]], capacity: int) -> list[Spot]:
    """All rows up to the last with marks."""
    found: list[Spot] = []
    for number, rows in enumerate(pages):
        full = not number or (pages[number - 1] and pages[number - 1][-1][0] == capacity - 1)
        found += [Spot(number, at, row, not place and not full) for place, (at, row) in enumerate(rows)]
    while found and not found[-1].row.ops:
        found.pop()
    return found


def _counted(spots: Sequence[Spot]) -> list[tuple[int, Spot]]:
    """The rows with the number of the block they belong to: a paragraph's rows are one, other rows each their own."""
    found: list[tuple[int, Spot]] = []
    for number, spot in enumerate(spots):
        before = spots[number - 1] if number else None
        same = before and spot.row.source and spot.row.source is before.row.source and not spot.forced
        found.append((found[-1][0] + (not same) if found else 0, spot))
    return found


def _add_block(stack: Stack, block: Sequence[Spot], paper: Editable, shown: dict[int, int]) -> None:
    """A paragraph, a line or an empty row; ``shown`` counts the rows of each paragraph that stand already."""
    first, last, grid = block[0], block[-1], paper.grid
    if first.forced:
        stack.turn_page()
    elif first.page and not first.at:
        stack.run_on()
    if not first.row.ops:
        stack.skip()
        return
    if first.row.source is None:
        stack.add(gathered([(grid.baseline_pt(first.at), first.row.ops)], grid))
        return
    source = first.row.source
    skip = shown.get(id(source), 0)
    shown[id(source)] = skip + len(block)
    place = stack.place(from_top(grid.baseline_pt(first.at), grid), round(grid.size_pt * 2))
    stack.parts.append(flowing(source, place, skip, len(block)))
    stack.rest_on(from_top(grid.baseline_pt(last.at), grid))


def framed(line: TextLine, measures: Measures) -> str:
    """A line outside the type area, in a frame of its own that stands at a fixed place of the page."""
    height = round(line.size * 10 * _ROOM)
    frame = (
        f'<w:framePr w:w="{measures.width}" w:h="{height}" w:hRule="exact" w:wrap="around" w:vAnchor="page"'
        f' w:hAnchor="page" w:x="{measures.left}" w:y="{line.y - round(_RISE * height)}"/>'
    )
    return paragraphs.placed(line, Place(0, height, frame=frame), measures.left, measures.width)


def outer_rules(paper: Editable) -> list[Rule]:
    """Rules of the head that reach beyond the type area: the double rules of a 信函 (10.1)."""
    edge = paper.grid.left_pt - _OUTSIDE_PT
    return [op for op in (paper.head.ops if paper.head else ()) if isinstance(op, Rule) and op.x0_pt < edge]


def ruled(rule: Rule, grid: Geometry) -> str:
    """A rule that reaches beyond the type area, as the upper edge of a frame that stands at a fixed place of the page."""
    bar = Bar(from_top(rule.y0_pt, grid), round(rule.width_pt * 8), rule.colour)
    x, wide = twips(rule.x0_pt), twips(rule.x1_pt - rule.x0_pt)
    frame = (
        f'<w:framePr w:w="{wide}" w:h="{_FLAT}" w:hRule="exact" w:wrap="around" w:vAnchor="page"'
        f' w:hAnchor="page" w:x="{x}" w:y="{bar.y - round(bar.eighths * 1.25)}"/>'
    )
    return paragraphs.paragraph(Place(0, _FLAT, frame=frame, above=(bar, 0)), "")
