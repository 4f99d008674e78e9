"""代办委托单: somebody asks another one to do it in their place; both sign, and what was handed over is listed."""

from db.records.matters.reception import Reception
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import label, pair, said, signed, text, told
from printing.papers.matters.common import BLANK, BLANK_DAY
from printing.papers.matters.reception_form import example, material_bands
from printing.papers.record_sheet import RecordSheet
from printing.tables import Long, Tall

_SAYS = "委托人不便自己来办，请代办人代为递交材料、领取结果。代办不收费；材料办完如数交还。"


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    record = given.record
    assert isinstance(record, Reception)
    refuse([*demand(given.centre, "name"), *demand(record, "number", "item", "name", "agent")])
    bands: list[Tall] = [
        pair(("委托人", said(given, "name")[1]), said(given, "phone")),
        told(given, "agent"),
        told(given, "item"),
        Long(label("委托事项"), text(_SAYS, 20.0)),
        *material_bands(record.materials),
        pair(said(given, "promised"), said(given, "finished")),
        Long(label("办理结果"), text("", 30.0), fills=True),
        signed([[f"委托人（签名）：{BLANK}", BLANK_DAY], [f"代办人（签名）：{BLANK}", BLANK_DAY]], 24.0),
    ]
    form = Form(
        "代办委托单", bands, lines=((given.centre.name, f"编号：{record.number}"),),
        notes=(("本单一式两份，委托人、代办人各一份。", ""),),
        running=f"代办委托单（续）　编号：{record.number}", practice=given.centre.practice,
    )  # fmt: skip
    return [form.sheets()]


PAPER = Paper("agency_letter", "代办委托单", RecordSheet, layout, lambda _given: "代办委托单", FORM, example)
