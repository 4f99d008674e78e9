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
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, SI_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.matters.receipt import slip
from printing.tables import Band, Cell, Heading, Listed, Long, Side, Signed, Tall

_LABEL_MM, _REST_MM = 26.0, 130.0
_SIZES = (SI_HAO, XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO)
_ROW_MM = 10.5
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


_ROOMY = _Air(_ROW_MM, 60.0, SI_HAO, 1.6, 2.1)
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


def committee_of(centre: Centre) -> str:
    """The name of the centre's 人民调解委员会."""
    return centre.committee or f"{centre.community or centre.name}人民调解委员会"


def _label(text: str, width_mm: float = _LABEL_MM, height_mm: float = _ROW_MM) -> Cell:
    return Cell(text, width_mm, Style.HEI, sizes_pt=(XIAO_SI_HAO,), height_mm=height_mm)


def _value(text: str | tuple[Span, ...], width_mm: float, lines: int = 2, *, solid: bool = False) -> Cell:
    return Cell(text, width_mm, align="left", sizes_pt=_SIZES, lines=lines, height_mm=_ROW_MM, solid=solid)


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
    sides = code_table.load("party_side")
    counts = {code: sum(p.side == code for p in case.parties) for code in sides.labels}
    seen: dict[str, int] = {}
    for party in case.parties:
        seen[party.side] = seen.get(party.side, 0) + 1
        nth = str(seen[party.side]) if counts.get(party.side, 0) > 1 else ""
        bands.append(_party(f"{sides.label(party.side) or '当事人'}{nth}", party))
    bands += [
        (_label("纠纷类型"), _value(code_table.load("dispute").label(case.dispute), _REST_MM)),
        (_label("案件来源"), _value(_source(case.source), _REST_MM)),
        Long(_label("纠纷简要\n情况", height_mm=air.facts_mm), _facts(case.facts, air), fills=True),
        *_signatures(len(case.parties), air),
    ]
    return Form(
        "人民调解受理登记表",
        [_set_at(band, air.row_mm) for band in bands],
        lines=((committee_of(given.centre), f"编号：{case.number}" if case.number else "编号：＿＿＿＿＿＿＿＿＿"),),
        notes=(("备注：此表由人民调解委员会填写。", ""),),
        running=f"人民调解受理登记表（续）　编号：{case.number}",
        practice=given.centre.practice,
        foot=slip(given.centre, given.matter) if given.matter.slip else None,
    )


def _told(sentence: tuple[Span, ...]) -> Tall:
    """受理情况: very many names go on over the page."""
    row = (_label("受理情况"), _value(sentence, _REST_MM, 0))
    return row if len(sentence) < _MANY_SPANS else Long(*row)


def _set_at(band: Tall, row_mm: float) -> Tall:
    """The band with its rows of the usual height as high as told."""
    if isinstance(band, Side):
        inner = tuple(_set_at(one, row_mm) for one in band.bands)
        return band._replace(bands=inner)  # type: ignore[arg-type]
    if isinstance(band, Long | Signed | Listed | Heading):
        return band
    return tuple(_cell_at(cell, row_mm) for cell in band)


def _cell_at(cell: Cell, row_mm: float) -> Cell:
    if cell.height_mm != _ROW_MM or row_mm == _ROW_MM:
        return cell
    sizes = _SIZES[1:] if cell.sizes_pt == _SIZES else cell.sizes_pt
    return cell._replace(height_mm=row_mm, sizes_pt=sizes, leading=1.2)


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


def _party(label: str, party: Party) -> Side:
    """The party block of the forms: 姓名 性别 民族 年龄, 职业或职务 联系方式, 单位或住址."""
    sex = code_table.load("sex").label(party.sex)
    people = code_table.load("ethnicity").label(party.ethnicity)
    age = f"{party.age}岁" if party.age is not None else ""
    first: Band = (
        _label("姓名", 12), _value(party.name, 42, solid=True), _label("性别", 11.5), _centred(sex, 9),
        _label("民族", 11.5), _centred(people, 19.5), _label("年龄", 11.5), _centred(age, 13),
    )  # fmt: skip
    second: Band = (
        _label("职业或职务", 26), _value(party.job, 37), _label("联系方式", 22), _value(party.phone, 45),
    )  # fmt: skip
    third: Band = (_label("单位或住址", 26), _value(party.address, 104))
    return Side(_label(label), (first, second, third))


def _centred(text: str, width_mm: float) -> Cell:
    return Cell(text, width_mm, sizes_pt=_SIZES, lines=1, height_mm=_ROW_MM)


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
        _REST_MM,
        align="justify",
        sizes_pt=(air.facts_pt,),
        lines=0,
        height_mm=air.facts_mm,
        indent=2,
        leading=air.facts_leading,
        upper=True,
    )


_BLANK, _DATED, _AIR = "＿＿＿＿＿＿＿＿", "　　　　　　　　年　　月　　日", "\u3000"
_SIGNS = "当事人（签名）："


def _signatures(parties: int, room: _Air) -> list[Tall]:
    """当事人（签名） and 登记人（签名） with room for pens and the committee's seal; every party has a line."""
    if parties <= _AT_ONCE:
        height = max(parties, 3) + 1
        left = [f"{'　' * len(_SIGNS) if n else _SIGNS}{_BLANK}" for n in range(max(parties, 2))]
        right = [f"登记人（签名）：{_BLANK}"]
        left += [_AIR] * (height - len(left) - 1)
        right += [_AIR] * (height - len(right) - 2) + ["（人民调解委员会印章）"]
        return [Signed((_pen([*left, _DATED], room), _pen([*right, _DATED], room)))]
    rows: list[Tall] = [
        Signed(tuple(_pen([f"{_SIGNS}{_BLANK}" if n < parties else _AIR], room, 0.0) for n in (at, at + 1)))
        for at in range(0, parties, 2)
    ]
    left = ["（以上当事人签名）", _AIR, _AIR, _DATED]
    right = [f"登记人（签名）：{_BLANK}", _AIR, "（人民调解委员会印章）", _DATED]
    return [*rows, Signed((_pen(left, room), _pen(right, room)))]


def _pen(lines: list[str], room: _Air, height_mm: float = 42.0) -> Cell:
    """Half a row to sign in."""
    return Cell(
        "\n".join(lines),
        (_LABEL_MM + _REST_MM) / 2,
        align="left",
        sizes_pt=(XIAO_SI_HAO,),
        lines=0,
        height_mm=height_mm,
        leading=room.pen_leading,
    )


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
