"""Whoever sees only some records finds no word of the others, by whatever public method of the store he asks."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

import pytest
from attrs import frozen

from db.errors import AppError
from db.fields import Link
from db.records.base import Record, columns_of
from db.records.condition import contains
from db.records.figure import count
from db.records.kind import WhileOpen
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.store import Store, Warrant, among
from db.store.audit import Entry
from db.store.list_reading import MANY
from db.store.log_reading import Asked as LogAsked
from db.store.measuring import Asked
from db.store.reading import Reader
from tests.db.rights.hunting import Prey

pytestmark = pytest.mark.xdist_group("hunting")  # in one process what both files stand on is made once

ASIDE = {
    "account", "actor", "rights", "lifted", "data_version", "last_entry", "last_number", "holds", "saved_between",
    "stopping", "where", "has_stood", "person_at_work", "at_one_head", "declared_flow", "reckoner", "seen_by", "before_deed", "first_entry",
    "centre", "rule", "rule_in_force", "hash_at", "sealed_for", "last_deed", "has_changed_since",
    "deletions", "drafts_with", "entries_about", "forget_entries", "reasons_with", "said",  # ask first who may delete for good
    "had_gone", "is_decided", "refuse_purged", "restorings", "told_of",
}  # fmt: skip
"""What tells of no record, or of those alone that everybody sees."""
NOTHING = ("find", "get_many", "history", "first_entries", "steps", "clocks_of", "count", "seen")
"""Which of them have nothing at all to say of what is hidden."""
MOST = 60
_LATE = date(9000, 1, 1)


class Caught(AssertionError):
    """An id of a hidden record came out."""


@frozen
class Asking:
    """What is asked: of records of one type that are hidden."""

    store: Store
    kind: type[Record]
    ids: list[int]
    prey: Prey

    def stubs(self) -> list[Record]:
        """Records that tell nothing but their ids: whatever else comes out, the store has told."""
        return [self.kind(id=i, version=1) for i in self.ids]

    def order(self) -> tuple[str, ...]:
        return self.store.kinds[self.kind.TABLE].order

    def words(self) -> list[str]:
        return self.prey.words()

    def everybody(self) -> list[int]:
        return self.prey.hidden[Resident.TABLE]

    def record_of(self, table: str) -> type[Record]:
        return self.store.kinds[table].record

    def none_of(self, ids: Iterable[int], kind: type[Record] | None = None) -> None:
        """Catches hidden ones among ids."""
        table = (kind or self.kind).TABLE
        if found := set(ids) & set(self.prey.hidden[table]):
            raise Caught(f"{table} {sorted(found)[:3]}")

    def no_pair_of(self, pairs: Iterable[Iterable[tuple[str, int]]]) -> None:
        """Catches hidden ones among tables with ids."""
        for some in pairs:
            for table, record_id in some:
                self.none_of([record_id], self.record_of(table))


def _deed(store: Store) -> Entry:
    """One that lies behind everything."""
    return Entry(store.last_entry().seq + 1, datetime.now(), "", "import", "resident", 0, "", {})


CALLS: Mapping[str, Callable[[Asking], object]] = {
    "select": lambda a: a.store.select(a.kind),
    "as_of": lambda a: a.store.as_of(a.kind, date.today()),
    "find": lambda a: [a.store.find(a.kind, i) for i in a.ids],
    "get": lambda a: [_tried(lambda i=i: a.store.get(a.kind, i)) for i in a.ids],
    "get_many": lambda a: a.store.get_many(a.kind, a.ids).values(),
    "titles": lambda a: a.store.titles(a.kind.TABLE, a.ids),
    "linked_titles": lambda a: a.store.linked_titles(a.store.select(a.kind)),
    "all_titles": lambda a: a.store.all_titles(a.store.select(a.kind)),
    "title": lambda a: [a.store.title(one) for one in (*a.stubs(), *a.store.select(a.kind))],
    "named": lambda a: [a.store.named(one) for one in a.stubs()],
    "owners": lambda a: a.store.owners(Household, "members", "resident", a.prey.hidden[Resident.TABLE]),
    "owner_ids": lambda a: a.none_of(a.store.owner_ids(Household, "members", "resident", a.everybody()), Household),
    "count": lambda a: [a.store.count(a.kind, among("id", a.ids))],
    "ids": lambda a: a.none_of(a.store.ids(a.kind)),
    "linked": lambda a: a.none_of(own for name in _links(a) for own in a.store.linked(a.kind, name)),
    "first_ids": lambda a: [a.none_of(a.store.first_ids(a.kind, order=a.order(), limit=n)) for n in (50, 10_000)],
    "all_ids": lambda a: [a.none_of(a.store.all_ids(a.kind, order=a.order(), count=n)) for n in (0, MANY + 1)],
    "search": lambda a: [a.none_of([hit.id], a.record_of(hit.table)) for w in a.words() for hit in a.store.search(w)],
    "found": lambda a: [a.none_of(a.store.found(a.kind, word)) for word in a.words()],
    "history": lambda a: [a.store.history(one) for one in a.stubs()],
    "first_entries": lambda a: a.store.first_entries(a.kind.TABLE, a.ids),
    "deeds": lambda a: a.store.deeds(a.kind.TABLE, ("import", "create", "update", "delete", "print")),
    "entries_of": lambda a: list(a.store.entries_of(_deed(a.store), 0, a.kind.TABLE)),
    "changed_since": lambda a: a.none_of(a.store.changed_since(0, a.kind.TABLE, a.ids)),
    "links_to": lambda a: a.no_pair_of(a.store.links_to(a.kind.TABLE, a.ids).values()),
    "pointing_at": lambda a: a.no_pair_of(a.store.pointing_at(one) for one in a.stubs()),
    "steps": lambda a: [a.store.steps(one) for one in a.stubs()],
    "open_names": lambda a: [a.store.open_names(), a.no_pair_of([{(o.table, o.id) for o in a.store.open_names()}])],
    "namesakes": lambda a: a.none_of((resident for _, resident in a.store.namesakes()), Resident),
    "clocks_of": lambda a: [a.store.clocks_of(one) for one in a.stubs()],
    "clock_ends": lambda a: a.none_of(i for name in _clocks(a) for i in a.store.clock_ends(a.kind, name, None, _LATE)),
    "disagreeing_clocks": lambda a: a.store.disagreeing_clocks(),
    "open_rows": lambda a: [a.store.open_rows(a.store.kinds, 0), a.none_of(_open(a))],
    "measured": lambda a: _tried(lambda: a.store.measured(_asked(a))),
    "measured_rows": lambda a: a.none_of(a.store.measured_rows(_asked(a), ("id",))),
    "flow_of": lambda a: [a.store.flow_of(one) for one in a.stubs()],
    "flows_of": lambda a: a.store.flows_of(a.store.kinds[a.kind.TABLE]),
    "own_stages_named": lambda a: a.store.own_stages_named(),
    "seen": lambda a: a.store.seen(a.kind.TABLE, a.ids),
    "log": lambda a: a.store.log(LogAsked(records=tuple((a.kind.TABLE, i) for i in a.ids))),
    "log_entries": lambda a: a.store.log_entries(range(1, a.store.last_entry().seq + 1)).values(),
}


def _tried(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except AppError as error:
        return str(error)


def _links(asking: Asking) -> list[str]:
    """The links of its records."""
    return [name for name, field in columns_of(asking.kind).items() if isinstance(field, Link)]


def _clocks(asking: Asking) -> set[str]:
    return {clock.name for clock in asking.store.kinds[asking.kind.TABLE].clocks}


def _open(asking: Asking) -> list[int]:
    kind = asking.store.kinds[asking.kind.TABLE]
    return [row.id for row in asking.store.open_rows([kind], 0)] if isinstance(kind.due, WhileOpen) else []


def _asked(asking: Asking) -> Asked:
    """Who has a name that is hidden."""
    conditions = [contains("name", word) for word in asking.words()[:1] if asking.kind is Resident]
    return Asked(asking.kind, tuple(asking.store.where(asking.kind, conditions)), count(), (), date.today())


def test_every_public_method_is_tried() -> None:
    public = {name for name, _ in inspect.getmembers(Reader) if not name.startswith("_")}
    assert CALLS.keys() | ASIDE == public
    assert not CALLS.keys() & ASIDE


@pytest.mark.parametrize("name", CALLS)
def test_nothing_of_what_is_hidden_comes_out(name: str, hunted: tuple[Store, Prey]) -> None:
    clerk, prey = hunted
    assert prey.count() > 100, "there is something to be found"
    for table, ids in prey.hidden.items():
        if not ids:
            continue
        with clerk.at_one_head():
            answer = CALLS[name](Asking(clerk, clerk.kinds[table].record, ids[:MOST], prey))
        assert not prey.caught(answer), table
        if name in NOTHING:
            assert not any(answer), table  # pyright: ignore[reportArgumentType]


def test_what_is_read_inside_a_transaction_is_no_more(hunted: tuple[Store, Prey]) -> None:
    clerk, prey = hunted
    with clerk.writing("试试", Warrant.PRACTICE):
        for table, ids in prey.hidden.items():
            assert not clerk.get_many(clerk.kinds[table].record, ids[:MOST])
