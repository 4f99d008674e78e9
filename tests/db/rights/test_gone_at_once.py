"""What somebody may is asked as it is now: a role that another window took is gone at once."""

from collections.abc import Callable

import pytest

from db.errors import NotAllowed
from db.records.centre.account import Account, roles_of
from db.records.power import Power
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.centre.accounts import set_roles
from db.store import Store
from tests.factories import plant

READING: dict[str, Callable[[Store, int], object]] = {
    "get": lambda store, i: store.get(Resident, i),
    "select": lambda store, _: store.select(Resident),
    "ids": lambda store, _: store.ids(Resident),
    "count": lambda store, _: store.count(Resident),
    "search": lambda store, _: store.search("张桂芳"),
    "power": lambda store, _: store.can(Power.FIGURES),
}


@pytest.mark.parametrize("read", READING.values(), ids=READING)
def test_a_role_that_another_window_took_is_gone_before_anything_is_read(
    store: Store, read: Callable[[Store, int], object]
) -> None:
    resident = plant(store, Resident, name="张桂芳")
    account = store.save(Account(name="王敏", roles=roles_of([Role.DESK])))
    own = Store._with_key(store.folder, store._key, account.id)
    assert read(own, resident.id)
    set_roles(store, account, [Role.AUDITOR])
    try:
        assert not read(own, resident.id)
    except NotAllowed:
        pass
    finally:
        own.close()
