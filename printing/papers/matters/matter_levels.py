"""逐级调处单: a box for each level of the ladder, with when the matter came there and went on, and room for what was said and signed."""

from datetime import datetime
from typing import Any

from attrs import evolve

from db.records.base import fields_of
from db.records.matters.ladder import MatterLevel
from db.values import code_table
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM, XIAO_SI_HAO
from printing.papers.common import Paper
from printing.papers.matters.common import (
    BLANK,
    BLANK_DAY,
    REST_MM,
    claimants_of,
    facts,
    label,
    pair,
    place_of,
    told,
    value,
    without_hidden,
)
from printing.papers.matters.matter_intake import example as intake_example
from printing.papers.record_sheet import RecordSheet, shown
from printing.tables import Cell, Long, Tall

TITLE = "逐级调处单"
BOXES = 4
"""So many levels have a box at least, in the order of their table: 楼栋、网格、社区、街道."""
_FACTS_MM, _BOX_MM = 26.0, 30.0


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    matter: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(matter, "number", "subject")])
    form = Form(
        TITLE,
        _bands(given),
        lines=((given.centre.name, f"编号：{matter.number}"),),
        running=f"{TITLE}（续）　编号：{matter.number}",
        practice=given.centre.practice,
    )
    return [form.sheets()]


def _bands(given: RecordSheet) -> list[Tall]:
    matter: Any = given.record

    def said(name: str) -> str:
        return without_hidden(told(matter, name, given.titles, masked=given.masked), matter, given.titles)

    place = without_hidden(place_of(matter, given.titles, masked=given.masked), matter, given.titles)
    return [
        (label("事　由"), value(said("subject"))),
        pair(("性　质", said("nature")), ("大　小", said("size"))),
        pair(("受理时间", said("taken")), ("现层级", said("level"))),
        (label("地　点"), value(place)),
        claimants_of(matter, given.titles, masked=given.masked, outside=True),
        Long(label("情　况", _FACTS_MM), facts(said("facts"), _FACTS_MM), fills=True),
        *(_box(code, name, given) for code, name in _levels(matter)),
    ]


def _levels(matter: Any) -> list[tuple[str, str]]:
    """The levels that have a box: the first of the table, and any other at which the matter stood."""
    labels = code_table.load("matter_level").labels
    stood = {one.level for one in matter.levels}
    return [(code, name) for n, (code, name) in enumerate(labels.items()) if n < BOXES or code in stood]


def _box(code: str, name: str, given: RecordSheet) -> Tall:
    """One level: each time that the matter stood there, then room for what it came to."""
    matter: Any = given.record
    times = [_words(one, given) for one in matter.levels if one.level == code]
    text = "\n".join([*times, "调处意见：", *["　"] * max(0, 2 - len(times)), f"签名：{BLANK}　{BLANK_DAY}"])
    return Long(
        label(f"{name}\n调处", _BOX_MM),
        Cell(text, REST_MM, align="left", sizes_pt=(XIAO_SI_HAO,), lines=0, height_mm=_BOX_MM, leading=1.5),
    )


def _words(one: MatterLevel, given: RecordSheet) -> str:
    """03-09 10:30 上报来，03-11 离开，幸福街道办事处."""
    kinds = fields_of(MatterLevel)
    body = shown(kinds["lead"], one.lead, given.titles, masked=given.masked)
    came = f"{kinds['came'].show(one.came)} {kinds['how'].show(one.how)}".strip()
    went = f"{kinds['went'].show(one.went)} 离开" if one.went else ""
    return "，".join(filter(None, (came, went, body)))


def example() -> RecordSheet:
    """The charging post went up to the community, and to the street."""
    taken = intake_example()
    levels = (
        MatterLevel(level="2", came=datetime(2026, 3, 9, 9, 40), went=datetime(2026, 3, 9, 15, 0), how="1"),
        MatterLevel(level="3", came=datetime(2026, 3, 9, 15, 0), went=datetime(2026, 3, 11, 10, 0), how="2", lead=1),
        MatterLevel(level="4", came=datetime(2026, 3, 11, 10, 0), how="2", lead=2),
    )
    matter = evolve(taken.matter, levels=levels, level="4", size="3", stage="3")
    bodies = {1: "幸福里社区居民委员会", 2: "幸福街道办事处"}
    return RecordSheet(centre=taken.centre, record=matter, titles={"body": bodies})


PAPER = Paper("matter_levels", "逐级调处单", RecordSheet, layout, lambda _given: TITLE, FORM, example)
