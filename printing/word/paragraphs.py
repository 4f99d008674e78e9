"""Paragraphs of a .docx as XML: text that flows, and lines whose pieces stand where they stood."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from db.values.person_name import DOT
from printing.column import Source
from printing.drawing import BLACK, Colour, Text
from printing.flow import Line, Setting, Unit, lines_of, shares, units_of
from printing.glyphs import Style, run_width, width
from printing.page import SAN_HAO
from printing.word.faces import FANGSONG, SONG, face_of
from printing.word.pieces import Bar, TextLine, twips

_ALIGN = {"justify": "both", "left": "left", "centre": "center", "right": "right"}
_NEAR = 30
_CENTRED = 20
_LINE_END = "\n"
_OVER = 400
"""Room over the right edge for the blank of a mark at the end of a line; such lines end where they are told."""


class Look(NamedTuple):
    """How characters look: face, half points, distance in twips, colour."""

    face: str
    size: int
    gap: int = 0
    colour: Colour = BLACK


BODY = Look(FANGSONG, round(SAN_HAO * 2))
"""Body text: 3号仿宋."""


Styled = tuple[str, Look]
"""Characters of one look."""


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


def run(text: str, look: Look) -> str:
    """Characters of one look."""
    content = "<w:br/>" if text == _LINE_END else f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r>{properties(look)}{content}</w:r>"


def properties(look: Look) -> str:
    """The look as run properties."""
    face = quoteattr(look.face)
    hint = "" if look.face == SONG else ' w:hint="eastAsia"'
    colour = "" if look.colour == BLACK else f'<w:color w:val="{_hex(look.colour)}"/>'
    gap = f'<w:spacing w:val="{look.gap}"/>' if look.gap else ""
    return (
        f"<w:rPr><w:rFonts{hint} w:ascii={face} w:eastAsia={face} w:hAnsi={face} w:cs={face}/>"
        f'{colour}{gap}<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/></w:rPr>'
    )


def _hex(colour: Colour) -> str:
    return "".join(f"{round(part * 255):02X}" for part in colour)


def paragraph(place: Place, content: str, *, indent: str = "", align: str = "left", tabs: str = "") -> str:
    """A paragraph; the order of its properties is the schema's (ECMA-376-1, 17.3.1.26)."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{bar.eighths}" w:space="{space}" w:color="{_hex(bar.colour)}"/>'
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
        + f"</w:pPr>{content}</w:p>"
    )


def blank(place: Place) -> str:
    """An empty line."""
    return paragraph(place, "")


def flowing(source: Source, place: Place, skip: int = 0, take: int | None = None) -> str:
    """A paragraph that the word processor breaks itself, at the same places.

    Args:
        source: the paragraph.
        place: where it stands.
        skip: lines of it that stand on an earlier page.
        take: lines that stand here, all of the rest where it is None.
    """
    setting = source.setting
    units = units_of(source.spans, setting)
    lines = lines_of(units, setting)
    first = setting.rest_pt if skip else setting.first_pt
    shift = twips(first - setting.rest_pt)
    turn = f'w:hanging="{-shift}"' if shift < 0 else f'w:firstLine="{shift}"'
    over = _over(lines, setting)
    indent = f'<w:ind w:left="{twips(setting.rest_pt)}" w:right="{-_OVER if over else 0}" {turn}/>'
    looks = _looks(units, lines, setting, over=over)[skip : None if take is None else skip + take]
    content = _runs(chain.from_iterable(looks))
    return paragraph(place, content, indent=indent, align=_ALIGN[setting.align])


def _over(lines: Sequence[Line], setting: Setting) -> bool:
    """Whether the blank of a mark may stand over the right edge, so that all before it keeps its place."""
    return (setting.align != "justify" or len(lines) == 1) and any(line.squeeze_pt for line in lines)


def _looks(units: Sequence[Unit], lines: Sequence[Line], setting: Setting, *, over: bool) -> list[list[Styled]]:
    """The characters of each line with their looks, the blanks that vanished between lines among them."""
    size_pt, size = setting.size_pt, round(setting.size_pt * 2)
    face, at = FANGSONG, 0
    found: list[list[Styled]] = []
    for line in lines:
        looks: list[Styled] = []
        given = _given(line, over=over)
        for unit, less in zip(line.units, given, strict=True):
            while units[at] is not unit:
                looks.append((units[at].text, Look(face, size)))
                at += 1
            at += 1
            text = next((op for op in unit.ops if isinstance(op, Text)), None)
            face = face_of(text.font) if text else face
            look = Look(face, size, _gap(unit, size_pt) - less)
            looks.append((unit.text, _dot(unit, size_pt) if unit.text == DOT else look))
        if at < len(units) and line is not lines[-1] and (over or _ends_early(line, units[at])):
            looks.append((_LINE_END, Look(face, size)))
        found.append(looks)
    return found


def _given(line: Line, *, over: bool) -> list[int]:
    """Twips that a line's characters give up after them, so that it holds a mark more.

    All give up the same: what a single mark gives up LibreOffice does not take. The blank of the last mark counts
    where a word processor asks room for it.
    """
    *inner, last = shares(line, stretched=False)[1]
    each = -int(-(sum(inner) + (0 if over else last)) * 20 // max(len(inner), 1))
    return [*([each] * len(inner)), 0]


def _ends_early(line: Line, after: Unit) -> bool:
    """Whether a word processor would go on: a name kept whole, a mark with its neighbour, a number with its marks."""
    fits = line.natural_pt() + after.width_pt <= line.room_pt
    return not line.squeeze_pt and (fits or not (after.text.isalnum() or len(after.text) == 1))


def _dot(unit: Unit, size_pt: float) -> Look:
    """The dot in names: in Song, where it is narrow, for in 仿宋 and 黑体 it fills a whole cell."""
    return Look(SONG, round(size_pt * 2), int((unit.width_pt - width(DOT, Style.SONG, size_pt)) * 20))


def _gap(unit: Unit, size_pt: float) -> int:
    """Twips after each character that give it its cell; a full cell is rounded down, or the last would not fit."""
    if unit.full or not unit.ops:
        return int((unit.width_pt - size_pt) * 20 // 1) if not unit.space else 0
    natural = sum(run_width(op.font, op.text, size_pt) for op in unit.ops if isinstance(op, Text))
    return int((unit.width_pt - natural) * 20 // len(unit.text)) if natural else 0


def _runs(looks: Iterable[Styled]) -> str:
    return "".join(run(text, look) for text, look in _merged(looks))


def _merged(looks: Iterable[Styled]) -> list[Styled]:
    """Neighbours of one look as one run."""
    found: list[Styled] = []
    for text, look in looks:
        if found and found[-1][1] == look and _LINE_END not in (text, found[-1][0]):
            found[-1] = (found[-1][0] + text, look)
        else:
            found.append((text, look))
    return found


def placed(line: TextLine, place: Place, left: int, width: int) -> str:
    """A line whose pieces stand where they stood: in the middle, or by tab stops; x counts from ``left``."""
    content, tabs, at = "", "", 0
    looks: list[Styled] = []
    for number, piece in enumerate(line.pieces):
        x = piece.x - left
        if number and abs(x - at) > _NEAR:
            content, looks = content + _runs(looks), []
            tabs += f'<w:tab w:val="left" w:pos="{x}"/>'
            content += "<w:r><w:tab/></w:r>"
        if piece.text:
            looks.append((piece.text, Look(piece.face, piece.size, piece.gap, piece.colour)))
        else:
            content, looks = content + _runs(looks), []
            leader = "hyphen" if piece.dashed else "underscore"
            tabs += f'<w:tab w:val="left" w:leader="{leader}" w:pos="{piece.end - left}"/>'
            content += f"<w:r>{properties(Look(FANGSONG, piece.size))}<w:tab/></w:r>"
        at = piece.end - left
    content += _runs(looks)
    first = line.pieces[0].x - left
    if "<w:tab/>" not in content and abs(first + at - width) < _CENTRED:
        room = _OVER if at - first > width - _OVER and not (place.above or place.below) else 0
        indent = f'<w:ind w:left="{-room}" w:right="{-room}"/>' if room else ""
        return paragraph(place, content, indent=indent, align="center")
    if place.above or place.below:  # the rule is as wide as the paragraph, so that no indent may narrow it
        lead = f'<w:tab w:val="left" w:pos="{first}"/>' if first > _NEAR else ""
        return paragraph(place, ("<w:r><w:tab/></w:r>" if lead else "") + content, tabs=lead + tabs)
    return paragraph(place, content, indent=f'<w:ind w:left="{max(first, 0)}" w:firstLine="0"/>', tabs=tabs)
