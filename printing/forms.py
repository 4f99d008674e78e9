"""Forms and tables on any paper: a title, a line above the boxes, the boxes on as many pages as they need, notes below."""

from collections.abc import Callable, Sequence

from attrs import frozen

from printing import page
from printing.drawing import Ops, Sheet, moved
from printing.flow import Setting, line_ops, plain, wrap
from printing.glyphs import Style
from printing.marks import form_number, practice_mark
from printing.page import FORM, Geometry
from printing.tables import Band, Frame, Placed, Tall, laid
from printing.titles import balanced

_TITLE_PITCH = 1.4
_LINE_PT = 20.0
_GAP_PT = 6.0


@frozen
class Form:
    """A form before it is cut into pages.

    Attributes:
        title: in 小标宋 on the first page, broken at meaning.
        bands: the boxes.
        head: bands repeated at the top of every page, such as column headings.
        lines: lines between title and boxes, each a left and a right part.
        notes: lines under the boxes on the last page, each a left and a right part.
        running: what the head of every further page says, such as the number.
        keep: names that the title does not break.
        practice: every page carries the practice mark.
        filler: makes the nth row of the table to fill up the last page.
        geometry: paper and type area.
        title_pt: size of the title, 2号 unless the paper is small.
    """

    title: str
    bands: Sequence[Tall]
    head: Sequence[Band] = ()
    lines: Sequence[tuple[str, str]] = ()
    notes: Sequence[tuple[str, str]] = ()
    running: str = ""
    keep: Sequence[str] = ()
    practice: bool = False
    filler: Callable[[int], Band] | None = None
    geometry: Geometry = FORM
    title_pt: float = page.ER_HAO

    def sheets(self) -> list[Sheet]:
        """Its pages."""
        grid = self.geometry
        titles = balanced(self.title, grid.width_pt / self.title_pt, self.keep)
        above, top = self._above(titles)
        notes, notes_pt = self._notes()
        frame = Frame(grid.left_pt, top, grid.top_pt - _LINE_PT, grid.bottom_pt + notes_pt)
        pages = laid(self.bands, frame, self.head, self.filler)
        return [self._sheet(placed, number, len(pages), above, notes) for number, placed in enumerate(pages, 1)]

    def _above(self, titles: Sequence[str]) -> tuple[Ops, float]:
        grid = self.geometry
        ops: list[Ops] = []
        y = grid.top_pt
        for line in titles:
            found, width_pt = line_ops(line, Style.XIAOBIAOSONG, self.title_pt)
            ops.append(moved(found, grid.left_pt + (grid.width_pt - width_pt) / 2, y - page.ASCENT * self.title_pt))
            y -= _TITLE_PITCH * self.title_pt
        y -= _LINE_PT * 0.4
        for left, right in self.lines:
            base = y - page.ASCENT * page.XIAO_SI_HAO
            ops.append(moved(line_ops(left, Style.FANGSONG, page.XIAO_SI_HAO)[0], grid.left_pt, base))
            found, width_pt = line_ops(right, Style.FANGSONG, page.XIAO_SI_HAO)
            ops.append(moved(found, grid.right_pt - width_pt, base))
            y -= _LINE_PT
        return tuple(op for group in ops for op in group), y + _LINE_PT - page.XIAO_SI_HAO - _GAP_PT

    def _notes(self) -> tuple[tuple[Ops, ...], float]:
        grid = self.geometry
        setting = Setting(grid.width_pt, page.WU_HAO, page.WU_HAO)
        lines: list[Ops] = []
        for left, right in self.notes:
            found, width_pt = line_ops(right, Style.FANGSONG, page.WU_HAO)
            first, *more = wrap(plain(left), setting) or ((),)
            lines += [(*first, *moved(found, grid.width_pt - width_pt)), *more]
        return tuple(lines), len(lines) * page.WU_HAO * 1.7 + (_GAP_PT if lines else 0.0)

    def _sheet(self, placed: Placed, number: int, count: int, above: Ops, notes: Sequence[Ops]) -> Sheet:
        grid = self.geometry
        groups: list[tuple[float, Ops]] = [(0.0, practice_mark(grid))] if self.practice else []
        if number == 1:
            groups.append((0.0, above))
        elif self.running:
            found, _ = line_ops(self.running, Style.FANGSONG, page.WU_HAO)
            groups.append((grid.top_pt - page.WU_HAO, moved(found, grid.left_pt)))
        groups.append((0.0, placed.ops))
        if number == count:
            y = placed.bottom_pt - _GAP_PT - page.WU_HAO
            groups += [(y - n * page.WU_HAO * 1.7, moved(line, grid.left_pt)) for n, line in enumerate(notes)]
        groups.append((0.0, form_number(number, count, grid)))
        found_by = f"第{number}页 {' — '.join(placed.places)}" if placed.places and count > 1 else ""
        return Sheet(groups, found_by, own=False)
