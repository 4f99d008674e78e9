"""共性问题治理单: what matters of one kind have in common, which these are, who takes the lead, what is done and what came of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.matters.common_flow import GOVERNED
from db.records.matters.common_problem import CommonMatter, CommonProblem
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import label, pair, said, signed, text, told
from printing.papers.record_sheet import RecordSheet, shown
from printing.tables import Long, Tall

TITLE = "共性问题治理单"
_DATED = "　　年　　月　　日"


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form; boxes that nothing is known of yet are to be filled in by hand."""
    refuse([*demand(given.centre, "name"), *demand(given.record, "name", "raised")])
    form = Form(
        TITLE, list(_bands(given)), lines=((given.centre.name, ""),), running=f"{TITLE}（续）", practice=given.centre.practice
    )  # fmt: skip
    return [form.sheets()]


def _bands(given: RecordSheet) -> Iterator[Tall]:
    problem: Any = given.record
    yield told(given, "name")
    yield pair(said(given, "category"), said(given, "building") if problem.building else said(given, "estate"))
    yield pair(said(given, "raised"), ("来的期间", _days(problem)))
    yield Long(label(f"同类诉求\n（{len(problem.matters)}件）"), text(_matters(given), 40.0))
    yield pair(said(given, "lead"), said(given, "planned"))
    yield Long(label("治理措施"), text(said(given, "measures")[1], 40.0), fills=True)
    if problem.project:
        yield told(given, "project")
    yield Long(label("治理成效"), text(said(given, "effect")[1], 40.0), fills=True)
    yield pair(said(given, "outcome"), said(given, "closed"))
    yield signed([["牵头单位（盖章）：", "", _DATED], ["书记（签名）：", "", _DATED]], 24.0)


def _days(problem: CommonProblem) -> str:
    days = [f"{day:%Y-%m-%d}" for day in (problem.first, problem.last) if day]
    return " 至 ".join(dict.fromkeys(days))


def _matters(given: RecordSheet) -> str:
    rows: tuple[CommonMatter, ...] = getattr(given.record, "matters", ())
    field = fields_of(CommonMatter)["matter"]
    told_each = (shown(field, one.matter, given.titles, masked=given.masked) for one in rows)
    return "\n".join(f"{number}. {words}" for number, words in enumerate(told_each, 1))


def example() -> RecordSheet:
    """Cars in the way of fire engines, again and again."""
    problem = CommonProblem(
        name="幸福里小区停车难", category="2", estate=1, raised=date(2026, 3, 9), first=date(2026, 1, 12), last=date(2026, 3, 6),
        matters=tuple(CommonMatter(matter=n) for n in (1, 2, 3, 4)), lead=1, planned=date(2026, 4, 30), project=1,
        measures="物业重新划线，临时车晚十点以后停东侧空地；消防通道装隔离桩；楼栋长每晚巡一遍。",
        effect="划出车位26个，隔离桩12根，两个月里没有再来同类诉求。", stage="3", outcome=GOVERNED, closed=date(2026, 4, 28),
    )  # fmt: skip
    titles = {
        "body": {1: "幸福里社区党委"},
        "estate": {1: "幸福里小区"},
        "project": {1: "项目〔2026〕5号 幸福里小区停车共性治理"},
        "matter": {
            1: "诉求〔2026〕7号 3号楼前车位被长期占用",
            2: "诉求〔2026〕12号 消防通道夜里停满车",
            3: "诉求〔2026〕19号 外来车辆占小区车位",
            4: "诉求〔2026〕33号 5号楼门口停车挡住救护车",
        },
    }
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心"), record=problem, titles=titles)


PAPER = Paper("common_slip", "治理单", RecordSheet, layout, lambda _given: TITLE, FORM, example)
