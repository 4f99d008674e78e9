"""公告通知: what the community posts or sends round: 通知, 公告, 公示."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, LongText, Phone, Text, Whole
from db.records.base import Record, fields_of
from db.values.posting_period import LONGEST, NO_HOLIDAYS, Holidays, last_posted_day

PUBLICITY = "3"
"""公示."""


@frozen(kw_only=True)
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
    addressee: Annotated[str, Text("主送", width=12, help="例如：各位居民；公告、公示可以不写")] = ""
    body: Annotated[
        str,
        LongText("正文", required=True, width=28, help="每段一行；“一、”“（一）”“1.”开头的行按各级标题排"),
    ] = ""
    attachments: Annotated[str, LongText("附件", width=28, help="每行一个附件名称，不写序号")] = ""
    signer: Annotated[str, Text("落款单位", width=14, help="空着就用“本中心”里的落款单位")] = ""
    day: Annotated[date | None, Day("落款日期", required=True, width=6, listed=True)] = None
    number: Annotated[
        str, Text("发文字号", width=10, listed=True, help="写“取号”就自动取下一个号；张贴的可以不编号")
    ] = ""
    dress: Annotated[str, Code("版式", table="announcement_dress", width=5)] = "1"
    contact: Annotated[str, Text("联系人及电话", width=14)] = ""
    posted: Annotated[date | None, Day("张贴日期", width=6, group="公示期", help="张贴当天不计入公示期")] = None
    period: Annotated[int | None, Whole("公示天数", width=4)] = None
    period_unit: Annotated[str, Code("单位", table="day_unit", width=4)] = "1"
    until: Annotated[date | None, Day("公示截止", width=6, listed=True, help="空着就自动算")] = None
    objection_way: Annotated[
        str, Text("异议提出方式", width=18, group="异议受理", help="例如：书面或来电，请署真实姓名")
    ] = ""
    objection_phone: Annotated[str, Phone("受理电话", width=8)] = ""
    objection_place: Annotated[str, Text("受理地点", width=14)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """The title."""
        return self.title_text

    def begins(self) -> date | None:
        """The day of posting: the day of the paper where none is given."""
        return self.posted or self.day

    def ends(self, holidays: Holidays = NO_HOLIDAYS) -> date | None:
        """The last day of posting: as the clerk set it, otherwise reckoned; None when nothing is known."""
        begins = self.begins()
        if self.until or not begins or not self.period or not 1 <= self.period <= LONGEST:
            return self.until
        return last_posted_day(begins, self.period, self.period_unit, holidays)

    def attachment_names(self) -> tuple[str, ...]:
        """The attachments, one a line."""
        return tuple(line.strip() for line in self.attachments.splitlines() if line.strip())

    def rules(self) -> Iterable[Problem]:
        """No end before the posting; a 公示 without an end or an address for objections is worth a word."""
        kinds = fields_of(Announcement)
        begins = self.begins()
        if self.until and begins and self.until < begins:
            yield kinds["until"].problem("until_before", "早于张贴日期", "请改公示截止或张贴日期")
        if self.period is not None and not 1 <= self.period <= LONGEST:
            yield kinds["period"].problem("period", f"不能是 {self.period} 天", f"请填 1 到 {LONGEST} 之间的天数")
        if self.kind != PUBLICITY:
            return
        if not self.until and not self.period:
            yield kinds["period"].problem("no_period", "公示没有写公示期", "请填公示天数或公示截止", blocking=False)
        if not self.objection_phone and not self.objection_place:
            yield kinds["objection_phone"].problem(
                "no_objections", "公示没有写向哪里提异议", "请填受理电话或受理地点", blocking=False
            )
