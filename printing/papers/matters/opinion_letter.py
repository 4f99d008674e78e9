"""意见函: a 信函 to those above a body that did not come (GB/T 9704-2012 10.1), with its number."""

from datetime import date
from typing import Any

from db.fields import LongText
from db.records.base import fields_of
from db.records.matters.opinion_letter import OpinionLetter
from printing.corner import Corner
from printing.dispatch import Dispatch
from printing.drawing import Sheet
from printing.inputs import demand, refuse
from printing.letterhead import letter_head
from printing.message import Message, lines_of
from printing.page import OFFICIAL
from printing.papers.common import Paper
from printing.papers.duties.common import said
from printing.papers.matters.whistle_slip import example as slip_example
from printing.papers.record_sheet import RecordSheet
from printing.parts import Body


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One letter."""
    letter: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(letter, "number", "subject", "text", "above")])
    field = fields_of(OpinionLetter)["text"]
    assert isinstance(field, LongText)
    words = field.mask(letter.text) if given.masked else letter.text
    message = Message(
        title=letter.subject.strip(), lines=tuple(lines_of(words)), signer=given.centre.signer(), day=letter.day,
        keep=(given.centre.signer(),), addressee=said(given, "above")[1], practice=given.centre.practice,
    )  # fmt: skip
    paper = Dispatch(
        message.rows(Body(OFFICIAL)), head=letter_head(given.centre.signer(), letter.number, Corner()),
        practice=given.centre.practice, first_number=False,
    )  # fmt: skip
    return [paper.sheets()]


def example() -> RecordSheet:
    """About the squad of the 哨单."""
    whistle = slip_example()
    letter = OpinionLetter(
        number="意见函〔2026〕1号", above=2, subject="关于哨〔2026〕3号的意见函", day=date(2026, 10, 12), lead=1, whistle=1,
        text="2026年9月30日，我单位就“3号楼外墙保温脱落”向城市管理综合行政执法中队吹哨（哨〔2026〕3号）。\n"
        "按规定的时限：09-30 16:40 吹哨 + 3个工作日 = 10-10，至今没有完成。\n现将有关情况函告，请予督促，并将处理情况函复。",
    )  # fmt: skip
    return RecordSheet(centre=whistle.centre, record=letter, titles=whistle.titles)


PAPER = Paper("opinion_letter", "意见函", RecordSheet, layout, lambda _given: "意见函", OFFICIAL, example)
