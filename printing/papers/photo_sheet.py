"""照片页: photos of one record on A4, some a page, each with what it shows and when it was taken; the proof that goes with a paper."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar, NamedTuple

from attrs import frozen
from PIL import Image, UnidentifiedImageError

from db.errors import Problem
from db.fields import Code, Day, Flag, Text, Whole
from db.records.centre.centre import Centre
from db.values import masks
from db.values.day import long_form
from printing.drawing import Ops, Picture, Rule, Sheet, moved
from printing.flow import Setting, Span, line_ops, wrap
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.marks import form_number, practice_mark
from printing.pace import each
from printing.page import ASCENT, FORM, MM, WU_HAO, XIAO_ER_HAO, XIAO_WU_HAO
from printing.pairs import paired
from printing.papers.common import Paper

_SHAPES = {"1": (1, 1), "2": (1, 2), "4": (2, 2), "6": (2, 3)}
"""How many stand side by side and how many one under the other, by the code of ``photos_a_page``."""
_GAP_PT = 5 * MM
_LINE_PT = WU_HAO * 1.6
_MOST_LINES = 4
"""Of what a photo shows; more would leave no room for it."""
_FRAME = 0.3
_SIGNED = "核对人（签名）：＿＿＿＿＿＿＿＿"


@frozen(kw_only=True)
class Photo:
    """One photo.

    Attributes:
        content: a JPEG.
        turned: quarters to the right by which it is turned.
        caption: what it shows.
        when: when it was taken or added, in words.
    """

    LABEL: ClassVar[str] = "照片"

    content: bytes = b""
    turned: Annotated[int | None, Whole("右转几次", least=0, most=3)] = None
    caption: Annotated[str, Text("说明")] = ""
    when: Annotated[str, Text("时间")] = ""


@frozen(kw_only=True)
class PhotoSheet:
    """Input of the paper.

    Attributes:
        subject: what they belong to, in words.
        a_page: how many stand on a page; codes of ``photos_a_page``.
        masked: whether numbers in what is said of them are masked.
        day: of printing.
        void: that the number of what they belong to is void, and why; every page is marked so.
    """

    centre: Centre
    subject: Annotated[str, Text("事项", required=True)] = ""
    photos: tuple[Photo, ...] = ()
    a_page: Annotated[str, Code("每页几张", table="photos_a_page")] = "2"
    masked: Annotated[bool, Flag("遮盖")] = True
    day: Annotated[date | None, Day("打印日期")] = None
    void: Annotated[str, Text("作废")] = ""


class _Place(NamedTuple):
    """Where one stands, in points: its upper left corner, and the room that it has with its words."""

    left: float
    top: float
    wide: float
    high: float


def layout(given: PhotoSheet) -> list[list[Sheet]]:
    """Every page by itself, so that many photos show their progress."""
    refuse([*demand(given.centre, "name"), *demand(given, "subject", "photos")])
    across, down = _SHAPES.get(given.a_page, _SHAPES["2"])
    head, top = _head(given)
    foot, bottom = _foot(given)
    wide = (FORM.width_pt - (across - 1) * _GAP_PT) / across
    high = (top - bottom - (down - 1) * _GAP_PT) / down
    places = [
        _Place(FORM.left_pt + x * (wide + _GAP_PT), top - y * (high + _GAP_PT), wide, high)
        for y in range(down)
        for x in range(across)
    ]
    numbered = list(enumerate(given.photos, 1))
    pages = [numbered[start : start + len(places)] for start in range(0, len(numbered), len(places))]
    marks = (practice_mark(FORM),) if given.centre.practice else ()

    def page(number: int) -> list[Sheet]:
        photos = [_drawn(given, n, one, where) for (n, one), where in zip(pages[number - 1], places, strict=False)]
        ends = foot if number == len(pages) else ()
        ops = (head, *photos, *marks, ends, form_number(number, len(pages)))
        return [Sheet([(0.0, one) for one in ops])]

    return each(range(1, len(pages) + 1), page)


def _head(given: PhotoSheet) -> tuple[Ops, float]:
    """What they are of, over every page, and where the photos begin."""
    title, width = line_ops("照　片", Style.XIAOBIAOSONG, XIAO_ER_HAO)
    ops = [moved(title, FORM.left_pt + (FORM.width_pt - width) / 2, FORM.top_pt - ASCENT * XIAO_ER_HAO)]
    y = FORM.top_pt - XIAO_ER_HAO * 1.5
    for line in paired(_said(given, given.subject), f"共{len(given.photos)}张", FORM.width_pt, (WU_HAO,)).lines:
        ops.append(moved(line, FORM.left_pt, y - ASCENT * WU_HAO))
        y -= _LINE_PT
    return tuple(op for one in ops for op in one), y - 2 * MM


def _foot(given: PhotoSheet) -> tuple[Ops, float]:
    """Who printed them and when, under those of the last page, and where the photos end on every page."""
    day = f"打印日期：{long_form(given.day)}" if given.day else ""
    lines = [
        *paired(given.centre.name, day, FORM.width_pt, (WU_HAO, XIAO_WU_HAO)).lines,
        *paired("", _SIGNED, FORM.width_pt, (WU_HAO, XIAO_WU_HAO)).lines,
    ]
    high = len(lines) * _LINE_PT
    first = FORM.bottom_pt + high - WU_HAO
    ops = [moved(line, FORM.left_pt, first - n * _LINE_PT) for n, line in enumerate(lines)]
    return tuple(op for one in ops for op in one), FORM.bottom_pt + high + 2 * MM


def _drawn(given: PhotoSheet, number: int, photo: Photo, place: _Place) -> Ops:
    """One photo as large as its room lets it be, and its words right below it."""
    words = _words(given, number, photo, place.wide)
    room = place.high - len(words) * _LINE_PT - 1.5 * MM
    across, down = _size(number, photo)
    scale = min(place.wide / across, room / down)
    wide, high = across * scale, down * scale
    left, below = place.left + (place.wide - wide) / 2, place.top - high
    corners = ((left, below), (left + wide, below), (left + wide, place.top), (left, place.top))
    edges = [Rule(*one, *other, _FRAME) for one, other in zip(corners, (*corners[1:], corners[0]), strict=True)]
    said = [moved(line, place.left, below - 1.5 * MM - WU_HAO - n * _LINE_PT) for n, line in enumerate(words)]
    return (
        Picture(photo.content, left, below, wide, high, photo.turned or 0),
        *edges,
        *(op for line in said for op in line),
    )


def _words(given: PhotoSheet, number: int, photo: Photo, wide: float) -> Sequence[Ops]:
    """What stands under one, centred: its number and what it shows, then when it was taken."""
    setting = Setting(wide, WU_HAO, WU_HAO, align="centre")
    caption = _said(given, photo.caption).strip()
    lines = wrap((Span(f"{number}．{caption}" if caption else f"{number}"),), setting)
    while len(lines) > _MOST_LINES:
        caption = caption[: -max(len(caption) // 20, 1)]
        lines = wrap((Span(f"{number}．{caption}……"),), setting)
    when = wrap((Span(photo.when, Style.KAI),), setting._replace(size_pt=XIAO_WU_HAO)) if photo.when else ()
    return (*lines, *when)


def _said(given: PhotoSheet, text: str) -> str:
    return masks.in_text(text) if given.masked else text


def _size(number: int, photo: Photo) -> tuple[int, int]:
    """How many pixels it has across and down as it is turned.

    Raises:
        RecordInvalid: it is no JPEG that can be drawn.
    """
    try:
        with Image.open(io.BytesIO(photo.content), formats=("JPEG",)) as image:
            across, down = image.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        refuse([Problem("photos", f"第{number}张照片", "unreadable", "打不开", "请换一张再打印")])
        raise
    return (down, across) if (photo.turned or 0) % 2 else (across, down)


def example() -> PhotoSheet:
    """A notice on a board, when it was posted and when its days were over."""
    return PhotoSheet(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        subject="公告通知：关于3号楼加装电梯方案的公示",
        photos=(
            Photo(content=_plain(214), caption="张贴时，3号楼2单元一层公告栏", when="拍摄 2026-03-02 09:10"),
            Photo(content=_plain(188), caption="期满时，仍在原处", when="拍摄 2026-03-09 16:40", turned=1),
        ),
        day=date(2026, 3, 10),
    )


def _plain(grey: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), (grey, grey, grey)).save(written, "JPEG")
    return written.getvalue()


PAPER = Paper("photo_sheet", "照片页", PhotoSheet, layout, lambda _: "照片页", FORM, example)
