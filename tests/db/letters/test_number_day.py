"""A number is drawn for no day to come, and for one long ago only where the clerk says that it is meant."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import attrs
import pytest

from db.errors import RecordInvalid
from db.records.base import Record
from db.records.letters.announcement import Announcement
from db.records.letters.number import ANNOUNCEMENT, NOTICE, PUBLICITY, IssuedNumber
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.answers import UNASKED, OldDay
from db.services.letters.issue_number import issue_number, set_number_style
from db.services.letters.number_day import DayLongAgo
from db.services.save_as_declared import save_as_declared
from db.store import Store
from tests.factories import make

AT_DESK = UNASKED.with_(OldDay.ASK)
FAR_AHEAD, LONG_AGO = date(2126, 1, 1), date(1900, 1, 1)


def matter(day: date) -> Matter:
    return Matter(subject="路灯不亮", taken=datetime.combine(day, time()))


def case(day: date) -> MediationCase:
    return make(MediationCase, received=day, due=None, number="", closed=None)


def announcement(day: date) -> Announcement:
    return make(Announcement, day=day, posted=None, period=None, until=None, taken_down=None, number="取号")


@pytest.fixture(autouse=True)
def _words(store: Store) -> None:
    for family, word in ((NOTICE, "幸社发"), (ANNOUNCEMENT, "幸社告"), (PUBLICITY, "幸社示")):
        set_number_style(store, family, word, "{代字}〔{年}〕{序号}号", LONG_AGO)


Numbered = Callable[[date], Record]
NUMBERED = pytest.mark.parametrize("new", [matter, case, announcement])


@NUMBERED
def test_a_day_to_come_takes_no_number(store: Store, new: Numbered) -> None:
    for answers in (UNASKED, AT_DESK, UNASKED.with_(OldDay.RIGHT)):
        with pytest.raises(RecordInvalid, match=r"2126年1月1日还没有到.*没有取号.*时钟"):
            save_as_declared(store, new(FAR_AHEAD), answers)
    assert store.count(IssuedNumber) == store.count(Matter) == 0


@pytest.mark.parametrize("new", [matter, case])
def test_nothing_comes_in_tomorrow(store: Store, new: Numbered) -> None:
    with pytest.raises(RecordInvalid, match="还没有到") as refused:
        save_as_declared(store, new(date.today() + timedelta(days=1)))
    assert [p.field for p in refused.value.problems] in (["taken"], ["received"])
    save_as_declared(store, new(date.today()))


def test_a_paper_may_bear_a_day_of_next_week(store: Store) -> None:
    assert save_as_declared(store, announcement(date.today() + timedelta(days=7)), AT_DESK).number


@NUMBERED
def test_a_day_long_ago_is_asked_about_before_a_number_goes(store: Store, new: Numbered) -> None:
    with pytest.raises(DayLongAgo, match=rf"1900年1月1日.*过去{date.today().year - 1900}年.*取1900年的号") as asked:
        save_as_declared(store, new(LONG_AGO), AT_DESK)
    assert store.count(IssuedNumber) == 0
    with pytest.raises(RecordInvalid, match="请改日期"):
        save_as_declared(store, new(LONG_AGO), AT_DESK.with_(asked.value.no.said))
    assert store.count(IssuedNumber) == 0
    save_as_declared(store, new(LONG_AGO), AT_DESK.with_(asked.value.yes.said))
    assert {entry.year for entry in store.select(IssuedNumber)} == {1900}


def test_what_happened_within_a_year_is_not_asked_about(store: Store) -> None:
    save_as_declared(store, matter(date.today() - timedelta(days=365)), AT_DESK)
    with pytest.raises(DayLongAgo, match="一年多"):
        save_as_declared(store, matter(date.today() - timedelta(days=366)), AT_DESK)


def test_a_day_is_not_put_into_the_future_later(store: Store) -> None:
    saved = save_as_declared(store, matter(date.today()))
    with pytest.raises(RecordInvalid, match="还没有到"):
        save_as_declared(store, attrs.evolve(saved, taken=datetime(2126, 1, 1)))


def test_a_number_for_a_paper_elsewhere_goes_by_the_same(store: Store) -> None:
    with pytest.raises(RecordInvalid, match="没有取号"):
        issue_number(store, NOTICE, FAR_AHEAD, "通知")
    with pytest.raises(DayLongAgo):
        issue_number(store, NOTICE, LONG_AGO, "通知", answers=AT_DESK)
    assert store.count(IssuedNumber) == 0
