"""The ladder 楼栋–网格–社区–街道: a matter is handed up or back with its reason, and keeps at which level it stood from when to when."""

from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Link, Looks, Moment
from db.records.base import Part
from db.records.flow import Move
from db.records.may import some
from db.records.role import Role

HAND_UP, HAND_BACK = "hand_up", "hand_back"
LEVELLED: tuple[str, ...] = ("levelled",)
"""What a move stamps by which a matter may come to another level."""
LEVELS: tuple[str, ...] = ("levels",)
"""What it leaves to the service that looks at the moves of matters."""
BEGUN, UP, BACK, ASSIGNED = "1", "2", "3", "4"
"""How a matter came to a level; codes of the table ``level_way``."""
COUNTED = {"house": ("1", "楼栋"), "grid": ("2", "网格"), "community": ("3", "社区"), "street": ("4", "街道")}
"""The levels of which figures tell, by the name in them: code and shipped label."""
SIZED = {"1": "grid", "2": "community", "3": "street"}
"""At which level what is of a size is to be settled: 隐患 in the grid, 小事 in the community, 大事 at the street (S4-26)."""
LADDER_MOVES = (
    Move(
        name=HAND_UP, label="上报", source=("1", "2", "3"), asks=("level", "lead"), needs=("level",), gives=LEVELS,
        stamps=LEVELLED, reason=True, papers=("matter_levels",), key="S", rare=True, by=some(Role.DESK, Role.CHIEF, Role.GRID),
    ),
    Move(
        name=HAND_BACK, label="退回下级", source=("1", "2", "3"), asks=("level", "lead"), needs=("level",), gives=LEVELS,
        stamps=LEVELLED, reason=True, papers=("matter_levels",), key="B", rare=True, by=some(Role.DESK, Role.CHIEF),
    ),
)  # fmt: skip
"""Both leave the stage as it is."""


@frozen(kw_only=True, slots=False)
class MatterLevel(Part):
    """所在层级: at which level a matter stood from when to when.

    Attributes:
        went: when it left the level; None while it is there, and of the level at which it ended.
        lead: who dealt with it there, as far as it was said.
    """

    TABLE: ClassVar[str] = "matter_at_level"
    LABEL: ClassVar[str] = "所在层级"

    level: Annotated[str, Code("层级", table="matter_level", width=5)] = ""
    came: Annotated[datetime | None, Moment("到这一层", looks=Looks.BACK, width=8)] = None
    went: Annotated[datetime | None, Moment("离开", looks=Looks.BACK, width=8)] = None
    how: Annotated[str, Code("怎样来的", table="level_way", width=5)] = ""
    lead: Annotated[int, Link("主办单位", to="body", width=10)] = 0
