"""议事厅: topics, meetings with agenda and attendees, and what was resolved."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Looks, Moment, Name, Phone, Privacy, Ref, Rows, Text
from db.fields.time import AHEAD_LONG
from db.records.base import Part, Record, fields_of
from db.records.centre.centre import TOPIC_DAY
from db.records.condition import is_, is_not, one_of, something
from db.records.figure import Check, Figure, ratio
from db.records.kind import Begins, Family, Found, Kind, Numbered, OnCard, Room, Switch, View, Way
from db.records.letters.number import MINUTES, RESOLUTION
from db.records.may import HALL_MAY, May, seen, some
from db.records.participant import Participant, actors_as, role_in
from db.records.registry.resident import resident_among
from db.records.role import Role
from db.values.day import day_of
from db.values.number_form import ISSUE

TURNED_DOWN = "5"
"""The state 不予采纳."""


@frozen(kw_only=True, slots=False)
class Topic(Record):
    """议题: something to be talked over in the hall.

    Attributes:
        matter: what it is a way of dealing with; 0 for what is no problem, such as an election or a document to be read out.
    """

    TABLE: ClassVar[str] = "topic"
    LABEL: ClassVar[str] = "议题"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("subject",)

    subject: Annotated[str, Text("议题", required=True, width=18, listed=True)] = ""
    source: Annotated[str, Code("来源", table="topic_source", width=6, listed=True)] = "1"
    proposer: Annotated[str, Name("提出人", width=6, listed=True)] = ""
    raised: Annotated[date | None, Day("提出日期", looks=Looks.BACK, width=6, listed=True)] = None
    state: Annotated[str, Code("状态", table="topic_state", required=True, width=5, listed=True)] = "1"
    case: Annotated[int, Link("关联案件", to="mediation_case", width=16)] = 0
    detail: Annotated[str, LongText("情况说明", width=28)] = ""
    matter: Annotated[
        int, Link("诉求", to="matter", width=14, help="空着：群众、物业提的另登记一件，社区提出的没有")
    ] = 0

    def title(self, linked: Mapping[str, str]) -> str:
        """The subject."""
        return self.subject

    def remarks(self) -> Iterable[Problem]:
        """Why it was turned down: whoever proposed it asks."""
        if self.state == TURNED_DOWN and not self.detail.strip():
            kind = fields_of(Topic)["detail"]
            yield kind.problem("no_reason", "不予采纳，没有写理由", "请写在这里，答复提出人用得上")


@frozen(kw_only=True, slots=False)
class AgendaItem(Part):
    """一项议程: the topic, what was said, what was decided."""

    TABLE: ClassVar[str] = "agenda_item"
    LABEL: ClassVar[str] = "议程"

    topic: Annotated[int, Link("关联议题", to="topic", width=14)] = 0
    subject: Annotated[str, Text("议题", required=True, width=14)] = ""
    speaker: Annotated[str, Name("汇报人", width=6)] = ""
    discussion: Annotated[str, LongText("讨论情况", width=24)] = ""
    decision: Annotated[str, LongText("议定事项", width=24)] = ""


@frozen(kw_only=True, slots=False)
class Attendee(Part):
    """与会人员: a person invited, for a household, a unit or themselves.

    Attributes:
        who: the resident, the body or the person; 0 for somebody from outside.
        booklet: for which one they came, while those were households; nobody types it.
    """

    TABLE: ClassVar[str] = "attendee"
    LABEL: ClassVar[str] = "与会人员"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body", "person"), width=6)] = 0
    household: Annotated[int, Link("户", to="household", width=6)] = 0
    name: Annotated[str, Name("姓名", required=True, width=6)] = ""
    unit: Annotated[str, Text("单位或住址", privacy=Privacy.PERSONAL, width=12)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""
    role: Annotated[str, Code("身份", table="attendee_role", width=4)] = "1"
    came: Annotated[str, Code("到会", table="attendance", width=4)] = "0"
    booklet: Annotated[int, Link("户籍户", to="booklet", fixed=True, width=6)] = 0

    @property
    def is_neighbour(self) -> bool:
        """Whether they come from a home of the community, which papers do not print: a resident, or for a household."""
        return bool(self.household or self.booklet or resident_among(self.who))


@frozen(kw_only=True, slots=False)
class MeetingActor(Participant):
    """Chair and recorder."""

    TABLE: ClassVar[str] = "meeting_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class Meeting(Record):
    """议事厅会议."""

    TABLE: ClassVar[str] = "meeting"
    LABEL: ClassVar[str] = "会议"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name", "starts")

    name: Annotated[str, Text("会议名称", required=True, width=16, listed=True)] = ""
    kind: Annotated[str, Code("种类", table="meeting_kind", required=True, width=6, listed=True)] = "1"
    starts: Annotated[datetime | None, Moment("时间", looks=Looks.AHEAD, required=True, width=9, listed=True)] = None
    hall: Annotated[str, Text("地点", required=True, width=10, listed=True)] = ""
    chair: Annotated[str, Name("主持人", acts=True, width=6)] = ""
    recorder: Annotated[str, Name("记录人", acts=True, width=6)] = ""
    contact: Annotated[str, Text("联系人及电话", width=12)] = ""
    requirements: Annotated[str, LongText("有关要求", width=28, help="写进会议通知，例如：请准时参加")] = ""
    state: Annotated[str, Code("进展", table="meeting_state", required=True, width=6, listed=True)] = "1"
    minutes_number: Annotated[str, Text("纪要编号", width=8)] = ""
    minutes_day: Annotated[date | None, Day("纪要日期", looks=Looks.BACK, width=6)] = None
    dissent: Annotated[str, LongText("未达成一致的意见", width=28)] = ""
    agenda: Annotated[tuple[AgendaItem, ...], Rows("议程", part=AgendaItem)] = ()
    attendees: Annotated[tuple[Attendee, ...], Rows("与会人员", part=Attendee)] = ()
    actors: Annotated[tuple[MeetingActor, ...], actors_as(MeetingActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def counted_on(self) -> date | None:
        """The day by which its minutes are numbered, and what was resolved: theirs, or that of the meeting before they are written."""
        return self.minutes_day or day_of(self.starts)

    def rules(self) -> Iterable[Problem]:
        """One chair at most; minutes are not written before the meeting."""
        if self.minutes_day and self.starts and self.minutes_day < self.starts.date():
            yield fields_of(Meeting)["minutes_day"].problem(
                "minutes_before", "早于开会的日子", "请核对纪要日期", blocking=False
            )
        if sum(a.role == "3" for a in self.attendees) > 1:
            yield fields_of(Meeting)["attendees"].problem("two_chairs", "有两位主持人", "请只留一位主持")


@frozen(kw_only=True, slots=False)
class Resolution(Record):
    """议定事项: who does what by when."""

    TABLE: ClassVar[str] = "resolution"
    LABEL: ClassVar[str] = "决议"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("number", "subject")

    number: Annotated[str, Text("编号", width=8, listed=True, help="空着就自动取号")] = ""
    subject: Annotated[str, Text("议定事项", required=True, width=18, listed=True)] = ""
    owner: Annotated[str, Text("责任人（单位）", required=True, width=8, listed=True)] = ""
    due: Annotated[
        date | None, Day("办结期限", looks=Looks.AHEAD, ahead=AHEAD_LONG, required=True, width=6, listed=True)
    ] = None
    state: Annotated[str, Code("办理状态", table="resolution_state", required=True, width=5, listed=True)] = "1"
    done: Annotated[date | None, Day("办结日期", looks=Looks.BACK, width=6, listed=True)] = None
    outcome: Annotated[str, LongText("办理结果", width=28)] = ""
    meeting: Annotated[int, Link("会议", to="meeting", required=True, width=16, listed=True)] = 0
    topic: Annotated[int, Link("议题", to="topic", width=18)] = 0
    matter: Annotated[int, Link("诉求", to="matter", width=14)] = 0

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and subject."""
        return f"{self.number} {self.subject}".strip()


GOES_ON, FROM_THE_COMMUNITY = "4", "5"
"""Sources: 上次会议结转, and 社区提出, which is mostly no problem that somebody brought."""
OPEN_TOPICS = ("1", "4")
RESOLUTION_TO_DO = "1"
WAITING_STATES = (*OPEN_TOPICS, "2")
WAITING_TOPICS = "待上会"
"""The part of the list of topics that waits for a meeting or is on the agenda of one."""
_IN_THE_HALL = some(Role.SECRETARY, Role.CHIEF)
HALL = Switch("hall", "议事厅：会议、议题、决议", usual=True)

HELD = ("3", "4")
"""States of a meeting that was held."""
THE_HALL = "1"
"""The sort of a meeting that is one of the 党群议事厅."""
AFFAIRS, HEART_TALK = "5", "8"
"""Sorts of meetings: 事务协调会, 民情恳谈会."""

MEETINGS = Kind(
    record=Meeting,
    code=5,
    room=Room.HALL,
    may=HALL_MAY,
    tab="会议",
    order=("-starts", "-id"),
    new="预约会议",
    start="预约会议",
    help=("一次会议三步：筹备、到会、纪要。写到一半的议程、名单和纪要都留草稿。",),
    known_by=(("name", "starts"),),
    tells=(
        (
            "resident",
            "空格选几个人，列表上“更多…”里能邀请他们参会；已在会议名单里的不会加两次。在“变动…”里办了死亡的，还没开的会议名单里"
            "也拿掉，撤销的时候一起放回去；已经开过的、记了到会的照旧。",
        ),
        ("person", "空格选几个人，列表上“更多…”里能邀请他们参会。"),
    ),
    figures=(
        Figure(
            name="meetings_held",
            label="开会",
            of="meeting",
            where=(one_of("state", HELD),),
            when="starts",
            unit="次",
            about="已召开的，取消的不算",
        ),
        *(
            Figure(
                name=name,
                label=label,
                of="meeting",
                where=(one_of("state", HELD), one_of("kind", kinds)),
                when="starts",
                unit="次",
                about="已召开的，一场算一次，取消的不算；会上议的事不在这里数",
            )
            for name, label, kinds in (
                ("meetings_of_two_kinds", "事务协调会和民情恳谈会", (AFFAIRS, HEART_TALK)),
                ("meetings_on_affairs", "事务协调会", (AFFAIRS,)),
                ("meetings_of_heart_talk", "民情恳谈会", (HEART_TALK,)),
            )
        ),
    ),
    checks=(
        Check(
            label="两种会相加", parts=("meetings_on_affairs", "meetings_of_heart_talk"), whole="meetings_of_two_kinds"
        ),
    ),
    found=Found(texts=("name", "minutes_number"), documents=("minutes_number",), newest_first=True),
    line=("{starts}", "{hall}", "{state}"),
    number=Numbered("minutes_number", "name", family=Family(code=MINUTES, form=ISSUE.format("{序号}"))),
    on_card=OnCard("attendees.who", "starts", ("{starts}", "{hall}")),
    due="minutes_due",
    save="call_meeting",
    page="meeting",
    switch=HALL,
    rules=(TOPIC_DAY,),
    centre=("hall",),
    evidence=True,
)
_TOPICS_MAY = May(
    sees=seen({Role.DESK, Role.SECRETARY, Role.CHIEF, Role.ARCHIVIST}),
    makes=_IN_THE_HALL | {Role.DESK},
    changes=_IN_THE_HALL | {Role.DESK},
    deletes=_IN_THE_HALL,
    exports=_IN_THE_HALL,
)

TOPICS = Kind(
    record=Topic,
    code=4,
    room=Room.HALL,
    may=_TOPICS_MAY,
    tab="议题",
    order=("-raised", "-id"),
    views=(
        View(WAITING_TOPICS, (one_of("state", WAITING_STATES),)),
        View("没对上诉求", (is_not("source", FROM_THE_COMMUNITY), is_("matter", None))),
    ),
    new="征集议题",
    begins=(("raised", Begins.TODAY),),
    help=(
        "居民提的议题；排进会议议程以后，开完会在纪要里写结果。",
        "别人提来的议题就是一件诉求：没有选诉求的，保存时登记一件；上次结转的算原来那件。不是诉求的（换届、学习），来源选“社区提出”。",
    ),
    known_by=(("subject", "raised?"),),
    figures=(
        Figure(
            name="topics_raised",
            label="征集议题",
            of="topic",
            where=(is_not("source", GOES_ON),),
            when="raised",
            unit="个",
            about="上次会议结转的不重复算",
        ),
        Figure(
            name="topics_waiting", label="待上会的议题", of="topic", where=(one_of("state", WAITING_STATES),), unit="个"
        ),
    ),
    found=Found(texts=("subject",), persons=("proposer",), newest_first=True),
    line=("{proposer}", "{state}"),
    tells=(("matter", "“相关”里点“征集议题”，就是这件诉求的议题。"),),
    way=Way("matter", open=WAITING_TOPICS, continues=is_("source", GOES_ON), key="H"),
    save="raise_topic",
    switch=HALL,
)
_RESOLUTIONS_MAY = May(
    sees=seen(_IN_THE_HALL | {Role.ARCHIVIST}),
    makes=_IN_THE_HALL,
    changes=_IN_THE_HALL,
    deletes=_IN_THE_HALL,
    exports=_IN_THE_HALL,
)

RESOLUTIONS = Kind(
    record=Resolution,
    code=6,
    room=Room.HALL,
    may=_RESOLUTIONS_MAY,
    tab="决议督办",
    order=("due", "id"),
    views=(View("办理中", (is_("state", RESOLUTION_TO_DO),)),),
    new="补登决议",
    help=(
        "会上议定的事：谁办、何时办结、办得怎样。纪要里写的议定事项自动列到这里，编号自动取；会后补的按“补登决议”。",
        "办完了打开它，改“办理状态”，写办结日期和办理结果。快到期、过了期限的，今日里会提醒；列表上点“办理中”只看没办完的。",
    ),
    known_by=(("number",), ("subject", "meeting")),
    figures=(
        Figure(
            name="resolutions_on_time",
            label="决议按期办结",
            of="resolution",
            when="due",
            measure=ratio(),
            service="resolutions_on_time",
            about="到期的决议里按期办结的；没写办结日期的不算按期",
        ),
        Figure(
            name="resolutions_done",
            label="办结决议",
            of="resolution",
            where=(something("done"),),
            when="done",
            unit="项",
        ),
        Figure(
            name="resolutions_open",
            label="办理中的决议",
            of="resolution",
            where=(is_("state", RESOLUTION_TO_DO),),
            unit="项",
        ),
    ),
    found=Found(texts=("subject", "number"), persons=("owner",), documents=("number",), newest_first=True),
    line=("{owner}", "{state}", "期限 {due}"),
    number=Numbered("number", "subject", family=Family(code=RESOLUTION, form="{年}-{序号}")),
    due="resolutions_due",
    save="keep_resolution",
    switch=HALL,
    evidence=True,
)
