"""矛盾调解: a mediation case with its parties."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Looks, Name, Phone, Privacy, Ref, Rows, StageCode, Text, Whole
from db.records.base import Part, Record, derived, fields_of
from db.records.clock import Clock
from db.records.condition import not_one_of, one_of
from db.records.figure import Figure, ratio
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import Family, Found, Kind, Numbered, OnCard, Room, Switch, View, Way, WhileOpen
from db.records.letters.number import CASE
from db.records.may import May, Own, seen, some
from db.records.participant import Participant, actors_as, role_in
from db.records.role import Role
from db.values import code_table

AGREED, REFUSED = "1", "2"
APPLIED = "1"
"""The source of a case for which a party came itself."""
APPLICANT, OTHER_SIDE = "1", "2"
"""The sides: whoever applied for mediation, and whom they quarrel with."""
ELSEWHERE = "4"
"""The outcome of what is for others to deal with; see the table ``outcome``."""

STAGES = (
    Stage("1", "受理", Meaning.NEW),
    Stage("2", "征得同意", Meaning.WORKING),
    Stage("3", "调查核实", Meaning.WORKING, optional=True, words=("调查",)),
    Stage("4", "调解中", Meaning.WORKING, words=("调解",)),
    Stage("5", "达成协议", Meaning.WORKING),
    Stage("6", "履行回访", Meaning.WORKING, optional=True, words=("回访",)),
    Stage("7", "结案", Meaning.DONE),
    Stage("8", "终止调解", Meaning.DONE, words=("终止",)),
    Stage("9", "不予受理", Meaning.DONE),
    Stage("0", "作废", Meaning.VOID),
)


def _not_asked(case: "MediationCase") -> Iterator[Problem]:
    """Nobody is mediated who was not asked (人民调解法 第十七条); who refused is a matter of the record's own rules."""
    names = "、".join(party.name for party in case.parties if party.consent not in (AGREED, REFUSED))
    if names:
        what = f"还没有征得{names}同意"
        yield fields_of(MediationCase)["parties"].problem(
            "not_asked", what, "请先问过，在“是否同意调解”里选；不同意的用“终止调解”"
        )


_MEDIATING = some(Role.MEDIATOR, Role.CHIEF)
_MOVES = (
    Move(name="consent", label="征得同意", source=("1",), to="2", asks=("parties",), hindered=_not_asked, main=True),
    Move(name="investigate", label="调查核实", source=("2",), to="3", asks=("parties",), main=True),
    Move(
        name="mediate", label="开始调解", source=("2", "3"), to="4", asks=("parties",), hindered=_not_asked, main=True
    ),
    Move(
        name="agree", label="达成协议", source=("4",), to="5", asks=("result",), needs=("result",),
        papers=("mediation_agreement",), main=True,
    ),
    Move(name="follow_up", label="履行回访", source=("5",), to="6", asks=("result",), main=True),
    Move(
        name="close", label="结案", source=("5", "6"), to="7", asks=("outcome", "result"), needs=("outcome", "result"),
        stamps=("closed",), main=True,
    ),
    Move(
        name="end", label="终止调解", source=("1", "2", "3", "4", "5", "6"), to="8", asks=("outcome",),
        needs=("outcome",), stamps=("closed",), reason=True,
    ),
    Move(
        name="refuse", label="不予受理", source=("1",), to="9", sets={"outcome": ELSEWHERE}, stamps=("closed",),
        reason=True, papers=("case_intake",), by=_MEDIATING | {Role.DESK},
    ),
)  # fmt: skip
MEDIATION = Flow(
    name="mediation",
    label="人民调解",
    outcome="outcome",
    stages=STAGES,
    moves=_MOVES,
    begun="received",
    given=("due", "matter"),
    clocks=(Clock(name="settle", label="调结", stops=("5",), day="due"),),
)
"""From acceptance to the end, in the order of 人民调解法 第十七至三十三条."""
CLOSED_STAGES = frozenset(MEDIATION.codes(Meaning.DONE, Meaning.VOID))
SETTLED = ("5", "6", "7")
"""An agreement was reached."""
ENDED, REFUSED_STAGE = "8", "9"
"""终止调解, and 不予受理."""
NOT_SETTLED = ("3", "4", "5")
"""Outcomes of what was not settled: 解释说明, 转走, 撤回."""


@frozen(kw_only=True, slots=False)
class Party(Part):
    """当事人: as the forms print them: age, not birth; no identity number.

    Attributes:
        who: the resident, the body or the person; 0 for somebody from outside.
    """

    TABLE: ClassVar[str] = "case_party"
    LABEL: ClassVar[str] = "当事人"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body", "person"), width=6)] = 0
    side: Annotated[str, Code("地位", table="party_side", width=5)] = "1"
    name: Annotated[str, Name("姓名或名称", required=True, width=6)] = ""
    sex: Annotated[str, Code("性别", table="sex", width=3)] = ""
    ethnicity: Annotated[str, Code("民族", table="ethnicity", width=4)] = ""
    age: Annotated[int | None, Whole("年龄", units=("岁", "周岁"), least=0, most=150, width=3)] = None
    job: Annotated[str, Text("职业或职务", width=6)] = ""
    phone: Annotated[str, Phone("联系方式", privacy=Privacy.PERSONAL, width=8)] = ""
    address: Annotated[str, Text("单位或住址", privacy=Privacy.PERSONAL, width=14)] = ""
    consent: Annotated[str, Code("是否同意调解", table="consent", width=5)] = "0"


@frozen(kw_only=True, slots=False)
class CaseActor(Participant):
    """Mediators, and who entered the case."""

    TABLE: ClassVar[str] = "case_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class MediationCase(Record):
    """民调案件 (人民调解法; register and forms as 司发通〔2010〕239号 names them).

    Attributes:
        matter: what it is a way of dealing with; every case that is accepted has one.
    """

    TABLE: ClassVar[str] = "mediation_case"
    LABEL: ClassVar[str] = "调解案件"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("number", "title_text")

    number: Annotated[str, Text("案件编号", width=10, listed=True, fixed=True, help="受理时自动取号")] = ""
    title_text: Annotated[str, Text("事由", required=True, width=16, listed=True, help="例如：3号楼漏水赔偿")] = ""
    dispute: Annotated[str, Code("纠纷类型", table="dispute", required=True, width=8, listed=True)] = ""
    source: Annotated[str, Code("案件来源", table="case_source", required=True, width=10)] = "1"
    received: Annotated[date | None, Day("受理日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    due: Annotated[
        date | None,
        Day(
            "办结期限",
            looks=Looks.AHEAD,
            width=6,
            listed=True,
            fixed=True,
            help="一般一个月内调结（司法部令第75号第三十三条）；要改用“延期”",
        ),
    ] = None
    place: Annotated[str, Text("发生地点", width=14)] = ""
    facts: Annotated[str, LongText("纠纷简要情况", required=True, privacy=Privacy.PERSONAL, width=28)] = ""
    mediator: Annotated[str, Name("人民调解员", acts=True, width=6, listed=True)] = ""
    recorder: Annotated[str, Name("登记人", acts=True, width=6)] = ""
    stage: Annotated[
        str, StageCode("办理环节", table="case_stage", stages=STAGES, required=True, width=6, listed=True, fixed=True)
    ] = "1"
    closed: Annotated[date | None, Day("结束日期", looks=Looks.BACK, width=6, fixed=True)] = None
    parties: Annotated[tuple[Party, ...], Rows("当事人", part=Party, required=True)] = ()
    result: Annotated[str, LongText("处理结果", privacy=Privacy.PERSONAL, width=28, lines=1)] = ""
    outcome: Annotated[str, Code("怎样了结", table="outcome", width=6, fixed=True)] = ""
    matter: Annotated[int, Link("诉求", to="matter", width=14, fixed=True)] = 0
    actors: Annotated[tuple[CaseActor, ...], actors_as(CaseActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and subject."""
        return f"{self.number} {self.title_text}".strip()

    @derived(Text("各方当事人", privacy=Privacy.PERSONAL, width=12))
    def party_names(self) -> str:
        """The names of the parties."""
        return "、".join(party.name for party in self.parties)

    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.stage not in CLOSED_STAGES

    def rules(self) -> Iterable[Problem]:
        """Two sides at least; a refusal stops mediation (人民调解法 第十七条)."""
        kinds = fields_of(MediationCase)
        stage = code_table.standing("case_stage", self.stage)
        if len(self.parties) == 1:
            yield kinds["parties"].problem("one_party", "只有一方当事人", "请加上对方当事人")
        if self.is_open() and stage not in ("1", "2") and any(p.consent == REFUSED for p in self.parties):
            yield kinds["stage"].problem(
                "consent_refused", "有当事人明确拒绝，不得调解", "请改为终止调解并告知其他途径"
            )
        if self.received and self.due and self.due < self.received:
            yield kinds["due"].problem("due_before", "早于受理日期", "请改期限")
        if self.received and self.closed and self.closed < self.received:
            yield kinds["closed"].problem("closed_before", "早于受理日期", "请核对结束日期", blocking=False)


OPEN_CASES = "在办"
"""The part of the list that is counted on the first screen."""

_SETTLED = (one_of("stage", SETTLED), not_one_of("outcome", NOT_SETTLED))
FIGURES = (
    Figure(
        name="cases_accepted", label="受理纠纷", of="mediation_case",
        where=(not_one_of("stage", (REFUSED_STAGE, *MEDIATION.codes(Meaning.VOID))),), when="received", unit="件",
        about="不予受理和作废的不算",
    ),
    Figure(
        name="cases_settled", label="调解成功", of="mediation_case", where=_SETTLED, when="closed", unit="件",
        about="达成协议、已经结案的",
    ),
    Figure(
        name="cases_settled_share", label="调解成功率", of="mediation_case", where=(one_of("stage", (*SETTLED, ENDED)),),
        when="closed", measure=ratio(*_SETTLED), about="调解成功的，占结案和终止调解的",
    ),
    Figure(
        name="cases_open", label="在办纠纷", of="mediation_case", where=(not_one_of("stage", sorted(CLOSED_STAGES)),),
        unit="件",
    ),
)  # fmt: skip

_MAY = May(  # 人民调解法 第十五条第四项: whoever mediates keeps to himself what he learns
    sees=seen({Role.CHIEF, Role.ARCHIVIST}, {Role.MEDIATOR: Own.MINE, Role.DESK: Own.MINE}),
    makes=_MEDIATING | {Role.DESK},
    changes=_MEDIATING,
    deletes=_MEDIATING,
    exports=_MEDIATING | {Role.ARCHIVIST},
)  # fmt: skip

MEDIATION_CASES = Kind(
    record=MediationCase,
    code=3,
    room=Room.MEDIATION,
    may=_MAY,
    tab="调解案件",
    order=("-received", "-id"),
    views=(View(OPEN_CASES, (not_one_of("stage", sorted(CLOSED_STAGES)),)),),
    new="受理纠纷",
    start="受理纠纷",
    help=(
        "受理纠纷、跟着办到结案。“受理并取号”按下去才取号；没受理的留作草稿。",
        "群众先来登记过诉求的，旁边“可能是同一件事”里点“并到这件”，就算那件诉求的调解，不另登记一件。",
        "红色按钮是下一步，要填的写在“本环节要填”里；延期（写明批准人）、暂停计时、终止、作废、更正、补记在旁边和“更多”里，办错了马上可以撤回。",
        "达成协议时，“处理结果”照协议写：谁、做什么、到哪一天；“打印 → 调解协议书”就印这些，签名盖章的地方空着。",
    ),
    known_by=(("number",), ("title_text", "received")),
    found=Found(
        persons=("parties.name",),
        texts=("title_text", "number"),
        telephones=("parties.phone",),
        documents=("number",),
        newest_first=True,
    ),
    line=("{party_names}", "{stage}", "期限 {due}"),
    number=Numbered("number", "title_text", family=Family(day="received", code=CASE)),
    flows=(MEDIATION,),
    on_card=OnCard(
        "parties.who",
        "received",
        ("{party_names}", "{stage}"),
        open=OPEN_CASES,
        open_line=("期限 {due}",),
        household=True,
        begins=True,
    ),
    figures=FIGURES,
    way=Way("matter", key="M"),
    moved="way_moved",
    due=WhileOpen(who="party_names", mine=("mediator",), root="matter"),
    save="accept_case",
    papers=("case_intake", "rights_notice", "mediation_agreement"),
    switch=Switch("mediation", "矛盾调解", usual=True),
    centre=("committee", "case_word"),
    tells=(("matter", "“相关”里点“受理纠纷”，就是这件诉求的案件。"),),
    evidence=True,
)
