"""意见函: the centre writes to those above a body that does not come when it is called."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Link, LongText, Looks, Name, Privacy, Text
from db.records.base import Record
from db.records.condition import is_
from db.records.figure import Figure
from db.records.kind import Begins, BegunAt, Family, Found, Kind, Numbered, OwnPaper, Room, View
from db.records.matters.flow import LEADERS
from db.records.matters.reminder import NOT_OF_VOID, OF_LIVE
from db.records.matters.whistle import WHISTLES_SWITCH
from db.records.may import May, seen
from db.records.participant import Participant, actors_as, role_in
from db.records.role import Role


@frozen(kw_only=True, slots=False)
class OpinionLetterActor(Participant):
    """Who drafts it."""

    TABLE: ClassVar[str] = "opinion_letter_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class OpinionLetter(Record):
    """一份意见函.

    Attributes:
        lead: the body that was called.
        above: the one to which it is written; by 上下级 the one above that.
        text: the letter; left empty, it is drafted from the whistle when it is saved first.
    """

    TABLE: ClassVar[str] = "opinion_letter"
    LABEL: ClassVar[str] = "意见函"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("number", "subject")

    number: Annotated[str, Text("函号", width=9, listed=True, fixed=True, help="保存时自动取号")] = ""
    above: Annotated[int, Link("写给哪个单位", to="body", required=True, width=12, listed=True)] = 0
    subject: Annotated[str, Text("事由", required=True, width=20, listed=True)] = ""
    text: Annotated[
        str, LongText("正文", privacy=Privacy.PERSONAL, width=28, help="空着保存，就照哨单写好草稿，再改")
    ] = ""
    day: Annotated[date | None, Day("日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    drafter: Annotated[str, Name("拟稿人", acts=True, width=6)] = ""
    sent: Annotated[date | None, Day("发出日期", looks=Looks.BACK, width=6, listed=True)] = None
    lead: Annotated[int, Link("哪个单位没有来", to="body", required=True, width=12)] = 0
    whistle: Annotated[int, Link("哨单", to="whistle", required=True, width=14)] = 0
    actors: Annotated[tuple[OpinionLetterActor, ...], actors_as(OpinionLetterActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and subject."""
        return f"{self.number} {self.subject}".strip()


OPINION_LETTERS = Kind(
    record=OpinionLetter,
    code=77,
    room=Room.MATTERS,
    may=May(
        sees=seen(LEADERS | {Role.ARCHIVIST}), makes=LEADERS, changes=LEADERS, deletes=LEADERS, exports=LEADERS,
    ),
    tab="意见函",
    order=("-day", "-id"),
    views=(View("没发出的", (is_("sent", None),)),),
    new="拟意见函",
    empty="打开没有来的哨单，按 Y 拟意见函",
    begins=(("day", Begins.TODAY), ("drafter", Begins.MYSELF)),
    begun_at=(BegunAt("whistle", "拟意见函", key="Y"),),
    known_by=(("number",), ("subject", "day")),
    help=(
        "吹了哨还不来的，写给它的上级：上级照“上下级”填好，正文空着保存就照哨单写好草稿，改好再印。",
        "发出了填“发出日期”。",
    ),
    found=Found(texts=("subject", "number"), documents=("number",), newest_first=True),
    line=("{above}", "{day}"),
    number=Numbered("number", "subject", family=Family(day="day", word="意见函")),
    figures=(Figure(name="opinion_letters", label="意见函", of="opinion_letter", where=(OF_LIVE,), when="day", unit="份", about=NOT_OF_VOID),),
    save="draft_letter",
    papers=(OwnPaper("opinion_letter", "意见函"),),
    switch=WHISTLES_SWITCH,
)  # fmt: skip
