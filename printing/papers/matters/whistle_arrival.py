"""报到回执: whoever comes signs in, and says what was found and done; with rooms to write in where that is not keyed yet."""

from typing import Any

from attrs import evolve

from db.records.base import fields_of
from db.records.matters.whistle import WhistleArrival
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.duties.common import label, pair, said, signed, text, told
from printing.papers.matters.whistle_slip import BLANK, DATED
from printing.papers.matters.whistle_slip import example as slip_example
from printing.papers.record_sheet import RecordSheet, shown
from printing.tables import Band, Cell, Long, Tall

TITLE = "报到回执（到场签到）"
ROWS = 6
"""So many may sign in at least."""
_WIDTHS_MM = (46.0, 26.0, 30.0, 54.0)
_HEADS = ("单位", "姓名", "职务", "签名、到场时间")
_SIZES = (XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO)


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    whistle: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(whistle, "number", "subject", "lead")])
    bands: list[Tall] = [
        told(given, "lead"),
        told(given, "subject"),
        pair(said(given, "blown"), said(given, "signed")),
        pair(said(given, "contacted"), said(given, "arrived")),
        _row(_HEADS, Style.HEI),
        *_arrivals(given),
        Long(label("现场情况"), text(said(given, "scene")[1], 26.0)),
        Long(label("处置措施"), text(said(given, "measures")[1], 34.0), fills=True),
        pair(said(given, "finished"), ("结　果", said(given, "outcome")[1])),
        signed([[f"主责部门（签章）：{BLANK}", DATED], [f"吹哨单位（签章）：{BLANK}", DATED]], 24.0),
    ]
    form = Form(
        TITLE, bands, lines=((given.centre.name, f"哨单编号：{whistle.number}"),),
        running=f"报到回执（续）　哨单编号：{whistle.number}", practice=given.centre.practice,
    )  # fmt: skip
    return [form.sheets()]


def _arrivals(given: RecordSheet) -> list[Band]:
    whistle: Any = given.record
    came: tuple[WhistleArrival, ...] = whistle.arrivals
    body = fields_of(WhistleArrival)["body"]
    rows = [
        (shown(body, one.body or whistle.lead, given.titles, masked=given.masked), one.name, one.post, "")
        for one in came
    ]
    return [_row(row) for row in [*rows, *([("", "", "", "")] * (ROWS - len(rows)))]]


def _row(words: tuple[str, ...], style: Style = Style.FANGSONG) -> Band:
    return tuple(
        Cell(word, width, style, sizes_pt=_SIZES, lines=2, height_mm=9.5)
        for word, width in zip(words, _WIDTHS_MM, strict=True)
    )


def example() -> RecordSheet:
    """The squad of the 哨单 came with two."""
    given = slip_example()
    came = (WhistleArrival(name="周建国", post="中队长"), WhistleArrival(name="王芳", post="科员", body=2))
    whistle: Any = given.record
    return evolve(
        given, record=evolve(whistle, arrivals=came, scene="松动面积约6平方米，已封路。", stage="4"), limit=""
    )


PAPER = Paper("whistle_arrival", "报到回执", RecordSheet, layout, lambda _given: "报到回执", FORM, example)
