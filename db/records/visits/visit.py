"""走访: a call at somebody's door, or a talk at the desk."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Looks, Name, Privacy
from db.records.base import Record, fields_of
from db.records.centre.centre import VISIT_DAY
from db.records.deed import Deed
from db.records.figure import ALL, Figure, distinct
from db.records.kind import Begins, Beside, Kind, OnCard, Room, Switch
from db.records.may import SPECIALISTS, May, Own, Right, seen, some
from db.records.participant import Participant, actors_as, role_in
from db.records.role import Role


@frozen(kw_only=True, slots=False)
class VisitActor(Participant):
    """Who called."""

    TABLE: ClassVar[str] = "visit_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class Visit(Record):
    """走访记录."""

    TABLE: ClassVar[str] = "visit"
    LABEL: ClassVar[str] = "走访"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("resident", "house")

    day: Annotated[date | None, Day("走访日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    house: Annotated[int, Link("房屋", to="house", width=14, listed=True)] = 0
    resident: Annotated[int, Link("走访对象", to="resident", width=6, listed=True)] = 0
    visitor: Annotated[str, Name("走访人", acts=True, required=True, width=6, listed=True)] = ""
    way: Annotated[str, Code("方式", table="visit_way", width=4, listed=True)] = "1"
    result: Annotated[str, Code("结果", table="visit_result", width=5, listed=True)] = "1"
    finding: Annotated[str, LongText("走访情况", privacy=Privacy.PERSONAL, width=28)] = ""
    promise: Annotated[str, LongText("答应办的事", width=28)] = ""
    matter: Annotated[int, Link("诉求", to="matter", width=14, help="这次走访带回来的诉求")] = 0
    promise_due: Annotated[
        date | None, Day("哪天前办", looks=Looks.AHEAD, width=6, help="写了日子或谁来办，办好以前今日里一直有")
    ] = None
    promise_owner: Annotated[str, Name("谁来办", acts=True, width=6)] = ""
    promise_kept: Annotated[date | None, Day("办好日期", looks=Looks.BACK, width=6)] = None
    promise_done: Annotated[str, LongText("怎么办好的", width=20)] = ""
    sheet: Annotated[int, Link("走访单", to="round_sheet", width=8, fixed=True)] = 0
    actors: Annotated[tuple[VisitActor, ...], actors_as(VisitActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The day and whom."""
        whom = linked.get("resident") or linked.get("house") or ""
        return f"{self.day or ''} 走访{whom}"

    def has_open_promise(self) -> bool:
        """Whether something was promised for a day, or by somebody, that is neither kept nor a matter by now."""
        promised = self.promise and (self.promise_due or self.promise_owner)
        return bool(promised and not self.promise_kept and not self.matter)

    def rules(self) -> Iterable[Problem]:
        """A day, an owner or an end belongs to something that was promised."""
        told = self.promise_due or self.promise_owner or self.promise_kept or self.promise_done
        if told and not self.promise:
            kind = fields_of(Visit)["promise"]
            said = "写了哪天前办、谁来办或办好了，没有写答应办什么"
            yield kind.problem("promise_missing", said, "请写上答应办的事", blocking=False)


_BESIDES = SPECIALISTS | {Role.MEDIATOR, Role.SECRETARY}
_CALLING = _BESIDES | {Role.DESK, Role.GRID, Role.CHIEF}

VISITS = Kind(
    record=Visit,
    purged=True,
    code=16,
    room=Room.VISITS,
    may=May(
        sees={
            **seen({Role.DESK, Role.CHIEF, Role.ARCHIVIST}, dict.fromkeys(_BESIDES, Own.MINE)),
            Role.GRID: Own.GRIDS | Own.MINE,
        },
        makes=_CALLING,
        changes=_CALLING,
        deletes=some(Role.DESK, Role.GRID, Role.CHIEF),
        exports=some(Role.DESK, Role.CHIEF),
    ),
    tab="走访",
    known_by=(("day", "visitor", "house?", "resident?"),),
    figures=(
        Figure(name="visits_made", label="走访", of="visit", where=ALL, when="day", unit="次"),
        Figure(
            name="homes_visited",
            label="走访到的房屋",
            of="visit",
            where=ALL,
            when="day",
            measure=distinct("house"),
            unit="户",
            about="同一处房屋走访几次算一户",
        ),
    ),
    order=("-day", "-id"),
    new="记一次走访",
    begins=(("day", Begins.TODAY), ("visitor", Begins.MYSELF)),
    help=(
        "每次走访记一条；日期和走访人先填好了，不对就直接改。",
        "答应办的事写上哪天前办或谁来办，办好以前一直在今日里，过了日子是红的；办好了写“办好日期”，转成诉求的跟着诉求走。",
    ),
    beside=(
        Beside(
            "visit_day",
            "走访日",
            (
                "选日子和网格、小区或楼栋，先看有几栋几户，按 Ctrl+Enter 备好走访单再印：一张单一个单号，一户一个行号。",
                "再印一次用原来的单号；门牌有变动、又没有填回的，换成新的单。",
            ),
            Right.MAKE,
        ),
        Beside(
            "keying",
            "填回走访单",
            (
                "输单号、回车，这张单的每一户都先算平安无事；再只输例外：行号、回车、结果、回车，下一户。没走到的结果写 0，不记走访；空着没人住的写 5。",
                "有情况、答应办的事，在结果后面按 Tab 接着写；Ctrl+Enter 一次记完，一次撤销。填过的单再输会告诉您，不会重复记。",
            ),
            Right.MAKE,
        ),
        Beside(
            "coverage",
            "敲门覆盖",
            (
                "一段日子里一栋一行：应访几户、走访到几户、敲了没人应几户、没去过几户；按回车打开那一栋没去过的。只算入户，不算电话和来访。",
                "能印，也能导出。",
            ),
        ),
    ),
    on_card=OnCard("resident", "day", ("{result}", "{finding}", "答应：{promise}"), door="house"),
    tells=(("resident", "选中的人，“更多…”里能印他们的走访登记表；走完再选中，每人记一次走访。"),),
    due="visits_due",
    deed=Deed("走访", "visitor", "day", ("{way}", "{result}", "{finding}", "答应：{promise}")),
    lists=("visit_rounds",),
    many=("promises",),
    switch=Switch("visits", "走访", usual=True),
    rules=(VISIT_DAY,),
    evidence=True,
)
