"""听议定议事单: what each party says of a matter, at which meeting it is talked over, and what is resolved, each with its day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.matters.three_steps import DECIDED, Opinion, Resolved, ThreeSteps
from printing.drawing import Sheet
from printing.flow import Align
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.duties.common import label, pair, said, signed, text, told
from printing.papers.record_sheet import RecordSheet, shown
from printing.tables import Cell, Heading, Listed, Long, Tall

TITLE = "听议定议事单"
_WIDTHS_MM = (32.0, 30.0, 94.0)
_HEADS = ("哪一方", "怎样听的", "意见")
_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_DATED = "　　年　　月　　日"


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    refuse([*demand(given.centre, "name"), *demand(given.record, "subject", "heard")])
    form = Form(
        TITLE, list(_bands(given)), lines=((given.centre.name, ""),), running=f"{TITLE}（续）", practice=given.centre.practice
    )  # fmt: skip
    return [form.sheets()]


def _bands(given: RecordSheet) -> Iterator[Tall]:
    steps: Any = given.record
    yield told(given, "subject")
    yield told(given, "matter")
    yield told(given, "heard")
    heads = _row(_HEADS, Style.HEI)
    yield Heading(heads)
    for one in steps.opinions or (Opinion(), Opinion()):
        yield Listed(_row(_opinion(given, one), Style.FANGSONG), heads)
    yield pair(said(given, "meeting"), said(given, "met"))
    yield Long(label("议定的\n决议"), text(_resolved(given), 40.0), fills=True)
    yield pair(("业主大会", "须业主大会决定" if steps.by_owners else ""), said(given, "decided"))
    yield signed([["各方代表（签名）：", "", _DATED], ["主持人（签名）：", "", _DATED]], 26.0)


def _opinion(given: RecordSheet, one: Opinion) -> tuple[str, ...]:
    fields = fields_of(Opinion)
    return tuple(
        shown(fields[name], getattr(one, name), given.titles, masked=given.masked)
        for name in ("party", "way", "opinion")
    )


def _resolved(given: RecordSheet) -> str:
    rows: tuple[Resolved, ...] = getattr(given.record, "resolved", ())
    field = fields_of(Resolved)["resolution"]
    each = (shown(field, one.resolution, given.titles, masked=given.masked) for one in rows)
    return "\n".join(f"{number}. {words}" for number, words in enumerate(each, 1))


def _row(texts: tuple[str, ...], style: Style) -> tuple[Cell, ...]:
    head = style is Style.HEI
    return tuple(
        Cell(
            words, width, style, _align(place, head=head), (XIAO_SI_HAO, WU_HAO) if head else _SIZES, 1 if head else 6,
            9.0 if head else 15.0, solid=False,
        )
        for place, (words, width) in enumerate(zip(texts, _WIDTHS_MM, strict=True))
    )  # fmt: skip


def _align(place: int, *, head: bool) -> Align:
    return "left" if place == len(_WIDTHS_MM) - 1 and not head else "centre"


def example() -> RecordSheet:
    """Where cars may stand."""
    opinions = (
        Opinion(party="业主", way="3", opinion="晚上回来没有车位，要求外来车辆不进小区。"),
        Opinion(party="物业", way="5", opinion="可以加道闸，划线要业委会同意。"),
        Opinion(party="业委会", way="11", opinion="同意划线，收费标准要开业主大会。"),
    )
    steps = ThreeSteps(
        subject="幸福里小区停车怎么管", matter=1, heard=date(2026, 3, 9), opinions=opinions, meeting=1, met=date(2026, 3, 25),
        resolved=(Resolved(resolution=1), Resolved(resolution=2)), by_owners=True, decided=date(2026, 3, 25), stage="3", outcome=DECIDED,
    )  # fmt: skip
    titles = {
        "matter": {1: "诉求〔2026〕12号 消防通道夜里停满车"},
        "meeting": {1: "3月议事日会议"},
        "resolution": {1: "议决〔2026〕4号 物业四月底前装道闸、划线", 2: "议决〔2026〕5号 停车收费提请业主大会表决"},
    }
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心"), record=steps, titles=titles)


PAPER = Paper("three_steps_slip", "议事单", RecordSheet, layout, lambda _given: TITLE, FORM, example)
