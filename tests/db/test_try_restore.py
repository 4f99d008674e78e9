"""A restore to try: it finds what a restore would find, tells it, harms nothing, and leaves nothing that can be read."""

import os
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest

from db.errors import Cancelled, NotAllowed
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.backed_pieces import SHARED
from db.services.backup import SUFFIX
from db.services.evidence.add_evidence import add_evidence
from db.services.kept_backups import last_backup, todays_backup
from db.services.second_place.carry import carry
from db.services.second_place.places import set_place
from db.services.try_restore import EVERY, FIRST, Tried, is_due, last_trial, told_of, try_restore, try_when_due
from db.store import BACKUPS, Store, pieces
from tests.conftest import CENTRE
from tests.db.evidence.making import flip, matter, photo

TODAY = datetime.now().replace(hour=8, minute=30, second=0, microsecond=0) + timedelta(days=1)


@pytest.fixture
def backed_up(store: Store) -> Store:
    add_evidence(store, matter(store), [photo(1), photo(2)])
    grids = [store.save(Grid(name=f"第{n}网格")) for n in range(5)]
    store.save(Resident(name="钱小满"))
    with store.writing() as w:
        w.delete(grids[0])
    todays_backup(store, TODAY)
    return store


def tried(store: Store) -> Tried:
    found = try_restore(store, TODAY)
    assert found is not None
    return found


def test_it_counts_what_is_there_and_says_so_in_the_log(backed_up: Store) -> None:
    for number in range(3):  # what came since is none of the backup's
        backed_up.save(Grid(name=f"后来的{number}"))
    with backed_up.writing() as w:
        w.delete(backed_up.select(Resident)[0])
    found = tried(backed_up)
    assert found.faults == ()
    assert (found.counts["网格"], found.counts["居民"], found.photos) == (4, 1, 2)
    entry = last_trial(backed_up)
    assert entry is not None
    said, well = told_of(entry)
    assert well
    assert "居民 1" in said
    assert "与操作日志一致，照片 2 张都在" in said
    assert "钱小满" not in said


def test_it_takes_the_one_of_the_second_place(backed_up: Store, tmp_path: Path) -> None:
    set_place(backed_up, 0, place := tmp_path / "stick")
    assert not tried(backed_up).second, "nothing is there yet"
    carry(backed_up, place, TODAY)
    assert tried(backed_up).second
    place.rename(tmp_path / "drawer")
    assert not tried(backed_up).second, "the stick is away"


def test_records_that_are_missing_are_told(backed_up: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit says of each kind how many there were; a backup with others is not what it says."""
    truth = Store.counts_at
    monkeypatch.setattr(Store, "counts_at", lambda own, seq: {**truth(own, seq), "grid": 9})
    found = tried(backed_up)
    assert found.faults == ("网格有 4 条，操作日志说 9 条",)
    assert "不能用" in found.sentence()


def flipped(path: Path) -> None:
    flip(path, path.stat().st_size // 2)


def cut(path: Path) -> None:
    """Its table of contents is whole no more, but it says first how far it goes."""
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2] + raw[len(raw) // 2 + 4096 :])


def without_rows(path: Path) -> None:
    """A file that was written over within, and whose table of contents is whole."""
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("centre.db")
    raw = bytearray(path.read_bytes())
    raw[info.header_offset + 5000 : info.header_offset + 9000] = bytes(4000)
    path.write_bytes(raw)


@pytest.mark.parametrize("spoil", [flipped, cut, without_rows])
def test_what_is_damaged_is_told(backed_up: Store, spoil: Callable[[Path], None]) -> None:
    newest = last_backup(backed_up)
    assert newest is not None
    spoil(newest.path)
    found = tried(backed_up)
    assert found.faults
    entry = last_trial(backed_up)
    assert entry is not None
    assert told_of(entry)[1] is False


def test_a_photo_that_rots_in_the_second_place_is_told_and_copied_again(backed_up: Store, tmp_path: Path) -> None:
    set_place(backed_up, 0, place := tmp_path / "stick")
    carry(backed_up, place, TODAY)
    name = min(pieces.names_in(place / SHARED))
    flip(pieces.path_of(place / SHARED, name))
    assert tried(backed_up).faults == ("缺 1 张照片或扫描件",)
    todays_backup(backed_up, TODAY + timedelta(days=1))
    carry(backed_up, place, TODAY + timedelta(days=1))
    assert tried(backed_up).faults == ()


def test_nothing_that_can_be_read_lies_there_meanwhile_and_nothing_at_all_after(backed_up: Store) -> None:
    beside = backed_up.folder / BACKUPS
    before = {path: path.stat().st_mtime_ns for path in backed_up.folder.rglob("*") if path.is_file()}
    words = [text.encode(code) for text in ("钱小满", CENTRE.name, "充电桩") for code in ("utf-8", "utf-16-le")]
    seen: list[Path] = []

    def look(_done: int, _total: int) -> bool:
        for path in beside.rglob(".dq*/*"):
            seen.append(path)
            assert not [word for word in words if word in path.read_bytes()], path.name
        return True

    assert try_restore(backed_up, TODAY, look) is not None
    assert {path.name for path in seen} >= {"centre.db", "keyring.json"}
    assert not list(beside.glob(".dq*"))
    whole = {path: stamp for path, stamp in before.items() if "-wal" not in path.name and "-shm" not in path.name}
    changed = {path.name for path, stamp in whole.items() if path.stat().st_mtime_ns != stamp}
    assert changed <= {"audit-head.json", "centre.db"}, "over nothing: the entry in the log is all"


def test_cancelled_nothing_is_entered_and_nothing_left(backed_up: Store) -> None:
    head = backed_up.last_entry()
    for step in range(3):
        left = [step]

        def stop(_done: int, _total: int, left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] >= 0

        with pytest.raises(Cancelled):
            try_restore(backed_up, TODAY, stop)
    assert backed_up.last_entry() == head
    assert not list((backed_up.folder / BACKUPS).glob(".dq*"))


def test_it_comes_once_a_month_by_itself_whoever_works_here(backed_up: Store) -> None:
    """资料怎样保护：每月自动试恢复一次最新的备份，照操作日志清点各种资料有多少，结果记入操作日志。"""
    begun = backed_up.first_entry()
    assert begun is not None
    assert not is_due(backed_up, begun + FIRST - timedelta(hours=1)), "there is nothing to try yet"
    account = backed_up.get(Account, backed_up.account)
    backed_up.save(attrs.evolve(account, roles=roles_of([Role.DESK])))
    with pytest.raises(NotAllowed, match="管理员"):
        try_restore(backed_up, begun + FIRST)
    assert try_when_due(backed_up, begun + FIRST) is not None
    last = last_trial(backed_up)
    assert last is not None
    assert try_when_due(backed_up, last.at + timedelta(days=1)) is None
    assert is_due(backed_up, last.at + EVERY)
    assert is_due(backed_up, last.at - timedelta(days=400)), "a clock that was set back tells nothing"


def test_nothing_to_try(store: Store) -> None:
    assert try_restore(store, TODAY) is None
    assert not list(store.folder.rglob(f"*{SUFFIX}"))


def test_one_of_before_everything_was_sealed_anew_is_told(backed_up: Store) -> None:
    backed_up.close()
    again = backed_up.again()
    backed_up.leave()
    again.reseal()
    found = try_restore(again, TODAY)
    assert found is not None
    assert found.faults
    again.close()
    assert os.listdir(again.folder / BACKUPS)  # noqa: PTH208
