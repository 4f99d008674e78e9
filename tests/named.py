"""Accounts by their names, of which a test has one each."""

from db.records.centre.account import Account
from db.store import Store, eq


def account_named(store: Store, name: str) -> Account | None:
    """The first account of a name; None where there is none."""
    found = store.select(Account, eq("name", name), order=("id",), limit=1)
    return found[0] if found else None
