"""Starting `tests.db.another` and talking to it."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]


@contextmanager
def window(work: str, folder: Path) -> Generator[subprocess.Popen[str]]:
    """Another process that works on the store in a folder; it is ended, if need be, when the block is left."""
    command = [sys.executable, "-X", "utf8", "-m", "tests.db.another", work, str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            tell(process, PASSPHRASE)
            yield process
        finally:
            process.kill()


def tell(process: subprocess.Popen[str], line: str = "") -> None:
    """Sends it a line."""
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def heard(process: subprocess.Popen[str]) -> str:
    """Its next line; waits for it."""
    assert process.stdout
    return process.stdout.readline().rstrip("\n")


def rest(process: subprocess.Popen[str]) -> list[str]:
    """All lines until it ends."""
    assert process.stdout
    lines = process.stdout.read().splitlines()
    assert process.wait() == 0
    return lines


def rest_of(process: subprocess.Popen[str]) -> list[str]:
    """The whole lines that one which is killed has still said."""
    assert process.stdout
    return process.stdout.read().split("\n")[:-1]
