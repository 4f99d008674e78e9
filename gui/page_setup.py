"""What the clerk sets for one printing: copies, pages, sides, a shift. It never touches the paper itself."""

import re
from collections.abc import Sequence

from attrs import field, frozen

from db.errors import AppError

ALL, ODD, EVEN = "all", "odd", "even"
MOST_COPIES = 99
MOST_SHIFT_MM = 20.0
_PIECE = re.compile(r"(\d+)(?:[-—–－~～至到](\d*))?")


class PagesUnclear(AppError):
    """The pages to print are not told in a way that can be followed."""

    code = "pages"


@frozen
class Letter:
    """Stretch of pages that belongs to one addressee.

    Attributes:
        name: the addressee, and where they live.
        first: its first page, counted from 0.
        count: how many pages.
        own: it never shares a sheet with what stands before it; a page of a long list does.
    """

    name: str
    first: int
    count: int
    own: bool = True


@frozen
class PageSetup:
    """How one document goes to paper.

    Attributes:
        copies: how many of everything.
        pages: such as “1-3,5”, empty for all.
        parity: `ALL`, `ODD` or `EVEN` pages.
        duplex: both sides, turned over the long side.
        shift_mm: to the right and down, against what the printer is off.
        outlines: characters are sent as drawings and not as fonts, for a printer that spoils fonts.
    """

    copies: int = 1
    pages: str = ""
    parity: str = ALL
    duplex: bool = False
    shift_mm: tuple[float, float] = field(default=(0.0, 0.0))
    outlines: bool = False


def chosen_pages(setup: PageSetup, count: int) -> list[int]:
    """The pages to print, counted from 0, each once, in their order.

    Raises:
        PagesUnclear: the text names no pages of the document.
    """
    remedy = f"请写成 1-3,5 这样，页码从 1 到 {count}"
    found: set[int] = set()
    for piece in re.split(r"[,，、;；\s]+", setup.pages.strip()) if setup.pages.strip() else [f"1-{count}"]:
        match = _PIECE.fullmatch(piece)
        if match is None:
            raise PagesUnclear(f"页码“{piece}”看不懂", remedy)
        first = int(match[1])
        last = first if match[2] is None else int(match[2] or count)
        if not 1 <= first <= last <= count:
            raise PagesUnclear(f"没有第 {piece} 页", remedy)
        found.update(range(first - 1, last))
    kept = [page for page in sorted(found) if setup.parity == ALL or (page % 2 == 0) == (setup.parity == ODD)]
    if not kept:
        raise PagesUnclear("选中的页里没有要印的", remedy)
    return kept


def sides(pages: Sequence[int], letters: Sequence[Letter], *, duplex: bool) -> list[int | None]:
    """The sides in printing order; None is an empty back, so that no two letters share a sheet."""
    if not duplex:
        return list(pages)
    starts = {letter.first for letter in letters if letter.own}
    order: list[int | None] = []
    for page in pages:
        if page in starts and len(order) % 2:
            order.append(None)
        order.append(page)
    return order


def is_for_both_sides(letters: Sequence[Letter], page_count: int) -> bool:
    """Whether both sides are used unless the clerk says otherwise: a paper, not a job, of more than one page."""
    own = [letter for letter in letters if letter.own]
    return any(letter.count > 1 for letter in own) if own else page_count > 1
