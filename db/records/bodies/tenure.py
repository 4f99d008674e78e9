"""任职: who holds which post in which body, grid, estate or building, from a day to a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, Looks, Ref, Text
from db.fields.time import TERM
from db.records.base import Lasting, Record, fields_of
from db.records.condition import is_
from db.records.figure import ALL, Figure, distinct
from db.records.kind import Beside, Kind, Room, View
from db.records.may import POSTS_MAY

MUSTS = "musts"
"""The tab of who lacks what must be there."""
INSTRUCTOR = "09"
"""The post 党建指导员."""


@frozen(kw_only=True, slots=False)
class Tenure(Lasting, Record):
    """任职."""

    TABLE: ClassVar[str] = "tenure"
    LABEL: ClassVar[str] = "任职"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("person", "of")

    person: Annotated[int, Link("人员", to="person", required=True, width=6, listed=True)] = 0
    of: Annotated[
        int,
        Ref(
            "任职的地方",
            to=("body", "grid", "estate", "building"),
            required=True,
            width=16,
            listed=True,
            words=("组织", "网格"),
            help="组织，或网格、小区、楼栋：网格长是网格的，楼栋长是楼栋的",
        ),
    ] = 0
    post: Annotated[str, Code("职务", table="post", required=True, width=6, listed=True)] = ""
    way: Annotated[str, Code("方式", table="tenure_way", width=4, listed=True)] = ""
    time: Annotated[str, Code("专兼", table="tenure_time", width=4, listed=True)] = ""
    since: Annotated[date | None, Day("起", looks=Looks.NEAR, width=6, listed=True)] = None
    until: Annotated[date | None, Day("止", ahead=TERM, width=6, listed=True, help="还在任，就空着")] = None
    why_left: Annotated[str, Text("离任原因", width=12)] = ""
    basis: Annotated[str, Text("依据文号", width=10)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The person, where the post is, and the post."""
        said = (linked.get("person", ""), linked.get("of", ""), fields_of(Tenure)["post"].show(self.post))
        return " ".join(part for part in said if part)

    def mark(self) -> str:
        """That it has ended."""
        return "已离任" if self.until else ""

    def remarks(self) -> Iterable[Problem]:
        """Since when; and until when, where somebody is said to have left."""
        kinds = fields_of(Tenure)
        if self.since is None:
            yield kinds["since"].problem("since_missing", "没有填", "知道了再补上")
        if self.why_left and not self.until:
            yield kinds["until"].problem("until_missing", "写了离任原因，没有填日期", "知道了再补上")


TENURES = Kind(
    record=Tenure,
    code=22,
    room=Room.BODIES,
    may=POSTS_MAY,
    tab="任职",
    order=("of", "post", "person"),
    views=(View("在任", (is_("until", None),)),),
    new="新建任职",
    figures=(
        Figure(
            name="people_in_post",
            label="在任人员",
            of="tenure",
            where=ALL,
            measure=distinct("person"),
            unit="人",
            about="一人兼几职算一人",
        ),
        Figure(
            name="instructors",
            label="党建指导员",
            of="tenure",
            where=(is_("post", INSTRUCTOR),),
            measure=distinct("person"),
            unit="名",
        ),
    ),
    known_by=(("person", "of", "post", "until?"), ("person", "of", "post", "since")),
    line=("{mark}", "{since} 起", "至 {until}"),
    beside=(
        Beside(
            MUSTS,
            "必配",
            (
                "每个网格一位网格长，每个小区有业委会、物管会或自管会：缺的、多的都列在这里，今日里那一行打开的也是这里。",
                "选中一行，回车打开它；按红色按钮（Ctrl+Enter）给它登记缺的，是哪个网格、小区已经填好。上面写日期，看那一天的；↑ ↓ 换前后一天。",
                "以前的日子只算那天有的小区、组织，照并出、成立、撤销的日期；没有记的按现有的算，写在上面。",
            ),
        ),
    ),
    help=(
        "谁在哪个组织、网格、小区、楼栋任什么职务，从哪天到哪天。离任填止日，不要删去；查得到任何一天是谁在任。",
        "要知道某一天是谁：打网格、楼栋、小区或组织的名称，看“起”“止”两栏；打开那个网格、楼栋，下面也列着历任的人。",
        "网格长、楼栋长在网格、楼栋里改姓名也行，这里跟着改；离任的只填止日和原因，姓名从网格里自动去掉。",
    ),
)
