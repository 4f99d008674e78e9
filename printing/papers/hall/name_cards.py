"""席卡: the name of each guest on a sheet that is folded in the middle and stands on the table.

Both halves carry the name, the upper one turned over, so that it reads upright from either side once it is folded.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, NamedTuple

from attrs import frozen

from db.fields import Name, Text, Whole
from db.records.centre.centre import Centre
from db.values.person_name import DOT
from printing import page
from printing.drawing import Op, Ops, Rule, Sheet, moved
from printing.drawing import Text as Piece
from printing.flow import Setting, Span, wrap
from printing.glyphs import Style
from printing.inputs import demand, refuse, within
from printing.marks import practice_mark
from printing.pace import each
from printing.page import MM, SHEET
from printing.papers.common import Paper
from printing.titles import breadth

_LARGEST_PT, _ONE_LINE_PT, _SMALLEST_PT, _STEP_PT = 132.0, 56.0, 20.0, 4.0
_PITCH = 1.25
_SIDE_MM = 16.0
_ROOM_MM = 96.0
"""Height of the name on a face as high as half an A4; all measures are of that face."""
_UNIT_MM, _RISE_MM = 20.0, 8.0
_UNIT_SMALLEST_PT = page.XIAO_SI_HAO
_FOLD_MM = 12.0
_WIDE_MM, _HIGH_MM = 210, 148
_LEAST_WIDE_MM, _LEAST_HIGH_MM = 80, 50


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
        cards: one face on either side each, in this order.
        wide_mm, high_mm: of a face as it stands; half an A4 unless a holder asks for another size.
    """

    centre: Centre
    cards: tuple[NameCard, ...] = ()
    wide_mm: Annotated[
        int | None, Whole("面宽（毫米）", least=_LEAST_WIDE_MM, most=_WIDE_MM, help="照席卡架量；A4 对折是 210×148")
    ] = _WIDE_MM
    high_mm: Annotated[int | None, Whole("面高（毫米）", least=_LEAST_HIGH_MM, most=_HIGH_MM)] = _HIGH_MM


class Face(NamedTuple):
    """The side of a card that is looked at, in points."""

    wide: float
    high: float

    @property
    def part(self) -> float:
        """Its height as a part of half an A4."""
        return self.high / HALF.high

    @property
    def side(self) -> float:
        """Blank at its left and right."""
        return _SIDE_MM * MM * min(self.part, self.wide / HALF.wide)

    @property
    def room(self) -> float:
        """Width that a name may take."""
        return self.wide - 2 * self.side


HALF = Face(SHEET.paper_width_mm * MM, SHEET.paper_height_mm * MM / 2)
"""Half an A4: the sheet is folded and nothing is cut off."""


def spaced(name: str) -> str:
    """A name of two characters with a blank between them, so that it stands as wide as one of three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and breadth(name) == 2 else name


def name_lines(name: str, face: Face = HALF) -> tuple[list[Ops], float]:
    """The name as lines from x = 0, centred, and their size: one line while it is large, then more lines."""
    room, tall, part = face.room, _ROOM_MM * MM * face.part, face.part
    shown = spaced(name)
    one = min(_LARGEST_PT * part, room / max(breadth(shown.replace(DOT, "")) + 0.5 * shown.count(DOT), 1))
    lines = _wrapped(shown, room, one)
    if one >= _ONE_LINE_PT * part and len(lines) == 1:
        return lines, one
    size = (_ONE_LINE_PT + 4 * _STEP_PT) * part
    while size > _SMALLEST_PT * part:
        lines = _wrapped(shown, room, size)
        if len(lines) * size * _PITCH <= tall and len(lines) <= (2 if size > _ONE_LINE_PT * part else 4):
            break
        size -= _STEP_PT * part
    return lines, size


def _wrapped(text: str, room: float, size: float) -> list[Ops]:
    return list(wrap((Span(text, Style.XIAOBIAOSONG, solid=True),), Setting(room + 0.1, size, size, align="centre")))


def _drawn(card: NameCard, face: Face) -> Ops:
    """The face upright, its lower left corner at 0: the name in its middle, the unit small below it."""
    lines, size = name_lines(card.name, face)
    high = (len(lines) - 1) * size * _PITCH + size
    rise = _RISE_MM * MM * face.part if card.unit else 0.0
    base = (face.high + high) / 2 - page.ASCENT * size + rise
    ops = [moved(line, face.side, base - n * size * _PITCH) for n, line in enumerate(lines)]
    if card.unit:
        ops += _unit_lines(card.unit, face)
    return tuple(op for group in ops for op in group)


def _unit_lines(unit: str, face: Face) -> Iterator[Ops]:
    size = max(page.ER_HAO * face.part, _UNIT_SMALLEST_PT)
    lines = wrap((Span(unit, Style.KAI),), Setting(face.room, size, size, align="centre"))
    for number, line in enumerate(lines):
        yield moved(line, face.side, _UNIT_MM * MM * face.part - number * size * _PITCH)


def _turned(op: Op, face: Face) -> Op:
    """The same mark on the face above, as it is seen from the other side of the table."""
    assert isinstance(op, Piece)
    return op._replace(x_pt=face.wide - op.x_pt, y_pt=2 * face.high - op.y_pt, turn_deg=180.0)


def _edges(face: Face) -> Ops:
    """Short marks at both edges where the card is folded; a dashed line around one that is cut out."""
    end, mark = face.wide, _FOLD_MM * MM
    if face == HALF:
        left, right = SHEET.left_pt, SHEET.right_pt
        return (
            Rule(left, face.high, left + mark, face.high, 0.4, dash_pt=3.0),
            Rule(right - mark, face.high, right, face.high, 0.4, dash_pt=3.0),
        )
    top = 2 * face.high
    around = ((0, 0, end, 0), (0, top, end, top), (0, 0, 0, top), (end, 0, end, top))
    folds = ((0, face.high, mark, face.high), (end - mark, face.high, end, face.high))
    return tuple(Rule(*line, 0.4, dash_pt=3.0) for line in (*around, *folds))


def layout(given: NameCards) -> list[list[Sheet]]:
    """One sheet a guest; small cards several to a sheet, to be cut out."""
    refuse([*demand(given.centre, "name"), *demand(given, "cards")])
    refuse([problem for card in given.cards for problem in demand(card, "name")])
    refuse(within(given, "wide_mm", "high_mm"))
    size = (given.wide_mm or _WIDE_MM, given.high_mm or _HIGH_MM)
    face = HALF if size == (_WIDE_MM, _HIGH_MM) else Face(size[0] * MM, size[1] * MM)
    count = max(int(SHEET.paper_pt[1] / (2 * face.high)), 1)
    sheets = [given.cards[at : at + count] for at in range(0, len(given.cards), count)]
    return each(sheets, lambda cards: [_sheet(cards, face, count, practice=given.centre.practice)])


def _sheet(cards: Sequence[NameCard], face: Face, count: int, *, practice: bool) -> Sheet:
    """The cards under one another in the middle of the sheet."""
    wide, high = SHEET.paper_pt
    left, gap = (wide - face.wide) / 2, (high - count * 2 * face.high) / (count + 1)
    groups = [(0.0, practice_mark(SHEET))] if practice else []
    for number, card in enumerate(cards):
        bottom = high - (number + 1) * (gap + 2 * face.high)
        ops = _drawn(card, face)
        both = (*ops, *(_turned(op, face) for op in ops), *_edges(face))
        groups.append((0.0, moved(both, left, bottom)))
    return Sheet(groups, "，".join(" ".join(filter(None, (card.name, card.unit))) for card in cards))


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
