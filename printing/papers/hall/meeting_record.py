"""会议记录: the full running record, who was there and who said what, signed by chair and recorder and kept in the file."""

from collections.abc import Sequence

from attrs import evolve, frozen

from db.records.centre.centre import Centre
from db.records.hall.meeting import AgendaItem, Attendee, Meeting, Resolution
from db.values.day import long_form
from printing.column import BLANK, Row, kept, last_with_next
from printing.drawing import Sheet
from printing.flow import Span
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.message import lines_of
from printing.official import Official
from printing.page import OFFICIAL
from printing.papers.common import Paper
from printing.papers.hall.meeting_agenda import labelled
from printing.papers.hall.minutes import example as minutes_example
from printing.papers.hall.notice import when
from printing.papers.hall.topics import counted_meeting, counted_resolutions
from printing.parts import Body, listed
from printing.typed import typed_lines, typed_text

_BODY = Body()
_CAME, _EXCUSED, _ABSENT = "1", "2", "3"
_GUEST = "2"
_ROOM = 4
"""Empty rows to write on by hand where nothing was recorded."""
_LINE = "＿" * 26


@frozen(kw_only=True)
class MeetingRecord:
    """Input of the paper."""

    centre: Centre
    meeting: Meeting
    resolutions: tuple[Resolution, ...] = ()


def layout(given: MeetingRecord) -> list[list[Sheet]]:
    """One paper."""
    refuse([*demand(given.centre, "name"), *demand(given.meeting, "name", "starts")])
    given = evolve(given, meeting=counted_meeting(given.meeting), resolutions=counted_resolutions(given.resolutions))
    meeting = given.meeting
    rows = _BODY.title(f"{meeting.name.removesuffix('会议')}会议记录", (given.centre.community, "会议记录"))
    rows += _circumstances(meeting)
    for number, item in enumerate(meeting.agenda, 1):
        own = [r for r in given.resolutions if item.topic and r.topic == item.topic]
        rows += _topic(number, item, own)
    rows += _rest(given)
    return [Official([*last_with_next(rows), *_signed()], practice=given.centre.practice).sheets()]


def _circumstances(meeting: Meeting) -> list[Row]:
    """Time, place, who led, who wrote, who was there and who was not."""
    assert meeting.starts is not None
    here = [a for a in meeting.attendees if a.came == _CAME]
    rows = labelled("时　间", when(meeting.starts)) + labelled("地　点", meeting.hall)
    rows += labelled("主持人", meeting.chair) + labelled("记录人", meeting.recorder)
    rows += _people("出　席", [a for a in here if a.role != _GUEST])
    rows += _people("列　席", [a for a in here if a.role == _GUEST])
    rows += _people("请　假", [a for a in meeting.attendees if a.came == _EXCUSED])
    rows += _people("缺　席", [a for a in meeting.attendees if a.came == _ABSENT])
    if meeting.attendees:
        rows += labelled("人　数", f"应到{len(meeting.attendees)}人，实到{len(here)}人")
    return [*rows, BLANK]


def _people(label: str, people: Sequence[Attendee]) -> list[Row]:
    return _BODY.names_list(label, [_named(a) for a in people]) if people else []


def _named(attendee: Attendee) -> str:
    """A name, with the unit of those who came for one; home addresses stay out."""
    outside = attendee.unit and not attendee.is_neighbour
    return f"{attendee.name}（{attendee.unit}）" if outside else attendee.name


def _topic(number: int, item: AgendaItem, resolutions: Sequence[Resolution]) -> list[Row]:
    rows = _BODY.heading(1, number, item.subject)
    if item.speaker:
        rows += _BODY.paragraph(f"汇报人：{item.speaker}。")
    rows += _recorded("讨论发言", item.discussion)
    if item.decision or resolutions:
        decided = [*lines_of(item.decision), *(_duty(r) for r in resolutions)]
        rows += _recorded("议定事项", "\n".join(_counted(decided)))
    return rows


def _counted(lines: Sequence[str]) -> list[str]:
    if len(lines) < 2 or any(one.level for one in typed_lines(lines)):
        return list(lines)
    return [listed(n, line) for n, line in enumerate(lines, 1)]


def _recorded(label: str, text: str) -> list[Row]:
    """（一）讨论发言 and what was said, a paragraph a speech; lines to write on where nothing is recorded."""
    head = kept(_BODY.paragraph((Span(f"{label}：", Style.KAI),)), to_next=True)
    if not text.strip():
        return [*head, *(row for _ in range(_ROOM) for row in _BODY.paragraph(_LINE))]
    return [*head, *typed_text(_BODY, lines_of(text))]


def _duty(resolution: Resolution) -> str:
    due = f"，{long_form(resolution.due)}前办结" if resolution.due else ""
    return f"{resolution.subject}（{resolution.owner or '责任人待定'}{due}）。"


def _rest(given: MeetingRecord) -> list[Row]:
    """Resolutions of no topic, and what stayed open."""
    meeting = given.meeting
    topics = {item.topic for item in meeting.agenda if item.topic}
    others = [_duty(r) for r in given.resolutions if r.topic not in topics]
    number = len(meeting.agenda)
    rows: list[Row] = []
    if others:
        number += 1
        rows += [*_BODY.heading(1, number, "其他议定事项"), *_BODY.paragraph("\n".join(_counted(others)))]
    if meeting.dissent:
        number += 1
        rows += [*_BODY.heading(1, number, "未达成一致的意见"), *typed_text(_BODY, lines_of(meeting.dissent))]
    return rows


def _signed() -> list[Row]:
    """Lines for chair and recorder to sign; nobody's name is printed on them."""
    lines = (
        "主持人（签名）：＿＿＿＿＿＿＿＿　　　　年　　月　　日",
        "记录人（签名）：＿＿＿＿＿＿＿＿　　　　年　　月　　日",
    )
    return kept([BLANK, *_BODY.paragraph(lines[0], 0), BLANK, *_BODY.paragraph(lines[1], 0)])


def example() -> MeetingRecord:
    """The meeting of the minutes' example."""
    given = minutes_example()
    return MeetingRecord(centre=given.centre, meeting=given.meeting, resolutions=given.resolutions)


PAPER = Paper("meeting_record", "会议记录", MeetingRecord, layout, lambda g: f"{g.meeting.name}记录", OFFICIAL, example)
