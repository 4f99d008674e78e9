"""一次性告知单: all that is to be brought is said at once, with what is still lacking, so that nobody comes a third time."""

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


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form, for whoever came to take along."""
    record, centre = given.record, given.centre
    assert isinstance(record, Reception)
    refuse([*demand(centre, "name"), *demand(record, "number", "item")])
    lacking = [one.name for one in record.materials if not one.brought]
    still = f"还缺：{'、'.join(lacking)}。" if lacking else ""
    bands: list[Tall] = [
        (label("办理事项"), value(record.item)),
        pair(said(given, "name"), said(given, "at")),
        *material_bands(record.materials),
        Long(label("还要补的", 20.0), facts(still, 20.0)),
        pair(said(given, "promised"), said(given, "received_by")),
        Long(label("其他说明", 24.0), facts("", 24.0), fills=True),
        signed([f"被告知人（签名）：{BLANK}", BLANK_DAY], [f"告知人（签名）：{BLANK}", BLANK_DAY]),
    ]
    where = "，".join(filter(None, (centre.address, f"电话{centre.phone}" if centre.phone else "")))
    note = f"补齐以后带本单到{centre.name}{f'（{where}）' if where else ''}，不用再问一遍。"
    form = Form(
        "一次性告知单", bands, lines=((centre.name, f"编号：{record.number}"),), notes=((note, ""),),
        running=f"一次性告知单（续）　编号：{record.number}", practice=centre.practice,
    )  # fmt: skip
    return [form.sheets()]


PAPER = Paper("one_time_notice", "一次性告知单", RecordSheet, layout, lambda _given: "一次性告知单", FORM, example)
