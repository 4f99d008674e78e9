"""An official paper, letter or minutes: its rows cut into pages, with head, foot and page numbers."""

from collections.abc import Sequence, Set
from typing import Protocol

from attrs import frozen

from printing.column import Row, last_with_next, paginated
from printing.drawing import Ops, Sheet
from printing.heads import Head
from printing.marks import page_number, practice_mark
from printing.page import OFFICIAL, Geometry
from printing.parts import Foot


class Editable(Protocol):
    """What a .docx is made of: rows on pages, with head and foot, each as in the PDF."""

    @property
    def head(self) -> Head | None:
        """Marks of the first page."""
        ...

    @property
    def foot(self) -> Foot | None:
        """The block at the foot of the last page."""
        ...

    @property
    def practice(self) -> bool:
        """Whether every page carries the practice mark."""
        ...

    @property
    def grid(self) -> Geometry:
        """The grid its rows stand on."""
        ...

    def pages(self) -> list[list[tuple[int, Row]]]:
        """Its rows on their pages, each with the grid row it stands on."""
        ...

    def unnumbered(self) -> Set[int]:
        """The pages without a number; pages count from 1."""
        ...

    def placed_foot(self, foot: Foot, rows: Sequence[tuple[int, Row]], /) -> tuple[float, Ops]:
        """The height at which the foot stands on a page with these rows, and its marks."""
        ...


@frozen
class Official:
    """An official paper before it is cut into pages.

    Attributes:
        rows: its rows.
        head: red head of the first page, or None.
        foot: block at the foot of the last page, or None.
        practice: every page carries the practice mark.
        grid: the grid its rows stand on.
    """

    rows: Sequence[Row]
    head: Head | None = None
    foot: Foot | None = None
    practice: bool = False
    grid: Geometry = OFFICIAL

    def pages(self) -> list[list[tuple[int, Row]]]:
        """Its rows on their pages, each with the grid row it stands on; empty ones where the foot will stand."""
        rows = list(self.rows)
        if self.foot:
            rows = [*(rows if self.foot.alone else last_with_next(rows)), *self.foot.rows(self.grid)]
        return paginated(rows, self.head.first_row if self.head else 0, self.grid.rows)

    def unnumbered(self) -> Set[int]:
        """None: every page has its number."""
        return frozenset()

    def sheets(self) -> list[Sheet]:
        """Its pages, numbered from 1."""
        pages = self.pages()
        return [self._sheet(number, len(pages), rows) for number, rows in enumerate(pages, 1)]

    def placed_foot(self, foot: Foot, rows: Sequence[tuple[int, Row]], /) -> tuple[float, Ops]:
        """The foot on the lower edge of the type area, or at the top of a page it has to itself."""
        if any(row.ops for _, row in rows):
            return self.grid.bottom_pt, (*foot.edge, *foot.ops)
        return self.grid.top_pt - foot.height_pt, foot.ops

    def _sheet(self, number: int, count: int, rows: Sequence[tuple[int, Row]]) -> Sheet:
        groups: list[tuple[float, Ops]] = [(0.0, practice_mark(self.grid))] if self.practice else []
        if self.head and number == 1:
            groups.append((0.0, self.head.ops))
        groups += [(self.grid.baseline_pt(at), row.ops) for at, row in rows if row.ops]
        if self.foot and number == count:
            groups.append(self.placed_foot(self.foot, rows))
        groups.append((0.0, page_number(number)))
        return Sheet(groups)
