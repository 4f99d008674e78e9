"""交接单: what one clerk hands over to another one, line by line, with how many there are, day and hour, and both signatures."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, LongText, Moment, Name, Text
from db.records.centre.centre import Centre
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.tables import Cell, Heading, Signed, Tall

TITLE = "交接单"
_BLANK = "＿＿＿＿＿＿"
_WIDTHS_MM = (10.0, 22.0, 56.0, 22.0, 46.0)
_HEADS = ("序号", "种类", "内容", "日期", "说明")
_SIZES = (WU_HAO, XIAO_WU_HAO)


@frozen(kw_only=True)
class SheetLine:
    """One line.

    Attributes:
        group: the heading that it stands under.
        label: what sort of thing it is.
        title: what it is about.
        day: its last day, or that of the promise or meeting; None for none.
        note: where it stands.
        count: how many it stands for; more than one where whoever prints may not see what they are.
    """

    LABEL: ClassVar[str] = "一条"

    group: Annotated[str, Text("哪一类")] = ""
    label: Annotated[str, Text("种类")] = ""
    title: Annotated[str, Text("内容")] = ""
    day: Annotated[date | None, Day("日期")] = None
    note: Annotated[str, LongText("说明")] = ""
    count: int = 1


@frozen(kw_only=True)
class HandoverSheet:
    """What the paper says.

    Attributes:
        centre: where.
        giver: who hands over.
        taker: who takes over; "" to be written by hand.
        at: when.
        lines: in their order.
    """

    centre: Centre
    giver: Annotated[str, Name("交班人", required=True)] = ""
    taker: Annotated[str, Name("接班人")] = ""
    at: Annotated[datetime | None, Moment("交接时间", required=True)] = None
    lines: tuple[SheetLine, ...] = ()


def layout(given: HandoverSheet) -> list[list[Sheet]]:
    """One list."""
    refuse([*demand(given.centre, "name"), *demand(given, "giver", "at")])
    bands = [*_listed(given), *_end(given)]
    lines = (
        (given.centre.name, f"交接时间：{Moment('').show(given.at)}"),
        (f"交班人：{given.giver}", f"接班人：{given.taker or _BLANK}"),
    )
    head = tuple(_cell(text, width, style=Style.HEI) for text, width in zip(_HEADS, _WIDTHS_MM, strict=True))
    form = Form(
        TITLE, bands, (head,), lines, running=f"{TITLE}（续）　交班人：{given.giver}", practice=given.centre.practice
    )
    return [form.sheets()]


def _listed(given: HandoverSheet) -> Iterator[Tall]:
    whole = sum(_WIDTHS_MM)
    group = ""
    for number, line in enumerate(given.lines, 1):
        if line.group != group:
            group = line.group
            yield Heading((Cell(group, whole, Style.HEI, "left", _SIZES, height_mm=8.0),))
        day = line.day.isoformat() if line.day else ""
        told = (str(number), line.label, line.title, day, line.note)
        yield tuple(
            Cell(text, width, align="left" if wide else "centre", sizes_pt=_SIZES, lines=0, height_mm=8.0)
            for text, width, wide in zip(told, _WIDTHS_MM, (False, False, True, False, True), strict=True)
        )
    if not given.lines:
        yield (Cell("没有要交接的", whole, sizes_pt=_SIZES, height_mm=12.0),)


def _end(given: HandoverSheet) -> Iterator[Tall]:
    """How many, and where both sign."""
    whole = sum(_WIDTHS_MM)
    dated = "　　　　年　　月　　日　　时　　分"
    told = (
        f"共 {sum(line.count for line in given.lines)} 条，已当面交接清楚。\n一并交的纸质材料、印章、钥匙：{'＿' * 14}"
    )
    cells = [_sign(f"{who}（签名）：{_BLANK}\n{dated}", whole / 2) for who in ("交班人", "接班人")]
    yield (Cell(told, whole, align="left", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=12.0, leading=1.6),)
    yield Signed(tuple(cells))


def _cell(text: str, width: float, style: Style) -> Cell:
    return Cell(text, width, style, sizes_pt=_SIZES, height_mm=8.0)


def _sign(text: str, width: float) -> Cell:
    return Cell(text, width, align="left", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=26.0, leading=1.8)


def example() -> HandoverSheet:
    """A change of shift at noon."""
    return HandoverSheet(
        centre=Centre(name="幸福里社区党群服务中心"),
        giver="罗晓梅",
        taker="秦岭",
        at=datetime(2026, 3, 2, 12, 0),
        lines=(
            SheetLine(group="答应的事", label="走访", title="3号楼2单元601", day=date(2026, 3, 1), note="周五以前送降压药"),
            SheetLine(group="要回的话", label="诉求", title="诉求〔2026〕7号 路灯不亮", day=date(2026, 3, 6), note="核查反馈"),
            SheetLine(group="手上的事", label="调解案件", title="民调〔2026〕2号 漏水赔偿", day=date(2026, 4, 2), note="调查；03-02 受理 + 1个月 = 04-02"),
            SheetLine(group="要开的会", label="会议", title="第三次议事会", day=date(2026, 3, 25), note="14:30 二楼议事厅"),
            SheetLine(group="负责的", label="专项台账", title="医保缴费", day=date(2026, 3, 31)),
            SheetLine(group="没写完的", label="诉求", title="电梯异响", day=date(2026, 3, 2), note="新登记（没保存）"),
        ),
    )  # fmt: skip


PAPER = Paper("handover_sheet", TITLE, HandoverSheet, layout, lambda _given: TITLE, FORM, example)
