"""Tables laid out as no office ever does the same way: columns in another order, headings filled down, sums and signatures anywhere."""

import pytest

from db.records.bodies.body import Body
from db.records.estates.estate import Estate
from db.services.importing.plan import TablePlan
from db.services.sheets.raw import Cell
from db.store import Store
from tests.db.importing.tables import planned, sheet
from tests.factories import credit_number

TITLE = ("物业服务企业情况",)
UPPER = ("企业名称", "信用代码", "项目经理", "项目经理", "进驻日期", "服务小区")
LOWER = ("企业名称", "信用代码", "姓名", "电话", "进驻日期", "服务小区")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("启岚物业有限公司", credit_number(1), "杜松文", "15633000796", "2021-08-19", "柳岸新城"),
    ("德邻物业有限公司", credit_number(2), "韩文然", "18982395490", "2023.2.23", "东篱小区"),
    ("小计（前2家）", "", "2人", "", "", ""),
    ("佳序物业有限公司", credit_number(3), "石顺丽", "13866660000", "20240224", "机修厂宿舍"),
    ("合计", "3家", "", "", "", ""),
)
FOOT: tuple[tuple[Cell, ...], ...] = (("", "", "", "", "填表人：钱某", "审核人：郑某"),)


def brought(plan: TablePlan) -> tuple[int, int, list[str]]:
    bodies = [d.record for d in plan.drafts if isinstance(d.record, Body)]
    return plan.counts["body"].new, plan.counts["body"].held, sorted(body.name for body in bodies if body.kind == "50")


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (4, 5, 0, 1, 2, 3), (5, 2, 3, 4, 1, 0)], ids=str)
def test_rows_that_are_none_are_passed_over_wherever_their_words_stand(store: Store, order: tuple[int, ...]) -> None:
    """Headings over two rows are filled into each cell, as a program does that knows no merged ones."""
    table = sheet(TITLE, *([row[i] for i in order] for row in (UPPER, LOWER, *ROWS, *FOOT)))
    plan = planned(store, table)
    assert brought(plan) == (3, 0, ["佳序物业有限公司", "启岚物业有限公司", "德邻物业有限公司"])
    assert [p.sentence() for p in plan.problems] == []
    meanings = {c.heading: c.meaning for c in plan.sheets[0].layout.columns}
    assert (meanings["项目经理/姓名"], meanings["项目经理/电话"]) == ("manager", "phone")


def test_a_column_is_known_by_what_it_holds_under_a_heading_that_nobody_knows(store: Store) -> None:
    headings = ("物业公司", "登记号", "带班人", "备考项", "服务小区")
    rows = [(row[0], row[1], row[2], "好", row[5]) for row in ROWS[:2]]
    plan = planned(store, sheet(headings, *rows))
    columns = {c.heading: c.meaning for c in plan.sheets[0].layout.columns}
    assert (columns["登记号"], columns["备考项"]) == ("code", "")
    twice = planned(store, sheet((*headings, "另一号"), *((*row, row[1]) for row in rows)))
    assert [c.meaning for c in twice.sheets[0].layout.columns if c.heading in ("登记号", "另一号")] == ["", ""]


def test_a_day_is_no_signature(store: Store) -> None:
    headings = ("小区", "组织形式", "届次", "姓名", "职务", "任期起止")
    rows = [
        ("甲园", "业委会", "1", "孙生", "主任", "2023.2.2~2026.2.1"),
        ("乙园", "业委会", "1", "李四", "主任", "2024年起三年"),
    ]
    plan = planned(store, sheet(headings, *rows, name="业委会"))
    assert sum(isinstance(d.record, Estate) for d in plan.drafts) == 2


def test_a_note_that_says_a_sum_is_no_sum(store: Store) -> None:
    headings = ("物业公司", "信用代码", "服务小区", "备注")
    plan = planned(store, sheet(headings, *((row[0], row[1], row[5], "合计") for row in ROWS[:2])))
    assert brought(plan) == (2, 0, ["启岚物业有限公司", "德邻物业有限公司"])
