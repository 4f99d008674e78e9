"""A store knows the types that it was given, and no others: search, hits, titles and links follow from them."""

import pytest

from db.records import KINDS
from db.records.flow import Flow, Meaning, Stage, flow_among
from db.records.kind import Room
from db.records.kinds import Kinds
from db.records.registry.resident import Resident
from db.services.find import find
from db.store import Store
from tests.added import with_added
from tests.added_kind import KEYS, Key
from tests.factories import plant


def test_a_type_that_a_store_is_given_is_saved_found_and_told(store: Store) -> None:
    with_added(store, KEYS)
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
    assert Key.TABLE in with_added(store, KEYS).kinds
    assert Key.TABLE not in KINDS


def test_the_flow_of_a_record_follows_what_it_says() -> None:
    stages = (Stage("1", "受理", Meaning.NEW),)
    short, long = (
        Flow(name=n, stages=stages, moves=(), when=("way", w)) for n, w in (("short", ("1", "2")), ("long", ("3",)))
    )
    assert flow_among((short, long), {"way": "2"}) is short
    assert flow_among((short, long), {"way": "3"}) is long
    assert flow_among((short, long), {"way": "4"}) is None
    assert flow_among((short, long), {}) is None
    other = Flow(name="other", stages=stages, moves=())
    assert flow_among((short, other), {"way": "3"}) is other


def test_two_types_never_share_a_table_or_a_code() -> None:
    with pytest.raises(ValueError, match="same table or the same code"):
        Kinds((*KINDS, KEYS, KEYS))


def test_rooms_stand_in_the_order_in_which_types_name_them() -> None:
    kinds = Kinds((KEYS, *KINDS))
    assert kinds.rooms()[:2] == (Room.FORCES, Room.REGISTRY)
    assert kinds.of(Room.FORCES)[0] is KEYS
    assert sorted(one.code for room in kinds.rooms() for one in kinds.of(room)) == sorted(one.code for one in kinds)
