"""Reads a file of tables in a process of its own, and says in a sentence what became of it."""

import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from attrs import define, field

from db.errors import Cancelled, FileUnreadable
from db.services.sheets import READ_SHEETS, wire
from db.services.sheets.child import OUT_OF_MEMORY
from db.services.sheets.found import Told
from db.services.sheets.limits import SECONDS
from db.services.sheets.raw import Cell, Merged, RawSheet

Tick = Callable[[int, int], bool]
_PATIENCE = 0.05
"""Seconds after which the clerk is asked again whether to go on."""
_PIECE = 1 << 18
_PIECES_AHEAD = 64
_MOST_BYTES = 1 << 30
"""Of answers: what the child may send altogether, so that the parent does not run out of memory either."""
_WIDEST = 256
"""Columns up to which the rows of a sheet are filled up to the same length."""
_ONLY_ROSTER = "请用 WPS 或 Excel 打开它，只把要导入的表复制到新工作簿里，另存为 xlsx 后再导入"


def never_stop(_done: int, _total: int) -> bool:
    """A tick for callers that show no progress."""
    return True


def read_sheets(path: Path, tick: Tick = never_stop) -> list[RawSheet]:
    """All sheets of a file, whatever its suffix says.

    Args:
        path: the file.
        tick: told the rows read of a sheet and about how many it has, both 0 while nobody knows; False stops.

    Raises:
        FileUnreadable: there is no such file, it is no table, or it is more than can be read; the remedy says what to do.
        Cancelled: the tick said so.
    """
    answer = _Answer()
    with _started(path) as child:
        try:
            for kind, payload in _frames(child, tick):
                answer.take(kind, payload, tick)
        finally:
            child.kill()
    return answer.result(child.returncode)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_SHEETS]
    return [sys.executable, "-P", "-X", "utf8", "-m", "db.services.sheets"]


def _started(path: Path) -> subprocess.Popen[bytes]:
    """The reading process, told its file. The name goes through a pipe: everybody on this computer can see arguments."""
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
        from db.services.sheets.windows_job import end_with_us

        with suppress(OSError):  # without a job it ends when it has computed too long
            end_with_us(int(child._handle))  # noqa: SLF001  subprocess has no public one
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(os.fspath(path.absolute())).encode() + b"\n")
        child.stdin.close()
    except BrokenPipeError:
        pass  # it died at once: its exit code tells
    return child


def _frames(child: subprocess.Popen[bytes], tick: Tick) -> Iterator[tuple[bytes, memoryview]]:
    """The frames as they come; in between the clerk is asked whether to go on.

    Raises:
        FileUnreadable: it takes too long or sends too much.
        Cancelled: the clerk stopped it.
    """
    assert child.stdout is not None
    pieces: queue.Queue[bytes] = queue.Queue(_PIECES_AHEAD)
    # Pipes can be waited for with a limit of time only on some systems; a thread that reads them can on all.
    reader = threading.Thread(target=_pump, args=(child.stdout, pieces), name="read-sheets", daemon=True)
    reader.start()
    try:
        yield from _cut(_pieces(pieces, tick))
    finally:
        child.kill()
        while reader.is_alive():
            _drained(pieces)
            reader.join(_PATIENCE)


def _pump(pipe: IO[bytes], pieces: queue.Queue[bytes]) -> None:
    while piece := os.read(pipe.fileno(), _PIECE):
        pieces.put(piece)
    pieces.put(b"")


def _drained(pieces: queue.Queue[bytes]) -> None:
    while not pieces.empty():
        pieces.get_nowait()


def _pieces(pieces: queue.Queue[bytes], tick: Tick) -> Iterator[bytes]:
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
            raise FileUnreadable(f"这个文件读了 {SECONDS} 秒还没有读完，没有导入", _ONLY_ROSTER)
        if piece is None:
            continue
        if not piece:
            return
        received += len(piece)
        if received > _MOST_BYTES:
            raise FileUnreadable("这个文件里的内容太多，不像一份名册", _ONLY_ROSTER)
        yield piece


def _cut(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, memoryview]]:
    held = bytearray()
    for piece in pieces:
        held += piece
        at = 0
        while len(held) - at >= wire.HEAD.size:
            kind, length = wire.HEAD.unpack_from(held, at)
            end = at + wire.HEAD.size + length
            if len(held) < end:
                break
            yield kind, memoryview(bytes(held[at + wire.HEAD.size : end]))
            at = end
        del held[:at]


@define
class _Answer:
    """What came so far."""

    sheets: list[RawSheet] = field(factory=list[RawSheet])
    place: str = ""
    refused: FileUnreadable | None = None
    ended: bool = False
    _head: list[Any] = field(factory=list[Any])
    _rows: list[list[Cell]] = field(factory=list[list[Cell]])

    def take(self, kind: bytes, payload: memoryview, tick: Tick) -> None:
        """One frame.

        Raises:
            Cancelled: the clerk stopped it.
        """
        told: Any = wire.unframed(payload)
        if kind == wire.ROWS:
            start, rows = told
            self._rows += [[]] * (start - len(self._rows))
            self._rows += rows
        elif kind == wire.PROGRESS:
            if not tick(*told):
                raise Cancelled
        elif kind == wire.SHEET:
            self._head, self._rows = told, []
            self.place = told[0]
        elif kind == wire.TOLD:
            self.sheets.append(self._sheet(told))
        elif kind == wire.PLACE:
            self.place = told
        elif kind == wire.REFUSED:
            self.refused = FileUnreadable(*told)
        else:
            self.ended = kind == wire.END

    def _sheet(self, told: list[Told]) -> RawSheet:
        name, hidden, date1904, merged, rows, columns = self._head
        width = max(map(len, self._rows), default=0)
        for row in self._rows if width <= _WIDEST else ():
            if row:
                row += [""] * (width - len(row))
        return RawSheet(
            name,
            self._rows,
            tuple(Merged(*block) for block in merged),
            hidden,
            frozenset(rows),
            frozenset(columns),
            date1904,
            tuple((row, code) for row, code in told),
        )

    def result(self, code: int) -> list[RawSheet]:
        """The sheets.

        Raises:
            FileUnreadable: the child refused the file, or died of it.
        """
        if self.refused:
            raise self.refused
        if self.ended:
            return self.sheets
        logging.getLogger(__name__).info("the reading process ended with %d", code)
        where = f"（读到工作表“{self.place}”时）" if self.place else ""
        if code == OUT_OF_MEMORY:
            raise FileUnreadable(f"这个文件里的内容太多，内存装不下{where}，没有导入", _ONLY_ROSTER)
        raise FileUnreadable(f"这个表格文件损坏了，或大得读不下{where}，没有导入", _ONLY_ROSTER)
