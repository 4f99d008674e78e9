"""个人信息安全事件记录表: what 个人信息保护法 第五十七条 wants the authority and the persons to be told."""

from datetime import date, datetime
from typing import Any

from db.records.centre.centre import Centre
from db.records.duties.incident import Incident
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import pair, said, signed, told
from printing.papers.record_sheet import RecordSheet
from printing.tables import Tall

TITLE = "个人信息安全事件记录表"
_BLANK, _DATED = "＿＿＿＿＿＿", "　　　　　年　　月　　日"


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    incident: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(incident, "what", "found", "told_kinds")])
    bands: list[Tall] = [
        told(given, "what"),
        pair(said(given, "kind"), said(given, "found")),
        pair(said(given, "finder"), said(given, "people")),
        *(told(given, name, 16.0) for name in ("told_kinds", "cause", "harm", "measures")),
        pair(said(given, "authority"), said(given, "reported")),
        told(given, "told_how"),
        pair(said(given, "told"), said(given, "contact")),
        told(given, "lesson", 16.0),
        signed([[f"填表人（签名）：{_BLANK}", _DATED], [f"负责人（签名）：{_BLANK}", _DATED]], 24.0),
    ]
    lines = ((given.centre.name, ""),)
    return [Form(TITLE, bands, lines=lines, running=f"{TITLE}（续）", practice=given.centre.practice).sheets()]


def example() -> RecordSheet:
    """A lost stick."""
    incident = Incident(
        what="U盘丢失，里面有走访名单", kind="3", found=datetime(2026, 3, 2, 9, 30), finder="李敏", people=36,
        told_kinds="姓名、住址、联系电话", cause="外出走访时遗落", harm="可能被用于推销、诈骗电话", contact="李敏，2000101",
        measures="当天沿路寻找，通知派出所；U盘已加密", authority="街道办事处", reported=date(2026, 3, 2),
        told_how="逐户电话告知，提醒防诈骗", told=date(2026, 3, 3), lesson="走访名单不再用U盘拷贝，只带纸质、当天收回",
        closed=date(2026, 3, 10), stage="3",
    )  # fmt: skip
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心"), record=incident, masked=False)


PAPER = Paper("incident_record", "事件记录表", RecordSheet, layout, lambda _given: TITLE, FORM, example)
