"""会议纪要 in the format of minutes: red mark, number, 出席 请假 列席 after the body, no seal (GB/T 9704-2012 10.3)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

from attrs import evolve, frozen

from db.fields import Text
from db.records.centre.centre import Centre
from db.records.hall.meeting import AgendaItem, Attendee, Meeting, Resolution
from db.records.letters.wording import Wording
from db.values.day import clock_form, long_form
from printing.colophon import full_colophon
from printing.column import BLANK, Row, kept, last_with_next
from printing.drawing import Sheet
from printing.flow import Span
from printing.glyphs import Style
from printing.heads import red_head
from printing.inputs import demand, refuse
from printing.message import lines_of
from printing.official import Official
from printing.page import OFFICIAL
from printing.papers.common import Paper
from printing.papers.hall.topics import counted_meeting, counted_resolutions
from printing.parts import Body, listed
from printing.typed import typed_lines, typed_text
from printing.wording import Passage, Words

_CAME, _EXCUSED, _ABSENT = "1", "2", "3"
_UNBROKEN = OFFICIAL.rows // 2
"""Rows of 出席 to 缺席 that stay on one page; longer lists go on over pages."""
_BODY = Body()
_GUEST, _CHAIR, _RECORDER = "2", "3", "4"
_FIELDS = ("会议名称", "日期", "时间", "地点", "主持人", "记录人", "落款单位", "中心名称", "社区名称")
PASSAGES = (
    Passage(
        "opening",
        "开头",
        "{日期}{时间}，{会议名称}在{地点}召开。{主持情况}{议题情况}现将会议情况和议定事项纪要如下：",
        (*_FIELDS, "主持情况", "议题情况", "议题数"),
    ),
    Passage("spoke", "汇报的话（有汇报人时）", "{汇报人}作了情况汇报。", (*_FIELDS, "汇报人", "议题")),
    Passage("undecided", "没有议定事项时", "（未形成议定事项。）", (*_FIELDS, "议题")),
    Passage(
        "closing",
        "结束语（加在正文后）",
        "",
        _FIELDS,
        example="例如：会议要求，各责任单位按期办结，办理情况向居民公开。",
    ),
)
"""What a centre may say in its own words."""


@frozen(kw_only=True)
class Minutes:
    """Input of the paper.

    Attributes:
        resolutions: who does what by when; those of a topic stand under it.
        copies: 抄送, organs separated by commas.
        wordings: the centre's own words for some of `PASSAGES`.
        void: that its number is void, and why; "" for a number in force.
    """

    centre: Centre
    meeting: Meeting
    resolutions: tuple[Resolution, ...] = ()
    copies: Annotated[str, Text("抄送", longest=500)] = ""
    wordings: tuple[Wording, ...] = ()
    void: Annotated[str, Text("编号作废", help="编号作废的原因；写了，每页都标明作废")] = ""


def _number(meeting: Meeting) -> str:
    """The number as it stands under the mark; blank to write in while none is taken."""
    text = meeting.minutes_number.strip()
    year = (meeting.minutes_day or meeting.starts or datetime.now()).year
    return text or f"〔{year}〕　　号"


def papers(given: Minutes) -> list[Official]:
    """One paper, before it is cut into pages."""
    refuse([*demand(given.centre, "name"), *demand(given.meeting, "name", "starts", "hall")])
    given = evolve(given, meeting=counted_meeting(given.meeting), resolutions=counted_resolutions(given.resolutions))
    centre, meeting = given.centre, given.meeting
    place = centre.community or centre.name
    subject = meeting.name if meeting.name.endswith("会议") else f"{meeting.name}会议"
    rows = _BODY.title(f"{subject.removesuffix('会议')}会议纪要", (centre.community, "会议纪要"))
    said = _Said(Words(PASSAGES, given.wordings), values_of(given))
    rows += said.rows("opening", _opening(meeting))
    rows = last_with_next([*rows, *_sections(given, said), *said.rows("closing")])
    rows += _attendance(meeting.attendees)
    return [
        Official(
            rows,
            head=red_head(f"{place}会议纪要", _number(meeting)),
            foot=full_colophon(centre.signer(), meeting.minutes_day, given.copies),
            practice=centre.practice,
        )
    ]


def layout(given: Minutes) -> list[list[Sheet]]:
    """One paper."""
    return [paper.sheets() for paper in papers(given)]


@frozen
class _Said:
    """The passages of one meeting's minutes."""

    words: Words
    values: Mapping[str, str]

    def rows(self, key: str, more: Mapping[str, str] | None = None) -> list[Row]:
        """A passage, a paragraph a line; none where nothing is to be said."""
        text = self.words.say(key, {**self.values, **(more or {})})
        return typed_text(_BODY, lines_of(text))


def values_of(given: Minutes) -> dict[str, str]:
    """What stands for the fields in braces."""
    meeting, centre = given.meeting, given.centre
    return {
        "会议名称": meeting.name,
        "日期": long_form(meeting.starts) if meeting.starts else "",
        "时间": clock_form(meeting.starts) if meeting.starts else "",
        "地点": meeting.hall,
        "主持人": meeting.chair,
        "记录人": meeting.recorder,
        "落款单位": centre.signer(),
        "中心名称": centre.name,
        "社区名称": centre.community or centre.name,
    }


def _opening(meeting: Meeting) -> dict[str, str]:
    """What is told of the chair and of the topics, where there is something to tell."""
    count = len(meeting.agenda)
    return {
        "主持情况": f"会议由{meeting.chair}主持。" if meeting.chair else "",
        "议题情况": f"会议共商议{count}项议题，" if count > 1 else "",
        "议题数": str(count),
    }


def _sections(given: Minutes, said: _Said) -> list[Row]:
    """一、 each topic with what was said and decided; then what belongs to no topic, and what stayed open."""
    meeting = given.meeting
    topics = {item.topic for item in meeting.agenda if item.topic}
    rows: list[Row] = []
    number = 0
    for number, item in enumerate(meeting.agenda, 1):
        own = [r for r in given.resolutions if item.topic and r.topic == item.topic]
        rows += _topic(number, item, own, said)
    others = [r for r in given.resolutions if r.topic not in topics]
    if others:
        number += 1
        rows += [*_BODY.heading(1, number, "其他议定事项" if meeting.agenda else "议定事项"), *_resolved(others)]
    if meeting.dissent:
        number += 1
        rows += [*_BODY.heading(1, number, "未达成一致的意见"), *typed_text(_BODY, lines_of(meeting.dissent))]
    return rows


def _topic(number: int, item: AgendaItem, resolutions: Sequence[Resolution], said: _Said) -> list[Row]:
    rows = _BODY.heading(1, number, item.subject)
    if item.speaker:
        rows += said.rows("spoke", {"汇报人": item.speaker, "议题": item.subject})
    rows += typed_text(_BODY, lines_of(item.discussion))
    rows += _decided(item.decision)
    if resolutions:
        rows += _duties(resolutions)
    if not item.discussion and not item.decision and not resolutions:
        rows += said.rows("undecided", {"议题": item.subject})
    return rows


def _kept(rows: list[Row]) -> list[Row]:
    return [row._replace(keep=True) for row in rows]


def _decided(decision: str) -> list[Row]:
    """会议议定：… on one line, several as a numbered list; where the clerk numbered any, all stay as typed."""
    lines = lines_of(decision)
    if not lines:
        return []
    if len(lines) == 1:
        return _BODY.paragraph((Span("会议议定：", Style.KAI), Span(lines[0])))
    rows = _kept(_BODY.paragraph((Span("会议议定：", Style.KAI),)))
    if any(one.level for one in typed_lines(lines)):
        return [*rows, *typed_text(_BODY, lines)]
    return [*rows, *_BODY.paragraph("\n".join(listed(n, line) for n, line in enumerate(lines, 1)))]


def _duties(resolutions: Sequence[Resolution]) -> list[Row]:
    """责任分工：… on one line, several as a numbered list."""
    label = Span("责任分工：", Style.KAI)
    if len(resolutions) == 1:
        return _BODY.paragraph((label, Span(_duty(resolutions[0]))))
    return [*_kept(_BODY.paragraph((label,))), *_resolved(resolutions)]


def _duty(resolution: Resolution) -> str:
    due = f"，{long_form(resolution.due)}前办结" if resolution.due else ""
    owner = f"由{resolution.owner}负责" if resolution.owner else "责任人待定"
    return f"{resolution.subject}（{owner}{due}）。"


def _resolved(resolutions: Sequence[Resolution]) -> list[Row]:
    rows: list[Row] = []
    for number, resolution in enumerate(resolutions, 1):
        duty = _duty(resolution)
        rows += _BODY.paragraph(listed(number, duty) if len(resolutions) > 1 else duty)
    return rows


def _attendance(attendees: Sequence[Attendee]) -> list[Row]:
    """出席、列席、请假、缺席, an empty row below the body; names that came, and no home addresses."""
    here = [a for a in attendees if a.came == _CAME]
    lists = (
        ("出席", [a for a in here if a.role != _GUEST]),
        ("列席", [a for a in here if a.role == _GUEST]),
        ("请假", [a for a in attendees if a.came == _EXCUSED]),
        ("缺席", [a for a in attendees if a.came == _ABSENT]),
    )
    rows: list[Row] = []
    for label, people in lists:
        if people:
            rows += _BODY.names_list(label, [_named(a) for a in people])
    if not here:
        rows = [*_BODY.names_list("出席", ["（签到尚未登记）"]), *rows]
    return [*kept([BLANK], to_next=True), *(kept(rows) if len(rows) <= _UNBROKEN else rows)]


def _named(attendee: Attendee) -> str:
    words = [attendee.unit] if attendee.unit and not attendee.is_neighbour else []
    words += {_CHAIR: ["主持"], _RECORDER: ["记录"]}.get(attendee.role, [])
    return f"{attendee.name}（{'，'.join(words)}）" if words else attendee.name


def example() -> Minutes:
    """A meeting of three topics with what was decided."""
    centre = Centre(name="幸福里社区党群服务中心", community="幸福里社区", issuer="幸福里社区党群服务中心")
    meeting = Meeting(
        name="幸福里社区2026年3月议事厅会议",
        starts=datetime(2026, 3, 25, 14, 30),
        hall="幸福里社区党群服务中心二楼议事厅",
        chair="周秀兰",
        recorder="李敏",
        minutes_number="〔2026〕3号",
        minutes_day=date(2026, 3, 27),
        dissent="关于夜间停车是否收费，业主代表意见不一，待业主大会依法表决后再定。",
        agenda=(
            AgendaItem(
                topic=1,
                subject="3号楼加装电梯的方案与费用分摊",
                speaker="王建军",
                discussion="参会居民围绕电梯井位置、采光影响和各层分摊比例发表了意见。一层、二层住户代表提出采光和噪声顾虑，"
                "设计单位作了说明，各方同意在方案中增加隔声措施。",
                decision="同意采用北侧外挂方案，分摊比例按楼层系数法测算后再次征求意见。\n"
                "由业主代表、物业、社区共同组成加装电梯工作小组。",
            ),
            AgendaItem(
                topic=2,
                subject="小区东门夜间停车秩序",
                discussion="物业通报了近三个月夜间占用消防通道的情况，居民代表建议错时开放周边单位车位。",
                decision="晚8点至次日7点由物业安排专人值守东门，社区负责与驻区单位协商错时停车。",
            ),
            AgendaItem(
                topic=3,
                subject="2026年第一季度公共收益收支情况",
                speaker="赵丽华",
                discussion="第一季度公共收益收入28,600元，支出9,750元，结余18,850元，明细已在公示栏张贴。",
            ),
        ),
        attendees=(
            Attendee(name="周秀兰", unit="幸福里社区党委", role="3", came="1"),
            Attendee(name="张国富", household=1, came="1"),
            Attendee(name="阿卜杜拉·买买提", household=2, came="1"),
            Attendee(name="王建军", household=3, came="1"),
            Attendee(name="赵丽华", unit="幸福里小区业主委员会", came="1"),
            Attendee(name="孙志强", unit="安居物业服务有限公司", role="2", came="1"),
            Attendee(name="刘洋", unit="幸福派出所", role="2", came="1"),
            Attendee(name="李敏", unit="幸福里社区党群服务中心", role="4", came="1"),
            Attendee(name="陈玉梅", household=5, came="2"),
        ),
    )
    return Minutes(
        centre=centre,
        meeting=meeting,
        resolutions=(
            Resolution(
                subject="完成各层分摊系数测算并上门征求意见", owner="加装电梯工作小组", due=date(2026, 4, 15), topic=1
            ),
            Resolution(subject="与驻区单位签订错时停车协议", owner="社区居民委员会", due=date(2026, 4, 20), topic=2),
            Resolution(subject="东门夜间值守排班并公示", owner="安居物业服务有限公司", due=date(2026, 3, 31), topic=2),
        ),
        copies="幸福街道党工委、办事处，幸福派出所，幸福里小区业主委员会，安居物业服务有限公司",
    )


PAPER = Paper(
    "minutes", "会议纪要", Minutes, layout, lambda given: f"{given.meeting.name}纪要", OFFICIAL, example, papers
)
