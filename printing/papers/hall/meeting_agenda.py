"""会议议程: what is talked over in which order, for everybody at the table."""

from attrs import frozen

from db.records.centre.centre import Centre
from db.records.hall.meeting import AgendaItem, Meeting
from printing.column import BLANK, Row, last_with_next
from printing.drawing import Sheet
from printing.flow import Span
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.official import Official
from printing.page import OFFICIAL
from printing.papers.common import Paper
from printing.papers.hall.notice import example as notice_example
from printing.papers.hall.notice import when
from printing.papers.hall.topics import counted_meeting
from printing.parts import Body, numbered
from printing.titles import breadth

_BODY = Body()


@frozen(kw_only=True)
class MeetingAgenda:
    """Input of the paper."""

    centre: Centre
    meeting: Meeting


def labelled(label: str, text: str) -> list[Row]:
    """时　间：… with the label in 黑体 and further lines aligned after its colon; nothing for an empty text."""
    if not text.strip():
        return []
    spans = (Span(f"{label}：", Style.HEI), Span(text.strip()))
    return _BODY.paragraph(spans, 2, 3 + breadth(label))


def layout(given: MeetingAgenda) -> list[list[Sheet]]:
    """One paper."""
    refuse([*demand(given.centre, "name"), *demand(given.meeting, "name", "agenda")])
    meeting = counted_meeting(given.meeting)
    rows = _BODY.title(f"{meeting.name.removesuffix('会议')}会议议程", (given.centre.community, "会议议程"))
    rows += labelled("时　间", when(meeting.starts) if meeting.starts else "")
    rows += labelled("地　点", meeting.hall)
    rows += labelled("主持人", meeting.chair)
    rows += labelled("记录人", meeting.recorder)
    rows.append(BLANK)
    for number, item in enumerate(meeting.agenda, 1):
        rows += _topic(number, item)
    return [Official(last_with_next(rows), practice=given.centre.practice).sheets()]


def _topic(number: int, item: AgendaItem) -> list[Row]:
    heading = _BODY.paragraph((Span(f"{numbered(1, number)}{item.subject}", Style.HEI),))
    if not item.speaker:
        return heading
    return [*(row._replace(keep=True) for row in heading), *_BODY.paragraph(f"汇报人：{item.speaker}")]


def example() -> MeetingAgenda:
    """The meeting of the notice's example."""
    given = notice_example()
    return MeetingAgenda(centre=given.centre, meeting=given.meeting)


PAPER = Paper("meeting_agenda", "会议议程", MeetingAgenda, layout, lambda g: f"{g.meeting.name}议程", OFFICIAL, example)
