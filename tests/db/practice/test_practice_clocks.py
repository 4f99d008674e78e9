"""The clocks of the practice community: what stands still, goes on and is put off, as 今日 and the page of each tell it."""

from datetime import datetime, time

import pytest

from db.records.base import Record
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.clocks import left_words, sums
from db.services.due import DueItem
from db.services.timeline import timeline
from db.services.whats_due import whats_due
from db.store import Store
from tests.db.practice.conftest import TODAY

pytestmark = pytest.mark.xdist_group("practice")

NOW = datetime.combine(TODAY, time(9))


@pytest.fixture(scope="module")
def items(made: Store) -> list[DueItem]:
    """What 今日 tells of."""
    return whats_due(made, NOW).items


def case(store: Store, title: str) -> MediationCase:
    (found,) = [one for one in store.select(MediationCase) if title in one.title_text]
    return found


def matter(store: Store, subject: str) -> Matter:
    of_cases = {one.matter for one in store.select(MediationCase)}
    (found,) = [one for one in store.select(Matter) if subject in one.subject and one.id not in of_cases]
    return found


def words(store: Store, record: Record) -> str:
    (told,) = sums(store, record)
    return told.words


def told(store: Store, record: Record) -> dict[str, str]:
    """What was done about its clock, with what more is said of it."""
    lines = timeline(store, record)
    return {line.what: "；".join(line.more) for line in lines if line.what in ("暂停计时", "恢复计时", "延期")}


def test_today_has_what_stands_still_and_is_late_and_is_to_come(items: list[DueItem]) -> None:
    standing = {item.matter for item in items if item.paused_at}
    assert standing == {"快递驿站深夜卸货", "地下水泵房夜间噪声"}
    assert all(left_words(item.ends, NOW, item.paused_at) == "暂停中" for item in items if item.paused_at)
    assert not any(item.is_late(NOW) for item in items if item.paused_at)
    running = [item for item in items if item.ends and not item.paused_at]
    assert {item.is_late(NOW) for item in running} == {False, True}
    ends = {"matter", "mediation_case", "rights_request", "whistle", "project", "common_problem"}
    assert {item.table for item in running} == ends


def test_what_stands_still_says_why_and_runs_no_more(made: Store) -> None:
    for record, why in (
        (matter(made, "快递驿站"), "等他回来一起谈"),
        (case(made, "地下水泵房"), "等夜间重测的检测报告"),
    ):
        assert why in told(made, record)["暂停计时"]
        (run,) = made.clocks_of(record)
        assert run.paused_at is not None


def test_what_stood_still_and_went_on_has_its_days_back(made: Store) -> None:
    one = matter(made, "地下室有异味")
    assert " + 10个工作日 + 暂停（" in words(made, one)
    assert list(told(made, one)) == ["恢复计时", "暂停计时"]
    other = case(made, "父母遗留住房")
    assert " 受理 + 1个月 + 暂停（" in words(made, other)
    (run,) = made.clocks_of(other)
    assert other.due == (run.due.date() if run.due else None)


def test_what_was_put_off_says_who_approved_it(made: Store) -> None:
    for record in (matter(made, "无障碍坡道"), case(made, "早点铺")):
        assert "，延期到 " in words(made, record)
        assert "批准人：罗桂兴" in told(made, record)["延期"]
        assert record.due
        assert record.due > NOW.date()


def test_the_clocks_are_those_that_the_steps_tell(made: Store) -> None:
    assert made.disagreeing_clocks() == []
