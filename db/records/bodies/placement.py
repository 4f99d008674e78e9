"""上下级: which body stands under which, in which tree, from a day to a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, Looks, Text
from db.fields.time import TERM
from db.records.base import Lasting, Record, fields_of
from db.records.condition import is_
from db.records.figure import Figure, depth
from db.records.kind import Kind, Room, Switch, View
from db.records.may import POSTS_MAY


@frozen(kw_only=True, slots=False)
class Placement(Lasting, Record):
    """上下级: a body may stand in several trees, in each of them under one other at a time."""

    TABLE: ClassVar[str] = "placement"
    LABEL: ClassVar[str] = "上下级"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("upper", "lower")

    tree: Annotated[str, Code("体系", table="placement_tree", required=True, width=6, listed=True)] = ""
    upper: Annotated[int, Link("上级", to="body", required=True, width=16, listed=True)] = 0
    lower: Annotated[int, Link("下级", to="body", required=True, width=16, listed=True)] = 0
    relation: Annotated[str, Code("关系", table="placement_relation", required=True, width=4, listed=True)] = "1"
    since: Annotated[date | None, Day("起", looks=Looks.NEAR, width=6, listed=True)] = None
    until: Annotated[date | None, Day("止", ahead=TERM, width=6, listed=True, help="现在还是，就空着")] = None
    basis: Annotated[str, Text("依据", width=12, help="文件名称或文号")] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The one above and the one below."""
        return f"{linked.get('upper', '')} → {linked.get('lower', '')}"

    def mark(self) -> str:
        """That it has ended."""
        return "已结束" if self.until else ""

    def rules(self) -> Iterable[Problem]:
        """Nothing stands under itself."""
        yield from Lasting.rules(self)
        if self.upper and self.upper == self.lower:
            yield fields_of(Placement)["lower"].problem("under_itself", "和上级是同一个组织", "请另选一个")

    def remarks(self) -> Iterable[Problem]:
        """Since when."""
        if self.since is None:
            yield fields_of(Placement)["since"].problem("since_missing", "没有填", "知道了再补上")


PARTY_TREE = "1"
"""The tree 组织架构（党）."""

PLACEMENTS = Kind(
    record=Placement,
    code=21,
    room=Room.BODIES,
    may=POSTS_MAY,
    tab="上下级",
    order=("tree", "upper", "lower"),
    views=(View("现在的", (is_("until", None),)),),
    new="新建上下级",
    known_by=(("tree", "lower", "until?"), ("tree", "upper", "lower", "since")),
    figures=(
        Figure(
            name="party_levels",
            label="组织架构",
            of="placement",
            where=(is_("tree", PARTY_TREE),),
            measure=depth("upper", "lower"),
            unit="级",
            about="“组织架构（党）”体系里从上到下最多几层",
        ),
    ),
    switch=Switch("placements", "组织的上下级"),
    help=(
        "谁是谁的上级，在哪个体系里，从哪天起。同一个组织可以在几个体系里各有上级；换了上级，给旧的填止日再建新的。",
    ),
)
