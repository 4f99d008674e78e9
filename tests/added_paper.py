"""The paper of a whistle, which takes what the plain sheet takes: whom it calls, where to, by when."""

from datetime import date
from typing import Any

from db.records.base import fields_of
from db.records.centre.centre import Centre
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.record_sheet import RecordSheet, shown
from printing.tables import Cell, Tall
from tests.added_staged import Whistle

LABEL_MM, VALUE_MM = 30.0, 126.0


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    refuse([*demand(given.centre, "name"), *demand(given.record, "number", "lead", "due")])
    number: Any = getattr(given.record, "number")  # noqa: B009 - any record may be given
    bands = [_band(given, name) for name in ("lead", "what", "grid", "place", "due", "facts")]
    form = Form("哨　单", bands, lines=((given.centre.name, f"哨号：{number}"),), practice=given.centre.practice)
    return [form.sheets()]


def _band(given: RecordSheet, name: str) -> Tall:
    field = fields_of(type(given.record))[name]
    told = shown(field, getattr(given.record, name), given.titles, masked=given.masked)
    return Cell(field.label, LABEL_MM, Style.HEI), Cell(told, VALUE_MM, align="left", lines=0)


def example() -> RecordSheet:
    """A charging post that burns."""
    whistle = Whistle(number="哨〔2026〕1号", what="充电桩起火", blown=date(2026, 3, 2), lead=1, due=date(2026, 3, 3))
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心"), record=whistle, titles={"body": {1: "城管中队"}})


PAPER = Paper("whistle_slip", "哨单", RecordSheet, layout, lambda _given: "哨单", FORM, example)
