"""Line breaking for Chinese text on a grid of cells.

Rules: punctuation as GB/T 15834-2011 5.1 places it (nothing that closes begins a line, nothing that opens ends
one, —— and …… stay whole); numbers and Latin words are never split; nothing hangs outside the line. A mark that
would begin a line is drawn in by narrowing punctuation where there is room, otherwise its neighbour goes down with it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from db.values.person_name import DOT
from printing.drawing import Box, Op, Ops, Rule, Text
from printing.glyphs import Style, drawn, runs, width
from printing.together import together

NO_START = frozenset("，。、；：？！）》〉」』】〕］｝”’…·‧%‰℃,.;:?!)]}～")
NO_END = frozenset("（《〈「『【〔［｛“‘([{")
_BLANK_RIGHT = frozenset("，。、；：）》〉」』】〕］｝”’")
_BLANK_LEFT = frozenset("（《〈「『【〔［｛“‘")
_PAIRS = ("——", "……")
_AFTER_NUMBER = frozenset("年月日时分秒元号栋幢楼室期户人名%％℃")
_ORDINALS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫")
_HALF = frozenset(DOT)
_LATIN = {Style.FANGSONG: Style.SONG}
"""Numbers and Latin words in body text are set in Song, whose figures are made for it."""
BOXES = {"☐": False, "□": False, "☑": True}
"""Boxes to tick are drawn as lines: no font need have them."""
UNDERLINE = "＿"
"""A cell to write in by hand: drawn as a rule under the cell."""

SOLID_LIMIT = 8
"""Names up to this length stay whole; longer ones are broken after a dot, or like other text."""
_INNER_SQUEEZE = 0.3
_MAX_STRETCH = 0.2

Align = Literal["justify", "left", "centre", "right"]


class Span(NamedTuple):
    """Text in one style; a solid span, such as a person's name, is kept on one line when it is short."""

    text: str
    style: Style = Style.FANGSONG
    solid: bool = False


class Unit(NamedTuple):
    """What a line takes or leaves whole: a character in its cell, a number, a Latin word, a pair of dashes.

    Attributes:
        text: its characters.
        ops: how it is drawn at x = 0 on the baseline.
        width_pt: the room it takes.
        full: a glyph as wide as its cell, so that neighbours can be drawn in one go.
        trim_pt: blank that may be taken away when the line is too full.
        trims_left: whether that blank lies before the glyph.
        glued: no line ends after it.
        space: a blank that vanishes at either end of a line.
    """

    text: str
    ops: Ops
    width_pt: float
    full: bool = False
    trim_pt: float = 0.0
    trims_left: bool = False
    glued: bool = False
    space: bool = False


class Line(NamedTuple):
    """Units of one line and how much each gives up or takes on."""

    units: Sequence[Unit]
    room_pt: float
    squeeze_pt: float = 0.0

    def natural_pt(self) -> float:
        """The width before anything is stretched or narrowed."""
        return sum(u.width_pt for u in self.units)


@lru_cache(maxsize=65536)
def _kind(character: str) -> str:
    """``space``, ``cell``, ``half``, ``narrow``, or ``attached`` for marks that belong to the character before."""
    category = unicodedata.category(character)
    if character in _HALF:
        return "half"
    if category in ("Mn", "Me", "Cf") or 0xE0100 <= ord(character) <= 0xE01EF:
        return "attached"
    if character.isspace() and character != "\u3000":
        return "space"
    breadth = unicodedata.east_asian_width(character)
    if breadth in "WF" or (breadth == "A" and not category.startswith("L")) or character in BOXES:
        return "cell"
    return "narrow"


def _tokens(text: str) -> Iterable[str]:
    """The text cut into what may not be cut further."""
    token, before = "", ""
    for character in drawn(text):
        kind = _kind(character)
        joins = kind == "attached" or (kind == before and kind in ("narrow", "space")) or token + character in _PAIRS
        if token and not joins:
            yield token
            token = ""
        token += character
        before = kind if kind != "attached" else before
    if token:
        yield token


@lru_cache(maxsize=16384)
def _unit(token: str, style: Style, size: float, cell: float) -> Unit:
    """One unit; raises `printing.glyphs.MissingGlyph` when no font has it."""
    first = token[0]
    kind = _kind(first)
    if kind == "space":
        return Unit(" ", (), width(" ", _LATIN.get(style, style), size), space=True)
    if first in BOXES:
        side = size * 0.78
        return Unit(token, (Box((cell - side) / 2, -0.06 * size, side, side, 0.7, BOXES[first]),), cell)
    if first == UNDERLINE:
        return Unit(token, (Rule(0, -0.12 * size, cell, -0.12 * size, 0.5),), cell)
    if first == "\u3000":
        return Unit(token, (), cell)
    if kind == "narrow":
        return _narrow(token, style, size)
    room = cell / 2 if kind == "half" else cell * (len(token) if token in _PAIRS else 1)
    natural = width(token, style, size)
    if token in _PAIRS:
        return Unit(token, _drawn(token, style, size, (room - natural) / len(token)), room)
    blank = size - natural if kind == "cell" else 0.0
    shift = blank if first in _BLANK_LEFT else (room - natural) / 2 if first not in _BLANK_RIGHT else 0.0
    full = kind == "cell" and abs(blank) < 0.01
    trim = cell / 2 if first in _BLANK_LEFT or first in _BLANK_RIGHT else 0.0
    ops = _drawn(token, style, size, 0.0, 0.0 if full else shift)
    return Unit(token, ops, room, full, trim, first in _BLANK_LEFT)


def _narrow(token: str, style: Style, size: float) -> Unit:
    style = _LATIN.get(style, style)
    return Unit(token, _drawn(token, style, size), width(token, style, size))


def _drawn(token: str, style: Style, size: float, gap: float = 0.0, x: float = 0.0) -> Ops:
    ops: list[Text] = []
    for font, text in runs(token, style):
        ops.append(Text(font, text, x, 0.0, size, gap))
        x += width(text, style, size) + gap * len(text)
    return tuple(ops)


def _units(spans: Sequence[Span], size: float, cell: float, room: float) -> list[Unit]:
    found: list[Unit] = []
    styles: list[Style] = []
    for span in spans:
        tokens = list(_tokens(span.text))
        whole = len(span.text) <= SOLID_LIMIT
        glued = span.solid and max(map(len, span.text.split(DOT))) <= SOLID_LIMIT
        bound = together(tokens)
        for number, token in enumerate(tokens):
            unit = _unit(token, span.style, size, cell)
            if number in bound or (glued and number < len(tokens) - 1 and (whole or token != DOT)):
                unit = unit._replace(glued=True)
            found.append(unit)
        styles += [span.style] * len(tokens)
    return list(_loosened(found, styles, size, room))


def _loosened(units: Sequence[Unit], styles: Sequence[Style], size: float, room: float) -> Iterable[Unit]:
    """The units; of what would stay together and is wider than a line, the longest word in pieces."""
    start = 0
    while start < len(units):
        end, wide = start + 1, units[start].width_pt
        while end < len(units) and not (units[end - 1].space or units[end].space):
            if _may_break(units[end - 1], units[end]):
                break
            wide += units[end].width_pt
            end += 1
        longest = max(range(start, end), key=lambda n: units[n].width_pt)
        for n in range(start, end):
            if n == longest and wide > room and _kind(units[n].text[0]) == "narrow":
                yield from _chopped(units[n].text, styles[n], size, room)
            else:
                yield units[n]
        start = end


def _chopped(token: str, style: Style, size: float, room: float) -> list[Unit]:
    """A word longer than a whole line, in pieces: after a hyphen or the like, character by character where there is none."""
    style = _LATIN.get(style, style)
    pieces: list[str] = []
    for part in re.split(r"(?<=[-/_@.?&=])", token):
        pieces += [part] if width(part, style, size) <= room else part
    return [_narrow(piece, style, size) for piece in pieces if piece]


def _may_break(before: Unit, after: Unit) -> bool:
    if before.glued or before.text[-1] in NO_END or after.text[0] in NO_START or before.text in _ORDINALS:
        return False
    return not (before.text[-1].isdigit() and after.text[0] in _AFTER_NUMBER)


def _squeezable(units: Sequence[Unit]) -> float:
    """How much a line can be narrowed: half a cell at its end, less within it."""
    return units[-1].trim_pt * (not units[-1].trims_left) + sum(_inner_trim(u) for u in units[:-1])


def _inner_trim(unit: Unit) -> float:
    return unit.trim_pt * 2 * _INNER_SQUEEZE


def _end_of_line(units: Sequence[Unit], start: int, room: float) -> tuple[int, float]:
    """The index after the last unit of the line that begins at ``start``, and how much must be squeezed."""
    used, end = 0.0, start
    while end < len(units) and used + units[end].width_pt <= room + 1e-6:
        used += units[end].width_pt
        end += 1
    if end == len(units) or end == start:
        return max(end, start + 1), 0.0
    pulled, need = end, used - room
    while pulled < len(units) and (units[pulled].space or not _may_break(units[pulled - 1], units[pulled])):
        if not units[pulled].space:
            need += units[pulled].width_pt
        pulled += 1
    most = min(units[end].width_pt, _squeezable([u for u in units[start:pulled] if not u.space]))
    if pulled > end and 0 < need <= most:
        return pulled, need
    while end > start + 1 and not (units[end].space or _may_break(units[end - 1], units[end])):
        end -= 1
    if end == start + 1 and not _may_break(units[start], units[end]):
        return _forced_end(units, start, room)
    return max(end, start + 1), 0.0


def _forced_end(units: Sequence[Unit], start: int, room: float) -> tuple[int, float]:
    """Where nothing may be broken, the line is as full as it can be."""
    used, end = units[start].width_pt, start + 1
    while end < len(units) and used + units[end].width_pt <= room + 1e-6:
        used += units[end].width_pt
        end += 1
    return end, 0.0


def break_lines(units: Sequence[Unit], first_pt: float, rest_pt: float) -> list[Line]:
    """The units as lines; the first line has ``first_pt`` of room, the others ``rest_pt``."""
    lines: list[Line] = []
    start = 0
    while start < len(units):
        if units[start].space:
            start += 1
            continue
        room = rest_pt if lines else first_pt
        end, squeeze = _end_of_line(units, start, room)
        taken = list(units[start:end])
        while taken and taken[-1].space:
            taken.pop()
        lines.append(Line(taken, room, squeeze))
        start = end
    return _without_lonely_end(lines)


def _without_lonely_end(lines: list[Line]) -> list[Line]:
    """No paragraph ends in a line of a single character (单字不成行): a companion comes down to it."""
    if len(lines) < 2:
        return lines
    before, last = lines[-2], lines[-1]
    words = [u for u in last.units if u.text[0] not in NO_START]
    if len(words) != 1 or len(words[0].text) > 1 or before.squeeze_pt or len(before.units) < 8:
        return lines
    head, tail = list(before.units[:-1]), before.units[-1]
    if tail.space or not _may_break(head[-1], tail) or head[-1].space:
        return lines
    return [*lines[:-2], before._replace(units=head), last._replace(units=[tail, *last.units])]


def shares(line: Line, *, stretched: bool) -> tuple[float, list[float]]:
    """What is added after every unit, and what each unit gives up."""
    units = line.units
    slots = max(len(units) - 1, 1)
    if line.squeeze_pt:
        own = [_inner_trim(u) for u in units[:-1]] + [units[-1].trim_pt * (not units[-1].trims_left)]
        at_end = min(own[-1], line.squeeze_pt)
        inner = sum(own[:-1])
        part = (line.squeeze_pt - at_end) / inner if inner else 0.0
        return 0.0, [*(o * part for o in own[:-1]), at_end]
    extra = (line.room_pt - line.natural_pt()) / slots if stretched else 0.0
    most = _MAX_STRETCH * max(u.width_pt for u in units) if units else 0.0
    return (extra if 0 < extra <= most else 0.0), [0.0] * len(units)


def _placed(line: Line, x: float, size: float, *, stretched: bool) -> Ops:
    """The marks of a line from ``x`` on the baseline; neighbours in full cells become one piece of text."""
    extra, given = shares(line, stretched=stretched)
    ops: list[Op] = []
    open_text = False
    for unit, less in zip(line.units, given, strict=True):
        at = x - (less if unit.trims_left else 0.0)
        x += unit.width_pt - less + extra
        plain = unit.full and not less
        for op in unit.ops:
            last = ops[-1] if ops else None
            if plain and open_text and isinstance(last, Text) and isinstance(op, Text) and op.font == last.font:
                ops[-1] = last._replace(text=last.text + op.text)
            elif isinstance(last, Rule) and isinstance(op, Rule) and abs(last.x1_pt - at) < 0.01 + extra:
                ops[-1] = last._replace(x1_pt=at + op.x1_pt)
            elif plain and isinstance(op, Text):
                ops.append(op._replace(x_pt=at, gap_pt=unit.width_pt - size + extra))
            else:
                ops.append(_at(op, at))
        open_text = plain
    return tuple(ops)


def _at(op: Op, x: float) -> Op:
    if isinstance(op, Rule):
        return op._replace(x0_pt=op.x0_pt + x, x1_pt=op.x1_pt + x)
    return op._replace(x_pt=op.x_pt + x)


class Setting(NamedTuple):
    """How a paragraph is set.

    Attributes:
        width_pt: room of a line.
        size_pt: size of the characters.
        cell_pt: width of a character's cell.
        first_pt: indent of the first line.
        rest_pt: indent of the other lines.
        align: ``justify`` fills every line but the last.
    """

    width_pt: float
    size_pt: float
    cell_pt: float
    first_pt: float = 0.0
    rest_pt: float = 0.0
    align: Align = "justify"


@lru_cache(maxsize=2048)
def wrap(spans: tuple[Span, ...], setting: Setting) -> tuple[Ops, ...]:
    """The lines of a paragraph, each as marks from x = 0 on the baseline y = 0.

    Raises:
        printing.glyphs.MissingGlyph: no font has one of the characters.
    """
    lines = lines_of(units_of(spans, setting), setting)
    placed: list[Ops] = []
    for number, line in enumerate(lines):
        indent = setting.rest_pt if number else setting.first_pt
        spare = line.room_pt - line.natural_pt() + line.squeeze_pt
        x = indent + {"justify": 0.0, "left": 0.0, "centre": spare / 2, "right": spare}[setting.align]
        stretched = setting.align == "justify" and number < len(lines) - 1
        placed.append(_placed(line, x, setting.size_pt, stretched=stretched))
    return tuple(placed)


def _rooms(setting: Setting) -> tuple[float, float]:
    """The room of the first line and of the others."""
    return setting.width_pt - setting.first_pt, setting.width_pt - setting.rest_pt


def units_of(spans: Sequence[Span], setting: Setting) -> list[Unit]:
    """The units of a paragraph, blanks at line ends among them; raises `printing.glyphs.MissingGlyph`."""
    return _units(spans, setting.size_pt, setting.cell_pt, min(_rooms(setting)))


def lines_of(units: Sequence[Unit], setting: Setting) -> list[Line]:
    """The lines that `wrap` places."""
    return break_lines(units, *_rooms(setting))


def widest_word(spans: Sequence[Span], size_pt: float) -> float:
    """Width of the longest number or Latin word, which a box must hold unbroken."""
    words = [(t, s.style) for s in spans for t in _tokens(s.text) if _kind(t[0]) == "narrow"]
    return max((_narrow(token, style, size_pt).width_pt for token, style in words), default=0.0)


def plain(text: str, style: Style = Style.FANGSONG) -> tuple[Span, ...]:
    """The text as one span."""
    return (Span(text, style),)


def line_ops(text: str, style: Style, size_pt: float, cell_pt: float = 0.0) -> tuple[Ops, float]:
    """One unbroken line of text from x = 0 with its width; cells are as wide as the size unless told."""
    units = [_unit(token, style, size_pt, cell_pt or size_pt) for token in _tokens(text)]
    line = Line(units, 0.0)
    return _placed(line, 0.0, size_pt, stretched=False), line.natural_pt()
