"""A store knows the types that it was given, and no others: search, hits, titles and links follow from them."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

import pytest
from attrs import frozen

from db.fields import Link, Name, Text
from db.records import KINDS
from db.records.base import Record
from db.records.kind import Found, Kind, Room
from db.records.kinds import Kinds
from db.records.registry.resident import Resident
from db.services.find import find
from db.store import Store
from db.store.schema import statements
from tests.factories import plant


@frozen(kw_only=True)
class Key(Record):
    """A type that the program does not have."""

    TABLE: ClassVar[str] = "spare_key"
    LABEL: ClassVar[str] = "备用钥匙"

    what: Annotated[str, Text("哪把钥匙", required=True, width=16, listed=True)] = ""
    keeper: Annotated[str, Name("保管人", width=6, listed=True)] = ""
    holder: Annotated[int, Link("领用人", to="resident", width=6, listed=True)] = 0

    def title(self, linked: Mapping[str, str]) -> str:
        """Which one."""
        return self.what


KEYS = Kind(
    record=Key,
    code=32_000,
    room=Room.HALL,
    tab="备用钥匙",
    help=("钥匙领走、还回都记在这里。",),
    found=Found(texts=("what",), persons=("keeper",)),
    line=("{keeper}", "领用人 {holder}"),
)


def with_keys(store: Store) -> Store:
    """The store with a table of keys, and the type known."""
    for sql in statements(Key):
        store._connection.execute(sql)
    store.kinds = store.kinds.with_kind(KEYS)
    return store


def test_a_type_that_a_store_is_given_is_saved_found_and_told(store: Store) -> None:
    with_keys(store)
    holder = plant(store, Resident, name="张桂芳")
    key = store.save(Key(what="活动室大门", keeper="卢清", holder=holder.id))
    assert store.get(Key, key.id) == key
    for words in ("活动室", "hds", "luqing"):
        (found,) = [f for f in find(store, words) if f.table == Key.TABLE]
        assert (found.id, found.label, found.title, found.subtitle) == (
            key.id,
            "备用钥匙",
            "活动室大门",
            "卢清 · 领用人 张桂芳",
        )
    assert store.links_to(Resident.TABLE, [holder.id]) == {holder.id: {(Key.TABLE, key.id)}}
    assert find(store.again(), "活动室"), "another connection to the same store knows it, too"
    with store.writing() as w:
        w.delete(key)
    assert find(store, "活动室") == []


def test_other_stores_do_not_know_it(store: Store) -> None:
    assert Key.TABLE in with_keys(store).kinds
    assert Key.TABLE not in KINDS


def test_two_types_never_share_a_table_or_a_code() -> None:
    with pytest.raises(ValueError, match="same table or the same code"):
        KINDS.with_kind(KEYS).with_kind(KEYS)


def test_rooms_stand_in_the_order_in_which_types_name_them() -> None:
    kinds = Kinds((KEYS, *KINDS))
    assert kinds.rooms()[:2] == (Room.HALL, Room.REGISTRY)
    assert kinds.of(Room.HALL)[0] is KEYS
    assert sorted(one.code for room in kinds.rooms() for one in kinds.of(room)) == sorted(one.code for one in kinds)
