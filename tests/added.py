"""Two types that the program does not have, a plain one and one with stages, and a store that is given them at run time."""

from db.records import KINDS
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.store import Store
from db.store.schema import statements
from tests.added_kind import KEYS
from tests.added_staged import WHISTLES

ADDED = (KEYS, WHISTLES)
EVERY = Kinds((*KINDS, *ADDED))


def with_added(store: Store, *added: Kind) -> Store:
    """The store with the tables of these types, of both where none is named, and the types known."""
    for kind in added or ADDED:
        for sql in statements(kind.record):
            store._connection.execute(sql)
        store.kinds = Kinds((*store.kinds, kind))
    return store
