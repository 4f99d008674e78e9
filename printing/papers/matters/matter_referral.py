"""交办（转办）单: what a body is asked to deal with, by when, what its leaders say, and what it answers.

It leaves the house: who does not want to be named stands on it neither by name nor by telephone, asked for or not; the
numbers in what was typed are covered in any case.
The lines for 拟办意见 and for those in charge are written and signed by hand.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from attrs import evolve, field, frozen

from db.fields import Day, Flag, Text
from db.records.centre.centre import Centre
from db.records.matters.matter import Helper, Matter
from db.values.day import long_form
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.matters.common import (
    Titles,
    claimants_of,
    facts,
    helpers_of,
    label,
    limit_row,
    pair,
    place_of,
    told,
    value,
    without_hidden,
)
from printing.papers.matters.matter_intake import example as intake_example
from printing.papers.matters.stage_sheet import by_hand
from printing.tables import Long, Tall

_FACTS_MM, _OPINION_MM, _ANSWER_MM = 40.0, 20.0, 40.0
_LIMIT_MM = 16.0
"""What the sum of the last day takes of the room for the facts, and half of that of the room for the answer: one page has it all."""
_OPINIONS = ("拟办意见", "分管负责人\n意见", "主要负责人\n意见")


@frozen(kw_only=True)
class MatterReferral:
    """Input of the paper.

    Attributes:
        titles: titles of what the matter leads to.
        masked: whether numbers of persons are covered.
        day: when it was made out.
        limit: how the last day was reckoned; "" where there is none.
        void: that the matter's number is void, and why; "" for a number in force.
    """

    centre: Centre
    matter: Matter
    titles: Titles = field(factory=dict[str, Mapping[int, str]])
    masked: Annotated[bool, Flag("遮盖")] = True
    day: Annotated[date | None, Day("交办日期")] = None
    limit: Annotated[str, Text("期限怎么算的")] = ""
    void: Annotated[str, Text("编号作废", help="编号作废的原因；写了，每页都标明作废")] = ""


def layout(given: MatterReferral) -> list[list[Sheet]]:
    """One form; long facts go on over the page."""
    matter = given.matter
    refuse([*demand(given.centre, "name"), *demand(matter, "number", "subject", "lead", "due")])
    made = f"交办日期：{long_form(given.day)}　" if given.day else ""
    phone = f"（电话{given.centre.phone}）" if given.centre.phone else ""
    form = Form(
        "交办（转办）单",
        list(_bands(given)),
        lines=((given.centre.name, f"{made}编号：{matter.number}"),),
        notes=((f"请在期限前办结，填好回复栏，把本单送回{given.centre.name}{phone}。", ""),),
        running=f"交办（转办）单（续）　编号：{matter.number}",
        practice=given.centre.practice,
    )
    return [form.sheets()]


def _told(given: MatterReferral, name: str) -> str:
    """A field of the matter without the names of those who do not want to be named."""
    matter = given.matter
    return without_hidden(told(matter, name, given.titles, masked=given.masked), matter, given.titles)


def _bands(given: MatterReferral) -> list[Tall]:
    matter = given.matter
    place = without_hidden(place_of(matter, given.titles, masked=given.masked), matter, given.titles)
    kind = "　".join(filter(None, (_told(given, "nature"), _told(given, "category"))))
    taken = _LIMIT_MM if given.limit else 0.0
    room, answer = _FACTS_MM - taken, _ANSWER_MM - taken / 2
    return [
        (label("主办单位"), value(_told(given, "lead"))),
        (label("协办单位"), value(helpers_of(matter, given.titles))),
        pair(("办理期限", _told(given, "due")), ("紧急程度", _told(given, "urgency"))),
        *limit_row(given.limit),
        (label("事　由"), value(_told(given, "subject"))),
        pair(("性　质", kind), ("受理时间", _told(given, "taken"))),
        claimants_of(matter, given.titles, masked=given.masked, outside=True),
        (label("地　点"), value(place)),
        Long(label("情　况", room), facts(_told(given, "facts"), room), fills=True),
        *(by_hand(words, "签名", _OPINION_MM) for words in _OPINIONS),
        by_hand("回复栏\n（处置情况）", "经办人", answer, "　（单位盖章）"),
    ]


def example() -> MatterReferral:
    """The charging post of the intake, given to the managers of the estate."""
    taken = intake_example()
    matter = evolve(taken.matter, lead=1, helpers=(Helper(body=2),), stage="3")
    bodies = {1: "清和市安居乐物业服务有限公司", 2: "枣树街道物业管理办公室"}
    return MatterReferral(centre=taken.centre, matter=matter, titles={"body": bodies}, day=date(2026, 3, 9))


PAPER = Paper(
    "matter_referral", "交办（转办）单", MatterReferral, layout,
    lambda given: f"交办（转办）单 {given.matter.number}".strip(), FORM, example,
)  # fmt: skip
