"""What a table says of matters keeps each counted once, and no way open of what is over; what does not is told by its row."""

from datetime import date

import pytest

from db.records.hall.meeting import Topic
from db.records.matters.codes import JOINED
from db.records.matters.matter import Matter
from db.services.importing.choices import Choices, Take
from db.services.importing.plan import TablePlan
from db.services.importing.problems import Verdict
from db.services.matters.ways import open_ways
from db.services.move import move, void
from db.store import Store, eq
from tests.db.importing.tables import imported, sheet, told
from tests.db.matters.hub import again, join, matter, problems, topic

MATTERS = ("事由", "受理时间", "环节", "结果", "办结日期", "并到", "并入")
TAKEN, ENDED = "2026-3-2 9:00", "2026-3-4"


def matters(store: Store, *rows: tuple[str, ...]) -> TablePlan:
    """Imports matters that came one morning: subject, stage, outcome and to which they are joined."""
    told = [(subject, TAKEN, stage, how, ENDED if how else "", to, root) for subject, stage, how, to, root in rows]
    return imported(store, sheet(MATTERS, *told, name="诉求"))


def topics(store: Store, *rows: tuple[str, str, str]) -> TablePlan:
    table = sheet(
        ("议题", "提出日期", "状态", "诉求"), *((name, "2026-3-2", state, of) for name, state, of in rows), name="议题"
    )
    return imported(store, table, choices=Choices(otherwise=Take.TABLE))


def found(store: Store, subject: str) -> Matter:
    (one,) = store.select(Matter, eq("subject", subject))
    return one


def test_what_was_joined_comes_in_joined(desk: Store) -> None:
    root = matter(desk, "甲")
    plan = matters(
        desk,
        ("乙", "评议归档", "并案", root.number, root.number),
        ("丙", "评议归档", "并案", "乙", root.number),
        ("戊", "评议归档", "已解决", "", ""),
        ("丁", "评议归档", "并案", "戊", "戊"),
    )
    assert plan.problems == ()
    one, two, three, four = (found(desk, name) for name in "乙丙丁戊")
    assert [(m.joined, m.root) for m in (one, two, three)] == [
        (root.id, root.id),
        (one.id, root.id),
        (four.id, four.id),
    ]
    assert problems(desk) == [root.id, four.id]


@pytest.mark.parametrize(
    ("stage", "how", "to", "at"),
    [
        ("网格召集", "", "甲", ""),
        ("网格召集", "", "", "甲"),
        ("评议归档", "已解决", "甲", "甲"),
        ("评议归档", "并案", "甲", "乙"),
        ("评议归档", "并案", "乙", "乙"),
        ("评议归档", "并案", "作废的", "作废的"),
    ],
)
def test_what_cannot_be_joined_so_stands_by_itself(desk: Store, stage: str, how: str, to: str, at: str) -> None:
    """乙 is joined to 甲; nothing is joined to what is joined, half, while it is open or to what is void."""
    one = matter(desk, "甲")
    joined = join(desk, matter(desk, "乙"), one)
    gone = void(desk, matter(desk, "作废的"), "录重了")
    before = len(problems(desk))
    number = {"甲": one.number, "乙": joined.number, "作废的": gone.number, "": ""}
    plan = matters(desk, ("自己", stage, how, number[to], number[at]))
    assert told(plan, Verdict.DOUBTFUL) == [(2, "matter_over")]
    own = found(desk, "自己")
    assert (own.joined, own.root, own.outcome == JOINED) == (0, 0, how == "并案")
    assert len(problems(desk)) == before + 1


def test_who_was_joined_to_nothing_is_told(desk: Store) -> None:
    plan = matters(desk, ("丙", "评议归档", "并案", "", ""))
    assert [p.message for p in plan.problems] == ["结果是并案，没有写并到哪件"]


def test_no_way_comes_in_open_of_what_is_over(desk: Store) -> None:
    one, other = matter(desk, "漏水"), matter(desk, "电梯坏了")
    there = topic(desk, subject="修电梯", matter=other.id, state="3")
    late, open_ = matter(desk, "路灯"), matter(desk, "噪声")
    move(desk, join(desk, one, late) and again(desk, late), "withdraw", reason="算了")
    move(desk, again(desk, other), "withdraw", reason="算了")
    plan = topics(
        desk,
        ("修楼", "待议", one.number),
        ("赔楼", "已议定", one.number),
        ("降噪", "待议", open_.number),
        ("修电梯", "待议", ""),
    )
    assert told(plan, Verdict.DOUBTFUL) == [(2, "matter_over"), (5, "matter_over")]
    assert plan.problems[0].message == f"“{late.number} 路灯”已经办结"
    now = {t.subject: (t.matter, t.state) for t in desk.select(Topic)}
    assert now == {
        "修楼": (0, "1"), "赔楼": (one.id, "3"), "降噪": (open_.id, "1"), "修电梯": (there.matter, "3")
    }  # fmt: skip
    assert [open_ways(desk, again(desk, m)) for m in (one, other, late)] == [[], [], []]


def test_what_moves_alone_change_is_not_offered_to_be_taken(desk: Store) -> None:
    one = matter(desk, "漏水")
    row = (one.number, "漏水了", "2026-3-2 9:00", "评议归档", "已解决", "2026-3-4")
    plan = imported(desk, sheet(("编号", "事由", "受理时间", "环节", "结果", "办结日期"), row, name="诉求"))
    remedies = {p.field: p.remedy for p in plan.problems if p.code == "differs"}
    assert "按环节办" in remedies["stage"]
    assert "“改动”" not in remedies["stage"]
    assert "请在“改动”里选" in remedies["subject"]


def test_what_is_open_already_stays_so_and_the_rest_of_it_is_taken_over(desk: Store) -> None:
    one = matter(desk, "漏水")
    there = topic(desk, subject="修楼", matter=one.id)
    plan = imported(
        desk,
        sheet(("议题", "提出日期", "状态", "提出人"), ("修楼", "2026-3-2", "待议", "王五"), name="议题"),
        choices=Choices(otherwise=Take.TABLE),
    )
    assert plan.problems == ()
    assert (desk.get(Topic, there.id).proposer, desk.get(Topic, there.id).matter) == ("王五", one.id)
    assert there.raised == date(2026, 3, 2)
