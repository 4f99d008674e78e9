"""Opening other windows on a store, processes of their own that run `tests.db.another`, and talking to them."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from attrs import define, field

from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]
ANOTHER = (sys.executable, "-X", "utf8", "-m", "tests.db.another")


@define
class Forked:
    """A window that was forked, with what is used of `subprocess.Popen`."""

    number: int
    stdin: TextIO
    stdout: TextIO
    _code: int | None = field(default=None, init=False)

    def kill(self) -> None:
        """Ends it where it stands; nothing where its end is known."""
        if self._code is None:
            os.kill(self.number, signal.SIGKILL)

    def wait(self) -> int:
        """How it ended, once it has."""
        if self._code is None:
            self._code = _answered({"ended": self.number})
        return self._code

    def __enter__(self) -> "Forked":
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        self.stdin.close()
        self.wait()


Window = Forked | subprocess.Popen[str]


@contextmanager
def window(work: str, folder: Path) -> Generator[Window]:
    """Another process that works on the store in a folder; it is ended, if need be, when the block is left.

    Each is forked from one that has loaded everything: loading takes most of a second, and there are more than a hundred of them.
    """
    with (_forked if sys.platform == "linux" else _started)(work, str(folder)) as process:
        try:
            tell(process, PASSPHRASE)
            yield process
        finally:
            process.kill()


def _started(work: str, folder: str) -> Window:
    return subprocess.Popen(
        [*ANOTHER, work, folder], cwd=ROOT, encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def _forked(work: str, folder: str) -> Window:
    (hears, tells), (hears_it, says) = os.pipe(), os.pipe()
    wanted = {"work": work, "folder": folder, "environment": dict(os.environ)}
    number = _answered(wanted, hears, says, 2)
    os.close(hears)
    os.close(says)
    return Forked(number, os.fdopen(tells, "w", encoding="utf-8"), os.fdopen(hears_it, encoding="utf-8"))


def _answered(wanted: dict[str, Any], *streams: int) -> int:
    asking, _ = _loaded()
    socket.send_fds(asking, [json.dumps(wanted).encode()], streams)
    return int(asking.recv(100))


@cache
def _loaded() -> tuple[socket.socket, object]:
    """Where to ask the process for windows that has loaded everything, and that process; it ends with this one."""
    asking, asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with asked:
        number = asked.fileno()
        loaded = subprocess.Popen([*ANOTHER, str(number)], cwd=ROOT, pass_fds=[number], stdin=subprocess.DEVNULL)
    return asking, loaded


def tell(process: Window, line: str = "") -> None:
    """Sends it a line."""
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def heard(process: Window) -> str:
    """Its next line; waits for it."""
    assert process.stdout
    return process.stdout.readline().rstrip("\n")


def rest(process: Window) -> list[str]:
    """All lines until it ends."""
    assert process.stdout
    lines = process.stdout.read().splitlines()
    assert process.wait() == 0
    return lines


def rest_of(process: Window) -> list[str]:
    """The whole lines that one which is killed has still said."""
    assert process.stdout
    return process.stdout.read().split("\n")[:-1]
