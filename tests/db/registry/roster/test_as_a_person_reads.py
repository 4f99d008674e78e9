"""同上, sections, tabs, ticks and relation words as a person reads them; one household a booklet; no ledger is a roster."""

from pathlib import Path

import pytest

from db.errors import FileUnreadable
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.registry.import_roster import Choices, read_roster
from db.services.registry.import_roster.kin import relation_code
from db.services.registry.import_roster.recognise import recognise
from db.store import Store
from tests.db.registry.roster.files import imported, number, planned, sheet, workbook


def doors(store: Store) -> list[tuple[str, str]]:
    people = store.select(Resident, order=("id",))
    titles = store.titles("house", {r.house for r in people})
    return [(r.name, titles.get(r.house, "")) for r in people]


def families(store: Store) -> list[tuple[str, list[str]]]:
    names = {r.id: r.name for r in store.select(Resident)}
    return sorted(
        (names.get(h.head, ""), sorted(names[m.resident] for m in h.members)) for h in store.select(Household)
    )


@pytest.mark.parametrize(
    "ditto", ["同上", "〃", "″", '"', " 同上 ", "”", "仝上", "同 上", "同上。", "－〃－", "同上址"]
)
def test_a_word_for_the_cell_above_is_that_cell(store: Store, ditto: str) -> None:
    headings = ["姓名", "身份证号", "电话", "与户主关系", "住址"]
    rows = [["王一", number(1), "13800000001", "户主", "水景花苑3-2-101"]]
    rows += [["王二", ditto, ditto, "子", ditto], ["王三", "", "", ditto, ditto]]
    imported(store, sheet(headings, *rows))
    assert {door for _, door in doors(store)} == {"水景花苑3号楼2单元101室"}
    assert [r.id_number for r in store.select(Resident, order=("id",))] == [number(1), "", ""]
    assert families(store) == [("王一", ["王一", "王三", "王二"])]


def test_rows_tabs_and_titles_name_the_building(store: Store) -> None:
    headings = ["序号", "姓名", "身份证号", "单元", "房号"]
    by_rows = sheet(
        headings, ["3号楼", "", "", "", ""], ["1", "王一", number(1), "2", "101"], ["", "4号楼1单元", "", "", ""]
    )
    by_rows.rows.append(["2", "王二", number(3), "", "102"])
    by_rows.rows.extend([["二、5号楼", "", "", "", ""], ["3", "王五", number(9), "", "103"]])
    by_rows.rows.extend([["第六栋（共12户）", "", "", "", ""], ["4", "王六", number(11), "", "104"]])
    by_rows.rows.extend([["", "6号楼小计", "", "", "5户"]])
    by_tab = sheet(["房号", "姓名", "身份证号"], ["201", "王三", number(5)], name="5栋")
    by_title = sheet(
        ["翠湖里6号楼居民花名册", "", ""], ["房号", "姓名", "身份证号"], ["301", "王四", number(7)], name="Sheet1"
    )
    imported(store, by_rows, by_tab, by_title)
    assert doors(store) == [
        ("王一", "3号楼2单元101室"),
        ("王二", "4号楼1单元102室"),
        ("王五", "5号楼103室"),
        ("王六", "6号楼104室"),
        ("王三", "5号楼201室"),
        ("王四", "翠湖里6号楼301室"),
    ]


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("✓", ""),
        ("是", "否"),
        ("Y", "N"),
        ("√", "×"),
        ("户主", "非户主"),
        ("1", "0"),
        ("是（户主）", ""),
        ("主", "/"),
        ("户主√", "非"),
        ("⊙", ""),
    ],
)
def test_a_tick_tells_the_head(store: Store, yes: str, no: str) -> None:
    rows = [["王一", number(1), yes, "水景花苑3-2-101"], ["李一", number(2), no, "水景花苑3-2-101"]]
    imported(store, sheet(["姓名", "身份证号", "户主", "住址"], *rows))
    assert families(store) == [("王一", ["李一", "王一"])]


def test_small_signs_around_booklets_notes_telephones_and_care(store: Store) -> None:
    headings = ["户号", "姓名", "身份证号", "电 话", "特殊人群", "与户主关系", "住址", "备 注"]
    a, b = "水景花苑3-2-101", "水景花苑3-2-102"
    rows = [
        ["1", "王一", number(1), "无手机", "残疾二级", "户主", a, "有狗"],
        ["2", "李一", number(5), "", "否", "户主", b, ""],
    ]
    rows += [["1号", "王二", number(3), "", "失独家庭", "子", a, ""]]
    plan = imported(store, sheet(headings, *rows))
    assert families(store) == [("李一", ["李一"]), ("王一", ["王一", "王二"])]
    people = {r.name: r for r in store.select(Resident)}
    assert (people["王一"].phone, people["王一"].note) == ("", "电话注：无手机；有狗")
    assert [(t.kind, t.basis) for t in people["王一"].care] == [("20", "二级")]
    assert [t.kind for t in people["王二"].care] == ["60"]
    assert (people["李一"].care, people["李一"].note, plan.problems) == ((), "", [])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("户主之妻", "12"), ("二儿子", "23"), ("儿媳妇", "38"), ("养女", "37"), ("外孙", "43"), ("公公", "53")),
        *(("岳母", "56"), ("妻（再婚）", "12"), ("户主的女儿", "30"), ("姥姥", "64"), ("重孙", "47"), ("邻居", None)),
        *(("小儿子", "20"), ("三弟", "73"), ("大女婿", "28"), ("孙女儿", "42"), ("小姑", None), ("老大", None)),
    ],
)
def test_relation_words(written: str, code: str | None) -> None:
    assert relation_code(written) == code


def test_one_household_a_booklet_wherever_its_rows_stand(store: Store) -> None:
    headings = ["户号", "姓名", "身份证号", "与户主关系", "住址"]
    a, b = "水景花苑3-2-101", "水景花苑3-2-102"
    rows = [["7", "王二", number(3), "子", a], ["8", "李一", number(5), "户主", b], ["7", "王一", number(1), "户主", a]]
    imported(store, sheet(headings, *rows), sheet(headings, ["8", "李二", number(2), "妻", b], name="补"))
    imported(store, sheet(headings, ["7", "王三", number(4), "女", a]))
    imported(store, sheet(headings, ["7", "赵一", number(7), "户主", "水景花苑4-1-101"]))
    assert families(store) == [("李一", ["李一", "李二"]), ("王一", ["王一", "王三", "王二"]), ("赵一", ["赵一"])]


def test_one_household_a_head_and_door_wherever_its_rows_stand(store: Store) -> None:
    headings = ["姓名", "身份证号", "户主姓名", "住址"]
    a, b = "水景花苑3-2-101", "水景花苑3-2-102"
    rows = [["王一", number(1), "王一", a], ["李一", number(5), "李一", b], ["王二", number(3), "王一", a]]
    imported(store, sheet(headings, *rows, ["李二", number(2), "李一", b]))
    assert families(store) == [("李一", ["李一", "李二"]), ("王一", ["王一", "王二"])]


LEDGERS = {
    "物业企业台账": ["序号", "企业名称", "统一社会信用代码", "姓名", "电话", "服务小区"],
    "业委会或组织成员台账": ["小区名称", "届次", "姓名", "职务", "电话", "任期起止"],
    "积分或收支台账": ["日期", "户主", "房号", "积分事由", "收入", "支出", "结余"],
    "单位职工名册": ["工号", "姓名", "性别", "部门", "入职日期", "工资"],
    "车辆登记表": ["姓名", "电话", "房号", "车牌号", "车位", "品牌"],
    "活动或签到表": ["序号", "姓名", "单位", "电话", "签名"],
}


@pytest.mark.parametrize(("kind", "columns"), LEDGERS.items())
def test_a_ledger_is_no_roster_by_silence(store: Store, kind: str, columns: list[str]) -> None:
    """It is said what it seems to be; the clerk may take it all the same."""
    table = sheet(columns, ["王一" if c in ("姓名", "户主") else "1" for c in columns])
    plan = planned(store, table)
    assert kind in plan.layouts[0].skipped
    assert plan.counts.rows == 0
    assert planned(store, table, choices=Choices(taken=frozenset({"名册"}))).counts.rows == 1


@pytest.mark.parametrize(
    "columns",
    [
        ["姓名", "电话"],
        ["姓名", "身份证号", "住址", "发放物品", "数量", "签字"],
        ["党员姓名", "身份证号", "联系电话", "住址"],
        ["老人姓名", "性别", "出生年月", "住址", "服务时长", "备注"],
        ["网格", "楼栋", "联户长", "户主", "房号", "电话"],
    ],
)
def test_a_roster_stays_a_roster(columns: list[str]) -> None:
    assert recognise(sheet(columns, ["1"] * len(columns))).skipped == ""


def test_a_table_without_names_is_refused_by_what_it_seems_to_be(tmp_path: Path) -> None:
    rows = [
        ["12345工单导出", None],
        ["工单编号", "来电时间", "诉求人", "诉求内容", "满意度"],
        ["1", "2", "王", "水", "好"],
    ]
    with pytest.raises(FileUnreadable, match="工单或诉求表"):
        read_roster(workbook(tmp_path / "表.xlsx", {"工单": rows}))
