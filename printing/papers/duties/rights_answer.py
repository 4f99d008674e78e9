"""个人信息请求答复书: what was done with what somebody asked, or why not, and where to go then (个人信息保护法 第五十条)."""

from datetime import date
from typing import Any

from db.records.centre.centre import Centre
from db.records.duties.request import ELSEWHERE, RightsRequest
from db.values.day import long_form
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import label, pair, said, signed, text, told
from printing.papers.record_sheet import RecordSheet
from printing.tables import Long, Tall

TITLE = "个人信息请求答复书"
_COURT = "拒绝请求的，可以依法向人民法院提起诉讼（个人信息保护法第五十条）。"


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    request: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(request, "asker", "received", "kind", "result")])
    bands: list[Tall] = [
        pair(said(given, "asker"), said(given, "relation")),
        pair(said(given, "received"), said(given, "kind")),
        told(given, "what", 18.0),
        pair(said(given, "proof"), said(given, "outcome")),
        told(given, "result", 40.0),
    ]
    if request.outcome == ELSEWHERE:
        bands.append(Long(label("告　知"), text(_COURT)))
    day = long_form(request.closed) if request.closed else "　　　　年　　月　　日"
    sign = ["收到人（签名）：＿＿＿＿＿＿＿＿", "\u3000", "　　　　　　年　　月　　日"]
    bands.append(signed([sign, [given.centre.name, "（印章）", day]]))
    contact = f"联系电话：{given.centre.phone}" if given.centre.phone else ""
    lines = ((given.centre.name, contact),)
    return [Form(TITLE, bands, lines=lines, running=f"{TITLE}（续）", practice=given.centre.practice).sheets()]


def example() -> RecordSheet:
    """Somebody whose telephone was wrong."""
    request = RightsRequest(
        received=date(2026, 3, 2), kind="2", asker="张国富", what="登记的电话是旧的，请改成现在的。", proof="1",
        result="已改成现在的电话，原来的不再使用。", outcome="1", closed=date(2026, 3, 3), stage="3",
    )  # fmt: skip
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心", phone="2000101"), record=request, masked=False)


PAPER = Paper("rights_answer", "请求答复书", RecordSheet, layout, lambda _given: TITLE, FORM, example)
