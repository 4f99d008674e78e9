"""角色: what an account may see and do holds from a day to a day, and the first clerk of a store has every one."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from db.errors import RecordInvalid
from db.fields import Code
from db.records.base import columns_of
from db.records.centre.account import Account, AccountRole, roles_of
from db.records.role import EVERY_ROLE, Role
from db.services.centre.set_up import set_up
from db.store import Store
from tests.conftest import PASSPHRASE


def test_the_table_of_codes_names_every_role_and_no_other() -> None:
    kind = columns_of(AccountRole)["role"]
    assert isinstance(kind, Code)
    assert list(kind.codes().labels) == [role.value for role in Role]


def test_a_role_holds_from_its_first_to_its_last_day() -> None:
    days = [date(2026, 3, day) for day in (1, 2, 9, 10)]
    account = Account(roles=(AccountRole(role=Role.ADMIN, since=days[1], until=days[2]),))
    assert [account.roles_on(day) for day in days] == [set(), {Role.ADMIN}, {Role.ADMIN}, set()]


def test_of_a_role_that_a_later_program_has_nothing_follows() -> None:
    account = Account(roles=(AccountRole(role="99"), *roles_of([Role.GRID])))
    assert account.roles_on(date(2026, 3, 1)) == {Role.GRID}


def test_who_sets_up_a_store_has_every_role_whatever_the_clock_says(tmp_path: Path) -> None:
    store = set_up(tmp_path / "store", "幸福里社区", "卢清", PASSPHRASE).store
    assert (store.account, store.actor) == (store.select(Account)[0].id, "卢清")
    assert store.rights.roles == EVERY_ROLE
    assert store.select(Account)[0].roles_on(date(1999, 1, 1)) == EVERY_ROLE
    store.close()


def test_who_works_here_follows_the_account(store: Store) -> None:
    account = store.get(Account, store.account)
    store.save(Account(name="另一位"))
    store.save(attrs.evolve(account, name="卢小清", roles=roles_of([Role.DESK])))
    assert (store.account, store.actor, store.rights.roles) == (account.id, "卢小清", {Role.DESK})
    other = store.again()
    assert (other.account, other.rights.roles) == (account.id, {Role.DESK})
    other.close()


def test_a_role_without_a_name_or_that_ends_before_it_begins_is_refused(store: Store) -> None:
    account = store.get(Account, store.account)
    for wrong in (
        AccountRole(),
        AccountRole(role=Role.DESK, since=date(2026, 3, 2), until=date(2026, 3, 1)),
    ):
        with pytest.raises(RecordInvalid):
            store.save(attrs.evolve(account, roles=(wrong,)))
