"""走访单: the doors of one paper that is carried along, each by its number on the paper."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Link, Looks, Name, Rows, Text, Whole
from db.records.base import Part, Record
from db.records.condition import nothing
from db.records.kind import Found, Kind, Room, Switch, View
from db.records.may import May, Own, seen, some
from db.records.role import Role


@frozen(kw_only=True, slots=False)
class RoundDoor(Part):
    """A line of the paper."""

    TABLE: ClassVar[str] = "round_door"
    LABEL: ClassVar[str] = "门牌"

    line: Annotated[int | None, Whole("行号", required=True, width=3)] = None
    house: Annotated[int, Link("房屋", to="house", width=14)] = 0


@frozen(kw_only=True, slots=False)
class RoundSheet(Record):
    """走访单: as it was printed, so that what was written on the paper can be keyed whatever was registered since.

    Attributes:
        code: by which it is found again; its last figure is a check, see `db.values.sheet_code`.
        keyed: when what was found came back; None while the paper is out.
    """

    TABLE: ClassVar[str] = "round_sheet"
    LABEL: ClassVar[str] = "走访单"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("building",)

    code: Annotated[str, Text("单号", width=4, listed=True, fixed=True)] = ""
    day: Annotated[date | None, Day("走访日", looks=Looks.AHEAD, required=True, width=6, listed=True)] = None
    building: Annotated[int, Link("楼栋", to="building", required=True, width=10, listed=True)] = 0
    part: Annotated[str, Text("单元", width=6, listed=True, fixed=True)] = ""
    visitor: Annotated[str, Name("走访人", width=6, listed=True)] = ""
    keyed: Annotated[date | None, Day("填回日期", looks=Looks.BACK, width=6, listed=True, fixed=True)] = None
    doors: Annotated[tuple[RoundDoor, ...], Rows("门牌", part=RoundDoor, fixed=True)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """12345 幸福里小区3号楼1、2单元."""
        return f"{self.code} {linked.get('building', '')}{self.part}"


_CALLING = some(Role.DESK, Role.GRID, Role.CHIEF)

ROUND_SHEETS = Kind(
    record=RoundSheet,
    code=71,
    room=Room.VISITS,
    may=May(
        sees={**seen({Role.DESK, Role.CHIEF, Role.ARCHIVIST}), Role.GRID: Own.GRIDS},
        makes=_CALLING,
        changes=_CALLING,
        deletes=some(Role.DESK, Role.CHIEF),
        exports=some(Role.DESK, Role.CHIEF),
    ),
    tab="走访单",
    imported=False,
    purged=True,
    order=("-day", "code"),
    views=(View("没填回的", (nothing("keyed"),)),),
    found=Found(documents=("code",), newest_first=True),
    new="登记走访单",
    empty="在“走访日”里选楼栋，备好走访单再印",
    help=("走访日印出去的单：哪张还没填回，一眼看到。单在“走访日”里备，在“填回走访单”里填回。",),
    due="sheets_due",
    save="keep_sheet",
    papers=("round_sheet",),
    switch=Switch("visits", "走访", usual=True),
)
