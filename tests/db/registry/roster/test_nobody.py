"""Nobody is made of a remark, somebody is made of every name, and nothing is dropped without being told."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.records.registry.household import HEAD, Household
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.registry.import_roster.nobody import REMARK, nobody, several, without_label
from db.services.sheets.raw import Cell
from db.store import Store
from tests.db.registry.roster.files import imported, number, planned, read, sheet

EMPTY = "空关 出租 出租房 已出租 未入住 无人住 长期空置 待售 毛坯 空房子 空（毛坯） 未装修 已搬走 拒访 不在家 无人应答 门面 仓库 商铺 物业用房 车库 租户 空挂户 人户分离 开发商自持 幼儿园 赵四小卖部 超市"
FOOTERS = "制表人：米小章 审核： 填表日期 以下空白 备注：仅供内部使用 注：外出人员用*标出 共计2人 审核人：李四 填表日期：2026年11月1日 第1页共3页 单位（盖章）： 社区盖章 负责人（签字）"
FOOTERS += " （合计） ——以下空白—— 此表由网格员填写 以上 以上人员属实 以下为租户 人数 共计5户12人 续表 附件1 截至2026年5月 复核人　王五 制表：米小章"
BODIES = "新芽商贸有限公司 柳河社区居委会 小梅理发店经营部 已故 病故 已去世"
UNKNOWN = "本人 妻子 二儿子 （户主） 业主不详 未知 xxx 某某 —— ？ 不详 待查 ***"
NAMES = "公孙司 死海 故明 王五 在建国 人杰 空灵 时迁 商鞅 全智贤 房玄龄 经亨颐 欧阳娜娜 阿依古丽·买买提 Tom 单雄信 楼兰 张某 王〓 李园 王市 张会 周和平 欧阳和平"


@pytest.mark.parametrize("written", f"{EMPTY} {FOOTERS} {UNKNOWN} {BODIES} 同上 〃".split(" "))
def test_what_is_no_name_makes_nobody_and_is_told(store: Store, written: str) -> None:
    headings = ["住址", "姓名", "电话"]
    plan = imported(
        store, sheet(headings, ["水景花苑3-2-101", "王五", ""], ["水景花苑3-2-102", written, "13800000001"])
    )
    assert [r.name for r in store.select(Resident)] == ["王五"]
    assert store.count(House) == 1
    assert 3 in {p.row for p in plan.problems}


@pytest.mark.parametrize("written", NAMES.split())
def test_what_is_a_name_is_one(written: str) -> None:
    assert nobody(written) == ""
    assert several(written) == [written]


@pytest.mark.parametrize(
    "written", ["3月回来，再来登记，先空着", "敲过两次门，没有人。", "他姐姐代填！", "已登记: 见下页"]
)
def test_a_sentence_is_a_remark_and_names_with_a_sign_between_are_none(written: str) -> None:
    assert nobody(written) == REMARK
    assert nobody("冯甲；冯乙") == nobody("江甲，江乙，江丙") == ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("姓名：江甲", "江甲"),
        ("租客: 江甲", "江甲"),
        ("夫：江甲", "夫：江甲"),
        ("业主：江甲 租客：江乙", "业主：江甲 租客：江乙"),
        ("业主：江甲 租客:江乙", "业主：江甲 租客:江乙"),
        ("江甲", "江甲"),
    ],
)
def test_the_word_for_a_name_is_no_part_of_it_where_there_is_one(written: str, name: str) -> None:
    assert without_label(written) == name


def test_every_name_in_a_cell_is_a_person_with_what_is_theirs(store: Store) -> None:
    headings = ["姓名", "身份证号", "电话", "与户主关系", "住址"]
    plan = imported(
        store,
        sheet(
            headings,
            ["江甲、江乙", f"{number(1)}、{number(2)}", "13800000001/13800000002", "户主、妻", "水景花苑3-2-101"],
            ["赵一\n钱二", f"{number(3)}\n{number(5)}", "13800000003", "", "水景花苑3-2-102"],
            ["孙丁 孙戊", "", "", "", "水景花苑3-2-103"],
            ["欧阳 娜娜", "", "", "", "水景花苑3-2-104"],
            ["吕己和吕庚", "", "", "", "水景花苑3-2-105"],
            ["冯甲；冯乙", "", "", "", "水景花苑3-2-106"],
        ),
    )
    told = {r.name: (r.id_number, r.phone) for r in store.select(Resident)}
    assert told == {
        "江甲": (number(1), "13800000001"),
        "江乙": (number(2), "13800000002"),
        "赵一": (number(3), "13800000003"),
        "钱二": (number(5), ""),
        **dict.fromkeys(("孙丁", "孙戊", "欧阳娜娜", "吕己", "吕庚", "冯甲", "冯乙"), ("", "")),
    }
    assert [p.row for p in plan.problems if p.code == "several_people"] == [2, 3, 4, 6, 7]


def test_a_relation_in_brackets_behind_a_name_is_read_and_is_no_part_of_it(store: Store) -> None:
    headings = ["姓名", "电话", "住址"]
    plan = imported(
        store,
        sheet(
            headings,
            ["江甲（户主）、江乙（之子）", "", "水景花苑3-2-101"],
            ["赵一(户主)", "", "水景花苑3-2-102"],
            ["钱二（瘸腿）", "", "水景花苑3-2-103"],
            ["孙三（夫）孙四（妻）", "", "水景花苑3-2-104"],
            ["夫：李五 妻：周六", "", "水景花苑3-2-105"],
            ["吴七（妻 郑八）", "", "水景花苑3-2-106"],
            ["王九（曾用名 王十）", "", "水景花苑3-2-107"],
        ),
    )
    names = {r.id: r.name for r in store.select(Resident)}
    assert sorted(names.values()) == sorted(
        ["江甲", "江乙", "赵一", "钱二（瘸腿）", "孙三", "孙四", "李五", "周六", "吴七", "郑八", "王九（曾用名 王十）"]
    )
    members = {names[m.resident]: m.relation for h in store.select(Household) for m in h.members}
    assert members["江甲"] == members["赵一"] == HEAD
    assert members["江乙"] not in (HEAD, "")
    assert [(p.row, p.code) for p in plan.problems if p.code in ("several_people", "name_odd")] == [
        (2, "several_people"),
        (4, "name_odd"),
        *((row, "several_people") for row in (5, 6, 7)),
        (8, "name_odd"),
    ]
    assert [members[name] for name in ("孙四", "周六", "郑八")] == ["12"] * 3


@pytest.mark.parametrize("written", ["江甲夫妇", "江甲等三人", "江甲一家", "江甲一家5口", "江甲父子"])
def test_of_people_whom_nobody_has_named_the_one_who_is_named_is_registered_and_the_rest_told(
    store: Store, written: str
) -> None:
    plan = imported(store, sheet(["姓名", "身份证号", "住址"], [written, number(1), "水景花苑3-2-101"]))
    assert [(r.name, r.note) for r in store.select(Resident)] == [("江甲", f"姓名写作：{written}")]
    assert [(p.row, p.code) for p in plan.problems] == [(2, "others_unnamed")]


def test_number_and_telephone_of_the_head_go_to_the_head(store: Store) -> None:
    imported(
        store,
        sheet(["住址", "户主姓名", "户主身份证号", "户主电话"], ["水景花苑3-2-101", "王五", number(1), "13800000001"]),
    )
    headings = ["姓名", "户主姓名", "户主身份证号", "户主电话", "住址"]
    imported(
        store,
        sheet(
            headings,
            ["赵六", "赵六", number(3), "13800000003", "水景花苑3-2-102"],
            ["赵七", "赵六", number(3), "13800000003", "水景花苑3-2-102"],
        ),
    )
    assert [(r.name, r.id_number, r.phone) for r in store.select(Resident, order=("id",))] == [
        ("王五", number(1), "13800000001"),
        ("赵六", number(3), "13800000003"),
        ("赵七", "", ""),
    ]


def test_what_stands_under_no_heading_is_shown() -> None:
    found = read(["姓名", "身份证号"], ["王五", number(1), "", "党员"])
    assert [c.heading for c in found.layout.unknown()] == ["（第4列没有表头）"]


def test_subtotals_and_bare_doors_are_counted_and_told(store: Store) -> None:
    rows = [["王五", "3-2-101", number(1)], ["小计", "", "1人"], ["", "3-2-102", ""], ["姓名", "住址", "身份证号"]]
    plan = planned(store, sheet(["姓名", "住址", "身份证号"], *rows))
    assert plan.passed == {"名册": (3, 4, 5)}
    assert any("第3、4、5行" in told for told in plan.assumptions)


CELLS = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            *EMPTY.split(),
            *FOOTERS.split(),
            *NAMES.split(),
            "1号楼",
            "2单元",
            "合计",
            "第一网格",
            "同上",
            "姓名",
            number(1),
        ]
    ),
    st.text(st.sampled_from("李安1a、： \u200e\0*"), max_size=5),
    st.floats(allow_nan=False, allow_infinity=False),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=5))
def test_every_row_is_accounted_for(store: Store, rows: list[list[Cell]]) -> None:
    """A row with anything to be seen in it is a person, told as a problem, or counted as passed over."""
    first: list[Cell] = ["王五", number(1), "", "", "", ""]
    raw = sheet(["姓名", "身份证号", "住址", "电话", "备注", "学历"], first, *rows)
    plan = planned(store, raw)
    people = read(["姓名", "身份证号", "住址", "电话", "备注", "学历"], first, *rows).entries
    known = {e.row for e in people} | {p.row for p in plan.problems} | set(plan.passed["名册"])
    seen = [n for n, row in enumerate(raw.rows, 1) if n > 1 and any(_is_seen(cell) for cell in row)]
    assert [n for n in seen if n not in known] == []


def _is_seen(cell: Cell) -> bool:
    return not isinstance(cell, str) or any(c.isprintable() and not c.isspace() for c in cell)
