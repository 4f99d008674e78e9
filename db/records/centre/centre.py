"""中心、工作人员、规则: what the papers name, and what differs from place to place."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem, ValueUnreadable
from db.fields import Code, Day, Flag, LongText, Name, Phone, Privacy, Text
from db.records.base import Record, fields_of
from db.values.number_form import read_number_form
from db.values.recurrence import read_monthly
from db.values.term import read_term

TOPIC_DAY = "topic_day"
VISIT_DAY = "visit_day"
MEDIATION_LIMIT = "mediation_limit"
READERS: Mapping[str, Callable[[str], object]] = {
    TOPIC_DAY: read_monthly,
    VISIT_DAY: read_monthly,
    MEDIATION_LIMIT: read_term,
}
_NUMBER_FORM = "number_form_"


def number_word_key(family: str) -> str:
    """The key of the rule that holds the 代字 of a family of numbers."""
    return f"number_word_{family}"


def number_form_key(family: str) -> str:
    """The key of the rule that says how the numbers of a family are written."""
    return f"{_NUMBER_FORM}{family}"


@frozen(kw_only=True, slots=False)
class Centre(Record):
    """本中心: one row; what heads and signs the papers."""

    TABLE: ClassVar[str] = "centre"
    LABEL: ClassVar[str] = "本中心"

    name: Annotated[
        str, Text("中心名称", required=True, width=16, listed=True, help="例如：幸福里社区党群服务中心")
    ] = ""
    community: Annotated[str, Text("社区名称", width=10, help="例如：幸福里社区")] = ""
    issuer: Annotated[str, Text("落款单位", width=16, help="会议通知、纪要的落款；空着就用中心名称")] = ""
    committee: Annotated[str, Text("人民调解委员会", width=16, help="受理登记表上的名称")] = ""
    case_word: Annotated[str, Text("案件代字", width=4, help="民调〔2026〕118号里的“民调”")] = "民调"
    hall: Annotated[str, Text("议事厅地点", width=12)] = ""
    address: Annotated[str, Text("地址", width=20)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PUBLIC, width=8)] = ""
    practice: Annotated[bool, Flag("练习小区", help="练习资料，画面和纸面都会标明")] = False

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def signer(self) -> str:
        """Who signs notices and minutes."""
        return self.issuer or self.name


@frozen(kw_only=True, slots=False)
class Clerk(Record):
    """工作人员."""

    TABLE: ClassVar[str] = "clerk"
    LABEL: ClassVar[str] = "工作人员"

    name: Annotated[str, Name("姓名", required=True, width=6, listed=True)] = ""
    role: Annotated[str, Code("岗位", table="clerk_role", width=6, listed=True)] = "1"
    phone: Annotated[str, Phone("电话", width=8, listed=True)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name


@frozen(kw_only=True, slots=False)
class Rule(Record):
    """规则: a dated setting with its source; the row in force on a day is the latest that has begun."""

    TABLE: ClassVar[str] = "rule"
    LABEL: ClassVar[str] = "规则"

    key: Annotated[str, Text("规则代号", required=True, width=10)] = ""
    label: Annotated[str, Text("规则", required=True, width=12, listed=True)] = ""
    value: Annotated[str, Text("取值", width=8, listed=True)] = ""
    since: Annotated[date | None, Day("生效日期", required=True, width=6, listed=True)] = None
    source: Annotated[str, LongText("依据", width=24, listed=True)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The label."""
        return self.label

    def rules(self) -> Iterable[Problem]:
        """A value that the program cannot read would surprise the clerk on the day it is needed."""
        read = read_number_form if self.key.startswith(_NUMBER_FORM) else READERS.get(self.key)
        if not self.value or read is None:
            return
        try:
            read(self.value)
        except ValueUnreadable as error:
            yield fields_of(Rule)["value"].problem(error.code, error.message, error.remedy)
