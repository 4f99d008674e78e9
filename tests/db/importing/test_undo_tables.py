"""An import of any table is taken back whole, in any order, and what somebody has to do with since stays."""

from collections.abc import Mapping
from datetime import date
from itertools import permutations

import attrs
import pytest

from db.records.base import Record
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.estates.estate import Estate
from db.records.hall.meeting import Topic
from db.records.matters.matter import Matter
from db.records.registry.place import Building, Grid
from db.records.step import Step
from db.services.bodies.merging import merge_persons, weigh_merge
from db.services.importing.choices import Choices, Take
from db.services.matters.ways import open_ways
from db.services.move import move, undo_move
from db.services.undo_import import UndoRefused, past_imports, redo_import, undo_import, weigh_undo
from db.services.undo_import.undone import GONE
from db.store import Store, eq, rows
from tests.db.importing.tables import imported, past, sheet
from tests.db.matters.hub import matter, topic
from tests.factories import credit_number

GRIDS = sheet(("网格名称", "网格编码"), ("第一网格", "220521003008001"), ("第二网格", "220521003008002"), name="网格")
BUILDINGS = sheet(
    ("小区", "楼号", "所属网格"), ("幸福里小区", "1", "第一网格"), ("幸福里小区", "2", "第二网格"), name="楼栋"
)
POSTS = sheet(
    ("人员", "任职的地方", "职务"), ("周秀兰", "幸福里小区1号楼", "楼栋长"), ("李敏", "第二网格", "网格长"), name="任职"
)


def picture(store: Store) -> Mapping[str, list[Record]]:
    """All that the store holds, but versions."""
    return {
        kind.table: [attrs.evolve(r, version=0) for r in store.select(kind.record, order=("id",))]
        for kind in store.kinds
    }


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_three_imports_are_taken_back_in_any_order(store: Store, order: tuple[int, ...]) -> None:
    before = picture(store)
    for table in (GRIDS, BUILDINGS, POSTS):
        imported(store, table)
    assert (store.count(Grid), store.count(Building), store.count(Tenure)) == (2, 2, 2)
    imports = past_imports(store)[::-1]
    for number in order:
        undo_import(store, imports[number])
    assert picture(store) == before
    assert store.verify() == []


def test_what_a_later_import_needs_stays_until_that_is_taken_back(store: Store) -> None:
    imported(store, GRIDS)
    imported(store, BUILDINGS)
    grids = past(store, 1)
    done = undo_import(store, grids)
    assert {(k.name, k.why) for k in done.kept} == {("第一网格", "楼栋里用到"), ("第二网格", "楼栋里用到")}
    assert past(store, 1).kept == 2
    undo_import(store, past(store))
    assert (store.count(Grid), store.count(Building), store.count(Estate)) == (0, 0, 0)
    with pytest.raises(UndoRefused):
        undo_import(store, grids)


def test_what_was_changed_since_stays_and_is_named(store: Store) -> None:
    imported(store, GRIDS)
    grid = store.select(Grid, eq("name", "第一网格"))[0]
    with store.writing() as w:
        w.save(attrs.evolve(grid, party_group="第一党支部"))
    weighed = weigh_undo(store, past(store))
    assert [(k.table, k.name, k.why) for k in weighed.kept] == [("grid", "第一网格", "之后改过")]
    assert undo_import(store, past(store)) == weighed
    assert [g.name for g in store.select(Grid)] == ["第一网格"]


def test_what_it_changed_is_as_before_and_comes_back(store: Store) -> None:
    with store.writing() as w:
        w.save(Body(name="启岚物业服务有限公司", kind="50", uscc=credit_number(1), phone="0435-6440001"))
    before = picture(store)
    table = sheet(
        ("名称", "类别", "信用代码", "简称"), ("启岚物业", "物业企业", credit_number(1), "启岚"), ("德邻", "50", "", "")
    )
    imported(store, table, choices=Choices(otherwise=Take.TABLE))
    after = picture(store)
    assert {b.name: b.short for b in store.select(Body)} == {"启岚物业": "启岚", "德邻": ""}
    done = undo_import(store, past(store))
    assert (done.restored, dict(done.others)) == (1, {"组织": 1})
    assert picture(store) == before
    redo_import(store, past(store))
    assert picture(store) == after
    undo_import(store, past(store))
    assert picture(store) == before


def test_a_change_over_a_change_is_taken_back_in_either_order(store: Store) -> None:
    with store.writing() as w:
        w.save(Body(name="启岚", kind="50", uscc=credit_number(1), phone="1"))
    before = picture(store)
    for phone in ("0435-6440001", "0435-6440002"):
        table = sheet(("名称", "类别", "信用代码", "电话"), ("启岚", "物业企业", credit_number(1), phone))
        imported(store, table, choices=Choices(otherwise=Take.TABLE))
    earlier, later = past(store, 1), past(store)
    assert [k.why for k in undo_import(store, earlier).kept] == ["之后改过"]
    undo_import(store, later)
    assert picture(store) == before


def test_with_a_step_goes_what_it_belongs_to(store: Store) -> None:
    before = picture(store)
    imported(
        store,
        sheet(("事由", "受理时间", "性质", "来源", "紧急程度"), ("路灯不亮", "2026-3-1 9:30", "求助", "来电", "一般")),
    )
    assert past(store).kinds["matter"]["new"] == 1
    undo_import(store, past(store))
    assert picture(store) == before
    assert store.count(Step) == 0


def held(store: Store) -> Mapping[str, list[Mapping[str, object]]]:
    """The same without the numbers of parts, which are new where others took their place meanwhile."""
    return {table: [rows.picture(record) for record in records] for table, records in picture(store).items()}


def test_chiefs_come_with_their_posts_and_go_with_them(store: Store) -> None:
    """One of a grid that is new, and one in place of another."""
    store.save(Grid(name="第一网格", chief="钱一", chief_since=date(2015, 3, 1)))
    before = held(store)
    table = sheet(
        ("网格名称", "网格长", "网格长任职日期"),
        ("第一网格", "孙二", "2024-5-1"),
        ("第二网格", "李三", ""),
        name="网格",
    )
    imported(store, table, choices=Choices(otherwise=Take.TABLE))
    after = held(store)
    now = [(store.title(t), t.since, t.until) for t in store.select(Tenure, order=("id",))]
    assert now == [
        ("钱一 第一网格 网格长", date(2015, 3, 1), date(2024, 4, 30)),
        ("李三 第二网格 网格长", date.today(), None),
        ("孙二 第一网格 网格长", date(2024, 5, 1), None),
    ]
    undo_import(store, past(store))
    assert held(store) == before
    redo_import(store, past(store))
    assert held(store) == after
    assert store.verify() == []


def test_who_holds_a_post_that_was_touched_stays_named(store: Store) -> None:
    store.save(Grid(name="第一网格", chief="钱一", chief_since=date(2015, 3, 1)))
    imported(store, sheet(("网格名称", "网格长"), ("第一网格", "孙二")), choices=Choices(otherwise=Take.TABLE))
    fresh = store.select(Tenure, eq("until", None))[0]
    store.save(attrs.evolve(fresh, basis="〔2026〕1号"))
    undo_import(store, past(store))
    assert [grid.chief for grid in store.select(Grid)] == ["钱一、孙二"]


@pytest.mark.parametrize("column", ["状态", "诉求"])
def test_what_would_be_talked_over_again_though_its_matter_is_over_stays(desk: Store, column: str) -> None:
    """An import settled a topic, or gave it to another matter; the one that it would go back to has ended since."""
    one, other = matter(desk, "漏水"), matter(desk, "电梯坏了")
    about = topic(desk, matter=one.id)
    told = {"状态": "已议定", "诉求": other.number}[column]
    table = sheet(("议题", "提出日期", column), ("漏水怎么修", "2026-3-2", told), name="议题")
    imported(desk, table, choices=Choices(otherwise=Take.TABLE))
    assert desk.get(Topic, about.id) != about
    ended = move(desk, desk.get(Matter, one.id), "withdraw", reason="算了")
    weighed = weigh_undo(desk, past(desk))
    assert [(k.id, k.why) for k in weighed.kept] == [(about.id, f"“{one.number} 漏水”已经办结")]
    assert undo_import(desk, past(desk)) == weighed
    assert open_ways(desk, ended) == []
    undo_move(desk, ended)
    with pytest.raises(UndoRefused):  # something was done since: what it means is found out by importing again
        redo_import(desk, past(desk))


def chiefs(store: Store) -> tuple[list[str], list[tuple[str, date | None]]]:
    """Who is named, and who holds the posts until when."""
    posts = store.select(Tenure, order=("since", "id"))
    return [grid.chief for grid in store.select(Grid)], [(store.title(post).split()[0], post.until) for post in posts]


def test_who_never_held_a_post_because_of_an_import_holds_it_again(store: Store) -> None:
    """Two tables of one day: the later one took the post out that the earlier one had made."""
    rows_of = [(("网格名称", "网格长"), ("第一网格", name)) for name in ("钱一", "孙二")]
    imported(store, sheet(*rows_of[0]))
    before = held(store)
    imported(store, sheet(*rows_of[1]), choices=Choices(otherwise=Take.TABLE))
    after = held(store)
    assert chiefs(store) == (["孙二"], [("孙二", None)])
    undo_import(store, past(store))
    assert held(store) == before
    redo_import(store, past(store))
    assert held(store) == after
    undo_import(store, past(store))
    undo_import(store, past(store, 1))
    assert (store.count(Grid), store.count(Tenure)) == (0, 0)
    assert store.verify() == []


def test_nobody_is_chief_again_of_a_grid_that_got_another_since(store: Store) -> None:
    grid = store.save(Grid(name="第一网格", chief="钱一", chief_since=date(2015, 3, 1)))
    table = sheet(("网格名称", "网格长", "网格长任职日期"), ("第一网格", "孙二", "2024-5-1"))
    imported(store, table, choices=Choices(otherwise=Take.TABLE))
    store.save(attrs.evolve(store.get(Grid, grid.id), chief="李三", chief_since=date(2025, 1, 1)))
    since = chiefs(store)
    assert since == (["李三"], [("钱一", date(2024, 4, 30)), ("孙二", date(2024, 12, 31)), ("李三", None)])
    undo_import(store, past(store))
    assert chiefs(store) == since


def test_what_would_lead_to_somebody_who_is_gone_stays_and_the_rest_is_taken_back(store: Store) -> None:
    """The one before the import was made one with another since, so that nothing leads there any more."""
    one, gone = (store.save(Person(name=name)) for name in ("王芳", "王方"))
    body = store.save(Body(name="启岚", kind="50", head=gone.id))
    table = sheet(("名称", "类别", "负责人"), ("启岚", "物业企业", "李四"), ("安心", "物业企业", ""))
    imported(store, table, choices=Choices(otherwise=Take.TABLE))
    merge_persons(store, weigh_merge(store, one.id, gone.id))
    weighed = weigh_undo(store, past(store))
    assert [(k.id, k.why) for k in weighed.kept if k.table == Body.TABLE] == [(body.id, GONE)]
    assert undo_import(store, past(store)) == weighed
    assert [b.name for b in store.select(Body)] == ["启岚"]


def test_nobody_who_was_made_one_with_another_comes_back_with_a_name(store: Store) -> None:
    one, gone = (store.save(Person(name=name)) for name in ("王芳", "王方"))
    store.save(Grid(name="第一网格", chief=gone.name))
    imported(store, sheet(("网格名称", "网格长"), ("第一网格", "孙二")), choices=Choices(otherwise=Take.TABLE))
    merge_persons(store, weigh_merge(store, one.id, gone.id))
    undo_import(store, past(store))
    assert chiefs(store) == (["孙二"], [("孙二", None)])
    assert store.count(Person, eq("name", gone.name)) == 0
