"""名单, 签到表, 签领表 of any selection: chosen columns, columns to be filled in by hand, on A4 upright or across.

What is printed in a cell comes as text, masked by whoever gathered it. A column is as wide as what stands in it; what is left
of the paper goes to the columns that somebody writes in.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import AppError
from db.fields import Day, Flag, Text
from db.records.centre.centre import Centre
from db.values.day import long_form
from printing.drawing import Sheet
from printing.flow import Span, widest_word
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, LANDSCAPE, LIU_HAO, MM, WU_HAO, XIAO_WU_HAO, Geometry
from printing.papers.common import Paper
from printing.papers.covered import SAID
from printing.tables import PAD_PT, Cell

_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_NUMBER_MM = 12.0
_ROW_MM, _SIGNED_MM = 7.6, 10.5
_PAD_MM = 2 * PAD_PT / MM + 0.6
_BLANK_MM = 24.0
"""What is written by hand has room for so much at least."""
_WIDEST_MM = 62.0
"""A text that is longer goes on over lines."""
_HAN_MM = WU_HAO / MM
_LEAST_MM = 2 * LIU_HAO / MM + _PAD_MM
_UNTOLD_DAY = "　　　　年　　月　　日"
_UNTOLD = "　" * 10


class ListTooWide(AppError):
    """The columns do not fit a sheet."""

    code = "list_too_wide"


@frozen(kw_only=True)
class ListedColumn:
    """One column.

    Attributes:
        blank: it is empty, to be filled in by hand.
        solid: it holds names, which are broken only after a dot.
    """

    LABEL: ClassVar[str] = "栏"

    label: Annotated[str, Text("栏名", required=True)] = ""
    blank: Annotated[bool, Flag("手填")] = False
    solid: Annotated[bool, Flag("姓名")] = False


@frozen(kw_only=True)
class ListedCell:
    """What stands in one column of a row."""

    LABEL: ClassVar[str] = "格"

    text: Annotated[str, Text("内容")] = ""


@frozen(kw_only=True)
class ListedRow:
    """One row; it has a cell for each column, the empty ones too."""

    LABEL: ClassVar[str] = "行"

    cells: tuple[ListedCell, ...] = ()


@frozen(kw_only=True)
class Listing:
    """Input of the papers.

    Attributes:
        scope: what part of the list it is, such as the name of a kept list.
        signed: rows are signed: they are higher, and 事由 and 日期 stand over them, to be filled in where they are not told.
        subject: 事由.
        held: the day of what is signed for.
        counted: what the rows are counted in.
        maker: 制表人.
        masked: whether something is covered in the cells.
        day: 制表日期.
    """

    centre: Centre
    title: Annotated[str, Text("标题", required=True, longest=40)] = ""
    scope: Annotated[str, Text("范围")] = ""
    signed: Annotated[bool, Flag("要签名")] = False
    subject: Annotated[str, Text("事由", longest=40)] = ""
    held: Annotated[date | None, Day("日期")] = None
    columns: tuple[ListedColumn, ...] = ()
    rows: tuple[ListedRow, ...] = ()
    counted: Annotated[str, Text("单位")] = "条"
    maker: Annotated[str, Text("制表人")] = ""
    masked: Annotated[bool, Flag("遮盖")] = True
    day: Annotated[date | None, Day("制表日期")] = None


def is_wide(given: Listing) -> bool:
    """Whether it needs a sheet across."""
    return sum(_wanted(given)) > _room(FORM)


def widths(given: Listing, geometry: Geometry) -> list[float]:
    """Of each column, in millimetres: together with the number they fill the type area.

    Raises:
        ListTooWide: no number or name would stay whole.
    """
    wanted, room = _wanted(given), _room(geometry)
    spare = room - sum(wanted)
    if spare >= 0:
        blank = [n for n, column in enumerate(given.columns) if column.blank]
        takes = blank or range(len(wanted))
        return [wide + (spare / len(takes) if n in takes else 0.0) for n, wide in enumerate(wanted)]
    least = _least(given)
    if sum(least) > room:
        raise ListTooWide("栏太多，横放的 A4 也印不下", "请少选几栏，再打印")
    give = [one - low for one, low in zip(wanted, least, strict=True)]
    share = (room - sum(least)) / sum(give)
    return [low + one * share for low, one in zip(least, give, strict=True)]


def layout(geometry: Geometry, given: Listing) -> list[list[Sheet]]:
    """One table; every page by itself, so that a long one shows its progress."""
    refuse([*demand(given.centre, "name"), *demand(given, "title", "columns", "rows")])
    wide = widths(given, geometry)
    form = Form(
        given.title,
        list(_bands(given, wide)),
        head=(_head(given.columns, wide),),
        lines=_lines(given),
        notes=_notes(given),
        running="　".join(filter(None, (f"{given.title}（续）", given.scope))),
        practice=given.centre.practice,
        geometry=geometry,
    )
    return [[sheet] for sheet in form.sheets()]


def _room(geometry: Geometry) -> float:
    return geometry.area_width_mm - _NUMBER_MM


def _texts(given: Listing, column: int) -> Iterable[str]:
    return (row.cells[column].text for row in given.rows)


def _wanted(given: Listing) -> list[float]:
    """What each column would like: its longest text in one line, as far as that makes sense."""
    found: list[float] = []
    for number, column in enumerate(given.columns):
        label = len(column.label) * _HAN_MM
        longest = max((_long(text) for text in set(_texts(given, number))), default=0.0)
        wide = max(label, min(longest, _WIDEST_MM)) + _PAD_MM
        found.append(max(wide, _BLANK_MM) if column.blank else wide)
    return found


def _long(text: str) -> float:
    """About how long a text is in its usual size, in millimetres."""
    return sum(0.56 if char.isascii() else 1.0 for char in text) * _HAN_MM


def _least(given: Listing) -> list[float]:
    """What each column must have: no number is broken in the smallest size, two characters stand side by side.

    What has no end, such as an address on the net, is broken as any text that is wider than a column ever is.
    """
    found: list[float] = []
    for number, column in enumerate(given.columns):
        words = {column.label, *_texts(given, number)}
        longest = max((widest_word((Span(word),), LIU_HAO) for word in words if word), default=0.0)
        least = max(_LEAST_MM, min(longest / MM, _WIDEST_MM) + _PAD_MM)
        found.append(max(least, _BLANK_MM * 0.75) if column.blank else least)
    return found


def _lines(given: Listing) -> tuple[tuple[str, str], ...]:
    mask = SAID if given.masked else ""
    unit = "　".join(filter(None, (f"制表单位：{given.centre.name}", given.scope)))
    lines = ((unit, mask),)
    if not given.signed:
        return lines
    held = long_form(given.held) if given.held else _UNTOLD_DAY
    return (*lines, (f"事由：{given.subject or _UNTOLD}", f"日期：{held}"))


def _notes(given: Listing) -> tuple[tuple[str, str], ...]:
    made = f"制表人：{given.maker or '　' * 4}"
    day = f"制表日期：{long_form(given.day) if given.day else _UNTOLD_DAY}"
    return (
        (f"共{len(given.rows)}{given.counted}。", f"{made}　{day}"),
        ("内部使用，用后收存或销毁，不得拍照外传。", ""),
    )


def _head(columns: Sequence[ListedColumn], wide: Sequence[float]) -> tuple[Cell, ...]:
    labels = [("序号", _NUMBER_MM), *((one.label, mm) for one, mm in zip(columns, wide, strict=True))]
    return tuple(Cell(text, mm, Style.HEI, sizes_pt=_SIZES, height_mm=9.0) for text, mm in labels)


def _bands(given: Listing, wide: Sequence[float]) -> Iterable[tuple[Cell, ...]]:
    high = _SIGNED_MM if given.signed else _ROW_MM
    for number, row in enumerate(given.rows, 1):
        yield (
            Cell(str(number), _NUMBER_MM, sizes_pt=_SIZES, height_mm=high),
            *(
                Cell(cell.text, mm, sizes_pt=_SIZES, height_mm=high, solid=column.solid)
                for cell, mm, column in zip(row.cells, wide, given.columns, strict=True)
            ),
        )


def example() -> Listing:
    """Two people who take something home."""
    columns = (ListedColumn(label="姓名", solid=True), ListedColumn(label="住址"), ListedColumn(label="物品"))
    people = (("阿卜杜拉·买买提", "幸福里小区12号楼1单元301室"), ("张国富", "幸福里小区3号楼2单元501室"))
    return Listing(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        title="独居老人签领表",
        signed=True,
        subject="端午慰问",
        held=date(2026, 6, 19),
        columns=(*columns, ListedColumn(label="签名", blank=True)),
        rows=tuple(
            ListedRow(cells=tuple(ListedCell(text=text) for text in (name, home, "米油一份", "")))
            for name, home in people
        ),
        counted="人",
        maker="王芳",
        day=date(2026, 6, 18),
    )


PAPER = Paper("listing", "名单", Listing, partial(layout, FORM), lambda given: given.title, FORM, example)
WIDE = Paper(
    "listing_wide", "名单（横）", Listing, partial(layout, LANDSCAPE), lambda given: given.title, LANDSCAPE, example
)
