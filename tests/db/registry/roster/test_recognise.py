"""Headings are found among titles, and each column is understood or told as not understood."""

import pytest

from db.records import KINDS
from db.records.base import fields_of
from db.records.registry.resident import Resident
from db.services.importing.own_exports import other_export
from db.services.registry.import_roster import headings
from db.services.registry.import_roster.recognise import SheetLayout, recognise
from db.services.sheets.raw import Merged, RawSheet
from tests.db.registry.roster.files import sheet

TWO_ROWS = RawSheet(
    "水景花苑",
    [
        ["幸福里社区水景花苑居民信息登记表", "", "", "", ""],
        ["填表日期：2026年10月15日", "", "", "网格员：（签字）", ""],
        ["序号", "房屋地址", "", "姓 名", "学历"],
        ["", "楼栋", "房号", "", ""],
        [1.0, "1号楼", "104", "袁刚", "本科"],
    ],
    (Merged(0, 0, 0, 4), Merged(2, 1, 2, 2), Merged(2, 3, 3, 3), Merged(2, 0, 3, 0), Merged(2, 4, 3, 4)),
)


def understood(layout: SheetLayout) -> dict[str, str]:
    return {c.heading: c.meaning for c in layout.columns}


def test_two_heading_rows_under_titles() -> None:
    layout = recognise(TWO_ROWS)
    assert understood(layout) == {
        "序号": "sequence",
        "房屋地址/楼栋": "building",
        "房屋地址/房号": "room",
        "姓 名": "name",
        "学历": "education",
    }
    assert layout.first_row == 4
    assert not layout.unknown()


def test_the_estate_comes_from_tab_and_title() -> None:
    assert recognise(TWO_ROWS).estate == "水景花苑"


def test_the_estate_comes_from_the_title_where_the_tab_says_nothing() -> None:
    assert recognise(RawSheet("Sheet1", TWO_ROWS.rows, TWO_ROWS.merged)).estate == "水景花苑"


def test_a_tab_that_no_title_speaks_of_is_no_estate() -> None:
    rows = [["登记表", "", ""], ["姓名", "楼栋", "房号"], ["王五", "1", "101"]]
    assert recognise(RawSheet("本月新增", [list(r) for r in rows])).estate == ""


@pytest.mark.parametrize(
    "name", [n for n in fields_of(Resident) if n not in ("house", "doubt", "state_day", "telephones")]
)
def test_every_word_of_a_field_leads_to_it(name: str) -> None:
    field = fields_of(Resident)[name]
    assert {headings.meaning_of(word) for word in (field.label, *field.words)} == {name}


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("姓　名", "name"),
        ("居民姓名", "name"),
        ("姓名（必填）", "name"),
        ("*公民身份号码", "id_number"),
        ("身份证\n号码", "id_number"),
        ("本人联系电话", "phone"),
        ("出生年月（年/月/日）", "birth"),
        ("与户主关系", "relation"),
        ("现居住地址", "address"),
        ("所属网格", "grid"),
        ("建筑面积（平方米）", "area"),
        ("户主身份证号", "head_number"),
        ("配偶姓名", None),
        ("紧急联系人电话", None),
        ("文化程度", "education"),
        ("血型", None),
    ],
)
def test_headings_as_they_are_written(heading: str, meaning: str | None) -> None:
    assert headings.meaning_of(heading) == meaning


def test_a_heading_above_that_speaks_of_somebody_else_is_heeded() -> None:
    raw = RawSheet(
        "名册",
        [["户主", "", "家庭成员", ""], ["姓名", "身份证号", "姓名", "身份证号"], ["王五", "1", "李四", "2"]],
        (Merged(0, 0, 0, 1), Merged(0, 2, 0, 3)),
    )
    assert [c.meaning for c in recognise(raw).columns] == ["head_name", "head_number", "name", "id_number"]


def test_the_second_of_two_equal_columns_is_not_understood() -> None:
    assert [c.meaning for c in recognise(sheet(["姓名", "性别", "姓名"])).columns] == ["name", "sex", ""]


def test_telephones_and_remarks_may_stand_in_several_columns() -> None:
    found = recognise(sheet(["姓名", "手机", "电话", "备注", "备注"])).columns
    assert [c.meaning for c in found] == ["name", "phone", "phone", "note", "note"]


def test_heads_alone_are_persons() -> None:
    layout = recognise(sheet(["户主姓名", "联系电话", "住址"]))
    assert layout.heads_only
    assert layout.columns[0].meaning == "name"


def test_the_clerk_knows_better() -> None:
    layout = recognise(sheet(["姓名", "性别", "学历"]), {2: "note", 1: ""})
    assert [c.meaning for c in layout.columns] == ["name", "", "note"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "空的工作表"),
        ([[""], ["", ""]], "空的工作表"),
        ([["填表说明"], ["1.身份证号按文本格式填写；2.姓名用正楷。"]], "没有找到带“姓名”的表头"),
        ([["姓名"], ["王五"]], "没有找到带“姓名”的表头"),
    ],
)
def test_sheets_that_are_no_rosters(rows: list[list[str]], reason: str) -> None:
    assert recognise(RawSheet("说明", [list(r) for r in rows])).skipped == reason


def test_a_first_person_is_never_taken_for_a_second_heading_row() -> None:
    assert recognise(sheet(["姓名", "关系", "住址"], ["王五", "户主", "3-2-201"])).first_row == 1


def test_a_list_of_visitors_is_no_roster() -> None:
    rows = [["姓名", "来访时间", "来访事由", "联系电话"], ["王五", "2026-03-01 9:00", "问低保", "13800000001"]]
    assert "来访登记表" in recognise(RawSheet("Sheet1", [list(r) for r in rows])).skipped


@pytest.mark.parametrize(
    "told",
    [
        ["姓名", "政治面貌", "电话", "备注"],
        ["姓名", "职务", "政治面貌", "电话", "备注"],
        ["姓名", "所在单位", "职务", "电话"],
    ],
)
def test_a_roster_of_a_few_common_columns_is_not_taken_for_our_export_of_persons(told: list[str]) -> None:
    """These are columns of our list of 人员, too, in its order; an export has nearly all of them."""
    assert other_export(told, KINDS) is None
