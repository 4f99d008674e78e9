"""居民说事、流动茶桌 记录: who came, what they said, what was answered, and who signs for it.

Whoever said something signs in the line, if they like; whoever does not want to be named stands there neither by name nor by telephone.
"""

from collections.abc import Iterator
from datetime import date, time

from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.matters.listening import Listening, ListeningLine
from db.values.day import long_form
from printing.drawing import Sheet
from printing.flow import Align
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.matters.common import ANONYMOUS, BLANK, BLANK_DAY, HIDDEN, label, pair, signed, value
from printing.papers.record_sheet import RecordSheet, shown
from printing.tables import Cell, Heading, Listed, Tall

_WIDTHS_MM = (11.0, 24.0, 46.0, 44.0, 31.0)
_HEADS = ("序号", "反映人", "反映什么", "当场答复或转办", "签名")
_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_EMPTY_LINES = 6
"""So many lines at least: the paper is also taken along to be written on."""


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form, as long as what was said."""
    record = given.record
    assert isinstance(record, Listening)
    refuse([*demand(given.centre, "name"), *demand(record, "kind", "day")])
    kind = fields_of(Listening)["kind"].show(record.kind)
    form = Form(
        f"{kind}记录",
        list(_bands(given, record)),
        lines=((given.centre.name, long_form(record.day) if record.day else ""),),
        running=f"{kind}记录（续）",
        practice=given.centre.practice,
    )
    return [form.sheets()]


def _bands(given: RecordSheet, record: Listening) -> Iterator[Tall]:
    fields = fields_of(Listening)

    def told(name: str) -> str:
        return shown(fields[name], getattr(record, name), given.titles, masked=given.masked)

    hours = "—".join(filter(None, (told("begins"), told("ends"))))
    yield pair(("时　间", hours), ("来了几人", told("people")))
    yield (label("地　点"), value("　".join(filter(None, (told("grid"), told("estate"), told("place"))))))
    yield (label("接待人"), value(told("sat")))
    heads = _row(_HEADS, Style.HEI)
    yield Heading(heads)
    for number, line in enumerate(record.lines, 1):
        yield Listed(_row((str(number), *_said(given, line), ""), Style.FANGSONG), heads)
    for number in range(len(record.lines) + 1, _EMPTY_LINES + 1):
        yield Listed(_row((str(number), "", "", "", ""), Style.FANGSONG), heads)
    if record.remark.strip():
        yield (label("备　注"), value(told("remark")))
    yield signed([f"接待人（签名）：{BLANK}", BLANK_DAY], [f"记录人（签名）：{BLANK}", BLANK_DAY])


def _said(given: RecordSheet, line: ListeningLine) -> tuple[str, str, str]:
    fields = fields_of(ListeningLine)

    def told(name: str) -> str:
        return shown(fields[name], getattr(line, name), given.titles, masked=given.masked)

    name = line.name or given.titles.get("", {}).get(line.who, "")
    who = ANONYMOUS if line.anonymous or not name else HIDDEN if line.hidden else name
    return who, told("subject"), told("answered") or (f"转办：{told('matter')}" if line.matter else "")


def _row(texts: tuple[str, ...], style: Style) -> tuple[Cell, ...]:
    head = style is Style.HEI
    return tuple(
        Cell(
            text,
            width,
            style,
            _align(place, head=head),
            (XIAO_SI_HAO, WU_HAO) if head else _SIZES,
            1 if head else 4,
            9.0 if head else 13.0,
            solid=place == 1,
        )
        for place, (text, width) in enumerate(zip(texts, _WIDTHS_MM, strict=True))
    )


def _align(place: int, *, head: bool) -> Align:
    return "left" if place in (2, 3) and not head else "centre"


def example() -> RecordSheet:
    """A table with tea under the trees."""
    lines = (
        ListeningLine(name="张国富", subject="3号楼前的雨水口堵了", matter=1),
        ListeningLine(name="李敏", subject="问医保怎么报销", answered="带医保卡和发票到窗口，当天能办"),
        ListeningLine(subject="夜里有人在楼下打牌", anonymous=True, matter=2),
    )
    record = Listening(
        kind="2",
        day=date(2026, 3, 9),
        begins=time(9),
        ends=time(11),
        place="3号楼下凉亭",
        estate=1,
        sat="王芳、赵强",
        people=9,
        lines=lines,
    )
    titles = {
        "estate": {1: "幸福里小区"},
        "matter": {1: "诉求〔2026〕18号 3号楼前的雨水口堵了", 2: "诉求〔2026〕19号 夜里有人在楼下打牌"},
    }
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心"), record=record, titles=titles)


PAPER = Paper("listening_record", "听民声记录", RecordSheet, layout, lambda _given: "听民声记录", FORM, example)
