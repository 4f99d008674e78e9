"""Reads printed tables back: their words, and whether every character stands in its box."""

import io
from collections.abc import Iterator

import pdfplumber

from tests.printing import measure
from tests.printing.measure import MM, Glyph

Boxes = list[tuple[float, float, float, float]]


def text(pdf: bytes) -> str:
    return measure.all_text(pdf).replace("\n", "")


def page_texts(pdf: bytes) -> list[str]:
    return ["".join(measure.text(row) for row in measure.rows(page)) for page in measure.pages(pdf)]


def pages_with_boxes(pdf: bytes) -> Iterator[tuple[list[Glyph], Boxes, float, float]]:
    """Of each page its glyphs with ink, its boxes (left, bottom, right, top) and the paper's size in points."""
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        for page, glyphs in zip(read.pages, measure.pages(pdf), strict=True):
            high = float(page.height)
            boxes = [(r["x0"], high - r["bottom"], r["x1"], high - r["top"]) for r in page.rects if r["width"] > 15]
            yield [g for g in glyphs if g.has_ink], boxes, float(page.width), high


def outside(glyph: Glyph, box: tuple[float, float, float, float], slack: float = 0.7) -> bool:
    left, bottom, right, top = glyph.ink
    return left < box[0] - slack or right > box[2] + slack or bottom < box[1] - slack or top > box[3] + slack


def assert_inside(pdf: bytes, margin_mm: float = 5.0) -> None:
    """Every character of a table is inside one box, every box and character inside the paper's margin."""
    edge = margin_mm * MM
    for glyphs, boxes, wide, high in pages_with_boxes(pdf):
        paper = (edge, edge, wide - edge, high - edge)
        assert not [g for g in glyphs if outside(g, paper)]
        assert all(edge <= b[0] and b[2] <= wide - edge and edge <= b[1] and b[3] <= high - edge for b in boxes)
        top, bottom = max(b[3] for b in boxes), min(b[1] for b in boxes)
        within = [
            g for g in glyphs if bottom < g.y < top and any(b[0] < g.x < b[2] and b[1] < g.y < b[3] for b in boxes)
        ]
        assert within
        lost = [g for g in within if all(outside(g, box) for box in boxes)]
        assert not lost, lost[:3]
