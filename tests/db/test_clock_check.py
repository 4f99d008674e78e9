"""核验 reckons clocks once more: what agrees is not named, what does not is, and saving the record once mends it."""

from datetime import date, datetime

import pytest

from db.records.matters.matter import Matter
from db.services.check_store import check_store, faults_of
from db.services.move import correct, move, void
from db.store import Store
from db.values.working_time import HOURS
from tests.added import with_added
from tests.added_staged import Whistle
from tests.db.clocks import (
    HANDLE,
    SIGN,
    TAKEN,
    accepted,
    assigned,
    at,
    extended,
    holidays,
    rule,
    taken_in,
    usual_hours,
)
from tests.db.doors import Run, answer
from tests.factories import plant


def texts(store: Store) -> list[str]:
    return [fault.text for fault in faults_of(store)]


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that a body deals with until the fifth."""
    rule(store, HANDLE, 3)
    return assigned(store)


def spoil(store: Store, sets: str) -> None:
    store._connection.execute(f"UPDATE clock_run SET {sets} WHERE clock = 'handle'")


def test_whatever_was_done_agrees(store: Store, matter: Matter) -> None:
    with_added(store)
    usual_hours(store)
    rule(store, SIGN, 1, HOURS)
    plant(store, Whistle, blown=TAKEN.date(), due=None, closed=None, arrived=None, stage="1", number="")
    taken_in(store)
    accepted(store)
    correct(store, accepted(store, date(2026, 3, 20)), "写错了", received=date(2026, 3, 3))
    ended = move(store, assigned(store), "withdraw", at=at(3), reason="不用了")
    paused = move(store, assigned(store), "pause", at=at(3, 10), reason="等鉴定")
    move(store, move(store, paused, "resume", at=at(4, 10)), "pause", at=at(5, 10), reason="再等")
    extended(store, matter, date(2026, 3, 20))
    void(store, assigned(store), "录重了")
    holidays(store, "3月4日")
    move(store, ended, "reopen", at=at(10), reason="又来了", due=date(2026, 3, 30))
    assert check_store(store, datetime(2026, 12, 1, 9), lambda _done, _total: True).faults == ()


@pytest.mark.parametrize(
    ("sets", "told"),
    [
        ("due = '2026-03-09T00:00'", "期限记的是2026-03-09，应是2026-03-05"),
        ("due = NULL", "期限记的是没有，应是2026-03-05"),
        ("paused_at = '2026-03-03T10:00'", "暂停记的是2026-03-03 10:00，应是没有"),
        ("stopped = '2026-03-03T10:00'", "结束记的是2026-03-03 10:00，应是没有"),
        ("extended = 1", "延期次数记的是1，应是0"),
        ("number = 1", "经过里有，没有记着"),
    ],
)
def test_a_record_is_named_whose_clock_does_not_follow_its_steps(
    store: Store, matter: Matter, sets: str, told: str
) -> None:
    assert texts(store) == []
    spoil(store, sets)
    found = texts(store)
    assert f"{matter.number} 3号楼充电桩断电：办结时限和经过、规则对不上（{told}）" in found
    assert all("点“修改”再保存" in fault.remedy for fault in faults_of(store))
    store.save(matter)
    assert texts(store) == []


def closed(store: Store, matter: Matter) -> Matter:
    return move(store, matter, "withdraw", at=at(4), reason="不用了")


def test_what_has_ended_is_compared_with_its_steps_and_with_no_calendar_since(store: Store, matter: Matter) -> None:
    closed(store, matter)
    holidays(store, "3月3日")
    assert texts(store) == []
    spoil(store, "stopped = NULL")
    (told,) = texts(store)
    assert "结束记的是没有，应是2026-03-04 12:00" in told


def test_what_ended_before_clocks_were_kept_has_none(store: Store, matter: Matter) -> None:
    closed(store, matter)
    store._connection.execute("DELETE FROM clock_run")
    assert texts(store) == []


def test_a_last_day_that_is_another_than_its_clock_tells_is_named(store: Store, matter: Matter) -> None:
    store._connection.execute("UPDATE matter SET due = '2026-03-30'")
    log, told = texts(store)
    assert log.endswith("和操作日志不一致：有人绕过本程序改过、加过或删过"), "whoever did it had no form for it"
    assert told.endswith("诉求的期限和时限对不上（写的是2026-03-30，时限算到2026-03-05）")
    store.save(store.get(Matter, matter.id))
    assert texts(store) == [log]


def test_the_command_line_names_it_too(run: Run, opened: list[object], store: Store, matter: Matter) -> None:
    assert answer(run("verify", *opened, "--json")) == {"ok": True, "faults": []}
    spoil(store, "due = '2026-03-09T00:00'")
    code, out, err = run("verify", *opened)
    assert (code, err) == (1, "")
    assert f"{matter.number} 3号楼充电桩断电：办结时限" in out


def test_it_is_given_up_when_somebody_says_so(store: Store, matter: Matter) -> None:
    seen: list[int] = []
    faults_of(store, seen.append)
    entries = store.last_entry().seq
    assert seen[-1] == 2 * entries, "each by its hash, and by what it tells of the rows"
    assert matter.id
