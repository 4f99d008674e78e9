"""校准页: shows on both sides of a sheet whether a printer puts things where they belong and at their size."""

from collections.abc import Iterator

from attrs import frozen

from db.records.centre.centre import Centre
from printing.drawing import Op, Rule, Sheet, Text, moved
from printing.flow import Setting, plain, wrap
from printing.glyphs import Style, runs, width
from printing.inputs import demand, refuse
from printing.marks import practice_mark
from printing.page import MM, OFFICIAL, SAN_HAO, WU_HAO, XIAO_ER_HAO
from printing.papers.common import Paper

_FINE_PT, _LINE_PT = 0.25, 0.5
_CORNER_MM = 8.0
_HOW_FRONT = (
    "打印时选原大，不要选“适合纸张”。印好后用直尺量：",
    "1.框宽应为156毫米，框高应为225毫米。不对，说明打印机缩放了，请在打印机自己的设置里关掉缩放。",
    "2.框的左线离纸的左边应为28毫米，框的上线离纸的上边应为37毫米。",
    "3.左边量得29毫米，就是偏右1毫米，请在打印窗口的“位置修正”里向右填-1；上边量得36毫米，就是偏上1毫米，"
    "向下填1。这台电脑会记住这台打印机的修正。",
    "4.四角的角线和框的四角应当重合，框线应当是直的，上下左右都没有印掉。",
)
_HOW_BACK = (
    "这是反面。把纸对着光看，正反两面的框应当重合，相差不超过1毫米。",
    "反面上下颠倒，说明打印机是沿短边翻转的，请改成沿长边翻转。",
    "没有印出这一面，说明双面没有打开。",
)


@frozen(kw_only=True)
class Calibration:
    """Input of the paper."""

    centre: Centre


def layout(given: Calibration) -> list[list[Sheet]]:
    """A front and a back whose frames lie on each other when the sheet is turned over its long side."""
    refuse(demand(given.centre, "name"))
    back_left = OFFICIAL.paper_width_mm - OFFICIAL.left_mm - OFFICIAL.area_width_mm
    sides = [
        _side("校准页（正面）", OFFICIAL.left_mm, (given.centre.name, *_HOW_FRONT)),
        _side("校准页（反面）", back_left, _HOW_BACK),
    ]
    marks = [(0.0, practice_mark(OFFICIAL))] if given.centre.practice else []
    return [[Sheet([*marks, *side.groups]) for side in sides]]  # fmt: skip


def _side(title: str, left_mm: float, told: tuple[str, ...]) -> Sheet:
    top_mm = OFFICIAL.paper_height_mm - OFFICIAL.top_mm
    ops: list[Op] = [*_frame(left_mm, top_mm), *_rulers(left_mm, top_mm), *_distances(left_mm, top_mm)]
    y = (top_mm - 45) * MM
    middle = (left_mm + OFFICIAL.area_width_mm / 2) * MM
    ops += _line(title, middle - width(title, Style.XIAOBIAOSONG, XIAO_ER_HAO) / 2, y, XIAO_ER_HAO, Style.XIAOBIAOSONG)
    groups: list[tuple[float, tuple[Op, ...]]] = [(0.0, tuple(ops))]
    y -= 2 * OFFICIAL.pitch_pt
    room = Setting((OFFICIAL.area_width_mm - 40) * MM, SAN_HAO, SAN_HAO, 0.0, SAN_HAO)
    for text in told:
        for line in wrap(plain(text), room):
            groups.append((y, moved(line, (left_mm + 25) * MM)))
            y -= OFFICIAL.pitch_pt
    return Sheet(groups)


def _frame(left: float, top: float) -> Iterator[Op]:
    """The type area, and corner marks that stand out of it as 版心角线 do."""
    right, bottom = left + OFFICIAL.area_width_mm, top - OFFICIAL.area_height_mm
    yield from (_rule(left, top, right, top), _rule(left, bottom, right, bottom))
    yield from (_rule(left, top, left, bottom), _rule(right, top, right, bottom))
    for x, outwards in ((left, -1), (right, 1)):
        for y, upwards in ((top, 1), (bottom, -1)):
            yield _rule(x, y, x + outwards * _CORNER_MM, y)
            yield _rule(x, y, x, y + upwards * _CORNER_MM)


def _rulers(left: float, top: float) -> Iterator[Op]:
    """Millimetres inside the upper and the left line, with a figure every ten."""
    for mm in range(1, int(OFFICIAL.area_width_mm)):
        yield _rule(left + mm, top, left + mm, top - _tick(mm), _FINE_PT)
        if mm % 10 == 0:
            yield from _figure(mm, left + mm, top - 8)
    for mm in range(1, int(OFFICIAL.area_height_mm)):
        yield _rule(left, top - mm, left + _tick(mm), top - mm, _FINE_PT)
        if mm % 10 == 0:
            yield from _figure(mm, left + 9.5, top - mm - 1.3)


def _tick(mm: int) -> float:
    return 5.0 if mm % 10 == 0 else 3.5 if mm % 5 == 0 else 2.0


def _figure(mm: int, x: float, y: float) -> Iterator[Op]:
    text = str(mm)
    return _line(text, x * MM - width(text, Style.SONG, WU_HAO) / 2, y * MM, WU_HAO, Style.SONG)


def _distances(left: float, top: float) -> Iterator[Op]:
    """How far the frame is from the paper's edges, written outside it."""
    across, down = f"左边{left:g}毫米", f"上边{OFFICIAL.top_mm:g}毫米"
    yield from _line(across, (left - 2) * MM - width(across, Style.HEI, WU_HAO), (top - 120) * MM, WU_HAO, Style.HEI)
    middle = (left + OFFICIAL.area_width_mm / 2) * MM
    yield from _line(down, middle - width(down, Style.HEI, WU_HAO) / 2, (top + 3) * MM, WU_HAO, Style.HEI)


def _line(text: str, x: float, y: float, size: float, style: Style) -> Iterator[Op]:
    for run in runs(text, style):
        yield Text(run.font, run.text, x, y, size)
        x += width(run.text, style, size)


def _rule(x0: float, y0: float, x1: float, y1: float, width_pt: float = _LINE_PT) -> Rule:
    return Rule(x0 * MM, y0 * MM, x1 * MM, y1 * MM, width_pt)


def example() -> Calibration:
    """An invented centre."""
    return Calibration(centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"))


PAPER = Paper("calibration", "校准页", Calibration, layout, lambda _: "打印机校准页", OFFICIAL, example)
