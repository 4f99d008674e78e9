"""会议通知: one letter an invited household, with an optional slip to tear off.

Posted by a community without a red head; set as GB/T 9704-2012 sets an official paper.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar

from attrs import evolve, frozen

from db.errors import Problem
from db.fields import Day, Flag, LongText, Name, Privacy, Text
from db.records.centre.centre import Centre
from db.records.hall.meeting import AgendaItem, Attendee, Meeting
from db.records.letters.wording import Wording
from db.values.day import WEEKDAYS, clock_form, long_form
from printing import page
from printing.column import Row, last_with_next
from printing.drawing import Sheet, moved, named
from printing.flow import Setting, Span, plain, wrap
from printing.glyphs import Style
from printing.heads import Head
from printing.inputs import demand, refuse
from printing.message import lines_of
from printing.official import Official
from printing.pace import each
from printing.page import COMPACT, OFFICIAL, Geometry
from printing.papers.common import Paper
from printing.papers.hall.topics import counted_meeting
from printing.papers.letters.slip import slip
from printing.parts import Body, listed
from printing.typed import labelled_rows, typed_text
from printing.wording import Passage, Words

WISHES = "请准时参加；因故不能参加的，请提前告知联系人，对议题的意见建议可书面交社区转达。"
_FIELDS = ("会议名称", "日期", "时间", "地点", "主持人", "联系人", "中心名称", "社区名称", "落款单位")
PASSAGES = (
    Passage("title", "标题", "关于召开{会议名称}的通知", _FIELDS),
    Passage("opening", "开头", "现定于{日期}召开{会议名称}，{邀请}。有关事项通知如下：", (*_FIELDS, "邀请")),
    Passage("to_household", "邀请住户的话", "诚邀您家派一位代表参加", _FIELDS),
    Passage("to_others", "邀请单位和个人的话", "诚请届时参加", _FIELDS),
    Passage("wishes", "有关要求（会议没有另写时）", WISHES, _FIELDS),
    Passage("closing", "结束语", "特此通知。", _FIELDS),
    Passage("slip_by", "回执（写了交回日期时）", "（请于{交回日期}前交回社区）", (*_FIELDS, "交回日期")),
    Passage("slip", "回执（没写交回日期时）", "（请填好后交回社区）", _FIELDS),
)
"""What a centre may say in its own words."""
_MOST_LEAD = 2
_ABOVE_PT = 8.0


@frozen(kw_only=True)
class Recipient:
    """收件人: a household, a person or a unit that is invited."""

    LABEL: ClassVar[str] = "收件人"

    name: Annotated[str, Name("姓名", required=True)] = ""
    address: Annotated[str, Text("送达地址", privacy=Privacy.PERSONAL)] = ""
    salutation: Annotated[str, Text("称呼", help="空着就写“尊敬的某某及家人”")] = ""

    def greeting(self) -> str:
        """How the letter begins."""
        return self.salutation.rstrip("：:") or f"尊敬的{self.name}及家人"


@frozen(kw_only=True)
class Notice:
    """Input of the paper.

    Attributes:
        slip: whether a 回执 stands at the foot of each letter.
        reply_by: the day by which the slip is wanted back.
        compact: the letter in 4号 instead of 3号, so that it and its slip fit one page.
        wordings: the centre's own words for some of `PASSAGES`.
        duplex: letters of an odd number of pages get an empty back, so that no two share a sheet.
    """

    centre: Centre
    meeting: Meeting
    recipients: tuple[Recipient, ...]
    day: Annotated[date | None, Day("落款日期")] = None
    participants: Annotated[str, LongText("参加人员", help="空着就按会议邀请的人写")] = ""
    slip: Annotated[bool, Flag("附回执")] = False
    reply_by: Annotated[date | None, Day("回执交回日期")] = None
    compact: Annotated[bool, Flag("用4号字排成一页")] = False
    duplex: Annotated[bool, Flag("双面打印")] = False
    wordings: tuple[Wording, ...] = ()


def when(starts: datetime) -> str:
    """2026年3月25日（星期三）下午2:30; without the clock where nobody set one."""
    return f"{long_form(starts)}（星期{WEEKDAYS[starts.weekday()]}）{clock_form(starts)}"


def _check(given: Notice) -> None:
    problems = [*demand(given.centre, "name"), *demand(given.meeting, "name", "starts", "hall")]
    if not given.recipients:
        problems.append(Problem("recipients", "收件人", "required", "一个也没有", "请先在会议里邀请住户"))
    for number, recipient in enumerate(given.recipients, 1):
        if not recipient.name and not recipient.salutation:
            problems.append(Problem("name", f"收件人第{number}行 姓名", "required", "没有填", "请补上姓名或称呼"))
    refuse(problems)


def papers(given: Notice) -> list[Official]:
    """One letter a recipient, before it is cut into pages."""
    letter = _checked(given)
    return [letter.paper(recipient) for recipient in given.recipients]


def _checked(given: Notice) -> "_Letter":
    _check(given)
    given = evolve(given, meeting=counted_meeting(given.meeting))
    return _Letter(given, COMPACT if given.compact else OFFICIAL)


def layout(given: Notice) -> list[list[Sheet]]:
    """One letter a recipient."""
    letter = _checked(given)

    def sheets(recipient: Recipient) -> list[Sheet]:
        found = letter.paper(recipient).sheets()
        found = _for_duplex(found, slip=given.slip) if given.duplex else found
        return named(found, recipient.name or recipient.salutation, recipient.address)

    return each(given.recipients, sheets)


def _for_duplex(sheets: list[Sheet], *, slip: bool) -> list[Sheet]:
    """The letter with empty backs where they are needed.

    A slip on a back would be torn out of the text before it, so it goes to the next front; the letter's last
    sheet gets an empty back, so that the next letter begins on a sheet of its own.
    """
    if slip and len(sheets) % 2 == 0:
        sheets = [*sheets[:-1], Sheet(()), sheets[-1]]
    return [*sheets, Sheet(())] if len(sheets) % 2 else sheets


class _Letter:
    """The letter of one meeting: what all recipients read is set once."""

    def __init__(self, given: Notice, grid: Geometry) -> None:
        self._given, self._grid, self._body = given, grid, Body(grid)
        self._words, self._values = Words(PASSAGES, given.wordings), values_of(given)
        self._title = self._body.title(self._say("title").replace("\n", ""), (given.centre.community,))
        self._to_household = self._text("to_household")
        self._to_others = self._text("to_others")

    def paper(self, recipient: Recipient) -> Official:
        """The letter to one recipient; what room a one-page letter leaves stands partly above its title."""
        given = self._given
        text = self._to_others if recipient.salutation else self._to_household
        rows = [*self._title, *self._body.addressee(recipient.greeting()), *text]
        foot = slip(given.meeting, recipient.name, recipient.address, self._reply_by()) if given.slip else None
        spare = self._grid.rows - len(rows)
        below = self._grid.rows_for(foot.height_pt) if foot else 0
        lead = [Row()] * min(max(spare - below if spare >= below else spare, 0), _MOST_LEAD)
        return Official(
            [*lead, *rows], head=_delivery(recipient), foot=foot, practice=given.centre.practice, grid=self._grid
        )

    def _reply_by(self) -> str:
        """Until when the slip is wanted back, on one line."""
        day = self._given.reply_by
        values = {**self._values, "交回日期": long_form(day) if day else ""}
        return self._words.say("slip_by" if day else "slip", values).replace("\n", "")

    def _say(self, key: str) -> str:
        return self._words.say(key, self._values)

    def _text(self, wish: str) -> list[Row]:
        """From the opening, with the passage that invites, to the date."""
        given, meeting, body = self._given, self._given.meeting, self._body
        assert meeting.starts is not None
        opening = self._words.say("opening", {**self._values, "邀请": self._say(wish)})
        rows = typed_text(body, lines_of(opening))
        sections = (
            ("时间", f"{when(meeting.starts)}。"),
            ("地点", f"{meeting.hall}。"),
            ("议题", meeting.agenda),
            ("参加人员", given.participants or participants(meeting)),
            ("有关要求", meeting.requirements or self._say("wishes")),
            ("联系人", contact_of(given)),
        )
        for number, (label, told) in enumerate((s for s in sections if s[1]), 1):
            plain = isinstance(told, str)
            rows += labelled_rows(body, number, label, lines_of(told)) if plain else self._topics(number, told)
        rows += typed_text(body, lines_of(self._say("closing")))
        return [*last_with_next(rows), *body.signature(given.centre.signer(), given.day)]

    def _topics(self, number: int, agenda: Sequence[AgendaItem]) -> list[Row]:
        """One topic on the heading's line, several as a numbered list."""
        if len(agenda) == 1:
            return labelled_rows(self._body, number, "议题", (f"{topic_of(agenda[0])}。",))
        rows = self._body.heading(1, number, "议题")
        for place, item in enumerate(agenda, 1):
            end = "。" if place == len(agenda) else "；"
            rows += self._body.paragraph((Span(listed(place, f"{topic_of(item)}{end}")),))
        return rows


def topic_of(item: AgendaItem) -> str:
    """The subject, and who reports on it."""
    return f"{item.subject}（汇报人：{item.speaker}）" if item.speaker else item.subject


def _delivery(recipient: Recipient) -> Head | None:
    """送达 line for whoever carries the letter: 楷体 in the margin above the type area, so that it takes no row."""
    if not recipient.address:
        return None
    text = plain(f"送达：{recipient.address}", Style.KAI)
    settings = [
        Setting(OFFICIAL.width_pt, size, size, 0, 3 * size) for size in (page.SI_HAO, page.XIAO_SI_HAO, page.WU_HAO)
    ]
    fitting = next((s for s in settings if len(wrap(text, s)) == 1), settings[-1])
    lines = wrap(text, fitting)
    rise = fitting.size_pt * 1.4
    lowest = OFFICIAL.baseline_pt(-1) + _ABOVE_PT
    ops = [moved(line, OFFICIAL.left_pt, lowest + n * rise) for n, line in enumerate(reversed(lines))]
    return Head(tuple(op for group in ops for op in group), 0)


def values_of(given: Notice) -> dict[str, str]:
    """What stands for the fields in braces."""
    meeting, centre = given.meeting, given.centre
    return {
        "会议名称": meeting.name,
        "日期": long_form(meeting.starts) if meeting.starts else "",
        "时间": when(meeting.starts) if meeting.starts else "",
        "地点": meeting.hall,
        "主持人": meeting.chair,
        "联系人": contact_of(given).removesuffix("。"),
        "中心名称": centre.name,
        "社区名称": centre.community or centre.name,
        "落款单位": centre.signer(),
    }


def contact_of(given: Notice) -> str:
    """Whom to ask: as the meeting says, otherwise the centre; "" when nobody is known."""
    told = given.meeting.contact or (f"{given.centre.name}，电话{given.centre.phone}" if given.centre.phone else "")
    return f"{told.rstrip('。')}。" if told else ""


def participants(meeting: Meeting) -> str:
    """Who is invited, in general words: households by their kind, units by their names, nobody else by name."""
    invited = [a for a in meeting.attendees if a.role in ("1", "2")]
    units = list(dict.fromkeys(_unit(a) for a in invited if not a.is_neighbour and a.unit))
    words = ["受邀居民户各一位代表"] if not invited or any(a.is_neighbour for a in invited) else []
    return f"{'、'.join([*words, *units])}。" if words or units else "受邀居民户各一位代表。"


def _unit(attendee: Attendee) -> str:
    return f"{attendee.unit}{'负责人' if attendee.role == '2' else '代表'}"


def example() -> Notice:
    """A household invited to the hall of the 25th."""
    centre = Centre(
        name="幸福里社区党群服务中心", community="幸福里社区", issuer="幸福里社区居民委员会", phone="0435-6321788"
    )
    meeting = Meeting(
        name="幸福里社区2026年3月议事厅会议",
        starts=datetime(2026, 3, 25, 14, 30),
        hall="幸福里社区党群服务中心二楼议事厅",
        chair="周秀兰",
        contact="李敏，0435-6321788",
        agenda=(
            AgendaItem(subject="3号楼加装电梯的方案与费用分摊", speaker="王建军"),
            AgendaItem(subject="小区东门夜间停车秩序"),
            AgendaItem(subject="2026年第一季度公共收益收支情况", speaker="赵丽华"),
        ),
        attendees=(
            Attendee(name="张国富", household=1, unit="3号楼2单元501室"),
            Attendee(name="孙志强", unit="安居物业服务有限公司", role="2"),
        ),
    )
    return Notice(
        centre=centre,
        meeting=meeting,
        recipients=(Recipient(name="张国富", address="幸福里小区3号楼2单元501室"),),
        day=date(2026, 3, 20),
        slip=True,
        reply_by=date(2026, 3, 24),
    )


PAPER = Paper(
    "notice", "会议通知", Notice, layout, lambda given: f"{given.meeting.name}通知", OFFICIAL, example, papers
)
