"""Two accounts of one name are told apart at the door, in the log and by the command line."""

import attrs

from db.disk.ring_names import ring_names
from db.records.base import changed
from db.records.centre.account import Account, roles_of, told_apart, without_what_tells_apart
from db.records.registry.place import Grid
from db.records.role import EVERY_ROLE
from db.services.centre.open_as import open_as
from db.services.log_lines import lines
from db.store import Store, keyring
from tests.conftest import PASSPHRASE, QUICK

OTHER = "另一位卢清自己的口令-9"
ENTRY = "1a2b3c4d5e6f7081"


def test_the_post_tells_apart_and_where_that_is_one_too_who_came_first() -> None:
    same = [Account(id=n, name="王敏", role=role) for n, role in ((1, "1"), (2, "2"), (3, "2"), (4, ""))]
    alone = Account(id=5, name="卢清", role="1")
    told = told_apart([*reversed(same), alone])
    assert told[5] == "卢清"
    assert told[1] == "王敏（窗口登记员）"
    assert (told[2], told[3], told[4]) == ("王敏（第 2 位登记的）", "王敏（第 3 位登记的）", "王敏（第 4 位登记的）")
    assert {without_what_tells_apart(name) for name in told.values()} == {"王敏", "卢清"}


def test_the_door_the_log_and_the_command_line_tell_them_apart(store: Store) -> None:
    me = store.get(Account, store.account)
    store.save(changed(me, role="1"))
    other = store.save(Account(name=me.name, role="2", roles=roles_of(EVERY_ROLE)))
    made = keyring.seal(ENTRY, OTHER, store._key, QUICK, other.name, other.id)
    store.ring.replace(lambda _keeper, ring, _w: ring.having(ENTRY, made), "给口令")
    first, second = told_apart([changed(me, role="1"), other]).values()
    assert set(ring_names(store.folder).values()) == {first, second}
    assert first != second
    store.save(Grid(name="一"))
    (line,) = lines(store, [store.last_entry().seq]).values()
    assert line.who == first
    store.close()
    for clerk in (second, me.name):
        opened = open_as(store.folder, OTHER, clerk)
        assert opened.account == other.id
        assert opened.actor == me.name
        opened.close()
    opened = open_as(store.folder, PASSPHRASE, first)
    saved = opened.save(attrs.evolve(opened.get(Account, other.id), name="王敏"))
    opened.ring.rename()
    assert set(ring_names(opened.folder).values()) == {me.name, saved.name}, "it goes with the likeness"
    opened.close()
