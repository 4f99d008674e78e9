"""民情日志: what somebody did, a day under the other, with what was added by hand; no numbers and no telephones."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, LongText, Moment, Name, Text
from db.records.centre.centre import Centre
from db.values import masks
from db.values.day import has_clock, with_weekday
from printing.drawing import Sheet
from printing.flow import Align
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.tables import Cell, Heading, Listed, Tall

TITLE = "民情日志"
_WIDTHS_MM = (16.0, 30.0, 56.0, 54.0)
_HEADS = ("时间", "做了什么", "哪一件", "说明")
_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)


@frozen(kw_only=True)
class DiaryRow:
    """One line; what was added by hand has no title."""

    LABEL: ClassVar[str] = "日志"

    at: Annotated[datetime | None, Moment("时间", required=True)] = None
    what: Annotated[str, Text("做了什么")] = ""
    title: Annotated[str, Text("哪一件")] = ""
    more: Annotated[str, LongText("说明")] = ""


@frozen(kw_only=True)
class Diary:
    """Input of the paper.

    Attributes:
        who: whose it is.
        first, last: the days.
        rows: the earlier before the later.
    """

    centre: Centre
    who: Annotated[str, Name("姓名", required=True)] = ""
    first: Annotated[date | None, Day("从")] = None
    last: Annotated[date | None, Day("到")] = None
    rows: tuple[DiaryRow, ...] = ()


def layout(given: Diary) -> list[list[Sheet]]:
    """One table, parted by day."""
    refuse([*demand(given.centre, "name"), *demand(given, "who", "rows")])
    head = tuple(
        Cell(word, width, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO))
        for word, width in zip(_HEADS, _WIDTHS_MM, strict=True)
    )
    form = Form(
        TITLE,
        list(_bands(given)),
        head=(head,),
        lines=((given.centre.name, f"{given.who}　{_span(given)}"),),
        notes=((f"共{len(given.rows)}条。", "本人签名：＿＿＿＿＿＿　书记（主任）：＿＿＿＿＿＿"),),
        running=f"{TITLE}（续）　{given.who}",
        practice=given.centre.practice,
        geometry=FORM,
    )
    return [form.sheets()]


def _span(given: Diary) -> str:
    days = [one for one in (given.first, given.last) if one]
    return " 至 ".join(dict.fromkeys(f"{day:%Y-%m-%d}" for day in days))


def _bands(given: Diary) -> Iterator[Tall]:
    for day, found in groupby(given.rows, key=lambda one: one.at.date() if one.at else None):
        title = (Cell(with_weekday(day) if day else "", sum(_WIDTHS_MM), Style.HEI, "left", _SIZES, height_mm=8.0),)
        yield Heading(title)
        for row in found:
            yield Listed(_row(row), title)


def _row(row: DiaryRow) -> tuple[Cell, ...]:
    clock = f"{row.at:%H:%M}" if row.at and has_clock(row.at) else ""
    texts = (clock, row.what, masks.in_text(row.title), masks.in_text(row.more))
    return tuple(_cell(place, text, width) for place, (text, width) in enumerate(zip(texts, _WIDTHS_MM, strict=True)))


def _cell(place: int, text: str, width_mm: float) -> Cell:
    align: Align = "left" if place > 1 else "centre"
    return Cell(text, width_mm, align=align, sizes_pt=_SIZES, lines=3)


def example() -> Diary:
    """Two days."""
    return Diary(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        who="王芳",
        first=date(2026, 3, 16),
        last=date(2026, 3, 17),
        rows=(
            DiaryRow(at=datetime(2026, 3, 16), what="走访", title="2026-03-16 走访张国富", more="入户 · 平安无事"),
            DiaryRow(at=datetime(2026, 3, 16, 9, 20), what="受理诉求", title="诉求〔2026〕18号 楼上漏水到卫生间", more="求助 · 窗口"),
            DiaryRow(at=datetime(2026, 3, 16, 15, 5), what="核查", title="诉求〔2026〕12号 楼道堆放杂物"),
            DiaryRow(at=datetime(2026, 3, 17), what="自己写的", more="社区例会后到3号楼看了充电桩，物业答应周五前修好。"),
        ),
    )  # fmt: skip


PAPER = Paper("diary", TITLE, Diary, layout, lambda _: TITLE, FORM, example)
