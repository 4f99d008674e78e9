"""A store in which two clerks work, each with a passphrase that opens at once."""

from attrs import evolve

from db.records.centre.account import Account, roles_of
from db.records.role import EVERY_ROLE
from db.store import Store, keyring
from db.store.lift import Lift
from tests.conftest import ENTRY, PASSPHRASE, QUICK

SECOND_ENTRY = "1a2b3c4d5e6f7081"
SECOND = "第二位-雨后-9"
SECOND_NAME = "王敏"
__all__ = ["ENTRY", "PASSPHRASE", "SECOND", "SECOND_ENTRY", "SECOND_NAME", "add_clerk"]


def add_clerk(
    store: Store, name: str = SECOND_NAME, passphrase: str = SECOND, entry: str = SECOND_ENTRY, *, given: bool = False
) -> Account:
    """One more clerk with every role and a passphrase of his own, or one that an administrator gave."""
    with store.lifted(Lift.SAME):
        account = store.save(Account(name=name, roles=roles_of(EVERY_ROLE)))
    key = store._key
    made = keyring.seal(entry, passphrase, key, QUICK, name, account.id)
    store.ring.replace(lambda _keeper, ring, _w: ring.having(entry, evolve(made, must_change=given)), "给口令")
    return account
