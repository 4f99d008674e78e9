"""Who works in grids: the role alone shows nothing, and that is said."""

from contextlib import closing

import pytest

from db.errors import NotAllowed
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.records.role import Role
from db.store import Store
from tests.factories import plant


def test_who_works_in_grids_and_has_none_is_told_so_and_who_enters_it(store: Store) -> None:
    account = store.save(Account(name="周建国", roles=roles_of([Role.GRID])))
    with closing(Store._with_key(store.folder, store._key, account.id)) as clerk:
        with pytest.raises(NotAllowed) as refused:
            clerk.save(Resident(name="张桂芳"))
        assert "您还没有任职的网格" in refused.value.remedy
        assert "网格长" in refused.value.remedy
        grid = store.save(Grid(name="第一网格"))
        plant(store, Tenure, person=account.person, of=store.kinds.reference_of(grid), since=None, until=None)
        with pytest.raises(NotAllowed) as refused:
            clerk.save(Resident(name="张桂芳"))
        assert refused.value.remedy == "请选您任职的网格里的房屋、楼栋或网格"
