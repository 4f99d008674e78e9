"""文号簿: the numbers of one family and year on A4 across, with what became of each and what is missing."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Annotated

from attrs import frozen

from db.fields import Code, Day, Whole
from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.kinds import FAMILIES
from db.records.letters.number import BELATED, NOTICE, UNUSED, VALID, VOID, IssuedNumber
from db.values import code_table
from db.values.day import long_form
from db.values.runs import in_words
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import LANDSCAPE, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.tables import Band, Cell, Tall

_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_ROW_MM = 7.6
_LINES = 3
_NOT_TOLD = "尚未说明"
_COLUMNS = (
    ("序号", 18.0), ("文号", 42.0), ("取号日期", 24.0), ("事由（标题）", 72.0),
    ("主送（发往）", 32.0), ("取号人", 19.0), ("状态", 14.0), ("说明", 36.0),
)  # fmt: skip
_LEFT = ("文号", "事由（标题）", "主送（发往）", "说明")


@frozen(kw_only=True)
class NumberBook:
    """Input of the paper.

    Attributes:
        numbers: what stands in the book, all of one family and year.
        last: the highest number that was given; 0 takes the highest of ``numbers``.
        day: the day of printing.
    """

    centre: Centre
    year: Annotated[int | None, Whole("年度", required=True)] = None
    family: Annotated[str, Code("种类", table=FAMILIES, required=True)] = NOTICE
    numbers: tuple[IssuedNumber, ...] = ()
    last: Annotated[int | None, Whole("最后一个号")] = None
    day: Annotated[date | None, Day("打印日期")] = None


def layout(given: NumberBook) -> list[list[Sheet]]:
    """One table in the order of the numbers; numbers unused for one reason, and those missing, stand on one line."""
    refuse([*demand(given.centre, "name"), *demand(given, "year", "family", "numbers")])
    title = f"{given.year}年{code_table.load(FAMILIES).label(given.family)}文号簿"
    form = Form(
        title,
        list(_bands(given)),
        head=(tuple(_head(label, width) for label, width in _COLUMNS),),
        lines=((given.centre.name, f"打印日期：{long_form(given.day)}" if given.day else ""),),
        notes=((_sum(given), ""),),
        running=f"{title}（续）",
        practice=given.centre.practice,
        geometry=LANDSCAPE,
    )
    return [form.sheets()]


def _bands(given: NumberBook) -> Iterator[Tall]:
    kinds = fields_of(IssuedNumber)
    for run in _runs(given):
        first = run[0]
        serials = in_words(one.serial or 0 for one in run)
        issued = kinds["issued"].show(first.issued)
        clerk, reason = kinds["clerk"].mask(first.clerk), kinds["reason"].mask(first.reason)
        if first.state == UNUSED:
            state = kinds["state"].show(UNUSED) if first.written else "缺号"
            yield _row((serials, "", issued, "", "", clerk, state, reason))
            continue
        yield _row(
            (
                serials,
                first.written,
                issued,
                kinds["matter"].mask(first.matter),
                kinds["recipient"].mask(first.recipient),
                clerk,
                kinds["state"].show(first.state),
                reason,
            ),
            marked=first.state == VOID,
        )


def _runs(given: NumberBook) -> list[list[IssuedNumber]]:
    """The numbers in their order, missing ones among them; those unused for one reason together."""
    known = {one.serial or 0: one for one in given.numbers}
    last = max(given.last or 0, *known)
    ordered = [known.get(n) or IssuedNumber(serial=n, state=UNUSED, reason=_NOT_TOLD) for n in range(1, last + 1)]
    alike = groupby(
        ordered, key=lambda n: (n.state, n.reason, n.clerk, n.written == "", 0 if n.state == UNUSED else n.serial)
    )
    return [list(run) for _, run in alike]


def _sum(given: NumberBook) -> str:
    """How many there are of each, and what nobody has accounted for."""
    found = Counter(one.state for one in given.numbers)
    labels = code_table.load("number_state")
    told = "，".join(
        f"{labels.label(state)}{found[state]}个" for state in (VALID, BELATED, VOID, UNUSED) if found[state]
    )
    known = {one.serial or 0 for one in given.numbers}
    missing = [n for n in range(1, max(given.last or 0, *known) + 1) if n not in known]
    gap = f"缺{in_words(missing)}号，尚未说明去向。" if missing else "没有缺号。"
    return f"簿上共{len(given.numbers)}个号：{told}。{gap}"


def _head(text: str, width_mm: float) -> Cell:
    return Cell(text, width_mm, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO), height_mm=9.0)


def _row(texts: tuple[str, ...], *, marked: bool = False) -> Band:
    """A line of the book; what is void stands out."""
    style = Style.HEI if marked else Style.FANGSONG
    return tuple(
        Cell(
            text,
            width,
            style,
            "left" if label in _LEFT else "centre",
            _SIZES,
            lines=_LINES,
            height_mm=_ROW_MM,
            solid=label == "取号人",
        )
        for text, (label, width) in zip(texts, _COLUMNS, strict=True)
    )


def example() -> NumberBook:
    """Notices of a spring: taken over from a paper book, one void, one filled in, two missing."""
    why = "启用本程序前手工编号，见纸质登记簿"
    given = [
        *((n, date(2026, 1, 5), "", "", UNUSED, why) for n in range(1, 6)),
        (6, date(2026, 1, 12), "关于春节期间值班安排的通知", "各网格", VALID, ""),
        (
            7,
            date(2026, 2, 3),
            "关于开展消防安全隐患排查的通知",
            "各楼栋长，幸福里小区、景和苑小区物业服务企业",
            VALID,
            "",
        ),
        (8, date(2026, 2, 26), "关于清理楼道杂物的通知", "各位居民", VOID, "落款日期印错，已收回重发"),
        (9, date(2026, 2, 27), "关于清理楼道杂物的通知", "各位居民", VALID, ""),
        (11, date(2026, 3, 2), "关于3号楼停水检修的通知", "3号楼各住户", BELATED, "手工填写的文号，保存时补录"),
        (14, date(2026, 3, 20), "关于召开2026年3月议事厅会议的通知", "受邀居民户代表", VALID, ""),
    ]
    numbers = [
        IssuedNumber(
            serial=serial, written=f"幸居发〔2026〕{serial}号", issued=day, matter=matter, recipient=to, clerk="李敏",
            state=state, reason=reason,
        )
        for serial, day, matter, to, state, reason in given
    ]  # fmt: skip
    return NumberBook(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        year=2026,
        numbers=tuple(numbers),
        day=date(2026, 3, 31),
    )


PAPER = Paper(
    "number_book",
    "文号簿",
    NumberBook,
    layout,
    lambda given: f"{given.year}年文号簿",
    LANDSCAPE,
    example,
    certifies=False,
)
