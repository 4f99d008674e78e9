"""恢复码单: the code that opens the store when the passphrase is lost, for the safe of the centre."""

import re
from datetime import date
from typing import Annotated

from attrs import frozen

from db.fields import Day, Name, Text
from db.records.centre.centre import Centre
from db.values.day import long_form
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, SI_HAO, XIAO_ER_HAO, XIAO_SI_HAO
from printing.papers.common import Paper
from printing.tables import Band, Cell, Side, Tall

_USE = (
    "1.忘记口令时，在输入口令的地方依次输入上面各组，字母不分大小写，横线和空格可以不输。",
    "2.打开以后，请马上设一个新口令。",
    "3.恢复码里没有字母I、L、O和数字0、1，不会认错。",
)
_KEEP = (
    "1.装进信封封好，由中心负责人锁进保险柜或文件柜，不要和电脑放在一起。",
    "2.不拍照，不发到聊天群，不存进电脑。拿到恢复码的人，就能打开全部居民资料。",
    "3.口令和恢复码都丢了，谁也打不开这份资料，软件的作者也不能。",
    "4.重新生成恢复码以后，旧单作废，请当场销毁。",
)
_GROUP = 5
_LABEL_MM, _REST_MM = 26.0, 130.0


@frozen(kw_only=True)
class RecoverySheet:
    """Input of the paper."""

    centre: Centre
    clerk: Annotated[str, Name("经办人", required=True)]
    day: Annotated[date | None, Day("日期", required=True)]
    code: Annotated[str, Text("恢复码", required=True)]


def groups(code: str) -> list[str]:
    """The code in the groups it is written in, or in groups of five."""
    found = [part for part in re.split(r"[\s\-－—]+", code) if part]
    if len(found) > 1 or not found:
        return found
    return [found[0][n : n + _GROUP] for n in range(0, len(found[0]), _GROUP)]


def layout(given: RecoverySheet) -> list[list[Sheet]]:
    """One page."""
    refuse([*demand(given.centre, "name"), *demand(given, "clerk", "day", "code")])
    assert given.day is not None
    label, value = _label, _value
    first: Band = (label("中心"), value(given.centre.name, 130))
    second: Band = (label("经办人"), value(given.clerk, 52), label("日期"), value(long_form(given.day), 52))
    bands: list[Tall] = [
        first,
        second,
        Side(label("恢复码"), tuple(_code_bands(groups(given.code)))),
        (label("怎样使用"), _text(_USE)),
        (label("怎样保管"), _text(_KEEP)),
        (label("保管人\n（签名）"), value("", 52, 18), label("封存日期", 26), value("年　　月　　日", 52)),
    ]
    form = Form(
        "资料恢复码单",
        bands,
        lines=(("机密：只打印这一份，不留电子件", ""),),
        practice=given.centre.practice,
    )
    return [form.sheets()]


def _code_bands(found: list[str]) -> list[Band]:
    """Up to five groups a row: their numbers, and under them the groups in large type."""
    bands: list[Band] = []
    for start in range(0, len(found), 5):
        row = found[start : start + 5]
        width = _REST_MM / len(row)
        bands.append(tuple(
            Cell(f"第{start + n}组", width, Style.HEI, sizes_pt=(XIAO_SI_HAO,), height_mm=8) for n in range(1, len(row) + 1)
        ))  # fmt: skip
        bands.append(tuple(
            Cell(part, width, Style.HEI, sizes_pt=(XIAO_ER_HAO, SI_HAO, XIAO_SI_HAO), lines=1, height_mm=24) for part in row
        ))  # fmt: skip
    return bands


def _label(text: str, width_mm: float = _LABEL_MM) -> Cell:
    return Cell(text, width_mm, Style.HEI, sizes_pt=(SI_HAO,), height_mm=14)


def _value(text: str, width_mm: float, height_mm: float = 14.0) -> Cell:
    return Cell(
        text,
        width_mm,
        align="left" if text != "年　　月　　日" else "right",
        sizes_pt=(SI_HAO, XIAO_SI_HAO),
        height_mm=height_mm,
    )


def _text(lines: tuple[str, ...]) -> Cell:
    return Cell(
        "\n".join(lines), _REST_MM, align="justify", sizes_pt=(SI_HAO,), lines=0, height_mm=20, rest=0.8, leading=1.6
    )


def example() -> RecoverySheet:
    """An invented code."""
    return RecoverySheet(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        clerk="李敏",
        day=date(2026, 3, 2),
        code="K7QTM-9XWRA-B3HZD-FN6UE-2VPGC",
    )


PAPER = Paper("recovery", "恢复码单", RecoverySheet, layout, lambda _: "资料恢复码单", FORM, example)
