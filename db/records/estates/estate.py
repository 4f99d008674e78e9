"""小区: a residential estate, by whose name the addresses of its buildings begin."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Link, LongText, Looks, Text
from db.records.base import Record
from db.records.condition import is_, one_of
from db.records.figure import Figure
from db.records.kind import Beside, Found, Kind, Room, View
from db.records.may import PLACES_MAY, Right
from db.records.must import Has, Life, Must
from db.values.address import tells_estate

GOVERNING = ("40", "41", "42")
"""The kinds of bodies that govern an estate: 业委会, 物管会, 自管会."""
_BETWEEN = re.compile(r"[、，,；;\n]+")
_PHASED = re.compile(r"(?P<name>[^（）]+)（(?P<phase>[^（）]+)）")


@frozen(kw_only=True, slots=False)
class Estate(Record):
    """小区: what stands in brackets behind a name (东区, 二期) makes another estate of it."""

    TABLE: ClassVar[str] = "estate"
    LABEL: ClassVar[str] = "小区"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name", "phase")

    name: Annotated[str, Text("小区名称", required=True, width=12, listed=True, words=("小区", "小区名"))] = ""
    phase: Annotated[str, Text("分期（分区）", width=6, listed=True, help="例如：二期、东区；没有就空着")] = ""
    aliases: Annotated[str, Text("别名", width=14, listed=True, help="别的叫法、写法，用顿号隔开")] = ""
    community: Annotated[int, Link("所属社区", to="body", width=14, listed=True)] = 0
    note: Annotated[str, LongText("备注", width=20)] = ""
    closed: Annotated[
        date | None, Day("并出日期", looks=Looks.BACK, width=6, help="整个并到别的小区的那一天；还在就空着")
    ] = None
    joined: Annotated[int, Link("并入", to="estate", width=12, help="并到了哪个小区")] = 0

    def title(self, linked: Mapping[str, str]) -> str:
        """翠湖里（东区）."""
        return f"{self.name}（{self.phase}）" if self.phase else self.name

    def mark(self) -> str:
        """That it is part of another one."""
        return "已并出" if self.closed else ""

    def names(self) -> tuple[str, ...]:
        """All that it is called, what addresses begin with first."""
        return tuple(dict.fromkeys(filter(None, (self.title({}), *map(str.strip, _BETWEEN.split(self.aliases))))))

    @classmethod
    def called(cls, words: str) -> "Estate":
        """A new one whose title is just these words; what in brackets tells it from others becomes its phase."""
        match = _PHASED.fullmatch(words)
        if match and tells_estate(match["phase"]):
            return cls(name=match["name"], phase=match["phase"])
        return cls(name=words)


ESTATES = Kind(
    record=Estate,
    code=23,
    room=Room.ESTATES,
    may=PLACES_MAY,
    tab="小区",
    order=("name", "phase"),
    musts=(
        Must(
            name="governed",
            label="小区有业委会、物管会或自管会",
            noun="业委会、物管会或自管会",
            begin="登记业委会",
            claim="全覆盖",
            has=Has("body", "estate", (one_of("kind", GOVERNING),), Life("founded", "closed")),
            life=Life(until="closed"),
        ),
    ),
    views=(View("现有", (is_("closed", None),)),),
    figures=(Figure(name="estates_here", label="小区", of="estate", where=(is_("closed", None),), unit="个"),),
    new="新建小区",
    help=(
        "小区的名称、分期、别的叫法。同名的东区、西区、一期、二期各建一条；住址都从小区名写起，按别名也查得到。",
        "整个并到别的小区的留在这里，标“已并出”，不要删去：查得到任何一天哪栋楼属于哪个小区。",
    ),
    beside=(
        Beside(
            "dividing",
            "拆分与合并",
            (
                "一个小区拆成两个，或并到另一个：选小区、写名称和从哪天起，勾上分出去的楼栋，先看办了以后怎样，再办。",
                "一次办完；页尾列着最近几次，以后没有再动过的，随时点“撤回”。以前哪栋楼属于哪个小区、哪个网格，按当天查得到。",
            ),
            Right.CHANGE,
        ),
    ),
    known_by=(("name", "phase?"),),
    found=Found(texts=("name", "aliases", "phase")),
    line=("{mark}", "{community}", "{aliases}"),
)
