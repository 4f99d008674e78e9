"""Paragraphs of a .docx that the word processor breaks itself, at the places where the PDF breaks them."""

import re
from collections.abc import Sequence
from math import ceil

from db.values.person_name import DOT
from printing.column import Source
from printing.drawing import Text
from printing.flow import Line, Setting, Unit, lines_of, shares, units_of
from printing.glyphs import Style, run_width, width
from printing.word.characters import FULL, LINE_END, Look, Styled, merged, runs
from printing.word.faces import FANGSONG, SONG, face_of
from printing.word.paragraphs import OVER, Place, paragraph
from printing.word.pieces import twips

_ALIGN = {"justify": "both", "left": "left", "centre": "center", "right": "right"}


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
    indent = f'<w:ind w:left="{twips(setting.rest_pt)}" w:right="{-OVER if over else 0}" {turn}/>'
    end = len(lines) if take is None else skip + take
    looks = _looks(units, lines, setting, over=over)[skip:end]
    # What goes on elsewhere fills its last line too.
    align = "distribute" if setting.align == "justify" and end < len(lines) else _ALIGN[setting.align]
    return paragraph(place, runs(looks), indent=indent, align=align)


def _over(lines: Sequence[Line], setting: Setting) -> bool:
    """Whether the blank of a mark may stand over the right edge, so that all before it keeps its place."""
    return (setting.align != "justify" or len(lines) == 1) and any(line.squeeze_pt for line in lines)


def _looks(units: Sequence[Unit], lines: Sequence[Line], setting: Setting, *, over: bool) -> list[list[Styled]]:
    """The characters of each line with their looks, the blanks that vanished between lines among them."""
    blank = Look(FANGSONG, round(setting.size_pt * 2))
    at = 0
    found: list[list[Styled]] = []
    for line in lines:
        vanished: list[Styled] = []
        while units[at] is not line.units[0]:
            vanished.append((units[at].text, blank))
            at += 1
        looks = _looks_of(line, setting, last_gives=not over, stretched=False)
        at += len(line.units)
        if not over:
            looks = _fitting(line, looks)
        if line is not lines[-1] and (over or _ends_by_itself(line, looks, units[at], setting)):
            if not over:
                looks = _fitting(line, _looks_of(line, setting, last_gives=True, stretched=setting.align == "justify"))
            looks.append((LINE_END, blank))
        found.append([*vanished, *looks])
    return found


def _looks_of(line: Line, setting: Setting, *, last_gives: bool, stretched: bool) -> list[Styled]:
    """The characters of a line; where it is ``stretched``, the distances hold what justifies it."""
    extra, (*given, end) = shares(line, stretched=stretched)
    face = FANGSONG
    looks: list[Styled] = []
    for unit, less in zip(line.units, [*given, end if last_gives else 0.0], strict=True):
        text = next((op for op in unit.ops if isinstance(op, Text)), None)
        face = face_of(text.font) if text else face
        wider = extra if unit is not line.units[-1] else 0.0
        looks.append((unit.text, _look(unit._replace(width_pt=unit.width_pt + wider), face, setting.size_pt, less)))
    return looks


def _look(unit: Unit, face: str, size_pt: float, less_pt: float) -> Look:
    """The look of a unit that gives up some of its width, so that its line holds a mark more.

    A mark that gives up blank is made narrower itself: LibreOffice takes no distance after the last character of a look,
    and never more than a sixth of the size (sw/source/core/txtnode/swfont.cxx, `CheckKerning_`). The dot in names is
    in Song, where it is narrow, for in 仿宋 and 黑体 it fills a whole cell.
    """
    size = round(size_pt * 2)
    if unit.text == DOT:
        return Look(SONG, size, int((unit.width_pt - width(DOT, Style.SONG, size_pt)) * 20))
    if less_pt:
        return Look(face, size, scale=int((unit.width_pt - less_pt) * FULL / size_pt))
    return Look(face, size, _gap(unit, size_pt))


def _gap(unit: Unit, size_pt: float) -> int:
    """Twips after each character that give it its cell."""
    if unit.full or not unit.ops:
        return round((unit.width_pt - size_pt) * 20) if not unit.space else 0
    natural = _natural(unit, size_pt)
    return int((unit.width_pt - natural) * 20 // len(unit.text)) if natural else 0


def _natural(unit: Unit, size_pt: float) -> float:
    """Points that its characters take by themselves."""
    return sum(run_width(op.font, op.text, size_pt) for op in unit.ops if isinstance(op, Text))


def _fitting(line: Line, looks: Sequence[Styled]) -> list[Styled]:
    """The looks of a line, its full cells so much closer that the line fits in LibreOffice too.

    That takes no less distance after the last character of each look (`SwFntObj::GetTextSize`, sw/source/core/txtnode/
    fntcache.cxx), so that a line of many looks is wider there; what justifies the line makes it good again.
    """
    taken = sum(_taken(unit, look) for unit, (_, look) in zip(line.units, looks, strict=True))
    groups = merged(looks)
    full = {look for unit, (_, look) in zip(line.units, looks, strict=True) if unit.full and look.scale == FULL}
    for text, look in groups:
        taken += (len(text) - (look.gap < 0)) * look.gap + (_ROUNDED if look in full else _ROUNDED * len(text) / 2)
    places = sum(len(text) - 1 for text, look in groups if look in full)
    over = ceil(taken - line.room_pt * 20)
    if over <= 0 or not places:
        return list(looks)
    closer, more = divmod(over + _SPLIT, places)
    found: list[Styled] = []
    for text, look in looks:
        if look in full:
            look = look._replace(gap=look.gap - closer - (more > 0))
            more -= 1
        found.append((text, look))
    return found


_SPLIT = 14
"""Twips that a group more costs."""
_ROUNDED = 1
"""Twips by which a word processor may round a group of full cells, or a figure."""
_PARTS = re.compile("(?<=[-/])")
"""Where a word processor may break a word."""
_SPARE = 10
"""Twips by which it may round a line."""


def _taken(unit: Unit, look: Look) -> float:
    """Twips that a unit takes without distances."""
    if look.scale != FULL:
        return look.size * 10 * look.scale / FULL
    if unit.full:
        return look.size * 10
    if unit.text == DOT:
        return 20 * width(DOT, Style.SONG, look.size / 2)
    return 20 * (_natural(unit, look.size / 2) or unit.width_pt)


def _ends_by_itself(line: Line, looks: Sequence[Styled], after: Unit, setting: Setting) -> bool:
    """Whether a word processor would end this line elsewhere, or fill it though the PDF does not.

    It goes on where what follows fits: a name kept whole, a mark with its neighbour. LibreOffice ends no line between a
    figure and a mark.
    """
    taken = sum(
        _taken(unit, look) + look.gap * len(unit.text) for unit, (_, look) in zip(line.units, looks, strict=True)
    )
    first = _PARTS.split(after.text)[0] if _is_word(after) else after.text[0]
    fits = taken + after.width_pt * 20 * len(first) / len(after.text) <= line.room_pt * 20 + _SPARE
    last = line.units[-1]
    tied = (_is_word(after) and not last.text[-1].isalnum()) or (_is_word(last) and not after.text[0].isalnum())
    spare = line.room_pt - line.natural_pt()
    ragged = setting.align == "justify" and spare > 1 and not shares(line, stretched=True)[0]
    return tied or (not line.squeeze_pt and (fits or ragged))


def _is_word(unit: Unit) -> bool:
    """Whether it is a figure or a Latin word."""
    return unit.text[0].isascii() and unit.text[0].isalnum()
