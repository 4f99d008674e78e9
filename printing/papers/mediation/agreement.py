"""人民调解协议书: who agreed on what, with the contents that 人民调解法 第二十八、二十九条 names, to be signed and sealed.

It holds from the day on which all parties have signed, the mediator has, and the seal of the committee is on it. Each party has one,
and the committee one. Whatever is signed by hand stays blank: no name is printed where a signature belongs.
"""

from typing import Annotated

from attrs import evolve, field, frozen

from db.errors import Problem
from db.fields import Rows, Text
from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.mediation.case import ENDED, REFUSED, REFUSED_STAGE, MediationCase
from db.values import code_table
from db.values.numerals import han_number
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM, XIAO_SI_HAO
from printing.papers.common import Paper
from printing.papers.mediation.case_intake import example as intake_example
from printing.papers.mediation.common import (
    AIR,
    BLANK,
    DATED,
    REST_MM,
    ROW_MM,
    SEAL,
    committee_of,
    label,
    parties_blocks,
    set_at,
    to_sign,
    value,
)
from printing.tables import Cell, Long, Signed, Tall

TITLE = "人民调解协议书"
_AGREED_MM = 34.0
_LEADING = 1.9
_CLOSE_MM = 8.0
"""How high rows are where one page would not hold all of it else."""
_AT_ONCE = 6
"""Parties who sign in one box beside the committee; more sign in rows of two above it."""
_SIGNS = "当事人（签名、盖章或按指印）："
_BLANKS = f"　　{BLANK}{BLANK[:5]}"


@frozen(kw_only=True)
class Agreement:
    """Input of the paper.

    Attributes:
        void: that the case's number is void, and why; "" for a number in force.
    """

    centre: Centre
    case: MediationCase = field(factory=MediationCase)
    void: Annotated[str, Text("编号作废", help="编号作废的原因；写了，每页都标明作废")] = ""


def layout(given: Agreement) -> list[list[Sheet]]:
    """One form, on one page where it can be; what was agreed goes on over it where it is long, and the signatures never stand alone."""
    case = given.case
    refuse(
        [*demand(given.centre, "name"), *demand(case, "received", "dispute", "facts", "result"), *_nobody_agreed(case)]
    )
    sheets, closer = (_form(given, row_mm).sheets() for row_mm in (ROW_MM, _CLOSE_MM))
    return [closer if len(closer) == 1 < len(sheets) else sheets]


def _form(given: Agreement, row_mm: float) -> Form:
    number = f"编号：{given.case.number}" if given.case.number else "编号：＿＿＿＿＿＿＿＿＿"
    return Form(
        TITLE,
        [set_at(band, row_mm) for band in _bands(given.case, _LEADING * row_mm / ROW_MM)],
        lines=((committee_of(given.centre), number),),
        notes=((
            "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效"
            "（《中华人民共和国人民调解法》第二十九条）。", "",
        ),),
        running=f"{TITLE}（续）　{number}",
        practice=given.centre.practice,
    )  # fmt: skip


def _nobody_agreed(case: MediationCase) -> list[Problem]:
    """Why there can be no agreement: there are no parties, somebody refused, or it ended without one."""
    kinds = fields_of(MediationCase)
    parties: Rows = kinds["parties"]  # type: ignore[assignment]
    found: list[Problem] = []
    if not case.parties:
        found.append(parties.problem("required", "一方也没有", "请先填写各方当事人"))
    found += [problem for party in case.parties for problem in demand(party, "name")]
    if names := "、".join(party.name for party in case.parties if party.consent == REFUSED):
        found.append(parties.problem("refused", f"{names}明确拒绝调解", "没有达成协议的，不印协议书"))
    if code_table.standing("case_stage", case.stage) in (ENDED, REFUSED_STAGE):
        found.append(kinds["stage"].problem("not_agreed", "没有达成协议就结束了", "没有达成协议的，不印协议书"))
    return found


def _bands(case: MediationCase, leading: float) -> list[Tall]:
    copies = f"本协议一式{han_number(len(case.parties) + 1)}份，当事人、人民调解委员会各持一份。"
    return [
        *parties_blocks(case.parties),
        (label("纠纷类型"), value(code_table.load("dispute").label(case.dispute), REST_MM)),
        Long(label("纠纷主要\n事实、\n争议事项"), _text(case.facts, ROW_MM)),
        Long(
            label("协议内容、\n履行方式\n和时限", height_mm=_AGREED_MM),
            _text(f"经调解，自愿达成如下协议：\n{case.result}", _AGREED_MM),
            fills=True,
        ),
        (label("份　数"), value(copies, REST_MM)),
        *_signatures(len(case.parties), leading),
    ]


def _text(text: str, height_mm: float) -> Cell:
    return Cell(
        text,
        REST_MM,
        align="justify",
        sizes_pt=(XIAO_SI_HAO,),
        lines=0,
        height_mm=height_mm,
        indent=2,
        leading=1.5,
        upper=True,
    )


def _signatures(parties: int, leading: float) -> list[Tall]:
    """Room for the pens of all parties, of mediator and recorder, and for the seal."""
    right = [f"人民调解员（签名）：{BLANK[:6]}", f"记录人（签名）：{BLANK}", AIR, SEAL]
    if parties <= _AT_ONCE:
        left = [_SIGNS, *[_BLANKS] * parties]
        height = max(len(left), len(right))
        left += [AIR] * (height - len(left))
        right = [*right[:2], *[AIR] * (height - len(right)), *right[2:]]
        return [Signed((to_sign([*left, DATED], leading), to_sign([*right, DATED], leading)))]
    rows: list[Tall] = [
        Signed(tuple(to_sign([_SIGNS, _BLANKS] if n < parties else [AIR], leading, 0.0) for n in (at, at + 1)))
        for at in range(0, parties, 2)
    ]
    left = ["（以上当事人签名、盖章或按指印）", AIR, AIR, AIR, DATED]
    return [*rows, Signed((to_sign(left, leading), to_sign([*right, DATED], leading)))]


def example() -> Agreement:
    """The leak of the intake's example, settled."""
    intake = intake_example()
    agreed = (
        "一、被申请人于2026年3月20日前自行请人修好卫生间防水层，费用由被申请人承担；\n"
        "二、被申请人赔偿申请人墙面、吊顶修复费用2,400元，于2026年3月31日前一次付清；\n"
        "三、申请人收到款项当日出具收条，双方就此事再无其他争议。"
    )
    return Agreement(centre=intake.centre, case=evolve(intake.case, stage="5", result=agreed))


PAPER = Paper(
    "mediation_agreement", TITLE, Agreement, layout, lambda given: f"{TITLE} {given.case.number}".strip(), FORM, example
)
