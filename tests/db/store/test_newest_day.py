"""Roles begin and end by the newest day that the log knows: a clock that is set back gives none back."""

from datetime import date, datetime, timedelta

import pytest

from db.errors import NotAllowed, ReasonMissing
from db.records.base import changed
from db.records.centre.account import Account, AccountRole, roles_of
from db.records.centre.centre import Centre
from db.records.power import Power
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.centre.clock_right import ClockIsRight, NoneToday, put_clock_right
from db.store import Store, writing
from db.store.newest import CLOCK_RIGHT, newest_day
from tests.factories import plant

DAY = timedelta(days=1)
REAL = datetime.now()


class Clock:
    """Stands in for the clock of the computer."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def show(self, at: datetime) -> None:
        class Then(datetime):
            @classmethod
            def now(cls) -> datetime:  # type: ignore[override]
                return at

        class Today(date):
            @classmethod
            def today(cls) -> date:  # type: ignore[override]
                return at.date()

        self._patch.setattr(writing, "datetime", Then)
        for module in ("db.store.clerk", "db.services.centre.clock_right"):
            self._patch.setattr(f"{module}.date", Today)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def enter(store: Store, count: int) -> None:
    for number in range(count):
        plant(store, Grid, name=f"网格{store.last_entry().seq}-{number}", chief="", phone="", code="")


def test_a_clock_that_is_set_back_gives_no_role_back(store: Store, clock: Clock) -> None:
    me = store.get(Account, store.account)
    ended = AccountRole(role=Role.ADMIN, until=REAL.date() + DAY)
    with store.writing() as w:
        w.save(changed(me, roles=(AccountRole(role=Role.DESK), ended)))
    assert store.can(Power.ACCOUNTS)
    clock.show(REAL + 2 * DAY)
    assert not store.can(Power.ACCOUNTS)
    enter(store, 1)
    clock.show(REAL - 30 * DAY)
    for opened in (store, store.again()):
        assert opened.rights.roles == {Role.DESK}
        assert opened.day() == REAL.date() + 2 * DAY
        with pytest.raises(NotAllowed):
            opened.require_power(Power.ACCOUNTS)
    opened.close()


@pytest.mark.parametrize("since", [1, 2, 3, 7, 20])
def test_it_is_found_however_much_was_entered_since(store: Store, clock: Clock, since: int) -> None:
    enter(store, 5)
    clock.show(REAL + 40 * DAY)
    enter(store, 2)
    clock.show(REAL + 50 * DAY)
    enter(store, 1)
    clock.show(REAL - 5 * DAY)
    enter(store, since)
    assert newest_day(store._connection) == REAL.date() + 50 * DAY


def test_on_a_clock_that_goes_on_it_is_today(store: Store, clock: Clock) -> None:
    enter(store, 9)
    assert (newest_day(store._connection), store.day()) == (REAL.date(), REAL.date())
    clock.show(REAL + 3 * DAY)
    assert store.day() == REAL.date() + 3 * DAY


def test_a_clock_that_ran_ahead_is_put_right_by_an_administrator_and_the_log_keeps_it(
    store: Store, clock: Clock
) -> None:
    me = store.get(Account, store.account)
    until = AccountRole(role=Role.DESK, until=REAL.date() + 9 * DAY)
    with store.writing() as w:
        w.save(changed(me, roles=(*roles_of([Role.ADMIN, Role.CHIEF]), until)))
    clock.show(REAL + 4000 * DAY)
    enter(store, 3)
    clock.show(REAL)
    other = store.again()
    assert other.rights.roles == store.rights.roles == {Role.ADMIN, Role.CHIEF}, "what ended by that day is ended"
    with pytest.raises(ReasonMissing):
        put_clock_right(store, " ")
    put_clock_right(store, "主板电池没电")
    for opened in (store, other, store.again()):
        assert opened.rights.roles == {Role.ADMIN, Role.CHIEF, Role.DESK}
        assert opened.day() == REAL.date()
    (deed,) = store.deeds(Centre.TABLE, [CLOCK_RIGHT])
    assert "主板电池没电" in deed.reason
    assert deed.change["clock"] == [(REAL + 4000 * DAY).date().isoformat(), REAL.date().isoformat()]
    with pytest.raises(ClockIsRight):
        put_clock_right(store, "再一次")
    clock.show(REAL + 20 * DAY)
    enter(store, 2)
    clock.show(REAL)
    assert store.again().day() == (REAL + 20 * DAY).date(), "what came since counts as ever"
    assert store.verify() == []


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_nobody_else_puts_a_clock_right(store: Store, clock: Clock, role: Role) -> None:
    clock.show(REAL + 40 * DAY)
    account = store.save(Account(name="余闻", roles=roles_of([role])))
    clock.show(REAL)
    opened = Store._with_key(store.folder, store._key, account.id)
    with pytest.raises(NotAllowed):
        put_clock_right(opened, "想让角色回来")
    opened.close()


def test_nothing_is_put_right_that_would_leave_nobody_to_give_roles(store: Store, clock: Clock) -> None:
    me = store.get(Account, store.account)
    clock.show(REAL + 40 * DAY)
    with store.writing() as w:
        w.save(changed(me, roles=(AccountRole(role=Role.ADMIN, since=(REAL + 39 * DAY).date()),)))
    clock.show(REAL)
    with pytest.raises(NoneToday):
        put_clock_right(store, "时钟走快过")
    assert store.can(Power.ACCOUNTS)
