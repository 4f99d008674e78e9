"""What the papers of the stages of a matter share: their input, their head, the boxes that most have, and places to sign.

All of them are kept with the file or go to the body that deals with it. Numbers in what was typed are covered in any case; who does
not want to be named is named to nobody outside the centre.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated

from attrs import evolve, field, frozen

from db.fields import Day, Flag, Text
from db.records.centre.centre import Centre
from db.records.matters.matter import Matter
from db.records.matters.parts import Callback
from db.records.step import MOVED, Step
from db.values.day import long_form
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import XIAO_SI_HAO
from printing.papers.matters.common import (
    BLANK,
    BLANK_DAY,
    REST_MM,
    Titles,
    claimants_of,
    facts,
    label,
    pair,
    place_of,
    told,
    value,
    without_hidden,
)
from printing.papers.matters.matter_intake import example as intake_example
from printing.tables import Cell, Long, Tall

LONG_MM, OPINION_MM = 34.0, 22.0


@frozen(kw_only=True)
class StageSheet:
    """Input of these papers.

    Attributes:
        titles: titles of what the matter and its steps lead to.
        masked: whether numbers of persons are covered.
        steps: what happened with it.
        day: when the paper was made out.
        limit: how the last day was reckoned; "" where there is none.
        void: that the matter's number is void, and why; "" for a number in force.
    """

    centre: Centre
    matter: Matter
    titles: Titles = field(factory=dict[str, Mapping[int, str]])
    masked: Annotated[bool, Flag("遮盖")] = True
    steps: tuple[Step, ...] = ()
    day: Annotated[date | None, Day("填表日期")] = None
    limit: Annotated[str, Text("期限怎么算的")] = ""
    void: Annotated[str, Text("编号作废", help="编号作废的原因；写了，每页都标明作废")] = ""

    def last(self, move: str) -> Step:
        """The last step of a move; an empty one where it was not made."""
        return next((step for step in reversed(self.steps) if step.what == MOVED and step.move == move), Step())


def sheets(given: StageSheet, title: str, bands: Iterable[Tall], *needs: str) -> list[list[Sheet]]:
    """The form of a title.

    Raises:
        RecordInvalid: the centre has no name, or the matter lacks what the paper must say.
    """
    refuse([*demand(given.centre, "name"), *demand(given.matter, "number", "subject", *needs)])
    made = f"{long_form(given.day)}　" if given.day else ""
    form = Form(
        title,
        list(bands),
        lines=((given.centre.name, f"{made}编号：{given.matter.number}"),),
        running=f"{title}（续）　编号：{given.matter.number}",
        practice=given.centre.practice,
    )
    return [form.sheets()]


def said(given: StageSheet, name: str) -> str:
    """A field of the matter without the names of those who do not want to be named."""
    return without_hidden(told(given.matter, name, given.titles, masked=given.masked), given.matter, given.titles)


def written(given: StageSheet, text: str) -> str:
    """What was typed with a step, so too."""
    return without_hidden(text, given.matter, given.titles)


def person(given: StageSheet, number: int) -> str:
    """The name of a person."""
    return given.titles.get("person", {}).get(number, "")


def row(words: str, text: str) -> Tall:
    """A box over the whole width."""
    return label(words), value(text)


def long(words: str, text: str, height_mm: float = LONG_MM, *, fills: bool = False) -> Long:
    """A box for a long text, with room where there is none yet."""
    return Long(label(words, height_mm), facts(text, height_mm), fills=fills)


def about(given: StageSheet) -> list[Tall]:
    """What it is, and where."""
    kind = "　".join(filter(None, (said(given, "nature"), said(given, "category"))))
    return [
        row("事　由", said(given, "subject")),
        pair(("性　质", kind), ("受理时间", said(given, "taken"))),
        row("地　点", written(given, place_of(given.matter, given.titles, masked=given.masked))),
    ]


def claimants(given: StageSheet, *, outside: bool) -> Tall:
    """Who brought it; ``outside`` for a paper that others see: it does not name who does not want to be."""
    return claimants_of(given.matter, given.titles, masked=given.masked, outside=outside)


def by_hand(words: str, sign: str, height_mm: float = OPINION_MM, behind: str = "") -> Tall:
    """Room to write, with a line to sign at its foot, and what stands behind that."""
    text = "\n".join([*(["\u3000"] * (int(height_mm // 8) - 1)), f"{sign}：{BLANK}　{BLANK_DAY}{behind}"])
    return (
        label(words, height_mm),
        Cell(text, REST_MM, align="right", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=height_mm, leading=1.6),
    )


def _at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 3, day, hour)


def example() -> StageSheet:
    """The charging post of the intake, dealt with by the managers of the estate, and content at last."""
    taken = intake_example()
    called = Callback(
        at=_at(13, 9), by=3, way="1", answered="1", solved="1", satisfaction="2", note="修好了，就是慢了两天"
    )
    matter = evolve(
        taken.matter, lead=1, stage="5", result="查明是充电棚总开关跳闸、漏保老化，换了漏保，6个插座3月11日恢复供电。",
        finding="到现场扫码试充三个插座，都有电；从窗户接下来的线已经收走。", checked=date(2026, 3, 12), told=date(2026, 3, 12),
        callbacks=(called,), called_back=date(2026, 3, 13), rating="2", outcome="1", closed=date(2026, 3, 16), publish=True,
        first_answer=_at(11, 17), days_asked=5, days_granted=3, elsewhere="1",
    )  # fmt: skip
    titles = {"body": {1: "清和市安居乐物业服务有限公司"}, "person": {2: "王建军", 3: "李敏"}}
    steps = (
        Step(what=MOVED, move="handle", at=_at(11, 17), did=2),
        Step(what=MOVED, move="check", at=_at(12, 10), did=3),
        Step(
            what=MOVED,
            move="extend",
            at=_at(11, 9),
            did=2,
            second=3,
            reason="漏保要从厂家调货，三天后到",
            until=_at(16),
        ),
        Step(what=MOVED, move="refer", at=_at(9, 11), did=3, reason="合同纠纷已由法院立案，应当在诉讼中主张。"),
    )
    return StageSheet(centre=taken.centre, matter=matter, titles=titles, steps=steps, day=date(2026, 3, 16))
