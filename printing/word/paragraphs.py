"""Paragraphs of a .docx as XML: empty ones, and lines whose pieces stand where they stood."""

from typing import NamedTuple

from printing.word.characters import Look, Styled, hexadecimal, properties, runs, tab
from printing.word.faces import FANGSONG
from printing.word.pieces import Bar, Piece, TextLine

_NEAR = 30
_CENTRED = 20
_HAIR = 4
OVER = 400
"""Room over the right edge for the blank of a mark at the end of a line; such lines end where they are told."""


class Place(NamedTuple):
    """Where a paragraph stands.

    Attributes:
        before: twips above its first line.
        line: twips of one line.
        new_page: it begins a page.
        above: a rule on its upper edge, with points between.
        below: the same on its lower edge.
        frame: the properties of the frame it stands in, ready written.
    """

    before: int
    line: int
    new_page: bool = False
    above: tuple[Bar, int] | None = None
    below: tuple[Bar, int] | None = None
    frame: str = ""


def paragraph(
    place: Place, content: str, *, indent: str = "", align: str = "left", tabs: str = "", mark: Look | None = None
) -> str:
    """A paragraph; the order of its properties is the schema's (ECMA-376-1, 17.3.1.26).

    Args:
        place: where it stands.
        content: its runs.
        indent: ready written.
        tabs: ready written.
        align: of the schema's words.
        mark: how the mark at its end looks; in a line without characters it tells the height.
    """
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{bar.eighths}" w:space="{space}" w:color="{hexadecimal(bar.colour)}"/>'
        for side, edge in (("top", place.above), ("bottom", place.below))
        if edge
        for bar, space in (edge,)
    )
    return (
        "<w:p><w:pPr>"
        + ("<w:pageBreakBefore/>" if place.new_page else "")
        + place.frame
        + (f"<w:pBdr>{edges}</w:pBdr>" if edges else "")
        + (f"<w:tabs>{tabs}</w:tabs>" if tabs else "")
        + f'<w:spacing w:before="{place.before}" w:after="0" w:line="{place.line}" w:lineRule="exact"/>'
        + indent
        + f'<w:jc w:val="{align}"/>'
        + (properties(mark) if mark else "")
        + f"</w:pPr>{content}</w:p>"
    )


def blank(place: Place) -> str:
    """An empty line."""
    return paragraph(place, "")


def placed(line: TextLine, place: Place, left: int, width: int) -> str:
    """A line whose pieces stand where they stood: in the middle, or by tab stops; x counts from ``left``."""
    first, last = line.pieces[0], line.pieces[-1]
    if first is last and not first.text and not first.dashed:
        return _to_write_on(first, place, left, width)
    content, tabs, at, mark = "", "", 0, Look(FANGSONG, line.size)
    looks: list[Styled] = []
    for number, piece in enumerate(line.pieces):
        x = piece.x - left
        if number and abs(x - at) > _NEAR:
            content, looks = content + runs([looks]), []
            tabs += f'<w:tab w:val="left" w:pos="{x}"/>'
            content += tab(mark)
        if piece.text:
            looks.append((piece.text, Look(piece.face, piece.size, piece.gap, piece.colour)))
        else:
            content, looks = content + runs([looks]), []
            leader = "hyphen" if piece.dashed else "underscore"
            tabs += f'<w:tab w:val="left" w:leader="{leader}" w:pos="{piece.end - left}"/>'
            content += tab(Look(FANGSONG, piece.size))
        at = piece.end - left
    content += runs([looks])
    start = first.x - left
    if "<w:tab/>" not in content and abs(start + at - width) < _CENTRED:
        room = OVER if at - start > width - OVER and not (place.above or place.below) else 0
        indent = f'<w:ind w:left="{-room}" w:right="{-room}"/>' if room else ""
        return paragraph(place, content, indent=indent, align="center")
    if place.above or place.below:  # the rule is as wide as the paragraph, so that no indent may narrow it
        lead = f'<w:tab w:val="left" w:pos="{start}"/>' if start > _NEAR else ""
        return paragraph(place, (tab(mark) if lead else "") + content, tabs=lead + tabs)
    return paragraph(place, content, indent=f'<w:ind w:left="{max(start, 0)}" w:firstLine="0"/>', tabs=tabs)


def _to_write_on(rule: Piece, place: Place, left: int, width: int) -> str:
    """An empty line with a rule under it: of a line that holds but a tab LibreOffice forgets the fixed height."""
    edges = f'<w:ind w:left="{rule.x - left}" w:right="{left + width - rule.end}" w:firstLine="0"/>'

    return paragraph(
        place._replace(below=(Bar(0, _HAIR, rule.colour), 0)), "", indent=edges, mark=Look(FANGSONG, rule.size)
    )
