"""12345 工单 and the like as matters: where each stands, what happened when, and nothing that the row does not say."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from db.errors import NotAllowed
from db.records.base import fields_of
from db.records.matters.matter import Matter
from db.records.registry.place import Building
from db.records.role import Role
from db.records.step import MOVED, Step
from db.services.centre.own_options import add, rename
from db.services.check_store import faults_of
from db.services.importing.problems import Verdict
from db.services.matters.alike import alike
from db.services.sheets.raw import Cell
from db.services.undo_import import undo_import
from db.store import Store, eq
from db.values import code_table
from tests.db.importing.tables import imported, past, planned, sheet, told
from tests.db.importing.test_undo_tables import picture
from tests.db.matters.test_stages import opened_as

HEADINGS = (
    "工单号", "受理时间", "来电人", "来电号码", "事项内容", "地址", "类别", "交办时间", "截止时间", "办结时间", "满意度", "是否解决",
)  # fmt: skip
TITLE = ("12345政务服务便民热线工单", "", "导出时间：2026-11-02 10:22:31")


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    code_table.lay_over({})


def order(number: str, called: str, *rest: Cell) -> tuple[Cell, ...]:
    usual = ("钟女士", "收费标准未公示", "", "", "", "", "")
    who, text, *times = (*rest, *usual[len(rest) :])
    address = "杏河街道幸福里社区金穗家园5#楼1单元"
    return (number, called, who, "15828605682", text, address, "物业收费", *times)


CLOSED = order(
    "1234501", "2026年3月1日 9时55分", "钟女士", "收费标准未公示", "2026-03-01 13:44:21", "2026/3/4 13:44",
    datetime(2026, 3, 9, 14, 44, 59), "非常满意", "是",
)  # fmt: skip


def only(store: Store) -> Matter:
    (matter,) = store.select(Matter)
    return matter


def test_a_closed_order_comes_in_closed_with_its_steps_at_their_times(store: Store) -> None:
    imported(store, sheet(TITLE, HEADINGS, CLOSED, name="工单"))
    matter = only(store)
    assert (matter.channel, matter.outside_no, matter.number, matter.slip) == ("20", "1234501", "", "")
    assert (matter.taken, matter.due, matter.closed) == (
        datetime(2026, 3, 1, 9, 55), date(2026, 3, 4), date(2026, 3, 9),
    )  # fmt: skip
    assert (matter.stage, matter.outcome, matter.rating) == ("5", "1", "1")
    assert fields_of(Matter)["category"].show(matter.category) == "物业收费"
    steps = store.steps(matter)
    assert [(s.what, s.move, s.at, s.did) for s in steps] == [
        (MOVED, "assign", datetime(2026, 3, 1, 13, 44), 0),
        (MOVED, "settle", datetime(2026, 3, 9, 14, 44), 0),
    ]
    assert steps[0].until == datetime(2026, 3, 4, 13, 44)
    assert "满意度：非常满意；是否解决：是" in steps[1].note
    (run,) = store.clocks_of(matter)
    assert (run.started, run.due, run.stopped) == (steps[0].at, steps[0].until, steps[1].at)
    assert faults_of(store) == []


def test_what_is_not_said_stays_open(store: Store) -> None:
    sent = ("2026-03-02 12:04:06", "2026-03-03 12:04:06")
    at_work = order("1234502", "2026-03-02 07:31", "匿名", "有人高空抛物", *sent, "-", "未评价")
    fresh = order("1234503", "2026-03-03 08:00", "王某", "路灯不亮\n晚上看不见")
    imported(store, sheet(TITLE, HEADINGS, at_work, fresh))
    one, two = store.select(Matter, order=("outside_no",))
    assert (one.stage, one.outcome, one.closed, one.rating) == ("3", "", None, "")
    assert one.claimants[0].anonymous
    assert not one.claimants[0].name
    assert (two.stage, two.subject, two.due) == ("1", "路灯不亮 晚上看不见", None)
    assert "路灯不亮\n晚上看不见" in two.facts
    assert [s.move for s in store.select(Step)] == ["assign"]


def test_an_order_that_stands_twice_is_one_and_what_contradicts_itself_is_told(store: Store) -> None:
    came, sent = "2026-04-16 12:55", "2026-04-16 13:57"
    backwards = order("1234504", came, "方某", "电梯", sent, "", "2026-04-16 07:55:48", "一般", "否")
    unsaid = order("1234505", came, "方某", "噪声", sent, "", "", "满意", "是")
    glad = order("1234506", came, "方某", "犬只", sent, "", "2026-04-18 08:00", "非常满意", "否")
    plan = imported(store, sheet(TITLE, HEADINGS, CLOSED, CLOSED, backwards, unsaid, glad))
    graver = told(plan, Verdict.DOUBLE, Verdict.WRONG, Verdict.DOUBTFUL)
    assert graver == [(4, "double"), (5, "before_called"), (6, "solved_open"), (7, "rated_unsolved")]
    outcomes = {m.outside_no: (m.stage, m.outcome) for m in store.select(Matter)}
    assert outcomes == {"1234501": ("5", "1"), "1234504": ("5", "0"), "1234505": ("3", ""), "1234506": ("5", "0")}


def test_a_state_that_nobody_knows_and_what_is_still_to_come_is_told(store: Store) -> None:
    heads = ("流水号", "提交时间", "诉求描述", "完成时间", "状态")
    rows = (
        ("APP1", "2026-03-10 08:00", "路灯不亮", "", "已撤单"),
        ("APP2", "2026-03-10 08:00", "井盖响", "2099-01-01", "已办结"),
        ("APP3", "2099-01-01 08:00", "没水", "", "处理中"),
        ("APP4", "2026-03-10 08:00", "没电", "2026-03-11", "办妥啦"),
    )
    plan = imported(store, sheet(heads, *rows, name="小区App诉求导出"))
    assert told(plan) == [(2, "status_unknown"), (3, "to_come"), (4, "to_come")]
    assert "已撤单" in plan.problems[0].message


def test_orders_about_one_matter_are_told_and_can_be_joined_later(store: Store) -> None:
    again = order("1234507", "2026-03-20 07:31", "李某", "催办：收费", "2026-03-20 12:04:06")
    late = order("1234508", "2026-09-20 07:31", "李某", "收费", "2026-09-20 12:04:06")
    plan = imported(store, sheet(TITLE, HEADINGS, again, CLOSED, late))
    assert told(plan) == [(3, "repeat")]
    assert "第4行" in plan.problems[0].message
    later = next(m for m in store.select(Matter) if m.outside_no == "1234507")
    assert [m.outside_no for m in alike(store, later)] == ["1234501"]
    said = ("APP1", "2026-03-10 08:00", "爱吃鱼的猫🙏", "\t13068156260", "金穗家园", "5栋", "收费\n第二次反映了")
    app = sheet(
        ("流水号", "提交时间", "昵称", "手机号", "小区", "楼栋", "诉求描述", "类型", "状态", "评价星级"),
        (*said, "物业收费", "已评价", "1"),
        name="小区App诉求导出",
    )
    second = imported(store, app)
    assert [(p.row, p.code, p.verdict) for p in second.problems] == [(2, "repeat", Verdict.DOUBTFUL)]
    matter = store.select(Matter, eq("channel", "15"))[0]
    assert (matter.stage, matter.closed, matter.outcome) == ("5", None, "0")
    assert matter.claimants[0].phone == "13068156260"
    assert "评价星级：1；状态：已评价" in matter.facts


def test_a_category_under_its_name_of_before_is_the_same(store: Store) -> None:
    def parking(number: str, day: str, category: str) -> tuple[Cell, ...]:
        return (*order(number, f"2026-03-{day} 07:31")[:6], category)

    imported(store, sheet(TITLE, HEADINGS, parking("1234511", "02", "停车难")))
    rename(store, "matter_category", "2", "停车")
    rows = parking("1234512", "03", "停车难"), parking("1234513", "04", "停车")
    assert told(planned(store, sheet(TITLE, HEADINGS, *rows))) == [(3, "repeat"), (4, "repeat")]


def test_known_places_are_linked_and_others_are_only_written(store: Store) -> None:
    imported(store, sheet(("小区", "楼号"), ("金穗家园", "5")))
    imported(store, sheet(TITLE, HEADINGS, CLOSED))
    matter = only(store)
    assert (matter.building, matter.place) == (store.select(Building)[0].id, "金穗家园5号楼")
    assert "杏河街道幸福里社区金穗家园5#楼1单元" in matter.facts


def test_the_same_file_again_changes_nothing_and_all_of_it_is_taken_back(store: Store) -> None:
    add(store, "matter_category", "物业收费")
    before = picture(store)
    table = sheet(TITLE, HEADINGS, CLOSED, order("1234509", "2026-05-01 9:00", "赵某", "停水", "2026-05-01 10:00"))
    imported(store, table)
    plan = planned(store, table)
    assert (plan.brings, plan.counts["matter"].matched, plan.counts["matter"].changed) == (0, 2, 0)
    undo_import(store, past(store))
    assert picture(store) == before


@pytest.mark.parametrize(
    ("titles", "source", "channel"),
    [
        (("物业智慧管理平台诉求导出",), "", "19"),
        (("吹哨应哨微信小程序诉求",), "", "16"),
        (("红色e家App诉求",), "", "15"),
        (("12345政务服务便民热线工单",), "", "20"),
        (("诉求导出",), "微信群", "17"),
        (("12345政务服务便民热线工单",), "物业平台", "19"),
        (("诉求导出",), "", "99"),
    ],
)
def test_the_way_by_which_it_came_is_read_off_the_row_or_the_title(
    store: Store, titles: tuple[str, ...], source: str, channel: str
) -> None:
    row = ("A1", "2026-03-02 07:31", "李某", "", "路灯不亮", "", "", "", "", "", "", "", source)
    imported(store, sheet(titles, (*HEADINGS, "来源"), row))
    matter = only(store)
    assert (matter.channel, matter.outside_no) == (channel, "A1")
    again = planned(store, sheet(titles, (*HEADINGS, "来源"), row))
    assert again.counts["matter"].new == 0


def test_a_category_that_is_not_there_becomes_an_option_and_one_that_is_is_meant(store: Store) -> None:
    plan = planned(store, sheet(TITLE, HEADINGS, CLOSED))
    assert any("物业收费" in said for said in plan.assumptions)
    imported(store, sheet(TITLE, HEADINGS, CLOSED))
    own = only(store).category
    assert (own[0], code_table.load("matter_category").label(own)) == ("u", "物业收费")
    parking = (*order("1234511", "2026-03-02 07:31")[:6], "停车难")
    plan = planned(store, sheet(TITLE, HEADINGS, CLOSED, parking))
    assert not any("加成本中心的选项" in said for said in plan.assumptions)
    imported(store, sheet(TITLE, HEADINGS, CLOSED, parking))
    assert [m.category for m in store.select(Matter, order=("outside_no",))] == [own, "2"]


def test_whoever_may_import_has_what_the_preview_says_of_categories(store: Store) -> None:
    with opened_as(store, Role.DESK) as clerk:
        imported(clerk, sheet(TITLE, HEADINGS, CLOSED))
        with pytest.raises(NotAllowed):
            add(clerk, "matter_category", "别的")
    assert fields_of(Matter)["category"].show(only(store).category) == "物业收费"


def test_undoing_leaves_the_options_which_anything_may_bear_by_now(store: Store) -> None:
    imported(store, sheet(TITLE, HEADINGS, CLOSED))
    undo_import(store, past(store))
    assert store.select(Matter) == []
    assert code_table.load("matter_category").code("物业收费") is not None


def test_what_a_row_tells_of_the_call_back_comes_in_as_one(store: Store) -> None:
    """Whoever keeps the orders made it, when it was over; of what was not asked, or is not over, nothing is made up."""
    bad = order(
        "1234504",
        "2026-03-01 09:55",
        "王某",
        "路灯不亮",
        "2026-03-01 13:44",
        "2026-03-04",
        "2026-03-09 14:44",
        "不满意",
        "否",
    )
    silent = order(
        "1234505", "2026-03-01 09:55", "李某", "井盖响", "2026-03-01 13:44", "2026-03-04", "2026-03-09 14:44", "未评价"
    )
    for _ in range(2):
        imported(store, sheet(TITLE, HEADINGS, CLOSED, bad, silent, name="工单"))
    one, two, three = store.select(Matter, order=("outside_no",))
    (said,) = one.callbacks
    assert (said.at, said.by, said.way) == (datetime(2026, 3, 9, 14, 44), 0, "9")
    assert (said.satisfaction, said.solved, one.called_back) == ("1", "1", date(2026, 3, 9))
    assert [(c.satisfaction, c.solved) for c in two.callbacks] == [("4", "2")]
    assert (three.callbacks, three.called_back) == ((), None)
    assert not any(one.to_secretary for one in (one, two, three))
