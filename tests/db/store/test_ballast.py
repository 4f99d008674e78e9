"""A full disk: nothing is lost, and what the store has in hand lets a clerk keep the last work and delete."""

import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from db.disk import ballast
from db.disk.ballast import SIZE, Ballast
from db.disk.parts import PARTS, RESERVE, is_store
from db.errors import DiskFull
from db.records.registry.place import Grid
from db.services.backup import SUFFIX, backup
from db.store import Store
from tests.db.windows import ROOT

FREED = "预留的一点空间已经放出来"
_MOUNT = (
    'mount -t tmpfs -o size=80m,mode=700 none "$1" && echo mounted && exec "$2" -X utf8 -m tests.db.full_disk "$1" $3'
)


@pytest.fixture(params=["the disk is full", "the user's share is used up"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment in which the disk refuses, in one of two ways."""
    if request.param == "the disk is full":
        return dict(os.environ)
    if sys.platform != "linux" or not (compiler := shutil.which("cc")):
        pytest.skip("a quota is played by a library that has to be compiled")
    made = tmp_path / "as_a_quota.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", made, Path(__file__).with_name("as_a_quota.c"), "-ldl"], check=True
    )
    return {**os.environ, "LD_PRELOAD": str(made)}


def on_a_full_disk(place: Path, environment: dict[str, str], how: str = "") -> list[str]:
    """What `tests.db.full_disk` says on a small disk of its own, which is gone with its process."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        pytest.skip("only Linux lets a process have a disk of its own")
    place.mkdir()
    command = ["unshare", "-m", "sh", "-c", _MOUNT, "sh", str(place), sys.executable, how]
    ran = subprocess.run(command, cwd=ROOT, env=environment, encoding="utf-8", capture_output=True, check=False)
    if not ran.stdout.startswith("mounted"):
        pytest.skip("mounting a disk needs the rights of root")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()[1:]


def test_on_a_full_disk_the_last_work_is_kept_and_deleting_works(tmp_path: Path, environment: dict[str, str]) -> None:
    said = on_a_full_disk(tmp_path / "disk", environment)
    refused = str(DiskFull(gave_up=True))
    again = ["delete: done", "draft: done", f"room in hand: {SIZE}"]
    assert said[:8] == [f"save on a full disk: {refused}", *again, f"draft on a full disk: {refused}", *again]
    assert FREED in said[8], "opening on a full disk tells it too"
    assert said[9].endswith("faults: [], grids: 2")
    assert said[10:] == [f"backup: {DiskFull()}", "open: done"]


def test_without_the_room_in_hand_nothing_works(tmp_path: Path, environment: dict[str, str]) -> None:
    """The control: it is the full disk that refuses, and the room in hand that helps."""
    said = on_a_full_disk(tmp_path / "disk", environment, "without")
    refused = [f"{what}: {DiskFull()}" for what in ("delete", "draft")]
    room = "room in hand: 0"
    assert said[:8] == [
        f"save on a full disk: {DiskFull()}", *refused, room, f"draft on a full disk: {DiskFull()}", *refused, room,
    ]  # fmt: skip
    assert len(said) == 9, said
    assert said[8].startswith("open: ")
    assert said[8] != "open: done"


def test_it_is_really_there_for_its_owner_alone_and_no_part_of_the_store(store: Store, tmp_path: Path) -> None:
    store.ballast.keep()
    found = (store.folder / RESERVE).stat()
    assert found.st_size == SIZE
    if os.name == "posix":
        assert found.st_blocks * 512 >= SIZE, "a hole holds no room"
        assert stat.S_IMODE(found.st_mode) == 0o600
    backup(store, tmp_path / f"备份{SUFFIX}")
    with zipfile.ZipFile(tmp_path / f"备份{SUFFIX}") as archive:
        assert set(archive.namelist()) == set(PARTS)
    (tmp_path / "other").mkdir()
    (store.folder / RESERVE).rename(tmp_path / "other" / RESERVE)
    assert not is_store(tmp_path / "other")


def test_one_cut_short_is_filled_up(tmp_path: Path) -> None:
    (tmp_path / RESERVE).write_bytes(b"x" * 100)
    Ballast(tmp_path).keep()
    assert (tmp_path / RESERVE).stat().st_size == SIZE


def test_one_that_holds_nothing_is_not_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that took the file and nothing into it: nobody may be told that there is room now."""
    (tmp_path / RESERVE).touch()
    monkeypatch.setattr(ballast, "SIZE", 1 << 60)
    with pytest.raises(DiskFull) as refused, Ballast(tmp_path).given_up_when_full():
        raise DiskFull
    assert FREED not in str(refused.value)


def test_a_disk_with_little_room_keeps_it_for_the_work(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "LEFT", 1 << 60)
    store.ballast.keep()
    assert not (store.folder / RESERVE).exists()
    store.save(Grid(name="照常保存"))
    assert not (store.folder / RESERVE).exists()
    monkeypatch.undo()
    store.save(Grid(name="有空间了"))
    assert (store.folder / RESERVE).exists()


def test_another_full_disk_does_not_spend_it(store: Store) -> None:
    """A stick that is full is told while a record is written; the disk of the store has room."""
    store.ballast.keep()
    with pytest.raises(DiskFull) as refused, store.writing():
        raise DiskFull
    assert FREED not in str(refused.value)
    assert (store.folder / RESERVE).exists()


def test_a_link_in_its_place_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "别人的.doc").write_bytes(b"kept")
    try:
        (tmp_path / RESERVE).symlink_to(tmp_path / "别人的.doc")
    except OSError:
        pytest.skip("links need a leave on Windows")
    Ballast(tmp_path).keep()
    assert (tmp_path / "别人的.doc").read_bytes() == b"kept"
