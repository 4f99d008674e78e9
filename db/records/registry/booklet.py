"""户籍户: who stands in one household booklet (户口簿), wherever they live; who lives together is a household of its own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Looks, Privacy, Rows, Text, Whole
from db.records.base import Record, Spell, derived, fields_of
from db.records.condition import is_not
from db.records.figure import ALL, Figure
from db.records.kind import Found, Kind, Room, View
from db.records.may import HOMES_MAY
from db.records.registry.heads import of_heads, told_twice

COLLECTIVE = "2"
"""集体户: the dormitory of a unit, which may have no head (户口登记条例 第五条)."""
TAKEN_OVER = "从旧版来的户号，成员请核对"
"""The doubt about a booklet of which an older program kept the number alone."""


@frozen(kw_only=True, slots=False)
class BookletMember(Spell):
    """户籍成员: somebody in a booklet, from a day to a day."""

    TABLE: ClassVar[str] = "booklet_member"
    LABEL: ClassVar[str] = "户籍成员"

    resident: Annotated[int, Link("居民", to="resident", required=True, width=6)] = 0
    relation: Annotated[
        str, Code("与户主关系", table="relation", width=6, words=("与户主关系", "户主关系", "家庭关系"))
    ] = ""
    since: Annotated[date | None, Day("迁入", looks=Looks.BACK, width=6)] = None
    until: Annotated[date | None, Day("迁出", looks=Looks.BACK, width=6, help="最后一天，连这一天在内")] = None
    came: Annotated[str, Text("怎样迁入", width=5, help="例如：出生、婚迁、投靠")] = ""
    went: Annotated[str, Text("怎样迁出", width=5, help="例如：婚迁、分户、死亡注销")] = ""


@frozen(kw_only=True, slots=False)
class Booklet(Record):
    """户籍户 (户口登记条例 第四条、第五条)."""

    TABLE: ClassVar[str] = "booklet"
    LABEL: ClassVar[str] = "户籍户"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("head", "house")
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("head", "number")

    number: Annotated[
        str,
        Text(
            "户号", privacy=Privacy.PERSONAL, width=8, listed=True, words=("户编号", "户口簿号", "户口本号", "户籍号")
        ),
    ] = ""
    kind: Annotated[str, Code("户别", table="booklet_kind", width=5, listed=True, words=("户类型", "户口类别"))] = "1"
    head: Annotated[int, Link("户主", to="resident", width=6, listed=True, words=("户主姓名",))] = 0
    house: Annotated[
        int,
        Link(
            "登记的房屋",
            to="house",
            privacy=Privacy.PERSONAL,
            width=14,
            listed=True,
            help="户口登记在本社区的哪一套；不在本社区的写在户籍地址里",
        ),
    ] = 0
    address: Annotated[
        str,
        Text("户籍地址", privacy=Privacy.PERSONAL, width=20, words=("户口所在地", "户籍地", "户籍所在地", "户口地址")),
    ] = ""
    doubt: Annotated[str, Text("待核实", width=12, listed=True, help="还要核实的事项；核实后清空")] = ""
    note: Annotated[str, LongText("备注", privacy=Privacy.PERSONAL, width=20)] = ""
    members: Annotated[tuple[BookletMember, ...], Rows("户籍成员", part=BookletMember)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """张三户籍户; without a head by its number or its door."""
        if name := linked.get("head"):
            return f"{name}户籍户"
        return f"{self.number or linked.get('house', '')}户籍户（无户主）"

    @derived(Whole("在册人数", width=4))
    def present_count(self) -> int:
        """How many stand in it today."""
        return len(self.present())

    def present(self) -> tuple[BookletMember, ...]:
        """The members who have not left."""
        return tuple(m for m in self.members if m.until is None)

    def rules(self) -> Iterable[Problem]:
        """At most one head today, and nobody twice."""
        yield from told_twice(self.present(), fields_of(Booklet)["members"])

    def remarks(self) -> Iterable[Problem]:
        """A family has one head on every day on which somebody stands in it (户口登记条例 第五条); of a 集体户 none is asked."""
        yield from of_heads(self.head, self.members, fields_of(Booklet)["members"], asked=self.kind != COLLECTIVE)


BOOKLETS = Kind(
    record=Booklet,
    code=70,
    room=Room.REGISTRY,
    may=HOMES_MAY,
    tab="户籍户",
    order=("head", "number"),
    views=(View("待核实", (is_not("doubt", ""),)),),
    new="新建户籍户",
    empty="户口簿上的户写在这里：户号、户主、在册的人；住在一起的写在“户”里",
    help=(
        "一本户口簿一条：户号、户主、登记在哪里、谁在册。住在哪里不管，住在一起的写在“户”里；一家人可以户口在一处、住在几处。",
        "迁出的填迁出日期，不要删去那一行。一个人同一天只在一本户口簿上，集体户可以没有户主。",
        "从旧版来的户号只有号，没有人知道谁在册：标着待核实，核对以后写上成员，清空待核实。",
    ),
    found=Found(documents=("number",), home="house"),
    line=("{number}", "{house}", "{present_count} 人"),
    known_by=(("number",), ("house", "head")),
    save="save_home",
    figures=(Figure(name="booklets_here", label="户籍户", of="booklet", where=ALL, unit="户"),),
)
