"""听民声: a session at which residents say what troubles them, under whatever name a place has it; each of its lines becomes a matter."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Flag, Link, LongText, Looks, Name, Phone, Privacy, Ref, Rows, Text, TimeOfDay, Whole
from db.records.base import Part, Record, fields_of
from db.records.deed import Deed
from db.records.figure import ALL, Figure, total
from db.records.kind import Begins, Found, Kind, OwnPaper, Room, Switch
from db.records.may import May, Own, seen, some
from db.records.participant import Participant, actors_as, role_in
from db.records.role import Role

CHANNELS = {"1": "5", "2": "6", "3": "7", "4": "9", "5": "10"}
"""The channel by which a matter came, by the kind of session; an own kind has the channel that is called the same."""


@frozen(kw_only=True, slots=False)
class ListeningActor(Participant):
    """Who sat there."""

    TABLE: ClassVar[str] = "listening_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class ListeningLine(Part):
    """反映的事: what one of those who came said.

    Attributes:
        who: the resident or body; 0 for somebody of whom a name alone is known, or nothing.
        answered: what was answered at once; "" where it is to be dealt with.
        matter: what was taken in of it.
    """

    TABLE: ClassVar[str] = "listening_line"
    LABEL: ClassVar[str] = "反映的事"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body"), width=8)] = 0
    name: Annotated[str, Name("姓名或名称", width=6)] = ""
    subject: Annotated[str, Text("反映什么", required=True, width=16)] = ""
    answered: Annotated[str, Text("当场答复", privacy=Privacy.PERSONAL, width=12, help="空着的转去办")] = ""
    category: Annotated[str, Code("类别", table="matter_category", width=6)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""
    anonymous: Annotated[bool, Flag("匿名", width=3)] = False
    hidden: Annotated[bool, Flag("要求不公开", width=5)] = False
    matter: Annotated[int, Link("诉求", to="matter", width=12, fixed=True)] = 0


@frozen(kw_only=True, slots=False)
class Listening(Record):
    """听民声.

    Attributes:
        begins, ends: of that day.
        sat: who received those who came.
        people: how many came, also those of whom nothing was written down.
    """

    TABLE: ClassVar[str] = "listening"
    LABEL: ClassVar[str] = "听民声"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("estate",)

    kind: Annotated[str, Code("形式", table="listening_kind", required=True, width=6, listed=True)] = "1"
    day: Annotated[date | None, Day("日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    begins: Annotated[time | None, TimeOfDay("从", width=4)] = None
    ends: Annotated[time | None, TimeOfDay("到", width=4)] = None
    place: Annotated[str, Text("地点", width=12, listed=True, help="例如：3号楼下凉亭")] = ""
    estate: Annotated[int, Link("小区", to="estate", width=8, listed=True)] = 0
    grid: Annotated[int, Link("网格", to="grid", width=8)] = 0
    sat: Annotated[str, Name("接待人", acts=True, width=12, listed=True)] = ""
    people: Annotated[int | None, Whole("来了几人", units=("人",), least=0, width=4, listed=True)] = None
    lines: Annotated[tuple[ListeningLine, ...], Rows("反映的事", part=ListeningLine, paper=True)] = ()
    remark: Annotated[str, LongText("备注", width=28)] = ""
    actors: Annotated[tuple[ListeningActor, ...], actors_as(ListeningActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """2026-03-09 流动茶桌 幸福里小区."""
        where = linked.get("estate") or self.place
        return " ".join(filter(None, (str(self.day or ""), fields_of(Listening)["kind"].show(self.kind), where)))

    def rules(self) -> Iterable[Problem]:
        """It ends after it began, and whoever said something was there."""
        kinds = fields_of(Listening)
        if self.begins and self.ends and self.ends < self.begins:
            yield kinds["ends"].problem("ends_before", "比开始还早", "请核对时间")
        if self.people is not None and self.people < len(self.lines):
            what = f"写着来了{self.people}人，反映的事有{len(self.lines)}件"
            yield kinds["people"].problem("fewer", what, "请核对；一个人说几件事的，照写就行", blocking=False)


_SITTING = some(Role.DESK, Role.GRID, Role.CHIEF)

LISTENINGS = Kind(
    record=Listening,
    code=72,
    room=Room.MATTERS,
    may=May(
        sees={**seen({Role.DESK, Role.CHIEF, Role.ARCHIVIST}), Role.GRID: Own.GRIDS | Own.MINE},
        makes=_SITTING,
        changes=_SITTING,
        deletes=some(Role.DESK, Role.CHIEF),
        exports=some(Role.DESK, Role.CHIEF),
    ),
    tab="听民声",
    order=("-day", "-id"),
    known_by=(("kind", "day", "place"),),
    new="记一场",
    begins=(("day", Begins.TODAY), ("sat", Begins.MYSELF)),
    deed=Deed("听民声", "sat", "day"),
    empty="居民说事、流动茶桌、民情收集站、流动办公桌、民心接待，一场记一条，说的事一行一件（Ctrl+N）",
    help=(
        "居民说事、流动茶桌这样的，一场记一条：形式、日期、地点、接待人、来了几人，下面一行一件说的事，按回车写下一行。",
        "保存时每一行都登记成一件诉求，来源就是这一场；“当场答复”写了的当场办结，空着的按环节办。"
        "以后再加行，保存时只登记新加的；存错了点“撤销”，登记的诉求一起作废。",
    ),
    found=Found(persons=("lines.name",), texts=("place", "lines.subject"), telephones=("lines.phone",), newest_first=True),
    line=("{place}", "接待人 {sat}"),
    save="keep_listening",
    figures=(
        Figure(name="listenings_held", label="听民声场次", of="listening", where=ALL, when="day", unit="场"),
        Figure(
            name="listenings_people", label="听民声来的人", of="listening", where=ALL, when="day", measure=total("people"),
            unit="人次", about="各场写的来了几人相加",
        ),
    ),
    tells=(
        (
            "meeting",
            "居民说事、流动茶桌在“诉求 → 听民声”里一场记一条；会议的种类里不再有这两种，以前记成会议的照旧。还要记成会议的，"
            "在“设置 → 选项”里把它放回来。",
        ),
    ),
    papers=(OwnPaper("listening_record", "听民声记录"),),
    switch=Switch("listening", "听民声（居民说事、流动茶桌等）", usual=True),
    evidence=True,
)  # fmt: skip
