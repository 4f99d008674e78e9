"""The tables of offices that lie beside the checkout, laid out otherwise: what is true of them stays true. Skipped where they are not there."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs
import pytest

from db.services.import_file import ReadFile, plan_of, read_file
from db.services.importing.choices import Choices
from db.services.importing.problems import Verdict
from db.services.sheets.raw import Cell, Merged, RawSheet
from db.store import Store
from tests.db.importing.tables import SHARED
from tests.db.importing.test_shared_tables import truth
from tests.db.registry.roster.files import TODAY

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no tables beside this checkout")

OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "物业企业及党组织台账.xlsx": {
        "物业企业名称": "物业服务企业名称", "统一社会信用代码": "社会信用代码", "法定代表人": "法人代表", "项目经理": "项目负责人",
        "电话": "联系方式", "党员数": "党员人数", "党组织名称/党建指导员": "党组织（指导员）", "服务小区": "在管小区", "进驻日期": "入驻时间",
    },
    "业委会换届台账.xlsx": {
        "小区名称": "所属小区", "组织形式": "组织类别", "届次": "第几届", "职务": "担任职务", "政治面貌": "面貌", "联系电话": "手机号",
        "任期起止": "本届任期", "备案日期": "备案时间", "主任": "负责人",
    },
    "网格及十联户名册.xlsx": {
        "网格编码": "网格代码", "网格长电话": "联系电话", "专职网格员": "网格员", "范围": "管辖范围", "户数": "总户数（户）",
        "所属网格": "网格名称", "楼栋长": "楼长", "电话": "手机号", "联户长": "十联户长", "户主": "户主姓名", "房号": "门牌号",
    },
}  # fmt: skip
Where = Callable[[str, int], tuple[str, int]]


def _heads(name: str, sheet: RawSheet) -> list[int]:
    return next(one["header_rows"] for one in truth(name)["sheets"] if one["name"] == sheet.name)


def _moved(sheet: RawSheet, by: int, rows: Sequence[Sequence[Cell]]) -> RawSheet:
    merged = tuple(Merged(m.top + by, m.left, m.bottom + by, m.right) for m in sheet.merged if m.top + by >= 0)
    return attrs.evolve(sheet, rows=[list(row) for row in rows], merged=merged)


def in_other_words(name: str, sheet: RawSheet, number: int) -> tuple[RawSheet, Where]:
    """Under other headings, without titles, in a tab without a name."""
    cut = _heads(name, sheet)[0] - 1
    rows = [list(row) for row in sheet.rows]
    for head in _heads(name, sheet):
        rows[head - 1] = [OTHERWISE[name].get(c, c) if isinstance(c, str) else c for c in rows[head - 1]]
    made = attrs.evolve(_moved(sheet, -cut, rows[cut:]), name=f"Sheet{number}")
    return made, lambda _sheet, row: (made.name, row - cut)


def with_titles(_name: str, sheet: RawSheet, _number: int) -> tuple[RawSheet, Where]:
    """Under a letter's head, and over other totals and signatures."""
    top: list[list[Cell]] = [
        ["附件2"],
        ["关于报送情况的通知（2026年第4号）"],
        ["填报单位：街道", "", "填报时间：2026-11-01"],
        [],
    ]
    foot: list[list[Cell]] = [
        ["", "总 计：", "12"],
        ["注：以上数据截至2026年10月底"],
        ["审核人：李四", "", "制表人：王五"],
    ]
    return _moved(sheet, len(top), [*top, *sheet.rows, *foot]), lambda tab, row: (tab, row + len(top))


def without_blocks(_name: str, sheet: RawSheet, _number: int) -> tuple[RawSheet, Where]:
    """What stands in a merged block stands in each of its cells."""
    width = max(map(len, sheet.rows))
    rows = [list(row) + [""] * (width - len(row)) for row in sheet.rows]
    for block in sheet.merged:
        for row in range(block.top, block.bottom + 1 if block.right - block.left < width - 1 else block.top):
            rows[row][block.left : block.right + 1] = [rows[block.top][block.left]] * (block.right - block.left + 1)
    return attrs.evolve(sheet, rows=rows, merged=()), lambda tab, row: (tab, row)


@pytest.mark.parametrize("name", OTHERWISE)
@pytest.mark.parametrize("lay_out", [in_other_words, with_titles, without_blocks])
def test_laid_out_otherwise(
    store: Store, name: str, lay_out: Callable[[str, RawSheet, int], tuple[RawSheet, Where]]
) -> None:
    made = [lay_out(name, sheet, number) for number, sheet in enumerate(read_file(Path(SHARED / name)).sheets)]
    where = {sheet.name: at for sheet, (_, at) in zip(read_file(Path(SHARED / name)).sheets, made, strict=True)}
    plan = plan_of(store, ReadFile("1.xlsx", tuple(sheet for sheet, _ in made)), Choices(), TODAY)
    assert [one.layout.skipped for one in plan.sheets] == [""] * len(made)
    rows = [r for r in truth(name)["rows"] if r["verdict"] != "ok"]
    wanted = {where[r["sheet"]](r["sheet"], r["row"]): r["verdict"] for r in rows}
    graver = (Verdict.DOUBLE, Verdict.DOUBTFUL, Verdict.WRONG)
    assert {place: row.verdict.value for place, row in plan.rows.items() if row.verdict in graver} == wanted
