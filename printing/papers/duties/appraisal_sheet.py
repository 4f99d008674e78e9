"""鉴定销毁表: what goes, why, who appraised it and who approved; it stays as the list of what was destroyed."""

from datetime import date
from typing import Any

from db.records.centre.centre import Centre
from db.records.duties.retention import Appraisal, AppraisalItem
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.duties.common import pair, said, signed, told
from printing.papers.record_sheet import RecordSheet
from printing.tables import Cell, Listed, Tall

TITLE = "资料鉴定销毁表"
_COLUMNS = (("序号", 12.0), ("资料", 60.0), ("年度", 22.0), ("份数", 16.0), ("保管期限", 22.0), ("期满日期", 24.0))
_BLANK, _DATED = "＿＿＿＿＿＿", "　　　年　　月　　日"


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form, with as many pages as the items need."""
    appraisal: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(appraisal, "subject", "proposed", "items")])
    head = tuple(_cell(name, width, Style.HEI) for name, width in _COLUMNS)
    rows: list[Tall] = [head]
    for number, item in enumerate(appraisal.items, 1):
        count = "" if item.count is None else str(item.count)
        expired = item.expired.isoformat() if item.expired else ""
        values = (str(number), item.what, item.years, count, item.term, expired)
        rows.append(Listed(tuple(_cell(v, width) for v, (_, width) in zip(values, _COLUMNS, strict=True)), head))
    signs = [
        [f"鉴定人：{_BLANK}", _DATED],
        [f"批准人：{_BLANK}", _DATED],
        [f"监销人：{_BLANK}", f"　　　　{_BLANK}", _DATED],
    ]
    bands: list[Tall] = [
        told(given, "subject"),
        pair(said(given, "proposed"), said(given, "proposer")),
        told(given, "reason", 14.0),
        *rows,
        told(given, "opinion", 18.0),
        pair(said(given, "appraised"), said(given, "approved")),
        pair(said(given, "how"), said(given, "witness")),
        signed(signs, 30.0),
    ]
    lines = ((given.centre.name, ""),)
    return [Form(TITLE, bands, lines=lines, running=f"{TITLE}（续）", practice=given.centre.practice).sheets()]


def _cell(text: str, width_mm: float, style: Style = Style.FANGSONG) -> Cell:
    return Cell(text, width_mm, style, "centre", sizes_pt=(XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO), lines=2, height_mm=8)


def example() -> RecordSheet:
    """Forms of ten years ago."""
    items = (
        AppraisalItem(what="代办事项登记表", years="2014", count=312, term="10年", expired=date(2025, 1, 1)),
        AppraisalItem(what="活动签到表", years="2015", count=48, term="10年", expired=date(2026, 1, 1)),
    )
    appraisal = Appraisal(
        subject="2014至2015年度登记表销毁", proposed=date(2026, 3, 2), proposer="李敏", reason="保管期满，不再有用", items=items,
        opinion="逐份看过，没有要继续保存的，同意销毁", appraised=date(2026, 3, 3), approved=date(2026, 3, 4), how="碎纸",
        witness="周秀兰、何建国", closed=date(2026, 3, 5), stage="4",
    )  # fmt: skip
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心"), record=appraisal, masked=False)


PAPER = Paper("appraisal_sheet", "鉴定销毁表", RecordSheet, layout, lambda _given: TITLE, FORM, example)
