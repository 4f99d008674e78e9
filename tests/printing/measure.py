"""Measures printed pages: every glyph with its place, size, font and colour, read back through pdfium."""

import ctypes
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ImageChops

from db.values import person_name

MM = 72 / 25.4
PAPER_MM = (210.0, 297.0)
CELL_PT = 156 * MM / 28
CANNOT_BEGIN = set("，。、；：？！）》〉」』】〕］｝”’…·%‰℃,.;:?!)]}")
CANNOT_END = set("（《〈「『【〔［｛“‘([{")


class Glyph(NamedTuple):
    """One character on a page; y counts from the paper's lower edge, ink is left, bottom, right, top."""

    char: str
    x: float
    y: float
    size: float
    font: str
    rgb: tuple[int, int, int]
    ink: tuple[float, float, float, float]

    @property
    def has_ink(self) -> bool:
        return self.ink[2] > self.ink[0]


def pages(pdf: bytes) -> list[list[Glyph]]:
    """The glyphs of every page in the order of the file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_glyphs(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    text = page.get_textpage()
    found: list[Glyph] = []
    codes = [pdfium.FPDFText_GetUnicode(text, i) for i in range(pdfium.FPDFText_CountChars(text))]
    skip = False
    for index, code in enumerate(codes):
        if skip:
            skip = False
            continue
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or code in (10, 13):
            continue
        if 0xD800 <= code < 0xDC00 and index + 1 < len(codes):
            code = 0x10000 + ((code - 0xD800) << 10) + (codes[index + 1] - 0xDC00)
            skip = True
        found.append(_glyph(text, index, chr(code)))
    text.close()
    page.close()
    return found


def _glyph(text: pypdfium2.PdfTextPage, index: int, char: str) -> Glyph:
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text, index, name, 128, ctypes.c_int())
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(text, index, red, green, blue, opaque)
    return Glyph(
        char, x.value, y.value, pdfium.FPDFText_GetFontSize(text, index),
        name.value.decode("utf-8", "replace").split("+")[-1],
        (red.value, green.value, blue.value), (left.value, bottom.value, right.value, top.value),
    )  # fmt: skip


def rows(glyphs: Iterable[Glyph], size: float | None = None) -> list[list[Glyph]]:
    """Glyphs with ink gathered by baseline from top to bottom, each row from left to right; of one size if told."""
    found: list[list[Glyph]] = []
    chosen = [g for g in glyphs if g.has_ink and g.char.strip() and (size is None or abs(g.size - size) < 0.3)]
    for glyph in sorted(chosen, key=lambda g: -g.y):
        if found and abs(found[-1][0].y - glyph.y) < 1:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [sorted(row, key=lambda g: g.x) for row in found]


def text(row: Sequence[Glyph]) -> str:
    """The characters of a row."""
    return "".join(glyph.char for glyph in row)


def body(pdf: bytes) -> list[list[list[Glyph]]]:
    """Rows of body text (3号) of every page."""
    return [rows(glyphs, 16) for glyphs in pages(pdf)]


def all_text(pdf: bytes) -> str:
    """Everything on all pages, row by row, without blanks."""
    return "\n".join(text(row) for glyphs in pages(pdf) for row in rows(glyphs))


def grid_faults(pdf: bytes) -> list[str]:
    """Everything in the body text that breaks the grid, the edges or the rules of line breaking."""
    faults: list[str] = []
    for number, lines in enumerate(body(pdf), 1):
        for place, row in enumerate(lines):
            words = text(row)
            if words[0] in CANNOT_BEGIN or words[-1] in CANNOT_END:
                faults.append(f"第{number}页第{place + 1}行避头尾：{words}")
            if row[0].ink[0] < 28 * MM - 1.0 or row[-1].ink[2] > 184 * MM + 0.85:
                faults.append(f"第{number}页第{place + 1}行出界：{words}")
            if place and _torn(text(lines[place - 1]), words):
                faults.append(f"第{number}页第{place + 1}行拆开数字或单词：{words}")
        gaps = [a[0].y - b[0].y for a, b in pairwise(lines)]
        pitch = (225 * MM - 16) / 21
        faults += [f"第{number}页行距{gap:.2f}" for gap in gaps if abs(gap / pitch - round(gap / pitch)) > 0.01]
        if lines and lines[-1][0].y < 35 * MM:
            faults.append(f"第{number}页超出版心下缘")
    return faults


def _torn(before: str, after: str) -> bool:
    return bool(re.search(r"[0-9A-Za-z]$", before) and re.match(r"[0-9A-Za-z]", after))


def cell_steps(pdf: bytes) -> list[float]:
    """Distances of neighbouring ideographs in the body text, in points, sorted."""
    steps: list[float] = []
    for lines in body(pdf):
        for row in lines:
            steps += [b.x - a.x for a, b in pairwise(row) if person_name.is_han(a.char) and person_name.is_han(b.char)]
    return sorted(steps)


def page_numbers(pdf: bytes) -> list[tuple[str, float, float, float]]:
    """For each page: the number's text, mm from the type area to its dash, and its ink's left and right in mm."""
    found: list[tuple[str, float, float, float]] = []
    for glyphs in pages(pdf):
        row = sorted((g for g in glyphs if abs(g.size - 14) < 0.3 and g.y < 34 * MM and g.has_ink), key=lambda g: g.x)
        if not row:
            found.append(("", 0.0, 0.0, 0.0))
            continue
        dash = row[0].ink
        gap = 35 - (dash[1] + dash[3]) / 2 / MM
        found.append((text(row).replace(" ", ""), gap, row[0].ink[0] / MM, row[-1].ink[2] / MM))
    return found


def red_top_mm(pdf: bytes) -> float:
    """From the first page's upper edge to the highest red ink, seen on a picture of the page (8 dots a point)."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=8).to_pil().convert("RGB")
    document.close()
    red, green, _ = picture.split()
    mask = ImageChops.subtract(red, green).point([0] * 121 + [255] * 135)
    box = mask.getbbox()
    assert box is not None
    return box[1] / 8 / MM
