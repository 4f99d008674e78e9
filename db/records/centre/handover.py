"""交接: that somebody handed over what they had in hand, to whom, when and how much of it; what it was stands in the log."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Flag, Link, Looks, Moment, Text, Whole
from db.records.base import Record, fields_of
from db.records.kind import Kind, Room, Switch
from db.records.may import May, seen, some
from db.records.role import EVERY_ROLE, Role

HANDOVER_SWITCH = Switch("handover", "交接班")


@frozen(kw_only=True, slots=False)
class Handover(Record):
    """一次交接.

    Attributes:
        giver: the account that had it in hand.
        taker: the account that has it from then on.
        count: how many lines went over.
        kept: how many that were to go stayed, because the one who takes over may not have them, or the like.
        told: how many of each sort, in words; never what a line is about, for others may not see that.
        leaving: whether the giver works here no more afterwards.
    """

    TABLE: ClassVar[str] = "handover"
    LABEL: ClassVar[str] = "交接"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("giver", "taker")

    at: Annotated[datetime | None, Moment("交接时间", looks=Looks.BACK, required=True, width=9, listed=True)] = None
    giver: Annotated[int, Link("交班人", to="account", required=True, width=6, listed=True)] = 0
    taker: Annotated[int, Link("接班人", to="account", required=True, width=6, listed=True)] = 0
    count: Annotated[int | None, Whole("交接条数", units=("条",), least=0, width=4, listed=True)] = None
    kept: Annotated[int | None, Whole("没交成条数", units=("条",), least=0, width=4)] = None
    told: Annotated[str, Text("哪些", width=20, longest=200)] = ""
    leaving: Annotated[bool, Flag("离开前交接", width=5)] = False

    def title(self, linked: Mapping[str, str]) -> str:
        """When, and who to whom."""
        return (
            f"{fields_of(Handover)['at'].show(self.at)} {linked.get('giver', '')} → {linked.get('taker', '')}".strip()
        )

    def rules(self) -> Iterable[Problem]:
        """Nobody takes over from themselves."""
        if self.giver and self.giver == self.taker:
            yield fields_of(Handover)["taker"].problem("same", "和交班人是同一位", "请选另一位")


HANDOVERS = Kind(
    record=Handover,
    code=67,
    room=Room.CENTRE,
    may=May(sees=seen(EVERY_ROLE), makes=EVERY_ROLE, deletes=some(Role.CHIEF)),
    order=("-at", "-id"),
    switch=HANDOVER_SWITCH,
)
