"""签到表: who is invited, with room to sign. It is passed round, so it shows no telephone numbers."""

from typing import Annotated

from attrs import frozen

from db.fields import Flag, Whole
from db.records.centre.centre import Centre
from db.records.hall.meeting import Attendee, Meeting
from db.values import code_table
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.hall.notice import example as notice_example
from printing.papers.hall.notice import when
from printing.tables import Band, Cell

_WIDTHS_MM = (11.0, 29.0, 56.0, 13.0, 30.0, 17.0)
_ROW_MM = 9.6
_SPARE = 6


@frozen(kw_only=True)
class SignIn:
    """Input of the paper.

    Attributes:
        spare: empty rows at least for people who come uninvited; the last page is filled up with more.
        addresses: whether the dwelling or unit of each is printed.
    """

    centre: Centre
    meeting: Meeting
    spare: Annotated[int | None, Whole("空行")] = _SPARE
    addresses: Annotated[bool, Flag("印单位或住址")] = True


def layout(given: SignIn) -> list[list[Sheet]]:
    """One table."""
    refuse([*demand(given.centre, "name"), *demand(given.meeting, "name")])
    meeting = given.meeting
    roles = code_table.load("attendee_role")
    bands: list[Band] = [
        _row(number, attendee, roles.label(attendee.role), given.addresses)
        for number, attendee in enumerate(meeting.attendees, 1)
    ]
    count = len(bands)
    spare = given.spare if given.spare is not None else _SPARE
    bands += [_empty(count + number) for number in range(1, spare + 1)]
    head = tuple(
        Cell(word, width, Style.HEI, sizes_pt=(XIAO_SI_HAO,), height_mm=_ROW_MM)
        for word, width in zip(("序号", "姓名", "单位或住址", "身份", "签名", "备注"), _WIDTHS_MM, strict=True)
    )
    form = Form(
        f"{meeting.name}签到表",
        bands,
        head=(head,),
        lines=_lines(meeting),
        notes=((f"应到{count}人，实到＿＿＿＿人，请假＿＿＿＿人。", "记录人（签名）：＿＿＿＿＿＿＿＿"),),
        running=f"{meeting.name}签到表（续）",
        keep=(given.centre.community, "签到表"),
        practice=given.centre.practice,
        filler=_empty,
    )
    return [form.sheets()]


def _lines(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    at = f"时间：{when(meeting.starts)}" if meeting.starts else "时间：＿＿＿＿＿＿＿＿＿＿＿＿"
    where = f"地点：{meeting.hall}" if meeting.hall else "地点：＿＿＿＿＿＿＿＿＿＿＿＿"
    return ((at, ""), (where, f"主持：{meeting.chair}" if meeting.chair else ""))


def _row(number: int, attendee: Attendee, role: str, addresses: bool) -> Band:
    texts = (str(number), attendee.name, attendee.unit if addresses else "", role, "", "")
    return tuple(
        Cell(
            text,
            width,
            align="left" if place == 2 else "centre",
            sizes_pt=(XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO),
            lines=1 if place in (0, 3) else 2 if len(text) > 12 else 1,
            height_mm=_ROW_MM,
            solid=place == 1,
        )
        for place, (text, width) in enumerate(zip(texts, _WIDTHS_MM, strict=True))
    )


def _empty(number: int) -> Band:
    return tuple(
        Cell(str(number) if place == 0 else "", width, height_mm=_ROW_MM, lines=1)
        for place, width in enumerate(_WIDTHS_MM)
    )


def example() -> SignIn:
    """The meeting of the notice's example."""
    notice = notice_example()
    return SignIn(centre=notice.centre, meeting=notice.meeting)


PAPER = Paper("sign_in", "签到表", SignIn, layout, lambda given: f"{given.meeting.name}签到表", FORM, example)
