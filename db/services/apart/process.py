"""Asks the reading process, and gives what it answers; the caller says in a sentence what became of it."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO

from db.errors import Cancelled, FileUnreadable
from db.services.apart import READ_APART
from db.services.apart.frames import HEAD
from db.services.apart.limits import SECONDS
from db.services.ticks import Tick

_PATIENCE = 0.05
"""Seconds after which the clerk is asked again whether to go on."""
_PIECE = 1 << 18
_PIECES_AHEAD = 64
_MOST_BYTES = 1 << 30
"""Of answers: what the child may send altogether, so that the parent does not run out of memory either."""


@contextmanager
def asked(wanted: Mapping[str, object], content: bytes = b"") -> Generator[subprocess.Popen[bytes]]:
    """The reading process, told what to read; it is ended when the block is left.

    All goes through a pipe: everybody on this computer can see arguments.

    Args:
        wanted: what it reads.
        content: what it reads, where that is no file.
    """
    with _started() as child:
        try:
            assert child.stdin is not None
            with suppress(OSError):  # it died at once: its exit code tells; Windows has another error for it
                child.stdin.write(json.dumps(wanted).encode() + b"\n" + content)
                child.stdin.close()
            yield child
        finally:
            child.kill()


def frames(
    child: subprocess.Popen[bytes], tick: Tick, slow: FileUnreadable, large: FileUnreadable
) -> Iterator[tuple[bytes, memoryview]]:
    """The frames as they come; in between the clerk is asked whether to go on.

    Args:
        child: the reading process.
        tick: told 0 of 0 while nobody knows more; False stops.
        slow: what is said when it takes too long.
        large: what is said when it sends too much.

    Raises:
        FileUnreadable: one of these.
        Cancelled: the clerk stopped it.
    """
    assert child.stdout is not None
    pieces: queue.Queue[bytes] = queue.Queue(_PIECES_AHEAD)
    # Pipes can be waited for with a limit of time only on some systems; a thread that reads them can on all.
    reader = threading.Thread(target=_pump, args=(child.stdout, pieces), name="read-apart", daemon=True)
    reader.start()
    try:
        yield from _cut(_pieces(pieces, tick, slow, large))
    finally:
        child.kill()
        while reader.is_alive():
            _drained(pieces)
            reader.join(_PATIENCE)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_APART]
    return [sys.executable, "-P", "-X", "utf8", "-m", "db.services.apart"]


def _started() -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or os.curdir for p in sys.path)}
    if getattr(sys, "frozen", False):
        environment = dict(os.environ)
    child = subprocess.Popen(  # noqa: S603 - our own program
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    if sys.platform == "win32":
        from db.services.apart.windows_job import end_with_us

        with suppress(OSError):  # without a job it ends when it has computed too long
            end_with_us(int(child._handle))  # noqa: SLF001  subprocess has no public one
    return child


def _pump(pipe: IO[bytes], pieces: queue.Queue[bytes]) -> None:
    while piece := os.read(pipe.fileno(), _PIECE):
        pieces.put(piece)
    pieces.put(b"")


def _drained(pieces: queue.Queue[bytes]) -> None:
    while not pieces.empty():
        pieces.get_nowait()


def _pieces(pieces: queue.Queue[bytes], tick: Tick, slow: FileUnreadable, large: FileUnreadable) -> Iterator[bytes]:
    deadline = time.monotonic() + SECONDS
    received = 0
    while True:
        try:
            piece = pieces.get(timeout=_PATIENCE)
        except queue.Empty:
            if not tick(0, 0):
                raise Cancelled from None
            piece = None
        if time.monotonic() > deadline:
            raise slow
        if piece is None:
            continue
        if not piece:
            return
        received += len(piece)
        if received > _MOST_BYTES:
            raise large
        yield piece


def _cut(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, memoryview]]:
    held = bytearray()
    for piece in pieces:
        held += piece
        at = 0
        while len(held) - at >= HEAD.size:
            kind, length = HEAD.unpack_from(held, at)
            end = at + HEAD.size + length
            if len(held) < end:
                break
            yield kind, memoryview(bytes(held[at + HEAD.size : end]))
            at = end
        del held[:at]
