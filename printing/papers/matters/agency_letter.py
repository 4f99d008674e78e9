"""代办委托单: somebody asks another one to do it in their place; both sign, and what was handed over is listed."""

from db.records.matters.reception import Reception
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import said
from printing.papers.matters.common import BLANK, BLANK_DAY, facts, label, pair, signed, value
from printing.papers.matters.reception_form import example, material_bands
from printing.papers.record_sheet import RecordSheet
from printing.tables import Long, Tall

_SAYS = "请代办人代为办理上面这件事：递交下列材料，领取办理结果。办完以后，材料和结果交给委托人。"


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    record = given.record
    assert isinstance(record, Reception)
    refuse([*demand(given.centre, "name"), *demand(record, "number", "item", "name", "agent")])
    bands: list[Tall] = [
        pair(("委托人", said(given, "name")[1]), said(given, "phone")),
        (label("代办人"), value(said(given, "agent")[1])),
        (label("办理事项"), value(record.item)),
        Long(label("委托内容", 20.0), facts(_SAYS, 20.0)),
        *material_bands(record.materials),
        pair(said(given, "promised"), said(given, "finished")),
        Long(label("办理结果", 30.0), facts("", 30.0), fills=True),
        signed([f"委托人（签名）：{BLANK}", BLANK_DAY], [f"代办人（签名）：{BLANK}", BLANK_DAY]),
    ]
    form = Form(
        "代办委托单", bands, lines=((given.centre.name, f"编号：{record.number}"),),
        notes=(("本单一式两份，委托人、代办人各一份。", ""),),
        running=f"代办委托单（续）　编号：{record.number}", practice=given.centre.practice,
    )  # fmt: skip
    return [form.sheets()]


PAPER = Paper("agency_letter", "代办委托单", RecordSheet, layout, lambda _given: "代办委托单", FORM, example)
