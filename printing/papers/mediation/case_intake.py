"""人民调解受理登记表, with the wording of the forms in 司发通〔2010〕239号.

Whatever is signed by hand stays blank: no name is printed where a signature belongs.
"""

from datetime import date
from typing import Annotated

from attrs import field, frozen

from db.fields import Rows, Text
from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.matters.matter import Matter
from db.records.mediation.case import REFUSED, MediationCase, Party
from db.values import code_table
from db.values.day import long_form
from printing.drawing import Sheet
from printing.flow import Span
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM, SI_HAO, XIAO_SI_HAO
from printing.papers.common import Paper
from printing.papers.matters.receipt import slip
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
)  # fmt: skip
from printing.tables import Cell, Long, Signed, Tall

_APPLIED, _TAKEN_UP = "1", "2"
_AT_ONCE = 6
"""Parties who sign in one box beside the committee; more sign in rows of two above it."""
_MANY_SPANS = 60


@frozen
class _Air:
    """How much room the form takes: height of a row, least height and setting of the facts, room for pens."""

    row_mm: float
    facts_mm: float
    facts_pt: float
    facts_leading: float
    pen_leading: float


_ROOMY = _Air(ROW_MM, 60.0, SI_HAO, 1.6, 2.1)
_CLOSE = _Air(7.4, 24.0, XIAO_SI_HAO, 1.4, 1.75)


@frozen(kw_only=True)
class CaseIntake:
    """Input of the paper.

    Attributes:
        matter: what the case is a way of; its slip stands at the foot, where it has one.
        void: that the case's number is void, and why; "" for a number in force.
    """

    centre: Centre
    case: MediationCase
    matter: Matter = field(factory=Matter)
    void: Annotated[str, Text("编号作废", help="编号作废的原因；写了，每页都标明作废")] = ""


def layout(given: CaseIntake) -> list[list[Sheet]]:
    """One form; where many parties make it longer than a page it is set closer; long facts go on over the page."""
    case = given.case
    problems = [*demand(given.centre, "name"), *demand(case, "received", "dispute", "facts")]
    if not case.parties:
        kind: Rows = fields_of(MediationCase)["parties"]  # type: ignore[assignment]
        problems.append(kind.problem("required", "一方也没有", "请先填写当事人"))
    refuse(problems)
    sheets = _form(given, _ROOMY).sheets()
    if len(sheets) > 1:
        closer = _form(given, _CLOSE).sheets()
        sheets = closer if len(closer) == 1 else sheets
    return [sheets]


def _form(given: CaseIntake, air: _Air) -> Form:
    case = given.case
    bands: list[Tall] = [_told(_sentence(case))]
    bands += parties_blocks(case.parties)
    bands += [
        (label("纠纷类型"), value(code_table.load("dispute").label(case.dispute), REST_MM)),
        (label("案件来源"), value(_source(case.source), REST_MM)),
        Long(label("纠纷简要\n情况", height_mm=air.facts_mm), _facts(case.facts, air), fills=True),
        *_signatures(len(case.parties), air),
    ]
    return Form(
        "人民调解受理登记表",
        [set_at(band, air.row_mm) for band in bands],
        lines=((committee_of(given.centre), f"编号：{case.number}" if case.number else "编号：＿＿＿＿＿＿＿＿＿"),),
        notes=(("备注：此表由人民调解委员会填写。", ""),),
        running=f"人民调解受理登记表（续）　编号：{case.number}",
        practice=given.centre.practice,
        foot=slip(given.centre, given.matter) if given.matter.slip else None,
    )


def _told(sentence: tuple[Span, ...]) -> Tall:
    """受理情况: very many names go on over the page."""
    row = (label("受理情况"), value(sentence, REST_MM, 0))
    return row if len(sentence) < _MANY_SPANS else Long(*row)


def _sentence(case: MediationCase) -> tuple[Span, ...]:
    """The form's fixed sentence, with what came about filled in; a party that refused is not said to have agreed."""
    assert case.received is not None
    applied, taken_up = "依当事人申请", "主动调解"
    way = taken_up if case.source == _TAKEN_UP else applied
    if case.source not in (_APPLIED, _TAKEN_UP):
        way = f"接受{code_table.load('case_source').label(case.source).removesuffix('移送')}移送"
    names = [
        Span("、") if n % 2 else Span(case.parties[n // 2].name, solid=True) for n in range(len(case.parties) * 2 - 1)
    ]
    began = f"{long_form(case.received)}，人民调解委员会{way}"
    if refused := [party.name for party in case.parties if party.consent == REFUSED]:
        head, end = f"{began}，登记", f"之间的纠纷；{'、'.join(refused)}明确拒绝调解。"
    else:
        head, end = f"{began}，经当事人同意，调解", "之间的纠纷。"
    return (Span(head), *names, Span(end))


def _source(source: str) -> tuple[Span, ...]:
    """①当事人申请 ②人民调解委员会主动调解, the one that applies ticked; other sources are added."""
    ticks = {True: "☑", False: "☐"}
    words = f"{ticks[source == _APPLIED]} ①当事人申请　{ticks[source == _TAKEN_UP]} ②人民调解委员会主动调解"
    if source not in (_APPLIED, _TAKEN_UP):
        words += f"　☑ ③{code_table.load('case_source').label(source)}"
    return (Span(words),)


def _facts(text: str, air: _Air) -> Cell:
    return Cell(
        text,
        REST_MM,
        align="justify",
        sizes_pt=(air.facts_pt,),
        lines=0,
        height_mm=air.facts_mm,
        indent=2,
        leading=air.facts_leading,
        upper=True,
    )


_SIGNS = "当事人（签名）："


def _signatures(parties: int, room: _Air) -> list[Tall]:
    """当事人（签名） and 登记人（签名） with room for pens and the committee's seal; every party has a line."""
    if parties <= _AT_ONCE:
        height = max(parties, 3) + 1
        left = [f"{'　' * len(_SIGNS) if n else _SIGNS}{BLANK}" for n in range(max(parties, 2))]
        right = [f"登记人（签名）：{BLANK}"]
        left += [AIR] * (height - len(left) - 1)
        right += [AIR] * (height - len(right) - 2) + [SEAL]
        return [Signed((to_sign([*left, DATED], room.pen_leading), to_sign([*right, DATED], room.pen_leading)))]
    rows: list[Tall] = [
        Signed(
            tuple(to_sign([f"{_SIGNS}{BLANK}" if n < parties else AIR], room.pen_leading, 0.0) for n in (at, at + 1))
        )
        for at in range(0, parties, 2)
    ]
    left = ["（以上当事人签名）", AIR, AIR, DATED]
    right = [f"登记人（签名）：{BLANK}", AIR, SEAL, DATED]
    return [*rows, Signed((to_sign(left, room.pen_leading), to_sign(right, room.pen_leading)))]


def example() -> CaseIntake:
    """A leak between two floors."""
    centre = Centre(name="幸福里社区党群服务中心", community="幸福里社区", committee="幸福里社区人民调解委员会")
    case = MediationCase(
        number="民调〔2026〕18号",
        title_text="3号楼漏水赔偿",
        dispute="2",
        source="1",
        received=date(2026, 3, 9),
        facts="2026年3月6日晚，申请人家中卫生间及走廊吊顶出现渗水，墙面约4平方米起泡脱落。经物业到场查看，初步判断为楼上住户"
        "卫生间防水层老化所致。申请人要求楼上住户修复防水并赔偿墙面、吊顶修复费用约3,200元；被申请人同意维修防水，"
        "但认为吊顶原有老化，不同意全额赔偿。双方多次协商未果，申请人请求社区人民调解委员会调解。",
        parties=(
            Party(
                side="1", name="张国富", sex="1", ethnicity="01", age=67, job="退休教师", phone="13804350021",
                address="幸福里小区3号楼2单元401室",
            ),
            Party(
                side="2", name="阿卜杜拉·买买提", sex="1", ethnicity="05", age=45, job="个体经营", phone="13904357712",
                address="幸福里小区3号楼2单元501室",
            ),
        ),
    )  # fmt: skip
    return CaseIntake(centre=centre, case=case)


PAPER = Paper(
    "case_intake", "人民调解受理登记表", CaseIntake, layout,
    lambda given: f"人民调解受理登记表 {given.case.number}".strip(), FORM, example,
)  # fmt: skip
