"""哨单: which body is called, what for, and by when it signs, gets in touch, comes and is done, with how that was reckoned."""

from datetime import datetime
from typing import Any

from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.matters.whistle import Whistle, WhistleHelper
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import label, pair, said, signed, text, told
from printing.papers.record_sheet import RecordSheet, shown
from printing.tables import Long, Tall

TITLE = "哨　单"
BLANK, DATED = "＿＿＿＿＿＿", "　　月　　日　　时　　分"
_FACTS_MM = 34.0


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    whistle: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(whistle, "number", "subject", "lead", "blown")])
    by = "　".join(filter(None, (whistle.post, whistle.blown_by)))
    limits: list[Tall] = [Long(label("时限怎么\n算的"), text(given.limit, 18.0))] if given.limit else []
    bands: list[Tall] = [
        told(given, "lead"),
        Long(label("配合部门"), text(helpers_of(given))),
        pair(said(given, "kind"), said(given, "blown")),
        told(given, "subject"),
        *(told(given, name) for name in ("occasion", "item", "place") if said(given, name)[1]),
        Long(label("情　况"), text(said(given, "facts")[1], _FACTS_MM), fills=True),
        *([told(given, "request", 18.0)] if whistle.request.strip() else []),
        *limits,
        pair(("吹哨单位", _blower(given)), ("吹哨人", by)),
        signed(
            [[f"吹哨人（签名）：{BLANK}", "（吹哨单位盖章）"], [f"签收人（签名）：{BLANK}", f"签收时间：{DATED}"]], 24.0
        ),
    ]
    lines = ((given.centre.name, f"编号：{whistle.number}"),)
    note = f"请在时限内签收、联系、到场，填好报到回执交{given.centre.name}{phone_of(given.centre)}。"
    form = Form(
        TITLE, bands, lines=lines, notes=((note, ""),), running=f"哨单（续）　编号：{whistle.number}",
        practice=given.centre.practice,
    )  # fmt: skip
    return [form.sheets()]


def phone_of(centre: Centre) -> str:
    """Where to call."""
    return f"（电话{centre.phone}）" if centre.phone else ""


def helpers_of(given: RecordSheet) -> str:
    """The bodies that are called besides."""
    helpers: tuple[WhistleHelper, ...] = getattr(given.record, "helpers", ())
    field = fields_of(WhistleHelper)["body"]
    return "、".join(shown(field, one.body, given.titles, masked=given.masked) for one in helpers)


def _blower(given: RecordSheet) -> str:
    return said(given, "blower")[1] or given.centre.community or given.centre.name


def example() -> RecordSheet:
    """Plaster that falls off a house, the squad is called, and the street helps."""
    whistle = Whistle(
        number="哨〔2026〕3号", lead=1, kind="4", subject="3号楼外墙保温脱落", place="幸福里小区3号楼东侧", occasion="1",
        facts="3号楼东侧外墙保温层成片脱落，楼下是居民出入口。物业已拉警戒线，没有力量拆除。", request="到场查看，拆除松动部分，定修缮办法。",
        helpers=(WhistleHelper(body=2),), blown_by="李敏", post="社区书记", blown=datetime(2026, 9, 30, 16, 40), matter=1,
    )  # fmt: skip
    limit = (
        "签收：09-30 16:40 吹哨 + 1小时 = 09-30 17:40；联系：09-30 16:40 吹哨 + 24小时 = 10-01 16:40；"
        "到场：09-30 16:40 吹哨 + 3个工作日 = 10-10。依据：南京市鼓楼区的做法"
    )
    bodies = {1: "城市管理综合行政执法中队", 2: "幸福街道办事处"}
    return RecordSheet(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区", phone="0435-6440001"), record=whistle,
        titles={"body": bodies, "matter": {1: "诉求〔2026〕18号 3号楼外墙保温脱落"}}, limit=limit,
    )  # fmt: skip


PAPER = Paper("whistle_slip", "哨单", RecordSheet, layout, lambda _given: "哨单", FORM, example)
