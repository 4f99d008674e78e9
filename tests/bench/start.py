"""How soon the first window is seen, beside an empty Qt window in the same run, and what memory that takes.

``python -m tests.bench.start [TIMES]`` starts each program in turn: the control (an empty QWidget), the source, and the
bundle where ``dist/`` has one; first with the files dropped from the system's cache, then again and again. Absolute times
are those of one machine and its load; the ratios carry over.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import PySide6
from attrs import field, frozen

from db.services.centre.set_up import set_up
from installer.common import DIST, NAME, PROGRAM
from tests.architecture.source import ROOT

CONTROL = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from gui.first_paint import FirstPaint, clock
application, window = QApplication([]), QWidget()
FirstPaint(window).painted.connect(lambda: (clock(Path(sys.argv[1])), application.quit()))
window.show()
application.exec()
"""
COLD_TIMES = 3


@frozen
class Seen:
    """One start: milliseconds from the call of the program to the painted window, and resident MB then."""

    milliseconds: float
    megabytes: float


@frozen
class Program:
    """A program to start, and how it went so far; ``files`` are what it reads from the disk."""

    name: str
    command: list[str]
    files: tuple[Path, ...]
    cold: list[Seen] = field(factory=list)
    warm: list[Seen] = field(factory=list)


def started(program: Program, home: Path) -> Seen:
    """One start, in a home that has a store to open."""
    file = home / "seen.json"
    file.unlink(missing_ok=True)
    environment = {
        **os.environ,
        **dict.fromkeys(("HOME", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(home)),
    }
    begun = time.perf_counter()
    subprocess.run([*program.command, str(file)], cwd=ROOT, env=environment, check=True)
    told = json.loads(file.read_text(encoding="utf-8"))
    return Seen((told["painted"] - begun) * 1000, told["resident_kib"] / 1024)


def forget(folders: tuple[Path, ...]) -> None:
    """Drops files from the system's cache as far as no other program holds them: nearly what a morning's start meets."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in (p for folder in folders for p in _files(folder)):
        opened = os.open(path, os.O_RDONLY)
        os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(opened)


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def programs() -> list[Program]:
    """The control first."""
    qt = Path(PySide6.__file__).parent
    python = Path(os.__file__).parent
    ours = tuple(ROOT / name for name in ("db", "gui", "printing", "resources"))
    found = [
        Program("empty QWidget", [sys.executable, "-c", CONTROL], (qt, python)),
        Program("source", [sys.executable, "-m", "gui", "--clock"], (qt, python, *ours)),
    ]
    if (program := DIST / NAME / PROGRAM).exists():
        found.append(Program("bundle", [str(program), "--clock"], (DIST / NAME,)))
    return found


def tell(measured: list[Program]) -> None:
    """The table: the least (what the program itself needs), the median (what this machine made of it), memory."""
    control = measured[0]
    for program in measured:
        for kind, seen, base in (("cold-ish", program.cold, control.cold), ("warm", program.warm, control.warm)):
            least, bare = (min(s.milliseconds for s in found) for found in (seen, base))
            median, usual = (statistics.median(s.milliseconds for s in found) for found in (seen, base))
            sys.stdout.write(
                f"{program.name:<14}{kind:<10}least {least:6.0f} ms {least / bare:5.2f}x   "
                f"median {median:6.0f} ms {median / usual:5.2f}x   {max(s.megabytes for s in seen):5.1f} MB resident\n"
            )


def main() -> None:
    """Starts everything in turn, so that all meet the same load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="?", type=int, default=9)
    times = parser.parse_args().times
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    measured = programs()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        set_up(home / "dangqun-desk" / "store", "测量社区党群服务中心", "卢清", "测量用的口令").store.close()
        for program in measured:
            started(program, home)  # bytecode is written, once
        for _ in range(COLD_TIMES):
            for program in measured:
                forget(program.files)
                program.cold.append(started(program, home))
        for _ in range(times):
            for program in measured:
                program.warm.append(started(program, home))
    tell(measured)


if __name__ == "__main__":
    main()
