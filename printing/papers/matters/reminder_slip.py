"""督办单: plain, with a yellow or a red card; what is to be done, and until when an answer is wanted."""

from datetime import date, datetime
from typing import Any

from db.records.matters.reminder import YELLOW, Reminder
from db.values import code_table
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import label, pair, said, signed, text, told
from printing.papers.matters.whistle_slip import BLANK, DATED, phone_of
from printing.papers.matters.whistle_slip import example as slip_example
from printing.papers.record_sheet import RecordSheet
from printing.tables import Long, Tall


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    reminder: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(reminder, "number", "subject", "what", "lead")])
    title = f"督办单（{code_table.load('reminder_card').label(reminder.card)}）"
    bands: list[Tall] = [
        told(given, "lead"),
        told(given, "whistle"),
        told(given, "subject"),
        Long(label("督办事项"), text(said(given, "what")[1], 50.0)),
        pair(said(given, "at"), said(given, "answer")),
        Long(label("答复情况"), text(said(given, "reply")[1], 60.0), fills=True),
        signed([[f"督办人（签名、盖章）：{BLANK}", DATED], [f"答复人（签名、盖章）：{BLANK}", DATED]], 24.0),
    ]
    note = f"请在答复期限以前填好答复情况，送回{given.centre.name}{phone_of(given.centre)}。"
    form = Form(
        title, bands, lines=((given.centre.name, f"编号：{reminder.number}"),), notes=((note, ""),),
        running=f"{title}（续）　编号：{reminder.number}", practice=given.centre.practice,
    )  # fmt: skip
    return [form.sheets()]


def example() -> RecordSheet:
    """The squad of the 哨单 has not come in time."""
    whistle = slip_example()
    reminder = Reminder(
        number="督〔2026〕1号", card=YELLOW, what="到场的时限已过，请今天到场并答复。", answer=date(2026, 10, 12), lead=1,
        subject="3号楼外墙保温脱落", at=datetime(2026, 10, 11, 9, 0), urged_by="李敏", whistle=1,
    )  # fmt: skip
    titles = {**whistle.titles, "whistle": {1: "哨〔2026〕3号 3号楼外墙保温脱落"}}
    return RecordSheet(centre=whistle.centre, record=reminder, titles=titles)


PAPER = Paper("reminder_slip", "督办单", RecordSheet, layout, lambda _given: "督办单", FORM, example)
