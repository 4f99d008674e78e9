"""3+X联合调处: the housing office, the justice office and the court, with whoever else is needed, settle a dispute about property together.

Three seats are fixed, of any number of others; each says whether somebody came, what they think, and whether they signed (S2-65).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Flag, Link, LongText, Looks, Moment, Name, Privacy, Rows, Text
from db.records.base import Part, Record, fields_of
from db.records.deed import Deed
from db.records.figure import ALL, Figure
from db.records.kind import Begins, BegunAt, Found, Kind, OwnPaper, Room, Switch
from db.records.matters.flow import LEADERS
from db.records.may import May, Own, seen
from db.records.participant import Participant, actors_as, role_in
from db.records.role import Role

FIXED_SEATS = ("1", "2", "3")
"""Codes of the table ``joint_seat``: 住建, 司法, 法院."""
OTHER_SEAT = "4"


@frozen(kw_only=True, slots=False)
class JointTalkActor(Participant):
    """Who leads it."""

    TABLE: ClassVar[str] = "joint_talk_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class JointSeat(Part):
    """席位: of one of the three or of another body.

    Attributes:
        attended: whether somebody came.
        signed: whether they signed the record.
    """

    TABLE: ClassVar[str] = "joint_seat"
    LABEL: ClassVar[str] = "席位"

    seat: Annotated[str, Code("席位", table="joint_seat", required=True, width=5)] = OTHER_SEAT
    body: Annotated[int, Link("单位", to="body", width=10)] = 0
    name: Annotated[str, Name("来的人", width=6)] = ""
    attended: Annotated[bool, Flag("参加", width=3)] = False
    opinion: Annotated[str, LongText("意见", privacy=Privacy.PERSONAL, width=16, lines=1)] = ""
    signed: Annotated[bool, Flag("已签字", width=3)] = False

    def rules(self) -> Iterable[Problem]:
        """Whoever signed was there."""
        if self.signed and not self.attended:
            yield fields_of(JointSeat)["signed"].problem("absent", "没有参加", "请勾“参加”，或去掉“已签字”")


@frozen(kw_only=True, slots=False)
class JointTalk(Record):
    """一次3+X联合调处.

    Attributes:
        seats: the three fixed ones come first; one that is left out is added as not attended.
        ends: how it ended; "" while nobody knows.
    """

    TABLE: ClassVar[str] = "joint_talk"
    LABEL: ClassVar[str] = "3+X联合调处"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("at", "subject")

    subject: Annotated[str, Text("事由", required=True, width=20, listed=True)] = ""
    at: Annotated[datetime | None, Moment("时间", looks=Looks.BACK, required=True, width=8, listed=True)] = None
    place: Annotated[str, Text("地点", width=12, listed=True)] = ""
    led_by: Annotated[str, Name("主持人", acts=True, width=6, listed=True)] = ""
    seats: Annotated[tuple[JointSeat, ...], Rows("席位", part=JointSeat)] = ()
    result: Annotated[str, LongText("调处情况", privacy=Privacy.PERSONAL, width=28)] = ""
    ends: Annotated[str, Code("结果", table="joint_end", width=7, listed=True)] = ""
    matter: Annotated[int, Link("诉求", to="matter", required=True, width=20)] = 0
    actors: Annotated[tuple[JointTalkActor, ...], actors_as(JointTalkActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """2026-03-09 3+X 漏水."""
        return " ".join(filter(None, (f"{self.at:%Y-%m-%d}" if self.at else "", "3+X", self.subject)))

    def rules(self) -> Iterable[Problem]:
        """Each of the three has one seat."""
        held = [one.seat for one in self.seats]
        if any(held.count(code) > 1 for code in FIXED_SEATS):
            yield fields_of(JointTalk)["seats"].problem(
                "twice", "同一个席位写了两次", "住建、司法、法院各一行，别的单位选“其他单位”"
            )


JOINT_TALKS = Kind(
    record=JointTalk,
    code=79,
    room=Room.MATTERS,
    may=May(
        sees={
            **seen(LEADERS | {Role.ARCHIVIST}),
            **dict.fromkeys((Role.GRID, Role.MEDIATOR), Own.OWNED | Own.MINE),
        },
        of="matter",
        makes=LEADERS,
        changes=LEADERS | {Role.MEDIATOR},
        deletes=LEADERS,
        exports=LEADERS,
    ),
    tab="3+X",
    order=("-at", "-id"),
    new="3+X调处",
    empty="打开要住建、司法、法院一起来调处的诉求，在“相关”里点“3+X调处”",
    begins=(("at", Begins.TODAY), ("led_by", Begins.MYSELF)),
    deed=Deed("3+X调处", "led_by", "at"),
    begun_at=(BegunAt("matter", "3+X调处"),),
    known_by=(("subject", "at"),),
    help=(
        "物业纠纷请住建、司法、法院和别的单位一起调处：在那件诉求的“相关”里点“3+X调处”，来了谁、意见、签没签字，一个席位一行。",
        "住建、司法、法院三个席位固定，没有写的保存时自动补上（没有参加）。Ctrl+P 印联合调处记录，签好字的扫描件加在下面。",
        "调成的可以在诉求上“受理纠纷”做成调解案件，再办司法确认。",
    ),
    found=Found(persons=("led_by", "seats.name"), texts=("subject", "place"), newest_first=True),
    line=("{place}", "{ends}"),
    figures=(Figure(name="joint_talks", label="3+X联合调处", of="joint_talk", where=ALL, when="at", unit="次"),),
    save="keep_joint_talk",
    papers=(OwnPaper("joint_record", "联合调处记录"),),
    switch=Switch("joint_talks", "3+X联合调处（住建、司法、法院和其他单位）"),
    evidence=True,
)  # fmt: skip
