"""Transactions: all or nothing, one writer at a time, and numbers that are given once."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from db.errors import ArgumentError, Cancelled, DiskFull, LinkGone, RecordGone, RecordInvalid, RecordTwice, StoreBusy
from db.records.duties.retention import Retention
from db.records.mediation.case import MediationCase
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, Grid
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import CareTag
from db.services.mediation.accept_case import accept_case
from db.store import Store, Writer, anchor, audit, replay
from tests.db.another import NUMBERS
from tests.db.windows import heard, rest, tell, window
from tests.factories import estate, make, plant


def everything(store: Store) -> list[str]:
    """The whole content of the file, as the engine would write it down."""
    tables = store._connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return [
        f"{name} {row}"
        for (name,) in tables
        for row in store._connection.execute(f"SELECT * FROM {name}").fetchall()  # a table of ours
    ]


def write_much(w: Writer) -> None:
    """Records, parts, numbers, index and audit entries."""
    people = w.save_all([make(Resident, n, house=0) for n in (50, 51)])
    w.save(Household(head=people[0].id, members=tuple(Member(resident=p.id) for p in people)))
    w.take_number("case:2026", 5)
    w.note("print", "resident", people[0].id, {})


def together(store: Store, *deeds: Callable[[Writer], object]) -> None:
    """Does it all in one transaction, or in one step of the transaction under way."""
    with store.writing("导入花名册") as w:
        for deed in deeds:
            deed(w)


def cancel(_: Writer) -> None:
    raise Cancelled


def fill_up(w: Writer) -> None:
    """More than fits into what is left of the file."""
    w.save_all([make(Resident, n, house=0, note="很长的备注" * 200) for n in range(1, 500)])


def leave_no_room(store: Store) -> None:
    """Tells the engine that the disk is full: it answers as it does on one."""
    pages = store._connection.execute("PRAGMA page_count").fetchone()
    assert pages
    store._connection.execute(f"PRAGMA max_page_count = {pages[0]}")


@pytest.mark.parametrize("reason", [Cancelled, KeyboardInterrupt, ZeroDivisionError, GeneratorExit])
def test_an_exception_undoes_everything(store: Store, reason: type[BaseException]) -> None:
    kept = plant(store, Household)
    before = everything(store)

    def stop(w: Writer) -> None:
        w.delete(kept)
        raise reason

    with pytest.raises(reason):
        together(store, write_much, stop)
    assert everything(store) == before
    assert store.save(Grid(name="第一网格")).version == 1, "the store goes on working"
    assert store.verify() == []


def test_a_refused_record_undoes_those_before_it(store: Store) -> None:
    before = everything(store)
    with pytest.raises(RecordInvalid):
        together(store, write_much, lambda w: w.save(Grid()))
    assert everything(store) == before


def test_a_clash_undoes_everything(store: Store) -> None:
    before = everything(store)
    with pytest.raises(RecordTwice):
        together(store, write_much, lambda w: w.save_all([Building(number="1"), Building(number="1")]))
    assert everything(store) == before


def test_a_failing_commit_undoes_everything(store: Store) -> None:
    """Links are checked when the transaction ends."""
    before = everything(store)
    with pytest.raises(LinkGone):
        together(store, lambda w: w.save(Building(number="1", grid=4711)), write_much)
    assert everything(store) == before


def test_a_step_fails_alone_when_somebody_catches_it(store: Store) -> None:
    with store.writing("导入") as w:
        w.save(Building(estate=estate(store, "幸福里小区"), number="1"))
        with pytest.raises(RecordTwice):
            together(
                store,
                lambda w: w.save(Grid(name="不该留下")),
                lambda w: w.save(Building(estate=estate(store, "幸福里小区"), number="1")),
            )
        w.save(Building(estate=estate(store, "幸福里小区"), number="2"))
    assert store.count(Grid) == 0
    assert store.count(Building) == 2
    told = [e for b in store.select(Building) for e in store.history(b)]
    assert len(told) == 2
    last = store._connection.execute("SELECT count(*) FROM audit WHERE tbl = 'grid'").fetchone()
    assert last == (0,), "what was undone is not told as done"
    assert store.verify() == []


def test_steps_lie_in_steps(store: Store) -> None:
    with store.writing() as w:
        with store.writing():
            w.save(Grid(name="外"))
            with pytest.raises(Cancelled):
                together(store, lambda w: w.save(Grid(name="内")), cancel)
        store.save(Grid(name="后"))
    assert [g.name for g in store.select(Grid)] == ["外", "后"]


def test_a_failing_service_inside_another_transaction(store: Store) -> None:
    """A case that is refused must not use up its number."""
    with pytest.raises(RecordInvalid):
        accept_case(store, make_case(title=""))
    assert accept_case(store, make_case(title="漏水")).number == "民调〔2026〕1号"


def make_case(title: str) -> MediationCase:
    return make(MediationCase, title_text=title, number="", received=date(2026, 3, 2), due=None, closed=None)


def test_a_writer_is_worth_nothing_after_its_transaction(store: Store) -> None:
    """It would save without an audit entry."""
    with store.writing() as w:
        saved = w.save(Grid(name="第一网格"))
    for use in (lambda: w.save(Grid(name="第二网格")), lambda: w.delete(saved), lambda: w.take_number("case:2026")):
        with pytest.raises(RuntimeError):
            use()
    assert store.select(Grid) == [saved]


def test_reading_inside_sees_what_was_written(store: Store) -> None:
    with store.writing() as w:
        saved = w.save(Grid(name="第一网格"))
        assert store.get(Grid, saved.id) == w.read.get(Grid, saved.id) == saved


def test_others_see_nothing_before_the_commit(store: Store) -> None:
    other = store.again()
    with store.writing() as w:
        w.save(Grid(name="第一网格"))
        assert other.count(Grid) == 0
    assert other.count(Grid) == 1
    other.close()


def test_numbers_begin_at_one_and_never_repeat(store: Store) -> None:
    with store.writing() as w:
        assert [w.take_number("case:2026") for _ in range(3)] == [1, 2, 3]
        assert w.take_number("case:2027") == 1
        assert w.take_number("case:2026", 10) == 4
        assert w.take_number("case:2026") == 14
    assert store.last_number("case:2026") == 14
    assert store.last_number("case:1999") == 0


def test_an_id_is_not_given_again_after_a_deletion(store: Store) -> None:
    """What was written about the old one elsewhere must not seem to be about the new one."""
    first = store.save(Grid(name="第一网格"))
    with store.writing() as w:
        w.delete(first)
    assert store.save(Grid(name="第二网格")).id > first.id
    with pytest.raises(RecordGone):
        store.get(Grid, first.id)


def test_windows_share_the_numbers(store: Store) -> None:
    """Three windows write at once: none fails, no number comes twice, none is lost."""
    with window("take_numbers", store.folder) as one, window("take_numbers", store.folder) as two:
        own: list[int] = []
        for _ in range(NUMBERS):
            with store.writing() as w:
                own.append(w.take_number("case:2026"))
                w.save(Grid(name=f"{own[-1]}"))
        taken = [*own, *(int(line) for process in (one, two) for line in rest(process))]
    assert sorted(taken) == list(range(1, 3 * NUMBERS + 1))
    assert sorted(int(g.name) for g in store.select(Grid)) == sorted(taken)
    assert store.verify() == []


def test_a_window_that_writes_for_too_long(store: Store) -> None:
    store._connection.execute("PRAGMA busy_timeout = 50")
    with window("hold_the_lock", store.folder) as other:
        assert heard(other) == "writing"
        with pytest.raises(StoreBusy):
            store.save(Grid(name="等不到"))
        assert store.count(Grid) == 0, "reading goes on meanwhile"
        tell(other)
        rest(other)
    store.save(Grid(name="轮到了"))
    assert [g.name for g in store.select(Grid)] == ["轮到了"]


def test_a_full_disk_loses_nothing(store: Store) -> None:
    kept = plant(store, Household)
    before = everything(store)
    leave_no_room(store)
    with pytest.raises(DiskFull):
        together(store, fill_up)
    assert everything(store) == before
    assert store.get(Household, kept.id) == kept
    assert store.verify() == []
    store._connection.execute("PRAGMA max_page_count = 1073741823")
    assert store.save(attrs.evolve(kept, note="腾出空间以后")).version == 2


def test_going_on_after_a_full_disk_is_refused(store: Store) -> None:
    """The engine has rolled back by itself: what would follow would be saved outside of any transaction."""
    leave_no_room(store)

    def fill_up_and_go_on(w: Writer) -> None:
        with pytest.raises(DiskFull):
            together(store, fill_up)
        w.save(Grid(name="不该留下"))

    with pytest.raises(RuntimeError):
        together(store, fill_up_and_go_on)
    assert store.count(Grid) == store.count(Resident) == 0
    assert store.verify() == []


def test_the_audit_head_follows_every_commit(store: Store) -> None:
    for name in "甲乙丙":
        store.save(Grid(name=name))
        assert anchor.read(store.folder) == audit.head(store._connection)


def test_of_many_at_once_each_is_kept_as_one_alone_would_be(store: Store) -> None:
    """Whatever is empty in all, in some or in none of them, a number that is nought among it."""
    tag = CareTag(kind="30", since=date(2026, 5, 1))
    told = {"birth": date(1950, 1, 1), "note": "住院", "care": (tag, CareTag(kind="11"))}
    people = [Resident(name=f"张{number}", sex="1", **(told if number == 70 else {})) for number in range(80)]
    with store.writing() as w:
        saved = w.save_all(people)
        kept = w.save_all([make(Retention, n, years=0) for n in range(1, 71)])
    assert list(store.get_many(Resident, [one.id for one in saved]).values()) == saved
    assert [attrs.evolve(one, id=0, version=0) for one in saved if not one.care] == people[:70] + people[71:]
    assert list(store.get_many(Retention, [one.id for one in kept]).values()) == kept
    assert list(replay.off(store._connection, store.kinds)) == []


def test_half_a_character_is_said_and_nothing_is_written(store: Store) -> None:
    before = store.last_entry()
    with pytest.raises(ArgumentError, match=r"U\+D842"):
        store.save(Grid(name="第一网格", note="\ud842"))
    with pytest.raises(ArgumentError, match=r"U\+D842"):
        store.drafts.keep(Grid.TABLE, 0, "", {"note": "\ud842"}, None)
    assert (store.last_entry(), store.drafts.all(), store.count(Grid)) == (before, [], 0)
