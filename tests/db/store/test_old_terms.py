"""The term of mediation as stores from before had it: it is a rule of the clock of cases afterwards, and open cases run by it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.records.centre.centre import Rule
from db.records.centre.clock_rule import ClockRule
from db.records.mediation.case import MediationCase
from db.services.backup import restore
from db.store import FILE, Store, driver, eq, upgrade
from db.store.reading import Reader
from db.values.working_time import DAYS, MONTHS, WORKING_DAYS
from tests import old_stores
from tests.conftest import PASSPHRASE
from tests.db.store.test_migrations import apply_until

BEFORE = "m019_estates"
DESK = 1 << 40


@pytest.fixture
def connection(store: Store) -> Iterator[driver.Connection]:
    """A store as it was before there were clocks, without rules."""
    store.close()
    (store.folder / FILE).unlink()
    opened = driver.connect(store.folder / FILE, store._key, new=True)
    apply_until(opened, BEFORE)
    opened.execute("INSERT INTO counter (name, value) VALUES ('desk', 1)")
    yield opened
    opened.close()


def rules(connection: driver.Connection, store: Store, *rows: tuple[str, str, str]) -> list[tuple[object, ...]]:
    """What rows of day, value and source become."""
    for number, (since, value, source) in enumerate(rows, 1):
        connection.execute(
            "INSERT INTO rule (id, version, key, label, value, since, source) VALUES (?, 1, 'mediation_limit', '调解期限', ?, ?, ?)",
            (DESK + number, value, since, source),
        )
    upgrade.apply(connection, store.folder / "copies")
    found = Reader(connection).select(ClockRule, eq("clock", "mediation_case.settle"), order=("since",))
    assert not any(rule.problems() for rule in found)
    return [(rule.since, rule.until, rule.amount, rule.unit, rule.source) for rule in found]


def test_a_store_without_one_gets_the_usual_month(store: Store, connection: driver.Connection) -> None:
    ((since, until, amount, unit, source),) = rules(connection, store)
    assert (since, until, amount, unit) == (date(2002, 11, 1), None, 1, MONTHS)
    assert "司法部令第75号" in str(source)


@pytest.mark.parametrize(
    ("value", "amount", "unit"),
    [
        ("1个月", 1, MONTHS),
        ("一个月", 1, MONTHS),
        ("两个月内", 2, MONTHS),
        ("3月", 3, MONTHS),
        ("30日", 30, DAYS),
        ("15天内", 15, DAYS),
        ("十五日以内", 15, DAYS),
        ("二十个工作日", 20, WORKING_DAYS),
        ("5 工作日", 5, WORKING_DAYS),
        ("２周", 14, DAYS),
        ("一百二十日", 120, DAYS),
        ("", 1, MONTHS),
    ],
)
def test_every_term_that_could_be_entered_is_read(
    store: Store, connection: driver.Connection, value: str, amount: int, unit: str
) -> None:
    assert [one[2:4] for one in rules(connection, store, ("2026-01-01", value, "本市办法"))] == [(amount, unit)]
    assert [one.value for one in Reader(connection).select(Rule)] == [value], "what somebody entered stays"


def test_the_latest_that_has_begun_holds(store: Store, connection: driver.Connection) -> None:
    found = rules(
        connection,
        store,
        ("2026-01-01", "30日", "旧办法"),
        ("2002-11-01", "1个月", ""),
        ("2026-01-01", "20日", "新办法"),
    )
    assert found == [
        (date(2002, 11, 1), date(2025, 12, 31), 1, MONTHS, "本中心规定"),
        (date(2026, 1, 1), None, 20, DAYS, "新办法"),
    ]


def test_what_nobody_can_read_stays_where_it_is(store: Store, connection: driver.Connection) -> None:
    assert rules(connection, store, ("2026-01-01", "尽快", "")) == []
    assert [one.value for one in Reader(connection).select(Rule, eq("key", "mediation_limit"))] == ["尽快"]


def test_the_open_cases_of_a_backup_of_the_first_release_run_by_their_last_days(store: Store, tmp_path: Path) -> None:
    old = old_stores.unpack("v0_1_0", tmp_path / "old")
    store.close()
    restored = restore(old.daily_backup, store.folder, old.passphrase, present=PASSPHRASE)
    for case in restored.select(MediationCase):
        runs = restored.clocks_of(case)
        assert len(runs) == (case.stage in "1234" and case.received is not None)
        for run in runs:
            assert (run.started.date(), run.stopped) == (case.received, None)
            assert (run.due.date() if run.due else None) == case.due
    assert restored.disagreeing_clocks() == []
    restored.close()


def test_open_cases_run_and_closed_ones_do_not(store: Store, connection: driver.Connection) -> None:
    for number, (stage, due) in enumerate(
        (("1", "2026-04-02"), ("4", "2026-03-20"), ("7", "2026-04-02"), ("2", None)), 1
    ):
        connection.execute(
            "INSERT INTO mediation_case (id, version, title_text, dispute, received, due, facts, stage)"
            " VALUES (?, 1, '漏水', '2', '2026-03-02', ?, '漏', ?)",
            (DESK + number, due, stage),
        )
    rules(connection, store, ("2002-11-01", "1个月", "规定"))
    told = connection.execute("SELECT of & 0xffffffff, due, given, term, stopped FROM clock_run ORDER BY of").fetchall()
    assert told == [
        (1, "2026-04-02T00:00", None, "1个月", None),
        (2, "2026-03-20T00:00", "2026-03-20T00:00", "1个月", None),
        (4, None, None, "1个月", None),
    ]
