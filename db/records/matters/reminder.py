"""督办单: a body that was called by a whistle is urged, plainly, with a yellow or a red card."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Day, Link, LongText, Looks, Moment, Name, Privacy, Text
from db.records.base import Record
from db.records.condition import is_, not_one_of
from db.records.figure import Figure
from db.records.kind import Begins, BegunAt, Family, Found, Kind, Numbered, OwnPaper, Room, View
from db.records.matters.flow import LEADERS
from db.records.matters.whistle import WHISTLES_SWITCH
from db.records.matters.whistle_flow import VOID_STAGES
from db.records.may import May, Own, seen
from db.records.participant import Participant, actors_as, role_in
from db.records.role import Role

PLAIN, YELLOW, RED = "1", "2", "3"
"""Codes of the table ``reminder_card``."""
OF_LIVE = not_one_of("whistle.stage", VOID_STAGES)
"""Of a whistle that was blown: what was written of one that is void is void with it."""
NOT_OF_VOID = "哨单作废了的不算"


@frozen(kw_only=True, slots=False)
class ReminderActor(Participant):
    """Who urges."""

    TABLE: ClassVar[str] = "reminder_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class Reminder(Record):
    """一次督办: it stands in the number book, and in what happened with the whistle."""

    TABLE: ClassVar[str] = "reminder"
    LABEL: ClassVar[str] = "督办单"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("number", "subject")

    number: Annotated[str, Text("督办编号", width=9, listed=True, fixed=True, help="保存时自动取号")] = ""
    card: Annotated[str, Code("轻重", table="reminder_card", required=True, width=6, listed=True)] = PLAIN
    what: Annotated[
        str,
        LongText("督办事项", required=True, privacy=Privacy.PERSONAL, width=28, help="例如：到场时限已过，请今天到场"),
    ] = ""
    answer: Annotated[date | None, Day("答复期限", looks=Looks.AHEAD, width=6, listed=True)] = None
    lead: Annotated[int, Link("督办哪个单位", to="body", required=True, width=12, listed=True)] = 0
    subject: Annotated[str, Text("事由", required=True, width=20, listed=True)] = ""
    at: Annotated[datetime | None, Moment("督办时间", looks=Looks.BACK, width=8, listed=True, help="空着就是现在")] = (
        None
    )
    urged_by: Annotated[str, Name("督办人", acts=True, width=6)] = ""
    answered: Annotated[date | None, Day("答复日期", looks=Looks.BACK, width=6)] = None
    reply: Annotated[str, LongText("答复情况", privacy=Privacy.PERSONAL, width=28, lines=1)] = ""
    whistle: Annotated[int, Link("哨单", to="whistle", required=True, width=14)] = 0
    actors: Annotated[tuple[ReminderActor, ...], actors_as(ReminderActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and subject."""
        return f"{self.number} {self.subject}".strip()


REMINDERS = Kind(
    record=Reminder,
    code=76,
    room=Room.MATTERS,
    may=May(
        sees={**seen(LEADERS | {Role.ARCHIVIST}), Role.GRID: Own.OWNED | Own.MINE},
        of="whistle",
        makes=LEADERS,
        changes=LEADERS,
        deletes=LEADERS,
        exports=LEADERS,
    ),
    tab="督办",
    order=("-at", "-id"),
    views=(View("没答复的", (is_("answered", None),)),),
    new="督办",
    empty="打开没有来的哨单，按 D 督办",
    begins=(("urged_by", Begins.MYSELF),),
    begun_at=(BegunAt("whistle", "督办", key="D"),),
    known_by=(("number",), ("subject", "at")),
    help=(
        "主责部门没有按时签收、到场、办结的，督办一次：普通、黄牌、红牌，保存取号，打印督办单；那张哨单的经过里也记一笔。",
        "答复了的填“答复日期”；“没答复的”里就没有它了。",
    ),
    found=Found(texts=("subject", "number"), documents=("number",), newest_first=True),
    line=("{card}", "{lead}", "{answer}"),
    number=Numbered("number", "subject", family=Family(day="at", word="督")),
    figures=(
        Figure(name="reminders", label="督办", of="reminder", where=(OF_LIVE,), when="at", unit="次", about=NOT_OF_VOID),
        Figure(
            name="reminders_yellow", label="黄牌", of="reminder", where=(OF_LIVE, is_("card", YELLOW)), when="at", unit="张",
            about=NOT_OF_VOID,
        ),
        Figure(
            name="reminders_red", label="红牌", of="reminder", where=(OF_LIVE, is_("card", RED)), when="at", unit="张",
            about=NOT_OF_VOID,
        ),
    ),
    save="keep_reminder",
    papers=(OwnPaper("reminder_slip", "督办单"),),
    switch=WHISTLES_SWITCH,
)  # fmt: skip
