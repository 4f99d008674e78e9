"""公告通知: what the community posts or sends round: 通知, 公告, 公示."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Flag, LongText, Looks, Phone, Privacy, Rows, Text, Whole
from db.records.base import Part, Record, fields_of
from db.records.condition import something
from db.records.figure import ALL, Figure
from db.records.kind import Begins, Found, Kind, Numbered, Room
from db.records.may import BUSINESS, May, seen, some
from db.records.role import Role
from db.values import code_table
from db.values.posting_period import LONGEST_PERIOD, NO_HOLIDAYS, Holidays, last_posted_day

PUBLICITY = "3"
"""公示."""
PLAIN, RED_HEAD, LETTER = "1", "2", "3"
"""Codes of ``announcement_dress``."""
LARGEST_SERIAL = 999_999
_SECRECY = re.compile(r"(绝密|机密|秘密)(★(\d{1,2}年|\d{1,2}个月|长期|解密))?")
_ONLY_DRESSED = ("urgency", "secrecy", "serial", "copies", "approvers", "main_below")


@frozen(kw_only=True, slots=False)
class Annex(Part):
    """附件: with its text it follows the paper on pages of its own, without it is only named (GB/T 9704-2012 7.3.4, 7.3.7)."""

    TABLE: ClassVar[str] = "announcement_annex"
    LABEL: ClassVar[str] = "附件"

    title: Annotated[str, Text("附件名称", required=True, width=20, help="不写序号")] = ""
    body: Annotated[str, LongText("附件正文", width=28, help="写了就另起一页印在后面；现成的表格空着，印好附上")] = ""


@frozen(kw_only=True, slots=False)
class Announcement(Record):
    """公告通知.

    公示 is no 文种 of 党政机关公文处理工作条例 第八条 but custom in communities: it is offered, not forbidden.
    """

    TABLE: ClassVar[str] = "announcement"
    LABEL: ClassVar[str] = "公告通知"

    kind: Annotated[str, Code("种类", table="announcement_kind", required=True, width=4, group="内容", listed=True)] = (
        "1"
    )
    title_text: Annotated[
        str, Text("标题", required=True, width=20, listed=True, help="例如：关于做好汛期安全工作的通知")
    ] = ""
    addressee: Annotated[str, Text("主送", width=12, longest=300, help="例如：各位居民")] = ""
    contact: Annotated[str, Text("联系人及电话", width=14, help="印在正文后面")] = ""
    dress: Annotated[str, Code("版式", table="announcement_dress", width=5)] = PLAIN
    body: Annotated[
        str,
        LongText("正文", required=True, width=28, lines=5, help="每段一行；“一、”“（一）”“1.”开头的行按各级标题排"),
    ] = ""
    signer: Annotated[str, Text("落款单位", width=14, help="空着就用本中心的")] = ""
    day: Annotated[date | None, Day("落款日期", required=True, width=6, listed=True)] = None
    number: Annotated[str, Text("发文字号", width=10, listed=True, help="写“取号”自动编号")] = ""
    annexes: Annotated[tuple[Annex, ...], Rows("附件", part=Annex, group="附件", folded=True)] = ()
    posted: Annotated[
        date | None,
        Day(
            "张贴日期",
            width=6,
            group="张贴和公示",
            folded=True,
            unfolded_by=("kind", PUBLICITY),
            help="当天不计入公示期",
        ),
    ] = None
    period: Annotated[int | None, Whole("公示天数", units=("天", "日", "个工作日", "工作日"), width=4)] = None
    period_unit: Annotated[str, Code("单位", table="day_unit", width=4)] = "1"
    until: Annotated[date | None, Day("公示截止", looks=Looks.AHEAD, width=6, listed=True, help="空着就自动算")] = None
    taken_down: Annotated[date | None, Day("撤下日期", looks=Looks.BACK, width=6)] = None
    places: Annotated[str, Text("张贴地点", width=14, longest=3000, help="几处之间用顿号")] = ""
    objection_way: Annotated[str, Text("异议提出方式", width=20, help="例如：书面或来电，请署真实姓名")] = ""
    objection_phone: Annotated[str, Phone("受理电话", privacy=Privacy.PUBLIC, width=8)] = ""
    objection_place: Annotated[str, Text("受理地点", width=14)] = ""
    urgency: Annotated[str, Code("紧急程度", table="urgency", width=4, group="公文要素", folded=True)] = ""
    secrecy: Annotated[str, Text("密级和期限", width=8, help="例如：机密★1年")] = ""
    serial: Annotated[int | None, Whole("份号", width=4, help="涉密的才编，印成六位")] = None
    copies: Annotated[str, Text("抄送", width=20, longest=500, help="几个单位之间用逗号")] = ""
    approvers: Annotated[str, Text("签发人", width=10, help="上行文才写")] = ""
    note: Annotated[str, Text("附注", width=20, help="例如：此件公开发布；不写括号")] = ""
    main_below: Annotated[bool, Flag("主送移到版记", help="主送单位太多，首页排不下正文时")] = False
    duplex: Annotated[bool, Flag("版记印在背面", help="双面印的文件，版记总在最后一张的背面")] = False

    def title(self, linked: Mapping[str, str]) -> str:
        """The title."""
        return self.title_text

    def begins(self) -> date | None:
        """The day of posting: the day of the paper where none is given."""
        return self.posted or self.day

    def reckoned_end(self, holidays: Holidays = NO_HOLIDAYS) -> date | None:
        """The last day of posting that its days give, whatever the clerk wrote; None when they are not known."""
        begins = self.begins()
        if not begins or not self.period or not 1 <= self.period <= LONGEST_PERIOD:
            return None
        return last_posted_day(begins, self.period, self.period_unit, holidays)

    def ends(self, holidays: Holidays = NO_HOLIDAYS) -> date | None:
        """The last day of posting: as it is written, otherwise reckoned; None when nothing is known."""
        return self.until or self.reckoned_end(holidays)

    def place_names(self) -> tuple[str, ...]:
        """Where it hangs, one place after the other."""
        return tuple(place for place in re.split(r"[、；;\s]+", self.places) if place)

    def urgency_words(self) -> str:
        """特急, 加急 or "" (GB/T 9704-2012 7.2.3)."""
        return code_table.load("urgency").label(self.urgency) if self.urgency else ""

    def rules(self) -> Iterable[Problem]:
        """Days in their order; marks of a paper as the standard knows them; what a 公示 lacks is worth a word."""
        yield from self._wrong_marks()
        kinds = fields_of(Announcement)
        begins = self.begins()
        if self.until and begins and self.until < begins:
            yield kinds["until"].problem("until_before", "早于张贴日期", "请改公示截止或张贴日期")
        if self.taken_down and begins and self.taken_down < begins:
            yield kinds["taken_down"].problem("taken_before", "早于张贴日期", "请改撤下日期或张贴日期")
        if self.period is not None and not 1 <= self.period <= LONGEST_PERIOD:
            yield kinds["period"].problem(
                "period", f"不能是 {self.period} 天", f"请填 1 到 {LONGEST_PERIOD} 之间的天数"
            )
        if self.kind != PUBLICITY:
            return
        if not self.until and not self.period:
            yield kinds["period"].problem("no_period", "公示没有写公示期", "请填公示天数或公示截止", blocking=False)
        if not self.objection_phone and not self.objection_place:
            yield kinds["objection_phone"].problem(
                "no_objections", "公示没有写向哪里提异议", "请填受理电话或受理地点", blocking=False
            )

    def _wrong_marks(self) -> Iterator[Problem]:
        """份号 and 密级 that the standard does not know (7.2.1, 7.2.2), and marks that this dress does not print."""
        kinds = fields_of(Announcement)
        if self.serial is not None and not 1 <= self.serial <= LARGEST_SERIAL:
            yield kinds["serial"].problem("serial", "不是 1 到 6 位的号", f"请填 1 到 {LARGEST_SERIAL}")
        if self.secrecy and not _SECRECY.fullmatch(self.secrecy.strip()):
            yield kinds["secrecy"].problem("secrecy", f"看不懂“{self.secrecy}”", "可写 秘密、机密★1年")
        lost = [kinds[name].label for name in _ONLY_DRESSED if getattr(self, name)] if self.dress == PLAIN else []
        if self.dress == LETTER and self.approvers:
            lost = [kinds["approvers"].label]
        if lost:
            told = f"这种版式不印{'、'.join(lost)}"
            yield kinds["dress"].problem("not_printed", told, "要印就选红头文件", blocking=False)


_WRITERS = some(Role.DESK, Role.SECRETARY, Role.CHIEF)

ANNOUNCEMENTS = Kind(
    record=Announcement,
    code=10,
    room=Room.LETTERS,
    may=May(sees=seen(BUSINESS), makes=_WRITERS, changes=_WRITERS, deletes=_WRITERS, exports=_WRITERS),
    tab="公告通知",
    order=("-day", "-id"),
    new="写公告通知",
    begins=(("day", Begins.TODAY),),
    help=("公告、通知、公示：写好、取号、打印；公示记下张贴和撤下的日子。",),
    known_by=(("number",), ("title_text", "day")),
    found=Found(texts=("title_text", "number"), documents=("number",), newest_first=True),
    line=("{kind}", "{number}", "{day}"),
    number=Numbered("number", "title_text", "addressee"),
    figures=(
        Figure(name="announcements_made", label="公告通知", of="announcement", where=ALL, when="day", unit="份"),
        Figure(
            name="announcements_posted",
            label="张贴",
            of="announcement",
            where=(something("posted"),),
            when="posted",
            unit="份",
        ),
    ),
    due="postings_due",
    save="issue_announcement",
    papers=("announcement",),
    evidence=True,
)
