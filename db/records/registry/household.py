"""户: people who live together in a house; who stands in one household booklet is a `Booklet`."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Looks, Privacy, Rows, Whole
from db.records.base import Record, Spell, derived, fields_of
from db.records.condition import has
from db.records.figure import Figure
from db.records.kind import Found, Kind, Room
from db.records.may import HOMES_MAY
from db.records.registry.heads import HEAD, of_heads, told_twice

__all__ = ["HEAD", "HOUSEHOLDS", "Household", "Member"]


@frozen(kw_only=True, slots=False)
class Member(Spell):
    """户内成员: a resident in a household, from a day to a day."""

    TABLE: ClassVar[str] = "household_member"
    LABEL: ClassVar[str] = "户内成员"

    resident: Annotated[int, Link("居民", to="resident", required=True, width=6)] = 0
    relation: Annotated[
        str, Code("与户主关系", table="relation", width=6, words=("与户主关系", "户主关系", "家庭关系"))
    ] = ""
    since: Annotated[date | None, Day("迁入", looks=Looks.BACK, width=6)] = None
    until: Annotated[date | None, Day("迁出", looks=Looks.BACK, width=6)] = None

    def rules(self) -> Iterable[Problem]:
        """Nobody leaves before they came."""
        if self.since and self.until and self.until < self.since:
            yield fields_of(Member)["until"].problem("until_before", "早于迁入", "请核对这两个日期", blocking=False)


@frozen(kw_only=True, slots=False)
class Household(Record):
    """户 (户口登记条例 第五条: those who live together under one head make one household)."""

    TABLE: ClassVar[str] = "household"
    LABEL: ClassVar[str] = "户"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("head", "house")
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("head", "house")

    head: Annotated[int, Link("户主", to="resident", width=6, listed=True)] = 0
    house: Annotated[int, Link("房屋", to="house", privacy=Privacy.PERSONAL, width=14, listed=True)] = 0
    note: Annotated[str, LongText("备注", width=20)] = ""
    members: Annotated[tuple[Member, ...], Rows("户内成员", part=Member)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """张三户, or the house when the household has no head."""
        return f"{linked['head']}户" if linked.get("head") else f"{linked.get('house', '')}（无户主）"

    @derived(Whole("在户人数", width=4))
    def present_count(self) -> int:
        """How many members have not left."""
        return len(self.present())

    def present(self) -> tuple[Member, ...]:
        """The members who have not left."""
        return tuple(m for m in self.members if m.until is None)

    def rules(self) -> Iterable[Problem]:
        """At most one head, and nobody twice."""
        yield from told_twice(self.present(), fields_of(Household)["members"])

    def remarks(self) -> Iterable[Problem]:
        """Whoever lives together has one head on every day."""
        yield from of_heads(self.head, self.members, fields_of(Household)["members"])


HOUSEHOLDS = Kind(
    record=Household,
    code=2,
    room=Room.REGISTRY,
    may=HOMES_MAY,
    tab="户",
    new="新建户",
    help=(
        "住在一起的一户一条：户主、房屋、户内成员。人搬走填迁出日期，不要删去那一行。",
        "户口簿上的户号、谁在册，写在“户籍户”里。",
    ),
    found=Found(home="house"),
    line=("{house}", "{present_count} 人"),
    known_by=(("house", "head?"),),
    figures=(
        Figure(
            name="households_here",
            label="户",
            of="household",
            where=(has("members"),),
            unit="户",
            about="那一天有人在户的",
        ),
    ),
    save="save_home",
    papers=("household_card",),
    lists=("household_cards", "mail_to_households"),
    many=("to_meeting", "life_events"),
)
