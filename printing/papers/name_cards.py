"""席卡: the name of each guest on a sheet that is folded in the middle and stands on the table.

Both halves carry the name, the upper one turned over, so that it reads upright from either side once it is folded.
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Name, Text
from db.records.centre import Centre
from db.values.person_name import DOT
from printing import page
from printing.drawing import Op, Ops, Rule, Sheet, moved, named
from printing.drawing import Text as Piece
from printing.flow import Setting, Span, wrap
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.marks import practice_mark
from printing.pace import each
from printing.page import MM, SHEET
from printing.papers.common import Paper
from printing.titles import breadth

_LARGEST_PT, _ONE_LINE_PT, _SMALLEST_PT, _STEP_PT = 132.0, 56.0, 20.0, 4.0
_PITCH = 1.25
_SIDE_MM = 16.0
_ROOM_MM = 96.0
"""Height of the name in its half, which is 148.5 mm high."""
_FOLD_MM = 12.0


@frozen(kw_only=True)
class NameCard:
    """One guest."""

    LABEL: ClassVar[str] = "席卡"

    name: Annotated[str, Name("姓名", required=True)] = ""
    unit: Annotated[str, Text("单位或身份")] = ""


@frozen(kw_only=True)
class NameCards:
    """Input of the paper.

    Attributes:
        cards: one sheet each, in this order.
    """

    centre: Centre
    cards: tuple[NameCard, ...] = ()


def spaced(name: str) -> str:
    """A name of two characters with a blank between them, so that it stands as wide as one of three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and breadth(name) == 2 else name


def name_lines(name: str) -> tuple[list[Ops], float]:
    """The name as lines from x = 0, centred, and their size: one line while it is large, then more lines."""
    room = (SHEET.paper_width_mm - 2 * _SIDE_MM) * MM
    shown = spaced(name)
    one = min(_LARGEST_PT, room / max(breadth(shown.replace(DOT, "")) + 0.5 * shown.count(DOT), 1))
    lines = _wrapped(shown, room, one)
    if one >= _ONE_LINE_PT and len(lines) == 1:
        return lines, one
    size = _ONE_LINE_PT + 4 * _STEP_PT
    while size > _SMALLEST_PT:
        lines = _wrapped(shown, room, size)
        if len(lines) * size * _PITCH <= _ROOM_MM * MM and len(lines) <= (2 if size > _ONE_LINE_PT else 4):
            break
        size -= _STEP_PT
    return lines, size


def _wrapped(text: str, room: float, size: float) -> list[Ops]:
    return list(wrap((Span(text, Style.XIAOBIAOSONG, solid=True),), Setting(room + 0.1, size, size, align="centre")))


def _half(card: NameCard) -> Ops:
    """The lower half, upright: the name in its middle, the unit small below it."""
    lines, size = name_lines(card.name)
    left, middle = _SIDE_MM * MM, SHEET.paper_height_mm * MM / 4
    high = (len(lines) - 1) * size * _PITCH + size
    base = middle + high / 2 - page.ASCENT * size + (8 * MM if card.unit else 0)
    ops = [moved(line, left, base - n * size * _PITCH) for n, line in enumerate(lines)]
    if card.unit:
        ops += _unit_lines(card.unit, left)
    return tuple(op for group in ops for op in group)


def _unit_lines(unit: str, left: float) -> Iterator[Ops]:
    size = page.ER_HAO
    room = (SHEET.paper_width_mm - 2 * _SIDE_MM) * MM
    for number, line in enumerate(wrap((Span(unit, Style.KAI),), Setting(room, size, size, align="centre"))):
        yield moved(line, left, 20 * MM - number * size * _PITCH)


def _turned(op: Op) -> Op:
    """The same mark seen from the other side of the table."""
    wide, high = SHEET.paper_pt
    assert isinstance(op, Piece)
    return op._replace(x_pt=wide - op.x_pt, y_pt=high - op.y_pt, turn_deg=180.0)


def _fold() -> Ops:
    """Short marks at both edges where the sheet is folded."""
    y, right = SHEET.paper_height_mm / 2 * MM, SHEET.right_pt
    return (
        Rule(SHEET.left_pt, y, SHEET.left_pt + _FOLD_MM * MM, y, 0.4, dash_pt=3.0),
        Rule(right - _FOLD_MM * MM, y, right, y, 0.4, dash_pt=3.0),
    )


def layout(given: NameCards) -> list[list[Sheet]]:
    """One sheet a guest."""
    refuse([*demand(given.centre, "name"), *demand(given, "cards")])
    refuse([problem for card in given.cards for problem in demand(card, "name")])
    return each(given.cards, lambda card: named([_sheet(card, given.centre.practice)], card.name, card.unit))


def _sheet(card: NameCard, practice: bool) -> Sheet:
    half = _half(card)
    marks = [(0.0, practice_mark(SHEET))] if practice else []
    return Sheet([*marks, (0.0, half), (0.0, tuple(_turned(op) for op in half)), (0.0, _fold())])


def example() -> NameCards:
    """Names of all lengths."""
    return NameCards(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        cards=(
            NameCard(name="李敏", unit="主持人"),
            NameCard(name="张国富", unit="3号楼居民代表"),
            NameCard(name="阿卜杜拉·买买提", unit="12号楼居民代表"),
        ),
    )


PAPER = Paper("name_cards", "席卡", NameCards, layout, lambda _: "席卡", SHEET, example)
