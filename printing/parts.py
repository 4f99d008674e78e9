"""The elements of an official paper, each as rows of the grid (GB/T 9704-2012, clause 7).

A `Body` gives rows that a paper puts one after the other; it knows the grid, not the pages.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from attrs import frozen

from db.values.day import long_form
from db.values.numerals import han_number
from db.values.person_name import DOT
from printing import page
from printing.column import BLANK, Row, Source, kept
from printing.drawing import Ops, moved
from printing.flow import SOLID_LIMIT, Align, Setting, Span, line_ops, plain, wrap
from printing.glyphs import Style, ink, width
from printing.page import MM, OFFICIAL, Geometry
from printing.pairs import kept_on_line
from printing.titles import balanced, breadth, organ_spans

LEVELS = {1: Style.HEI, 2: Style.KAI, 3: Style.FANGSONG, 4: Style.FANGSONG}
"""Fonts of headings 一、 （一） 1. （1） (7.3.3)."""
THICK_PT, THIN_PT = 0.35 * MM, 0.25 * MM


class Foot(NamedTuple):
    """A block that stands on the lower edge of the last page's type area: 版记 or a tear-off slip.

    Attributes:
        height_pt: from its upper edge to the edge it stands on.
        ops: marks with y = 0 at the lower edge of the type area.
        edge: marks that part it from the text above; left out where there is none.
        alone: it may stand on a page without text.
    """

    height_pt: float
    ops: Ops
    edge: Ops = ()
    alone: bool = False

    def rows(self, geometry: Geometry) -> list[Row]:
        """Rows left free for it, kept with the text before."""
        return kept([Row()] * geometry.rows_for(self.height_pt))


def numbered(level: int, number: int) -> str:
    """The number of a heading: 一、 （一） 1. （1）."""
    return {1: f"{han_number(number)}、", 2: f"（{han_number(number)}）", 3: f"{number}.", 4: f"（{number}）"}[level]


def listed(number: int, text: str) -> str:
    """An entry of a list in the third level."""
    return parted(numbered(3, number), text) + text


def parted(mark: str, text: str) -> str:
    """The mark in front of a text; a figure stands off from it: “1. 3号楼” is no 1.3号楼."""
    return f"{mark} " if mark.endswith(".") and text[:1].isdigit() else mark


@frozen
class Body:
    """The elements of an official paper on a grid.

    Attributes:
        geometry: the type area and its grid; indents are in its cells.
    """

    geometry: Geometry = OFFICIAL

    def paragraph(
        self, text: str | Sequence[Span], first: float = 2, rest: float = 0, *, align: Align = "justify"
    ) -> list[Row]:
        """A paragraph of body text; indents in cells. Line ends in the text begin new paragraphs."""
        if isinstance(text, str):
            parts = [part.strip() for part in text.splitlines() if part.strip()]
            return [row for part in parts for row in self.paragraph(plain(part), first, rest, align=align)]
        grid = self.geometry
        cell = grid.cell_pt
        setting = Setting(grid.width_pt, grid.size_pt, cell, first * cell, rest * cell, align)
        source = Source(tuple(text), setting)
        return [Row(moved(ops, grid.left_pt), source=source) for ops in wrap(source.spans, setting)]

    def heading(self, level: int, number: int, text: str) -> list[Row]:
        """A heading, kept with the text under it."""
        return kept(self.paragraph((Span(numbered(level, number) + text, LEVELS[level]),)), to_next=True)

    def title(self, text: str, keep: Sequence[str] = (), number: str = "") -> list[Row]:
        """小标宋, 2号 over a body of 3号, centred, broken at meaning; an empty row follows (7.3.1, 7.3.2).

        ``number`` stands under it in the body's type, where no head has it.
        """
        size = self.geometry.size_pt * page.ER_HAO / page.SAN_HAO
        lines = balanced(text, self.geometry.width_pt / size, keep)
        rows = [Row(self.centred(line, size)) for line in lines]
        if number:
            rows.append(Row(self.centred(number, self.geometry.size_pt, Style.FANGSONG)))
        return kept([*rows, BLANK], to_next=True)

    def centred(self, text: str, size_pt: float, style: Style = Style.XIAOBIAOSONG) -> Ops:
        """One line in the middle of the type area, its characters centred on the height of a body row.

        The blank half of a bracket at either end does not count: 〔2026〕3号 stands in the middle by its ink.
        """
        ops, width_pt, size_pt = kept_on_line(text, style, size_pt, self.geometry.width_pt)
        before = ink(text[:1], style, size_pt).left
        after = width(text[-1:], style, size_pt) - ink(text[-1:], style, size_pt).right
        x = (self.geometry.width_pt - width_pt - before + after) / 2
        dy = (page.ASCENT - 0.5) * (self.geometry.size_pt - size_pt)
        return moved(ops, self.geometry.left_pt + x, dy)

    def addressee(self, text: str) -> list[Row]:
        """主送 or salutation, flush left, with a full-width colon (7.3.2)."""
        return kept(self.paragraph((Span(text + "："),), 0), to_next=True)

    def attachments(self, names: Sequence[str]) -> list[Row]:
        """附件说明: an empty row, 附件：1.… with names aligned under names, no mark at the end (7.3.4)."""
        rows = [BLANK] if names else []
        for number, name in enumerate(names, 1):
            mark = parted(f"{number}.", name) if len(names) > 1 else ""
            lead, at = ("附件：", 2) if number == 1 else ("", 5)
            _, mark_pt = line_ops(mark, Style.FANGSONG, self.geometry.size_pt)
            rows += self.paragraph((Span(lead + mark + name),), at, 5 + mark_pt / self.geometry.cell_pt)
        return rows

    def signature(self, signer: str, day: date | None) -> list[Row]:
        """署名 and 成文日期 without a seal (7.3.5.2): an empty row, then two rows set in from the right.

        The name ends two cells from the right; the date begins two cells right of the name's first character.
        Where the date is the longer of the two it ends two cells from the right instead.
        """
        grid = self.geometry
        cell, edge = grid.cell_pt, grid.right_pt
        name_ops, name_pt = line_ops(signer, Style.FANGSONG, grid.size_pt, cell)
        date_ops, date_pt = line_ops(
            long_form(day) if day else "　　　　年　月　日", Style.FANGSONG, grid.size_pt, cell
        )
        name_x = edge - 2 * cell - name_pt
        date_x = name_x + 2 * cell
        if date_pt > name_pt:
            date_x = edge - 2 * cell - date_pt
            name_x = date_x - 2 * cell
        if name_x < grid.left_pt:
            lines = balanced(signer, grid.columns - 4, style=Style.FANGSONG)
            long_name = [row for line in lines for row in self.paragraph((Span(line),), 2, 2, align="right")]
            return kept([BLANK, *long_name, Row(moved(date_ops, edge - 2 * cell - date_pt))])
        return kept([BLANK, Row(moved(name_ops, name_x)), Row(moved(date_ops, date_x))])

    def names_list(self, label: str, names: Sequence[str]) -> list[Row]:
        """出席、请假、列席 of minutes: 3号黑体 label, names in 仿宋 aligned after the colon (10.3).

        Names, and short units in brackets after them, are not broken.
        """
        spans = [Span(f"{label}：", Style.HEI)]
        for number, name in enumerate(names):
            spans += [Span("、")] if number else []
            for piece in filter(None, re.split("([（），])", name)):
                spans += (
                    organ_spans(piece) if len(piece) > SOLID_LIMIT and DOT not in piece else [Span(piece, solid=True)]
                )
        return self.paragraph(spans, 2, 2 + breadth(label) + 1, align="left")
