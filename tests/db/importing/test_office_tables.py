"""物业企业台账, 业委会换届台账, 网格一览, 楼栋长名册, 十联户名册: tables that tell of several types, however an office lays them out."""

from datetime import date

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.placement import Placement
from db.records.bodies.tenure import Tenure
from db.records.estates.estate import Estate
from db.records.registry.place import Building, Grid
from db.services.import_file import ReadFile, look_at
from db.services.importing.problems import Verdict
from db.services.sheets.raw import Cell, Merged
from db.services.undo_import import undo_import
from db.store import Store, eq
from tests.db.importing.tables import imported, past, planned, sheet, told
from tests.db.importing.test_undo_tables import picture
from tests.factories import credit_number

COMPANIES = (
    "公司名称",
    "信用代码",
    "法人代表",
    "项目负责人",
    "联系电话",
    "党组织/指导员",
    "管理小区",
    "职工人数",
    "正式党员",
    "备注",
)


def company(
    name: str, serial: int, party: Cell = "", estates: str = "", people: str = "潘德艳 杜松文"
) -> tuple[Cell, ...]:
    legal, manager = people.split()
    return (name, credit_number(serial), legal, manager, f"138{serial:08d}", party, estates, "24人", 3.0, "")


def names(store: Store, post: str) -> dict[str, str]:
    """Who holds a post, by where."""
    titles = store.all_titles(store.select(Tenure))
    return {titles[""][t.of]: titles["person"][t.person] for t in store.select(Tenure, eq("post", post))}


def test_a_company_brings_its_people_its_party_body_and_its_estates(store: Store) -> None:
    plan = imported(
        store,
        sheet(
            ("物业服务企业基本情况",),
            COMPANIES,
            company("启岚物业服务有限公司", 1, "指导员：冯伟", "柳岸新城、幸福里"),
            company("安屿物业管理有限公司", 2, "物业行业联合党支部", "东篱小区", "汪杰 韩文然"),
            company("润柏物业管理有限公司", 3, "物业行业联合党支部", "幸福里小区", "吴浩博 司马文"),
            company("佳序物业服务有限公司", 4, "无", "", "石顺丽 魏勇玉"),
            ("合计", "4家"),
        ),
    )
    assert [p.sentence() for p in plan.problems] == []
    kinds = {b.name: b.kind for b in store.select(Body)}
    assert [name for name, kind in kinds.items() if kind == "13"] == ["物业行业联合党支部"]
    assert sum(kind == "50" for kind in kinds.values()) == 4
    assert names(store, "09") == {"启岚物业服务有限公司": "冯伟"}
    assert sorted(e.name for e in store.select(Estate)) == ["东篱小区", "幸福里小区", "柳岸新城"]
    titles = store.titles("placement", store.ids(Placement))
    assert sorted(titles.values()) == [f"物业行业联合党支部 → {n}物业管理有限公司" for n in ("安屿", "润柏")]
    company_ = store.select(Body, eq("name", "启岚物业服务有限公司"))[0]
    contact = store.get(Person, company_.contact)
    assert (contact.name, contact.phone, contact.unit, contact.job) == (
        "杜松文",
        "13800000001",
        company_.id,
        "项目经理",
    )
    assert company_.note == "员工数：24；正式党员：3；服务小区：柳岸新城、幸福里"
    assert store.select(Body, eq("name", "安屿物业管理有限公司"))[0].estate


def test_two_rows_of_one_company_are_one_and_a_wrong_code_is_told(store: Store) -> None:
    wrong = (*company("德邻物业", 9)[:1], "91110105MAOOG5FK7D", *company("德邻物业", 9)[2:])
    plan = imported(store, sheet(COMPANIES, company("启岚物业服务有限公司", 1), company("启岚物业公司", 1), wrong))
    assert told(plan, Verdict.WRONG, Verdict.DOUBLE) == [(3, "double"), (4, "credit_characters")]
    assert (plan.counts["body"].new, plan.counts["body"].double, plan.counts["body"].wrong) == (2, 1, 1)
    assert planned(store, sheet(COMPANIES, company("启岚物业服务有限公司", 1))).brings == 0


COMMITTEES = ("小区名称", "组织形式", "届次", "姓名", "职务", "政治面貌", "电话", "任期", "备案时间", "主任")


def member(name: str, post: str, *first: Cell) -> tuple[Cell, ...]:
    estate, kind, nth, term, filed, chair = first or ("",) * 6
    return (estate, kind, nth, name, post, "党员", f"139{sum(map(ord, name)):08d}", term, filed, chair)


def test_a_committee_stands_in_several_rows(store: Store) -> None:
    plan = imported(
        store,
        sheet(
            COMMITTEES,
            member("孙生", "主任", "幸福里小区", "业委会", "第二届", "2025.2.2~2028.2.1", "2025/3/2", "孙生"),
            member("赵子", "副主任"),
            member("郑美雪", "委员"),
            ("第五园", "无", "", "", "", "", "", "", "", ""),
            member("崔思建", "主任", "杏林雅居", "物管会", 1.0, "2020.1.1至2023.1.1", "2019/12/1", "别人"),
            member("孙生", "委员"),
            merged=[Merged(1, c, 3, c) for c in (0, 1, 2, 7, 8, 9)],
        ),
    )
    assert {b.name: b.kind for b in store.select(Body)} == {
        "幸福里小区业主委员会": "40", "杏林雅居物业管理委员会": "41",
    }  # fmt: skip
    assert store.count(Estate) == 3
    assert names(store, "05") == {"幸福里小区业主委员会": "孙生", "杏林雅居物业管理委员会": "崔思建"}
    assert {(t.since, t.until) for t in store.select(Tenure)} == {
        (date(2025, 2, 2), date(2028, 2, 1)),
        (date(2020, 1, 1), date(2023, 1, 1)),
    }
    assert set(told(plan, Verdict.DOUBTFUL)) == {(2, "in_two"), (6, "in_two"), (6, "term_over"), (6, "even")}
    assert set(told(plan, Verdict.WRONG)) == {(6, "filed_before"), (6, "chair_no_member")}


GRIDS = sheet(
    ("网格基本情况", "", "", "", "", "", ""),
    ("网格名称", "网格编码", "网格长", "联系电话", "网格员", "管辖范围", "总户数"),
    ("第一网格", "220521003008001", "梁明", "15417505507", "邹珍", "幸福里小区1-3号楼", "12户"),
    ("第二网格", "22052100300800", "马兰", "15726423007", "徐德、李丙", "水景花苑1栋、2栋", 30.0),
    ("第三网格", "220521003008003", "", "", "", "", ""),
    name="网格",
    merged=[Merged(0, 0, 0, 6)],
)
STEWARDS = sheet(
    ("楼长", "小区", "楼栋号", "手机", "网格"),
    ("杨晨建", "幸福里小区", "1#", "17414569158", "第一网格"),
    ("〃", "〃", 2.0, "174 1456 9158", "〃"),
    ("段兰华", "水景花苑", "1号楼", "13082201676", "第二网格"),
    name="楼栋长",
)
GROUPS = sheet(
    ("所属网格", "楼栋", "组别", "联户长", "联户长电话", "户主", "房号"),
    *(("第一网格", "幸福里小区1号楼", "1组", "董浩", "15460603067", f"户主{n}", f"1-{n}01") for n in range(1, 7)),
    *(("第一网格", "幸福里小区1号楼", "2组", "丁英", "15125560104", f"户主{n}", f"1-{n}01") for n in range(6, 9)),
    name="十联户",
)


def test_grids_stewards_and_groups_come_in_together(store: Store) -> None:
    before = picture(store)
    plan = imported(store, GRIDS, STEWARDS, GROUPS)
    assert (store.count(Grid), store.count(Building)) == (3, 5)
    assert names(store, "11") == {"第一网格": "梁明", "第二网格": "马兰"}
    assert sum(t.post == "12" for t in store.select(Tenure)) == 3
    assert names(store, "13") == {"幸福里小区1号楼": "杨晨建", "幸福里小区2号楼": "杨晨建", "水景花苑1号楼": "段兰华"}
    assert len(store.select(Person, eq("name", "杨晨建"))) == 1
    assert {b.steward for b in store.select(Building)} == {"", "杨晨建", "段兰华"}
    assert told(plan, Verdict.WRONG) == [(4, "code_length")]
    assert set(told(plan, Verdict.DOUBTFUL)) == {(3, "count_differs"), (8, "household_twice"), (8, "group_size")}
    again = planned(store, GRIDS, STEWARDS, GROUPS)
    assert (again.brings, again.counts["grid"].matched) == (0, 3)
    undo_import(store, past(store))
    assert picture(store) == before


def test_chiefs_of_one_name_are_told_apart_by_their_telephones(store: Store) -> None:
    headings = ("网格名称", "网格长", "网格长电话", "网格员", "任职时间")
    plan = imported(
        store,
        sheet(
            headings,
            ("第一网格", "梁明", "13800000001", "邹珍", "2024.5"),
            ("第二网格", "梁明", "13800000002", "邹珍", "2024-05-06"),
            ("第三网格", "梁明", "13800000001", "邹珍", ""),
        ),
    )
    chiefs = store.select(Tenure, eq("post", "11"), order=("of",))
    persons = store.get_many(Person, {t.person for t in chiefs})
    phones = [persons[t.person].phone for t in chiefs]
    assert phones == ["13800000001", "13800000002", "13800000001"]
    assert [t.since for t in chiefs][1:] == [date(2024, 5, 6), date.today()]
    assert any("网格长从哪天起" in said for said in plan.assumptions)
    assert [p.code for p in plan.problems if p.row == 2] == ["unreadable"]
    again = planned(store, sheet(headings, ("第二网格", "梁明", "13800000002", "邹珍", "2024-05-06")))
    assert again.brings == 0


def test_a_roster_of_residents_is_none_of_them() -> None:
    """Its words are theirs: 网格, 楼栋, 姓名, 电话, 户主, 单位名称."""
    people = ("张三", "340603198604039974", "男", "幸福里小区", "3号楼", "1-101", "13800000001", "第一网格", "")
    headings = ("姓名", "身份证号", "性别", "小区", "楼栋", "房号", "电话", "所属网格", "备注")
    for title in ("居民花名册", "第一网格居民信息台账", "幸福里物业小区人员名册"):
        file = ReadFile("名册.xlsx", (sheet((title,), headings, people),))
        assert look_at(file).is_roster, title
    few = ReadFile("名册.xlsx", (sheet(("小区", "楼栋", "姓名", "电话", "备注"), ("幸福里小区", "3", "张三", "", "")),))
    assert look_at(few).is_roster
    firms = sheet(("单位名称", "统一社会信用代码", "联系人", "联系电话"), ("某某超市", credit_number(3), "张三", ""))
    assert [g.form.name for g in look_at(ReadFile("单位.xlsx", (firms,))).guesses["Sheet1"][:1]] != [
        "property_companies"
    ]
    steward = sheet(("楼长一览",), ("小区", "楼栋", "姓名", "手机"), ("幸福里小区", "3号楼", "张三", "13800000001"))
    assert [g.form.name for g in look_at(ReadFile("楼长.xlsx", (steward,))).guesses["Sheet1"][:1]] == ["stewards"]


def test_telephones_beside_names_belong_to_whom_they_stand_with(store: Store) -> None:
    """Stacked headings of two people, and cells that hold both."""
    imported(
        store,
        sheet(
            ("物业企业一览",),
            ("企业名称", "信用代码", "法定代表人", "", "项目经理", ""),
            ("", "", "姓名", "电话", "姓名", "联系方式"),
            ("启岚物业", credit_number(1), "潘德艳", "13800000001", "杜松文", "13800000002"),
            merged=[Merged(1, 2, 1, 3), Merged(1, 4, 1, 5), Merged(1, 0, 2, 0), Merged(1, 1, 2, 1)],
        ),
        sheet(("物业公司名称", "服务小区", "项目经理"), ("安屿物业", "东篱小区", "韩文然 138 0000 0003"), name="二"),
        sheet(
            ("网格名称", "网格长", "管辖范围"),
            ("第一网格", "梁明（１３８００００００４４）", "书香门第第1-2号楼"),
            name="网格",
        ),
    )
    assert {p.name: p.phone for p in store.select(Person) if p.phone} == {
        "潘德艳": "13800000001",
        "杜松文": "13800000002",
        "韩文然": "13800000003",
        "梁明": "13800000044",
    }
    assert [store.title(b) for b in store.select(Building)] == ["书香门第1号楼", "书香门第2号楼"]


def test_a_committee_may_stand_in_one_row(store: Store) -> None:
    head = ("所属小区", "组织类型", "届数", "主任", "副主任", "委员", "本届任期")
    plan = imported(
        store,
        sheet(
            ("业主委员会情况",),
            head,
            ("幸福里小区", "业委会", "首届", "孙生", "赵子", "郑美雪、谢柏长 13800000001", "2025.2.2起三年"),
            ("第五园", "物管会", "Ⅱ", "崔思建", "", "李四、王五", "自2024年1月1日起至2027年1月1日止"),
        ),
    )
    assert [p.code for p in plan.problems] == ["even"]
    assert {t.post: 0 for t in store.select(Tenure)} == {"05": 0, "06": 0, "07": 0}
    assert store.count(Tenure) == 7
    assert {(t.since, t.until) for t in store.select(Tenure)} == {
        (date(2025, 2, 2), date(2028, 2, 1)),
        (date(2024, 1, 1), date(2027, 1, 1)),
    }
    assert {b.note for b in store.select(Body)} == {
        "届次：第1届；任期：2025.2.2起三年",
        "届次：第2届；任期：自2024年1月1日起至2027年1月1日止",
    }


def test_a_count_by_grid_is_no_ledger_of_companies() -> None:
    counted = sheet(
        ("城市基层党建工作情况统计表",),
        ("单位名称", "党员数", "", "物业企业", "", "备注"),
        ("", "正式", "预备", "总数", "派指导员", ""),
        ("第一网格", "", "", "", "", ""),
        merged=[Merged(1, 1, 1, 2), Merged(1, 3, 1, 4)],
    )
    assert look_at(ReadFile("统计.xlsx", (counted,))).guesses["Sheet1"] == []
