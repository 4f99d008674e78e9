"""Killed between the file and the record, two windows at once, a full disk: what is named is there, all else is swept."""

import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.disk.parts import EVIDENCE
from db.records.exhibit import Exhibit
from db.records.matters.matter import Matter
from db.services.backup import SUFFIX, backup, restore
from db.services.evidence.add_evidence import add_evidence
from db.store import Store
from db.store.vault import KEPT_DAYS
from tests.conftest import PASSPHRASE
from tests.db.evidence.making import files_of, matter, photo
from tests.db.windows import ROOT, heard, rest_of, tell, window

POINTS = ("INSERT INTO exhibit", "INSERT INTO audit", "COMMIT", "INSERT INTO evidence_key", "BEGIN IMMEDIATE")
TODAY = date(2026, 3, 2)


@pytest.fixture
def closed(store: Store) -> Store:
    matter(store)
    store.close()
    return store


def reopened(closed: Store) -> Store:
    return Store._with_key(closed.folder, closed._key)


def swept_clean(store: Store) -> None:
    """Nothing is lost, and after a month no file is left that nobody names."""
    assert store.verify() == []
    store.evidence.sweep(TODAY)
    store.evidence.sweep(TODAY + timedelta(days=KEPT_DAYS))
    assert files_of(store).keys() == {exhibit.piece for exhibit in store.select(Exhibit)}
    assert store.verify() == []


@pytest.mark.parametrize("since", POINTS)
@pytest.mark.parametrize("last", [1, 2, 5])
def test_killed_while_adding(closed: Store, since: str, last: int) -> None:
    with window("add_photos", closed.folder) as other:
        tell(other, f"{last} {since}:0")
        acknowledged = rest_of(other)
    store = reopened(closed)
    named = {exhibit.piece for exhibit in store.select(Exhibit)}
    assert named >= set(acknowledged)
    assert len(named) <= len(acknowledged) + 3
    swept_clean(store)
    store.close()


def test_killed_between_the_file_and_the_record(closed: Store) -> None:
    with window("add_photos", closed.folder) as other:
        tell(other, "1 INSERT INTO exhibit:0")
        assert rest_of(other) == []
    store = reopened(closed)
    assert store.select(Exhibit) == []
    assert len(files_of(store)) == 3
    swept_clean(store)
    assert files_of(store) == {}
    store.close()


def test_two_windows_add_at_once_while_a_third_one_sweeps(closed: Store) -> None:
    """Both put the same first photo; none is lost, and it is shown once."""
    store = reopened(closed)
    with window("add_photos", closed.folder) as one, window("add_photos", closed.folder) as two:
        tell(one, ":1000")
        tell(two, ":2000")
        lines: list[str] = []
        for _ in range(10):
            lines += [heard(one), heard(two)]
            store.evidence.sweep(TODAY)
            store.evidence.sweep(
                TODAY + timedelta(days=KEPT_DAYS)
            )  # what is put and not named yet goes, and is put again
        for other in (one, two):
            other.kill()
            lines += rest_of(other)
    named = [exhibit.piece for exhibit in store.select(Exhibit)]
    assert set(named) >= set(lines)
    assert len(named) == len(set(named))
    swept_clean(store)
    store.close()


def test_two_windows_add_turn_and_take_away_the_same_ones_while_a_third_one_sweeps(closed: Store) -> None:
    """Whatever each does to the other, no photo that is shown lacks its file, and each is shown once."""
    store = reopened(closed)
    with window("come_and_go", closed.folder) as one, window("come_and_go", closed.folder) as two:
        for _ in range(8):
            lines = [heard(one), heard(two)]
            assert all(lines), "neither of them stopped"
            assert store.verify() == []
            store.evidence.sweep(TODAY)
            store.evidence.sweep(TODAY + timedelta(days=KEPT_DAYS))
    named = [exhibit.piece for exhibit in store.select(Exhibit)]
    assert len(named) == len(set(named))
    swept_clean(store)
    store.close()


def test_a_backup_that_is_made_while_photos_come_holds_what_it_names(closed: Store, tmp_path: Path) -> None:
    store = reopened(closed)
    with window("add_photos", closed.folder) as other:
        tell(other, ":1000")
        for number in range(3):
            heard(other)
            file = tmp_path / f"{number}{SUFFIX}"
            assert backup(store, file) == ()
            restored = restore(file, tmp_path / f"new pc {number}", PASSPHRASE)
            assert restored.told == ()
            assert restored.verify() == []
            assert restored.count(Exhibit) > 0
            restored.close()
    swept_clean(store)
    store.close()


def test_carried_off_by_halves_it_says_what_lacks_until_the_rest_comes(closed: Store, tmp_path: Path) -> None:
    """Whoever moves the folder to another disk and is broken off has the database there, and some of the photos."""
    store = reopened(closed)
    (record,) = store.select(Matter)
    add_evidence(store, record, [photo(n) for n in range(20)])
    store.close()
    new = tmp_path / "D盘"
    shutil.copytree(closed.folder, new, ignore=shutil.ignore_patterns(EVIDENCE))
    old, places = closed.folder / EVIDENCE, sorted((closed.folder / EVIDENCE).iterdir())
    for place in places[::2]:
        shutil.copytree(place, new / EVIDENCE / place.name)
    moved = Store.open(new, PASSPHRASE)
    lacking = len(moved.verify())
    assert lacking == sum(len(list(place.iterdir())) for place in places[1::2])
    moved.evidence.sweep(TODAY)
    moved.evidence.sweep(TODAY + timedelta(days=KEPT_DAYS))
    shutil.copytree(old, new / EVIDENCE, dirs_exist_ok=True)
    swept_clean(moved)
    assert len(files_of(moved)) == 20
    moved.close()


def test_on_a_full_disk_nothing_is_half_done(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux lets a process have a disk of its own")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = 'mount -t tmpfs -o size=80m,mode=700 none "$1" && echo mounted && exec "$2" -X utf8 -m tests.db.evidence.full "$1"'
    command = ["unshare", "-m", "sh", "-c", mount, "sh", str(disk), sys.executable]
    ran = subprocess.run(command, cwd=ROOT, encoding="utf-8", capture_output=True, check=False)
    if not ran.stdout.startswith("mounted"):
        pytest.skip("mounting a disk needs the rights of root")
    assert ran.stdout.splitlines()[1:] == [
        "add: 磁盘已满，没有保存。请腾出空间后再保存一次，已有资料完好。程序预留的一点空间已经放出来："
        "现在还能保存手头的内容，或删除不要的资料，请马上腾出空间",
        "shown: 1, files: 1, faults: []",
        "add: done",
        "shown: 3, files: 3, faults: []",
    ], ran.stderr
