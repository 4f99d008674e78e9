"""What the forms of 个人信息 share: a label with what a field says, over the whole width or half of it."""

from collections.abc import Sequence

from db.records.base import fields_of
from printing.glyphs import Style
from printing.page import SI_HAO, WU_HAO, XIAO_SI_HAO
from printing.papers.record_sheet import RecordSheet, shown
from printing.tables import Cell, Long, Signed, Tall

LABEL_MM, REST_MM = 32.0, 124.0
_HALF_MM = (REST_MM - LABEL_MM) / 2
_SIZES = (SI_HAO, XIAO_SI_HAO, WU_HAO)
_ROW_MM = 9.0


def label(text: str) -> Cell:
    """What stands before a value."""
    return Cell(text, LABEL_MM, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO), height_mm=_ROW_MM)


def text(value: str, height_mm: float = _ROW_MM) -> Cell:
    """A text that may go on over pages."""
    return Cell(value, REST_MM, align="justify", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=height_mm, leading=1.35)


def pair(first: tuple[str, str], second: tuple[str, str]) -> Tall:
    """Two short values side by side."""
    cells: list[Cell] = []
    for name, value in (first, second):
        cells += [label(name), Cell(value, _HALF_MM, align="left", sizes_pt=_SIZES, lines=2, height_mm=_ROW_MM)]
    return tuple(cells)


def said(given: RecordSheet, name: str) -> tuple[str, str]:
    """The label of a field and what it says."""
    field = fields_of(type(given.record))[name]
    return field.label, shown(field, getattr(given.record, name), given.titles, masked=given.masked)


def told(given: RecordSheet, name: str, height_mm: float = _ROW_MM) -> Long:
    """A field over the whole width."""
    named, value = said(given, name)
    return Long(label(named), text(value, height_mm))


def signed(columns: Sequence[Sequence[str]], height_mm: float = 34.0) -> Signed:
    """Places for pens, side by side."""
    width = (LABEL_MM + REST_MM) / len(columns)
    return Signed(
        tuple(
            Cell(
                "\n".join(lines),
                width,
                align="left",
                sizes_pt=(XIAO_SI_HAO,),
                lines=0,
                height_mm=height_mm,
                leading=1.6,
            )
            for lines in columns
        )
    )
