"""A restore that is killed at any moment has happened or not; the next start finds out which, and says so."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.disk import switch
from db.disk.held import HeldFile
from db.disk.parts import BESIDE, INTENT, PARTS, RESERVE, is_in_pieces, is_store
from db.errors import ExchangeStuck, FileUnwritable, StoreForeign, StoreOpen
from db.records.registry.place import Grid
from db.services.backup import SUFFIX, backup, restore
from db.store import BACKUPS, FILE, Store, ring_file
from tests.conftest import PASSPHRASE
from tests.db.killing import killed_at

OLD, NEW = ["备份以前的", "备份以后的"], ["备份以前的"]
MOST_STEPS = 30


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    """A backup of a store with one grid; afterwards a second one was entered, and the store was closed."""
    store.save(Grid(name="备份以前的"))
    path = tmp_path / f"备份{SUFFIX}"
    backup(store, path)
    store.save(Grid(name="备份以后的"))
    store.close()
    return path


def killed_before(step: int, work: Callable[[], object]) -> bool:
    """Does the work in a process of its own that is killed before its n-th renaming or removing; whether it was."""

    def begin(count: Callable[[], None]) -> None:
        def hooked(deed: Callable[..., Any]) -> Callable[..., Any]:
            def call(*given: Any) -> Any:
                count()
                return deed(*given)

            return call

        switch.put_in_place = hooked(switch.put_in_place)
        switch._over = hooked(switch._over)

    return killed_at(step, begin, work)


def left_whole(folder: Path) -> list[str]:
    """The grids of the store, which opens and is whole, with nothing unfinished beside it."""
    assert is_store(folder), "nobody is asked to make a new one"
    opened = Store.open(folder, PASSPHRASE)
    names = [grid.name for grid in opened.select(Grid)]
    assert opened.verify() == []
    assert opened.loss is None
    opened.close()
    assert {p.name for p in folder.iterdir()} <= {*PARTS, *BESIDE, RESERVE, BACKUPS}
    return names


@pytest.mark.parametrize("step", range(10))
def test_killed_at_any_step_it_happened_or_did_not(store: Store, file: Path, step: int) -> None:
    """资料怎样保护：恢复中途断电，下次打开会接着做完或退回原样。"""
    killed = killed_before(step, lambda: restore(file, store.folder, PASSPHRASE))
    assert killed == (step < 9), "the intent, four files out, three in, and the end"
    assert left_whole(store.folder) == (OLD if step == 0 else NEW), "the first renaming is the switch"
    aside = list((store.folder / BACKUPS).glob("before-restore-*"))
    assert len(aside) == (step > 0), "what was there is kept"
    if aside:
        assert {p.name for p in aside[0].iterdir()} == {*PARTS, *BESIDE}


@pytest.mark.parametrize("step", range(7))
def test_killed_again_while_it_is_finished(store: Store, file: Path, step: int) -> None:
    assert killed_before(3, lambda: restore(file, store.folder, PASSPHRASE))
    killed_before(step, lambda: Store.open(store.folder, PASSPHRASE))
    assert left_whole(store.folder) == NEW


@pytest.mark.parametrize("step", range(5))
def test_into_an_empty_folder(file: Path, tmp_path: Path, step: int) -> None:
    """On a new computer: until the switch there is no store, and after it there is a whole one."""
    folder = tmp_path / "new pc"
    killed = killed_before(step, lambda: restore(file, folder, PASSPHRASE))
    assert killed == (step < 5)
    if step == 0:
        assert not is_store(folder)
        restore(file, folder, PASSPHRASE).close()
    assert left_whole(folder) == NEW


def test_the_clerk_is_told_once(store: Store, file: Path) -> None:
    assert killed_before(4, lambda: restore(file, store.folder, PASSPHRASE))
    told = switch.finish(store.folder)
    assert file.name in told
    assert "补做完成" in told
    assert switch.finish(store.folder) == ""


@pytest.mark.parametrize("step", range(1, 6))
def test_one_that_cannot_be_finished_is_undone(store: Store, file: Path, step: int) -> None:
    """Somebody cleared away the new files, whether the old ones were still in their place or not."""
    assert killed_before(step, lambda: restore(file, store.folder, PASSPHRASE))
    (room,) = store.folder.glob(".dq-*")
    for part in PARTS:
        (room / part).unlink(missing_ok=True)
    assert "放回原处" in switch.finish(store.folder)
    assert left_whole(store.folder) == OLD


@pytest.mark.parametrize("step", range(7))
def test_a_file_that_cannot_be_moved_undoes_what_was_moved(
    store: Store, file: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program has it open, as Windows would say."""
    left, move = [step], switch.put_in_place

    def refused(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise PermissionError
        move(source, target)

    monkeypatch.setattr(switch, "put_in_place", refused)
    with pytest.raises(FileUnwritable):
        restore(file, store.folder, PASSPHRASE)
    assert left_whole(store.folder) == OLD
    assert not list((store.folder / BACKUPS).glob("before-restore-*")) if (store.folder / BACKUPS).exists() else True


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_a_disk_that_does_not_say_when_it_has_something(
    store: Store, file: Path, tmp_path: Path, lasting: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is waited for in vain: a restore that is refused is not carried out by the next opening."""
    waits, wait = [0, 0], os.fsync

    def failing(opened: int) -> None:
        waits[0] += 1
        if waits[0] == waits[1] or (lasting and waits[0] > waits[1] > 0):
            raise OSError(errno.EIO, "")
        wait(opened)

    monkeypatch.setattr(os, "fsync", failing)
    came: list[list[str]] = []
    nth = met = 0
    while met == nth:
        nth += 1
        waits[:] = [0, nth]
        folder = shutil.copytree(store.folder, tmp_path / f"{nth}")
        try:
            restore(file, folder, PASSPHRASE).close()
        except FileUnwritable:
            wanted = OLD
        else:
            wanted = NEW
        met, waits[1] = min(waits[0], nth), 0
        assert not (folder / INTENT).exists()
        assert left_whole(folder) == wanted
        came.append(wanted)
    assert came.count(OLD) > 10, "the room, the files, the intent, the moves"
    assert came[-1] == NEW


def test_one_that_goes_neither_forward_nor_back_says_so(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files are moved, then another program has the folder for itself; what the clerk is told happens."""
    left, move = [3], switch.put_in_place

    def refused(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise PermissionError
        move(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(switch, "put_in_place", refused)
        with pytest.raises(ExchangeStuck, match="接着做完"):
            restore(file, store.folder, PASSPHRASE)
        with pytest.raises(ExchangeStuck):
            Store.open(store.folder, PASSPHRASE)
    assert left_whole(store.folder) == NEW


@pytest.mark.parametrize("said", ["", "{", "[]", "null", '{"room": 1}'])
@pytest.mark.usefixtures("file")
def test_an_intent_that_nobody_can_read_goes_out_of_the_way(store: Store, said: str) -> None:
    (store.folder / INTENT).write_text(said, encoding="utf-8")
    opened = Store.open(store.folder, PASSPHRASE)
    assert [f"已移到 {BACKUPS}" in told for told in opened.told] == [True]
    opened.close()
    assert (store.folder / BACKUPS / INTENT).read_text(encoding="utf-8") == said
    assert left_whole(store.folder) == OLD


def test_an_intent_that_nobody_can_read_in_a_store_in_pieces(store: Store, file: Path) -> None:
    assert killed_before(4, lambda: restore(file, store.folder, PASSPHRASE))
    said = (store.folder / INTENT).read_bytes()
    (store.folder / INTENT).write_bytes(said[:-3])
    with pytest.raises(StoreForeign, match="读不懂"):
        Store.open(store.folder, PASSPHRASE)
    (store.folder / INTENT).write_bytes(said)
    assert left_whole(store.folder) == NEW, "nothing was cleared away"


@pytest.mark.parametrize(
    "change",
    [
        {"room": "../others"},
        {"room": "others"},
        {"aside": "../others"},
        {"aside": f"{BACKUPS}/.."},
        {"out": ["../others/letter.txt"]},
        {"new": [".."]},
    ],
    ids=str,
)
@pytest.mark.usefixtures("file")
def test_an_intent_moves_nothing_that_lies_elsewhere(store: Store, change: dict[str, object]) -> None:
    others = store.folder.parent / "others"
    others.mkdir()
    (others / "letter.txt").write_text("不是资料", encoding="utf-8")
    for part in PARTS:
        (others / part).write_text("别的资料", encoding="utf-8")
    told = {"room": ".dq-x", "aside": f"{BACKUPS}/x", "out": list(PARTS), "new": list(PARTS), "source": "x", **change}
    (store.folder / INTENT).write_text(json.dumps(told), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in others.iterdir()}
    assert left_whole(store.folder) == OLD
    assert {path.name: path.read_bytes() for path in others.iterdir()} == before


def test_one_that_is_under_way_is_not_finished_by_another(store: Store, file: Path) -> None:
    assert killed_before(4, lambda: restore(file, store.folder, PASSPHRASE))
    (room,) = store.folder.glob(".dq-*")
    held = HeldFile(room / "held")
    assert held.take()
    with pytest.raises(StoreOpen):
        Store.open(store.folder, PASSPHRASE)
    assert (store.folder / INTENT).exists()
    held.let_go()
    assert left_whole(store.folder) == NEW


def test_the_opened_store_tells_what_was_finished(store: Store, file: Path) -> None:
    assert killed_before(4, lambda: restore(file, store.folder, PASSPHRASE))
    opened = Store.open(store.folder, PASSPHRASE)
    assert [file.name in told for told in opened.told] == [True]
    opened.close()
    assert Store.open(store.folder, PASSPHRASE).told == ()


def test_the_next_restore_tells_what_was_finished(store: Store, file: Path) -> None:
    assert killed_before(4, lambda: restore(file, store.folder, PASSPHRASE))
    restored = restore(file, store.folder, PASSPHRASE)
    assert ["补做完成" in told for told in restored.told] == [True]
    restored.close()


def test_the_restored_store_tells_of_it(store: Store, file: Path) -> None:
    """Also when the process was killed before it could be opened: the entry comes in with the store."""
    assert killed_before(5, lambda: restore(file, store.folder, PASSPHRASE))
    opened = Store.open(store.folder, PASSPHRASE)
    assert opened.history(opened.centre())[0].action == "restore"
    opened.close()


def test_a_store_in_pieces_is_still_a_store(store: Store, file: Path) -> None:
    assert killed_before(4, lambda: restore(file, store.folder, PASSPHRASE))
    assert not (store.folder / FILE).exists()
    assert not (store.folder / ring_file.FILE).exists()
    assert is_store(store.folder)


@pytest.mark.parametrize("moved", range(1, 6))
def test_what_version_0_1_0_left_in_pieces_is_put_together(store: Store, file: Path, moved: int) -> None:
    """It moved the three files out one by one, then the three new ones in, out of a folder that stays."""
    aside, room = store.folder / BACKUPS / "before-restore-20260721-083000-000000", store.folder / ".dqx1y2z3"
    trial = store.folder.parent / "trial"
    restore(file, trial, PASSPHRASE).close()
    aside.mkdir(parents=True)
    room.mkdir()
    for part in PARTS:
        (room / part).write_bytes((trial / part).read_bytes())
    moves = [(store.folder / p, aside / p) for p in PARTS] + [(room / p, store.folder / p) for p in PARTS]
    for source, target in moves[:moved]:
        source.rename(target)
    for path in (*room.iterdir(), room):
        os.utime(path, (0, 0))
    assert is_in_pieces(store.folder)
    told = switch.finish(store.folder)
    assert ("放回原处" if moved < 4 else "补做完成") in told
    assert left_whole(store.folder) == (OLD if moved < 4 else NEW)
    assert not is_in_pieces(store.folder)
