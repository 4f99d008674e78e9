"""Cases and topics that a table brings have their matter, as those that are typed have: one each, in the same deed, nothing invented."""

from datetime import date, datetime

import pytest

from db.records.hall.meeting import Topic
from db.records.letters.number import IssuedNumber
from db.records.matters.codes import DISPUTE
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.check_store import faults_of
from db.services.importing.plan import TablePlan
from db.services.importing.problems import Verdict
from db.services.move import move
from db.services.undo_import import past_imports, redo_import, undo_import
from db.store import Store, eq
from tests.db.importing.tables import imported, past, planned, sheet, told
from tests.db.importing.test_undo_tables import held, picture
from tests.db.matters.hub import dispute, matter, problems, topic

CASES = ("事由", "纠纷类型", "受理日期", "办理环节", "怎样了结", "结束日期", "纠纷简要情况", "当事人", "诉求")
PARTIES = "申请人（王五，13812345678）、被申请人（赵六）"
TOPICS = ("议题", "来源", "提出日期", "提出人", "状态", "关联案件", "诉求")


def case(subject: str, stage: str = "受理", how: str = "", ended: str = "", of: str = "") -> tuple[str, ...]:
    return (subject, "邻里纠纷", "2026-3-2", stage, how, ended, "楼上漏水", PARTIES, of)


def cases(store: Store, *rows: tuple[str, ...]) -> TablePlan:
    return imported(store, sheet(CASES, *rows, name="案件"))


def talk(
    subject: str, source: str = "居民提出", state: str = "待议", raised: str = "2026-3-2", **of: str
) -> tuple[str, ...]:
    return (subject, source, raised, "王五", state, of.get("case", ""), of.get("matter", ""))


def topics(store: Store, *rows: tuple[str, ...]) -> TablePlan:
    return imported(store, sheet(TOPICS, *rows, name="议题"))


def matter_of(store: Store, kind: type[Topic | MediationCase], name: str) -> Matter | None:
    by = "subject" if kind is Topic else "title_text"
    (one,) = store.select(kind, eq(by, name))
    return store.get(Matter, one.matter) if one.matter else None


def test_each_new_case_has_one_matter_that_says_what_the_case_says(desk: Store) -> None:
    numbers = desk.count(IssuedNumber)
    plan = cases(desk, case("漏水"), case("噪声", "结案", "部分解决", "2026-3-20"), case("停车", "作废"))
    assert plan.counts["matter"].new == 3
    assert desk.count(Matter) == 3
    one = matter_of(desk, MediationCase, "漏水")
    assert one is not None
    assert (one.subject, one.nature, one.category, one.facts, one.taken) == (
        "漏水", DISPUTE, "", "楼上漏水", datetime(2026, 3, 2),
    )  # fmt: skip
    assert [(c.name, c.phone) for c in one.claimants] == [("王五", "13812345678")]
    assert (one.stage, one.outcome, one.closed, one.taker) == ("1", "", None, 0)
    ended, void = (matter_of(desk, MediationCase, name) for name in ("噪声", "停车"))
    assert ended is not None
    assert void is not None
    assert (ended.stage, ended.outcome, ended.closed) == ("5", "2", date(2026, 3, 20))
    assert (void.stage, void.outcome, void.closed) == ("0", "", None)
    assert desk.count(IssuedNumber) == numbers, "no number is used up"
    assert len(problems(desk)) == 2
    assert faults_of(desk) == []


def test_how_it_ended_is_untold_where_the_case_does_not_say(desk: Store) -> None:
    cases(desk, case("漏水", "结案"))
    ended = matter_of(desk, MediationCase, "漏水")
    assert ended is not None
    assert (ended.stage, ended.outcome, ended.closed) == ("5", "0", None)


def test_a_case_that_is_known_or_names_its_matter_makes_none(desk: Store) -> None:
    one = matter(desk, "漏水")
    cases(desk, case("楼上漏水", of=one.number))
    cases(desk, case("楼上漏水"))
    assert [c.matter for c in desk.select(MediationCase)] == [one.id]
    assert desk.count(Matter) == 1


def test_a_case_of_a_matter_that_is_over_has_one_of_its_own_and_that_is_told(desk: Store) -> None:
    over = move(desk, matter(desk, "漏水"), "withdraw", reason="算了")
    plan = cases(desk, case("又漏水", of=over.number))
    assert told(plan, Verdict.DOUBTFUL) == [(2, "matter_over")]
    own = matter_of(desk, MediationCase, "又漏水")
    assert own is not None
    assert (own.id == over.id, own.stage) == (False, "1")


def test_topics_that_are_problems_have_a_matter_and_others_none(desk: Store) -> None:
    topics(desk, talk("加装充电桩"), talk("学习文件", "社区提出"), talk("晾衣", "走访发现", "不予采纳"))
    one, over = (matter_of(desk, Topic, name) for name in ("加装充电桩", "晾衣"))
    assert one is not None
    assert over is not None
    assert (one.channel, [c.name for c in one.claimants], one.stage) == ("11", ["王五"], "1")
    assert (over.channel, over.claimants, over.stage, over.outcome) == ("3", (), "5", "0")
    assert matter_of(desk, Topic, "学习文件") is None
    assert faults_of(desk) == []


def test_what_goes_on_is_one_matter_whatever_the_order_of_the_rows(desk: Store) -> None:
    later = talk("停车难（结转）", "上次会议结转", raised="2026-6-1")
    topics(desk, later, talk("停车难", state="已议定"), talk("没有头的", "上次会议结转"))
    one, other = (matter_of(desk, Topic, name) for name in ("停车难", "停车难（结转）"))
    assert one == other
    assert one is not None
    assert one.stage == "1", "open as long as one of its ways is"
    assert matter_of(desk, Topic, "没有头的") is None
    topics(desk, talk("停车难", "上次会议结转", raised="2026-9-1"))
    assert [t.matter for t in desk.select(Topic, eq("raised", "2026-09-01"))] == [one.id]


def test_a_topic_of_a_case_of_the_same_file_is_a_way_of_its_matter(desk: Store) -> None:
    imported(
        desk,
        sheet(TOPICS, talk("怎么修", case="漏水")[:7], name="议题"),
        sheet(CASES, case("漏水", "结案", "已解决", "2026-3-20"), name="案件"),
    )
    one = matter_of(desk, Topic, "怎么修")
    assert one == matter_of(desk, MediationCase, "漏水")
    assert one is not None
    assert (one.stage, one.outcome) == ("1", ""), "the topic still waits"
    assert desk.count(Matter) == 1


def test_what_was_made_goes_and_comes_back_with_the_import(desk: Store) -> None:
    before = held(desk)
    cases(desk, case("漏水"), case("噪声", "结案", "已解决", "2026-3-20"))
    after = held(desk)
    undo_import(desk, past(desk))
    assert held(desk) == before
    redo_import(desk, past(desk))
    assert held(desk) == after


def test_a_matter_that_somebody_works_on_stays_without_the_case(desk: Store) -> None:
    cases(desk, case("漏水"))
    (one,) = desk.select(Matter)
    move(desk, one, "gather", called="物业")
    undone = undo_import(desk, past(desk))
    assert [(kept.table, kept.why) for kept in undone.kept] == [("matter", "之后改过")]
    assert (desk.count(Matter), desk.count(MediationCase)) == (1, 0)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=str)
def test_imports_that_go_on_from_each_other_are_taken_back_in_any_order(desk: Store, order: tuple[int, int]) -> None:
    before = picture(desk)
    topics(desk, talk("停车难"))
    topics(desk, talk("停车难", "上次会议结转", raised="2026-6-1"))
    made = past_imports(desk)[::-1]
    for number in order:
        undo_import(desk, made[number])
    assert picture(desk) == before


def test_the_same_table_again_changes_nothing(desk: Store) -> None:
    table = sheet(CASES, case("漏水"), case("噪声", "结案", "已解决", "2026-3-20"), name="案件")
    imported(desk, table)
    assert planned(desk, table).brings == 0


def test_ways_that_were_typed_have_theirs_untouched(desk: Store) -> None:
    dispute(desk)
    topic(desk)
    before = desk.count(Matter)
    cases(desk, case("噪声"))
    assert desk.count(Matter) == before + 1
