"""接待登记表: what somebody came for, what they brought, until when it is promised, and how it ended."""

from datetime import date, datetime

from db.records.centre.centre import Centre
from db.records.matters.reception import Material, Reception
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, WU_HAO, XIAO_SI_HAO
from printing.papers.common import Paper
from printing.papers.duties.common import said
from printing.papers.matters.common import BLANK, BLANK_DAY, facts, label, pair, signed, value
from printing.papers.record_sheet import RecordSheet
from printing.tables import Cell, Heading, Listed, Long, Tall

WIDTHS_MM = (14.0, 62.0, 56.0, 24.0)
HEADS = ("序号", "材料", "要求", "带了没有")
_EMPTY_LINES = 3
"""So many lines at least: the paper is also filled in by hand."""


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    record = given.record
    assert isinstance(record, Reception)
    refuse([*demand(given.centre, "name"), *demand(record, "number", "item", "at")])
    yes = {True: "是", False: "否"}
    bands: list[Tall] = [
        (label("办理事项"), value(record.item)),
        pair(said(given, "name"), said(given, "phone")),
        pair(said(given, "at"), said(given, "received_by")),
        pair(("材料齐", yes[record.complete]), ("告知单", "已给" if record.notice else "")),
        *material_bands(record.materials),
        pair(said(given, "promised"), ("当场办结", yes[record.on_spot])),
        pair(said(given, "agent"), ("跑了几次", "" if record.trips is None else f"{record.trips}次")),
        pair(said(given, "finished"), said(given, "rating")),
        Long(label("备　注", 24.0), facts(said(given, "remark")[1], 24.0), fills=True),
        signed([f"办事人（签名）：{BLANK}", BLANK_DAY], [f"接待人（签名）：{BLANK}", BLANK_DAY]),
    ]
    form = Form(
        "接待登记表", bands, lines=((given.centre.name, f"编号：{record.number}"),),
        running=f"接待登记表（续）　编号：{record.number}", practice=given.centre.practice,
    )  # fmt: skip
    return [form.sheets()]


def material_bands(materials: tuple[Material, ...], least: int = _EMPTY_LINES) -> list[Tall]:
    """A line of each, with whether it was brought."""
    heads = _row(HEADS, Style.HEI)
    bands: list[Tall] = [Heading(heads)]
    for number, one in enumerate(materials, 1):
        bands.append(
            Listed(_row((str(number), one.name, one.note, "已带" if one.brought else "缺"), Style.FANGSONG), heads)
        )
    for number in range(len(materials) + 1, least + 1):
        bands.append(Listed(_row((str(number), "", "", ""), Style.FANGSONG), heads))
    return bands


def _row(texts: tuple[str, ...], style: Style) -> tuple[Cell, ...]:
    head = style is Style.HEI
    sizes = (XIAO_SI_HAO, WU_HAO)
    return tuple(
        Cell(words, width, style, "left" if place in (1, 2) and not head else "centre", sizes, 1 if head else 3, 9.0)
        for place, (words, width) in enumerate(zip(texts, WIDTHS_MM, strict=True))
    )


def example() -> RecordSheet:
    """Somebody comes for the pass of the old, without a photo."""
    materials = (
        Material(name="身份证", note="原件和复印件1份", brought=True),
        Material(name="一寸照片", note="近期，2张"),
        Material(name="户口簿", note="原件", brought=True),
    )
    record = Reception(
        number="办件〔2026〕12号", item="老年证办理", at=datetime(2026, 3, 9, 9, 20), name="张国富", phone="13804350021",
        materials=materials, notice=True, promised=date(2026, 3, 16), received_by="王芳", agent="李敏", trips=1,
    )  # fmt: skip
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心", phone="0435-5221234"), record=record, titles={})


PAPER = Paper("reception_form", "接待登记表", RecordSheet, layout, lambda _given: "接待登记表", FORM, example)
