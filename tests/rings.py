"""A key ring that is changed without sealing the store anew, which takes long: what `accounts` does where another window is open."""

from db.store import Store, keyring


def change_ring(store: Store, old: str, new: str) -> None:
    """Another passphrase for the account that works here."""
    store.ring.replace(store.ring.changing(old, new), "换口令")
    store.ring.entry = store.ring.now().of(store.account)


def recode_ring(store: Store) -> str:
    """Another recovery code."""
    code = keyring.new_code()
    store.ring.replace(lambda keeper, ring, _w: keeper.recoded(ring, code), "换恢复码")
    return code
