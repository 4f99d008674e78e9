"""直办规则: what goes straight to whoever deals with it, past 召集 and 分级: by urgency and category, dated, with its source."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Rows
from db.records.base import Lasting, Part, Record, fields_of
from db.records.kind import Kind, Room, Switch
from db.records.matters.flow import CHIEF, NEAR
from db.records.may import May, seen, some
from db.records.role import Role
from db.values import code_table


@frozen(kw_only=True, slots=False)
class Copied(Part):
    """抄送单位: who is told of it besides."""

    TABLE: ClassVar[str] = "skip_copied"
    LABEL: ClassVar[str] = "抄送单位"

    body: Annotated[int, Link("抄送单位", to="body", required=True, width=10)] = 0


@frozen(kw_only=True, slots=False)
class SkipRule(Lasting, Record):
    """直办规则.

    Attributes:
        urgency, category: of what it is for; "" for any. One of both is said: else nothing would be gathered and graded any more.
        level, lead: with whom it is then.
        source: where it is written.
    """

    TABLE: ClassVar[str] = "skip_rule"
    LABEL: ClassVar[str] = "直办规则"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("category", "since")

    urgency: Annotated[str, Code("紧急程度", table="matter_urgency", width=4, listed=True, help="空着就都管")] = ""
    category: Annotated[
        str, Code("类别", table="matter_category", width=6, listed=True, help="空着就都管；下一级的也管")
    ] = ""
    level: Annotated[str, Code("直接到哪一层", table="matter_level", width=5, listed=True, required=True)] = ""
    lead: Annotated[int, Link("主办单位", to="body", required=True, width=10, listed=True)] = 0
    copies: Annotated[tuple[Copied, ...], Rows("抄送单位", part=Copied)] = ()
    since: Annotated[date | None, Day("起", required=True, width=6, listed=True, help="从哪天起受理的按这一条")] = None
    until: Annotated[date | None, Day("止", width=6, listed=True)] = None
    source: Annotated[str, LongText("依据", required=True, width=14, listed=True, lines=1)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """紧急 物业服务 → 街道."""
        kinds = fields_of(SkipRule)
        told = " ".join(filter(None, (kinds["urgency"].show(self.urgency), kinds["category"].show(self.category))))
        return f"{told} → {kinds['level'].show(self.level)}".strip()

    def rules(self) -> Iterable[Problem]:
        """It says what it is for."""
        yield from super().rules()
        if self.level and not (self.urgency or self.category):
            yield fields_of(SkipRule)["urgency"].problem("all", "和类别都空着，什么都不用召集、分级了", "请至少填一项")

    def fits(self, urgency: str, category: str, day: date) -> bool:
        """Whether it is for something that came on a day."""
        upper = code_table.load("matter_category").upper.get(category, "")
        return self.holds(day) and self.urgency in ("", urgency) and self.category in ("", category, upper)

    def weight(self) -> tuple[int, date, int]:
        """Which of several that fit goes before: that which says more, then the later one."""
        return (bool(self.urgency) + bool(self.category), self.since or date.min, self.id)


_BY_WHOM = NEAR | some(Role.MEDIATOR, Role.SECRETARY, Role.ARCHIVIST)
"""Whoever sees matters: to anybody else such a rule says nothing."""
SKIP_RULES = Kind(
    record=SkipRule,
    code=86,
    room=Room.MATTERS,
    tab="直办规则",
    order=("-since", "-id"),
    new="新建直办规则",
    empty="哪些事不用召集、分级，直接交给谁办、抄送谁，写在这里（Ctrl+N）；没有规则的照样按环节一步一步办",
    help=(
        "符合的诉求在网格召集时多一个直接交办的按钮：现层级、主办单位照规则填好，抄送单位记进经过。两条都符合的，写得细的先，再看哪条起得晚。",
        "从起的那天起受理的才按这一条；改了以前的不变，不再用的填“止”。",
    ),
    known_by=(("urgency?", "category?", "since"),),
    switch=Switch("skip_rules", "诉求：直办规则（跳过召集、分级）"),
    may=May(sees=seen(_BY_WHOM), makes=CHIEF, changes=CHIEF, deletes=CHIEF, exports=CHIEF),
)
