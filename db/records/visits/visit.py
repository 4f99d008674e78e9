"""走访: a call at somebody's door, or a talk at the desk."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Day, Link, LongText, Looks, Name, Privacy
from db.records.base import Record
from db.records.centre.centre import VISIT_DAY
from db.records.figure import ALL, Figure, distinct
from db.records.kind import Begins, Kind, OnCard, Room, Switch
from db.records.may import SPECIALISTS, May, Own, seen, some
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
    actors: Annotated[tuple[VisitActor, ...], actors_as(VisitActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The day and whom."""
        whom = linked.get("resident") or linked.get("house") or ""
        return f"{self.day or ''} 走访{whom}"


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
    help=("每次走访记一条；日期和走访人先填好了，不对就直接改。",),
    on_card=OnCard("resident", "day", ("{result}", "{finding}", "答应：{promise}"), door="house"),
    tells=(("resident", "选中的人，“更多…”里能印他们的走访登记表；走完再选中，每人记一次走访。"),),
    due="visits_due",
    lists=("visit_rounds",),
    switch=Switch("visits", "走访", usual=True),
    rules=(VISIT_DAY,),
    evidence=True,
)
