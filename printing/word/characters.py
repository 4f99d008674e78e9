"""Characters of a .docx with their looks, as runs of XML.

LibreOffice 7.4 parts Han characters from figures and Latin words by a fifth of the size, whatever the file says:
its import skips w:autoSpaceDE (writerfilter/source/dmapper/DomainMapper.cxx, `LN_CT_PPrBase_autoSpaceDE`: break), and
SwTextFormatter::BuildPortions (sw/source/core/text/itrform2.cxx) puts a SwKernPortion wherever the script changes and
the text has a letter or figure on both sides. The edge of a content control is in LibreOffice's text a mark that is
neither, so that words which touch a Han character stand in one (`apart`); then every line is as wide as in Word. The
other way that `BuildPortions` leaves, a grid of characters, would give up the lines' fixed height (`CalcRealHeight`).

Such a control shows nothing, is no part of what is copied or searched, and goes when its text is changed (w:temporary).
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from html import escape
from itertools import pairwise
from typing import NamedTuple

from printing.drawing import BLACK, Colour
from printing.page import SAN_HAO
from printing.word.faces import FANGSONG, SONG

LINE_END = "\n"
FULL = 100
"""A character's natural breadth."""
_WORDS = re.compile("[0-9A-Za-z\u00c0-\u024f]+(?:[-./:,][0-9A-Za-z\u00c0-\u024f]+)*")
_FIRST_ASIAN = "\u2e80"
_CONTROL = (
    '<w:sdt><w:sdtPr><w:temporary/><w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
)


class Look(NamedTuple):
    """How characters look: face, half points, distance in twips, colour, breadth in hundredths."""

    face: str
    size: int
    gap: int = 0
    colour: Colour = BLACK
    scale: int = FULL


BODY = Look(FANGSONG, round(SAN_HAO * 2))
"""Body text: 3号仿宋."""


Styled = tuple[str, Look]
"""Characters of one look."""


def run(text: str, look: Look) -> str:
    """Characters of one look."""
    content = "<w:br/>" if text == LINE_END else f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'
    return f"<w:r>{properties(look)}{content}</w:r>"


def tab(look: Look) -> str:
    """A step to the next tab stop."""
    return f"<w:r>{properties(look)}<w:tab/></w:r>"


def properties(look: Look) -> str:
    """The look as run properties; their order is the schema's (ECMA-376-1, 17.3.2.28)."""
    face = f'"{escape(look.face)}"'
    hint = "" if look.face == SONG else ' w:hint="eastAsia"'
    colour = "" if look.colour == BLACK else f'<w:color w:val="{hexadecimal(look.colour)}"/>'
    gap = f'<w:spacing w:val="{look.gap}"/>' if look.gap else ""
    scale = f'<w:w w:val="{look.scale}"/>' if look.scale != FULL else ""
    return (
        f"<w:rPr><w:rFonts{hint} w:ascii={face} w:eastAsia={face} w:hAnsi={face} w:cs={face}/>"
        f'{colour}{gap}{scale}<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/></w:rPr>'
    )


def hexadecimal(colour: Colour) -> str:
    """A colour as RRGGBB."""
    return "".join(f"{round(part * 255):02X}" for part in colour)


def runs(lines: Iterable[Sequence[Styled]]) -> str:
    """The characters of some lines with their looks; words that touch a Han character stand apart."""
    starts, looks = {0}, list[Styled]()
    for line in lines:
        looks += line
        starts.add(sum(len(text) for text, _ in looks))
    found, at, content = merged(looks), 0, ""
    edges = sorted({edge for span in _words(looks, starts) for edge in span})
    words = set(_words(looks, starts))
    for text, look in found:
        end = at + len(text)
        cuts = [at, *(edge for edge in edges if at < edge < end), end]
        for start, stop in pairwise(cuts):
            piece = run(text[start - at : stop - at], look)
            content += apart(piece) if any(start >= a and stop <= b for a, b in words) else piece
        at = end
    return content


def _words(looks: Sequence[Styled], starts: Set[int]) -> Iterator[tuple[int, int]]:
    """What stands apart: each figure or Latin word, at the start of a line the Han character after it.

    There a mark before it would make LibreOffice break the word itself, as far as it fits on the line before.
    """
    whole = "".join(text for text, _ in looks)
    for word in _WORDS.finditer(whole):
        start, end = word.span()
        before, after = whole[max(start - 1, 0) : start], whole[end : end + 1]
        if start in starts and _is_asian(after):
            yield end, end + 1
        elif start not in starts and (_is_asian(before) or _is_asian(after)):
            yield start, end


def _is_asian(character: str) -> bool:
    """Whether LibreOffice parts a figure from this character."""
    return character >= _FIRST_ASIAN and character.isalnum()


def apart(content: str) -> str:
    """Runs in a content control that is not seen."""
    return _CONTROL.format(content)


def merged(looks: Iterable[Styled]) -> list[Styled]:
    """Neighbours of one look as one run."""
    found: list[Styled] = []
    for text, look in looks:
        if found and found[-1][1] == look and LINE_END not in (text, found[-1][0]):
            found[-1] = (found[-1][0] + text, look)
        else:
            found.append((text, look))
    return found
