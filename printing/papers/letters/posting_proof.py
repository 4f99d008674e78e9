"""张贴证明: what was posted where and from when to when, who posted it, who witnessed it, and the photographs."""

from datetime import date
from typing import Annotated

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, LongText, Name, Text, Whole
from db.records.centre.centre import Centre
from db.records.centre.holiday import HolidayYear, holidays_in
from db.records.letters.wording import Wording
from db.values.day import long_form
from db.values.posting_period import DAYS, LONGEST_PERIOD, UNIT_WORDS, WORKING_DAYS, count_words, counted_days
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, label_of, refuse
from printing.message import lines_of
from printing.page import FORM, SI_HAO, WU_HAO, XIAO_SI_HAO
from printing.papers.common import Paper
from printing.parts import listed
from printing.tables import Cell, Long, Signed, Tall
from printing.wording import Passage, Words

_LABEL_MM, _REST_MM = 26.0, 130.0
_SIZES = (SI_HAO, XIAO_SI_HAO, WU_HAO)
_ROW_MM = 11.0
_ROW_CHARACTERS = 35
"""Of 小四 in a row as wide as the form."""
_BLANK_DAY = "　　　　年　　月　　日"

_FIELDS = ("文书", "落款单位", "中心名称", "社区名称")
PASSAGES = (
    Passage(
        "statement",
        "证明的话（后面留空白填写）",
        "兹证明上述文书已按所列地点、时间张贴，期间未见遮盖、撕毁。如有变动，另行说明：",
        _FIELDS,
    ),
    Passage(
        "note",
        "表下的说明",
        "见证人宜请居民代表、楼栋长或物业人员；照片可打印后贴在框内，也可另附并注明张数。",
        _FIELDS,
    ),
)
"""What a centre may say in its own words."""


@frozen(kw_only=True)
class PostingProof:
    """Input of the paper; what is not known yet is left blank to be written in.

    Attributes:
        matter: title of the paper that is posted.
        number: its number.
        places: where it hangs, one place a line.
        since: the day of posting; it is not counted (民法典 第二百零一条).
        until: the last day.
        period: the days of its 公示期; without them the days between the two are counted.
        period_unit: in days or in working days.
        years: 放假安排, by which working days are counted, as on the paper that is posted.
        poster: who posted it.
        wordings: the centre's own words for some of `PASSAGES`.
    """

    centre: Centre
    matter: Annotated[str, Text("张贴的文书", required=True)] = ""
    number: Annotated[str, Text("文号")] = ""
    places: Annotated[str, LongText("张贴地点")] = ""
    since: Annotated[date | None, Day("张贴日期")] = None
    until: Annotated[date | None, Day("期满日期")] = None
    period: Annotated[int | None, Whole("公示天数", least=1, most=LONGEST_PERIOD)] = None
    period_unit: Annotated[str, Code("单位", table="day_unit")] = DAYS
    years: tuple[HolidayYear, ...] = ()
    poster: Annotated[str, Name("张贴人")] = ""
    wordings: tuple[Wording, ...] = ()


def layout(given: PostingProof) -> list[list[Sheet]]:
    """One form of one page; only very many places make it longer."""
    refuse([*demand(given.centre, "name"), *demand(given, "matter")])
    if given.since and given.until and given.until < given.since:
        told = f"{given.until}早于张贴日期{given.since}，证明不了张贴过"
        refuse([Problem("until", label_of(PostingProof, "until"), "until_before", told, "请改期满日期或张贴日期")])
    said = _said(given)
    since, until = (long_form(day) if day else _BLANK_DAY for day in (given.since, given.until))
    places = [line.strip() for line in given.places.splitlines() if line.strip()]
    numbered = "\n".join(listed(n, place) for n, place in enumerate(places, 1)) if len(places) > 1 else "".join(places)
    bands: list[Tall] = [
        (_label("张贴的文书"), _value(given.matter, _REST_MM, 3)),
        (_label("文　号"), _value(given.number, _REST_MM)),
        Long(
            _label("张贴地点")._replace(height_mm=22.0), _value(numbered, _REST_MM, 0)._replace(sizes_pt=(XIAO_SI_HAO,))
        ),
        (_label("张贴时间"), _value(f"自{since}起，至{until}止\n{_counted(given)}".rstrip(), _REST_MM)),
        (_label("张贴人"), _value(given.poster, 52), _label("联系电话"), _value(given.centre.phone, 52)),
        (_photo("张贴时照片\n（能看清文书全貌和张贴处）"), _photo("期满时照片\n（能看清文书仍在原处）")),
        Signed((_signed("张贴人（签名）：", ""), _signed("见证人（签名）：", "身份或住址："))),
        Signed((_statement(given, said["statement"]),)),
    ]
    form = Form(
        "张贴证明",
        bands,
        lines=((given.centre.name, ""),),
        notes=tuple((line, "") for line in lines_of(said["note"])),
        running="张贴证明（续）",
        practice=given.centre.practice,
    )
    return [form.sheets()]


def _counted(given: PostingProof) -> str:
    """How long it hung, in the kind of days that its period is set in; as the posted paper says it where that agrees."""
    if not given.since or not given.until:
        return ""
    holidays, unit = holidays_in(given.years), given.period_unit
    told = count_words(given.since, given.until, given.period, unit, holidays)
    days = counted_days(given.since, given.until, unit, holidays)
    return f"（{told or f'共{days}{UNIT_WORDS[unit == WORKING_DAYS]}，张贴当日不计'}）"


def _label(text: str) -> Cell:
    return Cell(text, _LABEL_MM, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO), height_mm=_ROW_MM)


def _value(text: str, width_mm: float, lines: int = 2) -> Cell:
    return Cell(text, width_mm, align="left", sizes_pt=_SIZES, lines=lines, height_mm=_ROW_MM)


def _photo(text: str) -> Cell:
    return Cell(text, (_LABEL_MM + _REST_MM) / 2, Style.KAI, sizes_pt=(WU_HAO,), lines=0, height_mm=80, upper=True)


def _signed(first: str, second: str) -> Cell:
    blank = "＿＿＿＿＿＿＿＿＿"
    lines = [first + blank, second + blank if second else "\u3000", f"　　　　　{_BLANK_DAY}"]
    wide = (_LABEL_MM + _REST_MM) / 2
    return Cell("\n".join(lines), wide, align="left", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=28, leading=1.9)


def _said(given: PostingProof) -> dict[str, str]:
    """The passages as the centre says them."""
    words, centre = Words(PASSAGES, given.wordings), given.centre
    values = {
        "文书": given.matter,
        "落款单位": centre.signer(),
        "中心名称": centre.name,
        "社区名称": centre.community or centre.name,
    }
    return {passage.key: words.say(passage.key, values) for passage in PASSAGES}


def _statement(given: PostingProof, words: str) -> Cell:
    """What the centre certifies, with room for its seal."""
    indent = "\u3000" * max(0, min(10, _ROW_CHARACTERS - len(given.centre.signer()) - len("（盖章）")))
    lines = [
        f"{words}{'＿' * 26}",
        f"{indent}{given.centre.signer()}（盖章）",
        f"{indent}{_BLANK_DAY}",
    ]
    return Cell(
        "\n".join(lines),
        _LABEL_MM + _REST_MM,
        align="left",
        sizes_pt=(XIAO_SI_HAO,),
        lines=0,
        height_mm=32,
        leading=1.8,
    )


def example() -> PostingProof:
    """A publicity period of five working days on two boards."""
    return PostingProof(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区", phone="0435-6440001"),
        matter="关于3号楼加装电梯方案的公示",
        number="幸福里社区〔2026〕12号",
        places="3号楼2单元一层公告栏\n小区东门公告栏",
        since=date(2026, 3, 2),
        until=date(2026, 3, 9),
        period=5,
        period_unit=WORKING_DAYS,
        poster="李敏",
    )


PAPER = Paper("posting_proof", "张贴证明", PostingProof, layout, lambda _: "张贴证明", FORM, example)
