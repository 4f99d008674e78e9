"""A table of any type, row by row: what is new, known, changed, double, doubtful or wrong, and what is never done in silence."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import FileUnreadable
from db.records.base import Record
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.estates.estate import Estate
from db.records.registry.household import HEAD, Household, Member
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.estates.dividing import carry_out, weigh_join
from db.services.import_file import ReadFile, as_kind, look_at
from db.services.importing.choices import Choices, Take
from db.services.importing.commit import PlanOutdated
from db.services.importing.doubts import AS_NEW
from db.services.importing.plan import TablePlan
from db.services.importing.problems import Verdict
from db.services.sheets.raw import Cell, Merged
from db.store import Store
from tests.db.importing.tables import commit, imported, planned, sheet, told
from tests.factories import credit_number, plant

BODIES: tuple[Cell, ...] = ("名称", "类别", "统一社会信用代码", "电话", "成立日期")
ALIVE = ("启岚物业", "物业企业", credit_number(1), "13812345678", "2021.8.19")


def save(store: Store, record: Record) -> Record:
    with store.writing() as w:
        return w.save(record)


def only(store: Store, kind: type[Record]) -> Record:
    (found,) = store.select(kind)
    return found


def test_merged_cells_below_the_last_row_are_nothing(store: Store) -> None:
    """Templates have them where nobody has written yet."""
    blank = [Merged(6, 0, 9, 0), Merged(1, 1, 40, 1)]
    imported(store, sheet(BODIES, ALIVE, merged=blank))
    assert isinstance(body := only(store, Body), Body)
    assert body.name == "启岚物业"


def test_a_table_of_bodies_comes_in_as_a_form_would_take_it(store: Store) -> None:
    plan = imported(store, sheet(BODIES, ALIVE, ("德邻物业", "50", "", 18_982_395_490.0, datetime(2019, 9, 27))))
    assert (plan.counts["body"].new, plan.problems) == (2, ())
    one, two = store.select(Body, order=("id",))
    assert (one.kind, one.uscc, one.phone, one.founded) == ("50", credit_number(1), "13812345678", date(2021, 8, 19))
    assert (two.kind, two.phone, two.founded) == ("50", "18982395490", date(2019, 9, 27))


def test_titles_totals_remarks_and_two_rows_of_headings_are_no_rows(store: Store) -> None:
    plan = imported(
        store,
        sheet(
            ("物业服务企业一览表", "", "", ""),
            ("填报单位：杏河街道", "", "", ""),
            ("序号", "基本情况", "", "联系电话"),
            ("", "名称", "类别", ""),
            (1.0, "启岚物业", "物业企业", "13812345678"),
            ("", "", "", ""),
            ("杏河街道小计：", "1家", "", ""),
            (2.0, "德邻物业", "〃", "〃"),
            ("合计", "2家", "", ""),
            ("填表人：钱某", "", "审核人：郑某", ""),
            merged=[Merged(2, 1, 2, 2)],
        ),
    )
    assert [(b.name, b.kind, b.phone) for b in store.select(Body, order=("id",))] == [
        ("启岚物业", "50", "13812345678"),
        ("德邻物业", "50", "13812345678"),
    ]
    assert plan.passed == {"Sheet1": (7, 9, 10)}


def test_what_is_there_already_is_known_again_and_nothing_of_it_is_lost(store: Store) -> None:
    known = save(store, Body(name="启岚物业服务有限公司", kind="50", uscc=credit_number(1), phone="0435-6440001"))
    again = sheet(BODIES, ("启岚物业", "物业企业", credit_number(1).lower(), "", "2021.8.19"))
    plan = imported(store, again)
    count = plan.counts["body"]
    assert (count.new, count.matched, count.changed) == (0, 1, 1)
    after = only(store, Body)
    assert isinstance(after, Body)
    assert (after.id, after.name, after.phone, after.founded) == (
        known.id, "启岚物业服务有限公司", "0435-6440001", date(2021, 8, 19),
    )  # fmt: skip
    assert told(plan) == [(2, "differs")], "the name is kept, and that is said"
    assert imported(store, again).brings == 0


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({}, "启岚物业服务有限公司"),
        ({"otherwise": Take.TABLE}, "启岚物业"),
        ({"fields": {("body", "name"): Take.TABLE}}, "启岚物业"),
        ({"otherwise": Take.TABLE, "changes": {("Sheet1", 2, "name"): Take.KEEP}}, "启岚物业服务有限公司"),
    ],
)
def test_the_clerk_says_what_becomes_of_a_change(store: Store, said: dict[str, object], name: str) -> None:
    save(store, Body(name="启岚物业服务有限公司", kind="50", uscc=credit_number(1)))
    plan = imported(store, sheet(BODIES, ALIVE), choices=attrs.evolve(Choices(), **said))
    change = next(d for d in plan.drafts if d.kind.table == "body").changes["name"]
    assert (change.old, change.new, change.fills) == ("启岚物业服务有限公司", "启岚物业", False)
    assert [b.name for b in store.select(Body)] == [name]


def test_a_row_that_stands_twice_comes_in_once(store: Store) -> None:
    plan = imported(store, sheet(BODIES, ALIVE, ("启岚物业公司", "物业企业", credit_number(1), "", "2021.8.19")))
    count = plan.counts["body"]
    assert (count.new, count.matched, count.double) == (1, 1, 1)
    assert told(plan, Verdict.DOUBLE) == [(3, "double")]
    assert "第2行" in next(p.message for p in plan.problems if p.code == "double")
    assert len(store.select(Body)) == 1


def test_of_two_that_may_be_meant_a_clerk_says_which(store: Store) -> None:
    known = save(store, Body(name="启岚物业", kind="50", uscc=credit_number(7)))
    plan = planned(store, sheet(BODIES, ALIVE))
    (problem,) = [p for p in plan.problems if p.verdict is Verdict.DOUBTFUL]
    assert [o.answer for o in problem.options] == ["skip", AS_NEW, str(known.id)]
    assert (plan.counts["body"].held, plan.counts["body"].doubtful, plan.brings) == (1, 1, 0)
    place = ("Sheet1", 2, problem.code)
    assert planned(store, sheet(BODIES, ALIVE), choices=Choices(answers={place: AS_NEW})).counts["body"].new == 1
    same = planned(store, sheet(BODIES, ALIVE), choices=Choices(answers={place: str(known.id)}))
    assert (same.counts["body"].new, same.counts["body"].matched) == (0, 1)


def test_a_wrong_value_is_told_and_what_can_be_kept_is(store: Store) -> None:
    wrong = credit_number(1)[:-1] + ("0" if credit_number(1)[-1] != "0" else "1")
    plan = imported(
        store, sheet(BODIES, ("启岚物业", "物业企业", wrong, "", "2021年13月1日"), ("德邻物业", "没有的类", "", "", ""))
    )
    assert told(plan, Verdict.WRONG) == [(2, "credit_checksum"), (2, "unreadable"), (3, "unreadable"), (3, "required")]
    body = only(store, Body)
    assert isinstance(body, Body)
    assert (body.uscc, body.founded) == (wrong, None)
    assert (plan.counts["body"].wrong, plan.counts["body"].held) == (2, 1)


def test_links_are_found_by_name_number_and_other_names_and_made_where_a_name_is_enough(store: Store) -> None:
    save(store, Estate(name="幸福里小区", aliases="幸福苑"))
    save(store, Grid(name="第一网格", code="220521003008001"))
    plan = imported(
        store,
        sheet(
            ("小区", "楼号", "所属网格", "备注"),
            ("幸福里", "1号楼", "第一网格", ""),
            ("幸福苑", "2", "220521003008001", ""),
            ("新城", "3", "第九网格", "新建的"),
        ),
    )
    assert plan.problems == ()
    assert [e.name for e in store.select(Estate, order=("id",))] == ["幸福里小区", "新城"]
    assert [g.name for g in store.select(Grid, order=("id",))] == ["第一网格", "第九网格"]
    titles = store.titles("building", store.ids(Building))
    assert sorted(titles.values()) == ["幸福里小区1号楼", "幸福里小区2号楼", "新城3号楼"]
    houses = imported(
        store, sheet(("楼栋", "单元", "房号"), ("幸福里小区1号楼", "2单元", "201"), ("没有的小区9号楼", "1", "101"))
    )
    assert told(houses, Verdict.DOUBTFUL) == [(3, "link_missing")]
    assert [(h.unit, h.room) for h in store.select(House)] == [("2单元", "201")]
    assert houses.counts["house"].held == 1, "a house without its building is none"


def test_a_post_is_known_by_who_holds_it_where_and_since_when(store: Store) -> None:
    grid = save(store, Grid(name="第一网格"))
    table = sheet(("人员", "任职的地方", "职务", "起"), ("周秀兰", "第一网格", "网格长", "2024-1-1"))
    imported(store, table)
    assert [p.name for p in store.select(Person)].count("周秀兰") == 1
    later = sheet(
        ("人员", "任职的地方", "职务", "起", "止"),
        ("周秀兰", "第一网格", "网格长", "", ""),
        ("周秀兰", "第一网格", "网格长", "2020-1-1", "2022-12-31"),
    )
    plan = imported(store, later)
    assert (plan.counts["tenure"].new, plan.counts["tenure"].matched) == (1, 1)
    assert {t.since for t in store.select(Tenure)} == {date(2024, 1, 1), date(2020, 1, 1)}
    assert {store.kinds.leads_to(t.of) for t in store.select(Tenure)} == {("grid", grid.id)}


def test_what_a_sheet_hides_and_what_a_mask_hides_is_not_taken(store: Store) -> None:
    table = attrs.evolve(sheet(BODIES, ALIVE, ("隐藏物业", "物业企业", "", "", "")), hidden_rows=frozenset({2}))
    plan = planned(store, table)
    assert (plan.counts["body"].new, told(plan)) == (1, [(3, "row_hidden")])
    assert planned(store, table, choices=Choices(unhidden=frozenset({"Sheet1"}))).counts["body"].new == 2
    masked = planned(store, sheet(BODIES, ("启岚物业", "物业企业", "", "138****5678", "")))
    assert [d.record.phone for d in masked.drafts if isinstance(d.record, Body)] == [""]


def test_columns_and_rows_are_what_the_clerk_says(store: Store) -> None:
    table = sheet(("单位", "类别", "不知道"), ("启岚物业", "物业企业", "13812345678"), ("德邻物业", "物业企业", ""))
    choices = Choices(
        forms={"Sheet1": "body"},
        columns={("Sheet1", 0): "name", ("Sheet1", 2): "phone"},
        left_out=frozenset({("Sheet1", 3)}),
    )
    imported(store, table, choices=choices)
    body = only(store, Body)
    assert isinstance(body, Body)
    assert (body.name, body.phone) == ("启岚物业", "13812345678")


def test_a_plan_that_is_older_than_the_store_is_not_carried_out(store: Store) -> None:
    plan = planned(store, sheet(BODIES, ALIVE))
    save(store, Grid(name="第一网格"))
    with pytest.raises(PlanOutdated):
        commit(store, plan, "表.xlsx")
    assert store.count(Body) == 0


def test_what_nobody_knows_is_asked_for(store: Store) -> None:
    strange = sheet(("甲", "乙"), ("1", "2"))
    with pytest.raises(FileUnreadable, match="没有认出"):
        planned(store, strange)
    with pytest.raises(FileUnreadable, match="名称"):
        as_kind(ReadFile("表.xlsx", (strange,)), store.kinds, "body")


def test_a_roster_is_known_as_one(store: Store) -> None:
    roster = sheet(("姓名", "身份证号", "住址", "与户主关系"), ("李一", "", "幸福里小区1号楼1单元101", "户主"))
    assert look_at(ReadFile("名册.xlsx", (roster,)), store.kinds).is_roster
    assert not look_at(ReadFile("表.xlsx", (sheet(BODIES, ALIVE),)), store.kinds).is_roster


def test_nothing_is_lost_between_rows(store: Store) -> None:
    """Every row that is no remark is new, known, or held, and said to be so."""
    plan: TablePlan = imported(
        store, sheet(BODIES, ALIVE, ("", "物业企业", "", "13812345678", ""), ALIVE, ("丙", "别的", "", "", ""))
    )
    assert {place[1]: row.verdict for place, row in plan.rows.items()} == {
        2: Verdict.NEW, 3: Verdict.WRONG, 4: Verdict.DOUBLE, 5: Verdict.WRONG,
    }  # fmt: skip
    assert [place[1] for place, row in plan.rows.items() if row.held] == [3, 5]


@pytest.mark.parametrize("many", [3, 40])
def test_however_many_bear_a_name_the_same_one_is_meant(store: Store, many: int) -> None:
    with store.writing() as w:
        w.save_all([Person(name="张三", phone=f"138000001{n:02}") for n in range(many)])
        w.save(Person(name="张三"))
    table = sheet(
        ("姓名", "电话", "职务"),
        ("张三", f"138000001{many - 1:02}", "书记"),
        ("张三", "13900000001", "主任"),
        ("张三", "13900000002", "委员"),
    )
    plan = imported(store, table, choices=as_kind(ReadFile("表.xlsx", (table,)), store.kinds, "person"))
    assert [row.verdict for row in plan.rows.values()] == [Verdict.CHANGED, Verdict.CHANGED, Verdict.NEW]
    assert {p.phone: p.job for p in store.select(Person) if p.job} == {
        f"138000001{many - 1:02}": "书记",
        "13900000001": "主任",
        "13900000002": "委员",
    }


@pytest.mark.parametrize("many", [3, 40])
def test_of_however_many_of_a_name_with_other_codes_a_clerk_must_say(store: Store, many: int) -> None:
    with store.writing() as w:
        w.save_all([Body(name="启岚物业", kind="50", uscc=credit_number(n)) for n in range(1, many)])
    plan = planned(store, sheet(BODIES, ("启岚物业", "物业企业", credit_number(90), "", "")))
    assert told(plan, Verdict.DOUBTFUL) == [(2, "maybe_same")]
    assert len(plan.problems[0].options) == min(many - 1, 4) + 2


def test_what_a_row_speaks_of_besides_is_asked_one_by_one(store: Store) -> None:
    """Two namesakes of each of two people of one row."""
    bodies = [save(store, Body(name=name, kind="50")) for name in ("甲单位", "乙单位")]
    zhang, _, li, _ = (save(store, Person(name=name, unit=body.id)) for name in ("张三", "李四") for body in bodies)
    table = sheet(("网格名称", "网格长", "网格员", "管辖范围"), ("第一网格", "张三", "李四", ""), name="网格")
    plan = planned(store, table)
    asked = [p for p in plan.problems if p.code == "maybe_same_person"]
    assert [[o.words for o in p.options[:2]] for p in asked] == [["先不连", "另建一条人员"]] * 2
    assert all("甲单位" in problem.options[2].words for problem in asked)
    answers = {
        ("网格", 2, one.ask): one.answer
        for problem in asked
        for one in problem.options
        if one.answer in (str(zhang.id), str(li.id))
    }
    assert len(answers) == 2
    imported(store, table, choices=Choices(answers=answers))
    posts = {t.post: t.person for t in store.select(Tenure)}
    assert posts == {"11": zhang.id, "12": li.id}


def test_of_several_that_a_cell_may_lead_to_a_clerk_says_which(store: Store) -> None:
    one, two = (save(store, Body(name="甲单位", kind="50", uscc=credit_number(n))) for n in (1, 2))
    table = sheet(("姓名", "所在单位"), ("张三", "甲单位"), name="人员")
    said = as_kind(ReadFile("表.xlsx", (table,)), store.kinds, "person")
    (problem,) = planned(store, table, choices=said).problems
    assert (problem.code, [o.answer for o in problem.options]) == ("link_several", ["skip", str(one.id), str(two.id)])
    answers = {("人员", 2, problem.options[0].ask): str(two.id)}
    imported(store, table, choices=attrs.evolve(said, answers=answers))
    assert [p.unit for p in store.select(Person) if p.name == "张三"] == [two.id]


def test_the_name_of_an_estate_that_was_joined_means_the_one_that_it_is_part_of(store: Store) -> None:
    east, whole = (store.save(Estate(name="翠湖里", phase=phase)) for phase in ("东区", ""))
    there = store.save(Building(estate=east.id, number="3"))
    carry_out(store, weigh_join(store, east, whole, date(2024, 5, 1)))
    plan = imported(store, sheet(("小区", "楼号"), ("翠湖里（东区）", "3"), ("翠湖里(东区)", "7"), name="楼栋"))
    assert plan.problems == ()
    assert [(b.number, b.estate) for b in store.select(Building)] == [("3", whole.id), ("7", whole.id)]
    assert store.select(Building)[0].id == there.id


def test_of_namesakes_that_one_is_meant_by_which_a_record_is_known(store: Store) -> None:
    """What a link would tell apart is not made without it, but asked."""
    first, second = (plant(store, House) for _ in range(2))
    one, two = (plant(store, Resident, name="张璐", house=house.id) for house in (first, second))
    plant(store, Household, house=first.id, head=one.id, members=(Member(resident=one.id, relation=HEAD),))
    here, there = (store.titles("house", [house.id])[house.id] for house in (first, second))
    table = sheet(("房屋", "户主", "备注"), (here, "张璐", ""), (there, "张璐", ""), name="户")
    plan = planned(store, table)
    assert told(plan) == [(3, "link_several")]
    assert plan.problems[0].remedy == "没有导入这一行，请选一条"
    assert (plan.counts["household"].new, plan.counts["household"].matched) == (0, 1)
    answer = Choices(answers={("户", 3, "link_several_head"): str(two.id)})
    assert planned(store, table, choices=answer).counts["household"].new == 1
