"""民情日志: a line that somebody writes into the own diary; all others follow from what is kept of matters, visits and the like."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Link, LongText, Looks, Privacy
from db.records.base import Record
from db.records.deed import Deed
from db.records.kind import Begins, Beside, Kind, Room
from db.records.may import BUSINESS, May, Own, seen, some
from db.records.role import Role
from db.records.visits.visit import VISITS

WRITERS = BUSINESS
CHIEF = some(Role.CHIEF)


@frozen(kw_only=True, slots=False)
class DiaryLine(Record):
    """一句日志.

    Attributes:
        person: whose diary it stands in; nobody said is who works here.
    """

    TABLE: ClassVar[str] = "diary_line"
    LABEL: ClassVar[str] = "民情日志"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("person",)

    day: Annotated[date | None, Day("日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    person: Annotated[int, Link("谁的日志", to="person", width=6, listed=True, help="空着就是自己的")] = 0
    text: Annotated[
        str, LongText("写了什么", privacy=Privacy.PERSONAL, required=True, width=28, listed=True, lines=2)
    ] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """Whose, and of which day."""
        return " ".join(filter(None, (f"{self.day or ''}", linked.get("person", ""), "民情日志"))).strip()


DIARY_LINES = Kind(
    record=DiaryLine,
    code=84,
    room=Room.VISITS,
    may=May(
        sees=seen(CHIEF, dict.fromkeys(sorted(WRITERS - CHIEF), Own.MINE)),
        makes=WRITERS,
        changes=WRITERS,
        deletes=WRITERS,
        exports=WRITERS,
    ),
    tab="手记",
    order=("-day", "-id"),
    new="补记一句",
    empty="日志里要自己写的话一句一条；办过的事不用写，“民情日志”里自己有（Ctrl+N）",
    begins=(("day", Begins.TODAY),),
    known_by=(("day", "person?", "text"),),
    help=("自己写进民情日志的话，一句一条，能改能删；谁的写在“谁的日志”，空着就是自己的。只有自己和书记/主任看得到。",),
    beside=(
        Beside(
            "diary",
            "民情日志",
            (
                "一个人一天做了什么，自己列出来：登记的、办过的每一步都在，不用再抄一遍；回车打开那一件。",
                "日、周、月随意换，Alt+←、Alt+→ 到前一段、后一段。自己要添的话写在上面一行，回车就记在那一天；选中自己写的按回车改，按 Delete 删，都能撤销。",
                "能印、能导出，号码都遮着。自己的自己看，书记/主任还能看每个人的。",
            ),
        ),
    ),
    line=("{text}",),
    deed=Deed("自己写的", "person", "day", ("{text}",)),
    save="keep_diary_line",
    switch=VISITS.switch,
)
