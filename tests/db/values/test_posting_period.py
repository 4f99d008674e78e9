"""公示期: a day too short and the whole posting is void."""

from datetime import date

import pytest
from attrs import evolve

from db.errors import ValueUnreadable
from db.records.letters.announcement import Announcement
from db.values.posting_period import DAYS, WORKING_DAYS, Holidays, last_posted_day, working_days_later

MONDAY = date(2026, 3, 2)
NATIONAL = Holidays(
    off=frozenset(date(2026, 10, day) for day in range(1, 8)),
    worked=frozenset({date(2026, 9, 27), date(2026, 10, 10)}),
)


@pytest.mark.parametrize(
    ("posted", "count", "unit", "last"),
    [
        (MONDAY, 1, DAYS, date(2026, 3, 3)),
        (MONDAY, 7, DAYS, date(2026, 3, 9)),
        (MONDAY, 5, DAYS, date(2026, 3, 9)),  # the fifth day is a Saturday: 民法典 第二百零三条
        (MONDAY, 15, DAYS, date(2026, 3, 17)),
        (MONDAY, 5, WORKING_DAYS, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, WORKING_DAYS, MONDAY.replace(day=9)),
        (date(2026, 3, 7), 5, WORKING_DAYS, date(2026, 3, 13)),  # posted on a Saturday
        (date(2026, 2, 28), 10, WORKING_DAYS, date(2026, 3, 13)),
    ],
)
def test_the_day_of_posting_is_not_counted(posted: date, count: int, unit: str, last: date) -> None:
    assert last_posted_day(posted, count, unit) == last


def test_holidays_and_exchanged_weekends_count_as_the_state_says() -> None:
    assert last_posted_day(date(2026, 9, 30), 5, WORKING_DAYS, NATIONAL) == date(2026, 10, 13)
    assert last_posted_day(date(2026, 9, 26), 1, WORKING_DAYS, NATIONAL) == date(2026, 9, 27)
    assert last_posted_day(date(2026, 9, 28), 5, DAYS, NATIONAL) == date(2026, 10, 8)
    assert last_posted_day(date(2026, 9, 28), 5, DAYS) == date(2026, 10, 5)


def test_no_working_days_end_on_the_day_itself() -> None:
    assert working_days_later(MONDAY, 0) == MONDAY


@pytest.mark.parametrize("count", [0, -1, 367])
def test_periods_that_are_none(count: int) -> None:
    with pytest.raises(ValueUnreadable):
        last_posted_day(MONDAY, count)


PUBLIC = Announcement(kind="3", title_text="关于候选人的公示", body="名单如下。", day=MONDAY, period=5, period_unit="2")


def codes(announcement: Announcement) -> set[tuple[str, bool]]:
    return {(p.code, p.blocking) for p in announcement.problems()}


def test_the_end_is_reckoned_unless_the_clerk_set_one() -> None:
    assert PUBLIC.ends() == date(2026, 3, 9)
    assert evolve(PUBLIC, posted=date(2026, 3, 3)).ends() == date(2026, 3, 10)
    assert evolve(PUBLIC, until=date(2026, 3, 20)).ends() == date(2026, 3, 20)
    assert evolve(PUBLIC, period=None).ends() is None
    assert evolve(PUBLIC, day=None).ends() is None


def test_a_publicity_without_end_or_address_is_told_but_saved() -> None:
    assert codes(PUBLIC) == {("no_objections", False)}
    assert codes(evolve(PUBLIC, period=None, objection_phone="04356321788")) == {("no_period", False)}
    assert codes(evolve(PUBLIC, kind="1", period=None)) == set()


def test_an_end_before_the_posting_is_refused() -> None:
    assert ("until_before", True) in codes(evolve(PUBLIC, until=date(2026, 3, 1)))
    assert ("period", True) in codes(evolve(PUBLIC, period=0))


def test_a_notice_is_not_taken_down_before_it_is_posted() -> None:
    assert ("taken_before", True) in codes(evolve(PUBLIC, taken_down=date(2026, 3, 1)))
    assert ("taken_before", True) not in codes(evolve(PUBLIC, taken_down=MONDAY))


@pytest.mark.parametrize("secrecy", ["秘密", "机密★1年", "绝密★长期", "秘密★6个月"])
def test_degrees_of_secrecy_that_the_standard_knows(secrecy: str) -> None:
    assert ("secrecy", True) not in codes(evolve(PUBLIC, dress="2", secrecy=secrecy))


def test_marks_the_standard_does_not_know_are_refused() -> None:
    assert ("secrecy", True) in codes(evolve(PUBLIC, dress="2", secrecy="内部"))
    assert ("serial", True) in codes(evolve(PUBLIC, dress="2", serial=1_000_000))


@pytest.mark.parametrize(
    ("dress", "told"), [("1", "这种版式不印份号、抄送、签发人"), ("2", ""), ("3", "这种版式不印签发人")]
)
def test_marks_that_a_dress_does_not_print_are_told(dress: str, told: str) -> None:
    full = evolve(PUBLIC, dress=dress, serial=3, copies="幸福街道办事处", approvers="王建军")
    assert next((p.message for p in full.problems() if p.code == "not_printed"), "") == told
