"""The first morning: what is asked, what is refused, what is there afterwards."""

from datetime import date
from pathlib import Path

import pytest

from db.errors import RecordInvalid, StoreExists, ValueUnreadable
from db.records.centre.centre import Rule
from db.services.centre.set_up import centre_named, set_up, starting_rules
from db.store import Store
from db.values.passphrase import passphrase_problems
from db.values.recurrence import read_monthly
from tests.conftest import PASSPHRASE


def test_three_answers_are_enough(tmp_path: Path) -> None:
    made = set_up(tmp_path / "store", " 幸福里社区党群服务中心 ", " 卢清 ", PASSPHRASE)
    centre = made.store.centre()
    assert (centre.name, centre.community, centre.committee) == (
        "幸福里社区党群服务中心", "幸福里社区", "幸福里社区人民调解委员会",
    )  # fmt: skip
    assert made.store.actor == "卢清"
    assert not centre.practice
    assert made.store.rule("topic_day", date(2026, 7, 1)) == "每月25日"
    assert made.store.rule("visit_day", date(2026, 7, 1)) == "第二个星期六"
    assert made.store.verify() == []
    made.store.close()
    again = Store.open(made.store.folder, made.recovery_code)
    assert again.actor == "卢清"
    again.close()


@pytest.mark.parametrize(
    ("centre", "clerk", "passphrase"),
    [("", "卢清", PASSPHRASE), ("幸福里社区", "  ", PASSPHRASE), ("幸福里社区", "卢清", "短"), ("", "", "")],
)
def test_what_is_missing_is_told_and_nothing_is_made(tmp_path: Path, centre: str, clerk: str, passphrase: str) -> None:
    with pytest.raises(RecordInvalid):
        set_up(tmp_path / "store", centre, clerk, passphrase)
    assert not (tmp_path / "store").exists()


def test_not_over_another_store(store: Store) -> None:
    with pytest.raises(StoreExists):
        set_up(store.folder, "幸福里社区", "卢清", PASSPHRASE)


def test_the_practice_community_is_marked(tmp_path: Path) -> None:
    made = set_up(tmp_path / "store", "练习社区党群服务中心", "学员", PASSPHRASE, practice=True)
    assert made.store.centre().practice
    made.store.close()


@pytest.mark.parametrize(
    ("name", "community"),
    [
        ("幸福里社区党群服务中心", "幸福里社区"),
        ("幸福里社区党群服务站", "幸福里社区"),
        ("幸福里社区居民委员会", "幸福里社区"),
        ("幸福里社区", "幸福里社区"),
    ],
)
def test_the_community_out_of_the_name(name: str, community: str) -> None:
    assert centre_named(name).community == community


def test_a_passphrase_of_six_will_do() -> None:
    assert passphrase_problems("六个字够用了") == []
    assert [p.code for p in passphrase_problems("五个字呢。")] == ["short_passphrase"]


def test_every_rule_to_start_from_can_be_read_and_has_a_source() -> None:
    for rule in starting_rules():
        assert rule.problems() == []
        assert rule.source


@pytest.mark.parametrize(
    ("key", "value"),
    [("topic_day", "每月32日"), ("topic_day", "月底"), ("visit_day", "第五个星期六")],
)
def test_a_rule_that_cannot_be_read_is_refused_when_it_is_entered(store: Store, key: str, value: str) -> None:
    """Not on the morning when the first screen needs it."""
    rule = Rule(key=key, label="规则", value=value, since=date(2026, 7, 1))
    with pytest.raises(RecordInvalid):
        store.save(rule)


def test_other_rules_hold_any_text(store: Store) -> None:
    rule = store.save(Rule(key="score_card", label="积分", value="另附表", since=date(2026, 7, 1)))
    assert store.rule("score_card", date(2026, 7, 1)) == rule.value


def test_the_fifth_saturday_is_no_rule() -> None:
    """Not every month has one."""
    with pytest.raises(ValueUnreadable, match="看不懂"):
        read_monthly("第五个星期六")
