"""恢复码单: whether it is kept is asked of who gives passphrases until he says so, and again for every code that is made."""

import pytest
from attrs import evolve

from db.errors import NotAllowed
from db.records.centre.account import Account, roles_of
from db.records.role import Role
from db.services.centre.accounts import new_recovery
from db.services.centre.kept_code import asks_for_code, is_code_kept, keep_code
from db.store import Store
from db.store.keyring import RECOVERY


def test_it_is_asked_until_it_is_said_and_again_after_another_code(store: Store) -> None:
    assert asks_for_code(store)
    keep_code(store)
    assert not asks_for_code(store)
    new_recovery(store)
    assert asks_for_code(store), "the sheet of before opens nothing any more"
    keep_code(store)
    assert is_code_kept(store)
    assert store.verify() == []


def test_nobody_else_is_asked_or_says_so(store: Store) -> None:
    account = store.save(Account(name="王敏", roles=roles_of([Role.DESK, Role.SECRETARY])))
    other = Store._with_key(store.folder, store._key, account.id)
    assert not asks_for_code(other)
    with pytest.raises(NotAllowed):
        keep_code(other)
    other.close()
    assert asks_for_code(store)


def test_a_practice_community_is_not_asked(store: Store) -> None:
    store.save(evolve(store.centre(), practice=True))
    assert not asks_for_code(store)


def test_a_code_that_had_to_be_made_is_asked_for_as_well(store: Store) -> None:
    keep_code(store)
    assert store.reseal(lambda _keeper, ring, _w: ring.without(RECOVERY))
    assert asks_for_code(store)
