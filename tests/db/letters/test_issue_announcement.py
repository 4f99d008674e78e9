"""发公告通知: a number when it is asked for, out of the book and never twice."""

from datetime import date

import attrs
import pytest

from db.errors import RecordInvalid
from db.records.letters.announcement import Announcement
from db.records.letters.number import IssuedNumber
from db.services.letters.issue_announcement import issue_announcement, period_doubts, reckon_missing_ends
from db.services.letters.issue_number import set_number_style
from db.services.letters.number_record import ASKED
from db.store import Store, eq
from tests.factories import decide_words

DAY = date(2026, 3, 2)


@pytest.fixture
def store(store: Store) -> Store:
    """A centre that has decided how its numbers are written."""
    decide_words(store)
    return store


def paper(kind: str = "1", number: str = "取号", day: date | None = DAY) -> Announcement:
    return Announcement(kind=kind, title_text="关于清理楼道杂物的通知", body="请于月底前清理。", day=day, number=number)


def test_a_number_that_is_asked_for_stands_in_the_book(store: Store) -> None:
    set_number_style(store, "1", "幸社发", "{代字}〔{年}〕{序号}号", DAY)
    saved = issue_announcement(store, paper())
    assert saved.number == "幸社发〔2026〕1号"
    (entry,) = store.select(IssuedNumber)
    assert (entry.matter, entry.holder, entry.holder_id) == (saved.title_text, "announcement", saved.id)
    assert issue_announcement(store, attrs.evolve(saved, body="改期")).number == saved.number
    assert store.count(IssuedNumber) == 1


@pytest.mark.parametrize("asked", ASKED)
def test_whatever_way_it_is_asked_for(store: Store, asked: str) -> None:
    assert issue_announcement(store, paper(number=f" {asked}")).number == "〔2026〕1号"


def test_each_kind_has_its_series_and_each_year_begins_anew(store: Store) -> None:
    days = [("1", DAY), ("2", DAY), ("4", DAY), ("3", DAY), ("1", date(2027, 1, 1)), ("1", DAY)]
    numbers = [issue_announcement(store, paper(kind, day=day)).number for kind, day in days]
    assert numbers == ["〔2026〕1号", "告〔2026〕1号", "告〔2026〕2号", "示〔2026〕1号", "〔2027〕1号", "〔2026〕2号"]


def test_without_asking_nothing_is_taken(store: Store) -> None:
    assert issue_announcement(store, paper(number="")).number == ""
    assert store.count(IssuedNumber) == 0


def test_a_refused_paper_uses_up_no_number(store: Store) -> None:
    with pytest.raises(RecordInvalid):
        issue_announcement(store, paper(day=None))
    assert issue_announcement(store, paper()).number == "〔2026〕1号"
    assert store.count(IssuedNumber, eq("year", 2026)) == 1


PUBLIC = Announcement(
    kind="3",
    title_text="关于候选人的公示",
    body="名单如下。",
    day=DAY,
    period=5,
    period_unit="2",
    objection_place="社区",
)


def test_the_last_day_is_reckoned_on_saving_and_follows_the_period(store: Store) -> None:
    """Posted before 国庆节 of 2026: the list has the day that the paper prints."""
    saved = issue_announcement(store, attrs.evolve(PUBLIC, day=date(2026, 9, 28)))
    assert saved.until == date(2026, 10, 10)
    longer = issue_announcement(store, attrs.evolve(saved, period=7))
    assert longer.until == date(2026, 10, 13)
    by_hand = issue_announcement(store, attrs.evolve(longer, until=date(2026, 10, 20)))
    assert by_hand.until == date(2026, 10, 20)
    assert issue_announcement(store, attrs.evolve(by_hand, period=5)).until == date(2026, 10, 20)
    again = store.get(Announcement, saved.id)
    assert issue_announcement(store, attrs.evolve(again, until=None)).until == date(2026, 10, 10)


def test_a_last_day_that_is_not_what_the_count_gives_is_told(store: Store) -> None:
    saved = issue_announcement(store, attrs.evolve(PUBLIC, until=date(2026, 3, 20)))
    (told,) = period_doubts(store, saved)
    assert (told.field, told.blocking) == ("until", False)
    assert "2026-03-09" in told.message
    assert period_doubts(store, issue_announcement(store, attrs.evolve(saved, until=None))) == []


def test_last_days_that_were_never_kept_are_reckoned_once(store: Store) -> None:
    """Records of before the last day was kept; what cannot be saved as it is, has none, or is set, stays."""
    over_the_feast = store.save(attrs.evolve(PUBLIC, day=date(2026, 9, 28)))
    set_by_hand = store.save(attrs.evolve(PUBLIC, until=date(2026, 3, 20)))
    endless = store.save(attrs.evolve(PUBLIC, period=None))
    spoilt = store.save(PUBLIC)
    store._connection.execute("UPDATE announcement SET secrecy = '内部' WHERE id = ?", (spoilt.id,))
    done = reckon_missing_ends(store)
    assert [(one.id, one.until) for one in done] == [(over_the_feast.id, date(2026, 10, 10))]
    kept = [store.get(Announcement, one.id).until for one in (over_the_feast, set_by_hand, endless, spoilt)]
    assert kept == [date(2026, 10, 10), date(2026, 3, 20), None, None]
    assert reckon_missing_ends(store) == []
    assert store.history(done[0])[0].reason == "补算公示截止"
