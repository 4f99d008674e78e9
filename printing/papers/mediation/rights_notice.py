"""人民调解当事人权利义务告知书: what each party of an accepted case is told before mediation, to be signed for the file.

司发通〔2010〕239号 has no such form; places that keep one ask for it in every file. The words are those of the law,
人民调解法 第三、四、十七、十九、二十、二十三、二十四、二十六、二十八、三十一至三十三条, and a centre may put its own in their place.
"""

from typing import Annotated

from attrs import evolve, frozen

from db.fields import Text
from db.records.centre.centre import Centre
from db.records.letters.wording import Wording
from db.records.mediation.case import MediationCase, Party
from db.values import code_table
from db.values.day import long_form
from printing.drawing import Sheet, named
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.message import lines_of
from printing.pace import each
from printing.page import FORM, SI_HAO, WU_HAO, XIAO_SI_HAO
from printing.papers.common import Paper
from printing.papers.mediation.case_intake import example as intake_example
from printing.papers.mediation.common import committee_of
from printing.tables import Cell, Long, Signed, Tall
from printing.wording import Passage, Words

TITLE = "人民调解当事人权利义务告知书"
_LABEL_MM, _REST_MM = 28.0, 128.0
_SIZES = (SI_HAO, XIAO_SI_HAO, WU_HAO)
_ROW_MM = 9.0
_FIELDS = ("被告知人", "纠纷", "案件编号", "受理日期", "人民调解员", "人民调解委员会", "联系电话")
PASSAGES = (
    Passage(
        "principles",
        "调解原则",
        "调解在当事人自愿、平等的基础上进行，不违背法律、法规和国家政策，不因调解阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利"
        "（第三条）。调解不收取任何费用（第四条）。一方明确拒绝调解的，不得调解（第十七条）。",
        _FIELDS,
    ),
    Passage(
        "rights",
        "当事人的权利",
        "一、选择或者接受人民调解员；\n二、接受调解、拒绝调解或者要求终止调解；\n三、要求调解公开进行或者不公开进行；\n"
        "四、自主表达意愿、自愿达成调解协议（第二十三条）。",
        _FIELDS,
    ),
    Passage(
        "duties",
        "当事人的义务",
        "一、如实陈述纠纷事实；\n二、遵守调解现场秩序，尊重人民调解员；\n三、尊重对方当事人行使权利（第二十四条）。",
        _FIELDS,
    ),
    Passage(
        "people",
        "参加调解的人",
        "人民调解委员会可以指定人民调解员，也可以由当事人选择（第十九条）。征得当事人同意后，可以邀请亲属、邻里、同事等，"
        "或者有专门知识、特定经验的人员和有关社会组织的人员参与调解（第二十条）。",
        _FIELDS,
    ),
    Passage(
        "agreement",
        "调解协议",
        "可以制作调解协议书；认为无需制作的，可以采取口头协议方式，由人民调解员记录（第二十八条）。协议具有法律约束力，当事人应当按照约定"
        "履行（第三十一条）；就协议的履行或者内容发生争议的，一方可以向人民法院起诉（第三十二条）；双方认为有必要的，可以自协议生效之日起"
        "三十日内共同向人民法院申请司法确认（第三十三条）。",
        _FIELDS,
    ),
    Passage(
        "failing",
        "调解不成",
        "调解不成的，终止调解，当事人可以依法通过仲裁、行政、司法等途径维护自己的权利（第二十六条）。",
        _FIELDS,
    ),
)
"""What a centre may say in its own words."""


@frozen(kw_only=True)
class RightsNotice:
    """Input of the paper.

    Attributes:
        wordings: the centre's own words for some of `PASSAGES`.
        void: that the case's number is void, and why; "" for a number in force.
    """

    centre: Centre
    case: MediationCase
    wordings: tuple[Wording, ...] = ()
    void: Annotated[str, Text("编号作废", help="编号作废的原因；写了，每页都标明作废")] = ""


def layout(given: RightsNotice) -> list[list[Sheet]]:
    """One form a party, in the order of the case."""
    refuse([*demand(given.centre, "name"), *demand(given.case, "received", "dispute", "parties")])
    refuse([problem for party in given.case.parties for problem in demand(party, "name")])
    return each(given.case.parties, lambda party: named(_form(given, party).sheets(), party.name, party.address))


def _values(given: RightsNotice, party: Party) -> dict[str, str]:
    """What stands for `_FIELDS`."""
    case = given.case
    return {
        "被告知人": party.name,
        "纠纷": _dispute(case),
        "案件编号": case.number,
        "受理日期": long_form(case.received) if case.received else "",
        "人民调解员": case.mediator,
        "人民调解委员会": committee_of(given.centre),
        "联系电话": given.centre.phone,
    }


def _dispute(case: MediationCase) -> str:
    """张三、李四之间的邻里纠纷（3号楼漏水赔偿）."""
    names = "、".join(party.name for party in case.parties)
    about = f"（{case.title_text.strip()}）" if case.title_text.strip() else ""
    return f"{names}之间的{code_table.load('dispute').label(case.dispute)}{about}"


def _form(given: RightsNotice, party: Party) -> Form:
    case, values = given.case, _values(given, party)
    said = Words(PASSAGES, given.wordings)
    half = (_REST_MM - _LABEL_MM) / 2
    bands: list[Tall] = [
        (_label("被告知人"), _value(party.name, half, solid=True), _label("纠纷中的地位"), _value(_side(party), half)),
        (_label("纠　纷"), _value(values["纠纷"], _REST_MM, 3)),
        (_label("受理日期"), _value(values["受理日期"], half), _label("人民调解员"), _value(case.mediator, half)),
        *(
            Long(_label(passage.label), _text("\n".join(lines_of(said.say(passage.key, values)))))
            for passage in PASSAGES
        ),
        _signatures(),
    ]
    number = f"编号：{case.number}" if case.number else "编号：＿＿＿＿＿＿＿＿＿"
    phone = f"联系电话：{given.centre.phone}。" if given.centre.phone else ""
    return Form(
        TITLE,
        bands,
        lines=((values["人民调解委员会"], number),),
        notes=((f"所列条文出自《中华人民共和国人民调解法》。{phone}签名后存入调解卷宗。", ""),),
        running=f"{TITLE}（续）　{number}",
        practice=given.centre.practice,
    )


def _side(party: Party) -> str:
    return code_table.load("party_side").label(party.side) or "当事人"


def _label(text: str) -> Cell:
    return Cell(text, _LABEL_MM, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO), height_mm=_ROW_MM)


def _value(text: str, width_mm: float, lines: int = 2, *, solid: bool = False) -> Cell:
    return Cell(text, width_mm, align="left", sizes_pt=_SIZES, lines=lines, height_mm=_ROW_MM, solid=solid)


def _text(text: str) -> Cell:
    return Cell(text, _REST_MM, align="justify", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=_ROW_MM, leading=1.35)


def _signatures() -> Signed:
    """That it was told, by whom and to whom, with room for pens and the committee's seal."""
    half, blank, dated = (_LABEL_MM + _REST_MM) / 2, "＿＿＿＿＿＿＿＿", "　　　　　　　年　　月　　日"
    left = (
        "以上事项已经告知我，我已明白。",
        "被告知人（签名、盖章或按指印）：",
        "\u3000",
        f"　　　　　　　{blank}",
        dated,
    )
    right = (f"告知人（签名）：{blank}", "\u3000", "\u3000", "（人民调解委员会印章）", dated)
    return Signed(
        tuple(
            Cell(
                "\n".join(lines), half, align="left", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=38.0, leading=1.6,
            )
            for lines in (left, right)
        )
    )  # fmt: skip


def example() -> RightsNotice:
    """The leak of the intake's example, with its mediator."""
    intake = intake_example()
    centre = evolve(intake.centre, phone="0435-6440001")
    return RightsNotice(centre=centre, case=evolve(intake.case, mediator="周秀兰"))


PAPER = Paper(
    "rights_notice", TITLE, RightsNotice, layout, lambda given: f"{TITLE} {given.case.number}".strip(), FORM, example
)
