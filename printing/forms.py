"""Forms and tables on any paper: a title, a line above the boxes, the boxes on as many pages as they need, notes below."""

from collections.abc import Callable, Sequence

from attrs import frozen

from printing import page
from printing.drawing import Ops, Sheet, moved
from printing.flow import Setting, line_ops, plain, wrap
from printing.glyphs import Style
from printing.marks import form_number, practice_mark
from printing.page import FORM, Geometry
from printing.pairs import paired
from printing.parts import Foot
from printing.table_pages import Frame, laid
from printing.tables import LEADING, Band, Placed, Tall
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
        foot: what stands at the foot of the last page under the notes, such as a slip to tear off.
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
    foot: Foot | None = None

    def sheets(self) -> list[Sheet]:
        """Its pages."""
        grid = self.geometry
        titles = balanced(self.title, grid.width_pt / self.title_pt, self.keep)
        above, top = self._above(titles)
        notes, notes_pt = self._notes()
        running = self._running()
        lower = _LINE_PT + max(len(running) - 1, 0) * page.WU_HAO * LEADING
        frame = Frame(grid.left_pt, top, grid.top_pt - lower, grid.bottom_pt + notes_pt)
        pages = laid(self.bands, frame, self.head, self.filler, self.foot.height_pt if self.foot else 0.0)
        return [
            self._sheet(placed, (number, len(pages)), (above,) if number == 1 else running, notes)
            for number, placed in enumerate(pages, 1)
        ]

    def _running(self) -> tuple[Ops, ...]:
        """What stands at the head of every further page, a line each."""
        grid, size = self.geometry, page.WU_HAO
        lines = wrap(plain(self.running), Setting(grid.width_pt, size, size, align="left"))
        return tuple(moved(one, grid.left_pt, grid.top_pt - size * (1 + n * LEADING)) for n, one in enumerate(lines))

    def _above(self, titles: Sequence[str]) -> tuple[Ops, float]:
        grid = self.geometry
        ops: list[Ops] = []
        y = grid.top_pt
        for line in titles:
            found, width_pt = line_ops(line, Style.XIAOBIAOSONG, self.title_pt)
            ops.append(moved(found, grid.left_pt + (grid.width_pt - width_pt) / 2, y - page.ASCENT * self.title_pt))
            y -= _TITLE_PITCH * self.title_pt
        y -= _LINE_PT * 0.4
        sizes = (page.XIAO_SI_HAO, page.WU_HAO)
        for line in (one for pair in self.lines for one in paired(*pair, grid.width_pt, sizes).lines):
            ops.append(moved(line, grid.left_pt, y - page.ASCENT * page.XIAO_SI_HAO))
            y -= _LINE_PT
        return tuple(op for group in ops for op in group), y + _LINE_PT - page.XIAO_SI_HAO - _GAP_PT

    def _notes(self) -> tuple[tuple[Ops, ...], float]:
        grid = self.geometry
        sizes = (page.WU_HAO, page.XIAO_WU_HAO)
        lines = [line for pair in self.notes for line in paired(*pair, grid.width_pt, sizes).lines]
        return tuple(lines), len(lines) * page.WU_HAO * 1.7 + (_GAP_PT if lines else 0.0)

    def _sheet(self, placed: Placed, place: tuple[int, int], head: Sequence[Ops], notes: Sequence[Ops]) -> Sheet:
        """One page; ``place`` is its number and how many there are."""
        grid, (number, count) = self.geometry, place
        groups: list[tuple[float, Ops]] = [(0.0, practice_mark(grid))] if self.practice else []
        groups += [(0.0, ops) for ops in head]
        groups.append((0.0, placed.ops))
        if number == count:
            y = placed.bottom_pt - _GAP_PT - page.WU_HAO
            groups += [(y - n * page.WU_HAO * 1.7, moved(line, grid.left_pt)) for n, line in enumerate(notes)]
            groups += [(grid.bottom_pt, self.foot.edge), (grid.bottom_pt, self.foot.ops)] if self.foot else []
        groups.append((0.0, form_number(number, count, grid)))
        found_by = f"第{number}页 {' — '.join(placed.places)}" if placed.places and count > 1 else ""
        return Sheet(groups, found_by, own=False)
