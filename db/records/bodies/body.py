"""组织: party bodies, committees, property companies, units and teams."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, CreditCode, Day, Link, LongText, Looks, Phone, Privacy, Text
from db.records.base import Record, fields_of
from db.records.condition import is_
from db.records.figure import Figure
from db.records.kind import Found, Kind, Room, View
from db.records.may import STAFF_MAY


@frozen(kw_only=True, slots=False)
class Body(Record):
    """组织."""

    TABLE: ClassVar[str] = "body"
    LABEL: ClassVar[str] = "组织"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[str, Text("名称", required=True, width=16, listed=True, words=("组织名称", "单位名称", "全称"))] = (
        ""
    )
    short: Annotated[str, Text("简称", width=8)] = ""
    kind: Annotated[str, Code("类别", table="body_kind", required=True, width=8, listed=True)] = ""
    level: Annotated[str, Code("层级", table="body_level", width=5, listed=True)] = ""
    uscc: Annotated[
        str,
        CreditCode("统一社会信用代码", privacy=Privacy.PUBLIC, width=10, words=("信用代码",), help="没有就空着"),
    ] = ""
    head: Annotated[int, Link("负责人", to="person", width=6, listed=True)] = 0
    contact: Annotated[int, Link("联系人", to="person", width=6)] = 0
    phone: Annotated[str, Phone("电话", width=8, listed=True, words=("联系电话", "办公电话"))] = ""
    grid: Annotated[int, Link("所属网格", to="grid", width=8)] = 0
    estate: Annotated[int, Link("所属小区", to="estate", width=8, listed=True)] = 0
    founded: Annotated[date | None, Day("成立日期", looks=Looks.BACK, width=6, listed=True)] = None
    approval: Annotated[str, Text("批准文号", width=10, help="批复、备案的文号")] = ""
    closed: Annotated[date | None, Day("撤销日期", looks=Looks.BACK, width=6, listed=True)] = None
    closed_why: Annotated[str, Text("撤销原因", width=12)] = ""
    note: Annotated[str, LongText("备注", width=20)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def mark(self) -> str:
        """That it is no more."""
        return "已撤销" if self.closed else ""

    def rules(self) -> Iterable[Problem]:
        """Nothing is closed before it was founded."""
        if self.founded and self.closed and self.closed < self.founded:
            yield fields_of(Body)["closed"].problem("closed_before", "早于成立日期", "请核对这两个日期")

    def remarks(self) -> Iterable[Problem]:
        """A reason without a day."""
        if self.closed_why and not self.closed:
            yield fields_of(Body)["closed"].problem("closed_missing", "写了撤销原因，没有填日期", "知道了再补上")


LIVE = "现有"
"""The part of the list that is not closed."""

BODIES = Kind(
    record=Body,
    code=20,
    room=Room.BODIES,
    may=STAFF_MAY,
    tab="组织",
    order=("kind", "name"),
    views=(View(LIVE, (is_("closed", None),)),),
    new="新建组织",
    empty="党组织、居委会、业委会、物业企业、驻区单位都登记在这里；按“新建组织”录入第一个（Ctrl+N）",
    help=(
        "党组织、居委会、业委会、物业企业、驻区单位和队伍。撤销的填撤销日期，不要删去。",
        "负责人、联系人从人员里选；谁任什么职务、从哪天到哪天，在“任职”里登记。业委会、物管会写上是哪个小区的，“必配”里才算有。",
    ),
    known_by=(("uscc",), ("name",)),
    figures=(Figure(name="bodies_here", label="现有组织", of="body", where=(is_("closed", None),), unit="个"),),
    found=Found(texts=("name", "short", "uscc"), telephones=("phone",), documents=("approval",)),
    line=("{mark}", "{kind}", "{head}", "{phone}"),
)
