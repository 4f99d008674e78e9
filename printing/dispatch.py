"""A paper that is sent out: text, attachments on pages of their own, 版记 where the standard wants it."""

from collections.abc import Sequence, Set

from attrs import frozen

from printing.column import BLANK, Row, last_with_next, paginated
from printing.drawing import Ops, Sheet
from printing.flow import Span
from printing.glyphs import Style
from printing.heads import Head
from printing.marks import page_number, practice_mark
from printing.page import OFFICIAL, Geometry
from printing.parts import Body, Foot
from printing.typed import typed_text

Placed = list[tuple[int, Row]]


def annex_rows(number: str, title: str, lines: Sequence[str]) -> list[Row]:
    """附件 on pages of its own: 附件1 in 黑体 on the first row, the title on the third (7.3.7)."""
    body = Body()
    rows = [*body.paragraph((Span(f"附件{number}", Style.HEI),), 0), BLANK, *body.title(title)]
    return [*rows, *typed_text(body, lines)]


@frozen
class Dispatch:
    """An official paper before it is cut into pages.

    Attributes:
        rows: the text up to the signature.
        head: marks of the first page, or None.
        foot: 版记, or None.
        annexes: rows of the attachments; each begins a page, 版记 comes after the last.
        practice: every page carries the practice mark.
        first_number: whether the first page carries its number; a letter's does not (10.1).
        foot_on_back: 版记 stands on an even page, the back of the last sheet. An empty page that this leaves before
            it, and its own page then, carry no number (7.5).
    """

    rows: Sequence[Row]
    head: Head | None = None
    foot: Foot | None = None
    annexes: Sequence[Sequence[Row]] = ()
    practice: bool = False
    first_number: bool = True
    foot_on_back: bool = False

    @property
    def grid(self) -> Geometry:
        """The grid its rows stand on."""
        return OFFICIAL

    def pages(self) -> list[Placed]:
        """Its rows on their pages, each with the grid row it stands on; empty ones where 版记 will stand."""
        return self._pages()[0]

    def unnumbered(self) -> Set[int]:
        """The pages without a number; pages count from 1."""
        return self._pages()[1]

    def placed_foot(self, foot: Foot, _rows: Sequence[tuple[int, Row]], /) -> tuple[float, Ops]:
        """版记 on the lower edge of the type area, whatever stands above it (7.4.1)."""
        return OFFICIAL.bottom_pt, (*foot.edge, *foot.ops)

    def sheets(self) -> list[Sheet]:
        """Its pages, numbered from 1."""
        pages, unnumbered = self._pages()
        return [self._sheet(n, len(pages), rows, numbered=n not in unnumbered) for n, rows in enumerate(pages, 1)]

    def _pages(self) -> tuple[list[Placed], set[int]]:
        """The pages and the numbers of those that carry none."""
        silent = set[int]() if self.first_number else {1}
        parts = [self.rows, *self.annexes]
        pages = [page for n, part in enumerate(parts[:-1]) for page in self._paginated(part, first=n == 0)]
        last, alone = parts[-1], len(parts) == 1
        if self.foot is None:
            return [*pages, *self._paginated(last, first=alone)], silent
        plain = [*pages, *self._paginated(last, first=alone)]
        joined = [*last_with_next(last), *self.foot.rows(OFFICIAL)]
        together = [*pages, *self._paginated(joined, first=alone)]
        if not self.foot_on_back or len(together) % 2 == 0:
            return together, silent
        if len(plain) % 2:
            return [*plain, []], silent
        return [*plain, [], []], silent | {len(plain) + 1, len(plain) + 2}

    def _paginated(self, rows: Sequence[Row], *, first: bool) -> list[Placed]:
        return paginated(rows, self.head.first_row if self.head and first else 0, OFFICIAL.rows)

    def _sheet(self, number: int, count: int, rows: Placed, *, numbered: bool) -> Sheet:
        groups: list[tuple[float, Ops]] = [(0.0, practice_mark(OFFICIAL))] if self.practice else []
        if self.head and number == 1:
            groups.append((0.0, self.head.ops))
        groups += [(OFFICIAL.baseline_pt(at), row.ops) for at, row in rows if row.ops]
        if self.foot and number == count:
            groups.append(self.placed_foot(self.foot, rows))
        if numbered:
            groups.append((0.0, page_number(number)))
        return Sheet(groups)
