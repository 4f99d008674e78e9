"""3+X联合调处记录: who sat there for the housing office, the justice office, the court and others, what each thinks, and where each signs."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.matters.joint_talk import JointSeat, JointTalk
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

TITLE = "“3+X”联合调处记录"
_WIDTHS_MM = (20.0, 44.0, 22.0, 44.0, 26.0)
_HEADS = ("席位", "单位", "来的人", "意见", "签名")
_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    talk: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(talk, "subject", "at")])
    form = Form(
        TITLE,
        list(_bands(given)),
        lines=((given.centre.name, ""),),
        running=f"{TITLE}（续）",
        practice=given.centre.practice,
    )
    return [form.sheets()]


def _bands(given: RecordSheet) -> Iterator[Tall]:
    talk: Any = given.record
    yield told(given, "subject")
    yield told(given, "matter")
    yield pair(said(given, "at"), said(given, "place"))
    yield pair(said(given, "led_by"), said(given, "ends"))
    heads = _row(_HEADS, Style.HEI)
    yield Heading(heads)
    for one in talk.seats:
        yield Listed(_row(_seat(given, one), Style.FANGSONG), heads)
    yield Long(label("调处情况\n和结果"), text(said(given, "result")[1], 60.0), fills=True)
    yield signed([["当事人（签名）：", "", "　　年　　月　　日"], ["主持人（签名）：", "", "　　年　　月　　日"]], 26.0)


def _seat(given: RecordSheet, one: JointSeat) -> tuple[str, ...]:
    fields = fields_of(JointSeat)

    def told_of(name: str) -> str:
        return shown(fields[name], getattr(one, name), given.titles, masked=given.masked)

    came = told_of("name") or ("参加" if one.attended else "未参加")
    return told_of("seat"), told_of("body"), came, told_of("opinion"), ""


def _row(texts: tuple[str, ...], style: Style) -> tuple[Cell, ...]:
    head = style is Style.HEI
    return tuple(
        Cell(
            words, width, style, _align(place, head=head), (XIAO_SI_HAO, WU_HAO) if head else _SIZES, 1 if head else 4,
            9.0 if head else 15.0, solid=place == 2,
        )
        for place, (words, width) in enumerate(zip(texts, _WIDTHS_MM, strict=True))
    )  # fmt: skip


def _align(place: int, *, head: bool) -> Align:
    return "left" if place in (1, 3) and not head else "centre"


def example() -> RecordSheet:
    """A roof that leaks, and nobody who pays for it."""
    seats = (
        JointSeat(
            seat="1", body=1, name="卞晓琴", attended=True, opinion="属于共用部位，可以用维修资金。", signed=True
        ),
        JointSeat(seat="2", body=2, name="周明", attended=True, opinion="建议双方签调解协议。"),
        JointSeat(seat="3"),
        JointSeat(seat="4", body=3, name="柏志坚", attended=True, opinion="三天内先做临时防水。"),
    )
    talk = JointTalk(
        subject="3号楼顶层漏水由谁维修", at=datetime(2026, 3, 9, 14, 30), place="社区调解室", led_by="李敏", seats=seats, ends="2", matter=1,
        result="物业先做临时防水；业委会在六月底以前按程序申请维修资金。双方同意，转人民调解签协议。",
    )  # fmt: skip
    titles = {
        "body": {1: "县住房和城乡建设局", 2: "幸福街道司法所", 3: "安居乐物业服务有限公司"},
        "matter": {1: "诉求〔2026〕31号 3号楼顶层漏水"},
    }
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心"), record=talk, titles=titles)


PAPER = Paper("joint_record", "联合调处记录", RecordSheet, layout, lambda _given: "3+X联合调处记录", FORM, example)
