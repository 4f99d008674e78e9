"""接待（办件）: somebody comes to have something done; what they brought, what is still lacking, until when, and how often they had to come."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Flag, Link, LongText, Looks, Moment, Name, Phone, Privacy, Ref, Rows, Text, Whole
from db.records.base import Part, Record, fields_of
from db.records.condition import at_most, before_today, is_, nothing, something
from db.records.deed import Deed
from db.records.figure import ALL, Figure, ratio
from db.records.kind import Begins, Family, Found, Kind, Numbered, OnCard, OwnPaper, Room, Switch, View
from db.records.matters.flow import LEADERS, NEAR
from db.records.may import May, Own, seen
from db.records.participant import Participant, actors_as, role_in
from db.records.role import Role
from db.values.day import day_of

IN_HAND = "没办完的"
"""The part of the list at which something is to be done."""
NOT_OVER = (nothing("finished"), nothing("matter"))
"""What became a matter goes on as that."""


@frozen(kw_only=True, slots=False)
class ReceptionActor(Participant):
    """Who received them, and who does it in their place."""

    TABLE: ClassVar[str] = "reception_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class Material(Part):
    """材料: what is to be brought, and whether it was."""

    TABLE: ClassVar[str] = "reception_material"
    LABEL: ClassVar[str] = "材料"

    name: Annotated[str, Text("材料", required=True, width=14, help="例如：身份证复印件")] = ""
    brought: Annotated[bool, Flag("已带", width=3)] = False
    note: Annotated[str, Text("要求", width=10, help="几份、原件还是复印件")] = ""


@frozen(kw_only=True, slots=False)
class Reception(Record):
    """接待（办件）.

    Attributes:
        item: what is to be done, in words.
        who: the resident or body; 0 for somebody from outside by name.
        notice: whether they were given 一次性告知单.
        trips: how often they had to come; None for what nobody knows.
        house: where they live, by which it belongs to a grid, an estate and a building.
        agent: who does it in their place (代办); "" where they do it themselves.
    """

    TABLE: ClassVar[str] = "reception"
    LABEL: ClassVar[str] = "接待"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("number", "item")

    number: Annotated[
        str, Text("办件编号", width=9, listed=True, fixed=True, group="来办的事", help="保存时自动取号")
    ] = ""
    item: Annotated[str, Text("办理事项", required=True, width=16, listed=True, help="例如：老年优待证")] = ""
    at: Annotated[datetime | None, Moment("接待时间", looks=Looks.BACK, width=8, listed=True, help="空着就是现在")] = (
        None
    )
    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body"), width=8)] = 0
    name: Annotated[str, Name("办事人", width=6, listed=True)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""
    complete: Annotated[bool, Flag("材料齐", width=4)] = False
    notice: Annotated[bool, Flag("给了告知单", width=5)] = False
    promised: Annotated[date | None, Day("承诺办结", looks=Looks.AHEAD, width=6, listed=True)] = None
    materials: Annotated[tuple[Material, ...], Rows("材料", part=Material)] = ()
    on_spot: Annotated[bool, Flag("当场办结", width=4, listed=True)] = False
    finished: Annotated[date | None, Day("办结日期", looks=Looks.BACK, width=6, listed=True)] = None
    trips: Annotated[
        int | None, Whole("跑了几次", units=("次",), least=0, most=99, width=6, help="这是第一次就空着")
    ] = None
    rating: Annotated[str, Code("评价", table="matter_rating", width=6)] = ""
    received_by: Annotated[str, Name("接待人", acts=True, width=6)] = ""
    agent: Annotated[str, Name("代办人", acts=True, width=6, listed=True, help="请人代办的写；自己办的空着")] = ""
    house: Annotated[
        int,
        Link("房屋", to="house", privacy=Privacy.PERSONAL, width=12, group="其他", folded=True, help="空着按登记的人"),
    ] = 0
    matter: Annotated[int, Link("转成的诉求", to="matter", width=14, group="其他", folded=True)] = 0
    remark: Annotated[str, LongText("备注", privacy=Privacy.PERSONAL, width=28)] = ""
    actors: Annotated[tuple[ReceptionActor, ...], actors_as(ReceptionActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and what is to be done."""
        return f"{self.number} {self.item}".strip()

    def rules(self) -> Iterable[Problem]:
        """It is not over before it came, what was done at once is over that day, and what is lacking is not said to be there."""
        kinds = fields_of(Reception)
        came = day_of(self.at)
        if came and self.finished and self.finished < came:
            yield kinds["finished"].problem("finished_before", "早于接待时间", "请核对办结日期", blocking=False)
        if came and self.promised and self.promised < came:
            yield kinds["promised"].problem("promised_before", "早于接待时间", "请核对承诺的日期", blocking=False)
        if self.on_spot and self.finished != came:
            what = "和接待不是同一天，却勾了当场办结"
            yield kinds["finished"].problem("not_on_spot", what, "请核对日期，或去掉“当场办结”", blocking=False)
        if self.complete and any(not one.brought for one in self.materials):
            yield kinds["complete"].problem("lacking", "勾了，下面还有没带的", "请核对材料", blocking=False)
        if self.notice and not self.agent and self.trips == 1 and came and self.finished and self.finished > came:
            what = "写着 1 次，可是给过告知单，又是另一天办结的"
            yield kinds["trips"].problem("came_again", what, "请核对来了几次，一次办成率按它算", blocking=False)


RECEPTIONS = Kind(
    record=Reception,
    code=83,
    room=Room.MATTERS,
    may=May(
        sees={**seen(LEADERS | {Role.ARCHIVIST}), Role.GRID: Own.MINE},
        makes=NEAR,
        changes=NEAR,
        deletes=NEAR,
        exports=LEADERS,
    ),
    tab="接待",
    order=("-at", "-id"),
    views=(
        View(IN_HAND, NOT_OVER),
        View(
            "过了承诺日期", (*NOT_OVER, before_today("promised")), Switch("remind_promised", "今日提醒：接待过了承诺日期", usual=True),
            word="请催办", unit="件",
        ),
    ),
    new="接待一位",
    empty="来窗口办事的，一件事一条：办什么、谁来办、材料齐不齐、承诺哪天办好（Ctrl+N）",
    begins=(("received_by", Begins.MYSELF),),
    deed=Deed("接待", "received_by", "at"),
    known_by=(("number",), ("item", "at", "name?")),
    help=(
        "来办事的一件一条：办理事项、办事人、材料一行一样，带了的勾“已带”；从前办过同样的事，材料先照那次列好。没带齐的打印一次性告知单给人家，"
        "缺哪样、要几份一次说清，“给了告知单”跟着勾上。",
        "当场办结的不用开表：按 F3 到上面一行，先输谁来办，再写办什么，回车取号。不能当场办的写“承诺办结”，办好了填“办结日期”；过了承诺日期的今日里提醒。",
        "人家再来，打开那一条按 F6：跑的次数加一，一次办成率按它算；办事人旁边列着这位没办完的，免得另登一条。",
        "请人代办的写“代办人”，保存了按 Ctrl+P 印代办委托单，两边签名。说的是一件要人去办的事，打开那一条转成诉求，两边连着。",
    ),
    found=Found(
        persons=("name",), texts=("item", "number"), telephones=("phone",), documents=("number",), newest_first=True
    ),
    line=("{name}", "{at}", "承诺 {promised}"),
    number=Numbered("number", "item", family=Family(day="at", word="办件")),
    on_card=OnCard("who", "at", ("{finished}",), open=IN_HAND, open_line=("承诺 {promised}",)),
    quick="receive_at_once",
    save="keep_reception",
    papers=(
        OwnPaper("reception_form", "接待登记表"),
        OwnPaper("agency_letter", "代办委托单"),
        OwnPaper("one_time_notice", "一次性告知单"),
    ),
    figures=(
        Figure(name="receptions", label="接待办事", of="reception", where=ALL, when="at", unit="件"),
        Figure(
            name="receptions_by_agent", label="代办", of="reception", where=(something("agent"),), when="at", unit="件",
            about="写了代办人的，记在接待的那天",
        ),
        Figure(
            name="receptions_on_spot", label="接待当场办结率", of="reception", where=ALL, when="at", measure=ratio(is_("on_spot", 1)),
            about="接待的里面，当场就办结的",
        ),
        Figure(
            name="receptions_in_one_trip", label="一次办成率", of="reception", where=(something("finished"), something("trips")),
            when="finished", measure=ratio(at_most("trips", 1)), about="办结的里面写了跑几次的，其中最多跑一次的；没有写的不算",
        ),
        Figure(
            name="receptions_satisfied", label="接待满意率", of="reception", where=(something("finished"),), when="finished",
            measure=ratio(), by_rule="rating", about="办结的接待；一共数哪些评价、其中哪些算满意，由本中心定",
        ),
    ),
    switch=Switch("reception", "接待（办件）", usual=True),
    evidence=True,
)  # fmt: skip
