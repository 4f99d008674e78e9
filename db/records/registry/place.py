"""网格、楼栋、房屋: where people live."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Self

from attrs import frozen

from db.errors import Problem, RecordInvalid
from db.fields import Amount, Code, Day, Link, LongText, Looks, Name, Phone, Privacy, Rows, Text
from db.records.base import Lasting, Record, changed, fields_of
from db.records.condition import has, is_, is_not, next_days
from db.records.figure import ALL, Figure
from db.records.kind import Found, Kind, Room, Switch, View
from db.records.may import HOMES_MAY, PLACES_MAY
from db.records.must import Has, Must
from db.records.participant import Participant, actors_as, role_in
from db.records.registry.building_place import BuildingPlace, placed, standing
from db.records.registry.door_figures import DOOR_CHECKS, DOOR_FIGURES
from db.records.registry.door_parts import Hazard, Letting, Owner, first_open, of_shares, owned
from db.records.spells import overlap
from db.values import address

GRID_CHIEF, STEWARD = "11", "13"
"""The posts of the chief of a grid, and of who looks after a building."""
SQUARE_METRES = ("平方米", "平米", "平方", "平", "㎡", "m^2", "sqm")


@frozen(kw_only=True, slots=False)
class GridActor(Participant):
    """The chief of a grid."""

    TABLE: ClassVar[str] = "grid_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class Grid(Lasting, Record):
    """网格: belongs to one community; buildings belong to it. One that was given up stays, so that any day is told right."""

    TABLE: ClassVar[str] = "grid"
    LABEL: ClassVar[str] = "网格"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[str, Text("网格名称", required=True, width=8, listed=True)] = ""
    code: Annotated[str, Text("网格编码", width=10, listed=True, help="上级下发的编码，没有就空着")] = ""
    chief: Annotated[
        str,
        Name(
            "网格长",
            acts=True,
            post=GRID_CHIEF,
            since="chief_since",
            phone="phone",
            width=6,
            listed=True,
            words=("网格员",),
        ),
    ] = ""
    phone: Annotated[str, Phone("网格长电话", width=8, listed=True)] = ""
    party_group: Annotated[str, Text("党支部（党小组）", width=12, listed=True)] = ""
    note: Annotated[str, LongText("备注", width=20)] = ""
    chief_since: Annotated[
        date | None, Day("网格长任职日期", looks=Looks.BACK, width=6, help="换了网格长，写从哪天起；不写就从今天起")
    ] = None
    since: Annotated[date | None, Day("启用日期", looks=Looks.BACK, width=6, help="不知道就空着")] = None
    until: Annotated[
        date | None, Day("停用日期", looks=Looks.BACK, width=6, help="最后一天，连这一天在内；在用的空着")
    ] = None
    actors: Annotated[tuple[GridActor, ...], actors_as(GridActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    def mark(self) -> str:
        """That it was given up."""
        return "已停用" if self.until else ""


@frozen(kw_only=True, slots=False)
class BuildingActor(Participant):
    """Who looks after a building."""

    TABLE: ClassVar[str] = "building_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class Building(Record):
    """楼栋: a building of an estate (小区). Words for it (号楼, 幢, 栋, 座) are told apart by name only."""

    TABLE: ClassVar[str] = "building"
    LABEL: ClassVar[str] = "楼栋"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("estate",)
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("estate", "number")

    estate: Annotated[
        int,
        Link(
            "小区", to="estate", width=8, listed=True, words=("小区名称", "小区名"), help="没有小区的平房、村组就空着"
        ),
    ] = 0
    number: Annotated[str, Text("楼号", required=True, width=4, listed=True, words=("楼栋", "幢", "栋"))] = ""
    grid: Annotated[int, Link("所属网格", to="grid", width=8, listed=True)] = 0
    steward: Annotated[str, Name("楼栋长", acts=True, post=STEWARD, since="steward_since", width=6, listed=True)] = ""
    note: Annotated[str, LongText("备注", width=20)] = ""
    steward_since: Annotated[
        date | None, Day("楼栋长任职日期", looks=Looks.BACK, width=6, help="换了楼栋长，写从哪天起；不写就从今天起")
    ] = None
    places: Annotated[
        tuple[BuildingPlace, ...], Rows("小区和网格的变动", part=BuildingPlace, today=("estate", "grid"))
    ] = ()
    actors: Annotated[tuple[BuildingActor, ...], actors_as(BuildingActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """幸福里小区3号楼."""
        return address.building_title(linked.get("estate", ""), self.number)

    def settled(self, before: Record | None, day: date) -> Self:
        """Where it belongs goes on from the day on which it was changed, and what was written of the days tells where it belongs.

        Raises:
            RecordInvalid: the row of where it belongs today was taken out, while its estate and grid are as they were.
        """
        now, was = (self.estate, self.grid), (before.estate, before.grid) if isinstance(before, Building) else (0, 0)
        told = standing(self.places)
        if isinstance(before, Building) and told and now == was and self.places != before.places:
            return changed(self, estate=told.estate, grid=told.grid)
        if isinstance(before, Building) and told is None and now == was and any(now):
            self._refuse_taken_out(before)
        return changed(self, places=placed(self.places, *now, day))

    def _refuse_taken_out(self, before: "Building") -> None:
        was = standing(before.places)
        if was is not None and was.id not in {place.id for place in self.places}:
            kind = fields_of(Building)["places"]
            told = "删掉的那一行是现在的小区和网格，没有保存"
            raise RecordInvalid(
                [kind.problem("standing", told, "现在的要改，请改上面的“小区”“所属网格”；写错了起止日期的，改那一行")]
            )

    def rules(self) -> Iterable[Problem]:
        """It belongs to one estate and one grid at a time."""
        if overlap(self.places):
            kind = fields_of(Building)["places"]
            yield kind.problem("places_overlap", "起止日期有重叠", "同一天只能在一个小区、一个网格，请核对起止日期")


@frozen(kw_only=True, slots=False)
class House(Record):
    """房屋: a dwelling (室) of a building."""

    TABLE: ClassVar[str] = "house"
    LABEL: ClassVar[str] = "房屋"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("building",)
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("building", "unit", "room")

    building: Annotated[int, Link("楼栋", to="building", required=True, width=10, listed=True, group="房屋")] = 0
    unit: Annotated[str, Text("单元", width=3, listed=True, help="没有单元就空着")] = ""
    room: Annotated[str, Text("房号", required=True, width=4, listed=True, words=("室", "房间号"))] = ""
    use: Annotated[str, Code("使用性质", table="house_use", width=4, listed=True)] = ""
    area: Annotated[
        Decimal | None,
        Amount(
            "建筑面积（平方米）",
            places=2,
            units=SQUARE_METRES,
            least=0,
            width=6,
            listed=True,
            words=("建筑面积", "面积"),
        ),
    ] = None
    owner: Annotated[str, Name("产权人", privacy=Privacy.PERSONAL, width=6, listed=True, words=("业主", "房主"))] = ""
    owner_phone: Annotated[str, Phone("产权人电话", privacy=Privacy.PERSONAL, width=8)] = ""
    note: Annotated[str, LongText("备注", width=20)] = ""
    owners: Annotated[
        tuple[Owner, ...],
        Rows(
            "历任和共有产权人",
            part=Owner,
            privacy=Privacy.PERSONAL,
            group="产权人",
            folded=True,
        ),
    ] = ()
    lettings: Annotated[
        tuple[Letting, ...], Rows("出租", part=Letting, privacy=Privacy.PERSONAL, group="出租", folded=True)
    ] = ()
    hazards: Annotated[tuple[Hazard, ...], Rows("隐患", part=Hazard, group="隐患", folded=True)] = ()

    def settled(self, before: Record | None, day: date) -> Self:
        """Another owner is one from the day on, and what was written of the owners tells who is the first of them today."""
        was = before if isinstance(before, House) else None
        now = self.owner, self.owner_phone
        if was and now == (was.owner, was.owner_phone):
            if self.owners == was.owners:
                return self
            told = first_open(self.owners) or Owner()
            return changed(self, owner=told.name, owner_phone=told.phone)
        owners = owned(self.owners, *now, day)
        return self if owners == self.owners else changed(self, owners=owners)

    def remarks(self) -> Iterable[Problem]:
        """Shares that do not come to the whole."""
        for problem in of_shares(self.owners):
            yield fields_of(House)["owners"].problem(problem.code, problem.message, problem.remedy, blocking=False)

    def title(self, linked: Mapping[str, str]) -> str:
        """幸福里小区3号楼2单元501室."""
        unit = f"{self.unit}单元" if self.unit else ""
        return f"{linked.get('building', '')}{unit}{self.room}{'室' if self.room[-1:].isdigit() else ''}"


LETTINGS_END = View(
    "租期到期",
    (has("lettings", next_days("ends", 30)),),
    Switch("remind_lettings", "今日提醒：租期到期", usual=True),
)
"""Doors of which a letting that goes on today ends soon as agreed; the days are a centre's own to say."""
_HELP = ("房屋、楼栋、网格。登记居民时写上没登记过的门牌，也会在这里建好。",)

HOUSES = Kind(
    record=House,
    code=8,
    room=Room.REGISTRY,
    may=HOMES_MAY,
    tab="房屋",
    order=("building", "unit", "room"),
    help=_HELP,
    views=(LETTINGS_END,),
    known_by=(("building", "unit?", "room"),),
    figures=(
        Figure(name="houses_here", label="房屋", of="house", where=ALL, unit="套"),
        Figure(
            name="houses_vacant",
            label="空置房屋",
            of="house",
            service="houses_vacant",
            unit="套",
            about="现在没有人住、也没有人寄住的，商用的不算；点开就是名单，从哪天空着看房屋的“以前和现在”",
        ),
        Figure(
            name="houses_lettings_end", label=LETTINGS_END.name, of="house", where=LETTINGS_END.conditions, unit="套"
        ),
        *DOOR_FIGURES,
    ),
    checks=DOOR_CHECKS,
    found=Found(
        persons=("owner", "owners.name", "lettings.tenant"),
        telephones=("owner_phone", "owners.phone", "lettings.phone"),
    ),
    line=("{use}", "{owner}"),
)
BUILDINGS = Kind(
    record=Building,
    code=7,
    room=Room.REGISTRY,
    may=PLACES_MAY,
    tab="楼栋",
    order=("estate", "number"),
    help=(
        *_HELP,
        "换了楼栋长，改姓名、写从哪天起：原来的到前一天离任，新的接着任职，查得到任何一天是谁；在“任职”里登记、离任也一样，这里的姓名跟着改。",
        "以前是谁，打开楼栋，下面列着历任楼栋长和起止日期。",
        "换了小区或网格，改上面的“小区”“所属网格”，“小区和网格的变动”里自动记下从哪天起；日子写错了在那里改。并到别的小区用物业里的“拆分与合并”。",
    ),
    known_by=(("estate?", "number"),),
    figures=(Figure(name="buildings_here", label="楼栋", of="building", where=ALL, unit="栋"),),
    found=Found(persons=("steward",), documents=("number",)),
)
GRIDS = Kind(
    record=Grid,
    code=9,
    room=Room.REGISTRY,
    may=PLACES_MAY,
    tab="网格",
    order=("name",),
    help=(
        *_HELP,
        "换了网格长，改姓名、写从哪天起：原来的到前一天离任，新的接着任职，查得到任何一天是谁；在“任职”里登记、离任也一样，这里的姓名跟着改。",
        "哪一天是谁：打开网格，下面列着历任网格长和起止日期，点姓名打开那个人。",
        "几个人同名的，到“同名待认”里认了才算任职。一个网格一位网格长，缺的今日里会提醒。",
    ),
    musts=(
        Must(
            name="one_chief",
            label="一格一长",
            noun="网格长",
            begin="登记网格长",
            has=Has("tenure", "of", (is_("post", GRID_CHIEF),)),
            most=1,
            claim="配齐",
        ),
    ),
    figures=(
        Figure(name="grids_here", label="网格", of="grid", where=ALL, unit="个", about="那一天在用的网格"),
        Figure(
            name="grids_coded",
            label="已编码的网格",
            of="grid",
            where=(is_not("code", ""),),
            unit="个",
            about="那一天在用、有编码的网格",
        ),
    ),
    known_by=(("name",), ("code",)),
    found=Found(texts=("name",), persons=("chief",), telephones=("phone",), documents=("code",)),
)
