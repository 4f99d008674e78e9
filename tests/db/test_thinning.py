"""How many backups are kept: the nearer the day the more, whatever clocks say, and never the newest."""

from datetime import date, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from db.errors import NotAllowed
from db.records.centre.account import Account, roles_of
from db.records.centre.centre import Rule
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.backup import backup
from db.services.kept import KeptBackup, free_name
from db.services.kept_backups import kept_backups, todays_backup
from db.services.thinning import FEW, MANY, USUAL, Keep, keep_of, set_keep, superfluous
from db.store import BACKUPS, Store, eq
from db.store.audit import Head

START = datetime(2024, 1, 1, 8, 30)


def daily(days: int, start: datetime = START) -> list[KeptBackup]:
    """One backup a day, the furthest first."""
    made = [start + timedelta(days=day) for day in range(days)]
    found = [KeptBackup(Path(f"{day:%Y%m%d}"), Head(seq + 1, "", ""), day) for seq, day in enumerate(made)]
    return found[::-1]


def kept_days(kept: list[KeptBackup], keep: Keep) -> list[date]:
    gone = {one.path for one in superfluous(kept, keep)}
    return [one.made.date() for one in kept if one.path not in gone and one.made]


def lived_through(keep: Keep, days: int) -> list[date]:
    """What is left when it is thinned out every day, as in earnest."""
    left: list[KeptBackup] = []
    for one in daily(days)[::-1]:
        left.insert(0, one)
        gone = {gone.path for gone in superfluous(left, keep)}
        left = [one for one in left if one.path not in gone]
    return [one.made.date() for one in left if one.made]


def test_all_of_a_week_then_of_each_week_then_of_each_month_then_of_each_year() -> None:
    last = (START + timedelta(days=899)).date()
    left = lived_through(USUAL, 900)
    ages = [(last - day).days for day in left]
    assert ages[:8] == list(range(8))
    weekly = [age for age in ages if 10 < age <= 36]
    assert len({(last - timedelta(days=age)).isocalendar()[:2] for age in weekly}) == len(weekly) >= 3
    monthly = {(day.year, day.month) for day in left if 40 < (last - day).days <= 370}
    assert len(monthly) >= 11, "each month of the last year has one"
    assert {2024, 2025, 2026} <= {day.year for day in left}, "and each year"
    assert len(left) <= 8 + 6 + 14 + 2


def test_where_nobody_chose_nothing_goes_that_was_kept_before() -> None:
    """Thirty were kept, however far apart."""
    scarce = [one for number, one in enumerate(daily(300)) if number % 3 == 0]
    assert kept_days(scarce, MANY)[:30] == [one.made.date() for one in scarce[:30] if one.made]


def test_the_least_keeps_none_of_long_ago() -> None:
    assert min(lived_through(FEW, 900)) >= (START + timedelta(days=899 - 6 * 31 - 31)).date()


@pytest.mark.parametrize("wrong", [datetime(2010, 1, 1, 0, 0, 12), datetime(2035, 5, 5)])
def test_a_clock_that_is_wrong_for_two_days_thins_out_nothing(wrong: datetime) -> None:
    days = daily(100)
    before = {day for day in kept_days(daily(102), USUAL) if day <= days[0].made.date()}  # type: ignore[union-attr]
    seq = days[0].head.seq
    odd = [KeptBackup(Path(f"odd{n}"), Head(seq + n, "", ""), wrong + timedelta(hours=n)) for n in (2, 1)]
    after = kept_days([*odd, *days], USUAL)
    assert before <= set(after)
    assert after[0] == wrong.date(), "the furthest is the newest whatever its name says"


def test_a_clock_that_never_leaves_2010_fills_no_disk() -> None:
    dead = [KeptBackup(Path(f"{n}"), Head(n, "", ""), datetime(2010, 1, 1, 0, 0, 12)) for n in range(200, 0, -1)]
    assert len(kept_days(dead, USUAL)) == USUAL.newest


def test_what_holds_the_same_goes_first_and_the_clerks_own_stay() -> None:
    own = KeptBackup(Path("给街道"), Head(1, "", ""), None)
    days = daily(10)
    again = [attrs.evolve(days[0], path=Path(f"again{n}")) for n in range(5)]
    gone = superfluous([days[0], *again, *days[1:], own], USUAL)
    assert own not in gone
    assert set(gone) == set(again) | set(superfluous(days, USUAL))


def test_it_is_chosen_by_an_administrator_and_said_last_counts(store: Store) -> None:
    assert keep_of(store) is MANY
    set_keep(store, FEW)
    set_keep(store, USUAL)
    assert keep_of(store) is USUAL
    (rule,) = store.select(Rule, eq("key", "backup_keep"))
    store.save(attrs.evolve(rule, since=date(2040, 1, 1)))
    assert keep_of(store) is USUAL, "a clock that was wrong as it was said"
    account = store.get(Account, store.account)
    store.save(attrs.evolve(account, roles=roles_of([Role.DESK])))
    with pytest.raises(NotAllowed, match="管理员"):
        set_keep(store, FEW)


def test_daily_backups_are_thinned_out_by_it(store: Store) -> None:
    set_keep(store, USUAL)
    folder = store.folder / BACKUPS
    folder.mkdir()
    start = datetime.now().replace(microsecond=0) - timedelta(days=60)
    for day in range(0, 60, 2):
        store.save(Grid(name=f"{day}"))
        backup(store, free_name(folder, start + timedelta(days=day)))
    would = superfluous(kept_backups(store), USUAL)
    assert would
    made = todays_backup(store, datetime.now() + timedelta(days=1))
    left = kept_backups(store)
    assert left[0].path == made.path
    assert not {one.path for one in would} & {one.path for one in left}
    assert len(left) < 20
