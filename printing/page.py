"""Page geometry of GB/T 9704-2012: the type area, its grid of rows and cells, and where page numbers stand.

Lengths are in millimetres where a name ends in ``_mm`` and in points where it ends in ``_pt``. The origin of
points is the lower left corner of the paper, as in PDF.
"""

from functools import cached_property

from attrs import frozen

MM = 72 / 25.4
"""Points in a millimetre."""

# 字号 as word processors reckon them, in points.
ER_HAO = 22.0
XIAO_ER_HAO = 18.0
SAN_HAO = 16.0
SI_HAO = 14.0
XIAO_SI_HAO = 12.0
WU_HAO = 10.5
XIAO_WU_HAO = 9.0
LIU_HAO = 7.5

ASCENT = 0.88
"""Height of a Han character's box above the baseline, in ems; 0.12 lie below it."""


@frozen(slots=False)
class Geometry:
    """A paper and the type area (版心) on it.

    Attributes:
        paper_width_mm: width of the paper.
        paper_height_mm: height of the paper.
        top_mm: 天头, from the paper's top to the type area.
        left_mm: 订口, from the paper's left edge to the type area.
        area_width_mm: width of the type area.
        area_height_mm: height of the type area without the page number.
        rows: rows of body text on a full page.
        columns: characters in a full row.
        size_pt: size of the body text.
    """

    paper_width_mm: float
    paper_height_mm: float
    top_mm: float
    left_mm: float
    area_width_mm: float
    area_height_mm: float
    rows: int
    columns: int
    size_pt: float

    @cached_property
    def paper_pt(self) -> tuple[float, float]:
        """Width and height of the paper."""
        return self.paper_width_mm * MM, self.paper_height_mm * MM

    @cached_property
    def left_pt(self) -> float:
        """Left edge of the type area."""
        return self.left_mm * MM

    @cached_property
    def right_pt(self) -> float:
        """Right edge of the type area."""
        return (self.left_mm + self.area_width_mm) * MM

    @cached_property
    def width_pt(self) -> float:
        """Width of the type area."""
        return self.area_width_mm * MM

    @cached_property
    def top_pt(self) -> float:
        """Upper edge of the type area."""
        return (self.paper_height_mm - self.top_mm) * MM

    @cached_property
    def bottom_pt(self) -> float:
        """Lower edge of the type area."""
        return (self.paper_height_mm - self.top_mm - self.area_height_mm) * MM

    @cached_property
    def cell_pt(self) -> float:
        """Width of one character's cell, so that a full row fills the type area (GB/T 9704-2012 5.2.3 撑满版心)."""
        return self.width_pt / self.columns

    @cached_property
    def pitch_pt(self) -> float:
        """Distance of baselines, so that the first row touches the top edge and the last the bottom edge."""
        return (self.area_height_mm * MM - self.size_pt) / (self.rows - 1)

    def baseline_pt(self, row: int) -> float:
        """Baseline of a row; rows count from 0 at the top."""
        return self.top_pt - row * self.pitch_pt - ASCENT * self.size_pt

    def row_bottom_pt(self, row: int) -> float:
        """Lower edge of the characters in a row."""
        return self.top_pt - row * self.pitch_pt - self.size_pt

    def rows_for(self, height_pt: float) -> int:
        """How many rows at the foot of a page something takes that stands on the bottom edge."""
        free = self.area_height_mm * MM - height_pt
        used = int((free - self.size_pt) // self.pitch_pt) + 1 if free >= self.size_pt else 0
        return self.rows - used


OFFICIAL = Geometry(210, 297, 37, 28, 156, 225, 22, 28, SAN_HAO)
"""公文 and 纪要 on A4: 22 rows of 28 characters (GB/T 9704-2012 5.2)."""

COMPACT = Geometry(210, 297, 37, 28, 156, 225, 28, 32, SI_HAO)
"""The same type area in 4号, for letters that must fit one page with their slip (5.2.3 lets 行 and 字 be adjusted)."""

FORM = Geometry(210, 297, 25, 28, 156, 247, 22, 28, XIAO_SI_HAO)
"""Forms on A4: bound at the left as official papers are, with more height for boxes."""

LANDSCAPE = Geometry(297, 210, 22, 20, 257, 168, 18, 46, XIAO_SI_HAO)
"""Wide tables on A4 across, bound at the left."""

A5_LANDSCAPE = Geometry(210, 148, 14, 20, 175, 114, 12, 30, XIAO_SI_HAO)
"""Cards on A5 across, half an A4."""

SHEET = Geometry(210, 297, 6, 6, 198, 285, 30, 32, SAN_HAO)
"""An A4 sheet that is folded, cut or peeled: only the edge that office printers cannot reach stays free."""

DL = Geometry(220, 110, 12, 16, 188, 86, 8, 28, SI_HAO)
"""信封 of 5号 (GB/T 1416-2003 DL)."""

C5 = Geometry(229, 162, 16, 18, 193, 130, 12, 30, SI_HAO)
"""信封 of 7号 (GB/T 1416-2003 C5)."""

NUMBER_GAP_MM = 7.0
"""From the type area's lower edge to the dashes of the page number (GB/T 9704-2012 7.5)."""
