"""Drafts: nothing typed is lost, in any window, nor by a crash."""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from db.errors import RecordInvalid
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import Role
from db.store import Store


def test_nothing_typed_yet(store: Store) -> None:
    assert store.drafts.load("resident", 0) is None
    assert store.drafts.keys("resident") == []


def test_the_last_that_was_typed_counts(store: Store) -> None:
    typed = {"name": "孙巧", "care": [{"kind": "10"}], "age": 81, "alone": True, "since": None}
    store.drafts.keep("resident", 0, "", {"name": "孙"}, None)
    store.drafts.keep("resident", 0, "", typed, None)
    draft = store.drafts.load("resident", 0)
    assert draft is not None
    assert draft.values == typed


def test_each_form_and_record_has_its_own(store: Store) -> None:
    for form, key in (("resident", 0), ("resident", 7), ("meeting", 7)):
        store.drafts.keep(form, key, "", {"what": f"{form}{key}"}, None)
    typed = store.drafts.load("resident", 7)
    assert typed is not None
    store.drafts.forget(typed)
    assert store.drafts.load("resident", 7) is None
    kept = [store.drafts.load(form, key) for form, key in (("resident", 0), ("meeting", 7))]
    assert [d and d.values["what"] for d in kept] == ["resident0", "meeting7"]
    assert store.drafts.keys("resident") == [0]


def test_a_draft_outlives_the_program(store: Store) -> None:
    """The connection is dropped without closing the store, as a crash does."""
    store.drafts.keep("resident", 0, "", {"name": "孙巧"}, None)
    store._connection.close()
    opened = Store._with_key(store.folder, store._key)
    draft = opened.drafts.load("resident", 0)
    assert draft is not None
    assert draft.values == {"name": "孙巧"}
    opened.close()


def test_another_window_sees_it(store: Store) -> None:
    store.drafts.keep("resident", 0, "", {"name": "孙巧"}, None)
    other = store.again()
    assert other.drafts.keys("resident") == [0]
    other.close()


@pytest.mark.parametrize("again", [False, True])
def test_a_window_never_takes_for_its_own_what_another_writes_that_moment(store: Store, again: bool) -> None:
    """The other one writes whenever this one looks up what it has just kept."""
    other = store.again()
    connection: Any = store._connection

    def write(statement: str) -> None:
        if statement.startswith("SELECT"):
            other.drafts.keep("resident", 0, "", {"name": "另一个窗口的"}, None)

    held = store.drafts.keep("resident", 0, "", {"name": "孙"}, None) if again else None
    connection.set_trace_callback(write)
    kept = store.drafts.keep("resident", 0, "", {"name": "孙巧"}, held)
    connection.set_trace_callback(None)
    assert kept.values == {"name": "孙巧"}
    other.close()


def test_a_draft_is_no_record_and_tells_the_audit_nothing(store: Store) -> None:
    before = store.verify(), store._connection.execute("SELECT count(*) FROM audit").fetchone()
    store.drafts.keep("grid", 0, "", {"name": "第一网格"}, None)
    assert (store.verify(), store._connection.execute("SELECT count(*) FROM audit").fetchone()) == before
    assert store.count(Grid) == 0


def test_a_draft_in_a_transaction_goes_with_it(store: Store) -> None:
    """Saving the record drops its draft; when the record is refused after all, the draft is still there."""
    typed = store.drafts.keep("grid", 0, "", {"name": "第一网格"}, None)

    def save_and_break() -> None:
        with store.writing() as w:
            store.drafts.forget(typed)
            w.save(Grid(name="第一网格"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_break()
    assert store.drafts.keys("grid") == [0]


def test_a_draft_goes_with_what_is_saved_and_stays_with_what_is_not(store: Store) -> None:
    first = store.drafts.keep("grid", 0, "", {"name": "第一网格"}, None)
    second = store.drafts.keep("grid", 7, "", {"name": "第二网格"}, None)
    with pytest.raises(RecordInvalid), store.drafts.going_with(first):
        store.save(Grid())
    store.save(Grid(name="别的"))
    assert store.drafts.all() == [second, first], "what is saved later takes nothing along"
    with store.drafts.going_with(first):
        store.save(Grid(name="第一网格"))
    assert store.drafts.all() == [second]


def test_what_another_window_has_written_meanwhile_does_not_go_along(store: Store) -> None:
    held = store.drafts.keep("grid", 0, "", {"name": "第一"}, None)
    other = store.again()
    other.drafts.keep("grid", 0, "", {"name": "第一网格"}, held)
    other.close()
    with store.drafts.going_with(held):
        store.save(Grid(name="第一"))
    assert [draft.values for draft in store.drafts.all()] == [{"name": "第一网格"}]


# Whose they are.


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    """The same store in the hands of another clerk."""
    opened = Store._with_key(store.folder, store._key, store.save(Account(name="王敏", roles=roles_of([Role.DESK]))).id)
    yield opened
    opened.close()


def test_a_draft_is_seen_by_who_typed_it_alone(store: Store, other: Store) -> None:
    """Each goes on with their own, in the same form for the same record."""
    store.drafts.keep("resident", 7, "", {"name": "孙巧"}, None)
    assert other.drafts.load("resident", 7) is None
    assert other.drafts.all() == other.drafts.others("resident", 7, "", None) == []
    held = other.drafts.keep("resident", 7, "", {"name": "孙桥"}, None)
    assert [one.values["name"] for one in (*store.drafts.all(), *other.drafts.all())] == ["孙巧", "孙桥"]
    other.drafts.keep("resident", 7, "", {"name": "孙乔"}, held)
    mine, theirs = store.drafts.load("resident", 7), other.drafts.load("resident", 7)
    assert (mine and mine.values, theirs and theirs.values) == ({"name": "孙巧"}, {"name": "孙乔"})
    assert store.drafts.others("resident", 7, "", mine) == []
    assert other.drafts.keys("resident") == [7], "what is being typed by anybody is known, for undoing and merging"


def test_one_of_before_is_everybodys_until_somebody_goes_on(store: Store, other: Store) -> None:
    sql = "INSERT INTO draft (form, key, saved_at, body) VALUES ('grid', 0, '2026-03-01T09:00:00', '{}')"
    store._connection.execute(sql)
    found = [one.drafts.load("grid", 0) for one in (store, other)]
    assert found[0] == found[1] is not None
    other.drafts.keep("grid", 0, "", {"name": "第一网格"}, found[1])
    assert store.drafts.load("grid", 0) is None
    assert [one.values for one in other.drafts.all()] == [{"name": "第一网格"}]


def test_another_name_leaves_an_account_its_drafts(store: Store) -> None:
    store.drafts.keep("grid", 0, "", {"name": "第一网格"}, None)
    store.save(attrs.evolve(store.get(Account, store.account), name="卢小清"))
    assert len(store.drafts.all()) == 1


def test_one_that_was_preferred_meanwhile_is_still_the_same(store: Store) -> None:
    """A page goes on typing in what was opened a second time: no second one comes of it, and none is left after saving."""
    held = store.drafts.keep("grid", 0, "", {"name": "孙"}, None)
    store.drafts.prefer(held)
    held = store.drafts.keep("grid", 0, "", {"name": "孙巧"}, held)
    assert [one.values for one in store.drafts.all()] == [{"name": "孙巧"}]
    store.drafts.prefer(held)
    with store.drafts.going_with(held):
        store.save(Grid(name="孙巧"))
    assert store.drafts.all() == []
