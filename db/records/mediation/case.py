"""矛盾调解: a mediation case with its parties."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Looks, Name, Phone, Privacy, Rows, Text, Whole
from db.records.base import Part, Record, fields_of

REFUSED = "2"
CLOSED_STAGES = frozenset({"7", "8", "9"})


@frozen(kw_only=True, slots=False)
class Party(Part):
    """当事人: as the forms print them: age, not birth; no identity number."""

    TABLE: ClassVar[str] = "case_party"
    LABEL: ClassVar[str] = "当事人"

    resident: Annotated[int, Link("登记居民", to="resident", width=6)] = 0
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
class MediationCase(Record):
    """民调案件 (人民调解法; register and forms as 司发通〔2010〕239号 names them)."""

    TABLE: ClassVar[str] = "mediation_case"
    LABEL: ClassVar[str] = "调解案件"

    number: Annotated[str, Text("案件编号", width=10, listed=True, help="受理时自动取号")] = ""
    title_text: Annotated[str, Text("事由", required=True, width=16, listed=True, help="例如：3号楼漏水赔偿")] = ""
    dispute: Annotated[str, Code("纠纷类型", table="dispute", required=True, width=8, listed=True)] = ""
    source: Annotated[str, Code("案件来源", table="case_source", required=True, width=10)] = "1"
    received: Annotated[date | None, Day("受理日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    due: Annotated[
        date | None,
        Day("办结期限", looks=Looks.AHEAD, width=6, listed=True, help="一般一个月内调结（司法部令第75号第三十三条）"),
    ] = None
    place: Annotated[str, Text("发生地点", width=14)] = ""
    facts: Annotated[str, LongText("纠纷简要情况", required=True, privacy=Privacy.PERSONAL, width=28)] = ""
    mediator: Annotated[str, Name("人民调解员", width=6, listed=True)] = ""
    recorder: Annotated[str, Name("登记人", width=6)] = ""
    stage: Annotated[str, Code("办理环节", table="case_stage", required=True, width=6, listed=True)] = "1"
    closed: Annotated[date | None, Day("结束日期", looks=Looks.BACK, width=6)] = None
    parties: Annotated[tuple[Party, ...], Rows("当事人", part=Party, required=True)] = ()
    result: Annotated[str, LongText("处理结果", privacy=Privacy.PERSONAL, width=28, lines=1)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and subject."""
        return f"{self.number} {self.title_text}".strip()

    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.stage not in CLOSED_STAGES

    def rules(self) -> Iterable[Problem]:
        """Two sides at least; a refusal stops mediation (人民调解法 第十七条)."""
        kinds = fields_of(MediationCase)
        if len(self.parties) == 1:
            yield kinds["parties"].problem("one_party", "只有一方当事人", "请加上对方当事人")
        if self.is_open() and self.stage not in ("1", "2") and any(p.consent == REFUSED for p in self.parties):
            yield kinds["stage"].problem(
                "consent_refused", "有当事人明确拒绝，不得调解", "请改为终止调解并告知其他途径"
            )
        if self.received and self.due and self.due < self.received:
            yield kinds["due"].problem("due_before", "早于受理日期", "请改期限")
        if self.received and self.closed and self.closed < self.received:
            yield kinds["closed"].problem("closed_before", "早于受理日期", "请核对结束日期", blocking=False)
