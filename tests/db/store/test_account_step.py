"""The accounts of a store of before get roles: all of them where one works alone, and by 岗位 where there are several."""

from collections.abc import Sequence
from datetime import date

import pytest

from db.records.centre.account import Account
from db.records.role import EVERY_ROLE, Role
from db.store import Store
from db.store.driver import Connection
from db.store.lift import Lift
from tests.db.store.test_migrations import STEPS, apply_until, connection, old

__all__ = ["connection", "old"]


def brought_up(old: Store, connection: Connection, titles: Sequence[str]) -> Store:
    """A desk of the number 3 with one account for each 岗位."""
    apply_until(connection, STEPS[STEPS.index("m036_roles") - 1])
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM account")
    connection.execute("UPDATE counter SET value = 3 WHERE name = 'desk'")
    for number, title in enumerate(titles, 1):
        sql = "INSERT INTO account (id, version, name, role) VALUES (?, 4, ?, ?)"
        connection.execute(sql, (number, f"工作人员{number}", title))
    connection.close()
    return Store._with_key(old.folder, old._key)


@pytest.mark.parametrize("title", ["1", "3", ""])
def test_who_works_alone_may_do_everything(old: Store, connection: Connection, title: str) -> None:
    store = brought_up(old, connection, [title])
    (account,) = store.select(Account)
    assert (store.account, store.rights.roles, account.left) == (account.id, EVERY_ROLE, None)
    assert {row.since for row in account.roles} == {None}, "nobody knows since when"
    assert store.save(account).version == 5
    assert store.verify() == []
    store.close()


def test_several_get_what_their_title_says(old: Store, connection: Connection) -> None:
    store = brought_up(old, connection, ["1", "2", "3", "4", "5", "", "77"])
    told = [account.roles_on(date.today()) for account in store.select(Account, order=("id",))]
    desk, chief = frozenset({Role.DESK}), frozenset({Role.CHIEF})
    assert told == [desk, frozenset({Role.MEDIATOR}), frozenset({Role.GRID}), chief, chief, desk, desk]
    with store.lifted(Lift.SAME):
        made = store.save(Account(name="新来的", roles=(*store.select(Account)[0].roles,)))
    assert made.roles[0].id == (3 << 40) + 8, "ids go on where those of the step ended"
    store.close()
