"""What is acknowledged is there after the program was killed, and nothing of what was not."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.disk.parts import BESIDE, LOGS, PARTS
from db.errors import StoreForeign
from db.records.registry.household import Household
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.store import FILE, Store, anchor
from tests.conftest import CENTRE, CLERK, PASSPHRASE
from tests.db.another import FAMILY
from tests.db.windows import heard, rest_of, window

KILLS = 8


@pytest.mark.parametrize("kill", range(KILLS))
def test_killed_in_the_middle_of_writing(store: Store, kill: int) -> None:
    """Kill -9, at another moment each time: after so many acknowledged households, somewhere in the next one."""
    store.close()
    wanted = random.Random(kill).randint(1, 40)
    with window("raise_families", store.folder) as other:
        acknowledged = [int(heard(other)) for _ in range(wanted)]
        other.kill()
        acknowledged += [int(line) for line in rest_of(other)]
    opened = Store._with_key(store.folder, store._key)
    try:
        assert opened.verify() == []
        households = opened.select(Household)
        assert {h.id for h in households} >= set(acknowledged), "an acknowledged household is lost"
        assert len(households) - len(acknowledged) in (0, 1), "at most the one that was just committed"
        assert all(len(h.members) == FAMILY and h.head == h.members[0].resident for h in households), "half a household"
        assert opened.count(Resident) == FAMILY * len(households), "residents of a household that is not there"
        told = opened._connection.execute("SELECT count(*) FROM audit WHERE tbl = 'household'").fetchone()
        assert told == (len(households),)
        assert {h.id for h in opened.search("王0甲")} >= {households[0].head}
    finally:
        opened.close()


def test_commits_that_a_damaged_log_swallows_are_noticed(store: Store) -> None:
    """SQLite stops at the first frame of its log that does not add up and drops what follows, without a word."""
    store.close()
    with window("raise_families", store.folder) as other:
        for _ in range(20):
            heard(other)
        other.kill()
        other.wait()
    log = store.folder / f"{FILE}-wal"
    raw = bytearray(log.read_bytes())
    raw[len(raw) // 2] ^= 1
    log.write_bytes(raw)
    opened = Store._with_key(store.folder, store._key)
    try:
        assert 0 < opened.count(Household) < 20
        assert any("末尾的记录" in fault for fault in opened.verify())
    finally:
        opened.close()


def test_a_log_that_is_lost_is_noticed(store: Store) -> None:
    """Only ``centre.db`` was copied to the new PC, while the program was running."""
    store.close()
    with window("raise_families", store.folder) as other:
        for _ in range(5):
            heard(other)
        other.kill()
        other.wait()
    (store.folder / f"{FILE}-wal").unlink()
    (store.folder / f"{FILE}-shm").unlink()
    opened = Store._with_key(store.folder, store._key)
    try:
        assert anchor.read(opened.folder) is not None
        assert opened.verify()
    finally:
        opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another centre's store, which is open: what it saved stands in its log."""
    made, _ = Store.create(tmp_path / "other", "别的口令-3321", CENTRE, CLERK)
    made.save(Grid(name="别处的"))
    yield made
    made._connection.close()


def test_the_log_of_another_store_is_never_written_into_this_one(store: Store, other: Store, tmp_path: Path) -> None:
    """The engine would replay it, find nothing that it can read, and put it over the whole file all the same at closing."""
    store.save(Grid(name="还在的"))
    store.close()
    before = (store.folder / FILE).read_bytes()
    log = store.folder / LOGS[0]
    log.write_bytes((other.folder / LOGS[0]).read_bytes())
    for _ in range(2):
        with pytest.raises(StoreForeign, match="另一份资料的"):
            Store.open(store.folder, PASSPHRASE)
        assert (store.folder / FILE).read_bytes() == before
    log.rename(tmp_path / "moved")
    opened = Store.open(store.folder, PASSPHRASE)
    assert [grid.name for grid in opened.select(Grid)] == ["还在的"]
    assert opened.verify() == []
    opened.close()


def test_the_log_of_a_killed_window_is_never_written_into_another_store(store: Store, other: Store) -> None:
    """Somebody puts another store's database over it; both are still there to be put right."""
    store.close()
    with window("raise_families", store.folder) as killed:
        acknowledged = [int(heard(killed)) for _ in range(5)]
        killed.kill()
        killed.wait()
    path, log = store.folder / FILE, store.folder / LOGS[0]
    before, logged = path.read_bytes(), log.read_bytes()
    other.close()
    path.write_bytes((other.folder / FILE).read_bytes())
    with pytest.raises(StoreForeign, match="另一份资料的"):
        Store.open(store.folder, PASSPHRASE)
    assert path.read_bytes() == (other.folder / FILE).read_bytes()
    assert log.read_bytes() == logged
    path.write_bytes(before)
    opened = Store.open(store.folder, PASSPHRASE)
    assert {h.id for h in opened.select(Household)} >= set(acknowledged)
    assert opened.loss is None
    opened.close()


def test_closing_folds_the_log_into_the_file(store: Store) -> None:
    store.save(Resident(name="孙巧"))
    store.close()
    assert sorted(p.name for p in store.folder.iterdir()) == sorted([*PARTS, *BESIDE])
