"""Where two must key what they decide: another clerk beside the one of the test."""

from db.records.centre.account import Account, roles_of
from db.records.role import EVERY_ROLE
from db.store import Store
from db.store.lift import Lift


def second_clerk(store: Store) -> Store:
    """The store as another clerk with every role has it open, by a passphrase of his own."""
    with store.lifted(Lift.SAME):
        account = store.save(Account(name="王敏", roles=roles_of(EVERY_ROLE)))
    return Store._with_key(store.folder, store._key, account.id)
