"""One window a store, with real processes: the second start calls the first, and nothing dead stands in the way."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.disk.held import HeldFile
from db.disk.parts import LOCK
from db.store import Store
from gui.places import Places
from gui.single import SingleWindow, StoreHeld
from gui.summons import Bell, ring
from tests.architecture.source import ROOT

Start = Callable[[Path], "subprocess.Popen[str]"]

HOLD = """
import sys
from pathlib import Path
from db.disk.held import HeldFile
held = HeldFile(Path(sys.argv[1]))
print(held.take(), flush=True)
sys.stdin.read()
"""
CALL = """
import sys
from pathlib import Path
from gui.summons import ring
sys.exit(not ring(Path(sys.argv[1])))
"""


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the program on a store; whatever still runs afterwards is ended."""
    running: list[subprocess.Popen[str]] = []

    def go(store: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "gui", "--store", str(store)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        running.append(process)
        return process

    yield go
    for process in running:
        process.kill()
        process.communicate()


def _holder(lock: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "True"
    return process


def _listens(store: Path) -> None:
    """Waits until a program answers on a store."""
    assert ring(store, 30), "the program does not answer"


def test_a_second_start_calls_the_first_and_ends(start: Start, store: Store) -> None:
    first = start(store.folder)
    _listens(store.folder)
    second = start(store.folder)
    assert second.wait(30) == 0
    assert first.poll() is None


def test_two_stores_stand_side_by_side(start: Start, store: Store, tmp_path: Path) -> None:
    first, other = start(store.folder), start(tmp_path / "other")
    for folder in (store.folder, tmp_path / "other"):
        _listens(folder)
    assert (first.poll(), other.poll()) == (None, None)


@pytest.mark.skipif(os.name != "posix", reason="sends the signal that no program can catch")
def test_a_killed_program_leaves_nothing_that_blocks(start: Start, store: Store) -> None:
    first = start(store.folder)
    _listens(store.folder)
    os.kill(first.pid, signal.SIGKILL)
    first.wait(30)
    assert (store.folder / LOCK).exists()
    again = start(store.folder)
    _listens(store.folder)
    assert again.poll() is None


def test_somebody_who_cannot_be_called_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = store.folder / LOCK
    holder = _holder(lock)
    monkeypatch.setattr("gui.summons.PATIENCE_SECONDS", 0.0)
    single = SingleWindow()
    with pytest.raises(StoreHeld) as caught:
        single.take(store.folder, lock)
    assert f"进程 {holder.pid}" in str(caught.value)
    assert "关闭" in caught.value.remedy
    holder.communicate("")
    assert single.take(store.folder, lock)
    single.close()


def test_a_window_that_goes_to_another_store_lets_go_of_the_first(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    single, other = SingleWindow(), SingleWindow()
    assert single.take(store.folder, store.folder / LOCK)
    single.listen()
    assert single.take(tmp_path / "practice", tmp_path / "practice.lock")
    assert other.take(store.folder, store.folder / LOCK)
    caller = subprocess.Popen([sys.executable, "-c", CALL, str(tmp_path / "practice")], cwd=ROOT)
    with qtbot.waitSignal(single.asked, timeout=20_000):
        pass
    assert caller.wait(30) == 0
    single.close()
    other.close()


def test_a_window_that_hangs_does_not_answer_and_is_not_called_later(qtbot: QtBot, store: Store) -> None:
    bell = Bell(store.folder)
    assert not ring(store.folder, 0.0)
    assert list(Places.of_user().settings.glob("*.call")) == []
    with qtbot.assertNotEmitted(bell.rung, wait=100):
        pass
    bell.close()


def test_a_file_that_cannot_be_written_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be", encoding="utf-8")
    assert HeldFile(tmp_path / "taken" / LOCK).take()
